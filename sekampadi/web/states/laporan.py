"""The laporan: answers of a period page by page, and the totals beneath them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reflex as rx
from reflex_base.event import EventSpec

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.periode import Periode
from sekampadi.i18n import format_angka
from sekampadi.services import laporan
from sekampadi.services.dashboard import load_pilihan
from sekampadi.services.laporan import HalamanLaporan
from sekampadi.web.context import current_principal, in_thread, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.states.figur import Nilai, show_nilai
from sekampadi.web.states.tabel import Pilih, describe_page, page_numbers

DEFAULT_SIZE = 50


@dataclass(frozen=True)
class BarisNilai:
    """A line: number, nine scores, day."""

    nomor: str
    nilai: list[int]
    tanggal: str


@dataclass(frozen=True)
class Triwulan:
    """A period offered for one click."""

    nama: str
    dari: str
    sampai: str


@state_permission(Permission.LAPORAN_READ)
class LaporanState(rx.State):
    """The period and part a person reads; the address says them too."""

    nama: str = ""
    periode: str = ""
    cakupan: str = ""
    dari: str = ""
    sampai: str = ""
    galat: str = ""
    baris: list[BarisNilai] = []
    jumlah: list[str] = []
    nrr: list[str] = []
    tertimbang: list[str] = []
    nilai: Nilai = Nilai()
    keterangan: str = ""
    halaman: int = 1
    jumlah_halaman: int = 1
    nomor: list[int] = []
    ukuran: int = DEFAULT_SIZE
    pilihan: list[Pilih] = []
    triwulan: list[Triwulan] = []
    unduhan: str = ""

    @rx.event
    async def muat(self) -> None:
        """Read the page that the address names."""
        query = self.router.url.query_parameters
        principal = current_principal()
        self.cakupan = query.get("cakupan", "").replace(" ", "+")
        self.dari, self.sampai = query.get("dari", ""), query.get("sampai", "")
        self.pilihan = [Pilih(p.kunci, p.nama) for p in await in_thread(load_pilihan, principal)]
        self.triwulan = self._recent()
        try:
            found = await in_thread(
                laporan.load_laporan,
                principal,
                kunci=self.cakupan,
                periode=Periode.parse(self.dari, self.sampai),
                halaman=_number(query.get("halaman"), 1),
                ukuran=_number(query.get("ukuran"), DEFAULT_SIZE),
            )
        except DomainError as error:
            self.galat = error.message
            self.baris, self.nomor, self.nilai, self.unduhan = [], [], Nilai(), ""
            self.jumlah, self.nrr, self.tertimbang, self.keterangan = [], [], [], ""
            return
        self.galat = ""
        self._show(found)

    def _recent(self) -> list[Triwulan]:
        # The running triwulan and the four before it.
        today = runtime().today()
        number = today.year * 4 + (today.month - 1) // 3
        periods = [Periode.triwulan(n // 4, n % 4 + 1) for n in range(number, number - 5, -1)]
        return [Triwulan(p.label, str(p.dari), str(p.sampai)) for p in periods]

    def _show(self, found: HalamanLaporan) -> None:
        figures = found.figures
        hasil = figures.hasil
        self.nama, self.periode = figures.cakupan.nama, figures.periode.label
        self.baris = [
            BarisNilai(format_angka(r.nomor), list(r.nilai), r.tanggal.strftime("%d-%m-%Y"))
            for r in found.baris
        ]
        self.jumlah = [format_angka(u.jumlah) for u in hasil.unsur]
        self.nrr = [format_angka(u.nrr) for u in hasil.unsur]
        self.tertimbang = [format_angka(u.nrr_tertimbang) for u in hasil.unsur]
        self.nilai = show_nilai(hasil)
        self.halaman, self.jumlah_halaman = found.halaman, found.jumlah_halaman
        self.nomor = page_numbers(found.halaman, found.jumlah_halaman)
        self.ukuran = found.ukuran
        self.keterangan = describe_page(
            offset=(found.halaman - 1) * found.ukuran,
            shown=len(found.baris),
            total=hasil.n,
            overall=found.keseluruhan,
        )
        self.unduhan = "/unduh/lembar.pdf?" + urlencode(
            _given(upp=figures.cakupan.kunci, dari=self.dari, sampai=self.sampai)
        )

    def _go(self, **changes: object) -> EventSpec:
        query = {
            "cakupan": self.cakupan,
            "dari": self.dari,
            "sampai": self.sampai,
            "ukuran": self.ukuran if self.ukuran != DEFAULT_SIZE else "",
        }
        return rx.redirect("/admin/laporan?" + urlencode(_given(**(query | changes))))

    @rx.event
    def terapkan(self, data: dict[str, Any]) -> EventSpec:
        """Take the period of the form.

        Args:
            data: the fields ``dari`` and ``sampai``.
        """
        data = data if isinstance(data, dict) else {}
        return self._go(dari=str(data.get("dari") or ""), sampai=str(data.get("sampai") or ""))

    @rx.event
    def pilih_triwulan(self, dari: str, sampai: str) -> EventSpec:
        """Take a period that was offered; empty texts mean everything."""
        return self._go(dari=str(dari), sampai=str(sampai))

    @rx.event
    def pilih_cakupan(self, kunci: str) -> EventSpec:
        """Read another part of the province."""
        return self._go(cakupan=str(kunci))

    @rx.event
    def ke_halaman(self, nomor: int) -> EventSpec:
        """Turn to a page."""
        return self._go(halaman=_number(nomor, 1))

    @rx.event
    def pilih_ukuran(self, ukuran: str) -> EventSpec:
        """Show more or fewer lines a page."""
        return self._go(ukuran=_number(ukuran, DEFAULT_SIZE))


def _number(text: object, default: int) -> int:
    value = str(text)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else default


def _given(**values: object) -> dict[str, str]:
    return {k: str(v) for k, v in values.items() if v not in ("", None)}
