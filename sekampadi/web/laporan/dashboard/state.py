"""The dashboard: a part of the province, live."""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka
from sekampadi.services.laporan import dashboard
from sekampadi.services.laporan.cakupan import WITH_UPT, Cakupan
from sekampadi.services.laporan.dashboard import DashboardSnapshot
from sekampadi.services.moderasi import moderasi_beruntun
from sekampadi.web.context import as_person
from sekampadi.web.declare import state_permission
from sekampadi.web.laporan.figur import Grafik, Nilai, show_grafik, show_nilai, show_waktu
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.tabel import Pilih
from sekampadi.web.watching import begin


@dataclass(frozen=True)
class BarisCapaian:
    """A line of the table that compares UPP."""

    kode: str
    nama: str
    nilai: Nilai


@dataclass(frozen=True)
class DashboardView:
    """What everyone who watches the same part sees."""

    nama: str = ""
    nilai: Nilai = field(default_factory=Nilai)
    layanan: str = ""
    grafik: list[Grafik] = field(default_factory=list)
    diperbarui: str = ""
    capaian: list[BarisCapaian] = field(default_factory=list)
    rata_rata: str = ""


def present(snapshot: DashboardSnapshot) -> DashboardView:
    """Turn a snapshot into what the page shows."""
    figures = snapshot.figures
    capaian = snapshot.capaian
    return DashboardView(
        nama=figures.cakupan.nama,
        nilai=show_nilai(figures.hasil),
        layanan=format_angka(figures.jumlah_layanan),
        grafik=show_grafik(figures.rekap.groups),
        diperbarui=show_waktu(figures.dibaca),
        capaian=[
            BarisCapaian(row.upp.kode, row.upp.nama, show_nilai(row.hasil)) for row in capaian.baris
        ]
        if capaian
        else [],
        rata_rata=format_angka(capaian.rata_rata) if capaian else "",
    )


@state_permission(Permission.DASHBOARD_READ)
class DashboardState(rx.State):
    """The part a person looks at."""

    view: DashboardView = DashboardView()
    kunci: str = ""
    upp_kode: str = ""
    pilihan: list[Pilih] = []
    daftar_layanan: list[Pilih] = []
    beruntun: str = ""
    galat: str = ""
    terganggu: bool = False
    _cakupan: Cakupan | None = None

    @rx.event
    async def muat(self) -> Any:
        """Read the dashboard of the part that the address names, then watch it.

        The watch is chained: its first figures must reach the page after these.
        """
        # A plus in an address means a blank; only "kode+upt" has one.
        kunci = self.router.url.query_parameters.get("cakupan", "").replace(" ", "+")
        try:
            found = await as_person(dashboard.load_dashboard, kunci)
        except DomainError as error:
            self.galat, self._cakupan, self.view = error.message, None, DashboardView()
            self.beruntun = ""
            return None
        # Of the whole scope, whatever part is looked at: it must not be missed.
        self.beruntun = await as_person(moderasi_beruntun.tell_waiting)
        cakupan = found.snapshot.figures.cakupan
        self._cakupan = cakupan
        self.galat, self.terganggu = "", False
        self.kunci = cakupan.kunci
        self.upp_kode = cakupan.upp.kode if cakupan.upp else ""
        self.view = present(found.snapshot)
        self.pilihan = [Pilih(p.kunci, p.nama) for p in found.pilihan]
        many = cakupan.kunci.endswith(WITH_UPT)
        self.daftar_layanan = [
            Pilih(r.kode, f"{r.nama} ({r.upp.nama})" if many else r.nama) for r in found.layanan
        ]
        return DashboardState.pantau

    @rx.event
    def pilih(self, kunci: str) -> EventSpec:
        """Look at another part; the address says which."""
        return rx.redirect(write_address("/admin", cakupan=str(kunci)))

    @rx.event
    async def pantau(self) -> None:
        """Show every change of the figures until the tab goes, or its person loses the right."""
        begin(
            self,
            self._cakupan,
            lambda rt, part: present(dashboard.read_snapshot(rt, part)),
            Permission.DASHBOARD_READ,
            jenis="dashboard",
        )
