"""The table of accounts and its form."""

from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Role
from sekampadi.i18n import t
from sekampadi.services import kelola_operator as service
from sekampadi.services.tabel import Table, TableRow
from sekampadi.services.tabel_master import OPERATOR
from sekampadi.web.context import current_principal, in_thread, logged_in
from sekampadi.web.declare import state_permission
from sekampadi.web.states.formulir import FormulirMixin, Pertanyaan, clean_form
from sekampadi.web.states.tabel import BarisTabel, Pilih, TabelMixin, parse_id, show_row

_DONE = {
    "hapus": t("Akun dihapus."),
    "nonaktif": t("Akun dinonaktifkan dan langsung keluar."),
    "sandi": "",
}


def _question(tindakan: str, row: str, nama: str) -> Pertanyaan | None:
    if tindakan == "nonaktif":
        return Pertanyaan(
            tindakan,
            row,
            t("Nonaktifkan akun {nama}?", nama=nama),
            t("Orangnya langsung keluar dan tidak dapat masuk lagi sampai akun diaktifkan."),
            t("Nonaktifkan"),
        )
    if tindakan == "hapus":
        return Pertanyaan(
            tindakan,
            row,
            t("Hapus akun {nama}?", nama=nama),
            t("Hanya akun yang belum pernah dipakai yang dapat dihapus."),
            t("Hapus"),
        )
    if tindakan == "sandi":
        return Pertanyaan(
            tindakan,
            row,
            t("Buat kata sandi baru untuk {nama}?", nama=nama),
            t(
                "Kata sandi lama tidak berlaku lagi dan orangnya langsung keluar. Anda mendapat "
                "kata sandi sekali pakai untuk disampaikan kepadanya."
            ),
            t("Buat kata sandi baru"),
        )
    return None


@state_permission(Permission.OPERATOR_MANAGE)
class OperatorState(TabelMixin, FormulirMixin, rx.State):
    """The accounts a person may see."""

    pilihan_upp: list[Pilih] = []
    pilihan_role: list[Pilih] = []
    role_upp: list[str] = [role.value for role in Role if role.of_upp]
    sandi_untuk: str = ""
    sandi: str = ""

    def _table(self) -> Table:
        return OPERATOR

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        shown = show_row(OPERATOR.spec, row, nomor)
        role = Role(str(row.values["role"]))
        person = logged_in()
        own = row.id == person.operator_id
        shown.sel["role"] = role.label
        # Only what the buttons depend on; the service asks again.
        known = person.role is not Role.PENGELOLA_SISTEM or role is not Role.ADMIN_PEMPROV
        shown.sel["boleh"] = "diri" if own else "ya" if known else ""
        return shown

    @rx.event
    async def muat(self) -> None:
        """Read the table."""
        await self._reload(dict(self.router.url.query_parameters))

    @rx.event
    def masuk(self) -> None:
        """Begin with no form open, and no password shown any more."""
        self._close()
        self.sandi = self.sandi_untuk = self.berita = ""

    async def _load_choices(self) -> None:
        roles, offices = await in_thread(service.list_pilihan_akun, current_principal())
        self.pilihan_role = [Pilih(r.value, r.label) for r in roles]
        self.pilihan_upp = [Pilih(u.kode, u.nama) for u in offices]

    @rx.event
    async def buka_tambah(self) -> None:
        """Open an empty form."""
        await self._load_choices()
        self.sandi = self.sandi_untuk = ""
        only = self.pilihan_upp[0].kunci if len(self.pilihan_upp) == 1 else ""
        isian = {"upp": only, "role": Role.ADMIN_UPP.value}
        self._open_form("tambah", t("Tambah operator"), isian)

    @rx.event
    async def buka_ubah(self, id_baris: str) -> None:
        """Open the form of a row."""
        try:
            row = await in_thread(
                service.load_operator, current_principal(), parse_id(id_baris) or 0
            )
        except DomainError as error:
            self.galat = error.message
            return
        await self._load_choices()
        self.sandi = self.sandi_untuk = ""
        isian = {
            "username": row.username,
            "role": row.role.value,
            "upp": row.upp.kode if row.upp else "",
        }
        self._open_form("ubah", t("Ubah akun {nama}", nama=row.username), isian, str(row.id))

    @rx.event
    def pilih_role(self, role: str) -> None:
        """Notice which role is picked, because it says whether an UPP is needed."""
        self.isian = {**self.isian, "role": str(role)[:30]}

    @rx.event
    async def simpan(self, data: dict[str, Any]) -> None:
        """Take the form."""
        isian = clean_form(data)
        words = ""
        try:
            if self.form == "ubah":
                number = parse_id(self.form_id) or 0
                await in_thread(service.update_account, current_principal(), number, isian)
                words = t("Perubahan disimpan.")
            else:
                made = await in_thread(service.create_account, current_principal(), isian)
        except DomainError as error:
            self._show_errors(error)
            return
        added = self.form != "ubah"
        self._close()
        await self._reload()
        self.berita = words
        if added:
            self.sandi_untuk, self.sandi = made.username, made.kata_sandi

    @rx.event
    def minta(self, tindakan: str, id_baris: str) -> None:
        """Ask before an act."""
        row = next((b for b in self.baris if b.id == str(id_baris)), None)
        question = row and _question(str(tindakan), row.id, row.sel["username"])
        if question:
            self.sandi = self.sandi_untuk = ""
            self._ask(question)

    @rx.event
    async def lakukan(self) -> None:
        """Do what was asked about."""
        if not self.tanya.tindakan:
            return
        number, tindakan = parse_id(self.tanya.id) or 0, self.tanya.tindakan
        person = current_principal()
        try:
            if tindakan == "hapus":
                await in_thread(service.delete_account, person, number)
            elif tindakan == "nonaktif":
                await in_thread(service.set_account_active, person, number, False)
            elif tindakan == "sandi":
                made = await in_thread(service.reset_account_password, person, number)
                self.sandi_untuk, self.sandi = made.username, made.kata_sandi
        except DomainError as error:
            self.galat_tindakan = error.message
            return
        self._close()
        await self._reload()
        self.berita = _DONE.get(tindakan, "")

    @rx.event
    async def aktifkan(self, id_baris: str) -> None:
        """Open an account again."""
        self._close()
        number = parse_id(id_baris) or 0
        try:
            await in_thread(service.set_account_active, current_principal(), number, True)
        except DomainError as error:
            self.berita = error.message
            return
        await self._reload()
        self.berita = t("Akun diaktifkan.")

    @rx.event
    def tutup_sandi(self) -> None:
        """Forget the one-time password."""
        self.sandi = self.sandi_untuk = ""
