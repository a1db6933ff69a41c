"""Who answered, without saying who it was: fields, choices, and the groups of the sheet (decree, L.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

USIA_MIN, USIA_MAX = 10, 110
NOT_ASKED: Final = False
"""Behind a choice that nobody is offered: one of former days, or what those have who were not asked."""


class Choice(StrEnum):
    """A choice of a field, or a class of ages: what is stored, its number, and its words.

    The number is its column in the counters, its place in frozen cells and its key on paper. It
    is never changed and never given to another, so the lines of a class may be put in any order
    and new ones anywhere. A line is never taken out: it gets :data:`NOT_ASKED`.
    """

    nomor: int
    label: str
    asked: bool

    def __new__(cls, value: str, nomor: int = 0, label: str = "", asked: bool = True) -> Self:
        """Make a choice; without a label it is its own. Only who looks one up gives no number."""
        choice = str.__new__(cls, value)
        choice._value_ = value
        choice.nomor, choice.label, choice.asked = nomor, label or value, asked
        return choice

    @classmethod
    def by_number(cls) -> tuple[Self, ...]:
        """Return all choices in the order of their numbers, in which lists of cells are stored."""
        return tuple(sorted(cls, key=lambda choice: choice.nomor))


class JenisKelamin(Choice):
    """Sex as the decree prints it."""

    LAKI_LAKI = "L", 1, "Laki-laki"
    PEREMPUAN = "P", 2, "Perempuan"


class Pendidikan(Choice):
    """Highest education completed."""

    SD = "SD/MI", 1
    SMP = "SMP/MTs", 2
    SMA = "SMA/K/MA", 3
    DIPLOMA = "D1-D3", 4
    SARJANA = "D4/S-1", 5
    PASCASARJANA = "S2/S3", 6


class Pekerjaan(Choice):
    """Occupation."""

    ASN = "ASN", 1
    TNI_POLRI = "TNI/POLRI", 2
    SWASTA = "Pegawai Swasta", 3
    WIRASWASTA = "Wiraswasta/Usahawan", 4
    PELAJAR = "Pelajar/Mahasiswa", 5
    MASYARAKAT = "Masyarakat", 6


class KelompokUsia(Choice):
    """Age classes of the publication sheet."""

    SAMPAI_19 = "<=19", 1, "≤ 19 tahun"
    U20_25 = "20-25", 2, "20–25 tahun"
    U26_35 = "26-35", 3, "26–35 tahun"
    U36_45 = "36-45", 4, "36–45 tahun"
    U46_55 = "46-55", 5, "46–55 tahun"
    MULAI_56 = ">=56", 6, "≥ 56 tahun"

    @classmethod
    def of(cls, usia: int) -> "KelompokUsia":
        """Return the class an age in whole years belongs to."""
        bounds = (
            *((19, cls.SAMPAI_19), (25, cls.U20_25), (35, cls.U26_35)),
            *((45, cls.U36_45), (55, cls.U46_55)),
        )
        return next((kelompok for upper, kelompok in bounds if usia <= upper), cls.MULAI_56)


class PenilaianUmum(Labelled):
    """The general question (decree, K.1 d), best first as on the screen."""

    SANGAT_BAIK = "4", "Sangat baik"
    BAIK = "3", "Baik"
    KURANG_BAIK = "2", "Kurang baik"
    BURUK = "1", "Buruk"


@dataclass(frozen=True, slots=True)
class _Field:
    """What screens, paper and tables need to know of a field."""

    label: str
    kind: type[Choice]  # what is chosen, or the classes in which it is counted
    asked_as: str = ""  # what the survey asks for, where it says more: a noun, "Pilih" precedes it
    short: str = ""  # the heading of a narrow column
    ordered: bool = False  # the choices go from low to high, which lists and tables keep


class Kelompok(StrEnum):
    """A field of the respondent, by the name of its column, and a grouping of the sheet.

    In the order of the sheet. This is the one declaration: survey, paper entry, questionnaire,
    template, tables, counters, reports and sheet are made of it.
    """

    about: _Field

    def __new__(cls, value: str, about: _Field) -> Self:
        """Make a field."""
        kelompok = str.__new__(cls, value)
        kelompok._value_ = value
        kelompok.about = about
        return kelompok

    JENIS_KELAMIN = "jenis_kelamin", _Field("Jenis kelamin", JenisKelamin, short="JK")
    USIA = "usia", _Field("Usia", KelompokUsia)
    PENDIDIKAN = (
        "pendidikan",
        _Field("Pendidikan", Pendidikan, asked_as="Pendidikan terakhir", ordered=True),
    )
    PEKERJAAN = "pekerjaan", _Field("Pekerjaan", Pekerjaan)

    @property
    def label(self) -> str:
        """The heading of the grouping."""
        return self.about.label

    @property
    def asked_as(self) -> str:
        """The question of the survey."""
        return self.about.asked_as or self.label

    @property
    def cells(self) -> tuple[Choice, ...]:
        """The classes of the grouping, in their order on the sheet."""
        return tuple(self.about.kind)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The classes that a person is offered."""
        return tuple(c for c in self.cells if c.asked)

    @property
    def by_letter(self) -> bool:
        """Whether a choice is a single letter, which is typed as it is."""
        return all(len(c.value) == 1 for c in self.cells)


