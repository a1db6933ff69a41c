"""Outbox: messages that wait to be sent, and when they are tried again."""

import ipaddress
import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.i18n import t


class JenisPesan(Labelled):
    """What a message is about; each kind has one who handles it."""

    JAWABAN = "jawaban", t("Penilaian aturan")
    """An answer came in that a rule may be about."""
    BERUNTUN = "beruntun", t("Kabar kiriman beruntun")
    """A burst has begun that moderators have to look at."""
    EMAIL = "email", t("E-mail")
    WEBHOOK = "webhook", "Webhook"
    PERISTIWA = "peristiwa", t("Kabar ke sistem lain")
    """An event of which another system is told."""


class StatusPesan(StrEnum):
    """Life of a message."""

    ANTRI = "antri"
    SELESAI = "selesai"
    GAGAL = "gagal"


PERCOBAAN_MAKS: Final = 8
"""Tries before a message is given up; with :func:`wait_before` the last comes after some nine hours."""

KLAIM: Final = timedelta(seconds=120)
"""How long a worker that has taken a message keeps it; afterwards it is thought to be dead."""

SEWA: Final = timedelta(seconds=30)
"""How long a process stays the one that works without saying so again."""

JEDA_EMAIL: Final = timedelta(minutes=5)
"""Notices of so long go into one e-mail, so that a bad morning is not a hundred of them."""

_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(hours=6)


def wait_before(percobaan: int) -> timedelta:
    """Return how long to wait after a number of failed tries: 30 s, then three times as long each time."""
    # The power is bounded, so that no number of tries overflows.
    factor: int = 3 ** min(max(percobaan, 1) - 1, 12)
    return min(_FIRST_WAIT * factor, _LONGEST_WAIT)


def slot_of(moment: datetime) -> datetime:
    """Return the end of the slot of :data:`JEDA_EMAIL` a moment lies in."""
    length = int(JEDA_EMAIL.total_seconds())
    seconds = int(moment.timestamp())
    return datetime.fromtimestamp(seconds - seconds % length + length, moment.tzinfo)


_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
EMAIL_MAKS: Final = 200
WEBHOOK_MAKS: Final = 400


def read_email(reader: FormReader) -> str:
    """Read the field ``email`` of a form; empty means: no e-mail."""
    text = reader.text("email", t("Alamat e-mail"), most=EMAIL_MAKS)
    if text and not _EMAIL.fullmatch(text):
        reader.wrong("email", "email.format", t("Tulis alamat e-mail seperti nama@contoh.go.id."))
    return text


def is_webhook_address(text: str, *, plain: bool) -> bool:
    """Tell whether a text is an address a webhook can be sent to, ``plain`` without encryption too."""
    if not text.isascii() or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return False
    schemes = {"https", "http"} if plain else {"https"}
    named = bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in schemes and named and port_fits and not parts.fragment


def read_webhook(reader: FormReader, *, plain: bool) -> str:
    """Read the field ``webhook`` of a form; empty means: no webhook."""
    text = reader.text("webhook", t("Alamat webhook"), most=WEBHOOK_MAKS)
    if text and not is_webhook_address(text, plain=plain):
        reader.wrong(
            "webhook",
            "webhook.format",
            t("Tulis alamat lengkap yang diawali https://, tanpa nama pengguna dan kata sandi."),
        )
    return text


def is_public_address(text: str) -> bool:
    """Tell whether an IP address lies in the open internet.

    Not so: this machine, private and link-local networks, addresses for many, and IPv6 addresses
    that carry such an IPv4 address inside. A webhook to one of them would let its owner ask
    machines that only the server can reach.
    """
    try:
        address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    inner: ipaddress.IPv4Address | None = None
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.teredo is not None:
            return False
    if inner is not None:
        return is_public_address(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
