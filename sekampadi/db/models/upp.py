"""UPP: an office that serves the public."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class JenisUpp(StrEnum):
    """What kind of office an UPP is."""

    DINAS = "Dinas"
    BADAN = "Badan"
    BIRO = "Biro"
    RUMAH_SAKIT = "Rumah Sakit"
    UPT = "UPT"
    LAINNYA = "Lainnya"


class Upp(SQLModel, table=True):
    """An office. ``kode`` never changes; ``induk_id`` names the parent of an UPT.

    ``ditutup_pada`` is the moment it was deactivated; None while it is active, or when it was
    closed before that was kept.
    """

    __tablename__ = "upp"

    id: int | None = Field(default=None, primary_key=True)
    kode: str = Field(max_length=80, unique=True)
    nama: str = Field(max_length=200)
    jenis: str = Field(max_length=30)
    induk_id: int | None = Field(default=None, foreign_key="upp.id", index=True)
    aktif: bool = True
    ditutup_pada: datetime | None = Field(default=None, sa_type=UtcDateTime)
