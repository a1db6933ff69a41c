"""The front page: choose an UPP, then a layanan, then answer or show the code."""

from dataclasses import dataclass
from urllib.parse import urlencode

import reflex as rx
from reflex_base.event import EventSpec

from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.services import survei
from sekampadi.web.context import in_thread, runtime
from sekampadi.web.declare import state_permission


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


@state_permission(Permission.PUBLIC)
class BerandaState(rx.State):
    """What the visitor has chosen; the address says it too."""

    daftar_upp: list[PilihanUpp] = []
    daftar_layanan: list[PilihanLayanan] = []
    upp_kode: str = ""
    upp_nama: str = ""
    layanan_kode: str = ""
    layanan_nama: str = ""
    alamat: str = ""
    tampil_qr: bool = False
    tidak_ada: str = ""

    @rx.event
    async def muat(self) -> None:
        """Load the lists that the address asks for."""
        query = self.router.url.query_parameters
        kode, layanan = query.get("upp", ""), query.get("layanan", "")
        self.tampil_qr = query.get("qr", "") == "1"
        self.tidak_ada = ""
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
        wanted = layanan or (rows[0].kode if len(rows) == 1 else "")
        for row in rows:
            if row.kode == wanted:
                self.layanan_kode, self.layanan_nama = row.kode, row.nama
                self.alamat = f"{runtime().settings.base_url}/s/{row.kode}"

    def _go(self, **query: str) -> EventSpec:
        given = {k: v for k, v in query.items() if v}
        return rx.redirect("/" + (f"?{urlencode(given)}" if given else ""))

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
