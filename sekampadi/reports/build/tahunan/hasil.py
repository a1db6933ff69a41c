"""Hasil perhitungan SKM: the index of the year, by unsur and for the province by UPP (decree, L.3)."""

from collections.abc import Iterable
from dataclasses import replace

from sekampadi.domain.laporan.ketelitian import chance_words, margin_words
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import (
    bulat,
    desimal,
    mutu,
    umum_table,
    unsur_chart,
    unsur_table,
)
from sekampadi.reports.build.ketelitian import margin_name
from sekampadi.reports.build.rekap_pemprov import decree_table, missing_table
from sekampadi.reports.build.tahunan.alt import bar_words
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.tulisan import few_words, list_names
from sekampadi.reports.model import Cell, Chart, ChartKind, Format, Palette, Photo, Series, Table
from sekampadi.services.laporan.rekap_pemprov import RekapPemprov
from sekampadi.services.tahunan.bahan import BahanTahunan


def nothing_words(bahan: BahanTahunan) -> str:
    """Say that there is no index, as nobody has answered, or too few for it to be shown."""
    if bahan.sedikit:
        return few_words(bahan)
    return t(
        "Belum ada jawaban pada tahun {tahun}, sehingga nilai IKM belum dapat dihitung.",
        tahun=bahan.objek.tahun,
    )


def _index_table(bahan: BahanTahunan) -> Table:
    """Return the index of the year and what it rests on, a line each; what is not known has none."""
    hasil, teliti, rekap = bahan.hasil, bahan.laporan.ketelitian, bahan.rekap
    letter, words = mutu(hasil)
    lines: list[tuple[str, Cell]] = [(t("Jumlah responden"), bulat(hasil.n))]
    if rekap is None:
        lines.append((t("Nilai IKM"), desimal(hasil.nilai)))
    else:
        lines += [
            (t("Nilai IKM (gabungan responden)"), desimal(hasil.nilai)),
            (mean_name(bahan), desimal(rekap.rata_rata)),
            (t("UPP dengan jawaban"), bulat(len(rekap.baris) + bahan.upp_tersembunyi)),
            (t("UPP tanpa jawaban"), bulat(len(rekap.tanpa_jawaban))),
        ]
    if not teliti.semua and teliti.margin_bebas is not None:
        lines.append((margin_name(teliti), desimal(teliti.margin_bebas)))
    if teliti.koreksi and teliti.margin is not None:
        lines.append((t("Margin dengan koreksi populasi (±, 95 %)"), desimal(teliti.margin)))
    lines += [(t("Mutu pelayanan"), letter), (t("Kinerja pelayanan"), words)]
    return Table(
        "ikm",
        t("Indeks Kepuasan Masyarakat tahun {tahun}", tahun=bahan.objek.tahun),
        (t("Uraian"), t("Nilai")),
        tuple((Cell(name), cell) for name, cell in lines),
        widths=(60, 40),
    )


def index_words(bahan: BahanTahunan) -> str:
    """Say the index of the year in a sentence; there must be answers."""
    hasil, objek = bahan.hasil, bahan.objek
    until = ""
    if bahan.berjalan:
        until = t(" sampai dengan {hari}", hari=format_tanggal(bahan.dibaca))
    return t(
        "Nilai IKM {nama} tahun {tahun}{sampai} adalah {nilai} dari {n} responden, mutu {mutu} "
        "({kinerja}).",
        nama=objek.nama,
        tahun=objek.tahun,
        sampai=until,
        nilai=format_angka(hasil.nilai),
        n=format_angka(hasil.n),
        mutu=hasil.mutu.value if hasil.mutu else "–",
        kinerja=hasil.kinerja or "–",
    )


def reliance_words(bahan: BahanTahunan) -> str:
    """Say how far the index can be relied on: its margin, and what that does not know."""
    teliti = bahan.laporan.ketelitian
    words = (margin_words(teliti), chance_words(teliti))
    return " ".join(w for w in words if w)


def hidden_words(kind: str) -> str:
    """Say that not all parts are shown; ``kind`` is what they are, ``UPP`` or ``layanan``."""
    return t(
        "Sebagian {kind} tidak dirinci untuk menjaga kerahasiaan responden, karena ada yang jawabannya "
        "terlalu sedikit.",
        kind=kind,
    )


def mean_name(bahan: BahanTahunan) -> str:
    """Name the mean of the UPP; where some are hidden it is that of the others."""
    return t("Rata-rata UPP yang dirinci") if bahan.upp_tersembunyi else t("Rata-rata UPP")


