"""Jawaban: one filled-in survey, anonymous."""

import uuid as uuid_module
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, false, text
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime
from sekampadi.domain.survei.responden import USIA_MAX, USIA_MIN
from sekampadi.domain.survei.unsur import URUTAN

_SCORES = ("umum", *(u.field for u in URUTAN))
_MARKED = text("tanda <> 0 AND NOT ditinjau AND dihapus_pada IS NULL")
_COMPLAINT = text("pengaduan AND dihapus_pada IS NULL")
_REMOVED = text("dihapus_pada IS NOT NULL")
_SPOKEN = text("saran_sidik IS NOT NULL")
_IN_BURST = text("beruntun IS NOT NULL")
_SAID = text("saran <> '' AND dihapus_pada IS NULL")


class Sumber(StrEnum):
    """The way an answer came in."""

    DARING = "daring"
    KIOSK = "kiosk"
    KERTAS = "kertas"
    API = "api"


class Jawaban(SQLModel, table=True):
    """An answer: who (an age and some choices), nine scores, and what the person wrote.

    ``uuid`` is made where the survey begins; its unique constraint makes a repeated submit
    change nothing. ``tanggal`` is the day in the province's calendar, stored beside the
    moment so that no period is ever compared with a timestamp. ``tempat_id`` is 0 until
    places below a layanan exist. There is no name, address or device.

    An answer with ``dihapus_pada`` was removed by a moderator and counts nowhere.
    ``tanda`` holds the marks of ``domain.moderasi.Tanda``; ``ditinjau`` says that somebody has
    looked and found nothing wrong, ``pengaduan`` that the suggestion is a complaint, as a moderator
    reads it; it counts like any other. ``durasi_detik`` counts from the start that the server
    signed, or is what the browser says; None when nobody knows. ``saran_sidik`` is the same for
    suggestions that say the same (``domain.moderasi.sidik_saran``). ``beruntun`` is a random
    name shared by the answers of one burst; nothing about where they came from is in it.
    """

    __tablename__ = "jawaban"
    __table_args__ = (
        Index("ix_jawaban_layanan_id_tanggal", "layanan_id", "tanggal", "id"),
        Index("ix_jawaban_tanggal", "tanggal", "id"),
        Index(
            "ix_jawaban_perlu_ditinjau",
            "tanggal",
            "id",
            sqlite_where=_MARKED,
            postgresql_where=_MARKED,
        ),
        Index(
            "ix_jawaban_dihapus",
            "dihapus_pada",
            "id",
            sqlite_where=_REMOVED,
            postgresql_where=_REMOVED,
        ),
        Index(
            "ix_jawaban_dihapus_tanggal",
            "tanggal",
            "id",
            sqlite_where=_REMOVED,
            postgresql_where=_REMOVED,
        ),
        Index(
            "ix_jawaban_dihapus_layanan",
            *("layanan_id", "tanggal", "id"),
            sqlite_where=_REMOVED,
            postgresql_where=_REMOVED,
        ),
        Index(
            "ix_jawaban_perlu_layanan",
            *("layanan_id", "tanggal", "id"),
            sqlite_where=_MARKED,
            postgresql_where=_MARKED,
        ),
        Index(
            "ix_jawaban_pengaduan",
            *("tanggal", "id"),
            sqlite_where=_COMPLAINT,
            postgresql_where=_COMPLAINT,
        ),
        Index(
            "ix_jawaban_pengaduan_layanan",
            *("layanan_id", "tanggal", "id"),
            sqlite_where=_COMPLAINT,
            postgresql_where=_COMPLAINT,
        ),
        Index("ix_jawaban_usia", "usia", "tanggal", "id"),
        Index(
            "ix_jawaban_saran_sidik",
            *("layanan_id", "saran_sidik", "waktu"),
            sqlite_where=_SPOKEN,
            postgresql_where=_SPOKEN,
        ),
        Index(
            "ix_jawaban_beruntun",
            "beruntun",
            sqlite_where=_IN_BURST,
            postgresql_where=_IN_BURST,
        ),
        Index(
            "ix_jawaban_saran",
            *("layanan_id", "tanggal", "id"),
            sqlite_where=_SAID,
            postgresql_where=_SAID,
        ),
        Index(
            "ix_jawaban_saran_tanggal",
            *("tanggal", "id"),
            sqlite_where=_SAID,
            postgresql_where=_SAID,
        ),
        CheckConstraint(f"usia BETWEEN {USIA_MIN} AND {USIA_MAX}", "usia"),
        CheckConstraint(" AND ".join(f"{column} BETWEEN 1 AND 4" for column in _SCORES), "skor"),
    )

    id: int | None = Field(default=None, primary_key=True)
    uuid: uuid_module.UUID = Field(unique=True)
    layanan_id: int = Field(foreign_key="layanan.id")
    perangkat_id: int = Field(foreign_key="perangkat.id")
    tempat_id: int = 0
    sumber: str = Field(max_length=10)
    waktu: datetime = Field(sa_type=UtcDateTime)
    tanggal: date
    usia: int
    jenis_kelamin: str = Field(max_length=1)
    pendidikan: str = Field(max_length=20)
    pekerjaan: str = Field(max_length=30)
    umum: int
    u1: int
    u2: int
    u3: int
    u4: int
    u5: int
    u6: int
    u7: int
    u8: int
    u9: int
    saran: str = Field(default="", sa_type=Text)
    saran_sidik: int | None = Field(default=None, sa_type=BigInteger)
    durasi_detik: int | None = None
    tanda: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    ditinjau: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    pengaduan: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    beruntun: uuid_module.UUID | None = None
    dihapus_pada: datetime | None = Field(default=None, sa_type=UtcDateTime)
    dihapus_oleh: str = Field(default="", max_length=60, sa_column_kwargs={"server_default": ""})
    alasan_hapus: str = Field(default="", max_length=500, sa_column_kwargs={"server_default": ""})


class SaranRilis(SQLModel, table=True):
    """A suggestion that a moderator has released; without a row, which is how all begin, it is not shown."""

    __tablename__ = "saran_rilis"

    jawaban_id: int = Field(foreign_key="jawaban.id", primary_key=True, ondelete="CASCADE")
    dirilis_pada: datetime = Field(sa_type=UtcDateTime)
    dirilis_oleh: str = Field(max_length=60)
