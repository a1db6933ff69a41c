"""Laporan tahunan: what people write into the annual reports, and indices of before (decree, L.3)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class LaporanTahunan(SQLModel, table=True):
    """The annual report of an UPP, or of the province, of a year.

    ``seri`` is ``provinsi`` or ``upp:3``, as of a published sheet. ``versi`` grows with every part
    that is written.
    """

    __tablename__ = "laporan_tahunan"
    __table_args__ = (UniqueConstraint("seri", "tahun"),)

    id: int | None = Field(default=None, primary_key=True)
    seri: str = Field(max_length=40)
    upp_id: int | None = Field(default=None, foreign_key="upp.id", index=True)
    tahun: int
    versi: int = 0
    dibuat_pada: datetime = Field(sa_type=UtcDateTime)
    dibuat_oleh: str = Field(max_length=60)


class NaskahTahunan(SQLModel, table=True):
    """What somebody wrote as a part of an annual report. Never changed: the newest version counts.

    ``isi`` is that of ``domain.tahunan.naskah.IsiNaskah``; of one that takes the words away it is
    an empty text.
    """

    __tablename__ = "naskah_tahunan"
    __table_args__ = (
        UniqueConstraint("laporan_id", "bagian", "versi"),
        CheckConstraint("versi > 0", "versi"),
    )

    id: int | None = Field(default=None, primary_key=True)
    laporan_id: int = Field(foreign_key="laporan_tahunan.id")
    bagian: str = Field(max_length=20)
    versi: int
    isi: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    ditulis_pada: datetime = Field(sa_type=UtcDateTime)
    ditulis_oleh: str = Field(max_length=60)


class DrafTahunan(SQLModel, table=True):
    """What a person has typed into a part and not saved yet.

    ``versi`` is that of the part when the typing began, 0 for one that nobody had written. ``isi``
    has beside the words the ``tiket`` of the form that they were typed in.
    """

    __tablename__ = "draf_tahunan"

    operator_id: int = Field(foreign_key="operator.id", primary_key=True)
    laporan_id: int = Field(foreign_key="laporan_tahunan.id", primary_key=True)
    bagian: str = Field(max_length=20, primary_key=True)
    versi: int
    isi: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    diubah_pada: datetime = Field(sa_type=UtcDateTime)


class FotoTahunan(SQLModel, table=True):
    """A photo of the survey in an annual report, with its caption.

    ``kunci`` and ``sidik`` as of a file of evidence. Photos stand in the order of ``urutan``.
    """

    __tablename__ = "foto_tahunan"
    __table_args__ = (UniqueConstraint("laporan_id", "sidik"),)

    id: int | None = Field(default=None, primary_key=True)
    laporan_id: int = Field(foreign_key="laporan_tahunan.id")
    kunci: str = Field(max_length=32, unique=True)
    sidik: str = Field(max_length=64, index=True)
    keterangan: str = Field(max_length=200)
    urutan: int
    ukuran: int
    diunggah_pada: datetime = Field(sa_type=UtcDateTime)
    diunggah_oleh: str = Field(max_length=60)


class IkmLama(SQLModel, table=True):
    """An index of a year before SEKAMPADI, as somebody typed it in from an earlier report.

    ``nilai`` is text with two places: exact on both databases. ``n`` is None where nobody knows.
    Of one that was taken out ``nilai`` is empty: the row stays, so that ``versi`` goes on and nobody
    writes over what he has not seen.
    """

    __tablename__ = "ikm_lama"

    seri: str = Field(max_length=40, primary_key=True)
    tahun: int = Field(primary_key=True)
    nilai: str = Field(max_length=6)
    n: int | None = None
    sumber: str = Field(max_length=200)
    versi: int = 1
    diubah_pada: datetime = Field(sa_type=UtcDateTime)
    diubah_oleh: str = Field(max_length=60)
