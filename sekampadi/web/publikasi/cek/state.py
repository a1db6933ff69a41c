"""Is the paper in hand genuine and current: the code in, the figures as published out."""

from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.periode import local_date
from sekampadi.domain.publikasi import StatusPublikasi, show_kode
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_tanggal
from sekampadi.services.publikasi import hasil
from sekampadi.web.context import in_thread
from sekampadi.web.declare import state_permission
from sekampadi.web.laporan.figur import Nilai, show_nilai
from sekampadi.web.reflex_seam.events import EventSpec


@state_permission(Permission.PUBLIC)
class CekState(rx.State):
    """What is known of a code."""

    kode: str = ""
    galat: str = ""
    status: str = ""
    keterangan: str = ""
    nomor: str = ""
    nama: str = ""
    periode: str = ""
    terbit: str = ""
    penerbit: str = ""
    nilai: Nilai = Nilai()

    pdf: str = ""

    @rx.event
    async def muat(self) -> None:
        """Look the code of the address up."""
        self.kode = self.router.url.query_parameters.get("kode", "")[:60]
        self.galat = self.status = self.keterangan = self.nomor = ""
        if not self.kode.strip():
            return
        try:
            lembar = await in_thread(hasil.check_paper, self.kode)
        except DomainError as error:
            self.galat = error.message
            return
        row = lembar.row
        self.kode = show_kode(row.kode)
        self.status = row.status.value
        self.keterangan = hasil.explain_status(lembar)
        self.nomor, self.nama, self.periode = row.nomor, row.nama, row.periode.label
        self.terbit = format_tanggal(local_date(row.waktu))
        self.penerbit = lembar.identitas.pemerintah
        self.nilai = show_nilai(lembar.figures.hasil)
        shown = row if row.status is StatusPublikasi.BERLAKU else lembar.pengganti
        self.pdf = hasil.address_of(shown) if shown else ""

    @rx.event
    def periksa(self, data: dict[str, Any]) -> EventSpec:
        """Look a typed code up."""
        kode = data.get("kode", "") if isinstance(data, dict) else ""
        return rx.redirect(write_address("/cek", kode=str(kode)[:60].strip()))
