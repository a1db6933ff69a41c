"""The table of accounts and its form."""

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission, Role
from sekampadi.i18n import t
from sekampadi.services.master import data_operator
from sekampadi.services.master import kelola_operator as service
from sekampadi.services.master.tabel_master import OPERATOR
from sekampadi.services.sistem.antrean import SANDI_DIKENAL
from sekampadi.services.tabel.tabel import TableRow, TableSource
from sekampadi.web.context import as_person, current_principal, in_lane
from sekampadi.web.declare import state_permission
from sekampadi.web.master.state import MasterMixin, Tindak
from sekampadi.web.ui.states.tabel import BarisTabel, Pilih, show_row

_ACTS = {
    "nonaktif": Tindak(
        lambda rt, person, number: service.set_account_active(rt, person, number, False),
        t("Akun dinonaktifkan dan langsung keluar."),
        t("Nonaktifkan akun {nama}?"),
        t("Orangnya langsung keluar dan tidak dapat masuk lagi sampai akun diaktifkan."),
        t("Nonaktifkan akun"),
    ),
    "hapus": Tindak(
        service.delete_account,
        t("Akun dihapus."),
        t("Hapus akun {nama}?"),
        t("Akun ini belum pernah dipakai. Yang dihapus tidak dapat dikembalikan."),
        t("Hapus akun"),
        bahaya=True,
    ),
    "sandi": Tindak(
        service.reset_account_password,
        "",
        t("Buat kata sandi baru untuk {nama}?"),
        t(
            "Kata sandi lama tidak berlaku lagi dan orangnya langsung keluar. Anda mendapat "
            "kata sandi sekali pakai untuk disampaikan kepadanya."
        ),
        t("Buat kata sandi baru"),
    ),
    "kosongkan": Tindak(
        data_operator.empty_account,
        t("Data pribadi dihapus. Akun ini tidak dapat dipakai lagi."),
        t("Hapus data pribadi {nama}?"),
        t(
            "Username, alamat e-mail, notifikasi, dan draf orang ini dihapus dan tidak dapat dikembalikan. "
            "Akunnya tidak dapat dipakai lagi. Nama dalam lembar yang sudah terbit atau dokumen yang "
            "sudah disampaikan tetap ada."
        ),
        t("Hapus data pribadi"),
        bahaya=True,
    ),
    "faktor": Tindak(
        service.reset_account_faktor,
        t("Verifikasi dua langkah diatur ulang. Orangnya dapat mengaktifkannya lagi."),
        t("Atur ulang verifikasi dua langkah {nama}?"),
        t(
            "Lakukan hanya bila Anda yakin siapa yang meminta. Orangnya langsung keluar, lalu masuk "
            "dengan kata sandi saja sampai ia mengaktifkannya lagi."
        ),
        t("Atur ulang"),
    ),
    "kaitan": Tindak(
        service.reset_account_kaitan,
        t("Layanan masuk dilepas. Orangnya dapat menghubungkannya lagi."),
        t("Lepas layanan masuk {nama}?"),
        t(
            "Orangnya langsung keluar, lalu masuk dengan kata sandi sampai ia menghubungkannya lagi."
        ),
        t("Lepas layanan masuk"),
    ),
    "aktif": Tindak(
        lambda rt, person, number: service.set_account_active(rt, person, number, True),
        t("Akun diaktifkan."),
    ),
}


@state_permission(Permission.OPERATOR_MANAGE)
class OperatorState(MasterMixin, rx.State):
    """The accounts a person may see."""

    pilihan_upp: list[Pilih] = []
    pilihan_role: list[Pilih] = []
    role_upp: list[str] = [role.value for role in Role if role.of_upp]
    sandi_untuk: str = ""
    sandi: str = ""

    def _table(self) -> TableSource:
        return OPERATOR

    def _acts(self) -> Mapping[str, Tindak]:
        return _ACTS

    def _name_of(self, sel: Mapping[str, str]) -> str:
        return sel["username"]

    def _forget(self) -> None:
        self.sandi = self.sandi_untuk = ""

    def _done(self, tindakan: str, result: Any) -> None:
        if tindakan == "sandi":
            self.sandi_untuk, self.sandi = result.username, result.kata_sandi

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        shown = show_row(OPERATOR.spec, row, nomor)
        shown.sel["role"] = Role(str(row.values["role"])).label
        return shown

    async def _load_choices(self) -> None:
        roles, offices = await as_person(service.list_pilihan_akun)
        self.pilihan_role = [Pilih(r.value, r.label) for r in roles]
        self.pilihan_upp = [Pilih(u.kode, u.nama) for u in offices]

    def _loader(self) -> Callable[..., Any]:
        return service.load_operator

    async def _blank(self) -> tuple[str, dict[str, str]]:
        await self._load_choices()
        only = self.pilihan_upp[0].kunci if len(self.pilihan_upp) == 1 else ""
        return t("Tambah operator"), {"upp": only, "role": Role.ADMIN_UPP.value}

    async def _filled(self, found: Any) -> tuple[str, dict[str, str]]:
        await self._load_choices()
        return t("Ubah akun {nama}", nama=found.username), service.isian_operator(found)

    def _headings(self) -> Mapping[str, str]:
        return {
            "username": t("Username"),
            "role": t("Hak akses"),
            "upp": t("UPP"),
            "status": t("Status"),
        }

    def _said(self, field: str, value: str) -> str:
        offered = {"role": self.pilihan_role, "upp": self.pilihan_upp}.get(field, [])
        return next((p.nama for p in offered if p.kunci == value), value)

    @rx.event
    def pilih_role(self, role: str) -> None:
        """Notice which role is picked, because it says whether an UPP is needed."""
        self.isian = {**self.isian, "role": str(role)[:30]}

    async def _save(self, isian: dict[str, object], number: int) -> str:
        if number:
            await as_person(service.update_account, number, isian, semula=self._semula)
            return t("Perubahan disimpan.")
        made = await in_lane(
            SANDI_DIKENAL, self, service.create_account, current_principal(), isian
        )
        self.sandi_untuk, self.sandi = made.username, made.kata_sandi
        return ""

    @rx.event
    def tutup_sandi(self) -> None:
        """Forget the one-time password."""
        self._forget()
