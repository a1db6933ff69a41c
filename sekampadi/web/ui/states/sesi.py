"""Logins as a page lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sekampadi.domain.periode import ZONA, local_date
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.akun.sesi_saya import SesiRow


@dataclass(frozen=True)
class BarisSesi:
    """A login: its device, since when, and when it was last used."""

    kunci: str
    gawai: str
    mulai: str
    terakhir: str
    kini: bool


def show_saat(moment: datetime, today: date) -> str:
    """Write a moment as people say it: ``hari ini pukul 14.05``, ``7 Juni 2023 pukul 14.05``."""
    local = moment.astimezone(ZONA)
    day = t("hari ini") if local_date(moment) == today else format_tanggal(local.date())
    return t("{hari} pukul {jam}", hari=day, jam=local.strftime("%H.%M"))


def show_sesi(rows: Sequence[SesiRow], now: datetime) -> list[BarisSesi]:
    """Write logins for a page; of the one that asks, "sekarang" says when it was last used."""
    today = local_date(now)
    return [
        BarisSesi(
            row.kunci,
            row.gawai,
            show_saat(row.mulai, today),
            t("sekarang") if row.kini else show_saat(row.terakhir, today),
            row.kini,
        )
        for row in rows
    ]
