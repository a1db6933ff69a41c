"""Parts that several reports share: the tables and charts of an index, and its small print."""

import base64
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.ikm import (
    HasilIkm,
    Metode,
    NilaiUnsur,
    rentang_mutu,
    round_half_up,
)
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import Periode, local_date
from sekampadi.domain.survei.responden import PenilaianUmum, words_of
from sekampadi.domain.survei.unsur import SKOR
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.ketelitian import margin_name, margin_small_print
from sekampadi.reports.build.small_cells import HIDDEN_MARK, SmallCells, hidden_notes, visible
from sekampadi.reports.model import (
    Cell,
    Chart,
    ChartKind,
    Format,
    KeyFigure,
    Palette,
    Series,
    Table,
)

HUNDRED = Decimal(100)
BELUM = t("belum ada data")
_BOBOT = {Metode.SEKAMPADI: "0.111", Metode.TEPAT: "(1/9)", Metode.PERMEN: "0.11"}


def bulat(value: int | None, rumus: str = "", empty: str = "–") -> Cell:
    """Make a cell of a whole number."""
    return Cell(value, Format.BULAT, empty, rumus if value is not None else "")


def desimal(value: Decimal | None, rumus: str = "", empty: str = "–") -> Cell:
    """Make a cell of a decimal."""
    return Cell(value, Format.DESIMAL, empty, rumus if value is not None else "")


def selisih(value: Decimal | int | None) -> Cell:
    """Make a cell of a change."""
    return Cell(value, Format.SELISIH)


def mutu(hasil: HasilIkm | NilaiUnsur) -> tuple[Cell, Cell]:
    """Make the cells of a class, its letter and its words."""
    found = hasil.mutu
    return Cell(found and found.value, Format.MUTU), Cell(found and found.kinerja)


def share(part: int | None, whole: int, rumus: str = "", empty: str = "–") -> Cell:
    """Make a cell of a share of a hundred, with one decimal."""
    if part is None or not whole:
        return Cell(None, Format.PERSEN, empty)
    return Cell(round_half_up(Fraction(100 * part, whole), 1), Format.PERSEN, rumus=rumus)


def letterhead_lines(letterhead: Letterhead) -> dict[str, str]:
    """Return the lines of a report that make its letterhead."""
    return {
        "instansi": letterhead.identitas.pemerintah.upper(),
        "aksen": letterhead.identitas.aksen,
        "logo": base64.b64encode(letterhead.logo).decode(),
    }


def period_lines(periode: Periode) -> dict[str, str]:
    """Return the lines that say of which days a report speaks."""
    hari = t("Periode survei: {hari}", hari=periode.label_hari)
    return {"label": periode.nama, "periode": hari}


def index_figures(
    hasil: HasilIkm, ketelitian: Ketelitian, nama: str = t("Nilai IKM")
) -> tuple[KeyFigure, ...]:
    """Return the key figures of an index: itself, its margin, its class and the numbers behind it."""
    letter, words = mutu(hasil)
    few, margin = BELUM, ketelitian.margin_bebas
    if ketelitian.n:
        few = t("terlalu sedikit untuk margin") if ketelitian.sedikit else ketelitian.sebab
    if ketelitian.semua:
        few, margin = t("semua penerima layanan menjawab"), None
    minimum = t("belum diketahui")
    if ketelitian.mustahil:
        minimum = t("periksa jumlah penerima layanan")
    return (
        KeyFigure("nilai_ikm", nama, desimal(hasil.nilai, empty=BELUM)),
        # Without the correction, which stands in a sentence beside it: it goes by a typed number.
        KeyFigure("margin", margin_name(ketelitian), desimal(margin, empty=few)),
        KeyFigure("mutu", t("Mutu pelayanan"), letter),
        KeyFigure("kinerja", t("Kinerja pelayanan"), words),
        KeyFigure("n", t("Jumlah responden"), bulat(hasil.n), t("orang")),
        KeyFigure(
            "populasi",
            t("Penerima layanan"),
            bulat(ketelitian.populasi, empty=t("belum diisi")),
            t("orang"),
        ),
        KeyFigure(
            "sampel_minimum",
            t("Sampel minimum"),
            bulat(ketelitian.sampel_minimum, empty=minimum),
            t("orang"),
        ),
    )


