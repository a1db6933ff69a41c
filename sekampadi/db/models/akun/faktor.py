"""Faktor kedua: the second factor of an account, and logins that wait for it."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class FaktorKedua(SQLModel, table=True):
    """The secret that an account shares with its owner's application; a row means that it counts.

    ``rahasia`` is encrypted, ``langkah`` the last step whose code was taken. ``gagal`` counts the wrong
    codes since ``gagal_sejak``: right ones do not begin it anew. ``dasar`` is how many of them a recovery
    code has made good, ``diberi_tahu`` of how many the owner was told at a login. ``pemulihan_pada`` is
    when a recovery code was last used.
    """

    __tablename__ = "faktor_kedua"

    operator_id: int = Field(primary_key=True, foreign_key="operator.id")
    rahasia: str = Field(max_length=200)
    langkah: int = Field(sa_type=BigInteger)
    gagal: int = 0
    gagal_sejak: datetime | None = Field(default=None, sa_type=UtcDateTime)
    dasar: int = 0
    diberi_tahu: int = 0
    pemulihan_pada: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sejak: datetime = Field(sa_type=UtcDateTime)


class CalonFaktor(SQLModel, table=True):
    """A secret that was shown and is not confirmed yet."""

    __tablename__ = "calon_faktor"

    operator_id: int = Field(primary_key=True, foreign_key="operator.id")
    rahasia: str = Field(max_length=200)
    dibuat: datetime = Field(sa_type=UtcDateTime)


class KodePemulihan(SQLModel, table=True):
    """The hash of a recovery code that was not used yet."""

    __tablename__ = "kode_pemulihan"

    id: int | None = Field(default=None, primary_key=True)
    operator_id: int = Field(foreign_key="operator.id", index=True)
    kode_hash: str = Field(max_length=100)


class MasukTertunda(SQLModel, table=True):
    """A login whose password was right and whose second step is still to come.

    ``percobaan`` counts what was typed, ``salah`` the codes among it that were counted as wrong ones.
    ``tab_hash`` names the tab, where it goes on when another process has it.
    """

    __tablename__ = "masuk_tertunda"

    token_hash: str = Field(max_length=64, primary_key=True)
    operator_id: int = Field(foreign_key="operator.id", index=True)
    berlaku_sampai: datetime = Field(sa_type=UtcDateTime, index=True)
    percobaan: int = 0
    salah: int = 0
    tab_hash: str = Field(default="", max_length=64)
