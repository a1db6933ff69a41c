"""Cadangan: which backups are kept, by the rule that most backup programs know.

``7d4w12m`` keeps the newest backup of each of the last seven days that have one, of the last four
weeks, and of the last twelve months. Days without a backup do not count, so that a machine that was
off for a month loses nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

_RULE = re.compile(r"(?:(\d{1,3})d)?(?:(\d{1,3})w)?(?:(\d{1,3})m)?")


@dataclass(frozen=True, slots=True)
class Retensi:
    """How many days, weeks (from Monday) and months keep their newest backup."""

    hari: int
    minggu: int
    bulan: int

    def keep(self, moments: Iterable[datetime]) -> set[datetime]:
        """Return which backups stay; the newest of all always does.

        Args:
            moments: when each was made, in the province's time.
        """
        newest_first = sorted(set(moments), reverse=True)
        kept = set(newest_first[:1])
        for form, count in (("%Y-%m-%d", self.hari), ("%G-%V", self.minggu), ("%Y-%m", self.bulan)):
            newest: dict[str, datetime] = {}
            for moment in newest_first:
                newest.setdefault(moment.strftime(form), moment)
            kept |= set(list(newest.values())[:count])
        return kept


def parse_retensi(text: str) -> Retensi:
    """Read a rule such as ``7d4w12m``; a part that is missing keeps none.

    Raises:
        DomainError: ``retensi.format``.
    """
    match = _RULE.fullmatch(text)
    parts = [int(part or 0) for part in match.groups()] if match else []
    if not any(parts):
        raise DomainError(
            "retensi.format",
            t("Aturan simpan ditulis seperti 7d4w12m: 7 hari, 4 minggu, 12 bulan."),
        )
    return Retensi(*parts)
