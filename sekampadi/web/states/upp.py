"""The table of UPP and its form."""

from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services import upp
from sekampadi.services.tabel import Table
from sekampadi.services.tabel_master import UPP
from sekampadi.web.context import current_principal, in_thread
from sekampadi.web.declare import state_permission
from sekampadi.web.states.formulir import FormulirMixin, Pertanyaan, clean_form
from sekampadi.web.states.tabel import Pilih, TabelMixin, parse_id


def _question(tindakan: str, row: str, nama: str) -> Pertanyaan | None:
    if tindakan == "nonaktif":
        return Pertanyaan(
            tindakan,
            row,
            t("Nonaktifkan {nama}?", nama=nama),
            t(
                "Survei semua layanannya ditutup dan operatornya langsung keluar. Jawaban dan nilai "
                "yang sudah ada tetap tersimpan, dan UPP ini dapat diaktifkan lagi."
            ),
            t("Nonaktifkan"),
        )
    if tindakan == "hapus":
        return Pertanyaan(
            tindakan,
            row,
            t("Hapus {nama}?", nama=nama),
            t("Hanya UPP yang belum pernah dipakai yang dapat dihapus."),
            t("Hapus"),
        )
    return None


@state_permission(Permission.UPP_MANAGE)
class UppState(TabelMixin, FormulirMixin, rx.State):
    """The UPP of the province."""

    pilihan_induk: list[Pilih] = []

    def _table(self) -> Table:
        return UPP

    @rx.event
    async def muat(self) -> None:
        """Read the table."""
        await self._reload(dict(self.router.url.query_parameters))

    @rx.event
    def masuk(self) -> None:
        """Begin with no form open."""
        self._close()
        self.berita = ""

    async def _load_induk(self) -> None:
        rows = await in_thread(upp.list_induk, current_principal())
        self.pilihan_induk = [Pilih(u.kode, u.nama) for u in rows]

    @rx.event
    async def buka_tambah(self) -> None:
        """Open an empty form."""
        await self._load_induk()
        self._open_form("tambah", t("Tambah UPP"), {"jenis": "Dinas"})

    @rx.event
    async def buka_ubah(self, id_baris: str) -> None:
        """Open the form of a row."""
        try:
            row, induk = await in_thread(upp.load_upp, current_principal(), parse_id(id_baris) or 0)
        except DomainError as error:
            self.galat = error.message
            return
        await self._load_induk()
        if induk and induk not in {p.kunci for p in self.pilihan_induk}:
            self.pilihan_induk = [*self.pilihan_induk, Pilih(induk, induk)]
        isian = {"nama": row.nama, "jenis": row.jenis, "induk": induk, "kode": row.kode}
        self._open_form("ubah", t("Ubah {nama}", nama=row.nama), isian, str(row.id))

    @rx.event
    async def simpan(self, data: dict[str, Any]) -> None:
        """Take the form."""
        isian = clean_form(data)
        try:
            if self.form == "ubah":
                await in_thread(
                    upp.update_upp, current_principal(), parse_id(self.form_id) or 0, isian
                )
                words = t("Perubahan disimpan.")
            else:
                row = await in_thread(upp.create_upp, current_principal(), isian)
                words = t("{nama} ditambahkan dengan kode {kode}.", nama=row.nama, kode=row.kode)
        except DomainError as error:
            self._show_errors(error)
            return
        self._close()
        await self._reload()
        self.berita = words

    @rx.event
    def minta(self, tindakan: str, id_baris: str) -> None:
        """Ask before an act."""
        row = next((b for b in self.baris if b.id == str(id_baris)), None)
        question = row and _question(str(tindakan), row.id, row.sel["nama"])
        if question:
            self._ask(question)

    @rx.event
    async def lakukan(self) -> None:
        """Do what was asked about."""
        if not self.tanya.tindakan:
            return
        upp_id = parse_id(self.tanya.id) or 0
        try:
            if self.tanya.tindakan == "hapus":
                await in_thread(upp.delete_upp, current_principal(), upp_id)
            elif self.tanya.tindakan == "nonaktif":
                await in_thread(upp.set_upp_active, current_principal(), upp_id, False)
        except DomainError as error:
            self.galat_tindakan = error.message
            return
        words = t("UPP dihapus.") if self.tanya.tindakan == "hapus" else t("UPP dinonaktifkan.")
        self._close()
        await self._reload()
        self.berita = words

    @rx.event
    async def aktifkan(self, id_baris: str) -> None:
        """Open an office again."""
        self._close()
        try:
            await in_thread(upp.set_upp_active, current_principal(), parse_id(id_baris) or 0, True)
        except DomainError as error:
            self.berita = error.message
            return
        await self._reload()
        self.berita = t("UPP diaktifkan.")
