"""Laporan lengkap: all that is known of a part of the province in a period (decree, L.1 and L.3).

Every figure comes from the counters; single answers are read for the suggestions alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from sekampadi.db.queries.jawaban import SaranRow, count_saran, page_of_saran
from sekampadi.db.queries.master import LayananRow, UppRow, list_layanan, list_upp, metode_of
from sekampadi.db.queries.pelaksanaan import list_pelaksanaan
from sekampadi.db.queries.rekap import (
    JumlahSkor,
    read_jumlah_per_layanan,
    read_jumlah_per_upp,
    read_rekap,
)
from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_ketelitian
from sekampadi.domain.laporan.pelaksanaan import triwulan_of
from sekampadi.domain.laporan.perbandingan import (
    Perubahan,
    compare,
    judge,
    periode_a_year_before,
    periode_before,
)
from sekampadi.domain.laporan.uji import Sebaran
from sekampadi.domain.periode import Periode
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.laporan.figures import Figures, hasil_per_upp, read_figures
from sekampadi.services.laporan.pelaksanaan import RekapPelaksanaan, populasi_of, summarise
from sekampadi.services.sistem.retensi import saran_sejak
from sekampadi.services.sistem.runtime import Runtime, authorize, require


@dataclass(frozen=True, slots=True)
class Pembanding:
    """Another period beside the one of the report.

    Its index is made with the weight method of the report's period: where ``metode_asli``, in force
    then, is another one, the figure differs from the one published at the time.
    """

    kunci: str  # ``sebelumnya`` or ``setahun``
    nama: str  # what it is to the period of the report
    periode: Periode
    hasil: HasilIkm
    ketelitian: Ketelitian
    perubahan: Perubahan
    metode_asli: Metode
    dua_arah: bool = False  # whether a fall took a test of both sides, too


@dataclass(frozen=True, slots=True)
class BarisUpp:
    """One UPP of the part, with its own layanan only."""

    upp: UppRow
    hasil: HasilIkm
    ketelitian: Ketelitian


@dataclass(frozen=True, slots=True)
class BarisLayanan:
    """One layanan of the part."""

    layanan: LayananRow
    hasil: HasilIkm
    ketelitian: Ketelitian


@dataclass(frozen=True, slots=True)
class LaporanLengkap:
    """A report of a part of the province.

    ``pelaksanaan`` is None when nobody can have told it: the period is not made of whole triwulan,
    or the part of single layanan.
    """

    figures: Figures
    ketelitian: Ketelitian
    pembanding: tuple[Pembanding, ...]  # the period before and a year ago, if both ends are given
    per_upp: tuple[BarisUpp, ...]  # empty for one UPP or layanan
    per_layanan: tuple[BarisLayanan, ...]  # empty where they were not asked for
    pelaksanaan: RekapPelaksanaan | None
    saran: tuple[SaranRow, ...] | None  # newest first; None without the right to them, or unasked
    jumlah_saran: int  # of all of them, at most one more than ``REACH``
    saran_sejak: date | None = None  # what was said before has been deleted; None if it was not


@dataclass(frozen=True, slots=True)
class AnggotaCakupan:
    """The UPP that surveys of a part are about."""

    upp: tuple[UppRow, ...]  # by name
    layanan: tuple[LayananRow, ...]

    def counted(self, rekaps: Mapping[int, object]) -> frozenset[int]:
        """Return the ids of those that have answers, or a survey that is open."""
        return frozenset(rekaps) | {row.upp.id for row in self.layanan if row.is_open}


def read_anggota(session: Session, cakupan: Cakupan) -> AnggotaCakupan:
    """Read the UPP and layanan of a part, for an already authorized use case."""
    ids, picked = cakupan.upp_ids, {row.id for row in cakupan.dipilih}
    return AnggotaCakupan(
        tuple(
            u
            for u in list_upp(session, cakupan.scope, active_only=False)
            if ids is None or u.id in ids
        ),
        tuple(
            row
            for row in list_layanan(session, cakupan.scope, upp_ids=ids, active_only=False)
            if not picked or row.id in picked
        ),
    )


def read_populasi(
    session: Session, cakupan: Cakupan, periode: Periode, anggota: AnggotaCakupan
) -> tuple[dict[int, int | None], int | None, RekapPelaksanaan | None]:
    """Read how many people were served, for an already authorized use case.

    Returns:
        People served per UPP; in the whole part; and how the survey was carried out, None where
        that cannot have been told.
    """
    triwulan = triwulan_of(periode)
    if not triwulan or cakupan.dipilih:
        return {}, None, None
    rows = list_pelaksanaan(session, cakupan.scope, triwulan, cakupan.upp_ids)
    rekaps = read_jumlah_per_upp(session, cakupan.selection(periode))
    each = {u.id: populasi_of(rows, triwulan, {u.id}) for u in anggota.upp}
    counted = anggota.counted(rekaps)
    mine = [row for row in rows if row.upp_id in counted]
    return (
        each,
        populasi_of(mine, triwulan, counted),
        summarise(mine, len(triwulan) * len(counted)),
    )


def read_ketelitian(
    session: Session, figures: Figures, per_upp: Mapping[int, HasilIkm] | None = None
) -> Ketelitian:
    """Tell how far figures can be relied on, for an already authorized use case.

    Args:
        per_upp: where UPP are the units, the index of each as far as whoever reads the figures may
            know; None reads them.
    """
    populasi, cakupan = None, figures.cakupan
    if cakupan.per_satuan or (triwulan_of(figures.periode) and not cakupan.dipilih):
        anggota = read_anggota(session, cakupan)
        populasi = read_populasi(session, cakupan, figures.periode, anggota)[1]
        if cakupan.per_satuan and per_upp is None:
            rekaps = read_jumlah_per_upp(session, cakupan.selection(figures.periode))
            per_upp = hasil_per_upp(rekaps, anggota.upp, figures.hasil.metode)
    return compute_ketelitian(
        figures.rekap,
        figures.hasil,
        populasi,
        sendiri=cakupan.satu_upp,
        per_upp=per_upp if cakupan.per_satuan else None,
        bagian=cakupan.bagian,
    )


def _judge(
    rekap: Sebaran, metode: Metode, populasi: int | None = None
) -> tuple[HasilIkm, Ketelitian]:
    """Return an index to compare with others, and how far it can be relied on."""
    hasil = compute_ikm(rekap.n, rekap.jumlah, metode)
    return hasil, compute_ketelitian(rekap, hasil, populasi)


def _then(
    session: Session,
    figures: Figures,
    periode: Periode,
    anggota: AnggotaCakupan,
    populasi: int | None = None,
    *,
    per_upp: bool,
) -> tuple[HasilIkm, Ketelitian]:
    """Return the index of another period to compare with, by the units and the method of the report."""
    cakupan, metode = figures.cakupan, figures.hasil.metode
    selection = cakupan.selection(periode)
    if not per_upp:
        return _judge(read_rekap(session, selection), metode, populasi)
    rekaps = read_jumlah_per_upp(session, selection)
    whole = sum(rekaps.values(), JumlahSkor())
    hasil = compute_ikm(whole.n, whole.jumlah, metode)
    upp = hasil_per_upp(rekaps, anggota.upp, metode)
    return hasil, compute_ketelitian(whole, hasil, populasi, per_upp=upp)


def _year_of_province(figures: Figures) -> int | None:
    """Return the year of which the province has an annual report; None for another part or period."""
    cakupan, dari = figures.cakupan, figures.periode.dari
    if cakupan.upp_ids is not None or cakupan.dipilih or dari is None:
        return None
    return dari.year if dari.year > 2 and figures.periode == Periode.tahun(dari.year) else None


def _pembanding(
    session: Session,
    rt: Runtime,
    figures: Figures,
    ketelitian: Ketelitian,
    anggota: AnggotaCakupan,
) -> tuple[Pembanding, ...]:
    found: list[tuple[str, str, Periode, HasilIkm, Ketelitian]] = []
    per_upp = ketelitian.per_upp is not None
    for kunci, nama, periode in (
        ("sebelumnya", t("Periode sebelumnya"), periode_before(figures.periode)),
        ("setahun", t("Periode yang sama tahun lalu"), periode_a_year_before(figures.periode)),
    ):
        if periode is None or any(at == periode for _, _, at, *_ in found):
            continue
        populasi = read_populasi(session, figures.cakupan, periode, anggota)[1]
        then = _then(session, figures, periode, anggota, populasi, per_upp=per_upp)
        found.append((kunci, nama, periode, *then))
    # Two chances to find a change by accident: they are corrected together.
    pairs = [(ketelitian, teliti) for *_, teliti in found]
    year = _year_of_province(figures)
    if year is not None:
        # As its annual report judges it: with the year before that, and by both sides.
        earlier = _then(session, figures, Periode.tahun(year - 2), anggota, per_upp=per_upp)
        pairs.append((ketelitian, earlier[1]))
    verdicts = judge(pairs, dua_arah=year is not None)[: len(found)]
    return tuple(
        Pembanding(
            kunci,
            nama,
            periode,
            hasil,
            teliti,
            compare(figures.hasil, hasil, ketelitian, teliti, verdict),
            metode_of(session, periode, rt.today()),
            dua_arah=year is not None,
        )
        for (kunci, nama, periode, hasil, teliti), verdict in zip(found, verdicts, strict=True)
    )


def _per_upp(
    session: Session,
    figures: Figures,
    anggota: AnggotaCakupan,
    populasi: Mapping[int, int | None],
) -> tuple[BarisUpp, ...]:
    if figures.cakupan.upp_ids is not None and len(figures.cakupan.upp_ids) == 1:
        return ()
    rekaps = read_jumlah_per_upp(session, figures.cakupan.selection(figures.periode))
    metode = figures.hasil.metode
    return tuple(
        BarisUpp(upp, *_judge(rekaps.get(upp.id, JumlahSkor()), metode, populasi.get(upp.id)))
        for upp in anggota.upp
        if upp.aktif or upp.id in rekaps
    )


def _per_layanan(
    session: Session, figures: Figures, anggota: AnggotaCakupan
) -> tuple[BarisLayanan, ...]:
    rekaps = read_jumlah_per_layanan(session, figures.cakupan.selection(figures.periode))
    metode = figures.hasil.metode
    return tuple(
        BarisLayanan(row, *_judge(rekaps.get(row.id, JumlahSkor()), metode))
        for row in anggota.layanan
        if row.is_open or row.id in rekaps
    )


def read_laporan_lengkap(
    session: Session,
    rt: Runtime,
    cakupan: Cakupan,
    periode: Periode,
    *,
    per_layanan: bool = True,
    saran: int = 0,
) -> LaporanLengkap:
    """Read a report for an already authorized use case; arguments as :func:`load_laporan_lengkap`."""
    figures = read_figures(session, rt, cakupan, periode)
    anggota = read_anggota(session, cakupan)
    each, populasi, pelaksanaan = read_populasi(session, cakupan, periode, anggota)
    per_upp = _per_upp(session, figures, anggota, each)
    ketelitian = compute_ketelitian(
        figures.rekap,
        figures.hasil,
        populasi,
        sendiri=cakupan.satu_upp,
        per_upp={row.upp.id: row.hasil for row in per_upp if row.hasil.n}
        if cakupan.per_satuan
        else None,
        bagian=cakupan.bagian,
    )
    selection = cakupan.selection(periode)
    return LaporanLengkap(
        figures,
        ketelitian,
        _pembanding(session, rt, figures, ketelitian, anggota),
        per_upp,
        _per_layanan(session, figures, anggota) if per_layanan else (),
        pelaksanaan,
        tuple(page_of_saran(session, selection, limit=saran)) if saran else None,
        count_saran(session, selection) if saran else 0,
        saran_sejak(rt, periode),
    )


def load_laporan_lengkap(
    rt: Runtime,
    principal: Principal | None,
    *,
    kunci: str = "",
    layanan_kode: str | tuple[str, ...] = "",
    periode: Periode,
    per_layanan: bool = True,
    saran: int = 0,
    unduh: bool = False,
) -> LaporanLengkap:
    """Read a report of a part of the province for a person.

    Args:
        saran: most suggestions to read, newest first; none without the right to read them.
        unduh: whether it is for a document, which needs the right to export.
    """
    person = require(principal, Permission.LAPORAN_READ)
    if unduh:
        authorize(principal, Permission.LAPORAN_EXPORT)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
        return read_laporan_lengkap(
            session,
            rt,
            cakupan,
            periode,
            per_layanan=per_layanan,
            saran=saran if person.may(Permission.SARAN_READ) else 0,
        )
