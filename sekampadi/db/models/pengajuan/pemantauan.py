"""Pemantauan: where codes hang, who was visited, and what was found there (decree, M.5 and M.6)."""

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class KodeTerpasang(SQLModel, table=True):
    """A QR code that hangs or stands somewhere; ``dilepas_pada`` is None while it does.

    ``sidik`` and ``kunci`` are those of its photo, empty for none.
    """

    __tablename__ = "kode_terpasang"

    id: int | None = Field(default=None, primary_key=True)
    upp_id: int = Field(foreign_key="upp.id", index=True)
    layanan_id: int | None = Field(default=None, foreign_key="layanan.id")
    tempat: str = Field(max_length=200)
    media: str = Field(max_length=20)
    tanggal: date
    keterangan: str = Field(default="", max_length=200)
    sidik: str = Field(default="", max_length=64, index=True)
    kunci: str = Field(default="", max_length=32, index=True)
    ukuran: int = 0
    dilepas_pada: date | None = None
    dicatat_pada: datetime = Field(sa_type=UtcDateTime)
    dicatat_oleh: str = Field(max_length=60)


class Kunjungan(SQLModel, table=True):
    """A visit, or another look at how an UPP keeps its survey."""

    __tablename__ = "kunjungan"

    id: int | None = Field(default=None, primary_key=True)
    upp_id: int = Field(foreign_key="upp.id", index=True)
    tanggal: date
    jenis: str = Field(max_length=20)
    petugas: str = Field(max_length=300)
    catatan: str = Field(default="", sa_type=Text)
    versi: int = 1
    dicatat_pada: datetime = Field(sa_type=UtcDateTime)
    dicatat_oleh: str = Field(max_length=60)


class Temuan(SQLModel, table=True):
    """What was found on a visit, what is to be done about it, and what was done.

    ``penulis_id`` is who wrote it, and is told what was done. ``catatan`` says what that lacks;
    the next answer empties it.
    """

    __tablename__ = "temuan"

    id: int | None = Field(default=None, primary_key=True)
    kunjungan_id: int = Field(foreign_key="kunjungan.id", index=True)
    penulis_id: int = Field(foreign_key="operator.id")
    uraian: str = Field(sa_type=Text)
    rekomendasi: str = Field(default="", sa_type=Text)
    penanggung_jawab: str = Field(default="", max_length=200)
    target: date | None = None
    tindakan: str = Field(default="", sa_type=Text)
    catatan: str = Field(default="", sa_type=Text)
    selesai_pada: date | None = None
    versi: int = 1
    diubah_pada: datetime = Field(sa_type=UtcDateTime)
    diubah_oleh: str = Field(max_length=60)
