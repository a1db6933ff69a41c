"""What a tab has loaded belongs to the login that loaded it.

A browser names its tab by a token of its own making. Here the tab's full name gets a second half
that the server says: the mark of the login at the moment of connecting, with its rights, or
"umum" for nobody. The state is kept under the full name. So who holds a tab's token and comes
after a logout, or as another person, finds an empty state: the old name cannot be asked for.

A connection may be older than the end of its login. Before each event the guard looks whether the
login still stands, a watch looks every few seconds, and at once when this process ends sessions;
then the tab is nobody's, its state is dropped, and its page is told.
"""

import asyncio
import logging
import re
import time
from dataclasses import dataclass

import reflex as rx

from sekampadi.domain.izin import Principal
from sekampadi.services.akun.cookies import token_from_cookie_header
from sekampadi.services.akun.layar_masuk import touch_layar
from sekampadi.services.akun.sesi import find_principal, find_principals, mark_of
from sekampadi.web.commands import Command, answer_page
from sekampadi.web.context import in_thread, runtime
from sekampadi.web.live import Hub
from sekampadi.web.reflex_seam.events import StateUpdate
from sekampadi.web.reflex_seam.sockets import send
from sekampadi.web.reflex_seam.states import current_tab, forget_tab, reset_withheld

logger = logging.getLogger(__name__)

NOBODY = "umum"
LOOK_EVERY = 10.0
"""Seconds between two looks at the logins behind open tabs."""
KEPT_SECONDS = 3600.0
"""Seconds after which nothing of a tab that has gone is kept any more, also not in Redis."""
_TOKEN = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def is_tab_token(text: str) -> bool:
    """Tell whether a text is a token as pages make them; the full names rely on its form."""
    return _TOKEN.fullmatch(text) is not None


def tab_name(token: str, found: tuple[str, str] | None) -> str:
    """Return the full name of a tab: what the browser calls it, and whose it is."""
    return f"{token}.{found[1] if found else NOBODY}"


def is_nobodys(tab: str) -> bool:
    """Tell whether a tab, by its full name, belongs to no login."""
    return tab.endswith(f".{NOBODY}")


@dataclass(eq=False)
class Login:
    """The login that a tab belongs to.

    ``secret`` is the cookie's at the time of connecting; ``left`` says when the connection ended,
    None while it stands.
    """

    secret: str
    mark: str
    sid: str
    left: float | None = None


def _lapse(code: str) -> StateUpdate:
    """Return the word to a page whose login has ended or changed."""
    return answer_page(Command.LAPSED, code)


class Bindings:
    """The tabs of this process that belong to a login; every other tab is nobody's."""

    def __init__(self, app: rx.App, hub: Hub, *, interval: float = LOOK_EVERY) -> None:
        self._app = app
        self._hub = hub
        self._interval = interval
        self._logins: dict[str, Login] = {}
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch: asyncio.Task[None] | None = None
        self._drops: set[asyncio.Task[None]] = set()

    def owns(self, tab: str) -> bool:
        """Tell whether a tab belongs to a login."""
        return tab in self._logins

    async def login_of(self, cookies: str) -> tuple[str, str] | None:
        """Return the secret and the mark of the login behind a connection; None for nobody."""
        secret = token_from_cookie_header(cookies, secure=runtime().settings.secure_cookies)
        principal = await in_thread(find_principal, secret) if secret else None
        if secret is None or principal is None:
            return None
        return secret, mark_of(secret, principal)

    def bind(self, sid: str, tab: str, found: tuple[str, str] | None) -> None:
        """Let a tab, by its full name, belong to the login that :meth:`login_of` has found."""
        if found is None:
            return
        self._logins[tab] = Login(*found, sid)
        self._loop = asyncio.get_running_loop()
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._keep_looking())

    def left(self, tab: str, sid: str) -> None:
        """Remember that a connection is gone; the state waits for the tab to come back."""
        login = self._logins.get(tab)
        if login is not None and login.sid == sid:
            login.left = time.monotonic()

    async def person(self, tab: str, state: rx.State) -> Principal | None:
        """Return who is behind an event of a tab; drop what was loaded when nobody is any more."""
        login = self._logins.get(tab)
        if login is None:
            return None
        principal = await in_thread(find_principal, login.secret)
        if principal is not None and mark_of(login.secret, principal) == login.mark:
            return principal
        reset_withheld(state)
        self._end(tab, principal)
        return None

    def wake(self) -> None:
        """Look at all logins now; may be called from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake.set)

    async def look(self) -> None:
        """Drop what belongs to logins that have ended, or that have other rights now."""
        logins = dict(self._logins)
        found = await in_thread(find_principals, {login.secret for login in logins.values()})
        for tab, login in logins.items():
            principal = found.get(login.secret)
            if self._logins.get(tab) is not login:
                continue  # it has come back by another connection meanwhile
            if principal is None or mark_of(login.secret, principal) != login.mark:
                self._end(tab, principal)
            elif login.left is not None and time.monotonic() - login.left > KEPT_SECONDS:
                del self._logins[tab]
        shown = {login.secret for login in self._logins.values() if login.left is None}
        walls = {p.layar_id for secret, p in found.items() if secret in shown}
        if seen := {layar_id for layar_id in walls if layar_id is not None}:
            await in_thread(touch_layar, seen)

    async def _keep_looking(self) -> None:
        while self._logins:
            try:
                async with asyncio.timeout(self._interval):
                    await self._wake.wait()
            except TimeoutError:
                pass
            self._wake.clear()
            try:
                await self.look()
            except Exception:
                # The database is away. Nothing can be asked for meanwhile: each event looks, too.
                logger.exception("the logins could not be looked up")

    def _end(self, tab: str, principal: Principal | None) -> None:
        login = self._logins.pop(tab, None)
        if login is None:
            return
        self._hub.drop(tab)
        code = "sesi.required" if principal is None else "hak.changed"
        task = asyncio.get_running_loop().create_task(self._drop(tab, login, code))
        self._drops.add(task)
        task.add_done_callback(self._drops.discard)

    async def _drop(self, tab: str, login: Login, code: str) -> None:
        try:
            if login.left is None:
                await send(self._app, _lapse(code), login.sid)
            await forget_tab(self._app, tab)
        except Exception:
            # The state cannot be reached any more; what failed is only that it goes earlier.
            logger.exception("dropping what an ended login had loaded failed")


_bindings: list[Bindings] = []


def use_bindings(found: Bindings) -> None:
    """Set the bindings of this process; the composition root does it once."""
    _bindings[:] = [found]


def may_receive() -> bool:
    """Tell whether the tab at hand belongs to a login; without any bindings none does."""
    return bool(_bindings) and _bindings[0].owns(current_tab())
