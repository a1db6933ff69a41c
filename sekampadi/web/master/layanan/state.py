"""The table of layanan, its form, and the import of many."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.i18n import format_angka, t
from sekampadi.services.impor import impor_layanan
from sekampadi.services.impor.impor_layanan import ImportAction, ImportPlan
from sekampadi.services.master import layanan
from sekampadi.services.master.tabel_master import LAYANAN
from sekampadi.services.tabel.tabel import TableRow, TableSource
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.master.state import MasterMixin, Tindak
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.tabel import BarisTabel, Pilih, show_row

_SHOWN = 200
"""Rows of a preview that are shown; the numbers above it speak of all."""


@dataclass(frozen=True)
class BarisRencana:
    """A row of the preview."""

    nomor: str
    upp: str
    nama: str
    biaya: str
    standar_waktu: str
    langkah: str
    kata: str


@dataclass(frozen=True)
class GalatImpor:
    """A mistake of the file."""

    nomor: str
    kolom: str
    pesan: str


_WORDS = {
    ImportAction.TAMBAH: t("Ditambahkan"),
    ImportAction.UBAH: t("Diperbarui"),
    ImportAction.TETAP: t("Sudah ada, tetap"),
}


_ACTS = {
    "nonaktif": Tindak(
        lambda rt, person, number: layanan.set_layanan_active(rt, person, number, False),
        t("Layanan dinonaktifkan."),
        t("Nonaktifkan {nama}?"),
        t(
            "Surveinya ditutup: kode QR yang sudah tercetak akan menampilkan keterangan itu. "
            "Jawaban yang sudah ada tetap dihitung, dan layanan dapat diaktifkan lagi."
        ),
        t("Nonaktifkan layanan"),
    ),
    "hapus": Tindak(
        layanan.delete_layanan,
        t("Layanan dihapus."),
        t("Hapus {nama}?"),
        t(
            "Layanan ini belum pernah dinilai. Alamat dan kode QR-nya tidak berlaku lagi, dan yang "
            "dihapus tidak dapat dikembalikan."
        ),
        t("Hapus layanan"),
        bahaya=True,
    ),
    "aktif": Tindak(
        lambda rt, person, number: layanan.set_layanan_active(rt, person, number, True),
        t("Layanan diaktifkan."),
    ),
}


@state_permission(Permission.LAYANAN_MANAGE)
class LayananState(MasterMixin, rx.State):
    """The layanan a person may manage."""

    pilihan_upp: list[Pilih] = []
    alamat_pendek: str = ""
    impor: str = ""
    impor_buka: bool = False
    impor_galat: str = ""
    impor_ringkas: str = ""
    impor_boleh: bool = False
    impor_baris: list[BarisRencana] = []
    impor_salah: list[GalatImpor] = []

    def _table(self) -> TableSource:
        return LAYANAN

    def _acts(self) -> Mapping[str, Tindak]:
        return _ACTS

    def _forget(self) -> None:
        # A reloaded page shows the preview that its address names.
        if not self.router.url.query_parameters.get("impor"):
            self._forget_import()

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        shown = show_row(LAYANAN.spec, row, nomor)
        biaya = shown.sel["biaya"]
        shown.sel["biaya"] = t("Tanpa biaya") if biaya == "0" else biaya
        return shown

    @rx.event
    async def muat(self) -> None:
        """Read the table, and the preview when the address names an uploaded file."""
        query = dict(self.router.url.query_parameters)
        await self._reload(query)
        token = query.get("impor", "")
        if token != self.impor:
            self._forget_import()
        if token:
            await self._preview(token)

    # --- the form -------------------------------------------------------------------------------

    def _loader(self) -> Callable[..., Any]:
        return layanan.load_layanan

    def _headings(self) -> Mapping[str, str]:
        return {
            "nama": t("Jenis layanan"),
            "biaya": t("Biaya"),
            "standar_waktu": t("Standar waktu"),
            "status": t("Status"),
        }

    async def _blank(self) -> tuple[str, dict[str, str]]:
        rows = await as_person(layanan.list_own_upp)
        self.pilihan_upp = [Pilih(u.kode, u.nama) for u in rows]
        self._forget_import()
        # The UPP that is filtered for is picked already.
        only = self.pilihan_upp[0].kunci if len(self.pilihan_upp) == 1 else ""
        return t("Tambah layanan"), {"upp": self.saring.get("upp", "") or only}

    async def _filled(self, found: Any) -> tuple[str, dict[str, str]]:
        self._forget_import()
        self.alamat_pendek = f"{runtime().settings.base_url}/s/{found.kode}"
        return t("Ubah {nama}", nama=found.nama), layanan.isian_layanan(found)

    async def _save(self, isian: dict[str, object], number: int) -> str:
        if number:
            await as_person(layanan.update_layanan, number, isian, semula=self._semula)
            return t("Perubahan disimpan. Alamat dan kode QR layanan ini tidak berubah.")
        # Of a single UPP the form does not ask.
        isian = {"upp": self.isian.get("upp", "")} | isian
        self._baru = kode = await as_person(layanan.create_layanan, isian)
        alamat = f"{runtime().settings.base_url}/s/{kode}"
        return t("Layanan ditambahkan. Alamat surveinya: {alamat}", alamat=alamat)

    # --- the import -----------------------------------------------------------------------------

    def _forget_import(self) -> None:
        self.impor = self.impor_galat = self.impor_ringkas = ""
        self.impor_buka = self.impor_boleh = False
        self.impor_baris, self.impor_salah = [], []

    @rx.event
    def buka_impor(self) -> None:
        """Show how to import many layanan."""
        self._close()
        self._forget_import()
        self.impor_buka = True

    @rx.event
    def tutup_impor(self) -> EventSpec:
        """Close the import; the file is not used."""
        self._forget_import()
        return rx.redirect(LAYANAN.spec.path)

    async def _preview(self, token: str) -> None:
        self.impor_buka = True
        try:
            plan = await as_person(impor_layanan.plan_upload, token)
        except DomainError as error:
            self.impor_galat = error.message
            return
        self.impor = token
        self._show_plan(plan)

    def _show_plan(self, plan: ImportPlan) -> None:
        counts = {step: format_angka(plan.count(step)) for step in ImportAction}
        self.impor_ringkas = t(
            "{tambah} layanan akan ditambahkan, {ubah} diperbarui, {tetap} sudah ada dan tetap.",
            tambah=counts[ImportAction.TAMBAH],
            ubah=counts[ImportAction.UBAH],
            tetap=counts[ImportAction.TETAP],
        )
        if plan.galat:
            self.impor_ringkas = t(
                "{n} kesalahan. Perbaiki berkasnya, lalu unggah lagi; belum ada yang disimpan.",
                n=format_angka(len(plan.galat)),
            )
        changes = plan.count(ImportAction.TAMBAH) + plan.count(ImportAction.UBAH)
        self.impor_boleh = bool(changes) and not plan.galat
        self.impor_salah = [
            GalatImpor(format_angka(g.nomor), g.kolom, g.pesan) for g in plan.galat[:_SHOWN]
        ]
        self.impor_baris = [
            BarisRencana(
                format_angka(b.nomor),
                b.upp.nama,
                b.isian.nama,
                b.isian.biaya,
                b.isian.standar_waktu,
                b.langkah.value,
                _WORDS[b.langkah],
            )
            for b in plan.baris[:_SHOWN]
        ]

    @rx.event
    async def jalankan_impor(self) -> EventSpec | None:
        """Store the file that was previewed, as a whole; a second click finds it stored already."""
        if not self.impor:
            return None
        try:
            plan = await as_person(impor_layanan.run_upload, self.impor)
        except DomainError as error:
            self.impor_galat = error.message
            return None
        self._forget_import()
        self._say(
            t(
                "Impor selesai: {tambah} layanan ditambahkan, {ubah} diperbarui.",
                tambah=format_angka(plan.count(ImportAction.TAMBAH)),
                ubah=format_angka(plan.count(ImportAction.UBAH)),
            )
        )
        # The address names a file that is stored and gone: going back to it would look like a failure.
        return rx.redirect(LAYANAN.spec.path, replace=True)
