"""The table of UPP and its form."""

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.teks import shorten
from sekampadi.i18n import t
from sekampadi.services.master import upp
from sekampadi.services.master.tabel_master import UPP
from sekampadi.services.tabel.tabel import TableSource
from sekampadi.web.context import as_person
from sekampadi.web.declare import state_permission
from sekampadi.web.master.state import MasterMixin, Tindak
from sekampadi.web.ui.states.tabel import Pilih

_ACTS = {
    "nonaktif": Tindak(
        lambda rt, person, number: upp.set_upp_active(rt, person, number, False),
        t("UPP dinonaktifkan."),
        t("Nonaktifkan {nama}?"),
        t(
            "Survei semua layanannya ditutup dan operatornya langsung keluar. Jawaban dan nilai "
            "yang sudah ada tetap tersimpan, dan UPP ini dapat diaktifkan lagi."
        ),
        t("Nonaktifkan UPP"),
    ),
    "hapus": Tindak(
        upp.delete_upp,
        t("UPP dihapus."),
        t("Hapus {nama}?"),
        t("UPP ini belum pernah dipakai. Yang dihapus tidak dapat dikembalikan."),
        t("Hapus UPP"),
        bahaya=True,
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

    def _table(self) -> TableSource:
        return UPP

    def _acts(self) -> Mapping[str, Tindak]:
        return _ACTS

    async def _load_induk(self) -> None:
        rows = await as_person(upp.list_induk)
        self.pilihan_induk = [Pilih(u.kode, u.nama) for u in rows]

    def _loader(self) -> Callable[..., Any]:
        return upp.load_upp

    def _headings(self) -> Mapping[str, str]:
        return {
            "nama": t("Nama UPP"),
            "jenis": t("Jenis"),
            "induk": t("UPP induk"),
            "status": t("Status"),
        }

    def _said(self, field: str, value: str) -> str:
        if field != "induk":
            return value
        return next((p.nama for p in self.pilihan_induk if p.kunci == value), value)

    async def _blank(self) -> tuple[str, dict[str, str]]:
        await self._load_induk()
        return t("Tambah UPP"), {"jenis": "Dinas"}

    async def _filled(self, found: Any) -> tuple[str, dict[str, str]]:
        row, induk = found
        await self._load_induk()
        if induk and induk not in {p.kunci for p in self.pilihan_induk}:
            self.pilihan_induk = [*self.pilihan_induk, Pilih(induk, induk)]
        isian = upp.isian_upp(row, induk) | {"kode": row.kode}
        return t("Ubah {nama}", nama=row.nama), isian

    async def _save(self, isian: dict[str, object], number: int) -> str:
        if number:
            await as_person(upp.update_upp, number, isian, semula=self._semula)
            return t("Perubahan disimpan.")
        row = await as_person(upp.create_upp, isian)
        self._baru = row.kode
        return t("{nama} ditambahkan dengan kode {kode}.", nama=shorten(row.nama), kode=row.kode)
