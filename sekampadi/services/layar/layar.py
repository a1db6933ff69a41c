"""Layar: the leaders' live screen of a part of the province, read from the counters alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from sekampadi.db.queries.layar import (
    SaranLayarRow,
    count_layanan_hari,
    list_metode,
    list_saran,
    read_bulan,
    read_layanan_bulan,
    read_layanan_hari,
    read_upp_bulan,
)
from sekampadi.db.queries.master import LayananRow, list_layanan, list_upp
from sekampadi.db.queries.tindak_lanjut_ringkas import count_kegiatan
from sekampadi.db.queries.tugas import list_opened
from sekampadi.domain.ikm import HasilIkm, Metode
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.gerak import (
    Gerak,
    LayananUpp,
    explain,
    hasil_per_upp,
    judge_grown,
    sentence_since_quarter,
    sentence_since_yesterday,
)
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_ketelitian
from sekampadi.domain.laporan.layar import Hitung, total
from sekampadi.domain.laporan.perbandingan import periode_a_year_before
from sekampadi.domain.laporan.perhatian import (
    DIAM_HARI,
    Pengumpulan,
    Perhatian,
    find_pengumpulan,
    find_perhatian,
    tell_nothing,
)
from sekampadi.domain.laporan.peringkat import Bagian, Peringkat, rank
from sekampadi.domain.laporan.tren import TriwulanBanding, hitung_of, in_force, judge_triwulan
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.periode import Periode, last_day_of_month
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import Cakupan, CakupanOption, list_pilihan, resolve_cakupan
from sekampadi.services.laporan.ringkas import keep_sampel
from sekampadi.services.layar.saran import list_calon, load_calon, release
from sekampadi.services.sistem.runtime import Runtime, require

__all__ = [
    "Layar",
    "LayarSnapshot",
    "SaranLayarRow",
    "TindakLanjutLayar",
    "load_calon",
    "load_layar",
    "read_layar",
    "release",
]

BULAN = 12
"""Months of the line."""
SARAN = 6
"""Suggestions on the wall."""


@dataclass(frozen=True, slots=True)
class TitikBulan:
    """A point of the line: a month and its index."""

    bulan: date
    hasil: HasilIkm


@dataclass(frozen=True, slots=True)
class TindakLanjutLayar:
    """How far the plans are."""

    tahun: int  # of the last triwulan that is over: of a later one there can be no plan
    realisasi: Realisasi
    lewat: int  # actions that should be finished


@dataclass(frozen=True, slots=True)
class LayarSnapshot:
    """What the screen shows at a moment."""

    cakupan: Cakupan
    triwulan: Periode  # the running one
    lalu: Periode  # the one before
    kini: HasilIkm  # of the running triwulan
    teliti: Ketelitian  # likewise
    gerak: Gerak | None  # since the one before; None when one of them does not exist
    hasil_lalu: HasilIkm  # of the one before
    semua: HasilIkm  # since the beginning
    hari_ini: int  # answers of today
    kalimat: tuple[str, str]  # how the figure moved since yesterday, and since the triwulan before
    peringkat: tuple[Peringkat, ...]  # the parts in groups; none for a single layanan
    titik: tuple[TitikBulan, ...]  # the months with answers
    perhatian: tuple[Perhatian, ...]  # what is more than chance
    tanpa_perhatian: str  # what is said when there is none
    dinilai: int  # parts with answers enough to be judged, among which each is
    pengumpulan: tuple[Pengumpulan, ...]  # where too few answers come from
    saran: tuple[SaranLayarRow, ...]  # the released ones
    tindak_lanjut: TindakLanjutLayar | None  # None for a single layanan: it has no plans
    per_upp: bool  # whether the parts are UPP, not layanan
    dibaca: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Layar:
    """The first view of a screen: its figures, the parts one may pick, and suggestions to release."""

    snapshot: LayarSnapshot
    pilihan: tuple[CakupanOption, ...]
    calon: tuple[SaranLayarRow, ...]


def load_layar(
    rt: Runtime, principal: Principal | None, kunci: str = "", layanan_kode: str = ""
) -> Layar:
    """Read the screen for a person."""
    person = require(principal, Permission.LAYAR_READ)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci, layanan_kode)
        pilihan = tuple(list_pilihan(session, person))
        calon: tuple[SaranLayarRow, ...] = ()
        if person.may(Permission.JAWABAN_MODERATE):
            calon = list_calon(session, rt, cakupan)
    return Layar(read_layar(rt, cakupan), pilihan, calon)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one look at the counters has found."""

    kini: Mapping[int, Hitung]  # layanan -> its running triwulan
    lalu: Mapping[int, Hitung]  # layanan -> its triwulan before
    hari_ini: Mapping[int, Hitung]  # layanan -> its today
    akhir_ini: Mapping[int, int]  # layanan -> answers of the last days
    bulan: Mapping[date, Hitung]  # month -> all of it
    layanan: Mapping[int, LayananRow]
    dibuka: frozenset[str]  # layanan that are open since the last days only
    upp: LayananUpp | None  # by name, where UPP are the units
    setahun: TriwulanBanding  # the triwulan of a year ago


