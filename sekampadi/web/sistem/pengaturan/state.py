"""The settings: identity, mark, weight method, thresholds."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.master import metode
from sekampadi.services.master.metode import KALIMAT_YAKIN
from sekampadi.services.sistem import pengaturan
from sekampadi.web.commands import Command, tell_page
from sekampadi.web.context import as_person
from sekampadi.web.declare import state_permission
from sekampadi.web.reflex_seam.events import Event
from sekampadi.web.ui.states.formulir import HalamanFormulirMixin, clean_form, refusals_shown


@dataclass(frozen=True)
class MetodeView:
    """A method in the list."""

    kunci: str
    tanggal: str
    nama: str
    dasar: bool


@state_permission(Permission.PENGATURAN_MANAGE)
class PengaturanState(HalamanFormulirMixin, rx.State):
    """The settings as they are stored, and the form that has errors."""

    logo: str = ""
    daftar_metode: list[MetodeView] = []
    kalimat: str = KALIMAT_YAKIN
    perlu_yakin: bool = False
    hapus_kunci: str = ""
    hapus_nama: str = ""

    async def _show(self) -> None:
        found = await as_person(pengaturan.load_pengaturan)
        rows = await as_person(metode.list_metode)
        self.logo = found.identitas.logo
        self.daftar_metode = [
            MetodeView(
                row.berlaku_dari.isoformat(),
                format_tanggal(row.berlaku_dari),
                row.metode.label,
                row.dasar,
            )
            for row in rows
        ]
        self.perlu_yakin, self.hapus_kunci = False, ""
        values = {k: str(v) for k, v in asdict(found.identitas).items()}
        self._open_form(
            "pengaturan", "", values | {k: str(v) for k, v in asdict(found.ambang).items()}
        )

    @rx.event
    async def simpan_identitas(self, data: dict[str, Any]) -> Event | None:
        """Take the identity; the page is loaded again in its new colour."""
        with refusals_shown(self, data):
            await as_person(pengaturan.save_identitas, clean_form(data))
            self._stored(data)
            return tell_page(Command.REFRESH)
        return None

    @rx.event
    async def hapus_logo(self) -> Event:
        """Go back to the application's own mark."""
        await as_person(pengaturan.remove_logo)
        return tell_page(Command.REFRESH)

    @rx.event
    async def simpan_ambang(self, data: dict[str, Any]) -> None:
        """Take the thresholds."""
        with refusals_shown(self, data):
            await as_person(pengaturan.save_ambang, clean_form(data))
            self._stored(data)
            self._say(t("Batas tanda disimpan. Jawaban yang masuk sejak sekarang memakainya."))

    @rx.event
    async def simpan_metode(self, data: dict[str, Any]) -> None:
        """Take a method and its first day."""
        with refusals_shown(self, data):
            await as_person(metode.set_metode, clean_form(data))
            await self._show()
            self._say(t("Metode bobot disimpan."))
        self.perlu_yakin = "yakin" in self.salah

    @rx.event
    def minta_hapus(self, kunci: str) -> None:
        """Ask before a method is taken away."""
        row = next((r for r in self.daftar_metode if r.kunci == str(kunci)), None)
        if row is not None and not row.dasar:
            self._clear_errors()
            self._say("")
            self.perlu_yakin = False
            self.hapus_kunci, self.hapus_nama = row.kunci, f"{row.nama}, {row.tanggal}"

    @rx.event
    def batal_hapus(self) -> None:
        """Leave the method as it is."""
        self._clear_errors()
        self.hapus_kunci = ""

    @rx.event
    async def hapus_metode(self, data: dict[str, Any]) -> None:
        """Take a method away."""
        if not self.hapus_kunci:
            return
        day = date.fromisoformat(self.hapus_kunci)
        with refusals_shown(self, data):
            await as_person(metode.remove_metode, day, clean_form(data))
            await self._show()
            self._say(t("Metode dihapus; metode sebelumnya berlaku terus."))
