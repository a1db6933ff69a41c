"""The statistics of an annual report with all their digits, for who works them out again in Excel.

They are figures only: what a figure is worth is said by the tables of the report. Of a grouping of
which these leave figures out (``kelompok.tells_size``) there is no more here than there.
"""

from collections.abc import Iterable
from decimal import Decimal

from sekampadi.domain.survei.responden import words_of
from sekampadi.domain.survei.unsur import SKOR, Unsur
from sekampadi.domain.tahunan.statistik.hasil import (
    Alasan,
    Pengelompokan,
    Statistik,
)
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import bulat, desimal
from sekampadi.reports.build.tahunan.statistik.kelompok import (
    EPSILON,
    PROVINSI,
    epsilon,
    tells_size,
)
from sekampadi.reports.build.tahunan.statistik.sel import p_cell
from sekampadi.reports.model import Cell, Table

TEMPAT = 6
"""Decimal places; what documents print is rounded anew from the full figure."""
_ALASAN = {
    Alasan.SEDIKIT: t("jawaban terlalu sedikit"),
    Alasan.TANPA_RAGAM: t("terlalu sedikit jawaban yang lain daripada yang terbanyak"),
    Alasan.TANPA_PENILAIAN: t("tanpa penilaian umum"),
    Alasan.PENILAIAN_SAMA: t("penilaian umum semua atau hampir semua responden sama"),
}


def _angka(value: float | None) -> Cell:
    return desimal(None if value is None else Decimal(f"{value:.{TEMPAT}f}"), empty="")


def _p(value: float | None) -> Cell:
    return _angka(None) if value is None else p_cell(value, TEMPAT)


def _unsur(unsur: Unsur) -> Cell:
    return Cell(f"{unsur.kode} {unsur.nama}")


def _sebab(alasan: Alasan | None) -> Cell:
    return Cell(_ALASAN[alasan] if alasan else None, empty="")


def _univariat(statistik: Statistik) -> Table:
    return Table(
        "olah_univariat",
        t("Olah univariat"),
        (t("Unsur"), *(t("Nilai {s}", s=s) for s in SKOR), t("Rata-rata"), t("Simpangan baku")),
        tuple(
            (_unsur(u.unsur), *map(bulat, u.frekuensi), _angka(u.rata), _angka(u.simpangan))
            for u in statistik.univariat
        ),
        notes=(t("n = {n}. Simpangan baku dengan pembagi n − 1.", n=statistik.n),),
    )


def _korelasi(statistik: Statistik) -> Table:
    return Table(
        "olah_korelasi",
        t("Olah korelasi"),
        (t("Unsur"), t("Dengan unsur"), t("rho"), t("p"), t("p terkoreksi"), t("Keterangan")),
        tuple(
            (
                *(_unsur(k.a), _unsur(k.b), _angka(k.rho), _p(k.p), _p(k.p_bh)),
                _sebab(k.alasan),
            )
            for k in statistik.korelasi
        ),
        notes=(
            t(
                "Rho Spearman dengan peringkat rata-rata; p menurut t Student dengan n − 2 derajat "
                "bebas, dikoreksi menurut Benjamini-Hochberg di antara semua pasangan."
            ),
        ),
    )


def _lines(statistik: Statistik, kelompok: Pengelompokan) -> Iterable[tuple[Cell, ...]]:
    told = not tells_size(statistik, kelompok)
    # By all their digits the corrected p and epsilon squared give H away, and with it n. One that is
    # corrected may be made of the p of another grouping.
    open_ = not any(tells_size(statistik, k) for k in statistik.kelompok)
    none = _angka(None)
    for uji in kelompok.uji:
        sure = _p(uji.p_bh) if open_ or uji.alasan else p_cell(uji.p_bh)
        size = _angka(uji.epsilon2) if told or uji.alasan else epsilon(uji)
        yield (
            *(Cell(words_of(kelompok.kunci)), _unsur(uji.unsur)),
            *(bulat(kelompok.n) if told else none, _angka(uji.h) if told else none),
            *(bulat(uji.derajat), _p(uji.p) if told else none),
            *(sure, size, _sebab(uji.alasan)),
        )


def _kelompok(statistik: Statistik) -> Table:
    return Table(
        "olah_kelompok",
        t("Olah kelompok responden"),
        (
            *(t("Kelompok"), t("Unsur"), t("Jawaban"), t("H"), t("Derajat bebas"), t("p")),
            *(t("p terkoreksi"), EPSILON, t("Keterangan")),
        ),
        tuple(line for k in statistik.kelompok for line in _lines(statistik, k)),
        notes=(
            PROVINSI
            if statistik.n and not statistik.kelompok
            else t(
                "Kruskal-Wallis dengan koreksi peringkat sama; p dikoreksi menurut "
                "Benjamini-Hochberg di antara semua unsur dan pengelompokan. Kelompok dengan kurang "
                "dari lima orang tidak dibandingkan. Bila jumlah jawaban akan menunjukkan besarnya "
                "kelompok itu, jumlah, H, dan p dikosongkan, dan epsilon kuadrat kelompok itu serta "
                "semua p terkoreksi dibulatkan seperti pada laporan."
            ),
        ),
    )


def _keandalan(statistik: Statistik) -> Table:
    found = statistik.keandalan
    return Table(
        "olah_keandalan",
        t("Olah keandalan"),
        (t("Unsur"), t("Korelasi dengan jumlah unsur lain"), t("Keterangan")),
        tuple((_unsur(b.unsur), _angka(b.korelasi), Cell(None, empty="")) for b in found.butir),
        totals=((Cell(t("Alfa Cronbach")), _angka(found.alpha), _sebab(found.alasan)),),
    )


def _kepentingan(statistik: Statistik) -> Table:
    peta = statistik.kepentingan
    return Table(
        "olah_kepentingan",
        t("Olah kepentingan tersirat"),
        (
            *(t("Unsur"), t("Kepentingan (rho)"), t("p terkoreksi"), t("Kinerja (rata-rata)")),
            t("Keterangan"),
        ),
        tuple(
            (
                *(_unsur(b.unsur), _angka(b.kepentingan), _p(b.p_bh), _angka(b.kinerja)),
                Cell(None, empty=""),
            )
            for b in peta.butir
        ),
        totals=(
            (
                *(Cell(t("Rata-rata unsur")), _angka(peta.kepentingan), Cell(None, empty="")),
                *(_angka(peta.kinerja), _sebab(peta.alasan)),
            ),
        ),
        notes=(t("Kepentingan tersirat: rho Spearman antara unsur dan penilaian umum."),),
    )


def statistik_tables(statistik: Statistik) -> tuple[Table, ...]:
    """Return all statistics, a table for each family, figures with :data:`TEMPAT` decimal places."""
    return (
        _univariat(statistik),
        _korelasi(statistik),
        _kelompok(statistik),
        _keandalan(statistik),
        _kepentingan(statistik),
    )