def unsur_table(hasil: HasilIkm) -> Table:
    """Return the table of a perangkat daerah (decree, L.3), with the sums its means are made of."""
    rows = []
    for nomor, u in enumerate(hasil.unsur, start=1):
        rows.append(
            (
                bulat(nomor),
                Cell(f"{u.unsur.kode} {u.unsur.nama}"),
                Cell(u.jumlah, Format.BULAT, rumus=f"{{jawaban:{nomor}}}"),
                desimal(u.nrr, "ROUND({sel:2}/{angka:n},2)"),
                desimal(u.nik, "ROUND({sel:2}/{angka:n}*25,2)"),
                *mutu(u),
            )
        )
    total = sum(u.jumlah for u in hasil.unsur)
    mean = round_half_up(Fraction(total, 9 * hasil.n)) if hasil.n else None
    ikm = f"ROUND({{total:0:2}}/{{angka:n}}*{_BOBOT[hasil.metode]}*25,2)"
    last = (
        Cell(""),
        Cell(t("Hasil SKM / Nilai IKM")),
        bulat(total, "SUM({kolom:2})"),
        desimal(mean, "ROUND({total:0:2}/9/{angka:n},2)"),
        desimal(hasil.nilai, ikm),
        *mutu(hasil),
    )
    return Table(
        "unsur",
        t("Nilai per unsur pelayanan"),
        (
            t("No."),
            t("Unsur pelayanan"),
            t("Jumlah nilai"),
            t("NRR"),
            t("IKM"),
            t("Mutu"),
            t("Kinerja unit pelayanan"),
        ),
        tuple(rows),
        (last,),
        widths=(6, 36, 12, 10, 10, 8, 18),
        notes=(
            t(
                "IKM per unsur = NRR × 25. Nilai IKM = jumlah NRR tertimbang × 25, metode {metode}, "
                "dibulatkan sekali di akhir.",
                metode=hasil.metode.label,
            ),
        ),
    )


def total_table(hasil: HasilIkm) -> Table:
    """Return the three lines beneath the answers (decree, K.2 g)."""
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        (t("Jumlah nilai / unsur"), tuple(bulat(u.jumlah) for u in hasil.unsur)),
        (t("NRR / unsur"), tuple(desimal(u.nrr) for u in hasil.unsur)),
        (t("NRR tertimbang / unsur"), tuple(desimal(u.nrr_tertimbang) for u in hasil.unsur)),
    )
    return Table(
        "total",
        t("Rekapitulasi nilai per unsur"),
        (t("Nilai"), *(u.unsur.kode for u in hasil.unsur)),
        tuple((Cell(name), *cells) for name, cells in lines),
        widths=(26, *([9] * 9)),
    )


def sebaran_table(hasil: HasilIkm, rekap: Rekap) -> Table:
    """Return how often each of the four options was picked, per unsur."""
    heads = [text for s in SKOR for text in (t("Nilai {s}", s=s), "%")]
    rows = []
    for u, row in zip(hasil.unsur, rekap.sebaran, strict=True):
        cells = []
        for at, count in enumerate(row):
            rumus = f"ROUND({{sel:{1 + 2 * at}}}/{{angka:n}}*100,1)"
            cells += [bulat(count), share(count, rekap.n, rumus)]
        rows.append((Cell(f"{u.unsur.kode} {u.unsur.nama}"), *cells))
    return Table(
        "sebaran",
        t("Sebaran jawaban per unsur"),
        (t("Unsur pelayanan"), *heads),
        tuple(rows),
        widths=(32, *([9, 9] * 4)),
        notes=(t("Nilai 1 yang paling rendah, nilai 4 yang paling baik bagi masyarakat."),),
    )


def counted_cells(n: int | None, whole: int, rumus: str = "") -> tuple[Cell, Cell]:
    """Make the cells of a count and its share of the whole; of a hidden one (None), with its mark."""
    mark = HIDDEN_MARK if n is None else "–"
    return bulat(n, empty=mark), share(n, whole, rumus, mark)


def _cells_table(
    kunci: str, title: str, rows: list[tuple[str, int | None]], whole: int, notes: tuple[str, ...]
) -> Table:
    percent = "ROUND({sel:1}/{total:0:1}*100,1)"
    # A spreadsheet cannot add up what it is not told.
    total = "" if notes else "SUM({kolom:1})"
    return Table(
        kunci,
        title,
        (title, t("Orang"), t("Persen")),
        tuple((Cell(name), *counted_cells(n, whole, percent)) for name, n in rows),
        ((Cell(t("Jumlah")), bulat(whole, total), share(whole, whole)),),
        widths=(50, 20, 20),
        notes=notes,
    )


def umum_table(rekap: Rekap) -> Table:
    """Return the general ratings."""
    rows: list[tuple[str, int | None]] = [(t(p.label), rekap.umum[p.value]) for p in PenilaianUmum]
    return _cells_table("umum", t("Penilaian umum"), rows, sum(rekap.umum.values()), ())


