"""Webhook: where another system is told of events, and the log of what was sent there."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class Webhook(SQLModel, table=True):
    """An address of an UPP with its UPT, or with ``upp_id`` None of the province.

    ``rahasia`` signs and is encrypted, bound to the row; until ``lama_sampai`` ``rahasia_lama`` signs
    besides. ``gagal_sejak`` is the first failure after the last success. What waits for one that is
    not ``aktif`` goes on waiting.
    """

    __tablename__ = "webhook"

    id: int | None = Field(default=None, primary_key=True)
    upp_id: int | None = Field(default=None, foreign_key="upp.id", ondelete="CASCADE", index=True)
    nama: str = Field(max_length=60)
    alamat: str = Field(max_length=500)
    peristiwa: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    rahasia: str = Field(max_length=300)
    rahasia_lama: str = Field(default="", max_length=300)
    lama_sampai: datetime | None = Field(default=None, sa_type=UtcDateTime)
    aktif: bool = True
    gagal_sejak: datetime | None = Field(default=None, sa_type=UtcDateTime)
    dibuat: datetime = Field(sa_type=UtcDateTime)
    dibuat_oleh: int = Field(foreign_key="operator.id")


class WebhookKirim(SQLModel, table=True):
    """A try to tell a webhook something: which event, when, and what came of it; not what was said."""

    __tablename__ = "webhook_kirim"
    __table_args__ = (
        Index("ix_webhook_kirim_webhook_id_id", "webhook_id", "id"),
        Index("ix_webhook_kirim_waktu", "waktu"),
    )

    id: int | None = Field(default=None, primary_key=True)
    webhook_id: int = Field(foreign_key="webhook.id", ondelete="CASCADE")
    kunci: str = Field(max_length=120)
    peristiwa: str = Field(max_length=40)
    waktu: datetime = Field(sa_type=UtcDateTime)
    percobaan: int
    berhasil: bool
    hasil: str = Field(max_length=300)
    lama_ms: int
