"""Outbox: what has to be told, written with its cause; and which process tells it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class Outbox(SQLModel, table=True):
    """A message. ``kunci`` makes a repeated cause change nothing; ``isi`` holds ids, no secrets.

    ``berikut`` is when it is tried next. Whoever takes it moves that into the future and counts
    ``percobaan`` up: when he dies, it is due again by itself, and what he reports too late no
    longer counts. ``operator_id`` is whom it is for, None for messages of the program to itself. Those to another
    system have its ``webhook_id``; of one ``objek`` (a sheet, a plan) they go one after another.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_status_berikut", "status", "berikut"),
        Index("ix_outbox_status_selesai", "status", "selesai"),
        Index("ix_outbox_webhook_id_objek_id", "webhook_id", "objek", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kunci: str = Field(max_length=120, unique=True)
    jenis: str = Field(max_length=20)
    operator_id: int | None = Field(default=None, foreign_key="operator.id", ondelete="CASCADE")
    webhook_id: int | None = Field(default=None, foreign_key="webhook.id", ondelete="CASCADE")
    objek: str = Field(default="", max_length=80)
    isi: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    status: str = Field(max_length=10)
    percobaan: int = 0
    dibuat: datetime = Field(sa_type=UtcDateTime)
    berikut: datetime = Field(sa_type=UtcDateTime)
    selesai: datetime | None = Field(default=None, sa_type=UtcDateTime)
    galat: str = Field(default="", max_length=300)


class Pekerja(SQLModel, table=True):
    """Which process does a kind of work, and until when it is believed to live."""

    __tablename__ = "pekerja"

    nama: str = Field(max_length=40, primary_key=True)
    pemegang: str = Field(max_length=60)
    sampai: datetime = Field(sa_type=UtcDateTime)
