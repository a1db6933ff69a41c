"""Choices with the words in which people read them."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A choice: what is stored and, behind it, its words."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a choice. Only who looks one up gives no words."""
        choice = str.__new__(cls, value)
        choice._value_, choice.label = value, label
        return choice
