"""Invitations, what says that they were used, and the box in which answers wait that came by them.

None of these tables holds a moment or a number that counts up, and what names their rows is random to
whoever lacks the secret of the program: their order says nothing (decision 85). In SQLite they have no
hidden row number either.
"""

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from sekampadi.domain.integrasi.undangan import REFERENSI_MAX

_WAITS = text("isi <> ''")


class Undangan(SQLModel, table=True):
    """An invitation. ``kunci`` is a keyed hash of its link's secret, ``minggu`` the week of its making.

    ``terpakai`` is the week in which the answers entered the statistics among which its own is; empty
    while it was not used, or its answer still waits.
    """

    __tablename__ = "undangan"
    __table_args__ = (
        Index("ix_undangan_layanan_id_referensi", "layanan_id", "referensi", unique=True),
        Index("ix_undangan_minggu", "minggu"),
        {"sqlite_with_rowid": False},
    )

    kunci: str = Field(max_length=32, primary_key=True)
    layanan_id: int = Field(foreign_key="layanan.id")
    referensi: str = Field(max_length=REFERENSI_MAX)
    minggu: str = Field(max_length=8)
    terpakai: str = Field(default="", max_length=8)


class UndanganTerpakai(SQLModel, table=True):
    """Says that a link was used: a keyed hash of an invitation's name, which only the program can make."""

    __tablename__ = "undangan_terpakai"
    __table_args__ = ({"sqlite_with_rowid": False},)

    tanda: str = Field(max_length=32, primary_key=True)
    minggu: str = Field(max_length=8)


class KotakJawaban(SQLModel, table=True):
    """An answer that came by an invitation and waits until it enters the statistics together with others.

    ``kunci`` is a keyed hash of the survey's identity, so that it is taken once. ``isi`` is what was
    answered, as JSON; empty when it has entered, and the row only says that it was sent.
    """

    __tablename__ = "kotak_jawaban"
    __table_args__ = (
        Index(
            "ix_kotak_jawaban_layanan_id",
            "layanan_id",
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
        {"sqlite_with_rowid": False},
    )

    kunci: str = Field(max_length=32, primary_key=True)
    layanan_id: int = Field(foreign_key="layanan.id")
    perangkat_id: int = Field(foreign_key="perangkat.id")
    minggu: str = Field(max_length=8)
    tanda: int = 0
    isi: str = Field(sa_type=Text)


class UndanganBulan(SQLModel, table=True):
    """How many invitations of a layanan were made in a month, and how many answers by such entered in it."""

    __tablename__ = "undangan_bulan"
    __table_args__ = (CheckConstraint("dibuat >= 0 AND dijawab >= 0", "jumlah"),)

    layanan_id: int = Field(foreign_key="layanan.id", primary_key=True)
    bulan: str = Field(max_length=7, primary_key=True)
    dibuat: int = 0
    dijawab: int = 0
