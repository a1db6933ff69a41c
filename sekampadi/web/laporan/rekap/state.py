"""The rekap of the province: the period and order that the address names."""

from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, may
from sekampadi.domain.laporan.ketelitian import chance_words, margin_words
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.perbandingan import periode_before
from sekampadi.domain.periode import Periode
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.ketelitian import sample_words
from sekampadi.reports.build.rekap_pemprov import build_rekap
from sekampadi.services.laporan.rekap_pemprov import RekapPemprov, load_rekap_pemprov
from sekampadi.web.context import as_person, current_principal, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.laporan.figur import Nilai, show_nilai
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.gambar import ShownChart, show_chart
from sekampadi.web.ui.states.periode import PeriodeMixin
from sekampadi.web.ui.states.tampilan import Tab, TabelTampil, show_table

SEMUA = "semua"
"""In the address: everything since the beginning, where no period at all means the last triwulan."""

BAGIAN = {
    "": t("Capaian per UPP"),
    "format": t("Satuan kerja"),
    "grafik": t("Grafik"),
    "unsur": t("Unsur dan perbandingan"),
}
"""The parts of the page, by their name in the address."""


@state_permission(Permission.REKAP_READ)
class RekapState(PeriodeMixin, rx.State):
    """What the page shows."""

    nama: str = ""
    periode: str = ""
    urut: str = "nama"
    bagian: str = ""
    tab: list[Tab] = []
    galat: str = ""
    nilai: Nilai = Nilai()
    margin: str = ""
    kebetulan: str = ""
    sampel: str = ""
    rata_rata: str = ""
    jumlah_upp: str = ""
    jumlah_tanpa: str = ""
    ada: bool = False
    rekap: TabelTampil = TabelTampil()
    satuan_kerja: TabelTampil = TabelTampil()
    perbandingan: TabelTampil = TabelTampil()
    unsur: TabelTampil = TabelTampil()
    tanpa_jawaban: list[str] = []
    grafik: ShownChart = ShownChart()
    boleh_unduh: bool = False
    unduhan: str = ""
    unduhan_paket: str = ""

    def _periode(self, query: dict[str, str]) -> Periode:
        dari, sampai = query.get("dari", ""), query.get("sampai", "")
        if query.get("periode") == SEMUA:
            return Periode()
        if not dari and not sampai:
            # The report is made in the week after a triwulan (decree, L.4).
            running = Triwulan.of(runtime().today()).periode
            return periode_before(running) or running
        return Periode.parse(dari, sampai)

    @rx.event
    async def muat(self) -> None:
        """Read the rekap that the address names."""
        query = dict(self.router.url.query_parameters)
        self.urut = "ikm" if query.get("urut") == "ikm" else "nama"
        self.bagian = query.get("bagian", "") if query.get("bagian", "") in BAGIAN else ""
        self.dari, self.sampai = query.get("dari", "")[:20], query.get("sampai", "")[:20]
        self.ada = False
        self._offer(None)
        try:
            periode = self._periode(query)
            found = await as_person(load_rekap_pemprov, periode)
        except DomainError as error:
            self.galat, self.unduhan, self.tanpa_jawaban = error.message, "", []
            self.unduhan_paket = ""
            return
        self.galat = ""
        self.dari, self.sampai = str(periode.dari or ""), str(periode.sampai or "")
        self._offer(periode)
        self.tab = [Tab(k, nama, self._address(bagian=k)) for k, nama in BAGIAN.items()]
        self._show(found)

    def _show(self, found: RekapPemprov) -> None:
        figures = found.laporan.figures
        report = build_rekap(found, printed=runtime().today(), urut=self.urut)
        self.nama, self.periode = figures.cakupan.nama, figures.periode.label
        self.nilai = show_nilai(figures.hasil)
        ketelitian = found.laporan.ketelitian
        self.margin = margin_words(ketelitian) if figures.hasil.n else ""
        self.kebetulan = chance_words(ketelitian)
        self.sampel = sample_words(ketelitian)
        self.rata_rata = report.figure("rata_rata").cell.text
        self.jumlah_upp = format_angka(len(found.baris))
        self.jumlah_tanpa = format_angka(len(found.tanpa_jawaban))
        self.ada = bool(found.baris)
        shown = {table.kunci: table for table in report.tables}
        # Only what the open part shows travels to the browser.
        none = TabelTampil()
        self.rekap = self.satuan_kerja = self.unsur = self.perbandingan = none
        self.grafik = ShownChart()
        if self.bagian == "":
            self.rekap = show_table(shown["rekap"], tanpa={t("Kinerja")}, ringkas=True)
        elif self.bagian == "format":
            self.satuan_kerja = show_table(shown["satuan_kerja"], tanpa={t("Kinerja")})
        elif self.bagian == "unsur":
            self.unsur = show_table(shown["unsur"])
            if "perbandingan" in shown:
                self.perbandingan = show_table(shown["perbandingan"])
        elif self.ada:
            chart = next(c for c in report.charts if c.kunci == "grafik_upp")
            self.grafik = show_chart(chart)
        self.tanpa_jawaban = [upp.nama for upp in found.tanpa_jawaban]
        self.boleh_unduh = may(current_principal(), Permission.LAPORAN_EXPORT)
        days = {"dari": self.dari, "sampai": self.sampai}
        self.unduhan = write_address("", **days, urut="ikm" if self.urut == "ikm" else "")
        whole = self.dari and self.sampai and may(current_principal(), Permission.JAWABAN_EXPORT)
        self.unduhan_paket = write_address("/unduh/paket.zip", **days) if whole else ""

    def _address(self, **changes: Any) -> str:
        query = {
            "dari": self.dari,
            "sampai": self.sampai,
            "urut": self.urut,
            "bagian": self.bagian,
        } | changes
        if query["urut"] == "nama":
            query["urut"] = ""
        if not query["dari"] and not query["sampai"]:
            query["periode"] = SEMUA
        return write_address("/admin/rekap", **query)

    def _go(self, **changes: Any) -> EventSpec:
        return rx.redirect(self._address(**changes))

    @rx.event
    def pilih_urut(self, urut: str) -> EventSpec:
        """Put the UPP in another order."""
        return self._go(urut="ikm" if str(urut) == "ikm" else "nama")
