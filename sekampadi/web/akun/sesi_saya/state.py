"""The own logins: seen, and ended one by one or all at once."""

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.akun import sesi_saya
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.guard import session_token
from sekampadi.web.ui.states.formulir import Confirmation, FormulirMixin
from sekampadi.web.ui.states.sesi import BarisSesi, show_sesi

_LAIN, _SEMUA = "lain", "semua"


@state_permission(Permission.SESSION)
class SesiSayaState(FormulirMixin, rx.State):
    """The logins of the person behind the browser."""

    sesi: list[BarisSesi] = []

    async def _reload(self) -> None:
        rows = await as_person(sesi_saya.list_sesi, token=session_token(self))
        self.sesi = show_sesi(rows, runtime().now())

    @rx.event
    async def muat(self) -> None:
        """Show the logins that stand."""
        await self._reload()

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing asked."""
        self._close()
        self._say("")

    @rx.event
    async def akhiri(self, kunci: str) -> None:
        """End one login; another person's is not found."""
        try:
            await as_person(sesi_saya.end_sesi, str(kunci))
        except DomainError as error:
            self._say("", gagal=error.message)
        else:
            self._say(t("Sesi itu diakhiri. Halaman yang terbuka di sana langsung tertutup."))
        await self._reload()

    @rx.event
    def minta(self, tindakan: str) -> None:
        """Ask before all other logins end, or all of them."""
        words = {
            _LAIN: (
                t("Akhiri semua sesi lain?"),
                t("Di semua perangkat lain Anda harus masuk lagi. Di sini Anda tetap masuk."),
                t("Akhiri sesi lain"),
            ),
            _SEMUA: (
                t("Keluar dari semua perangkat?"),
                t("Anda keluar di semua perangkat, juga di sini."),
                t("Keluar dari semua"),
            ),
        }.get(str(tindakan))
        if words is not None:
            self._ask(Confirmation(str(tindakan), "sesi", *words))

    @rx.event
    async def lakukan(self) -> None:
        """End what was asked about; when this login is among it, its page is told so."""
        tindakan = self.tanya.tindakan
        if tindakan not in {_LAIN, _SEMUA}:
            return
        self._close()
        but = session_token(self) if tindakan == _LAIN else None
        await as_person(sesi_saya.end_all_sesi, but=but)
        if tindakan == _LAIN:
            self._say(t("Semua sesi lain diakhiri."))
            await self._reload()
