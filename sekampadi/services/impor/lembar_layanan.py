"""The sheet of many layanan, read without the database: another process does it."""

from typing import Final

from sekampadi.services.impor.berkas_excel import BarisLembar, read_rows

BARIS_MAX: Final = 2000
LEMBAR: Final = "Layanan"
KOLOM: Final = ("UPP", "Jenis Layanan", "Biaya", "Standar Waktu")


def read_layanan(data: bytes) -> list[BarisLembar]:
    """Read the rows of a file.

    Raises:
        DomainError: ``impor.*`` when it cannot be taken as a whole.
    """
    return read_rows(data, lembar=LEMBAR, columns=12, rows_max=BARIS_MAX)