def _read(
    session: Session, rt: Runtime, cakupan: Cakupan, triwulan: Periode, lalu: Periode
) -> _Read:
    selection = cakupan.selection(Periode())
    quarters = read_layanan_bulan(session, selection, (triwulan, lalu))
    today = rt.today()
    months = read_bulan(session, selection)
    layanan = list_layanan(session, cakupan.scope, active_only=False)
    since = today - timedelta(days=DIAM_HARI - 1)
    upp = _units(cakupan, layanan) if cakupan.per_satuan else None
    setahun = TriwulanBanding(Hitung())
    if before := periode_a_year_before(triwulan):
        setahun = TriwulanBanding(hitung_of(months, before))
        if upp is not None:
            each = read_upp_bulan(session, selection, (before,))
            setahun = replace(setahun, per_upp=each[before])
    return _Read(
        quarters[triwulan],
        quarters[lalu],
        read_layanan_hari(session, selection, today),
        count_layanan_hari(session, selection, since, today),
        months,
        {r.id: r for r in layanan},
        list_opened(session, rt.now() - timedelta(days=DIAM_HARI)),
        upp,
        setahun,
    )


def _units(cakupan: Cakupan, layanan: Sequence[LayananRow]) -> LayananUpp:
    """Return the UPP of a part, which come by name, each with its layanan."""
    found: dict[int, list[int]] = {}
    for row in layanan:
        if cakupan.upp_ids is None or row.upp.id in cakupan.upp_ids:
            found.setdefault(row.upp.id, []).append(row.id)
    return found


def _sure(
    found: _Read,
    parts: Mapping[int, Hitung],
    metode: Metode,
    populasi: int | None = None,
    *,
    bagian: bool = False,
) -> Ketelitian:
    """Tell how far the index of all parts together can be relied on."""
    whole = total(parts.values())
    upp = None if found.upp is None else hasil_per_upp(parts, found.upp, metode)
    return compute_ketelitian(whole, whole.hasil(metode), populasi, per_upp=upp, bagian=bagian)


def _moved(found: _Read, metode: Metode, teliti: Ketelitian) -> tuple[Gerak | None, Gerak | None]:
    """Say how the index moved since yesterday, and since the triwulan before."""
    yesterday = {
        i: hitung - found.hari_ini[i] if i in found.hari_ini else hitung
        for i, hitung in found.kini.items()
    }
    upp = None if teliti.per_upp is None else found.upp
    grown = judge_grown(yesterday, found.kini, metode, upp)
    lalu, setahun = _sure(found, found.lalu, metode), found.setahun.ketelitian(metode)
    return (
        explain(yesterday, found.kini, metode, grown),
        explain(found.lalu, found.kini, metode, judge_triwulan(teliti, lalu, setahun)),
    )


