"""The table of keys, the form of a new one, and the key itself, which is shown once."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import reflex as rx

from sekampadi.domain.integrasi.kunci import HARI, KeadaanKunci, split_guna
from sekampadi.domain.izin import Permission
from sekampadi.domain.sesi.layar_terhubung import last_day
from sekampadi.i18n import format_hari, t
from sekampadi.services.kunci import kunci as service
from sekampadi.services.kunci.tabel_kunci import CABUT, KUNCI_API, TABLE_KUNCI
from sekampadi.services.tabel.tabel import TableRow, TableSource
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.master.state import MasterMixin, Tindak
from sekampadi.web.ui.states.tabel import BarisTabel, Pilih, show_row

_ACTS = {
    CABUT: Tindak(
        service.revoke_kunci,
        t("Kunci dicabut."),
        t("Cabut kunci {nama}?"),
        t("Sistem yang memakainya langsung ditolak. Pencabutan tidak dapat dibatalkan."),
        t("Cabut kunci"),
        bahaya=True,
    )
}


@state_permission(Permission.KUNCI_MANAGE)
class KunciApiState(MasterMixin, rx.State):
    """The keys that a person may see and take back."""

    pilihan_upp: list[Pilih] = []
    rahasia: str = ""
    rahasia_untuk: str = ""

    def _table(self) -> TableSource:
        return TABLE_KUNCI

    def _acts(self) -> Mapping[str, Tindak]:
        return _ACTS

    def _forget(self) -> None:
        self.rahasia = self.rahasia_untuk = ""

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        shown = show_row(KUNCI_API, row, nomor)
        end = row.values["sampai"]
        if isinstance(end, datetime):
            shown.sel["sampai"] = format_hari(last_day(end))
        if row.values["terakhir"] is None:
            shown.sel["terakhir"] = t("belum pernah")
        shown.sel["guna"] = "; ".join(t(g.label) for g in split_guna(str(row.values["guna"])))
        keadaan = KeadaanKunci(str(row.values["keadaan"]))
        shown.sel["hidup"] = "1" if keadaan is KeadaanKunci.BERLAKU else ""
        return shown

    async def _blank(self) -> tuple[str, dict[str, str]]:
        offices = await as_person(service.list_upp_kunci)
        self.pilihan_upp = [Pilih(u.kode, u.nama) for u in offices]
        only = offices[0].kode if len(offices) == 1 else ""
        day = runtime().today() + timedelta(days=HARI)
        return t("Buat kunci"), {"upp": only, "sampai": format_hari(day)}

    def _loader(self) -> Callable[..., Any]:
        return service.load_kunci

    async def _save(self, isian: dict[str, object], number: int) -> str:  # noqa: ARG002 - all are new
        if len(self.pilihan_upp) == 1:
            isian = isian | {"upp": self.pilihan_upp[0].kunci}
        made = await as_person(service.make_kunci, isian)
        self.rahasia, self.rahasia_untuk = made.rahasia, made.nama
        return ""

    @rx.event
    async def tutup_kunci(self) -> None:
        """Forget the key: from now on nobody has it but the other system."""
        self._forget()
        await self._reload()
