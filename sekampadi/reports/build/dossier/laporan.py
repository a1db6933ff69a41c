"""The Laporan IKM Triwulan of the province (decree, H, row 6), as it goes to the Sekretaris Daerah."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.pengajuan.isi_dossier import IsiDossier, UppDossier
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import (
    BELUM,
    HUNDRED,
    bulat,
    desimal,
    extremes_words,
    group_tables,
    index_figures,
    selisih,
    unsur_chart,
    unsur_table,
)
from sekampadi.reports.build.dossier.rekap import (
    addendum_words,
    count_figures,
    counted,
    handed_note,
    heading_lines,
    mean_of,
    named,
    province_of,
    rekap_parts,
    titled,
)
from sekampadi.reports.build.dossier.rencana import (
    kegiatan_table,
    list_planned,
    rtl_words,
    unsur_rtl_table,
)
from sekampadi.reports.build.ketelitian import confidence_words, margin_small_print
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
from sekampadi.services.pengajuan.dokumen.dossier import DokumenDossier
from sekampadi.services.publikasi.isi import public_groups, thaw_ketelitian

KEGIATAN_DOKUMEN = 250
"""Actions in a document on paper, which has to be made within a time; Excel has all."""
SEBUT = 12
"""UPP that a sentence names where a table has them all."""
_DASAR = (
    t("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;"),
    t(
        "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun "
        "2009 tentang Pelayanan Publik;"
    ),
    t(
        "Peraturan Menteri PANRB Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan "
        "Masyarakat Unit Penyelenggara Pelayanan Publik;"
    ),
    t(
        "Peraturan Menteri PANRB Nomor 29 Tahun 2022 tentang Pemantauan dan Evaluasi Kinerja "
        "Penyelenggaraan Pelayanan Publik;"
    ),
    t(
        "Keputusan Kepala Daerah tentang Penggunaan Survei Kepuasan Masyarakat Aplikasi Daring "
        "sebagai platform Survei Kepuasan Masyarakat."
    ),
)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return what somebody has written as paragraphs."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _intro(isi: IsiDossier, letterhead: Letterhead) -> tuple[str, ...]:
    if isi.pengantar:
        return (*paragraphs(isi.pengantar), *addendum_words(isi))
    if isi.urut:
        return addendum_words(isi)
    return (
        t(
            "Laporan ini menyajikan Indeks Kepuasan Masyarakat {pemerintah} {triwulan}, beserta "
            "nilai dan rencana tindak lanjut setiap Unit Pelayanan Publik (UPP) yang disampaikan "
            "melalui SEKAMPADI.",
            pemerintah=letterhead.identitas.pemerintah,
            triwulan=isi.triwulan.periode.nama,
        ),
    )


def index_words(isi: IsiDossier) -> str:
    """Say both figures of the province in a sentence; empty where a dossier has none."""
    hasil = province_of(isi)
    return _both(hasil, mean_of(isi), isi.provinsi_nomor) if hasil is not None else ""


def _both(hasil: HasilIkm, rata_rata: Decimal | None, nomor: str) -> str:
    mean = format_angka(rata_rata) if rata_rata is not None else BELUM
    return t(
        "Menurut lembar IKM Nomor {nomor}, nilai IKM Pemprov adalah {nilai} (mutu {mutu}, "
        "{kinerja}) dari {n} responden bila semua responden dihitung bersama (gabungan responden), "
        "dan {rata} bila setiap UPP dihitung sama (rata-rata UPP).",
        nomor=nomor,
        nilai=format_angka(hasil.nilai),
        mutu=hasil.mutu.value if hasil.mutu else "–",
        kinerja=hasil.kinerja or "–",
        n=format_angka(hasil.n),
        rata=mean,
    )


def _with_lembar(upp: Iterable[UppDossier]) -> Iterator[tuple[UppDossier, Decimal]]:
    for one in upp:
        if one.lembar is not None:
            yield one, one.lembar.nilai


def _kedudukan_table(isi: IsiDossier, whole: Decimal | None) -> Table:
    rows = [
        (
            bulat(at),
            Cell(upp.nama),
            desimal(nilai),
            selisih(nilai - whole if whole is not None else None),
            Cell((upp.kedudukan or Kedudukan.SEDIKIT).kata),
        )
        for at, (upp, nilai) in enumerate(_with_lembar(isi.termuat), start=1)
    ]
    return Table(
        "kedudukan",
        t("Kedudukan UPP"),
        (
            *(t("No."), t("UPP"), t("IKM"), t("Selisih dari IKM Pemprov")),
            t("Kedudukan terhadap UPP lain"),
        ),
        tuple(rows),
        widths=(5, 45, 12, 18, 24),
        notes=(
            t(
                "Selisih dari IKM Pemprov (gabungan responden). Kedudukan: di atas atau di bawah semua "
                "UPP lain dalam berkas ini bersama-sama (uji Welch dua arah, dikoreksi Holm), atau "
                "belum dapat dibedakan; selisih kecil dapat terjadi karena kebetulan."
            ),
        ),
    )


def _place_words(isi: IsiDossier, whole: Decimal | None) -> tuple[str, ...]:
    """Name the UPP above and below the province's index."""
    if whole is None:
        return ()
    pairs = list(_with_lembar(isi.termuat))
    above = [upp for upp, nilai in pairs if nilai > whole]
    below = [upp for upp, nilai in pairs if nilai < whole]
    same = [upp for upp, nilai in pairs if nilai == whole]
    lines = (
        (above, t("Nilai di atas IKM Pemprov: {n}. {nama}.")),
        (same, t("Nilai sama dengan IKM Pemprov: {n}. {nama}.")),
        (below, t("Nilai di bawah IKM Pemprov: {n}. {nama}.")),
    )
    return tuple(
        words.format(n=counted(len(upp)), nama=named(upp, SEBUT)) for upp, words in lines if upp
    )


