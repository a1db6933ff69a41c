"""The province's dossier of a triwulan, and the addenda of those that come late (decree, H, rows 5 to 7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from sekampadi.db.queries.dossier import (
    DossierRow,
    dossier_row,
    find_dossier,
    list_dossier,
    list_isi_dossier,
    list_termuat,
)
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.pengajuan import (
    BekuBerkasRow,
    LangkahRow,
    PengajuanRow,
    list_berkas,
    list_diterima,
    list_langkah,
    list_pengajuan,
)
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import (
    ALUR_DOSSIER,
    AksiDossier,
    AksiPengajuan,
    AturanAlur,
    StatusDossier,
    waits_for,
)
from sekampadi.domain.pengajuan.delegasi import Sebagai
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.teks import write_address
from sekampadi.i18n import t
from sekampadi.services.pengajuan.langkah import Tertahan, find_tertahan, list_boleh
from sekampadi.services.pengajuan.pengajuan import check_masa
from sekampadi.services.pengajuan.peran import list_peran
from sekampadi.services.sistem.runtime import Runtime, require

READ, MOVE = Permission.DOSSIER_READ, Permission.DOSSIER_MOVE

AturanProvinsi = AturanAlur[StatusDossier, AksiDossier]


@dataclass(frozen=True, slots=True)
class BarisDossier:
    """An UPP in a dossier: where its papers are, and the sheet that was accepted."""

    upp: UppRow
    pengajuan: PengajuanRow | None  # None before it has begun
    termuat: bool  # whether this dossier holds it, or would hold it when it were closed now
    beku_id: int | None  # what was accepted of it


@dataclass(frozen=True, slots=True)
class HalamanDossier:
    """All that is known of the province's papers of a triwulan."""

    triwulan: Triwulan
    dossier: DossierRow | None  # None before it has begun
    langkah: tuple[LangkahRow, ...]
    boleh: tuple[AturanProvinsi, ...]
    tertahan: Tertahan | None  # what the person may not do because he has handed it over
    sebagai: tuple[Sebagai, ...]
    giliran: Role | None
    baris: tuple[BarisDossier, ...]  # all UPP, by name
    berkas: Mapping[int, tuple[BekuBerkasRow, ...]]
    semua: tuple[DossierRow, ...]  # the dossier of the triwulan and its addenda
    boleh_addendum: bool  # whether the person may begin one now


HANDED = (StatusDossier.DIPELAJARI, StatusDossier.DITUTUP)
"""While it is studied, too, a dossier holds what it held when it was handed over."""


def objek_of(nomor: str) -> str:
    """Return how the audit trail names a dossier."""
    return f"dossier/{nomor}"[:120]


def address_of(triwulan: Triwulan, urut: int = 0) -> str:
    """Return the page of a dossier."""
    return write_address(
        "/admin/dossier", triwulan=triwulan.kunci, addendum=str(urut) if urut else ""
    )


def _visible(person: Principal, row: DossierRow | None) -> bool:
    """Tell whether a person may read it: the Pimpinan reads what is closed."""
    return person.may(MOVE) or (row is not None and row.status is StatusDossier.DITUTUP)


def _accepted(session: Session, row: PengajuanRow) -> int | None:
    """Return what was accepted of an UPP's papers."""
    found = [
        s.beku_id
        for s in list_langkah(session, pengajuan_id=row.id)
        if s.aksi == AksiPengajuan.TERIMA.value
    ]
    return found[-1] if found else None


def list_waiting(session: Session, triwulan: Triwulan) -> list[tuple[PengajuanRow, int]]:
    """Return what was accepted and is in no closed dossier as it was accepted."""
    held = list_termuat(session, triwulan)
    found = []
    for row in list_diterima(session, triwulan):
        beku_id = _accepted(session, row)
        if beku_id is not None and held.get(row.id, (0, 0))[1] != beku_id:
            found.append((row, beku_id))
    return found


def list_lines(
    session: Session, triwulan: Triwulan, dossier: DossierRow | None
) -> list[BarisDossier]:
    """List all UPP of a dossier, for an already authorized use case."""
    masa = MasaLapor.of(triwulan)
    rows = {
        r.upp_id: r for r in list_pengajuan(session, PROVINSI, [triwulan.tahun]) if r.masa == masa
    }
    if dossier and dossier.status in HANDED:
        held = list_isi_dossier(session, dossier.id)
    else:
        held = {row.id: beku_id for row, beku_id in list_waiting(session, triwulan)}
    return [
        BarisDossier(
            upp,
            row := rows.get(upp.id),
            row is not None and row.id in held,
            held.get(row.id) if row else None,
        )
        for upp in list_upp(session, PROVINSI, active_only=False)
        if upp.aktif or upp.id in rows
    ]


def load_dossier(
    rt: Runtime, principal: Principal | None, triwulan: Triwulan, urut: int = 0
) -> HalamanDossier:
    """Read the dossier of a triwulan, or one of its addenda.

    Raises:
        DomainError: ``masa.*``.
        NotFoundError: ``dossier.unknown`` for an addendum that does not exist, and for what is not
            closed to those who only read.
    """
    person = require(principal, READ)
    check_masa(rt, MasaLapor.of(triwulan))
    with rt.reading() as session:
        stored = find_dossier(session, triwulan, urut)
        dossier = dossier_row(stored) if stored else None
        if (urut and dossier is None) or not _visible(person, dossier):
            raise unknown_dossier()
        langkah = list_langkah(session, dossier_id=dossier.id) if dossier else []
        peran = list_peran(session, person, None, rt.today()) if person.may(MOVE) else ()
        status = dossier.status if dossier else StatusDossier.DIHIMPUN
        files: dict[int, list[BekuBerkasRow]] = {}
        for file in list_berkas(session, {s.beku_id for s in langkah if s.beku_id is not None}):
            files.setdefault(file.beku_id, []).append(file)
        semua = tuple(d for d in list_dossier(session, triwulan) if _visible(person, d))
        return HalamanDossier(
            triwulan,
            dossier,
            tuple(langkah),
            list_boleh(ALUR_DOSSIER, status, peran, langkah, person),
            find_tertahan(
                session,
                ALUR_DOSSIER,
                status,
                peran,
                langkah,
                person=person,
                upp_id=None,
                today=rt.today(),
            ),
            peran,
            waits_for(ALUR_DOSSIER, status),
            tuple(list_lines(session, triwulan, dossier)),
            {beku_id: tuple(found) for beku_id, found in files.items()},
            semua,
            Role.ADMIN_PEMPROV in {s.peran for s in peran}
            and bool(semua)
            and semua[-1].status is StatusDossier.DITUTUP
            and bool(list_waiting(session, triwulan)),
        )


def unknown_dossier() -> NotFoundError:
    """Return what is said of a dossier that does not exist."""
    return NotFoundError("dossier.unknown", t("Berkas triwulan tidak ditemukan."))


def load_tanda(
    rt: Runtime, principal: Principal | None, triwulan: Triwulan, urut: int = 0
) -> tuple[int, int]:
    """Return what grows with every change of a dossier, and with every move of its UPP.

    Raises:
        NotFoundError: ``dossier.unknown``.
    """
    person = require(principal, READ)
    masa = MasaLapor.of(triwulan)
    with rt.reading() as session:
        stored = find_dossier(session, triwulan, urut)
        if not _visible(person, dossier_row(stored) if stored else None):
            raise unknown_dossier()
        moved = sum(
            r.versi for r in list_pengajuan(session, PROVINSI, [triwulan.tahun]) if r.masa == masa
        )
        return (stored.versi if stored else 0), moved
