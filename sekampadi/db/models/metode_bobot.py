"""Metode bobot: which weight method holds from which day."""

from datetime import date

from sqlmodel import Field, SQLModel


class MetodeBobot(SQLModel, table=True):
    """The province-wide method from ``berlaku_dari`` on, until a later row."""

    __tablename__ = "metode_bobot"

    berlaku_dari: date = Field(primary_key=True)
    metode: str = Field(max_length=20)
