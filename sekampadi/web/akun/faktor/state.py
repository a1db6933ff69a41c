"""The second factor of the own account: set up, changed, given up."""

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.periode import ZONA, local_date
from sekampadi.i18n import format_tanggal, t
from sekampadi.reports.render.qr import qr_path
from sekampadi.services.akun import faktor
from sekampadi.services.sistem.antrean import SANDI_DIKENAL
from sekampadi.services.sistem.runtime import require
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.context import as_person, current_principal, in_lane, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.guard import session_token
from sekampadi.web.reflex_seam.states import keep_out_of_redis
from sekampadi.web.ui.states.formulir import FormulirMixin, clean_form, refusals_shown

_JUDUL = {
    "mulai": t("Aktifkan verifikasi dua langkah"),
    "ganti": t("Ganti aplikasi autentikator"),
    "pemulihan": t("Buat kode pemulihan baru"),
    "lepas": t("Nonaktifkan verifikasi dua langkah"),
}
"""What asks for the password first, and its heading."""


def _said(moment: datetime | None) -> str:
    """Say a moment in words; empty for none."""
    if moment is None:
        return ""
    local = moment.astimezone(ZONA)
    return t("{tanggal} pukul {jam}", tanggal=format_tanggal(local.date()), jam=f"{local:%H.%M}")


@keep_out_of_redis("rahasia", "alamat", "qr", "kotak", "kode")
@state_permission(Permission.AKUN)
class FaktorState(FormulirMixin, rx.State):
    """The second factor of the person behind the browser.

    What is secret stands here while it is shown, and in no Redis: the secret until its first code,
    the recovery codes until the person has them.
    """

    aktif: bool = False
    sejak: str = ""
    sisa: int = 0
    wajib: bool = False
    harus: bool = False
    kode_salah: int = 0
    kode_salah_sejak: str = ""
    pemulihan_pada: str = ""
    rahasia: str = ""
    alamat: str = ""
    qr: str = ""
    kotak: str = ""
    kode: list[str] = []
    untuk: str = ""
    """Whose recovery codes these are, of which service and of when: what is printed lies about."""

    async def _show(self) -> None:
        found = await as_person(faktor.load_faktor)
        self.aktif = found.sejak is not None
        self.sejak = format_tanggal(local_date(found.sejak)) if found.sejak else ""
        self.sisa, self.wajib, self.harus = found.sisa, found.wajib, found.harus
        self.kode_salah = found.salah
        self.kode_salah_sejak, self.pemulihan_pada = map(
            _said, (found.salah_sejak, found.pemulihan_pada)
        )

    def _close(self) -> None:
        super()._close()
        self.rahasia = self.alamat = self.qr = self.kotak = ""
        self.kode = []

    def _show_calon(self, calon: faktor.CalonBaru) -> None:
        if self.form != "pindai":
            self._open_form("pindai", t("Hubungkan aplikasi autentikator"), {})
        self.rahasia, self.alamat = calon.rahasia, calon.alamat
        self.qr, side = qr_path(calon.alamat)
        self.kotak = f"0 0 {side} {side}"

    def _show_codes(self, codes: tuple[str, ...]) -> None:
        self._open_form("kode", t("Kode pemulihan Anda"), {})
        self.kode = list(codes)
        self.untuk = t(
            "Akun {username} di {alamat}, dibuat {tanggal}.",
            username=require(current_principal(), Permission.AKUN).username,
            alamat=urlsplit(runtime().settings.base_url).netloc,
            tanggal=format_tanggal(runtime().today()),
        )

    @rx.event
    async def muat(self) -> None:
        """Show how it stands; what is open stays open when a lost connection is back."""
        await self._show()
        if self.form == "pindai" and not self.rahasia:
            calon = await as_person(faktor.load_calon)
            if calon is None:
                self._close()
            else:
                self._show_calon(calon)
        elif self.form == "kode" and not self.kode:
            self._close()

    @rx.event
    async def masuk(self) -> None:
        """Begin with nothing open."""
        self._close()
        self._say("")
        await self._show()

    @rx.event
    def buka(self, nama: str) -> None:
        """Ask for the password, and for a code where there is a second factor, before an act."""
        judul = _JUDUL.get(str(nama))
        if judul:
            self._say("")
            self._open_form(str(nama), judul, {})

    @rx.event
    async def lanjut(self, data: dict[str, Any]) -> None:
        """Do what the password was asked for; a second click finds it done."""
        if self.form not in _JUDUL:
            return
        isian, token = clean_form(data), session_token(self)
        acts: dict[str, Any] = {
            "mulai": faktor.begin_faktor,
            "ganti": faktor.begin_faktor,
            "pemulihan": faktor.renew_pemulihan,
            "lepas": partial(faktor.remove_faktor, token=token),
        }
        with refusals_shown(self, data):
            done = await in_lane(SANDI_DIKENAL, self, acts[self.form], current_principal(), isian)
            if self.form == "pemulihan":
                self._show_codes(done)
            elif self.form == "lepas":
                self._close()
                self._say(t("Verifikasi dua langkah dinonaktifkan."))
            else:
                self._show_calon(done)
            await self._show()

    @rx.event
    async def pastikan(self, data: dict[str, Any]) -> None:
        """Take the first code of a new secret."""
        if self.form != "pindai":
            return
        with refusals_shown(self, data):
            codes = await as_person(
                faktor.confirm_faktor, clean_form(data), token=session_token(self)
            )
            self._show_codes(codes)
            await self._show_confirmed()

    async def _show_confirmed(self) -> None:
        # Whose event this is was asked before there was a second factor: nothing else is new.
        await self._show()
        self.harus = False

    @rx.event
    async def selesai(self) -> Any:
        """Forget the recovery codes, which the person has now; the menu may have more than before."""
        if self.form != "kode":
            return None
        self._close()
        self._say(t("Verifikasi dua langkah aktif."))
        return SesiState.muat
