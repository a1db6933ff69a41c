"""Saran rilis: which suggestions a moderator has released for the leaders' wall."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class SaranRilis(SQLModel, table=True):
    """A released suggestion. Without a row, which is how all begin, it is not shown on the wall."""

    __tablename__ = "saran_rilis"

    jawaban_id: int = Field(foreign_key="jawaban.id", primary_key=True, ondelete="CASCADE")
    dirilis_pada: datetime = Field(sa_type=UtcDateTime)
    dirilis_oleh: str = Field(max_length=60)
