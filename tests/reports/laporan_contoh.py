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


SUDUT = ("Prioritas perbaikan", "Pertahankan", "Prioritas rendah", "Sudah lebih dari cukup")
RHO = ("0.49", "0.65", "0.45", "0.34", "0.58", "0.51", "0.33", "-0.05", "0.69")


def quadrants(
    nama: str = "",
    x: tuple[str | None, ...] = NRR,
    y: tuple[str | None, ...] = RHO,
    lines: tuple[str, str] = ("3.47", "0.44"),
) -> Chart:
    """Return points in quadrants; its lines need not be the means of the points."""
    labels = tuple(nama or f"{u.kode} {u.nama}" for u in URUTAN)
    series = (
        Series("Kinerja", tuple(v and D(v) for v in x)),
        Series("Kepentingan tersirat", tuple(v and D(v) for v in y)),
    )
    bounds = (("rata-rata", D(lines[0])), ("rata-rata", D(lines[1])))
    return Chart("kuadran", "Kuadran", ChartKind.KUADRAN, labels, series, Palette.AKSEN, bounds=bounds, areas=SUDUT)  # fmt: skip


def rho_of(line: int, column: int) -> Decimal | None:
    """Return what stands in the triangle of :func:`triangle`; one of its cells cannot be computed."""
    return None if (line, column) == (4, 1) else D(line * 9 - column * 17).scaleb(-2)


def triangle(nama: str = "") -> Chart:
    """Return a matrix whose columns are its lines."""
    labels = tuple(nama or f"{u.kode} {u.nama}" for u in URUTAN)
    series = tuple(
        Series(name, tuple(rho_of(i, j) for i in range(9))) for j, name in enumerate(labels)
    )
    return Chart("segitiga", "Rho", ChartKind.PETA, labels, series, Palette.AKSEN, high=D(1))


def matrix(nama: str = "") -> Chart:
    """Return a matrix of other columns than lines."""
    labels = tuple(nama or f"{u.kode} {u.nama}" for u in URUTAN)
    heads = (nama or "Jenis kelamin", "Usia", "Pendidikan")
    series = tuple(
        Series(head, tuple(D(25 * (i + j)).scaleb(-3) for i in range(9)))
        for j, head in enumerate(heads)
    )
    return Chart("peta", "Epsilon", ChartKind.PETA, labels, series, Palette.AKSEN, high=D("0.26"))


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
            *(
                Chart(k.value, k.value, k, ("a", "b"), (none,))
                for k in ChartKind
                if k is not ChartKind.KUADRAN
            ),
            quadrants(x=(None,) * 9, y=(None,) * 9),
            Chart("tanpa", "Tanpa", ChartKind.BATANG, (), (Series("n", ()),)),
        ),
    )  # fmt: skip
