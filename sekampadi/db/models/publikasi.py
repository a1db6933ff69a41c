"""Publikasi: a published sheet, frozen; the marks such sheets bear; the log of the media."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime

_CURRENT = text("digantikan_pada IS NULL AND ditarik_pada IS NULL")


class Publikasi(SQLModel, table=True):
    """A published sheet. Nothing but ``digantikan_*``, ``ditarik_*`` and ``terbuka`` is ever changed.

    ``seri`` names what it speaks of (``provinsi``, ``upp:3``, ``upt:3`` with its UPT,
    ``layanan:7``); sheets of one ``seri`` and period differ by ``revisi``, and at most one of them
    is current. ``urut`` counts per ``penerbit`` and year. ``isi`` holds all figures as they were;
    what lists show stands beside it. ``nilai`` is text with two places: exact on both databases.
    ``terbuka``: its figures are those that everyone may read; older sheets, published before public
    figures were decided jointly, are not, and are read under their check code only.
    """

    __tablename__ = "publikasi"
    __table_args__ = (
        UniqueConstraint("seri", "dari", "sampai", "revisi"),
        UniqueConstraint("penerbit", "tahun", "urut", "revisi"),
        Index(
            "uq_publikasi_berlaku",
            "seri",
            "dari",
            "sampai",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        Index("ix_publikasi_seri_sampai", "seri", "sampai"),
    )

    id: int | None = Field(default=None, primary_key=True)
    nomor: str = Field(max_length=160, unique=True)
    kode: str = Field(max_length=20, unique=True)
    seri: str = Field(max_length=40)
    upp_id: int | None = Field(default=None, foreign_key="upp.id", index=True)
    layanan_id: int | None = Field(default=None, foreign_key="layanan.id")
    penerbit: str = Field(max_length=80)
    tahun: int
    urut: int
    dari: date
    sampai: date
    revisi: int
    alasan: str = Field(default="", max_length=500)
    n: int
    nilai: str = Field(max_length=6)
    mutu: str = Field(max_length=1)
    isi: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    waktu: datetime = Field(sa_type=UtcDateTime)
    oleh: str = Field(max_length=60)
    operator_id: int | None = Field(default=None, foreign_key="operator.id")
    digantikan_pada: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ditarik_pada: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ditarik_oleh: str = Field(default="", max_length=60)
    alasan_tarik: str = Field(default="", max_length=500)
    terbuka: bool = Field(default=True, sa_column_kwargs={"server_default": false()})


class PublikasiLogo(SQLModel, table=True):
    """A mark that published sheets bear, as PNG; it stays when the government takes another.

    ``isi["identitas"]["logo"]`` of a sheet names it; empty there for the application's own mark.
    """

    __tablename__ = "publikasi_logo"

    sidik: str = Field(max_length=64, primary_key=True)
    isi: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class PublikasiMedia(SQLModel, table=True):
    """One showing of a sheet. ``bukti`` names the photo in the data folder; empty for none."""

    __tablename__ = "publikasi_media"

    id: int | None = Field(default=None, primary_key=True)
    publikasi_id: int = Field(foreign_key="publikasi.id", index=True)
    jenis: str = Field(max_length=20)
    tanggal: date
    alamat: str = Field(default="", max_length=500)
    keterangan: str = Field(default="", max_length=200)
    bukti: str = Field(default="", max_length=64)
    dicatat_pada: datetime = Field(sa_type=UtcDateTime)
    dicatat_oleh: str = Field(max_length=60)
