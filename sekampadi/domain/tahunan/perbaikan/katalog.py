"""The catalogue: what offices do about an unsur, who does it, by what it is seen, and in how many months.

Data, no rules. It is meant to be read and changed by who knows the field. ``tema`` and ``sama`` are
written as the word lists are (``domain.tindak_lanjut.kata``).
"""

from collections.abc import Mapping
from typing import Final

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tahunan.perbaikan.tindakan import TindakanBaku
from sekampadi.domain.tahunan.perbaikan.tindakan_layanan import LAYANAN_BAKU
from sekampadi.domain.tahunan.perbaikan.tindakan_petugas import PETUGAS_BAKU

KATALOG: Final[Mapping[Unsur, tuple[TindakanBaku, ...]]] = {**LAYANAN_BAKU, **PETUGAS_BAKU}
"""Of each unsur the acts, that which fits most offices first."""
