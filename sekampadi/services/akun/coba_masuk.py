"""Who may try a password, and how often: per account, per address, and per known browser.

An account that strangers try passwords on is closed to strangers for a while, not to its owner: a
browser in which the account has logged in before carries a signed cookie and has tries of its own.
Addresses are kept in memory only, under a keyed hash, and for the length of one window; several
processes count together in Redis, where accounts are hashes as well.
"""

import hashlib
import hmac
import ipaddress
import logging
import secrets
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from threading import RLock
from typing import Final

from sekampadi.db.shared import SharedStore, UnreachableError
from sekampadi.db.shared_counts import (
    add_recent,
    add_unless,
    count_recent,
    forget_one,
    forget_recent,
)
from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import SKEW
from sekampadi.i18n import t
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

_WINDOW: Final = timedelta(minutes=10)
_MAX_FAILURES: Final = 8
_MAX_FAILURES_OF_ADDRESS: Final = 40
"""Eighty people behind one address mistype now and then."""
_MOST_KEYS: Final = 50_000
PERAMBAN_DAYS: Final = 180
_COOKIE: Final = "sekampadi_peramban_"
_DIKENAL: Final = "peramban:"
_NONCE: Final = 16
_HEADER_MAX: Final = 16 * 1024
_GAGAL: Final = "masuk-gagal"
_THROTTLED: Final = "login.throttled"


@dataclass(frozen=True, slots=True)
class AsalMasuk:
    """Where a login comes from; nothing in it is believed unless signed."""

    cookies: str = ""  # the header of the browser
    alamat: str = ""  # empty when it tells nobody apart
    tab: str = ""  # its full name; empty when it has none


def _throttled() -> DomainError:
    return DomainError(
        _THROTTLED, t("Terlalu banyak percobaan masuk. Coba lagi sekitar 10 menit lagi.")
    )


@dataclass
class LoginThrottle:
    """Counts failures by whose they are, so that passwords cannot be tried out.

    ``shared`` counts for all processes; this one counts for itself, too, for when Redis is away.
    """

    failures: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)
    shared: SharedStore | None = None
    lock: RLock = field(default_factory=RLock)
    address_key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """Made anew at every start, so that what is kept says nothing outside this process; processes
    that count together have the same, and Redis sees a hash of what they make with it."""

    def share(self, shared: SharedStore, secret: str) -> None:
        """Count together with other processes, which make the same of an address."""
        self.shared, self.address_key = shared, hashlib.sha256(secret.encode()).digest()

    def check(self, key: str, now: datetime, most: int = _MAX_FAILURES) -> None:
        """Refuse after too many failures in the window.

        Raises:
            DomainError: ``login.throttled``.
        """
        if self._recent(key, now) >= most:
            raise _throttled()

    def _own(self, key: str, now: datetime) -> int:
        """Return how many failures this process has seen in the window; the others are forgotten."""
        recent = self.failures.get(key)
        # Those ahead are from before the clock was set back: nobody waits until they come again.
        while recent and not now - _WINDOW < recent[0] <= now + SKEW:
            recent.popleft()
        return len(recent) if recent else 0

    def _recent(self, key: str, now: datetime) -> int:
        with self.lock:
            own = self._own(key, now)
        if self.shared is None:
            return own
        try:
            # Redis may have come back empty; what this process has seen still counts.
            return max(own, count_recent(self.shared, _GAGAL, key, now, _WINDOW))
        except UnreachableError:
            return own

    @contextmanager
    def counted(self, key: str, now: datetime) -> Iterator[Callable[[], None]]:
        """Count a try as a failure before it is looked at, so that those at the same time see one another.

        What was never answered, because nobody had time for it, for one, is taken back; so it is by
        what is handed over, when it was neither. A right one says :meth:`succeeded`.

        Raises:
            DomainError: ``login.throttled`` after too many failures in the window.
        """
        mark = self._begin(key, now)
        try:
            yield lambda: self._take_back(key, now, mark)
        except BaseException:
            self._take_back(key, now, mark)
            raise

    def _begin(self, key: str, now: datetime) -> str:
        """Count one more unless there are too many; return how Redis knows it."""
        mark = secrets.token_hex(8)
        with self.lock:
            if self._own(key, now) >= _MAX_FAILURES:
                raise _throttled()
            self._add(key, now)
        if self.shared is not None:
            with suppress(UnreachableError):
                if not add_unless(
                    self.shared, _GAGAL, key, now, _WINDOW, mark=mark, most=_MAX_FAILURES
                ):
                    # Another process was quicker.
                    self._take_back(key, now, mark)
                    raise _throttled()
        return mark

    def _take_back(self, key: str, now: datetime, mark: str) -> None:
        if self.shared is not None:
            with suppress(UnreachableError):
                forget_one(self.shared, _GAGAL, key, now, mark)
        with self.lock, suppress(KeyError, ValueError):
            self.failures[key].remove(now)

    def failed(self, key: str, now: datetime) -> None:
        """Count a failure."""
        if self.shared is not None:
            with suppress(UnreachableError):
                add_recent(self.shared, _GAGAL, key, now, _WINDOW, most=_MAX_FAILURES_OF_ADDRESS)
        with self.lock:
            self._add(key, now)

    def _add(self, key: str, now: datetime) -> None:
        """Count one here; those whose last one is longest ago are forgotten first."""
        self.failures.setdefault(key, deque(maxlen=_MAX_FAILURES_OF_ADDRESS)).append(now)
        self.failures.move_to_end(key)
        if len(self.failures) > _MOST_KEYS:
            self.failures.popitem(last=False)

    def succeeded(self, key: str, now: datetime) -> None:
        """Forget failures."""
        with self.lock:
            self.failures.pop(key, None)
        if self.shared is not None:
            with suppress(UnreachableError):
                forget_recent(self.shared, _GAGAL, key, now, _WINDOW)


