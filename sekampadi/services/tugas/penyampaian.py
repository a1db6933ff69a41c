"""Whose turn it is along the SOP: a line for each role that papers wait for, seen by all who read them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlmodel import Session

from sekampadi.db.queries.dossier import list_dossier
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.pengajuan import PengajuanRow, list_geser, list_pengajuan
from sekampadi.db.queries.tindak_lanjut_ringkas import list_ada_rencana
from sekampadi.domain.izin import PROVINSI, Role, Scope
from sekampadi.domain.pengajuan.alur import (
    ALUR_DOSSIER,
    StatusDossier,
    StatusPengajuan,
    alur_of,
    waits_for,
)
from sekampadi.domain.pengajuan.tenggat import MasaLapor, list_masa, tenggat_of
from sekampadi.domain.teks import write_address
from sekampadi.domain.tugas import JenisTugas, Sasaran, Tugas
from sekampadi.i18n import t
from sekampadi.services.pengajuan.dossier import address_of as address_of_dossier
from sekampadi.services.pengajuan.pengajuan import address_of
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.sistem.runtime import Runtime


def _open(
    session: Session, rt: Runtime, scope: Scope
) -> list[tuple[UppRow, MasaLapor, StatusPengajuan]]:
    """List what is over and not accepted yet: what was begun, and of a triwulan what has a sheet."""
    masa = list_masa(load_sejak(rt), rt.today())
    upp = list_upp(session, scope)
    rows = {(r.upp_id, r.masa): r.status for r in list_pengajuan(session, scope)}
    triwulan = [m.triwulan for m in masa if m.triwulan]
    published = list_ada_rencana(session, upp, triwulan)
    found = []
    for one in masa:
        for office in upp:
            status = rows.get((office.id, one))
            if status is None:
                if one.triwulan is None or (office.id, one.triwulan) not in published:
                    continue
                status = StatusPengajuan.BELUM
            found.append((office, one, status))
    return found


def _line(
    session: Session,
    jenis: JenisTugas,
    words: str,
    waiting: Iterable[tuple[UppRow, MasaLapor, StatusPengajuan]],
) -> Tugas:
    rows = list(waiting)
    geser = list_geser(session, {m.tahun for _, m, _ in rows}) if rows else []
    one_office = len({upp.id for upp, _, _ in rows}) == 1

    def name(upp: UppRow, masa: MasaLapor, status: StatusPengajuan) -> str:
        about = masa.label if one_office else f"{upp.nama}, {masa.label}"
        return t("{tentang}: {status}", tentang=about, status=status.label)

    sasaran = tuple(
        Sasaran(name(upp, masa, status), address_of(upp.kode, masa)) for upp, masa, status in rows
    )
    return Tugas(
        jenis,
        len(rows),
        words,
        sasaran[0].tautan if len(sasaran) == 1 else "/admin/pengajuan",
        min((tenggat_of(m, u.id, geser) for u, m, _ in rows), default=None),
        sasaran,
    )


def read_giliran(session: Session, rt: Runtime, scope: Scope) -> tuple[Tugas, ...]:
    """Read whose turn it is with what; lines of nothing have ``jumlah`` 0.

    Of an UPP: what its Admin has to hand in or to mend, and its Pimpinan to receive or to approve.
    Of the province: who has not handed in what ended last, what Admin Pemprov has to accept or to
    return, and where its dossiers are.
    """
    if scope.upp_ids is None:
        begun = list_pengajuan(session, PROVINSI)
        return _terlambat(session, rt, begun), _penerimaan(session, begun), _berkas(session)
    rows = _open(session, rt, scope)

    def of(role: Role) -> Iterable[tuple[UppRow, MasaLapor, StatusPengajuan]]:
        return (row for row in rows if waits_for(alur_of(row[1].nomor), row[2]) is role)

    return (
        _line(
            session,
            JenisTugas.PENYAMPAIAN,
            t("penyampaian menunggu Operator OPD"),
            of(Role.ADMIN_UPP),
        ),
        _line(
            session,
            JenisTugas.PERSETUJUAN,
            t("penyampaian menunggu Pimpinan UPP"),
            of(Role.PIMPINAN_UPP),
        ),
    )


def _terlambat(session: Session, rt: Runtime, rows: Sequence[PengajuanRow]) -> Tugas:
    """Say who has not handed in, for the triwulan that ended last, behind the deadline.

    Nobody is late before the first of all has handed in.
    """
    ended = [m for m in list_masa(load_sejak(rt), rt.today()) if m.nomor] if rows else []
    if not ended:
        return Tugas(JenisTugas.PENYAMPAIAN, 0, "", "")
    masa = max(ended)
    begun = {r.upp_id: r.status for r in rows if r.masa == masa}
    geser = list_geser(session, [masa.tahun])
    found = [
        (upp, masa, status)
        for upp in list_upp(session, PROVINSI)
        if not (status := begun.get(upp.id, StatusPengajuan.BELUM)).disampaikan
        and tenggat_of(masa, upp.id, geser) < rt.today()
    ]
    words = t("UPP lewat batas penyampaian {masa}", masa=masa.label)
    line = _line(session, JenisTugas.PENYAMPAIAN, words, found)
    return replace(line, tautan=write_address("/admin/pengajuan", keadaan="terlambat"))


def _penerimaan(session: Session, rows: Sequence[PengajuanRow]) -> Tugas:
    upp = {u.id: u for u in list_upp(session, PROVINSI, active_only=False)}
    found = [
        (upp[r.upp_id], r.masa, r.status) for r in rows if r.status is StatusPengajuan.DISETUJUI
    ]
    words = t("penyampaian UPP menunggu Admin Pemprov")
    # The deadline is the UPP's, and it has done its part.
    return replace(_line(session, JenisTugas.PENERIMAAN, words, found), tenggat=None)


def _berkas(session: Session) -> Tugas:
    found = [d for d in list_dossier(session) if d.status is not StatusDossier.DITUTUP]
    sasaran = tuple(
        Sasaran(
            t(
                "{nomor}: menunggu {peran}",
                nomor=d.nomor,
                peran=turn.label if (turn := waits_for(ALUR_DOSSIER, d.status)) else "–",
            ),
            address_of_dossier(d.triwulan, d.urut),
        )
        for d in found
    )
    return Tugas(
        JenisTugas.DOSSIER,
        len(found),
        t("berkas triwulan sedang berjalan"),
        sasaran[0].tautan if len(sasaran) == 1 else "/admin/dossier",
        sasaran=sasaran,
    )
