"""The laporan: answers page by page with their totals, and what follows from them, part by part."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, may
from sekampadi.domain.laporan.ketelitian import Ketelitian, margin_words
from sekampadi.domain.periode import Periode
from sekampadi.domain.tabel import PAGE_SIZES
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, format_hari, format_tanggal, t
from sekampadi.reports.build.bagian import extremes_words
from sekampadi.reports.build.ketelitian import margin_sentences, sample_words
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.services.laporan import laporan
from sekampadi.services.laporan.cakupan import split_layanan
from sekampadi.services.laporan.dashboard import load_pilihan
from sekampadi.services.laporan.figures import Figures
from sekampadi.services.laporan.laporan import HalamanLaporan, HalamanSaran
from sekampadi.services.laporan.laporan_lengkap import LaporanLengkap, load_laporan_lengkap
from sekampadi.web.context import as_person, current_principal, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.laporan.figur import Grafik, Nilai, show_grafik, show_nilai
from sekampadi.web.laporan.pelaksanaan.state import PelaksanaanState
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.gambar import ShownChart, show_chart
from sekampadi.web.ui.states.periode import PeriodeMixin
from sekampadi.web.ui.states.tabel import HalamanMixin, Keping, Pilih
from sekampadi.web.ui.states.tampilan import Tab, TabelTampil, show_table

DEFAULT_SIZE = 50
PATH = "/admin/laporan"
BAGIAN = {
    "": t("Jawaban"),
    "analisis": t("Analisis"),
    "layanan": t("Per layanan"),
    "saran": t("Saran"),
    "pelaksanaan": t("Pelaksanaan"),
}
"""The parts of the page, by their name in the address."""


@dataclass(frozen=True)
class BarisNilai:
    """A line: number, nine scores, day."""

    nomor: str
    nilai: list[int]
    tanggal: str


@dataclass(frozen=True)
class BarisSaran:
    """A suggestion."""

    tanggal: str
    layanan: str
    teks: str


@state_permission(Permission.LAPORAN_READ)
class LaporanState(PeriodeMixin, HalamanMixin, rx.State):
    """The period and part a person reads; the address says them too."""

    nama: str = ""
    periode: str = ""
    cakupan: str = ""
    layanan: list[str] = []
    bagian: str = ""
    galat: str = ""
    tab: list[Tab] = []
    pilihan: list[Pilih] = []
    pilihan_layanan: list[Pilih] = []
    nilai: Nilai = Nilai()
    margin: str = ""
    margin_pendek: str = ""
    sampel: str = ""
    unduhan: str = ""
    unduhan_laporan: str = ""
    unduhan_paket: str = ""
    publikasi: str = ""
    banding: str = ""
    periode_banding: str = ""
    # answers
    baris: list[BarisNilai] = []
    jumlah: list[str] = []
    nrr: list[str] = []
    tertimbang: list[str] = []
    # analysis
    ekstrem: str = ""
    grafik_unsur: ShownChart = ShownChart()
    grafik_sebaran: ShownChart = ShownChart()
    unsur: TabelTampil = TabelTampil()
    sebaran: TabelTampil = TabelTampil()
    umum: TabelTampil = TabelTampil()
    perbandingan: TabelTampil = TabelTampil()
    responden: list[Grafik] = []
    # per layanan and UPP
    per_upp: TabelTampil = TabelTampil()
    per_layanan: TabelTampil = TabelTampil()
    # suggestions
    saran: list[BarisSaran] = []
    # pages of answers or of suggestions
    ukuran: int = DEFAULT_SIZE
    _halaman: dict[str, int] = {}
    _halaman_untuk: str = ""

    @rx.event
    async def muat(self) -> Any:
        """Read the part of the page that the address names."""
        query = dict(self.router.url.query_parameters)
        # A plus in an address means a blank; only "kode+upt" has one.
        self.cakupan = query.get("cakupan", "").replace(" ", "+")
        self.layanan = list(split_layanan(query.get("layanan", "")))
        self.dari, self.sampai = query.get("dari", ""), query.get("sampai", "")
        self.bagian = query.get("bagian", "") if query.get("bagian", "") in BAGIAN else ""
        self.pilihan = [Pilih(p.kunci, p.nama) for p in await as_person(load_pilihan)]
        self._offer(None)
        size = _number(query.get("ukuran"), DEFAULT_SIZE)
        # The ways to other parts, made below, keep it; one that does not exist is refused when read.
        self.ukuran = size if size in PAGE_SIZES else DEFAULT_SIZE
        asked = self._address(bagian="")
        if asked != self._halaman_untuk:
            self._halaman, self._halaman_untuk = {}, asked
        self._halaman[self.bagian] = _number(query.get("halaman"), 1)
        # Who comes back to a part finds the page of it that was open.
        self.tab = [
            Tab(
                kunci,
                nama,
                self._address(
                    bagian=kunci, halaman="" if (at := self._halaman.get(kunci, 1)) == 1 else at
                ),
            )
            for kunci, nama in BAGIAN.items()
            if kunci != "saran" or may(current_principal(), Permission.SARAN_READ)
        ]
        self._clear()
        try:
            periode = Periode.parse(self.dari, self.sampai)
            self._offer(periode)
            rows = await as_person(laporan.load_pilihan_layanan, self.cakupan)
            self.pilihan_layanan = [Pilih(p.kunci, p.nama) for p in rows]
            self._show_filters(periode)
            await self._read(periode, _number(query.get("halaman"), 1), size)
        except DomainError as error:
            self.galat = error.message
            self._clear()
            return None
        self.galat = ""
        return PelaksanaanState.muat if self.bagian == "pelaksanaan" else None

    async def _read(self, periode: Periode, number: int, size: int) -> None:
        part: dict[str, Any] = {
            "kunci": self.cakupan,
            "layanan_kode": tuple(self.layanan),
            "periode": periode,
        }
        page = {"halaman": number, "ukuran": size}
        if self.bagian == "":
            self._show(await as_person(laporan.load_laporan, **part, **page))
            return
        per_layanan = self.bagian == "layanan"
        found = await as_person(load_laporan_lengkap, **part, per_layanan=per_layanan)
        self._show_head(found.figures, found.ketelitian)
        if self.bagian in {"analisis", "layanan"}:
            self._show_report(found)
        if self.bagian == "saran":
            self._show_saran(await as_person(laporan.load_saran, **part, **page))

    def _show_filters(self, periode: Periode) -> None:
        """Say what is picked, and lead to the same period beside the year before."""
        nama = next((p.nama for p in self.pilihan if p.kunci == self.cakupan), self.cakupan)
        layanan = ", ".join(p.nama for p in self.pilihan_layanan if p.kunci in self.layanan)
        found = [
            ("cakupan", t("Cakupan"), self.cakupan and nama, {"cakupan": "", "layanan": ""}),
            ("layanan", t("Layanan"), layanan, {"layanan": ""}),
            (
                "periode",
                t("Periode"),
                # The usual periods stand beside, the one that is read marked.
                "" if self.kunci_periode in {p.kunci for p in self.cepat} else periode.label,
                {"dari": "", "sampai": ""},
            ),
        ]
        self.keping = [
            Keping(kunci, judul, words, self._address(**without))
            for kunci, judul, words, without in found
            if words
        ]
        self.tanpa_saringan = self._address(cakupan="", layanan="", dari="", sampai="")
        whole = periode if periode.dari and periode.sampai else None
        beside = whole or Periode.triwulan_of(runtime().today())
        self.periode_banding = beside.label
        there = self._address(bagian="analisis", dari=beside.dari, sampai=beside.sampai)
        self.banding = "" if whole and self.bagian == "analisis" else there

    def _clear(self) -> None:
        self.baris, self.saran, self.nilai = [], [], Nilai()
        self.jumlah, self.nrr, self.tertimbang = [], [], []
        self.margin = self.margin_pendek = self.sampel = self.publikasi = ""
        self.unduhan = self.unduhan_laporan = self.unduhan_paket = ""
        self._show_no_page()

    def _show_head(self, figures: Figures, ketelitian: Ketelitian) -> None:
        self.nama, self.periode = figures.cakupan.nama, figures.periode.label
        self.nilai = show_nilai(figures.hasil)
        self.margin = margin_sentences(ketelitian) if figures.hasil.n else ""
        self.margin_pendek = margin_words(ketelitian) if figures.hasil.n else ""
        self.sampel = sample_words(ketelitian)
        given = {"dari": self.dari, "sampai": self.sampai, "layanan": ",".join(self.layanan)}
        person, periode = current_principal(), figures.periode
        days = f"{periode.dari}_{periode.sampai}" if periode.dari and periode.sampai else ""
        if len(self.layanan) < 2:
            self.publikasi = write_address(
                "/admin/publikasi", cakupan=self.cakupan, layanan=given["layanan"], periode=days
            )
        if days and not self.layanan and may(person, Permission.JAWABAN_EXPORT):
            # The decree's procedure, row 3: what an UPP hands in after a triwulan.
            self.unduhan_paket = write_address(
                "/unduh/paket.zip", upp=self.cakupan, dari=self.dari, sampai=self.sampai
            )
        if may(person, Permission.LAPORAN_EXPORT):
            self.unduhan_laporan = write_address("", upp=self.cakupan, **given) or "?"
            if len(self.layanan) < 2:  # a sheet speaks of one layanan, or of an UPP
                kunci = figures.cakupan.kunci
                self.unduhan = write_address("/unduh/lembar.pdf", upp=kunci, **given)

    def _show(self, found: HalamanLaporan) -> None:
        figures = found.figures
        hasil = figures.hasil
        self._show_head(figures, found.ketelitian)
        self.baris = [
            BarisNilai(format_angka(r.nomor), list(r.nilai), format_hari(r.tanggal))
            for r in found.halaman.rows
        ]
        self.jumlah = [format_angka(u.jumlah) for u in hasil.unsur]
        self.nrr = [format_angka(u.nrr) for u in hasil.unsur]
        self.tertimbang = [format_angka(u.nrr_tertimbang) for u in hasil.unsur]
        self._show_page(found.halaman)

    def _show_saran(self, page: HalamanSaran) -> None:
        self.saran = [
            BarisSaran(format_tanggal(row.tanggal), row.layanan, row.saran) for row in page.rows
        ]
        self._show_page(page)

    def _show_report(self, found: LaporanLengkap) -> None:
        report = build_laporan_upp(found, printed=runtime().today())
        tables = {table.kunci: show_table(table) for table in report.tables}
        charts = {chart.kunci: show_chart(chart) for chart in report.charts}
        empty = TabelTampil()
        self.ekstrem = extremes_words(found.figures.hasil)
        self.grafik_unsur, self.grafik_sebaran = charts["grafik_unsur"], charts["grafik_sebaran"]
        self.unsur, self.sebaran, self.umum = tables["unsur"], tables["sebaran"], tables["umum"]
        self.perbandingan = tables.get("perbandingan", empty)
        self.responden = show_grafik(found.figures.rekap.groups)
        self.per_upp, self.per_layanan = tables.get("upp", empty), tables.get("layanan", empty)

    def _address(self, **changes: object) -> str:
        query = {
            "cakupan": self.cakupan,
            "layanan": ",".join(self.layanan),
            "dari": self.dari,
            "sampai": self.sampai,
            "bagian": self.bagian,
            "ukuran": self.ukuran if self.ukuran != DEFAULT_SIZE else "",
        }
        return write_address(PATH, **(query | changes))

    def _go(self, **changes: object) -> EventSpec:
        return rx.redirect(self._address(**changes))

    @rx.event
    def pilih_cakupan(self, kunci: str) -> EventSpec:
        """Read another part of the province, with all its layanan."""
        return self._go(cakupan=str(kunci), layanan="")

    @rx.event
    def pilih_layanan(self, data: dict[str, Any]) -> EventSpec:
        """Read the layanan that are ticked only; none means all."""
        data = data if isinstance(data, dict) else {}
        picked = [p.kunci for p in self.pilihan_layanan if data.get("layanan-" + p.kunci)]
        everything = len(picked) == len(self.pilihan_layanan)
        return self._go(layanan="" if everything else ",".join(picked))


def _number(text: object, default: int) -> int:
    value = str(text)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else default
