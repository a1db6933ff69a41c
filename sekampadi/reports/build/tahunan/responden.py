"""Profil responden: who answered in a year, without saying who it was (decree, L.3)."""

from collections.abc import Iterable
from dataclasses import replace

from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.responden import words_of
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import group_tables
from sekampadi.reports.build.small_cells import HIDDEN_MARK, SmallCells, visible
from sekampadi.reports.build.tahunan.alt import bar_words
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.tulisan import TERTUTUP, join_words
from sekampadi.reports.model import Chart, ChartKind, Format, Palette, Series, Table
from sekampadi.services.tahunan.bahan import BahanTahunan


def responden_blok(bahan: BahanTahunan, *, small_cells: SmallCells = SmallCells.HIDDEN) -> Blok:
    """Return the respondents in their groupings.

    A grouping of which every cell is hidden, or empty, has no table. Its tables bear the names of ``Kelompok``,
    its charts ``grafik_`` before them.

    Args:
        small_cells: an annual report is handed on to who may not read single answers, so cells of a
            handful of people are hidden unless the caller asks for them.
    """
    rekap = bahan.laporan.figures.rekap
    if bahan.sedikit:
        return Blok((TERTUTUP,))
    if not rekap.n:
        return Blok((t("Belum ada responden pada tahun {tahun}.", tahun=bahan.objek.tahun),))
    cells = visible(rekap.groups, small_cells)
    shown = {k: v for k, v in cells.items() if any(v.values())}
    tables = group_tables(shown, SmallCells.SHOWN, rekap.n)
    isi = list[Table | Chart]()
    for table in tables:
        title = t("Responden menurut {kelompok}", kelompok=table.title.lower())
        isi.append(replace(table, title=title))
        if len(table.rows) > 2 and sum(row[1].value is not None for row in table.rows) > 1:
            isi.append(_chart(table, title))
    hidden = [words_of(k).lower() for k in cells if k not in shown]
    words = list(_largest_words(bahan, tables))
    if hidden:
        words.append(
            t(
                "Sebaran menurut {daftar} tidak ditampilkan untuk menjaga kerahasiaan responden, "
                "karena ada kelompok yang terlalu kecil.",
                daftar=join_words(hidden),
            )
        )
    return Blok(tuple(words), tuple(isi))


def _chart(table: Table, title: str) -> Chart:
    people = (row[1].value for row in table.rows)
    chart = Chart(
        f"grafik_{table.kunci}",
        title,
        ChartKind.BATANG,
        tuple(row[0].text for row in table.rows),
        (Series(t("Orang"), tuple(n if isinstance(n, int) else None for n in people)),),
        Palette.AKSEN,
        Format.BULAT,
        kosong=HIDDEN_MARK,
    )
    return replace(chart, alt=bar_words(chart, t("orang")))


def _largest_words(bahan: BahanTahunan, tables: Iterable[Table]) -> tuple[str, ...]:
    """Name the largest group of each grouping; of a tie, and with fewer than ten people, none."""
    rekap, found = bahan.laporan.figures.rekap, list[str]()
    if rekap.n < N_UJI:
        return ()
    for table in tables:
        counts = list(rekap.groups[table.kunci].values())
        row = table.rows[counts.index(max(counts))]
        if counts.count(max(counts)) > 1 or row[1].value is None:
            continue
        found.append(
            t(
                "{kelompok}: {nama} ({n} orang, {persen})",
                kelompok=table.title.lower(),
                nama=row[0].text,
                n=row[1].text,
                persen=row[2].text,
            )
        )
    if not found:
        return ()
    return (t("Kelompok responden terbesar menurut {daftar}.", daftar="; ".join(found)),)