def _parts(session: Session, cakupan: Cakupan, found: _Read, metode: Metode) -> list[Bagian]:
    def bagian(id_: int, kode: str, nama: str, layanan: list[int], *, aktif: bool) -> Bagian:
        kini = total(found.kini[i] for i in layanan if i in found.kini)
        lalu = total(found.lalu[i] for i in layanan if i in found.lalu)
        hasil_kini, hasil_lalu = kini.hasil(metode), lalu.hasil(metode)
        return Bagian(
            id_,
            kode,
            nama,
            kini,
            hasil_kini,
            hasil_lalu,
            compute_ketelitian(kini, hasil_kini),
            compute_ketelitian(lalu, hasil_lalu),
            sum(found.akhir_ini.get(i, 0) for i in layanan),
            aktif,
            all(found.layanan[i].kode in found.dibuka for i in layanan if found.layanan[i].is_open),
        )

    if cakupan.upp is None:
        of_upp: dict[int, list[int]] = {}
        for row in found.layanan.values():
            of_upp.setdefault(row.upp.id, []).append(row.id)
        return [
            bagian(u.id, u.kode, u.nama, of_upp.get(u.id, []), aktif=u.aktif and u.id in of_upp)
            for u in list_upp(session, cakupan.scope, active_only=False)
        ]
    inside, picked = cakupan.upp_ids or frozenset(), {row.id for row in cakupan.dipilih}
    return [
        bagian(row.id, row.kode, row.nama, [row.id], aktif=row.is_open)
        for row in found.layanan.values()
        if row.upp.id in inside and (not picked or row.id in picked)
    ]


def _tindak_lanjut(
    session: Session, cakupan: Cakupan, start: date, today: date
) -> TindakLanjutLayar:
    tahun = (start - timedelta(days=1)).year
    found = count_kegiatan(session, cakupan.scope, cakupan.upp_ids, tahun, today)
    return TindakLanjutLayar(tahun, *found)


def read_layar(rt: Runtime, cakupan: Cakupan) -> LayarSnapshot:
    """Read a screen anew for all who watch a part that :func:`load_layar` allowed each of them."""
    today = rt.today()
    triwulan = Periode.triwulan_of(today)
    start, end = triwulan.dari or today, triwulan.sampai or today
    lalu = Periode.triwulan_of(start - timedelta(days=1))
    with rt.reading() as session:
        found = _read(session, rt, cakupan, triwulan, lalu)
        methods = list_metode(session)
        metode, metode_lalu = in_force(methods, end), in_force(methods, start - timedelta(days=1))
        parts = _parts(session, cakupan, found, metode)
        saran = list_saran(session, cakupan.selection(Periode()), released_only=True, limit=SARAN)
        plans = None if cakupan.dipilih else _tindak_lanjut(session, cakupan, start, today)
    today_n = sum(h.n for h in found.hari_ini.values())
    # As home does: where everyone served has answered, nothing is left to chance.
    populasi = None if cakupan.dipilih else keep_sampel(rt, cakupan).populasi
    teliti = _sure(found, found.kini, metode, populasi, bagian=cakupan.bagian)
    moved, quarterly = _moved(found, metode, teliti)

    def name(bagian: int | None) -> str:
        row = found.layanan.get(bagian) if bagian is not None else None
        if row is None or cakupan.dipilih:
            return ""
        return row.nama if cakupan.satu_upp else f"{row.nama}, {row.upp.nama}"

    # A single layanan is judged like a part, but stands in no ranking of one.
    ranked = [] if cakupan.dipilih else parts
    kini = total(found.kini.values())
    months = sorted(m for m, h in found.bulan.items() if h.n)[-BULAN:]
    return LayarSnapshot(
        cakupan=cakupan,
        triwulan=triwulan,
        lalu=lalu,
        kini=kini.hasil(metode),
        teliti=teliti,
        gerak=quarterly,
        hasil_lalu=total(found.lalu.values()).hasil(metode_lalu),
        semua=total(found.bulan.values()).hasil(in_force(methods, today)),
        hari_ini=today_n,
        kalimat=(
            sentence_since_yesterday(moved, name(moved.bagian) if moved else "", today_n),
            sentence_since_quarter(
                quarterly, name(quarterly.bagian) if quarterly else "", lalu.label
            ),
        ),
        peringkat=rank(ranked),
        titik=tuple(
            TitikBulan(m, found.bulan[m].hasil(in_force(methods, last_day_of_month(m))))
            for m in months
        ),
        perhatian=find_perhatian(parts),
        tanpa_perhatian=tell_nothing(parts, t("UPP") if cakupan.upp is None else t("layanan")),
        dinilai=sum(b.kini.n >= N_UJI for b in parts),
        pengumpulan=find_pengumpulan(ranked, today, end),
        saran=tuple(saran),
        tindak_lanjut=plans,
        per_upp=cakupan.upp is None,
        dibaca=rt.now(),
    )
