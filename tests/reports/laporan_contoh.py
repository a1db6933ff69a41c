"""Reports made by hand: one that has everything, one with hostile texts, one that is empty."""

from datetime import date
from decimal import Decimal

from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.reports.model import (
    Cell,
    Chart,
    ChartKind,
    Format,
    KeyFigure,
    Palette,
    Report,
    Section,
    Series,
    Table,
)

JUMLAH = (101, 97, 98, 109, 95, 98, 102, 96, 109)
NRR = ("3.48", "3.34", "3.38", "3.76", "3.28", "3.38", "3.52", "3.31", "3.76")
HOSTILE = "<script>alert(1)</script> & \"Biro\" 'x' 😀 \x00\x0b ≤ =1+1"
NAMA_200 = ("Unit Pelaksana Teknis Pengujian Mutu Barang dan Jasa " * 5)[:200].strip()
KOP = {"instansi": "PEMERINTAH PROVINSI", "aksen": "#1B5E3B", "logo": ""}
D = Decimal


def unsur_table(nama: str = "") -> Table:
    rows = tuple(
        (
            Cell(nama or f"{u.kode} {u.nama}"),
            Cell(j, Format.BULAT),
            Cell(D(r), Format.DESIMAL, rumus="ROUND({sel:1}/{angka:n},2)"),
            Cell("B", Format.MUTU),
        )
        for u, j, r in zip(URUTAN, JUMLAH, NRR, strict=True)
    )
    total = (
        Cell("Nilai IKM"),
        Cell(905, Format.BULAT, rumus="SUM({kolom})"),
        Cell(D("86.60"), Format.DESIMAL, rumus="ROUND({total:0:1}/{angka:n}*0.111*25,2)"),
        Cell(None, Format.MUTU),
    )
    return Table("unsur", "Nilai per unsur", ("Unsur", "Jumlah", "NRR", "Mutu"), rows, (total,))


def text_table(*texts: str) -> Table:
    rows = tuple(
        (Cell(date(2023, 3, 31), Format.TANGGAL), Cell(text), Cell(D("-0.35"), Format.SELISIH))
        for text in texts
    )
    return Table("saran", "Saran", ("Tanggal", "Saran", "Perubahan"), rows)


def charts(nama: str = "") -> tuple[Chart, ...]:
    labels = tuple(nama or u.nama for u in URUTAN)
    spread = tuple(Series(f"Nilai {s}", tuple(range(s, s + 9))) for s in range(1, 5))
    means = Series("NRR", tuple(D(r) for r in NRR), tuple(D("0.2") for _ in NRR))
    return (
        Chart("batang", "NRR", ChartKind.BATANG, labels, (means,), Palette.AKSEN, high=D(4)),
        Chart("tumpuk", "Sebaran", ChartKind.TUMPUK, labels, spread, Palette.SKOR, Format.BULAT),
        Chart(
            "garis", "Tren", ChartKind.GARIS, ("I", "II", "III"), (Series("IKM", (D("86.18"), None, D(90))),), low=D(60), high=D(100)
        ),
    )  # fmt: skip


def full(nama: str = "Biro Organisasi", *, landscape: bool = False) -> Report:
    """Return a report with everything in it."""
    return Report(
        "laporan",
        "LAPORAN",
        nama,
        {**KOP, "periode": "Triwulan I 2023"},
        (
            KeyFigure("nilai_ikm", "Nilai IKM", Cell(D("86.60"), Format.DESIMAL)),
            KeyFigure("n", "Responden", Cell(29, Format.BULAT), "orang"),
            KeyFigure("populasi", "Penerima", Cell(None, Format.BULAT, "belum diisi"), "orang"),
        ),
        (unsur_table(), text_table("Baik sekali", HOSTILE, "-2+3", "@SUM(1)", nama)),
        ("Paragraf pembuka.",),
        ("Metode: sekampadi (bobot 0,111)",),
        charts(),
        (
            Section("Hasil", ("unsur", "batang", "tumpuk"), ("Kalimat.",)),
            Section("Lainnya", ("garis", "saran")),
        ),
        landscape,
    )


def empty() -> Report:
    """Return a report of a period in which nobody answered."""
    none = Series("n", (None, None))
    return Report(
        "laporan",
        "LAPORAN",
        "Biro",
        {**KOP},
        (KeyFigure("nilai_ikm", "Nilai IKM", Cell(None, Format.DESIMAL, "belum ada data")),),
        (Table("unsur", "Nilai", ("Unsur", "NRR"), (), ((Cell("Jumlah"), Cell(None, Format.DESIMAL)),)),),
        (),
        (),
        (
            *(Chart(k.value, k.value, k, ("a", "b"), (none,)) for k in ChartKind),
            Chart("tanpa", "Tanpa", ChartKind.BATANG, (), (Series("n", ()),)),
        ),
    )  # fmt: skip
