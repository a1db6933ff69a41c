"""Sesi: a login, and the ticket that begins it. Only hashes of the secrets are stored."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class Sesi(SQLModel, table=True):
    """A login session; the cookie holds the secret, this row its hash.

    ``terakhir`` is when its person last typed or clicked, to a minute; ``gawai`` is in our words.
    """

    __tablename__ = "sesi"

    token_hash: str = Field(max_length=64, primary_key=True)
    operator_id: int = Field(foreign_key="operator.id", index=True)
    dibuat: datetime = Field(sa_type=UtcDateTime)
    berlaku_sampai: datetime = Field(sa_type=UtcDateTime, index=True)
    terakhir: datetime = Field(sa_type=UtcDateTime)
    gawai: str = Field(default="", max_length=60)


class TiketMasuk(SQLModel, table=True):
    """A single-use ticket of a few seconds, exchanged for the cookie of a session.

    ``kabar`` says that the owner has to be told something of the second factor.
    """

    __tablename__ = "tiket_masuk"

    token_hash: str = Field(max_length=64, primary_key=True)
    operator_id: int = Field(foreign_key="operator.id", index=True)
    berlaku_sampai: datetime = Field(sa_type=UtcDateTime, index=True)
    kabar: bool = False
