"""The rekap of the province in a period: all UPP side by side (decree, H rows 5 to 7, and L.3)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.ikm import NilaiUnsur
from sekampadi.domain.laporan.pelaksanaan import Pelaksana
from sekampadi.domain.laporan.perbandingan import Perubahan
from sekampadi.domain.laporan.satuan import N_SATUAN
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import (
    BELUM,
    HUNDRED,
    bulat,
    closing_notes,
    desimal,
    group_tables,
    index_figures,
    letterhead_lines,
    mutu,
    period_lines,
    selisih,
    unsur_chart,
    unsur_table,
)
from sekampadi.reports.build.ketelitian import MARGIN_NOTE, confidence_words
from sekampadi.reports.build.laporan import comparison_table
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.model import (
    Cell,
    Chart,
    ChartKind,
    KeyFigure,
    Palette,
    Report,
    Section,
    Series,
    Table,
)
from sekampadi.services.laporan.rekap_pemprov import BarisRekap, RekapPemprov, sort_rekap

YES = "Y"
"""How the decree's table marks a column."""


def unsur_words(unsur: Sequence[NilaiUnsur]) -> str:
    """Name unsur that have the same mean, ``U3 (2,78)``; all nine together have no names."""
    return name_extremes([u.unsur for u in unsur], unsur[0].nrr) if unsur else ""


def name_extremes(unsur: Sequence[Unsur], nrr: Decimal | None) -> str:
    """Name unsur that have a mean, as :func:`unsur_words` does."""
    names = t("semua") if len(unsur) == 9 else ", ".join(u.kode for u in unsur)
    return f"{names} ({format_angka(nrr)})"


def trend_words(tren: Perubahan | None) -> str:
    """Say which way an index went; empty when there is no period before."""
    return tren.arah.label if tren else ""


def _mark(row: BarisRekap) -> str:
    if row.ketelitian.mustahil:
        return t("periksa jumlah penerima layanan")
    return t("di bawah sampel minimum") if row.ketelitian.kurang else ""


def rekap_table(rekap: RekapPemprov, baris: Sequence[BarisRekap]) -> Table:
    """Return the UPP with answers, beneath them both figures of the province, named."""
    whole = rekap.laporan.figures.hasil
    before = next((p for p in rekap.laporan.pembanding if p.kunci == "sebelumnya"), None)
    rows = [
        (
            bulat(at),
            Cell(row.upp.nama),
            bulat(row.hasil.n),
            desimal(row.hasil.nilai),
            desimal(row.ketelitian.margin_bebas),
            *mutu(row.hasil),
            selisih(row.tren.ikm if row.tren else None),
            Cell(trend_words(row.tren) or None),
            Cell(row.kedudukan.kata if row.kedudukan else t("belum dapat dibandingkan")),
            Cell(_mark(row) or None, empty=""),
        )
        for at, row in enumerate(baris, start=1)
    ]
    none = Cell(None, empty="")
    totals = (
        (
            none,
            Cell(t("Gabungan responden")),
            bulat(whole.n, "SUM({kolom:2})"),
            desimal(whole.nilai, empty=BELUM),
            desimal(rekap.laporan.ketelitian.margin_satuan),
            *mutu(whole),
            selisih(before.perubahan.ikm if before else None),
            Cell(before.perubahan.arah.label if before else None),
            none,
            none,
        ),
        (
            none,
            Cell(t("Rata-rata UPP")),
            none,
            desimal(rekap.rata_rata, empty=BELUM),
            *([none] * 7),
        ),
    )
    return Table(
        "rekap",
        t("Nilai IKM per UPP"),
        (
            *(t("No."), t("UPP"), t("n"), t("IKM"), t("Margin ±"), t("Mutu"), t("Kinerja")),
            *(t("Perubahan"), t("Tren"), t("Kedudukan"), t("Catatan")),
        ),
        tuple(rows),
        totals,
        widths=(5, 23, 8, 9, 9, 7, 11, 12, 13, 18, 14),
        notes=(
            t(
                "Setiap UPP dengan layanannya sendiri; UPT dihitung tersendiri. Kedudukan: di atas "
                "atau di bawah semua UPP lain bersama-sama (uji Welch dua arah), atau belum "
                "dapat dibedakan. Tren dan kedudukan dikoreksi Holm untuk banyaknya UPP, "
                "jadi lebih ketat daripada laporan satu UPP."
            ),
            MARGIN_NOTE,
            t(
                "Gabungan responden: margin dan tren dengan UPP sebagai satuan, karena jawaban dari UPP "
                "yang sama dapat saling mirip; tidak ada bila UPP yang dapat dihitung tersendiri kurang "
                "dari {n}, atau jawaban terpusat pada sedikit UPP.",
                n=N_SATUAN,
            ),
        ),
    )


