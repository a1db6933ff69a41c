"""Whether groups of respondents rate differently, without telling how many a small group has."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from sekampadi.domain.survei.responden import Kelompok, words_of
from sekampadi.domain.tahunan.statistik.hasil import (
    KELOMPOK_MIN,
    N_ANALISIS,
    N_KELOMPOK,
    PLACES_EPSILON,
    Alasan,
    Pengaruh,
    Pengelompokan,
    Statistik,
    UjiKelompok,
    rounded,
)
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.statistik.sel import (
    IN_WORDS,
    NAMES,
    angka,
    bh_note,
    decimal_of,
    join_names,
    nama,
    nyata,
    p_cell,
    size_cell,
    why_not,
)
from sekampadi.reports.build.tahunan.tulisan import join_words
from sekampadi.reports.model import Cell, Chart, ChartKind, Palette, Series, Table

EPSILON: Final = t("Epsilon kuadrat")
"""How an effect is called, here and in the appendix; the fonts have no Greek."""
PROVINSI: Final = t(
    "Perbedaan antarkelompok tingkat provinsi tidak diuji, karena perbedaan itu dapat timbul hanya dari "
    "siapa mengisi di UPP mana."
)
"""Why the province has no groups: within each UPP they may all rate alike."""
_DARKEST: Final = Decimal("0.26")
"""The epsilon squared from which an effect is large, and a cell as dark as can be."""


def kelompok_blok(statistik: Statistik) -> Blok:
    """Tell whether groups of respondents rate differently, and by how much."""
    words = tuple(kelompok_words(statistik))
    known = [k for k in statistik.kelompok if compared(k)]
    if not known:
        return Blok(words)
    tables = [_group_table(statistik, k, first=k is known[0]) for k in known]
    chart = Chart(
        "grafik_kelompok",
        t("Besarnya perbedaan antarkelompok (epsilon kuadrat)"),
        ChartKind.PETA,
        NAMES,
        tuple(
            Series(t(words_of(k.kunci)), tuple(decimal_of(epsilon(u)) for u in k.uji)) for k in known
        ),
        Palette.AKSEN,
        high=_DARKEST,
        alt=t("Epsilon kuadrat setiap unsur menurut setiap pengelompokan; makin gelap makin besar. {kalimat}", kalimat=words[0]),
    )  # fmt: skip
    return Blok(words, (chart, *tables))


def compared(kelompok: Pengelompokan) -> bool:
    """Whether at least one unsur of a grouping could be compared."""
    return any(u.alasan is None for u in kelompok.uji)


def epsilon(uji: UjiKelompok) -> Cell:
    """Make a cell of an effect."""
    return angka(uji.epsilon2, PLACES_EPSILON)


def _group_table(statistik: Statistik, k: Pengelompokan, *, first: bool) -> Table:
    open_ = not tells_size(statistik, k)

    def line(u: UjiKelompok) -> tuple[Cell, ...]:
        size = size_cell(u.pengaruh, u.p_bh)
        tail = (p_cell(u.p_bh), epsilon(u), size)
        if not open_:
            return (Cell(nama(u.unsur)), *tail)
        return (Cell(nama(u.unsur)), angka(u.h), p_cell(u.p), *tail)

    heads: tuple[str, ...] = (t("Unsur pelayanan"), t("p terkoreksi"), EPSILON, t("Pengaruh"))
    widths: tuple[float, ...] = (40, 12, 12, 18)
    if open_:
        heads = (heads[0], t("H"), t("p"), *heads[1:])
        widths = (40, 10, 10, 12, 12, 18)
    return Table(
        f"statistik_kelompok_{k.kunci}",
        t("Perbandingan menurut {kelompok}", kelompok=t(words_of(k.kunci)).lower()),
        heads,
        tuple(line(u) for u in k.uji),
        widths=widths,
        notes=(*_group_notes(k, open_=open_), *(_method_notes() if first else ())),
    )


def tells_size(statistik: Statistik, k: Pengelompokan) -> bool:
    """Whether the number of answers compared tells how many people a small group has.

    H is epsilon squared times that number, less one, so H and its p stay away with it. What is
    hidden from a sum holds at least five people, hence at least two groups, as on the sheets.
    """
    return bool(k.kecil) and statistik.n - k.n < N_KELOMPOK


def _group_notes(k: Pengelompokan, *, open_: bool) -> list[str]:
    names = "; ".join(t(words_of(k.kunci, cell)) for cell in _in_order(k))
    derajat = format_angka(len(k.kelompok) - 1)
    notes = [
        t("Kelompok: {nama}. Derajat bebas {df}, {n} jawaban.", nama=names, df=derajat, n=format_angka(k.n))
        if open_
        else t("Kelompok: {nama}. Derajat bebas {df}.", nama=names, df=derajat)
    ]  # fmt: skip
    if k.kecil:
        notes.append(
            t("Kelompok dengan kurang dari {n} orang tidak dibandingkan.", n=format_angka(N_KELOMPOK))
        )  # fmt: skip
    if not open_:
        notes.append(t("H dan p tidak ditampilkan untuk menjaga kerahasiaan responden."))
    if any(u.alasan for u in k.uji):
        notes.append(
            t(
                "Tanda –: tidak dihitung karena terlalu sedikit responden menilai unsur itu lain daripada "
                "yang terbanyak: pada kelompok terkecil menurut kebetulan kurang dari {n}.",
                n=IN_WORDS[KELOMPOK_MIN],
            )
        )
    return notes


def _in_order(k: Pengelompokan) -> list[str]:
    """Return the groups in the order of the sheet, not in that in which they first answered."""
    cells = [c.value for g in Kelompok if g.value == k.kunci for c in g.cells]
    known = [c for c in cells if c in k.kelompok]
    return known + [c for c in k.kelompok if c not in known]


def _method_notes() -> tuple[str, ...]:
    bounds = zip(("0,010", "0,080", "0,260"), tuple(Pengaruh)[1:], strict=True)
    return (
        t("Uji Kruskal-Wallis dengan koreksi nilai yang sama."),
        bh_note(t("semua pengelompokan")),
        t(
            "Epsilon kuadrat = H / (n − 1): {batas} (Mangiafico). Pada ribuan jawaban hampir semua perbedaan "
            "terbukti, maka lihat pengaruhnya.",
            batas=", ".join(t("mulai {n} {kata}", n=n, kata=k.label) for n, k in bounds),
        ),
    )


def kelompok_words(statistik: Statistik) -> list[str]:
    """Say between which groups ratings differ, by how much, and which could not be compared."""
    if not statistik.kelompok and statistik.n >= N_ANALISIS:
        return [PROVINSI]
    known = [k for k in statistik.kelompok if compared(k)]
    alike = t("terlalu sedikit responden menilai lain daripada yang terbanyak")
    if not any(u.simpangan for u in statistik.univariat):
        alike = t("setiap unsur dinilai sama oleh semua responden")
    few = t(
        "tidak ada dua kelompok yang masing-masing beranggotakan sedikitnya {n} orang",
        n=IN_WORDS[N_KELOMPOK],
    )
    if not known:
        small = all(u.alasan is Alasan.SEDIKIT for k in statistik.kelompok for u in k.uji)
        sebab = why_not(statistik, few if small else alike)
        return [t("Perbandingan antarkelompok tidak dapat dihitung: {sebab}.", sebab=sebab)]
    words = [_difference_words(known)]
    rest = [k for k in statistik.kelompok if not compared(k)]
    for reason, sebab in ((Alasan.SEDIKIT, few), (Alasan.TANPA_RAGAM, alike)):
        if names := [k for k in rest if k.uji[0].alasan is reason]:
            menurut = join_words([_low(k) for k in names])
            words.append(
                t("Menurut {menurut} tidak dapat dibandingkan: {sebab}.", menurut=menurut, sebab=sebab)
            )  # fmt: skip
    return words


def _difference_words(known: Sequence[Pengelompokan]) -> str:
    sure = [(k, u) for k in known for u in k.uji if nyata(u.p_bh)]
    if not sure:
        names = join_words([_low(k) for k in known], t("atau"))
        return t("Tidak ada unsur yang terbukti dinilai berbeda menurut {menurut}.", menurut=names)
    strong = [(k, u) for k, u in sure if u.pengaruh is not Pengaruh.ABAI]
    if not strong:
        top = _largest([u for _, u in sure])
        k, u = next((k, u) for k, u in sure if u is top[0])
        return t(
            "Perbedaan antarkelompok yang terbukti begitu kecil sehingga dapat diabaikan; yang "
            "terbesar pada {unsur} menurut {menurut} (epsilon kuadrat {nilai}).",
            unsur=nama(u.unsur),
            menurut=_low(k),
            nilai=epsilon(u).text,
        )
    parts = []
    for grouping in known:
        own = [u for k, u in strong if k is grouping]
        if own:
            top = _largest(own)
            parts.append(
                t(
                    "menurut {menurut}, terbesar pada {unsur} (epsilon kuadrat {nilai}, {kata})",
                    menurut=_low(grouping),
                    unsur=join_names(nama(u.unsur) for u in top),
                    nilai=epsilon(top[0]).text,
                    kata=top[0].pengaruh.label if top[0].pengaruh else "",
                )
            )
    return t("Penilaian terbukti berbeda {rincian}.", rincian="; ".join(parts))


def _largest(uji: Sequence[UjiKelompok]) -> list[UjiKelompok]:
    """Return the tests of the largest effect, all of them where it is printed alike."""
    most = max(rounded(u.epsilon2 or 0.0, PLACES_EPSILON) for u in uji)
    return [u for u in uji if rounded(u.epsilon2 or 0.0, PLACES_EPSILON) == most]


def _low(kelompok: Pengelompokan) -> str:
    return t(words_of(kelompok.kunci)).lower()
