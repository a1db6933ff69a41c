"""Awal: the moment at which a survey began, signed by the server and kept by the browser.

It belongs to one survey of one layanan, says nothing about who fills it in, and costs nothing to
keep: the server remembers none of them.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import UUID

from sekampadi.domain.periode import SKEW

UMUR: Final = timedelta(hours=12)
"""How long a draft lives in the browser; a start further back says nothing any more."""
TENGGANG: Final = timedelta(minutes=30)
"""How long after the closing of a layanan the surveys begun before it are still taken."""
_VERSION: Final = "v1"
_LONGEST: Final = 80
_BYTES: Final = 16


@lru_cache(maxsize=4096)  # asked again with every form of a survey
def _seal(key: bytes, identity: UUID, layanan: str, seconds: str) -> str:
    words = "\n".join((_VERSION, seconds, str(identity), layanan))
    digest = hmac.digest(key, words.encode("utf-8", "ignore"), hashlib.sha256)
    return urlsafe_b64encode(digest[:_BYTES]).rstrip(b"=").decode()


def sign_awal(key: bytes, identity: UUID, layanan: str, at: datetime) -> str:
    """Sign the start of a survey about the layanan of a kode, by the server's secret for that."""
    seconds = str(int(at.timestamp()))
    return f"{_VERSION}.{seconds}.{_seal(key, identity, layanan, seconds)}"


def read_awal(key: bytes, identity: UUID, layanan: str, text: object) -> datetime | None:
    """Return when a survey began; None when this server has not signed it for this survey."""
    if not isinstance(text, str) or len(text) > _LONGEST or not text.isascii():
        return None
    version, _, rest = text.partition(".")
    seconds, _, seal = rest.partition(".")
    if version != _VERSION or not seconds.isdigit() or len(seconds) > 12:
        return None
    if not hmac.compare_digest(seal, _seal(key, identity, layanan, seconds)):
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def is_ahead(awal: datetime | None, now: datetime) -> bool:
    """Tell whether a survey began before the clock was set back: by it, it has yet to begin."""
    return awal is not None and awal > now + SKEW


def durasi_sejak(awal: datetime | None, now: datetime) -> int | None:
    """Return the seconds since a survey began; None without a start, or when it says nothing."""
    if awal is None or now - awal > UMUR or is_ahead(awal, now):
        return None
    # Another server's clock may be a little ahead.
    return max(0, int((now - awal).total_seconds()))


def within_tenggang(awal: datetime | None, ditutup: datetime | None, now: datetime) -> bool:
    """Tell whether a survey of a closed layanan is still taken, by its signed start."""
    if awal is None or ditutup is None:
        return False
    return (awal <= ditutup or is_ahead(awal, now)) and now <= ditutup + TENGGANG
