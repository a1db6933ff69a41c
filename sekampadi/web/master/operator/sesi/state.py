"""The logins of an account that the person manages, over the table of accounts."""

from collections.abc import Awaitable, Callable

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.master import sesi_operator
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.ui.states.sesi import BarisSesi, show_sesi
from sekampadi.web.ui.states.tabel import parse_id


@state_permission(Permission.OPERATOR_MANAGE)
class SesiOperatorState(rx.State):
    """One account whose logins are looked at."""

    nomor: str = ""
    nama: str = ""
    sesi: list[BarisSesi] = []
    berita: str = ""
    galat: str = ""

    def _close(self) -> None:
        self.nomor = self.nama = self.berita = self.galat = ""
        self.sesi = []

    async def _reload(self, number: int) -> None:
        self.nama, rows = await as_person(sesi_operator.list_sesi_operator, number)
        self.sesi = show_sesi(rows, runtime().now())
        self.nomor = str(number)

    async def _do(self, act: Callable[[int], Awaitable[None]], words: str) -> None:
        number = parse_id(self.nomor) or 0
        self.berita = self.galat = ""
        try:
            await act(number)
            self.berita = words
        except DomainError as error:
            self.galat = error.message
        try:
            await self._reload(number)
        except DomainError as error:  # the account has gone meanwhile
            self.sesi, self.galat = [], error.message

    @rx.event
    async def buka(self, id_baris: str) -> None:
        """Show the logins of an account; of one that is not there any more, say so."""
        self._close()
        number = parse_id(id_baris) or 0
        try:
            await self._reload(number)
        except DomainError as error:
            self.nomor, self.galat = str(number), error.message

    @rx.event
    async def akhiri(self, kunci: str) -> None:
        """End one of the logins."""

        async def act(number: int) -> None:
            await as_person(sesi_operator.end_sesi_operator, number, str(kunci))

        await self._do(act, t("Sesi itu diakhiri. Halaman yang terbuka di sana langsung tertutup."))

    @rx.event
    async def akhiri_semua(self) -> None:
        """End all of them."""

        async def act(number: int) -> None:
            await as_person(sesi_operator.end_all_sesi_operator, number)

        await self._do(act, t("Semua sesi akun ini diakhiri."))

    @rx.event
    def tutup(self) -> None:
        """Look at no account's logins any more."""
        self._close()