throttle = LoginThrottle()


@dataclass(frozen=True, slots=True)
class Percobaan:
    """One try to log in, and on whose account it counts."""

    kunci: str  # of the known browser, or of all strangers at this account
    alamat: str = ""  # empty for a known browser, and where addresses tell nothing

    @property
    def dikenal(self) -> bool:
        """Whether the account has logged in before in the browser it comes from."""
        return self.kunci.startswith(_DIKENAL)

    @contextmanager
    def counted(self, now: datetime) -> Iterator[Callable[[], None]]:
        """Count it as a failure of its account before it is looked at, as :meth:`LoginThrottle.counted`.

        On its address it counts once it has :meth:`failed`: of eighty people who come in at once behind
        one address none has. How many can be under way is bounded by the queue for passwords.

        Raises:
            DomainError: ``login.throttled``.
        """
        try:
            if self.alamat:
                throttle.check(self.alamat, now, _MAX_FAILURES_OF_ADDRESS)
            with throttle.counted(self.kunci, now) as give_back:
                yield give_back
        except DomainError as error:
            if error.code == _THROTTLED:
                logger.warning("refused a login: too many tries")
            raise

    def failed(self, now: datetime) -> None:
        """Count it as a failure of its address, too."""
        if self.alamat:
            throttle.failed(self.alamat, now)

    def succeeded(self, now: datetime) -> None:
        """Forget the failures before it; those of an address stay: it may try other accounts."""
        throttle.succeeded(self.kunci, now)


def network_of(address: str) -> str:
    """Return what a household or office has: an IPv4 address or a /64 of IPv6; else the text."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if ip.version == 6:
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def telling_address(address: str, trusted_proxies: int) -> str:
    """Return an address if it tells visitors apart, otherwise nothing.

    Without proxies of our own everybody at this machine is one and the same, as behind a proxy that
    was not declared.
    """
    if trusted_proxies == 0:
        try:
            if ipaddress.ip_address(address).is_loopback:
                return ""
        except ValueError:
            return ""
    return network_of(address)


def address_key(address: str) -> str:
    """Return under which key an address is counted; empty for an empty one."""
    if not address:
        return ""
    text = network_of(address).encode(errors="backslashreplace")
    digest = hashlib.blake2b(text, key=throttle.address_key, person=b"alamat", digest_size=16)
    return f"alamat:{digest.hexdigest()}"


def own_tries(operator_id: int) -> str:
    """Return the key of the tries of somebody who is logged in, at the own password."""
    return f"akun:{operator_id}"


# --- the browser that has logged in before ----------------------------------------------------


def _sign(secret: str, username: str, nonce: str) -> str:
    text = f"peramban\0{username}\0{nonce}".encode(errors="backslashreplace")
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def _name(secret: str, username: str) -> str:
    # One for each account of a browser; the name tells nobody whose.
    return _COOKIE + _sign(secret, username, "")[:16]


def device_cookie(settings: Settings, username: str) -> tuple[str, str]:
    """Return name and value of the cookie for a browser in which an account has logged in."""
    nonce, secret = secrets.token_hex(_NONCE), settings.secrets[0]
    return _name(secret, username), f"{nonce}.{_sign(secret, username, nonce)}"


def _read(cookies: str) -> Mapping[str, str]:
    if len(cookies) > _HEADER_MAX:
        return {}
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(cookies).items()}
    except CookieError:
        return {}


def percobaan(settings: Settings, username: str, asal: AsalMasuk) -> Percobaan:
    """Return on whose account a try to log in counts."""
    cookies = _read(asal.cookies)
    for secret in settings.secrets:
        nonce, _, signature = cookies.get(_name(secret, username), "").partition(".")
        if len(nonce) == 2 * _NONCE and hmac.compare_digest(
            signature.encode(errors="backslashreplace"), _sign(secret, username, nonce).encode()
        ):
            return Percobaan(_DIKENAL + nonce)
    return Percobaan(f"nama:{username}", address_key(asal.alamat))
