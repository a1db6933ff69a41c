"""What every use case is handed: the database, the clock, the settings, and who to tell of a change."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ParamSpec, TypeVar, cast

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from sekampadi.clock import Clock, system_clock
from sekampadi.db.counters import TODAY
from sekampadi.db.engine import is_disk_full, make_engine, read_session, write_session
from sekampadi.db.shared import SharedStore
from sekampadi.domain.errors import DomainError, ForbiddenError, UnauthenticatedError
from sekampadi.domain.izin import Permission, Principal, may
from sekampadi.domain.periode import local_date, set_zona
from sekampadi.i18n import t
from sekampadi.services.sistem.audit.rantai import (
    add_remembered,
    make_kejadian,
    remember,
)
from sekampadi.services.sistem.convoy import Convoy
from sekampadi.services.survei.beruntun import Pengamat
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

T = TypeVar("T")
P = ParamSpec("P")

KEEP_SECONDS = 30.0
"""How long a process believes what another one may have changed."""

_RUNTIME = "sekampadi.runtime"
_ACTED = "sekampadi.acted"
_LOGINS = "login."
"""Acts that change nothing but who is logged in."""

Listener = Callable[[int], None]
"""Is called with the id of an UPP whose figures have changed, after the commit."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read, when, and after which act, None where none matters."""

    since: float
    act: object
    value: Any


@dataclass
class Runtime:
    """One per process (and one per test).

    ``disk_full_at`` says when the last write failed for want of room; None when it did not.
    ``shared`` is what it knows together with other processes; None when it serves alone. ``hears``
    tells whether it hears their word; None when it need not. ``convoy`` stores answers, once one
    has come in.
    """

    engine: Engine
    settings: Settings
    clock: Clock = system_clock
    listeners: list[Listener] = field(default_factory=list)
    rights_listeners: list[Callable[[], None]] = field(default_factory=list)
    act_listeners: list[Callable[[], None]] = field(default_factory=list)
    gauges: dict[str, Callable[[], Mapping[str, int]]] = field(default_factory=dict)
    pengamat: Pengamat = field(default_factory=Pengamat)
    shared: SharedStore | None = None
    hears: Callable[[], bool] | None = None
    disk_full_at: float | None = None
    convoy: Convoy[Any, Any] | None = None
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _last_act: object = field(default_factory=object)
    _last_drop: object = field(default_factory=object)

    @classmethod
    def open(cls, settings: Settings, clock: Clock = system_clock) -> "Runtime":
        """Open the database the settings name; nobody but its owner reads the data folder.

        Days are from now on those of the settings' time zone, in the whole process.
        """
        set_zona(settings.timezone)
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError):  # somebody else's folder stays as it is
            settings.data_dir.chmod(0o700)
        return cls(make_engine(settings.effective_database_url), settings, clock)

    def share(self, shared: SharedStore) -> None:
        """Know from now on together with other processes what no database keeps."""
        self.shared, self.pengamat = shared, Pengamat(shared)

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        return self.clock()

    def today(self) -> date:
        """Return the province's current day."""
        return local_date(self.clock())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that sees one consistent state."""
        with read_session(self.engine) as session:
            session.info[_RUNTIME] = self
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction, committed at the end or undone as a whole."""
        try:
            with write_session(self.engine) as session:
                session.info[_RUNTIME] = self
                session.info[TODAY] = self.today
                yield session
                add_remembered(session, self.settings)
            if session.info.get(_ACTED):
                self._last_act = object()
                _tell(self.act_listeners)
        except DBAPIError as error:
            if is_disk_full(error):
                self.disk_full_at = time.monotonic()
            raise
        self.disk_full_at = None

    def keep(
        self,
        name: str,
        read: Callable[[Session], T],
        *,
        seconds: float | None = None,
        until_act: bool = False,
    ) -> T:
        """Return what is read often and changes seldom, without asking the database each time.

        It is read again after :meth:`forget`, and after so many seconds (None for
        :data:`KEEP_SECONDS`), because another process may have changed it; with ``until_act`` also
        as soon as anything is in the audit trail that was not when it was read, so that who has
        done something sees what became of it. What is equal to what was kept stays the same object.
        """
        fresh = self._fresh(name, seconds, until_act=until_act)
        if fresh is None:
            now, act = time.monotonic(), self._last_act if until_act else None
            drop = self._last_drop
            kept = self._kept.get(name)
            if kept is not None and kept.act is act:
                # One reads anew; who asks meanwhile, forty screens at once, takes what is there.
                self._kept[name] = _Kept(now, act, kept.value)
            try:
                with self.reading() as session:
                    value: Any = read(session)
            except DomainError:  # an answer, too: what was kept is true no more
                self._kept.pop(name, None)
                raise
            if kept is not None and kept.value == value:
                value = kept.value
            fresh = _Kept(now, act, value)
            if drop is self._last_drop:  # else it may be from before what has changed it
                self._kept[name] = fresh
        return cast(T, fresh.value)

    def peek(
        self, name: str, kind: type[T], *, seconds: float | None = None, until_act: bool = False
    ) -> T | None:
        """Return what :meth:`keep` has, asked the same; None when it would ask the database now."""
        fresh = self._fresh(name, seconds, until_act=until_act)
        return fresh.value if fresh is not None and isinstance(fresh.value, kind) else None

    def _fresh(self, name: str, seconds: float | None, *, until_act: bool) -> _Kept | None:
        kept, act = self._kept.get(name), self._last_act if until_act else None
        longest = KEEP_SECONDS if seconds is None else seconds
        if kept is None or kept.act is not act or time.monotonic() - kept.since > longest:
            return None
        return kept

    def forget(self, name: str) -> None:
        """Drop what was kept, after the commit that changed it."""
        self._last_drop = object()
        self._kept.pop(name, None)

    def acted_elsewhere(self) -> None:
        """Drop all that was kept: another process has changed something, nobody says what."""
        self._last_act = self._last_drop = object()
        self._kept.clear()

    def figures_changed(self, *upp_ids: int | None) -> None:
        """Tell all listeners, after a commit, that the figures of some UPP have changed."""
        for upp_id in sorted({i for i in upp_ids if i is not None}):
            _tell(self.listeners, upp_id)

    def rights_changed(self) -> None:
        """Tell all listeners, after a commit, that sessions have ended or accounts have changed."""
        _tell(self.rights_listeners)


