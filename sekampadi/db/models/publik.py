"""Public figures of closed triwulan: frozen nodes of the province, and changes that wait.

A node (*simpul*) is the province, an UPP together with its UPT, an UPP or a layanan, as the
province was on the day of the freeze. Its counters are the sum of those of its layanan, so that
no two public figures can disagree.
"""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table
from sqlmodel import SQLModel

from sekampadi.db.models.rekap import counters
from sekampadi.db.types import UtcDateTime

PublikSimpul = Table(
    "publik_simpul",
    SQLModel.metadata,
    Column("kunci", String(40), primary_key=True),
    Column("triwulan", Date, primary_key=True),
    Column("induk", String(40)),
    Column("tampil", Boolean),
    Column("sel", JSON(none_as_null=True)),
    Column("dibekukan", UtcDateTime, nullable=False),
    *counters(),
    Index("ix_publik_simpul_triwulan", "triwulan"),
)
"""By node and triwulan; ``triwulan`` is its first day.

``tampil`` is NULL while nothing is decided: an UPP that published early is frozen by itself, and
the province's row comes with the freeze of all. ``sel`` holds the people per cell that everyone
may read, null for a hidden cell, as they were at the freeze: they never change.
"""

PublikTunda = Table(
    "publik_tunda",
    SQLModel.metadata,
    Column("triwulan", Date, primary_key=True),
    Column("layanan_id", Integer, ForeignKey("layanan.id"), primary_key=True),
    # No foreign key: it only tells one change from another.
    Column("jawaban_id", Integer, primary_key=True),
    *counters(),
)
"""What has changed in a frozen triwulan and is not public yet, signed, answer by answer.

A removal that is restored leaves nothing behind. Frozen counters and these together are what
the counters say.
"""

PublikLepas = Table(
    "publik_lepas",
    SQLModel.metadata,
    Column("triwulan", Date, primary_key=True),
    Column("layanan_id", Integer, ForeignKey("layanan.id"), primary_key=True),
    Column("jawaban_id", Integer, primary_key=True),
    Column("awal", Boolean, nullable=False),
    Column("di_dalam", Boolean, nullable=False),
    Index("ix_publik_lepas_jawaban_id", "jawaban_id"),
)
"""Which answers have changed public figures after the freeze.

``awal``: it was in them at the freeze; ``di_dalam``: it is in them now. One that has changed them
once is not counted among the five of a later change: three readings would leave it alone.
"""
