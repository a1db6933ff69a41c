"""All that is told of how one works, page by page."""

from typing import Final

from sekampadi.domain.cara import Cara
from sekampadi.domain.cara.provinsi import CARA_PROVINSI
from sekampadi.domain.cara.upp import CARA_UPP

SEMUA: Final[tuple[Cara, ...]] = (*CARA_UPP, *CARA_PROVINSI)
HALAMAN: Final = frozenset(c.path for c in SEMUA)
"""The pages that have a Cara for somebody."""
