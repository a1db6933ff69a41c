"""Audit: who did what, when."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class Audit(SQLModel, table=True):
    """One act of a person; ``operator_id`` is None for the command line and failed logins.

    Rows are added and never changed or deleted: the database refuses it. Each holds the mark of the
    row before it and its own (``domain.audit.rantai``); ``kunci`` names the key of the mark, and is
    empty in rows from before the chain.
    """

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    waktu: datetime = Field(sa_type=UtcDateTime, index=True)
    operator_id: int | None = Field(default=None, foreign_key="operator.id", index=True)
    aksi: str = Field(max_length=60)
    objek: str = Field(default="", max_length=120, index=True)
    rincian: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    kunci: str = Field(default="", max_length=8, sa_column_kwargs={"server_default": ""})
    jejak_lalu: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    jejak: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
