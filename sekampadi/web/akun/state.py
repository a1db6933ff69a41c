"""The own account."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.akun import akun
from sekampadi.services.sistem.antrean import SANDI_DIKENAL
from sekampadi.web.context import as_person, current_principal, in_lane
from sekampadi.web.declare import state_permission
from sekampadi.web.guard import session_token
from sekampadi.web.ui.states.formulir import HalamanFormulirMixin, clean_form, refusals_shown
from sekampadi.web.ui.states.versi import VersiMixin


@state_permission(Permission.AKUN)
class AkunState(VersiMixin, HalamanFormulirMixin, rx.State):
    """The account of the person behind the browser."""

    username: str = ""
    peran: str = ""
    upp_nama: str = ""
    harus_ganti: bool = False

    async def _show(self) -> None:
        found = await as_person(akun.load_akun)
        self.username, self.peran, self.upp_nama = found.username, found.peran, found.upp_nama
        self.harus_ganti = found.harus_ganti
        self._open_row("akun", "", {"username": found.username})

    def _headings(self) -> Mapping[str, str]:
        return {"username": t("Username")}

    async def _take_stored(self) -> None:
        await self._show()

    @rx.event
    async def simpan_username(self, data: dict[str, Any]) -> None:
        """Take a new username."""
        with refusals_shown(self, data):
            self.username = await as_person(akun.rename_akun, clean_form(data), semula=self._semula)
            self._stored(data)
            self._semula = {"username": self.username}
            self._say(t("Username disimpan. Pakai username ini saat masuk berikutnya."))

    @rx.event
    async def simpan_sandi(self, data: dict[str, Any]) -> None:
        """Take a new password; the other sessions end."""
        self._say("")
        change = partial(akun.change_password, token=session_token(self))
        with refusals_shown(self, data):
            await in_lane(SANDI_DIKENAL, self, change, current_principal(), clean_form(data))
            was_forced, self.harus_ganti = self.harus_ganti, False
            self._open_row("akun", "", {"username": self.username})
            self._say(t("Kata sandi diganti. Sesi Anda di perangkat lain sudah berakhir."))
            if was_forced:
                self._say(t("Kata sandi diganti. Selamat bekerja."))
