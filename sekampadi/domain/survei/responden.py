"""Who answered, without saying who it was: the four groups of the publication sheet (decree, L.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

USIA_MIN, USIA_MAX = 10, 110


class JenisKelamin(StrEnum):
    """Sex as the decree prints it."""

    LAKI_LAKI = "L"
    PEREMPUAN = "P"

    @property
    def label(self) -> str:
        """The words of the form."""
        return {"L": "Laki-laki", "P": "Perempuan"}[self.value]


class Pendidikan(StrEnum):
    """Highest education completed."""

    SD = "SD/MI"
    SMP = "SMP/MTs"
    SMA = "SMA/K/MA"
    DIPLOMA = "D1-D3"
    SARJANA = "D4/S-1"
    PASCASARJANA = "S2/S3"

    @property
    def label(self) -> str:
        """The words of the form."""
        return self.value


class Pekerjaan(StrEnum):
    """Occupation."""

    ASN = "ASN"
    TNI_POLRI = "TNI/POLRI"
    SWASTA = "Pegawai Swasta"
    WIRASWASTA = "Wiraswasta/Usahawan"
    PELAJAR = "Pelajar/Mahasiswa"
    MASYARAKAT = "Masyarakat"

    @property
    def label(self) -> str:
        """The words of the form."""
        return self.value


class KelompokUsia(StrEnum):
    """Age classes of the publication sheet."""

    SAMPAI_19 = "<=19"
    U20_25 = "20-25"
    U26_35 = "26-35"
    U36_45 = "36-45"
    U46_55 = "46-55"
    MULAI_56 = ">=56"

    @property
    def label(self) -> str:
        """The words of the sheet."""
        return {"<=19": "≤ 19 tahun", ">=56": "≥ 56 tahun"}.get(
            self.value, f"{self.value.replace('-', '–')} tahun"
        )

    @classmethod
    def of(cls, usia: int) -> "KelompokUsia":
        """Return the class an age in whole years belongs to."""
        for upper, kelompok in zip((19, 25, 35, 45, 55), cls, strict=False):
            if usia <= upper:
                return kelompok
        return cls.MULAI_56


class PenilaianUmum(StrEnum):
    """The general question (decree, K.1 d), best first as on the screen."""

    SANGAT_BAIK = "4"
    BAIK = "3"
    KURANG_BAIK = "2"
    BURUK = "1"

    @property
    def label(self) -> str:
        """The words under the face."""
        return {"4": "Sangat baik", "3": "Baik", "2": "Kurang baik", "1": "Buruk"}[self.value]


class Kelompok(StrEnum):
    """The four groupings of respondents, by the names of their fields."""

    JENIS_KELAMIN = "jenis_kelamin"
    USIA = "usia"
    PENDIDIKAN = "pendidikan"
    PEKERJAAN = "pekerjaan"

    @property
    def label(self) -> str:
        """The heading of the grouping."""
        return {
            "jenis_kelamin": "Jenis kelamin",
            "usia": "Usia",
            "pendidikan": "Pendidikan",
            "pekerjaan": "Pekerjaan",
        }[self.value]

    @property
    def cells(self) -> tuple[JenisKelamin | KelompokUsia | Pendidikan | Pekerjaan, ...]:
        """The classes of the grouping, in their order on the sheet."""
        return _CELLS[self]


_CELLS: dict[Kelompok, tuple[JenisKelamin | KelompokUsia | Pendidikan | Pekerjaan, ...]] = {
    Kelompok.JENIS_KELAMIN: tuple(JenisKelamin),
    Kelompok.USIA: tuple(KelompokUsia),
    Kelompok.PENDIDIKAN: tuple(Pendidikan),
    Kelompok.PEKERJAAN: tuple(Pekerjaan),
}


@dataclass(frozen=True, slots=True)
class Responden:
    """One respondent: an age in years and three choices; never a name (UU 27/2022)."""

    usia: int
    jenis_kelamin: JenisKelamin
    pendidikan: Pendidikan
    pekerjaan: Pekerjaan

    @property
    def groups(self) -> Mapping[Kelompok, str]:
        """The cell this respondent falls into, per grouping."""
        return {
            Kelompok.JENIS_KELAMIN: self.jenis_kelamin.value,
            Kelompok.USIA: KelompokUsia.of(self.usia).value,
            Kelompok.PENDIDIKAN: self.pendidikan.value,
            Kelompok.PEKERJAAN: self.pekerjaan.value,
        }


def parse_usia(text: object) -> int:
    """Read an age as a person types it.

    Args:
        text: whatever came from the form.

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
