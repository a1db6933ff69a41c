"""What people write, read from ``catalogue/saran.toml``: :mod:`sekampadi.demo.saran` puts it together."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sekampadi.domain.survei.unsur import Unsur

_TEXTS: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "catalogue" / "saran.toml").read_text(encoding="utf-8")
)


def _texts(*path: str) -> tuple[str, ...]:
    """Return the texts at a place in the file."""
    found: Any = _TEXTS
    for name in path:
        found = found[name]
    return tuple(found)


KELUHAN: Final[Mapping[Unsur, tuple[str, ...]]] = {
    Unsur[k]: _texts("keluhan", k) for k in _TEXTS["keluhan"]
}
PUJIAN: Final[Mapping[Unsur, tuple[str, ...]]] = {
    Unsur[k]: _texts("pujian", k) for k in _TEXTS["pujian"]
}
UMUM_BAIK: Final[tuple[str, ...]] = _texts("umum_baik")
UMUM_SEDANG: Final[tuple[str, ...]] = _texts("umum_sedang")
UMUM_BURUK: Final[tuple[str, ...]] = _texts("umum_buruk")
TANPA_ISI: Final[tuple[str, ...]] = _texts("tanpa_isi")
KHUSUS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    orang: (_texts("khusus", orang, "keluhan"), _texts("khusus", orang, "pujian"))
    for orang in _TEXTS["khusus"]
}
"""Complaints and praise of visitors of one kind."""
PEMBUKA: Final[tuple[str, ...]] = _texts("pembuka")
PENUTUP: Final[tuple[str, ...]] = _texts("penutup")
PENUTUP_BAIK: Final[tuple[str, ...]] = _texts("penutup_baik")
SINGKATAN: Final[Mapping[str, str]] = _TEXTS["singkatan"]
"""How people shorten words when they type on a phone."""
