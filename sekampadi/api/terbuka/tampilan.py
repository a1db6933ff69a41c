"""What card and badge say, in words; the same for both."""

from dataclasses import dataclass
from enum import StrEnum

from sekampadi.domain.ikm import Mutu
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.i18n import format_angka, t
from sekampadi.services.publikasi.terbuka.sematan import Sematan


class Tema(StrEnum):
    """In which colours it is shown."""

    OTOMATIS = "otomatis"
    """As the visitor has set his device."""
    TERANG = "terang"
    GELAP = "gelap"

    @classmethod
    def of(cls, text: str) -> "Tema":
        """Return the theme an address asks for; the visitor's own for anything else."""
        return cls(text) if text in {*cls} else cls.OTOMATIS


@dataclass(frozen=True, slots=True)
class Isi:
    """The words of a card or badge; without a sheet the figures are empty."""

    nama: str
    nilai: str = ""  # with a comma
    mutu: str = ""  # the letter
    kinerja: str = ""
    dasar: str = ""  # period and how many answered
    pesan: str = ""  # what else is to be known, a sentence
    hasil: str = ""  # address of the page of results; empty for what is unknown

    @property
    def kalimat(self) -> str:
        """All of it in one sentence, for who hears it."""
        if not self.nilai:
            return t("Indeks Kepuasan Masyarakat {nama}: {pesan}", nama=self.nama, pesan=self.pesan)
        said = t(
            "Indeks Kepuasan Masyarakat {nama}: {nilai}, mutu {mutu} ({kinerja}), {dasar}.",
            **{"nama": self.nama, "nilai": self.nilai, "mutu": self.mutu},
            **{"kinerja": self.kinerja, "dasar": self.dasar},
        )
        return f"{said} {self.pesan}".rstrip()


_CHANGED = t("Angkanya berubah setelah terbit; lembar perbaikan dapat menyusul.")
"""What ``/hasil`` tells with figures, in a few words: there is little room."""


def _basis(row: PublikasiRow) -> str:
    return t("{periode} · {n} responden", periode=row.periode.label, n=format_angka(row.n))


def show_sematan(found: Sematan) -> Isi:
    """Write what is published of a part, or that nothing is."""
    row, gone = found.lembar, found.ditarik
    said = ""
    if gone is not None:
        said = t("Hasil {periode} ditarik, belum ada gantinya.", periode=gone.periode.label)
    if row is None:
        return Isi(
            found.nama, pesan=said or t("Belum ada hasil yang diterbitkan."), hasil=found.hasil
        )
    return Isi(
        found.nama,
        row.nilai.replace(".", ","),
        row.mutu,
        Mutu(row.mutu).kinerja,
        _basis(row),
        said or (_CHANGED if found.berubah else ""),
        found.hasil,
    )


def show_unknown(words: str) -> Isi:
    """Write what stands where an address names nothing: the site that shows it sees why."""
    return Isi(t("Tidak ditemukan"), pesan=words)
