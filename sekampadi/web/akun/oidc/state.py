"""The link of the own account to the provider of logins: made, and taken back."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.akun.oidc import kaitan
from sekampadi.services.sistem.antrean import SANDI_DIKENAL
from sekampadi.web.akun.oidc.kata import words_of
from sekampadi.web.commands import Command, tell_page
from sekampadi.web.context import as_person, current_principal, in_lane
from sekampadi.web.declare import state_permission
from sekampadi.web.guard import session_token
from sekampadi.web.reflex_seam.events import Event
from sekampadi.web.ui.states.formulir import FormulirMixin, clean_form, refusals_shown


@state_permission(Permission.AKUN)
class KaitanState(FormulirMixin, rx.State):
    """How the person's account stands to the provider; ``nama`` is empty where there is none."""

    nama: str = ""
    terhubung: bool = False
    _told: str = ""
    """What came of the way to the provider, as it was said: not again when a lost connection is back."""

    async def _show(self) -> None:
        found = await as_person(kaitan.load_kaitan)
        self.nama, self.terhubung = found.nama, found.terhubung

    @rx.event
    async def muat(self) -> None:
        """Show how it stands, and what came of the way to the provider."""
        await self._show()
        code = self.router.url.query_parameters.get("oidc")
        if not code or code == self._told:
            return
        self._told = code
        if code == "ok" and self.terhubung:
            self._say(t("Akun Anda terhubung dengan {nama}.", nama=self.nama))
        else:
            self._say("", gagal=words_of(code))

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open."""
        self._close()

    @rx.event
    def buka(self, nama: str) -> None:
        """Ask for the password before the account is linked, or once more before the link goes."""
        self._say("")
        if str(nama) == "hubungkan" and self.nama:
            self._open_form("hubungkan", t("Hubungkan akun {nama}", nama=self.nama), {})
        elif str(nama) == "lepas" and self.terhubung:
            self._open_form("lepas", t("Lepas akun {nama}?", nama=self.nama), {})

    @rx.event
    async def hubungkan(self, data: dict[str, Any]) -> Event | None:
        """Take the password, and go to the provider by a full navigation."""
        if self.form != "hubungkan":
            return None
        act = partial(kaitan.begin_kaitan, token=session_token(self))
        with refusals_shown(self, data):
            izin = await in_lane(SANDI_DIKENAL, self, act, current_principal(), clean_form(data))
            self._close()
            return tell_page(Command.ENTER, "/sesi/oidc?" + urlencode({"izin": izin}))
        return None

    @rx.event
    async def lepas(self, data: dict[str, Any]) -> None:
        """Take the link back."""
        if self.form != "lepas":
            return
        with refusals_shown(self, data):
            await as_person(kaitan.remove_kaitan)
            self._close()
            await self._show()
            self._say(t("Hubungan dilepas. Masuklah dengan kata sandi."))