def group_tables(
    groups: Mapping[str, Mapping[str, int | None]], small_cells: SmallCells, whole: int = 0
) -> tuple[Table, ...]:
    """Return the respondents in their groupings.

    ``whole`` is how many they are together, where cells are hidden already.
    """
    found = []
    for k, cells in visible(groups, small_cells).items():
        rows = [(t(words_of(k, c)), n) for c, n in cells.items()]
        notes = hidden_notes({k: cells})
        known = [n for n in groups[k].values() if n is not None]
        total = sum(known) if len(known) == len(groups[k]) else whole
        found.append(_cells_table(str(k), t(words_of(k)), rows, total, notes))
    return tuple(found)


def unsur_chart(hasil: HasilIkm) -> Chart:
    """Return the nine unsur as bars."""
    names = tuple(f"{u.unsur.kode} {u.unsur.nama}" for u in hasil.unsur)
    return Chart(
        "grafik_unsur",
        t("IKM per unsur pelayanan"),
        ChartKind.BATANG,
        names,
        (Series(t("IKM per unsur"), tuple(u.nik for u in hasil.unsur)),),
        Palette.AKSEN,
        high=HUNDRED,
        alt=t("IKM per unsur pelayanan. {kalimat}", kalimat=extremes_words(hasil)),
    )


def sebaran_chart(hasil: HasilIkm, rekap: Rekap) -> Chart:
    """Return the options picked per unsur as stacked shares."""
    return Chart(
        "grafik_sebaran",
        t("Sebaran jawaban per unsur"),
        ChartKind.TUMPUK,
        tuple(f"{u.unsur.kode} {u.unsur.nama}" for u in hasil.unsur),
        tuple(
            Series(t("Nilai {s}", s=s), tuple(row[s - 1] for row in rekap.sebaran)) for s in SKOR
        ),
        Palette.SKOR,
        Format.BULAT,
        alt=t("Bagian jawaban bernilai 1 sampai 4 pada setiap unsur; angkanya ada di tabel."),
    )


def extremes_words(hasil: HasilIkm) -> str:
    """Name the highest and the lowest unsur in a sentence, all of them where several are equal."""
    if not hasil.n:
        return t("Belum ada data.")
    sums = [u.jumlah for u in hasil.unsur]
    high = [u for u in hasil.unsur if u.jumlah == max(sums)]
    low = [u for u in hasil.unsur if u.jumlah == min(sums)]
    if len(high) == len(sums):
        return t("Semua unsur bernilai sama, {nilai}.", nilai=format_angka(high[0].nik))

    def names(unsur: Sequence[NilaiUnsur]) -> str:
        return "; ".join(f"{u.unsur.kode} {u.unsur.nama}" for u in unsur)

    return t(
        "Tertinggi {atas} ({a}), terendah {bawah} ({b}).",
        atas=names(high),
        a=format_angka(high[0].nik),
        bawah=names(low),
        b=format_angka(low[0].nik),
    )


def closing_notes(
    hasil: HasilIkm,
    ketelitian: Ketelitian,
    periode: Periode,
    dibaca: datetime,
    printed: date | datetime,
    *,
    dua_arah: bool = False,
) -> tuple[str, ...]:
    """Return the small print of a report: classes, method, margin, and the days behind it.

    Args:
        dua_arah: as in :func:`~sekampadi.reports.build.ketelitian.margin_small_print`.
    """
    today = local_date(dibaca)
    notes = [
        t("Mutu: {rentang}", rentang="  |  ".join(rentang_mutu())),
        method_note(hasil),
        *margin_small_print(ketelitian, dua_arah=dua_arah),
    ]
    if periode.sampai is None or periode.sampai > today:
        notes.append(t("Data sampai dengan {tanggal}", tanggal=format_tanggal(today)))
    return (*notes, printed_note(printed))


def method_note(hasil: HasilIkm) -> str:
    """Say by which weight method an index was computed."""
    return t("Metode: {metode}", metode=hasil.metode.label)


def printed_note(printed: date | datetime) -> str:
    """Say on which day a document was made."""
    day = local_date(printed) if isinstance(printed, datetime) else printed
    return t("Dicetak {tanggal}", tanggal=format_tanggal(day))


def saran_parts(saran: object, sejak: date | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the table of suggestions, if any, and what is said of those that are not there.

    Texts of before ``sejak`` were deleted; None when none of the period was.
    """
    if sejak is not None:
        since = format_tanggal(sejak)
        said = t("Teks saran dari sebelum {hari} dihapus sesuai masa simpan.", hari=since)
    else:
        said = "" if saran else t("Tidak ada kritik atau saran pada periode ini.")
    return ("saran",) if saran else (), (said,) if said else ()
