"""The table of UPP and its form."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.master import upp
from sekampadi.services.master.tabel_master import UPP
from sekampadi.services.tabel.tabel import Table
from sekampadi.web.context import current_principal, in_thread
from sekampadi.web.declare import state_permission
from sekampadi.web.master.state import MasterMixin, Tindak
from sekampadi.web.ui.states.formulir import clean_form
from sekampadi.web.ui.states.tabel import Pilih, parse_id

_ACTS = {
    "nonaktif": Tindak(
        lambda rt, person, number: upp.set_upp_active(rt, person, number, False),
        t("UPP dinonaktifkan."),
        t("Nonaktifkan {nama}?"),
        t(
            "Survei semua layanannya ditutup dan operatornya langsung keluar. Jawaban dan nilai "
            "yang sudah ada tetap tersimpan, dan UPP ini dapat diaktifkan lagi."
        ),
        t("Nonaktifkan"),
    ),
    "hapus": Tindak(
        upp.delete_upp,
        t("UPP dihapus."),
        t("Hapus {nama}?"),
        t("Hanya UPP yang belum pernah dipakai yang dapat dihapus."),
        t("Hapus"),
    ),
    "aktif": Tindak(
        lambda rt, person, number: upp.set_upp_active(rt, person, number, True),
        t("UPP diaktifkan."),
    ),
}


@state_permission(Permission.UPP_MANAGE)
class UppState(MasterMixin, rx.State):
    """The UPP of the province."""

    pilihan_induk: list[Pilih] = []

    def _table(self) -> Table:
        return UPP

    def _acts(self) -> Mapping[str, Tindak]:
        return _ACTS

    @rx.event
    async def muat(self) -> None:
        """Read the table."""
        await self._reload(dict(self.router.url.query_parameters))

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
        found = await self._load_row(upp.load_upp, id_baris)
        if found is None:
            return
        row, induk = found
        await self._load_induk()
        if induk and induk not in {p.kunci for p in self.pilihan_induk}:
            self.pilihan_induk = [*self.pilihan_induk, Pilih(induk, induk)]
        isian = {"nama": row.nama, "jenis": row.jenis, "induk": induk, "kode": row.kode}
        self._open_form("ubah", t("Ubah {nama}", nama=row.nama), isian, str(row.id))

    @rx.event
    async def simpan(self, data: dict[str, Any]) -> None:
        """Take the form; a second click finds it taken already."""
        if not self.form:
            return
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
        self._say(words)
