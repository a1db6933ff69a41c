"""The demonstration's offices, read from ``catalogue/upp.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sekampadi.db.models import JenisUpp

BIRO_ORGANISASI: Final = "biro-organisasi"
BAPENDA: Final = "bapenda"
RSUD_SOEDARSO: Final = "rsud-soedarso"
_FILE: Final = Path(__file__).parent / "catalogue" / "upp.toml"


@dataclass(frozen=True, slots=True)
class ContohLayanan:
    """A service as it is seeded."""

    kode: str
    nama: str
    biaya: str
    standar_waktu: str


@dataclass(frozen=True, slots=True)
class ContohUpp:
    """An office as it is seeded, and what makes it the office it is."""

    kode: str
    nama: str
    jenis: JenisUpp
    layanan: tuple[ContohLayanan, ...]  # the most used first
    ramai: float  # its share of all answers, relative to the other offices
    mutu: float  # moves the mean of every unsur by this much
    induk: str | None = None  # the kode of the parent of an UPT


@cache
def list_contoh_upp() -> tuple[ContohUpp, ...]:
    """List all offices; parents stand before their UPT."""
    return tuple(
        ContohUpp(
            kode=upp["kode"],
            nama=upp["nama"],
            jenis=JenisUpp(upp["jenis"]),
            layanan=tuple(
                ContohLayanan(f"{upp['kode']}-{slug}", *rest) for slug, *rest in upp["layanan"]
            ),
            ramai=upp["ramai"],
            mutu=upp["mutu"],
            induk=upp.get("induk"),
        )
        for upp in tomllib.loads(_FILE.read_text(encoding="utf-8"))["upp"]
    )
