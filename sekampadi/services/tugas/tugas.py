"""Tugas: what waits for a person, read once for all who see the same part of the province."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlmodel import Session

from sekampadi.db.counters import PROVINSI_KUNCI, upp_kunci
from sekampadi.db.queries.beruntun import list_waiting
from sekampadi.db.queries.master import UppRow, list_layanan, list_upp
from sekampadi.db.queries.pengajuan import list_geser
from sekampadi.db.queries.tindak_lanjut_ringkas import (
    RencanaTertinggal,
    list_ada_rencana,
    list_lewat,
    list_nilai_berubah,
    list_tanpa_kabar,
)
from sekampadi.db.queries.tugas import (
    count_gagal,
    count_per_upp,
    count_satuan,
    list_answered,
    list_hidden,
    list_opened,
    list_seri_terbit,
)
from sekampadi.domain.izin import Permission, Principal, Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan, triwulan_of
from sekampadi.domain.laporan.perhatian import DIAM_HARI
from sekampadi.domain.laporan.tren import list_triwulan
from sekampadi.domain.pengajuan.tenggat import MasaLapor, first_tenggat, tahunan_due
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import RESPONDEN_MIN
from sekampadi.domain.teks import write_address
from sekampadi.domain.tugas import (
    JUMLAH_MAX,
    JenisTugas,
    Sasaran,
    Tugas,
    in_order,
)
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.services.sistem.pengaturan import identitas_of
from sekampadi.services.sistem.runtime import KEEP_SECONDS, Runtime, require
from sekampadi.services.tugas.penyampaian import read_giliran
from sekampadi.services.tugas.tahunan import read_tahunan
from sekampadi.services.tugas.temuan import read_temuan

FRESH_SECONDS = 3.0
"""How old what is to be done may be for who opens a page, where nobody has done anything since.