CHOSEN: Final = tuple(k for k in Kelompok if k is not Kelompok.USIA)
"""The fields that are chosen from a list."""
FIELDS: Final = tuple(k.value for k in (Kelompok.USIA, *CHOSEN))
"""The names of the fields, in the order in which they are asked."""
_WORDS: Final = {
    **{(k.value, ""): k.label for k in Kelompok},
    **{(k.value, c.value): c.label for k in Kelompok for c in k.cells},
}


def words_of(kelompok: str, cell: str = "") -> str:
    """Return the words of a grouping or of its cell; of one unknown here, what is stored."""
    return _WORDS.get((kelompok, cell)) or cell or kelompok.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Responden:
    """One respondent: an age in years and some choices; never a name (UU 27/2022)."""

    usia: int
    jenis_kelamin: JenisKelamin
    pendidikan: Pendidikan
    pekerjaan: Pekerjaan

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Make one of its fields by name, an age in years and choices as they are stored."""
        chosen: dict[str, Any] = {k.value: k.about.kind(values[k.value]) for k in CHOSEN}
        return cls(usia=values["usia"], **chosen)

    @property
    def columns(self) -> dict[str, int | str]:
        """What is stored of it, by column."""
        return {"usia": self.usia, **{k.value: getattr(self, k.value).value for k in CHOSEN}}

    @property
    def groups(self) -> Mapping[str, str]:
        """The cell this respondent falls into, per grouping."""
        usia = KelompokUsia.of(self.usia)
        return {k: usia if k is Kelompok.USIA else getattr(self, k.value) for k in Kelompok}


def parse_usia(text: object) -> int:
    """Read an age as a person types it.

    Raises:
        DomainError: ``usia.missing``, ``usia.not_a_number`` or ``usia.out_of_range``.
    """
    value = str(text if text is not None else "").strip()
    if not value:
        raise DomainError("usia.missing", t("Isi usia Anda dalam tahun."))
    # ASCII digits only: int() would take "٣٣" and "1_0", and a person who types them meant neither.
    if not (value.isascii() and value.isdigit()):
        raise DomainError("usia.not_a_number", t("Usia diisi dengan angka bulat, misalnya 35."))
    usia = int(value[:9])
    if not USIA_MIN <= usia <= USIA_MAX:
        raise DomainError(
            "usia.out_of_range",
            t("Usia harus antara {min} dan {max} tahun.", min=USIA_MIN, max=USIA_MAX),
        )
    return usia
