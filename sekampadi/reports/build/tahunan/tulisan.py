"""What people have written into an annual report, as blocks."""

from collections.abc import Sequence

from sekampadi.domain.publik.pohon import SEDIKIT
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.model import Cell, Table
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.naskah import BagianTertulis

BELUM_DIISI = t("[BELUM DIISI: lengkapi di menu Laporan Tahunan]")
"""What stands where only a person can write, and nobody has."""
TERTUTUP = t(
    "Tidak ditampilkan untuk menjaga kerahasiaan responden, karena jawabannya kurang dari {n}.",
    n=SEDIKIT,
)
"""What stands where figures were taken out (``services.tahunan.lindung``)."""
SEBUT = 12
"""Names in a sentence; what is beyond them stands in a table."""


def find_tertulis(bahan: BahanTahunan, kunci: str) -> BagianTertulis | None:
    """Find a part by its name; None for one that such a report does not have."""
    return next((b for b in bahan.bagian if b.bagian.kunci == kunci), None)


def few_words(bahan: BahanTahunan) -> str:
    """Say how many answered in a year of so few that no figure of it is shown."""
    return t(
        "Jawaban Survei Kepuasan Masyarakat {nama} tahun {tahun} berjumlah {n}. Nilainya tidak "
        "ditampilkan untuk menjaga kerahasiaan responden, karena jawabannya kurang dari {least}.",
        nama=bahan.objek.nama,
        tahun=bahan.objek.tahun,
        n=format_angka(bahan.n),
        least=SEDIKIT,
    )


def own_words(bahan: BahanTahunan, kunci: str) -> tuple[str, ...]:
    """Return the paragraphs of a part; none for one that is empty, or not of this report."""
    found = find_tertulis(bahan, kunci)
    return found.isi.alinea if found else ()


def words_blok(bahan: BahanTahunan, kunci: str) -> Blok:
    """Return a part that is all a person's, or says that it is not written yet."""
    found = find_tertulis(bahan, kunci)
    if found is None:
        return Blok()
    return Blok((BELUM_DIISI,) if found.hilang else found.isi.alinea)


def lines_blok(bahan: BahanTahunan, kunci: str) -> Blok:
    """Return a part that is a table, its lines numbered, or says that it is not written yet."""
    found = find_tertulis(bahan, kunci)
    if found is None:
        return Blok()
    bagian, lines = found.bagian, found.isi.baris
    if not lines:
        return Blok((BELUM_DIISI,) if found.hilang else ())
    return Blok(
        isi=(
            Table(
                bagian.kunci,
                bagian.judul,
                (t("No."), *(k.judul for k in bagian.kolom)),
                tuple(
                    (bulat(at), *(Cell(cell or None) for cell in line))
                    for at, line in enumerate(lines, start=1)
                ),
                widths=(1, *(6.0 * k.lebar for k in bagian.kolom)),
            ),
        )
    )


def list_names(names: Sequence[str], most: int = SEBUT) -> str:
    """Write names in a row, ``A; B; C``; of very many the first, and that there are others."""
    said = "; ".join(names[:most])
    return said if len(names) <= most else t("{nama}; dan lainnya", nama=said)


def join_words(parts: Sequence[str], last: str = t("dan")) -> str:
    """Write parts of a sentence in a row, ``a, b, dan c``, or with another ``last`` word."""
    if len(parts) < 3:
        return f" {last} ".join(parts)
    return f"{', '.join(parts[:-1])}, {last} {parts[-1]}"