Only answers, and acts in another process, change it unnoticed so long. In the morning, and when a
server comes back, hundreds open their home within seconds, most of them with the same scope."""

_RENCANA = "/admin/tindak-lanjut"
"""All plans that a person sees."""


def _beruntun(session: Session, _: Runtime, scope: Scope) -> Tugas:
    found = list_waiting(session, scope)
    where = found[0].nama if len(found) == 1 else t("{n} layanan", n=format_angka(len(found)))
    return Tugas(
        JenisTugas.BERUNTUN,
        sum(w.jumlah for w in found),
        t("jawaban beruntun pada {layanan} perlu ditinjau", layanan=where),
        "/admin/penilaian?tinjau=beruntun",
    )


def _tinjau(session: Session, _: Runtime, scope: Scope) -> Tugas:
    return Tugas(
        JenisTugas.TINJAU,
        count_satuan(session, scope, JUMLAH_MAX),
        t("jawaban bertanda perlu ditinjau"),
        "/admin/penilaian?tinjau=satuan",
    )


def _unpublished(session: Session, scope: Scope, triwulan: Periode) -> list[UppRow]:
    """List the UPP that could publish a sheet of a triwulan and have not.

    A sheet of an induk with its UPT, of a series ``upt:``, stands for all of them.
    """
    answered = count_per_upp(session, scope, triwulan)
    keys = {i: upp_kunci(i) for i, n in answered.items() if n >= RESPONDEN_MIN}
    if triwulan.dari is None or not keys:
        return []
    hidden = list_hidden(session, triwulan.dari, keys.values())
    published = list_seri_terbit(session, triwulan)

    def is_published(upp: UppRow) -> bool:
        joint = upp.induk_id if upp.induk_id is not None else upp.id
        return keys[upp.id] in published or f"upt:{joint}" in published

    return [
        upp
        for upp in list_upp(session, scope)
        if upp.id in keys and keys[upp.id] not in hidden and not is_published(upp)
    ]


def _tenggat(session: Session, triwulan: Periode, upp: Sequence[UppRow]) -> date:
    """Return the first last day of some UPP for a triwulan, as moved."""
    (one,) = triwulan_of(triwulan)
    geser = list_geser(session, [one.tahun])
    return first_tenggat(MasaLapor.of(one), [u.id for u in upp], geser)


def _lembar(session: Session, rt: Runtime, scope: Scope) -> Tugas:
    lalu = list_triwulan(rt.today(), 2)[0]
    days = f"{lalu.dari}_{lalu.sampai}"

    def address(kunci: str) -> str:
        return write_address("/admin/publikasi", cakupan=kunci, periode=days)

    unpublished = _unpublished(session, scope, lalu)
    missing = [Sasaran(u.nama, address(u.kode)) for u in unpublished]
    if scope.upp_ids is None:
        n = sum(count_per_upp(session, scope, lalu).values())
        if n >= RESPONDEN_MIN and PROVINSI_KUNCI not in list_seri_terbit(session, lalu):
            missing.insert(0, Sasaran(identitas_of(session).daerah, address("")))
    return Tugas(
        JenisTugas.LEMBAR,
        len(missing),
        t("lembar IKM {triwulan} belum terbit", triwulan=lalu.label),
        missing[0].tautan if missing else "",
        _tenggat(session, lalu, unpublished),
        tuple(missing),
    )


def _rencana(upp_kode: str, triwulan: Triwulan, bagian: str = "") -> str:
    page = "/admin/tindak-lanjut/rencana"
    return write_address(page, upp=upp_kode, triwulan=triwulan.kunci, bagian=bagian)


def _belum(triwulan: Sequence[Triwulan]) -> str:
    return write_address(_RENCANA, triwulan=triwulan[0].kunci if triwulan else "", status="belum")


def _rtl(session: Session, rt: Runtime, scope: Scope) -> Tugas:
    lalu = list_triwulan(rt.today(), 2)[0]
    triwulan = triwulan_of(lalu)
    upp = list_upp(session, scope)
    there = list_ada_rencana(session, upp, triwulan)
    without = [(u, q) for q in triwulan for u in upp if there.get((u.id, q)) is False]
    missing = tuple(Sasaran(u.nama, _rencana(u.kode, q)) for u, q in without)
    return Tugas(
        JenisTugas.RTL,
        len(missing),
        t("RTL {triwulan} belum disusun", triwulan=lalu.label),
        missing[0].tautan if len(missing) == 1 else _belum(triwulan),
        _tenggat(session, lalu, [u for u, _ in without]),
        missing,
    )


def _nilai_rtl(session: Session, _: Runtime, scope: Scope) -> Tugas:
    found = list_nilai_berubah(session, scope)
    sasaran = tuple(
        Sasaran(f"{x.upp_nama}, {x.triwulan.periode.label}", _rencana(x.upp_kode, x.triwulan))
        for x in found
    )
    return Tugas(
        JenisTugas.NILAI_RTL,
        len(found),
        t("RTL nilainya berubah karena revisi lembar"),
        sasaran[0].tautan if len(sasaran) == 1 else _RENCANA,
        sasaran=sasaran,
    )


def _per_rencana(
    jenis: JenisTugas, found: Sequence[RencanaTertinggal], words: str, tenggat: date | None
) -> Tugas:
    """Say how many actions wait, with their plans one by one."""

    def name(x: RencanaTertinggal) -> str:
        where = f"{x.upp_nama}, {x.triwulan.periode.label}"
        # Of a single plan the line itself says how many.
        return where if len(found) == 1 else t("{di}: {n}", di=where, n=format_angka(x.jumlah))

    sasaran = tuple(Sasaran(name(x), _rencana(x.upp_kode, x.triwulan, "hasil")) for x in found)
    tautan = sasaran[0].tautan if len(sasaran) == 1 else _RENCANA
    return Tugas(jenis, sum(x.jumlah for x in found), words, tautan, tenggat, sasaran)


def _kegiatan(session: Session, rt: Runtime, scope: Scope) -> Tugas:
    found = list_lewat(session, scope, rt.today())
    # Each has a day of its own, long gone: as a deadline it would stand above all that can still
    # be in time.
    words = t(
        "kegiatan lewat jadwal, paling lama sejak {tanggal}",
        tanggal=format_tanggal(found[0].target) if found else "",
    )
    return _per_rencana(JenisTugas.KEGIATAN, found, words, None)


def _laporan_tl(session: Session, rt: Runtime, scope: Scope) -> Tugas:
    masa = MasaLapor(rt.today().year - 1, 0)
    upp = [u.id for u in list_upp(session, scope)]
    tenggat = first_tenggat(masa, upp, list_geser(session, [masa.tahun]))
    due = tahunan_due(rt.today(), tenggat)
    found = list_tanpa_kabar(session, scope, masa.tahun) if due else []
    words = t(
        "kegiatan belum ada kabarnya untuk Laporan Hasil Tindak Lanjut {tahun}", tahun=masa.tahun
    )
    return _per_rencana(JenisTugas.LAPORAN_TL, found, words, tenggat)


def _diam(session: Session, rt: Runtime, scope: Scope) -> Tugas:
    today, hari = rt.today(), DIAM_HARI
    since = today - timedelta(days=hari - 1)
    answered = list_answered(session, scope, since, today)
    # What has been open for less than these days cannot have been silent for all of them.
    opened = list_opened(session, rt.now() - timedelta(days=hari))
    silent = {
        row.upp.id: row.upp
        for row in list_layanan(session, scope)
        if row.upp.id not in answered and row.kode not in opened
    }
    if scope.upp_ids is None:
        links = [Sasaran(u.nama, write_address("/admin", cakupan=u.kode)) for u in silent.values()]
        tautan = write_address("/admin/rekap", dari=since, sampai=today)
    else:
        # Whoever is there himself hangs the code up again.
        links = [Sasaran(u.nama, f"/unduh/poster.pdf?upp={u.kode}") for u in silent.values()]
        tautan = links[0].tautan if links else ""
    words = t("UPP tanpa jawaban selama {n} hari terakhir", n=hari)
    if scope.upp_ids is not None:
        words = t("{upp}; cetak ulang posternya", upp=words)
    return Tugas(JenisTugas.DIAM, len(silent), words, tautan, sasaran=tuple(links))


_READERS: tuple[Callable[[Session, Runtime, Scope], Tugas], ...] = (
    _beruntun,
    _tinjau,
    _lembar,
    _rtl,
    _nilai_rtl,
    _kegiatan,
    read_tahunan,
    _laporan_tl,
    _diam,
)


def read_tugas(session: Session, rt: Runtime, scope: Scope) -> tuple[Tugas, ...]:
    """Read what is to be done inside a scope, for an already authorized use case."""
    single = (read(session, rt, scope) for read in _READERS)
    several = (*read_giliran(session, rt, scope), *read_temuan(session, rt, scope))
    return in_order(x for x in (*single, *several) if x.jumlah)


def _name(scope: Scope) -> str:
    return f"tugas/{sorted(scope.upp_ids) if scope.upp_ids is not None else ''}"


def keep_tugas(rt: Runtime, scope: Scope, *, seconds: float = KEEP_SECONDS) -> tuple[Tugas, ...]:
    """Return what is to be done, read so many seconds ago at most and after all that was done here."""
    return rt.keep(
        _name(scope),
        lambda session: read_tugas(session, rt, scope),
        seconds=seconds,
        until_act=True,
    )


def visible(tugas: tuple[Tugas, ...], person: Principal) -> tuple[Tugas, ...]:
    """Return the lines that are a person's business."""
    return tuple(x for x in tugas if person.may(x.jenis.permission))


def load_tugas(rt: Runtime, principal: Principal | None) -> tuple[Tugas, ...]:
    """Read what a person has to do, as it has stood for at most :data:`FRESH_SECONDS`."""
    person = require(principal, Permission.BERANDA_READ)
    found: tuple[Tugas, ...] = ()
    if person.may(Permission.DASHBOARD_READ):
        found = keep_tugas(rt, person.scope, seconds=FRESH_SECONDS)
    if person.may(JenisTugas.PESAN.permission):
        with rt.reading() as session:
            failed = count_gagal(session, JUMLAH_MAX)
        if failed:
            line = Tugas(
                JenisTugas.PESAN, failed, t("pesan gagal dikirim"), "/admin/notifikasi"
            )  # fmt: skip
            found = in_order((*found, line))
    return visible(found, person)
