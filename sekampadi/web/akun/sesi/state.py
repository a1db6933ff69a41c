"""Who is logged in, for the frame of the admin pages; and the login itself."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.akun import masuk, sesi
from sekampadi.services.akun.cookies import TERTUNDA, read_cookie
from sekampadi.services.notifikasi.notifikasi import count_unread
from sekampadi.services.sistem.antrean import SANDI, SANDI_DIKENAL
from sekampadi.services.sistem.runtime import require
from sekampadi.web.akun.oidc.kata import words_of
from sekampadi.web.asal import asal_masuk_of
from sekampadi.web.commands import Command, tell_page
from sekampadi.web.context import current_principal, in_lane, in_thread, runtime
from sekampadi.web.declare import loads_at_once, state_permission
from sekampadi.web.guard import session_token
from sekampadi.web.reflex_seam.events import Event, EventSpec
from sekampadi.web.reflex_seam.states import connection_of
from sekampadi.web.route import all_routes


@dataclass(frozen=True)
class ButirMenu:
    """A line of the menu; ``kelompok`` is said by the first line of its group only."""

    kelompok: str
    judul: str
    path: str


def _build_menu(lines: list[tuple[str, str, str]]) -> list[ButirMenu]:
    """Bring lines of one group together, in the order in which the groups first appear."""
    groups = list(dict.fromkeys(kelompok for kelompok, _, _ in lines))
    result: list[ButirMenu] = []
    for group in groups:
        said = group
        for kelompok, judul, path in lines:
            if kelompok == group:
                result.append(ButirMenu(said, judul, path))
                said = ""
    return result


@state_permission(Permission.BINGKAI_READ)
class SesiState(rx.State):
    """The person behind the admin pages."""

    username: str = ""
    peran: str = ""
    upp_nama: str = ""
    menu: list[ButirMenu] = []
    awal: str = "/admin"
    belum: int = 0
    diberi_tahu: bool = False
    halaman: str = ""
    boleh: bool = False
    layar: bool = False
    """No person but a connected wall: it has no account."""
    diam: int = 0
    """Minutes without typing or clicking after which the login ends; 0 for never."""

    @rx.event
    @loads_at_once
    async def muat(self) -> None:
        """Show who is logged in, what the role may open, this page among it, and how much is unread."""
        principal = require(current_principal(), Permission.BINGKAI_READ)
        self.layar = principal.layar_id is not None
        self.diam = 0 if self.layar else runtime().settings.session_idle_minutes
        self.username = principal.username
        self.peran = principal.role.label
        self.upp_nama = principal.upp_nama
        self.menu = _build_menu(
            [
                (route.menu, route.title, route.path)
                for route in all_routes()
                if route.menu is not None and principal.may(route.permission)
            ]
        )
        self.awal = self.menu[0].path if self.menu else "/admin/akun"
        path = self.router.url.path.rstrip("/")
        wanted = next((route.permission for route in all_routes() if route.path == path), None)
        allowed = wanted is not None and principal.may(wanted)
        if allowed or not principal.terbatas:
            # As long as only the own account is open the other pages lead to the own account by themselves.
            self.halaman, self.boleh = path, allowed
        self.diberi_tahu = principal.may(Permission.NOTIFIKASI_READ)
        self.belum = await in_thread(count_unread, principal)


@state_permission(Permission.PUBLIC)
class LoginState(rx.State):
    """The login form, and its second step.

    ``tahap`` is empty for the password, ``kode`` for the code of the application, ``pemulihan`` for
    a recovery code. What waits for it is known to the server only, or, where the provider of logins
    has let the person in, in a cookie that no script reads. ``penyedia`` is what that one is called,
    empty for none, and ``jalan`` the way to it.
    """

    galat: str = ""
    tahap: str = ""
    penyedia: str = ""
    jalan: str = ""
    _tertunda: str = ""
    _ditinggal: str = ""
    """What waited by that cookie and was left: it is not asked for a second time."""
    _anew: bool = False
    """Whether the password is asked for again although a login may wait."""

    @rx.event
    async def muat(self) -> Any:
        """Say why the person is back at the login, and to whom has never left, who that is."""
        query = self.router.url.query_parameters
        late = t("Proses masuk kedaluwarsa. Silakan masuk kembali.") if query.get("gagal") else ""
        self.galat = words_of(query.get("oidc")) or late
        settings = runtime().settings
        self.penyedia = settings.oidc_name
        self.jalan = "/sesi/oidc?" + urlencode({"next": query.get("next", "")[:500]})
        if query.get("langkah") and settings.oidc_on and not self._tertunda:
            self._take_waiting()
        # It comes also when a lost connection is back, as after a look at the application on a phone.
        if self.tahap and not await in_thread(masuk.still_waits, self._tertunda):
            self._begin_anew()
        elif not self._tertunda and not self._anew:
            tab = asal_masuk_of(self).tab
            if waiting := await in_thread(masuk.resume, tab):
                self._tertunda, self.tahap = waiting, "kode"
        token = session_token(self)
        person = await in_thread(sesi.find_principal, token) if token else None
        # The name stands in the state of the login, and goes with it.
        return SesiState.muat if person else None

    def _take_waiting(self) -> None:
        """Go on with a login that the provider has let in and that waits for its code."""
        header, secure = (
            connection_of(self).headers.get("cookie", ""),
            runtime().settings.secure_cookies,
        )
        waiting = read_cookie(header, TERTUNDA, secure=secure)
        if waiting and waiting != self._ditinggal:
            self._tertunda, self.tahap = waiting, "kode"

    def _refuse(self, words: str) -> EventSpec:
        self.galat = words
        return rx.set_focus("ringkasan-galat")

    @rx.event
    async def masuk(self, data: dict[str, Any]) -> Event | EventSpec | None:
        """Check the password, and let the browser fetch its cookie by a full navigation."""
        data = data if isinstance(data, dict) else {}
        username, password = str(data.get("username", "")), str(data.get("password", ""))
        if not username.strip() or not password:
            return self._refuse(t("Isi username dan kata sandi."))
        asal = asal_masuk_of(self)
        lane = SANDI_DIKENAL if sesi.is_known_browser(runtime(), username, asal) else SANDI
        try:
            ticket = await in_lane(lane, self, sesi.issue_ticket, username, password, asal)
        except sesi.NeedsFaktorError as waiting:
            self._tertunda, self.tahap, self.galat = waiting.tertunda, "kode", ""
            self._anew = False
            return None
        except DomainError as error:
            return self._refuse(error.message)
        return self._enter(ticket)

    def _begin_anew(self) -> None:
        self._ditinggal, self._tertunda, self.tahap = self._tertunda, "", ""

    @rx.event
    async def periksa(self, data: dict[str, Any]) -> Event | EventSpec:
        """Take the code of the second step."""
        kode = str(data.get("kode", "")) if isinstance(data, dict) else ""
        if self._tertunda and not kode.strip():
            return self._refuse(t("Isi kodenya."))
        try:
            ticket = await in_thread(masuk.finish_login, self._tertunda, kode, asal_masuk_of(self))
        except DomainError as error:
            if error.code == masuk.LATE:
                self._begin_anew()
            return self._refuse(error.message)
        self._begin_anew()
        # First to where it stands who else has typed codes, or how many recovery codes are left.
        news = await in_thread(masuk.has_news, ticket)
        return self._enter(ticket, "/admin/akun" if news else "")

    @rx.event
    def pakai(self, tahap: str) -> None:
        """Ask for the other kind of code, or, with no name, for the password again."""
        if not self._tertunda or tahap not in ("", "kode", "pemulihan"):
            return
        self.galat = ""
        if tahap:
            self.tahap = tahap
        else:
            self._begin_anew()
            self._anew = True

    def _enter(self, ticket: str, first: str = "") -> Event:
        self.galat = ""
        wish = first or self.router.url.query_parameters.get("next", "")
        query = {"tiket": ticket, "next": wish}
        address = "/sesi/masuk?" + urlencode(query)
        # The tab gets a new name with the new person: what it held before is nobody's any more.
        return tell_page(Command.ENTER, address)
