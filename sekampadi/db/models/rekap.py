"""Rekap: the counters, by day and by month, kept in the transaction of the answer.

They are plain tables rather than classes: sixty columns of one kind, which nobody
handles one by one. :mod:`sekampadi.db.counters` turns their rows into ``domain.rekap.Rekap``.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table
from sqlmodel import SQLModel

from sekampadi.domain.survei.responden import Kelompok, PenilaianUmum
from sekampadi.domain.survei.unsur import SKOR, URUTAN

CELL_COLUMNS: dict[Kelompok, dict[str, str]] = {
    k: {cell.value: f"{k.value}_{cell.nomor}" for cell in k.cells} for k in Kelompok
}
"""Per grouping the column of each cell, ``usia_1``, by what is stored of the cell."""

COUNTER_COLUMNS: tuple[str, ...] = (
    "n",
    "total_kuadrat",
    *(f"{u.field}_{s}" for u in URUTAN for s in SKOR),
    *(column for cells in CELL_COLUMNS.values() for column in cells.values()),
    *(f"umum_{p.value}" for p in PenilaianUmum),
)
"""The counters, in the order of every rekap table."""


def counters() -> list[Column[int]]:
    """Make the columns of the counters, for one table."""
    return [Column(name, Integer, nullable=False, server_default="0") for name in COUNTER_COLUMNS]


def _layanan_key() -> list[Column[int]]:
    # tempat_id is 0 while there are no places: NULL cannot be part of a key.
    return [
        Column("layanan_id", Integer, ForeignKey("layanan.id"), primary_key=True),
        Column("tempat_id", Integer, primary_key=True),
    ]


RekapHari = Table(
    "rekap_hari",
    SQLModel.metadata,
    *_layanan_key(),
    Column("sumber", String(10), primary_key=True),
    Column("tanggal", Date, primary_key=True),
    *counters(),
    Index("ix_rekap_hari_tanggal", "tanggal"),
)
"""By layanan, place, source and day."""

RekapBulan = Table(
    "rekap_bulan",
    SQLModel.metadata,
    *_layanan_key(),
    Column("sumber", String(10), primary_key=True),
    Column("bulan", Date, primary_key=True),
    *counters(),
    Index("ix_rekap_bulan_bulan", "bulan"),
)
"""By layanan, place, source and month; ``bulan`` is the month's first day."""

RekapUppBulan = Table(
    "rekap_upp_bulan",
    SQLModel.metadata,
    Column("upp_id", Integer, ForeignKey("upp.id"), primary_key=True),
    Column("sumber", String(10), primary_key=True),
    Column("bulan", Date, primary_key=True),
    *counters(),
    Index("ix_rekap_upp_bulan_bulan", "bulan"),
)
"""By UPP (its own layanan only), source and month."""

RekapUppHari = Table(
    "rekap_upp_hari",
    SQLModel.metadata,
    Column("upp_id", Integer, ForeignKey("upp.id"), primary_key=True),
    Column("sumber", String(10), primary_key=True),
    Column("tanggal", Date, primary_key=True),
    *counters(),
    Index("ix_rekap_upp_hari_tanggal", "tanggal"),
)
"""By UPP (its own layanan only), source and day: for odd days of the province, and to find a page."""