def _chart(isi: IsiDossier) -> Chart:
    pairs = list(_with_lembar(isi.termuat))
    return Chart(
        "grafik_upp",
        t("Nilai IKM per UPP"),
        ChartKind.BATANG,
        tuple(upp.nama for upp, _ in pairs),
        (Series(t("Nilai IKM"), tuple(nilai for _, nilai in pairs)),),
        Palette.AKSEN,
        high=HUNDRED,
        alt=t("Nilai IKM setiap UPP menurut abjad; angkanya ada di tabel."),
    )


def _conclusion(isi: IsiDossier, hasil: HasilIkm | None) -> tuple[str, ...]:
    said = []
    if hasil is not None:
        said += [_both(hasil, mean_of(isi), isi.provinsi_nomor), extremes_words(hasil)]
    said.append(rtl_words(isi))
    if isi.belum:
        said.append(
            t("{n} belum termuat: {nama}.", n=counted(len(isi.belum)), nama=named(isi.belum, SEBUT))
        )
    return (*said, *paragraphs(isi.simpulan))


def _province_parts(
    hasil: HasilIkm, ketelitian: Ketelitian | None, isi: IsiDossier
) -> tuple[list[Table], list[Section]]:
    """Return what is said of the province as a whole, all of it from its published sheet."""
    groups = group_tables(public_groups(isi.provinsi or {}), SmallCells.SHOWN, hasil.n)
    words = (_both(hasil, mean_of(isi), isi.provinsi_nomor), extremes_words(hasil))
    sure = confidence_words(ketelitian) if ketelitian else ()
    return [unsur_table(hasil), *groups], [
        Section(t("IKM Pemprov dan nilai per unsur"), ("grafik_unsur", "unsur"), (*words, *sure)),
        Section(t("Profil responden"), tuple(g.kunci for g in groups)),
    ]


def _province_figures(
    hasil: HasilIkm, ketelitian: Ketelitian | None, rata_rata: Decimal | None
) -> tuple[KeyFigure, ...]:
    name = t("IKM Pemprov (gabungan responden)")
    mean = KeyFigure("rata_rata", t("Rata-rata UPP"), desimal(rata_rata, empty=BELUM))
    if ketelitian is not None:
        first, *rest = index_figures(hasil, ketelitian, name)
        wanted = [f for f in rest if f.kunci in {"margin", "mutu", "kinerja", "n"}]
        return (first, mean, *wanted)
    return (
        KeyFigure("nilai_ikm", name, desimal(hasil.nilai)),
        mean,
        KeyFigure("n", t("Jumlah responden"), bulat(hasil.n), t("orang")),
    )


def build_laporan_dossier(
    dokumen: DokumenDossier, letterhead: Letterhead, *, kegiatan: int | None = KEGIATAN_DOKUMEN
) -> Report:
    """Build the report.

    Its tables are those of the rekapitulasi, ``unsur`` and the groupings of the province's sheet,
    ``kedudukan``, ``rtl_unsur`` and ``kegiatan``.

    Args:
        kegiatan: how many planned actions are listed; None for all.
    """
    isi = dokumen.isi
    hasil = province_of(isi)
    ketelitian = thaw_ketelitian(isi.provinsi) if hasil is not None and isi.provinsi else None
    whole = hasil.nilai if hasil is not None else None
    planned = list_planned(isi)
    tables, charts = list[Table](), list[Chart]()
    figures = count_figures(isi)
    sections = [
        Section(t("Pengantar"), (), _intro(isi, letterhead)),
        Section(t("Dasar hukum"), (), tuple(f"{i}. {d}" for i, d in enumerate(_DASAR, start=1))),
    ]
    if hasil is not None:
        tables, more = _province_parts(hasil, ketelitian, isi)
        sections += more
        charts.append(unsur_chart(hasil))
        figures = (*_province_figures(hasil, ketelitian, mean_of(isi)), *figures)
    own_tables, own_sections = rekap_parts(isi)
    tables += own_tables
    sections += [s for s in own_sections if s.isi != ("belum",)]
    if any(_with_lembar(isi.termuat)) and whole is not None:
        tables.append(_kedudukan_table(isi, whole))
        charts.append(_chart(isi))
        parts = ("grafik_upp", "kedudukan")
        sections.append(Section(t("Kedudukan UPP"), parts, _place_words(isi, whole)))
    if planned:
        tables += [unsur_rtl_table(planned), kegiatan_table(planned, kegiatan)]
        parts = ("rtl_unsur", "kegiatan")
        words = f"{rtl_words(isi)} {t('Rinciannya:')}"
        sections.append(Section(t("Rencana tindak lanjut UPP"), parts, (words,)))
    sections += [s for s in own_sections if s.isi == ("belum",)]
    sections.append(Section(t("Simpulan dan saran"), (), _conclusion(isi, hasil)))
    return Report(
        kind="dossier-laporan",
        title=titled(dokumen, t("LAPORAN INDEKS KEPUASAN MASYARAKAT TRIWULAN")),
        subtitle=letterhead.identitas.pemerintah,
        lines=heading_lines(dokumen, letterhead),
        figures=figures,
        tables=tuple(tables),
        text=(),
        notes=(
            handed_note(dokumen),
            *(margin_small_print(ketelitian)[:1] if hasil is not None else ()),
        ),
        charts=tuple(charts),
        sections=tuple(sections),
        landscape=True,
    )
