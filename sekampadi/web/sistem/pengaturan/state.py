"""The settings: identity, mark, weight method, thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from sekampadi.domain.errors import ChangedError
from sekampadi.domain.izin import Permission
from sekampadi.domain.terbuka.keterbukaan import SasaranSematan
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.master import metode
from sekampadi.services.master.metode import KALIMAT_YAKIN
from sekampadi.services.publikasi.terbuka import pengaturan as terbuka
from sekampadi.services.sistem import pengaturan
from sekampadi.web.commands import Command, tell_page
from sekampadi.web.context import as_person
from sekampadi.web.declare import state_permission
from sekampadi.web.reflex_seam.events import Event
from sekampadi.web.ui.states.formulir import HalamanFormulirMixin, clean_form, refusals_shown
from sekampadi.web.ui.states.versi import VersiMixin

IDENTITAS, AMBANG, KETERBUKAAN = "identitas", "ambang", "keterbukaan"
"""The forms of the page that somebody else may have changed."""
_HEADINGS = {
    "daerah": t("Nama daerah"),
    "pemerintah": t("Nama pemerintah daerah"),
    "singkatan": t("Nama singkat"),
    "pengelola": t("Pengelola"),
    "lapor": t("Alamat SP4N-LAPOR!"),
    "aksen": t("Warna utama"),
    "cepat_persen": t("Batas kecepatan (persen)"),
    "cepat_sampel": t("Jumlah isian pembanding"),
    "ulang_kali": t("Banyak saran yang sama"),
    "ulang_menit": t("Jangka waktu (menit)"),
    "sasaran": t("Siapa yang boleh memasang kartu"),
    "situs": t("Daftar situs"),
    "lisensi": t("Lisensi data terbuka"),
    "lisensi_alamat": t("Alamat lisensi"),
}


@dataclass(frozen=True)
class MetodeView:
    """A method in the list."""

    kunci: str
    tanggal: str
    nama: str
    dasar: bool


@state_permission(Permission.PENGATURAN_MANAGE)
class PengaturanState(VersiMixin, HalamanFormulirMixin, rx.State):
    """The settings as they are stored, and the form that has errors."""

    logo: str = ""
    daftar_metode: list[MetodeView] = []
    kalimat: str = KALIMAT_YAKIN
    perlu_yakin: bool = False
    hapus_kunci: str = ""
    hapus_nama: str = ""
    _metode: dict[str, str] = {}
    """The methods as they were when they were read, by their first days."""

    def _headings(self) -> Mapping[str, str]:
        return _HEADINGS

    def _said(self, field: str, value: str) -> str:
        if field == "sasaran" and value in {*SasaranSematan}:
            return SasaranSematan(value).label
        return value

    async def _take_stored(self) -> None:
        await self._show()

    async def _show(self) -> None:
        found = await as_person(pengaturan.load_pengaturan)
        await self._show_metode()
        self.logo = found.identitas.logo
        self.perlu_yakin, self.hapus_kunci = False, ""
        identitas = pengaturan.isian_identitas(found.identitas)
        dibuka = terbuka.isian_keterbukaan(await as_person(terbuka.read_keterbukaan))
        ambang = pengaturan.isian_ambang(found.ambang)
        self._open_row("pengaturan", "", identitas | ambang | dibuka)

    async def _show_metode(self) -> None:
        rows = await as_person(metode.list_metode)
        self._metode = {row.berlaku_dari.isoformat(): row.metode.value for row in rows}
        self.daftar_metode = [
            MetodeView(
                row.berlaku_dari.isoformat(),
                format_tanggal(row.berlaku_dari),
                row.metode.label,
                row.dasar,
            )
            for row in rows
        ]

    def _saved(self, data: object, isian: Mapping[str, str]) -> None:
        """Take what was saved as what is stored; the other form of the page stays as it was read."""
        self._stored(data)
        self._semula = {**self._semula, **isian}

    async def _show_changed_metode(self, error: ChangedError) -> None:
        """Show the methods as they are now, and say who was first; what is typed stays."""
        await self._show_metode()
        self._show_errors(error)

    @rx.event
    async def simpan_identitas(self, data: dict[str, Any]) -> Event | None:
        """Take the identity; the page is loaded again in its new colour."""
        with refusals_shown(self, data, IDENTITAS):
            isian, semula = clean_form(data), self._semula
            saved = await as_person(pengaturan.save_identitas, isian, semula=semula)
            self._saved(data, pengaturan.isian_identitas(saved))
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
        with refusals_shown(self, data, AMBANG):
            isian, semula = clean_form(data), self._semula
            saved = await as_person(pengaturan.save_ambang, isian, semula=semula)
            self._saved(data, pengaturan.isian_ambang(saved))
            self._say(t("Batas tanda disimpan. Jawaban yang masuk sejak sekarang memakainya."))

    @rx.event
    async def simpan_keterbukaan(self, data: dict[str, Any]) -> None:
        """Take which sites may show the card, and the licence of the data."""
        with refusals_shown(self, data, KETERBUKAAN):
            isian, semula = clean_form(data), self._semula
            saved = await as_person(terbuka.save_keterbukaan, isian, semula=semula)
            self._saved(data, terbuka.isian_keterbukaan(saved))
            self._say(t("Disimpan. Situs lain melihat perubahannya dalam beberapa menit."))

    @rx.event
    async def simpan_metode(self, data: dict[str, Any]) -> None:
        """Take a method and its first day."""
        with refusals_shown(self, data):
            try:
                await as_person(metode.set_metode, clean_form(data), semula=self._metode)
            except ChangedError as error:
                await self._show_changed_metode(error)
                return
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
            try:
                await as_person(metode.remove_metode, day, clean_form(data), semula=self._metode)
            except ChangedError as error:
                await self._show_changed_metode(error)
                return
            await self._show()
            self._say(t("Metode dihapus; metode sebelumnya berlaku terus."))