def _tell(listeners: Sequence[Callable[P, None]], *args: P.args, **kwargs: P.kwargs) -> None:
    for listener in listeners:
        try:
            listener(*args, **kwargs)
        except Exception:
            # It is stored; who was not told catches up by itself.
            logger.exception("a listener failed")


def runtime_of(session: Session) -> Runtime | None:
    """Return the runtime that opened a session; None when none did."""
    return cast("Runtime | None", session.info.get(_RUNTIME))


def now_of(session: Session) -> datetime:
    """Return the moment by the clock of the runtime that opened a session; there has to be one."""
    rt = runtime_of(session)
    if rt is None:
        raise RuntimeError("a session that the runtime has not opened knows no clock")
    return rt.now()


def authorize(principal: Principal | None, permission: Permission) -> None:
    """Refuse an act without its right, and any act while something is to be done to the account first.

    Raises:
        UnauthenticatedError: ``sesi.required`` when nobody is logged in.
        ForbiddenError: ``izin.denied`` when the role lacks the right; ``sandi.harus_ganti``
            while the person has a one-time password; ``faktor.harus`` while it lacks the second
            factor of its role.
    """
    if may(principal, permission):
        return
    if principal is None:
        raise UnauthenticatedError("sesi.required", t("Silakan masuk terlebih dahulu."))
    if principal.kunci_id is not None:
        raise ForbiddenError("izin.denied", t("Kunci ini tidak dibuat untuk kegunaan itu."))
    if principal.harus_ganti and permission in principal.izin:
        raise ForbiddenError(
            "sandi.harus_ganti", t("Ganti kata sandi sekali pakai Anda terlebih dahulu.")
        )
    if principal.harus_faktor and permission in principal.role.permissions:
        raise ForbiddenError("faktor.harus", t("Aktifkan verifikasi dua langkah terlebih dahulu."))
    raise ForbiddenError("izin.denied", t("Anda tidak berhak melakukan ini."))


def require(principal: Principal | None, permission: Permission) -> Principal:
    """Refuse an act as :func:`authorize` does, and return the person who is known then.

    Raises:
        UnauthenticatedError: ``sesi.required`` when nobody is logged in.
        ForbiddenError: ``izin.denied`` when the role lacks the right.
    """
    if principal is None:
        raise UnauthenticatedError("sesi.required", t("Silakan masuk terlebih dahulu."))
    authorize(principal, permission)
    return principal


def record(
    session: Session, acting: Principal | None, aksi: str, objek: str = "", **rincian: object
) -> None:
    """Write a line of the audit trail in the act's own transaction, of :meth:`Runtime.writing`.

    It is there when the transaction ends. Of what stood before and afterwards the line keeps what
    has changed.

    Args:
        acting: who acts; None for the command line, the program itself, and who has no account.
        aksi: what was done, ``subject.verb``; its words are in ``domain.audit.kata``.
        objek: what it was done to. An account is named by ``objek_akun``, never by its username.
        rincian: what else is told, as JSON has it; no names of people who use the program, no
            secrets, no suggestions, no answers.
    """
    rt: Runtime = session.info[_RUNTIME]
    if not aksi.startswith(_LOGINS):
        session.info[_ACTED] = True
    operator_id = acting.operator_id if acting else None
    remember(session, make_kejadian(rt.now(), operator_id, aksi, objek, rincian))
