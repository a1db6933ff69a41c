"""The table of connected walls, its form, and the link that is shown once."""

import base64
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.periode import ZONA
from sekampadi.domain.sesi.layar_terhubung import HARI, KeadaanLayar, last_day
from sekampadi.i18n import format_hari, t
from sekampadi.reports.render.qr import qr_svg
from sekampadi.services.layar import terhubung as service
from sekampadi.services.layar.tabel_terhubung import TABLE_TERHUBUNG, TERHUBUNG
from sekampadi.services.tabel.tabel import TableRow, TableSource
from sekampadi.web.context import as_person, in_thread, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.master.state import MasterMixin, Tindak
from sekampadi.web.ui.states.tabel import BarisTabel, Pilih, show_row

_ACTS = {
    "cabut": Tindak(
        service.revoke_layar,
        t("Layar dicabut. Yang sedang tampil langsung tertutup."),
        t("Cabut layar {nama}?"),
        t("Layar itu langsung tertutup. Untuk menampilkannya lagi, hubungkan layar baru."),
        t("Cabut layar"),
        bahaya=True,
    ),
    "tautan": Tindak(
        service.renew_tautan,
        "",
        t("Buat tautan baru untuk {nama}?"),
        t(
            "Tautan yang lama tidak berlaku lagi. Perangkat yang membuka tautan baru menggantikan "
            "perangkat yang sekarang."
        ),
        t("Buat tautan baru"),
    ),
}


def _picture(_rt: object, address: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(address)).decode()


@state_permission(Permission.LAYAR_CONNECT)
class LayarTerhubungState(MasterMixin, rx.State):
    """The walls that a person may see and take back."""

    pilihan_upp: list[Pilih] = []
    provinsi: bool = False
    tautan: str = ""
    tautan_untuk: str = ""
    tautan_sampai: str = ""
    tautan_qr: str = ""
    _tautan_baru: service.TautanLayar | None = None

    def _table(self) -> TableSource:
        return TABLE_TERHUBUNG

    def _acts(self) -> Mapping[str, Tindak]:
        return _ACTS

    def _forget(self) -> None:
        self.tautan = self.tautan_untuk = self.tautan_sampai = self.tautan_qr = ""

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        shown = show_row(TERHUBUNG, row, nomor)
        end = row.values["sampai"]
        if isinstance(end, datetime):
            shown.sel["sampai"] = format_hari(last_day(end))
        if row.values["terakhir"] is None:
            shown.sel["terakhir"] = t("belum pernah")
        keadaan = KeadaanLayar(str(row.values["keadaan"]))
        shown.sel["hidup"] = "1" if keadaan is KeadaanLayar.TERHUBUNG else ""
        return shown

    def _loader(self) -> Callable[..., Any]:
        return service.load_layar_terhubung

    async def _blank(self) -> tuple[str, dict[str, str]]:
        self.provinsi, offices = await as_person(service.list_cakupan_layar)
        self.pilihan_upp = [Pilih(u.kode, u.nama) for u in offices]
        only = offices[0].kode if len(offices) == 1 and not self.provinsi else ""
        day = runtime().today() + timedelta(days=HARI)
        return t("Hubungkan layar"), {"upp": only, "sampai": format_hari(day)}

    async def _filled(self, found: Any) -> tuple[str, dict[str, str]]:
        isian = service.isian_layar(found.nama, found.sampai)
        return t("Ubah layar {nama}", nama=found.nama), isian

    async def _save(self, isian: dict[str, object], number: int) -> str:
        if number:
            await as_person(service.change_layar, number, isian, semula=self._semula)
            return t("Perubahan disimpan.")
        if len(self.pilihan_upp) == 1 and not self.provinsi:
            isian = isian | {"upp": self.pilihan_upp[0].kunci}
        await self._show_link(await as_person(service.connect_layar, isian))
        return ""

    async def _show_link(self, link: service.TautanLayar) -> None:
        local = link.sampai.astimezone(ZONA)
        self.tautan, self.tautan_untuk = link.alamat, link.nama
        self.tautan_sampai = local.strftime("%H.%M")
        self.tautan_qr = await in_thread(_picture, link.alamat)

    @rx.event
    async def lakukan(self) -> None:
        """Do what was asked about."""
        tindakan = self.tanya.tindakan
        if tindakan in _ACTS:
            await self._act(tindakan, self.tanya.id)
            if self._tautan_baru is not None:
                link, self._tautan_baru = self._tautan_baru, None
                await self._show_link(link)

    def _done(self, tindakan: str, result: Any) -> None:
        if tindakan == "tautan":
            self._tautan_baru = result

    @rx.event
    async def tutup_tautan(self) -> None:
        """Forget the link, and show whether it was opened meanwhile."""
        self._forget()
        await self._reload()