def _mean_words(bahan: BahanTahunan, rekap: RekapPemprov) -> str:
    if rekap.rata_rata is None:
        return t("Nilai itu menghitung semua responden bersama-sama (gabungan responden).")
    if bahan.upp_tersembunyi:
        return t(
            "Nilai itu menghitung semua responden bersama-sama (gabungan responden). Rata-rata UPP "
            "yang dirinci di sini {rata}.",
            rata=format_angka(rekap.rata_rata),
        )
    return t(
        "Nilai itu menghitung semua responden bersama-sama (gabungan responden). Bila setiap UPP "
        "dihitung sama, rata-ratanya {rata}.",
        rata=format_angka(rekap.rata_rata),
    )


def place_words(
    places: Iterable[tuple[str, Kedudukan | None]], kind: str, *, equal: bool
) -> tuple[str, ...]:
    """Name the parts that stand above, and those that stand below, all others together.

    Args:
        places: each with its name, and its group; None for one that cannot be compared.
        kind: what they are, ``UPP`` or ``layanan``.
        equal: whether their figures are all the same.
    """
    known = [(name, place) for name, place in places if place is not None]
    if len(known) < 2:
        return ()
    if equal:
        return (t("Nilai semua {kind} sama.", kind=kind),)
    found = []
    for place, words in (
        (Kedudukan.ATAS, t("Nilai di atas {kind} lain bersama-sama: {daftar}.")),
        (Kedudukan.BAWAH, t("Nilai di bawah {kind} lain bersama-sama: {daftar}.")),
    ):
        names = [name for name, at in known if at is place]
        if names:
            found.append(words.format(kind=kind, daftar=list_names(names)))
    if not found:
        return (
            t(
                "Perbedaan nilai di antara {kind} belum dapat dibedakan dari kebetulan.",
                kind=kind,
            ),
        )
    return (" ".join(found),)


def _province_blok(bahan: BahanTahunan, rekap: RekapPemprov) -> Blok:
    words = list(
        place_words(
            [(row.upp.nama, row.kedudukan) for row in rekap.baris],
            t("UPP"),
            equal=len({row.hasil.nilai for row in rekap.baris}) == 1,
        )
    )
    if bahan.upp_tersembunyi:
        words.append(hidden_words(t("UPP")))
    tables = [decree_table(rekap.baris)] if rekap.baris else []
    if rekap.tanpa_jawaban:
        tables.append(missing_table(rekap))
    return Blok(tuple(words), tuple(tables))


def hasil_blok(bahan: BahanTahunan) -> Blok:
    """Return the index of the year.

    Its tables are ``ikm``, for the province ``satuan_kerja`` and, with such UPP, ``tanpa_jawaban``,
    and ``unsur``; its chart is ``grafik_unsur``. Without answers there is one sentence.
    """
    hasil, rekap = bahan.hasil, bahan.rekap
    if not hasil.n:
        return Blok((nothing_words(bahan),))
    text = [index_words(bahan), reliance_words(bahan)]
    isi: list[Table | Chart | Photo] = [_index_table(bahan)]
    if rekap is not None:
        text.insert(1, _mean_words(bahan, rekap))
        province = _province_blok(bahan, rekap)
        text += province.text
        isi += province.isi
    return Blok(tuple(text), (*isi, unsur_table(hasil), unsur_chart(hasil)))


def umum_blok(bahan: BahanTahunan) -> Blok:
    """Return the general ratings; its table is ``umum``, its chart ``grafik_umum``."""
    table = umum_table(bahan.laporan.figures.rekap)
    counts = [row[1].value for row in table.rows]
    people = [n if isinstance(n, int) else 0 for n in counts]
    if not sum(people):
        return Blok()
    words: tuple[str, ...] = ()
    if sum(people) >= N_UJI and people.count(max(people)) == 1:
        row = table.rows[people.index(max(people))]
        words = (
            t(
                "Penilaian umum yang paling banyak dipilih adalah “{nama}”: {n} orang ({persen}).",
                nama=row[0].text,
                n=row[1].text,
                persen=row[2].text,
            ),
        )
    chart = Chart(
        "grafik_umum",
        t("Penilaian umum responden"),
        ChartKind.BATANG,
        tuple(row[0].text for row in table.rows),
        (Series(t("Orang"), tuple(people)),),
        Palette.AKSEN,
        Format.BULAT,
    )
    return Blok(words, (table, replace(chart, alt=bar_words(chart, t("orang")))))
