"""Operator: an account."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class Operator(SQLModel, table=True):
    """An account; ``upp_id`` is set for the roles of an UPP only. Never deleted once used.

    ``harus_ganti`` is set while the password is one that somebody else has seen. ``oidc_sub`` names the
    person at the provider of logins (``domain.sesi.oidc.subject_key``); None without a link.
    """

    __tablename__ = "operator"

    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(max_length=60, unique=True)
    password_hash: str = Field(max_length=200)
    role: str = Field(max_length=30)
    upp_id: int | None = Field(default=None, foreign_key="upp.id", index=True)
    aktif: bool = True
    harus_ganti: bool = False
    oidc_sub: str | None = Field(default=None, max_length=64, index=True, unique=True)
    dibuat: datetime = Field(sa_type=UtcDateTime)
