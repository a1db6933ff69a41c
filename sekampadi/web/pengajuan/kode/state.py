"""The table of codes that hang, and its forms; a photo follows the form that it was picked in."""

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx

from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.pengajuan.kode_terpasang import MediaKode
from sekampadi.i18n import format_hari, t
from sekampadi.services.pengajuan.pemantauan import kode
from sekampadi.services.pengajuan.pemantauan.tabel_kode import KODE, TABLE_KODE
from sekampadi.services.tabel.tabel import TableRow, TableSource
from sekampadi.web.commands import Command, tell_page
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.master.state import MasterMixin, Tindak
from sekampadi.web.reflex_seam.events import Event
from sekampadi.web.ui.states.tabel import BarisTabel, Pilih, parse_id, show_row

_ACTS = {
    "hapus": Tindak(
        kode.remove_kode,
        t("Catatan dihapus."),
        t("Hapus catatan {nama}?"),
        t(
            "Untuk kode yang tidak terpasang lagi, pakai Tandai dilepas: catatannya tetap ada. Yang "
            "dihapus tidak dapat dikembalikan."
        ),
        t("Hapus catatan"),
        bahaya=True,
    ),
    "aktif": Tindak(kode.put_up_again, t("Kode ini kembali tercatat terpasang.")),
}


@state_permission(Permission.QR_LOG)
class KodeState(MasterMixin, rx.State):
    """The codes that a person may log."""

    pilihan_upp: list[Pilih] = []
    pilihan_layanan: list[Pilih] = []

    def _table(self) -> TableSource:
        return TABLE_KODE

    def _acts(self) -> Mapping[str, Tindak]:
        return _ACTS

    def _name_of(self, sel: Mapping[str, str]) -> str:
        return sel["tempat"]

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        shown = show_row(KODE, row, nomor)
        shown.sel["layanan"] = shown.sel["layanan"] or t("Semua layanan")
        return shown

    def _loader(self) -> Callable[..., Any]:
        return kode.load_kode

    async def _offer(self, upp: str) -> None:
        offices, services = await as_person(kode.load_pilihan_kode, upp)
        self.pilihan_upp = [Pilih(u.kode, u.nama) for u in offices]
        self.pilihan_layanan = [Pilih(s.kode, s.nama) for s in services]

    async def _blank(self) -> tuple[str, dict[str, str]]:
        await self._offer("")
        today = format_hari(runtime().today())
        return t("Catat kode QR"), {"tanggal": today, "media": MediaKode.POSTER.value}

    async def _filled(self, found: Any) -> tuple[str, dict[str, str]]:
        await self._offer(found.upp_kode)
        return t("Ubah catatan {nama}", nama=found.tempat), kode.isian_kode(found)

    def _headings(self) -> Mapping[str, str]:
        found = {
            "media": t("Media"),
            "tempat": t("Tempat"),
            "layanan": t("Layanan"),
            "tanggal": t("Tanggal dipasang"),
            "keterangan": t("Keterangan"),
            "dilepas": t("Dilepas"),
        }
        if self.form == "lepas":  # it asks for another day under the same name
            del found["tanggal"]
        return found

    def _said(self, field: str, value: str) -> str:
        if field == "media" and value in set(MediaKode):
            return MediaKode(value).label
        if field == "layanan":
            names = {p.kunci: p.nama for p in self.pilihan_layanan}
            return names.get(value, value) if value else t("Semua layanan UPP")
        return value

    @rx.event
    async def pilih_upp(self, upp: str) -> None:
        """Take the UPP whose code it is, and offer its layanan."""
        self.isian = self.isian | {"upp": str(upp)[:120], "layanan": ""}
        await self._offer(str(upp))

    @rx.event
    async def buka_lain(self, form: str, id_baris: str) -> None:
        """Open the form by which a code is taken down (``lepas``), or gets its photo (``foto``)."""
        titles = {"lepas": t("Tandai dilepas: {nama}"), "foto": t("Foto {nama}")}
        form = str(form)
        if form not in titles:
            return
        number = parse_id(id_baris) or 0
        try:
            found = await self._read(number)
        except NotFoundError:
            await self._reload()
            self._show_gone()
            return
        self._say("")
        values = {"tanggal": format_hari(runtime().today())}
        self._open_form(form, titles[form].format(nama=found.tempat), values, str(number))
        self._semula = kode.isian_kode(found)

    async def _save(self, isian: dict[str, object], number: int) -> str:
        if self.form == "lepas":
            await as_person(kode.take_down, number, isian, semula=self._semula)
            return t("Ditandai sudah dilepas.")
        if self.form == "foto":
            self._baru = str(number)
            return ""
        if number:
            await as_person(kode.change_kode, number, isian, semula=self._semula)
            return t("Perubahan disimpan.")
        if len(self.pilihan_upp) == 1:
            isian = isian | {"upp": self.pilihan_upp[0].kunci}
        self._baru = str(await as_person(kode.add_kode, isian))
        return t("Kode QR dicatat.")

    def _lead_to_new(self) -> Event | None:
        row, self._baru = self._baru, ""
        if not row:
            return None
        return tell_page(Command.SEND_PICKED, f"/api/unggah/kode-qr/{row}")

    @rx.event
    async def terunggah(self) -> None:
        """Show the photo that this page has sent."""
        await self._reload()
        self._say(t("Foto tersimpan."))