def decree_table(baris: Sequence[BarisRekap]) -> Table:
    """Return the table of a kabupaten/kota (decree, L.3); empty cells are what nobody has told."""

    def yes(condition: bool) -> Cell:
        return Cell(YES if condition else None, empty="")

    rows = []
    for at, row in enumerate(baris, start=1):
        by = row.pelaksanaan.pelaksana
        rows.append(
            (
                bulat(at),
                Cell(row.upp.nama),
                desimal(row.hasil.nilai),
                *mutu(row.hasil),
                Cell(unsur_words(row.terendah)),
                Cell(unsur_words(row.tertinggi)),
                yes(row.tindak_lanjut is True),
                yes(row.tindak_lanjut is False),
                yes(Pelaksana.MANDIRI in by),
                yes(Pelaksana.PIHAK_KETIGA in by),
            )
        )
    quality, unsur = t("Mutu pelayanan"), t("Unsur penilaian")
    follow_up, doer = t("Tindak lanjut hasil survei"), t("Pelaksana survei")
    return Table(
        "satuan_kerja",
        t("Rekapitulasi hasil SKM satuan kerja"),
        (
            *(t("No."), t("Nama satuan kerja"), t("Nilai SKM"), t("Mutu"), t("Kinerja")),
            *(t("Unsur terendah"), t("Unsur tertinggi")),
            *(t("Tindak lanjut: ada"), t("Tindak lanjut: tidak")),
            *(t("Pelaksana: mandiri"), t("Pelaksana: pihak ke-3")),
        ),
        tuple(rows),
        widths=(5, 34, 9, 7, 12, 12, 12, 7, 7, 9, 9),
        kept=1.0,
        paper_heads=(
            *(("", t("No.")), ("", t("Nama satuan kerja")), ("", t("Nilai SKM"))),
            *((quality, t("Mutu")), (quality, t("Kinerja"))),
            *((unsur, t("Nilai terendah")), (unsur, t("Nilai tertinggi"))),
            *((follow_up, t("Ada")), (follow_up, t("Tidak"))),
            *((doer, t("Mandiri")), (doer, t("Pihak ke-3"))),
        ),
        notes=(
            t(
                "Tindak lanjut: ada bila setiap triwulan yang lembarnya terbit mempunyai rencana "
                "tindak lanjut dengan sedikitnya satu kegiatan. Kolom kosong: belum diisi, belum ada "
                "lembar yang terbit, atau periodenya bukan triwulan yang utuh."
            ),
        ),
    )


def missing_table(rekap: RekapPemprov) -> Table:
    """Return the UPP from which nobody has answered."""
    return Table(
        "tanpa_jawaban",
        t("UPP tanpa jawaban pada periode ini"),
        (t("No."), t("UPP"), t("Keterangan")),
        tuple(
            (bulat(at), Cell(upp.nama), Cell(BELUM))
            for at, upp in enumerate(rekap.tanpa_jawaban, start=1)
        ),
        widths=(6, 60, 30),
    )


def _chart(baris: Sequence[BarisRekap]) -> Chart:
    return Chart(
        "grafik_upp",
        t("Nilai IKM per UPP dengan marginnya"),
        ChartKind.BATANG,
        tuple(row.upp.nama for row in baris),
        (
            Series(
                t("Nilai IKM"),
                tuple(row.hasil.nilai for row in baris),
                tuple(row.ketelitian.margin_bebas for row in baris),
            ),
        ),
        Palette.AKSEN,
        high=HUNDRED,
        alt=t("Nilai IKM setiap UPP menurut abjad; angkanya ada di tabel."),
    )


def build_rekap(
    rekap: RekapPemprov,
    *,
    printed: date | datetime,
    small_cells: SmallCells = SmallCells.HIDDEN,
    letterhead: Letterhead | None = None,
    urut: str = "nama",
) -> Report:
    """Build the rekap of the province.

    Its tables are ``rekap``, ``satuan_kerja``, ``unsur``, ``perbandingan``, one for each grouping of
    respondents, and ``tanpa_jawaban`` when there are such UPP.
    """
    laporan = rekap.laporan
    figures = laporan.figures
    hasil = figures.hasil
    baris = sort_rekap(rekap.baris, urut)
    groups = group_tables(figures.rekap.groups, small_cells)
    tables = [rekap_table(rekap, baris), decree_table(baris), unsur_table(hasil)]
    empty = () if baris else (t("Belum ada data pada periode ini."),)
    words = confidence_words(laporan.ketelitian)
    sections = [Section(t("Capaian per UPP"), ("rekap",) if baris else (), (*words, *empty))]
    if baris:
        sections.append(Section(t("Rekapitulasi satuan kerja"), ("satuan_kerja",)))
    if rekap.tanpa_jawaban:
        tables.append(missing_table(rekap))
        sections.append(Section(t("UPP tanpa jawaban"), ("tanpa_jawaban",)))
    sections.append(Section(t("Hasil SKM per unsur"), ("grafik_unsur", "unsur")))
    if laporan.pembanding:
        tables.append(comparison_table(laporan))
        sections.append(Section(t("Perbandingan"), ("perbandingan",)))
    sections.append(Section(t("Profil responden"), tuple(g.kunci for g in groups)))
    charts = [unsur_chart(hasil)]
    if baris:
        charts.append(_chart(baris))
        sections.insert(1, Section(t("Nilai IKM per UPP dengan marginnya"), ("grafik_upp",)))
    return Report(
        kind="rekap",
        title=t("REKAPITULASI INDEKS KEPUASAN MASYARAKAT"),
        subtitle=figures.cakupan.nama,
        lines={**letterhead_lines(letterhead or Letterhead()), **period_lines(figures.periode)},
        figures=(
            *index_figures(hasil, laporan.ketelitian, t("Nilai IKM (gabungan responden)")),
            KeyFigure("rata_rata", t("Rata-rata UPP"), desimal(rekap.rata_rata, empty=BELUM)),
            KeyFigure("jumlah_upp", t("UPP dengan jawaban"), bulat(len(rekap.baris))),
            KeyFigure("tanpa_jawaban", t("UPP tanpa jawaban"), bulat(len(rekap.tanpa_jawaban))),
        ),
        tables=(*tables, *groups),
        text=(),
        notes=closing_notes(
            hasil,
            laporan.ketelitian,
            figures.periode,
            figures.dibaca,
            printed,
            dua_arah=any(p.dua_arah for p in laporan.pembanding),
        ),
        charts=tuple(charts),
        sections=tuple(sections),
        landscape=True,
    )
