"""Delegation: who acts for an official while he is away (Plh.) or his office is vacant (Plt.)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import Role
from sekampadi.i18n import t

PERAN = (Role.PIMPINAN_UPP, Role.KETUA_TIM, Role.KABAG_TATALAKSANA)
"""The officials of both SOP; those who only operate the system get an account instead."""
LAMA_MAX = timedelta(days=366)


class BentukDelegasi(Labelled):
    """In what way somebody acts for an official."""

    PLH = "plh", t("Plh.")
    PLT = "plt", t("Plt.")


@dataclass(frozen=True, slots=True)
class Sebagai:
    """As what a person makes a move."""

    peran: Role
    bentuk: BentukDelegasi | None = None  # None for the own role

    @property
    def label(self) -> str:
        """How a line of time says it, ``Plh. Pimpinan UPP``."""
        return f"{self.bentuk.label} {self.peran.label}" if self.bentuk else self.peran.label


@dataclass(frozen=True, slots=True)
class IsianDelegasi:
    """A delegation as entered."""

    peran: Role
    bentuk: BentukDelegasi
    dari: date
    sampai: date
    dasar: str


def parse_delegasi(isian: Mapping[str, object], today: date) -> IsianDelegasi:
    """Read the form of a delegation: ``peran``, ``bentuk``, ``dari``, ``sampai`` and ``dasar``.

    Raises:
        FieldErrors: ``peran.*``, ``bentuk.*``, ``dari.*``, ``sampai.*``, ``dasar.*``.
    """
    reader = FormReader(isian)
    peran = reader.choice("peran", t("Pejabat yang digantikan"), Role)
    if peran is not None and peran not in PERAN:
        reader.wrong("peran", "peran.unknown", t("Pilih pejabat yang digantikan dari daftar."))
    bentuk = reader.choice("bentuk", t("Bentuk"), BentukDelegasi)
    dari = reader.day("dari", t("Mulai"))
    sampai = reader.day("sampai", t("Sampai"))
    if sampai is not None and sampai < today:
        reader.wrong("sampai", "sampai.past", t("Hari terakhir tidak boleh sebelum hari ini."))
    if dari is not None and sampai is not None:
        if dari > sampai:
            reader.wrong("sampai", "sampai.reversed", t("Hari terakhir harus sesudah hari mulai."))
        elif sampai - dari > LAMA_MAX:
            reader.wrong("sampai", "sampai.too_long", t("Delegasi paling lama satu tahun."))
    dasar = reader.text("dasar", t("Nomor surat"), least=3, most=200)
    reader.check()
    if peran is None or bentuk is None or dari is None or sampai is None:
        raise AssertionError("unreachable: the reader has refused it")
    return IsianDelegasi(peran, bentuk, dari, sampai, dasar)
