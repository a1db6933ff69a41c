"""The front page: choose an UPP, then a layanan, then answer or show the code."""

from dataclasses import dataclass

import reflex as rx

from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.teks import write_address
from sekampadi.i18n import t
from sekampadi.services.sistem.antrean import PENCARIAN
from sekampadi.services.survei import pencarian, survei
from sekampadi.web.context import in_lane, in_thread, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.reflex_seam.events import EventSpec


@dataclass(frozen=True)
class PilihanUpp:
    """An UPP in the list."""

    kode: str
    nama: str
    jenis: str


@dataclass(frozen=True)
class PilihanLayanan:
    """A layanan in the list."""

    kode: str
    nama: str
    keterangan: str
    upp_kode: str = ""


def _say(found: pencarian.HasilPencarian, text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        return ""
    if not found.upp and not found.layanan:
        return t("Tidak ada yang cocok. Coba kata lain, atau nama kantornya.")
    told = t("{n} layanan, {m} unit pelayanan.", n=found.semua, m=len(found.upp))
    if found.semua > len(found.layanan):
        told += " " + t("Ditampilkan {n} layanan teratas.", n=len(found.layanan))
    return told


@state_permission(Permission.PUBLIC)
class BerandaState(rx.State):
    """What the visitor has chosen; the address says it too."""

    daftar_upp: list[PilihanUpp] = []
    daftar_layanan: list[PilihanLayanan] = []
    temuan: list[PilihanLayanan] = []
    hasil_cari: str = ""
    upp_kode: str = ""
    upp_nama: str = ""
    layanan_kode: str = ""
    layanan_nama: str = ""
    satu: bool = False
    alamat: str = ""
    tampil_qr: bool = False
    tidak_ada: str = ""

    @rx.event
    async def muat(self) -> None:
        """Load the lists that the address asks for."""
        query = self.router.url.query_parameters
        kode, layanan = query.get("upp", "").lower(), query.get("layanan", "").lower()
        self.tampil_qr = query.get("qr", "") == "1"
        self.tidak_ada = ""
        self.temuan, self.hasil_cari = [], ""
        upp = await in_thread(survei.list_open_upp)
        self.daftar_upp = [PilihanUpp(u.kode, u.nama, u.jenis) for u in upp]
        self.upp_kode = self.upp_nama = self.layanan_kode = self.layanan_nama = ""
        self.daftar_layanan = []
        if not kode:
            return
        try:
            rows = await in_thread(survei.list_open_layanan, kode)
        except NotFoundError as error:
            self.tidak_ada = error.message
            return
        self.upp_kode = kode
        self.upp_nama = next(u.nama for u in upp if u.kode == kode)
        self.daftar_layanan = [
            PilihanLayanan(
                row.kode,
                row.nama,
                " · ".join(
                    part
                    for part in (
                        f"Standar waktu {row.standar_waktu}" if row.standar_waktu else "",
                        "Tanpa biaya" if row.biaya == "0" else row.biaya and f"Biaya {row.biaya}",
                    )
                    if part
                ),
            )
            for row in rows
        ]
        self.satu = len(rows) == 1
        wanted = layanan or (rows[0].kode if len(rows) == 1 else "")
        for row in rows:
            if row.kode == wanted:
                self.layanan_kode, self.layanan_nama = row.kode, row.nama
                self.alamat = f"{runtime().settings.base_url}/s/{row.kode}"

    def _go(self, **query: str) -> EventSpec:
        return rx.redirect(write_address("/", **query))

    @rx.event
    async def cari(self, text: str) -> None:
        """Look for UPP and layanan by what has been typed so far; no words show every UPP again."""
        try:
            found = await in_lane(PENCARIAN, self, pencarian.cari, text)
        except DomainError as error:
            self.hasil_cari = error.message  # what was found before stays
            return
        self.daftar_upp = [PilihanUpp(u.kode, u.nama, u.jenis) for u in found.upp]
        self.temuan = [
            PilihanLayanan(row.kode, row.nama, row.upp.nama, row.upp.kode) for row in found.layanan
        ]
        self.hasil_cari = _say(found, text)

    @rx.event
    def pilih_temuan(self, upp_kode: str, kode: str) -> EventSpec:
        """Choose a layanan that was found."""
        return self._go(upp=str(upp_kode), layanan=str(kode))

    @rx.event
    def pilih_upp(self, kode: str) -> EventSpec:
        """Choose an UPP; an empty kode goes back to the list."""
        return self._go(upp=str(kode))

    @rx.event
    def pilih_layanan(self, kode: str) -> EventSpec:
        """Choose a layanan of the UPP."""
        return self._go(upp=self.upp_kode, layanan=str(kode))

    @rx.event
    def buka_qr(self) -> EventSpec:
        """Show or hide the code of the layanan."""
        return self._go(
            upp=self.upp_kode, layanan=self.layanan_kode, qr="" if self.tampil_qr else "1"
        )
