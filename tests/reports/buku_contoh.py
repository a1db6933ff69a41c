"""A long report made by hand: three chapters, twelve tables, eight charts."""

from dataclasses import replace

from sekampadi.reports.model import Book, Report, Section
from tests.reports.laporan_contoh import charts, full, unsur_table

KALIMAT = (
    "Survei Kepuasan Masyarakat dilaksanakan sepanjang tahun pada seluruh unit pelayanan publik, "
    "dan hasilnya menjadi dasar rencana tindak lanjut. "
)
PANJANG = "Kedudukan, letak geografis dan demografis wilayah pelayanan beserta sumber daya aparatur yang melayani"
COVER = ("Pemerintah Provinsi Kalimantan Barat", "Pontianak", "2026")
TABLES, CHARTS = 12, 8
CHAPTERS = ("Bab I Pendahuluan", "Bab II Analisis & Hasil SKM", "Bab III Penutup")


def book(
    tables: int = TABLES, figures: int = CHARTS, *, contents: bool = True, landscape: bool = False
) -> Report:
    """Return a report whose every third table is longer than a page."""
    rows = unsur_table()
    all_tables = tuple(
        replace(rows, kunci=f"t{i}", title=f"Nilai per unsur ke-{i}", rows=rows.rows * (1 + i % 3 * 2))
        for i in range(1, tables + 1)
    )  # fmt: skip
    all_charts = tuple(
        replace(charts()[i % 3], kunci=f"c{i}", title=f"Sebaran ke-{i}", alt=f"Kata tentang {i}")
        for i in range(1, figures + 1)
    )
    front = [
        Section("Ringkasan Eksekutif", (), (KALIMAT * 6,) * 4),
        Section("Kata Pengantar", (), (KALIMAT * 20,)),
        *([Section("Daftar Isi", contents=True)] if contents else []),
    ]
    body: list[Section] = []
    for n, chapter in enumerate(CHAPTERS):
        body.append(Section(chapter, (), (KALIMAT * 5,) * 2))
        own = [x.kunci for x in all_tables[n::3]], [x.kunci for x in all_charts[n::3]]
        for part, names in zip(("Tabel-tabel", "Gambar-gambar"), own, strict=True):
            body.append(Section(f"{part} {n + 1}", tuple(names), (KALIMAT * 2,), 2))
        body.append(Section(f"{PANJANG} {n + 1}", (), (KALIMAT,) * 3, 3))
    return replace(
        full(),
        title="Laporan Tahunan SKM",
        tables=all_tables,
        charts=all_charts,
        sections=(*front, *body),
        landscape=landscape,
        book=Book(COVER),
    )


def listed(*, contents: bool = True) -> list[tuple[str, int]]:
    """Return the headings of that report as the contents list them, with their levels."""
    front = ["Ringkasan Eksekutif", "Kata Pengantar"]
    front += ["Daftar Isi", "Daftar Tabel", "Daftar Gambar"] if contents else []
    found = [(title, 1) for title in front]
    for n, chapter in enumerate(CHAPTERS, start=1):
        found += [(chapter, 1), (f"Tabel-tabel {n}", 2), (f"Gambar-gambar {n}", 2), (f"{PANJANG} {n}", 3)]  # fmt: skip
    return found


def captions() -> tuple[list[str], list[str]]:
    """Return the captions of its tables and of its figures, in their order."""
    tables = [i for n in range(3) for i in range(1 + n, TABLES + 1, 3)]
    figures = [i for n in range(3) for i in range(1 + n, CHARTS + 1, 3)]
    return (
        [f"Tabel {at}. Nilai per unsur ke-{i}" for at, i in enumerate(tables, start=1)],
        [f"Gambar {at}. Sebaran ke-{i}" for at, i in enumerate(figures, start=1)],
    )
