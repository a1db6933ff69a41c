"""The demonstration's offices: the province's perangkat daerah, biro, rumah sakit and main UPT.

The structure follows Perda Kalbar 8/2016 as amended by Perda 5/2021. The services are the usual
ones of such offices; only those of Biro Organisasi are taken from the decree (K.2 d).
"""

from dataclasses import dataclass
from functools import cache

from sekampadi.db.models import JenisUpp

BIRO_ORGANISASI = "biro-organisasi"
BAPENDA = "bapenda"


@dataclass(frozen=True, slots=True)
class ContohLayanan:
    """A service as it is seeded."""

    kode: str
    nama: str
    biaya: str
    standar_waktu: str


@dataclass(frozen=True, slots=True)
class ContohUpp:
    """An office as it is seeded, and what makes it the office it is.

    Args:
        kode: its kode.
        nama: its name.
        jenis: its kind.
        layanan: its services, the most used first.
        ramai: how busy it is; a share of all answers, relative to the other offices.
        mutu: how good it is; moves the mean of every unsur by this much.
        induk: kode of the parent of an UPT.
    """

    kode: str
    nama: str
    jenis: JenisUpp
    layanan: tuple[ContohLayanan, ...]
    ramai: float
    mutu: float
    induk: str | None = None


LayananTuple = tuple[str, str, str, str]
"""Slug, name, cost, standard time."""


def make_upp(  # noqa: PLR0917 - a row of a list, read as a row
    kode: str,
    nama: str,
    jenis: JenisUpp,
    ramai: float,
    mutu: float,
    layanan: tuple[LayananTuple, ...],
    induk: str | None = None,
) -> ContohUpp:
    """Make an office; the kode of a service begins with that of its office."""
    services = tuple(ContohLayanan(f"{kode}-{slug}", *rest) for slug, *rest in layanan)
    return ContohUpp(kode, nama, jenis, services, ramai, mutu, induk)


@cache
def list_contoh_upp() -> tuple[ContohUpp, ...]:
    """List all offices; parents stand before their UPT."""
    # Late, because the three lists are written with make_upp above.
    from sekampadi.demo.katalog_dinas import DINAS
    from sekampadi.demo.katalog_setda import BADAN, SETDA
    from sekampadi.demo.katalog_upt import RUMAH_SAKIT, UPT

    return (*SETDA, *BADAN, *DINAS, *RUMAH_SAKIT, *UPT)
