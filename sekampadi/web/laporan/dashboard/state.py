"""The home of everyone: first steps, the counter's day, and to who reads figures a part of the province, live."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal, may
from sekampadi.domain.teks import write_address
from sekampadi.domain.tugas import Tugas
from sekampadi.i18n import format_angka, t
from sekampadi.services.laporan import dashboard
from sekampadi.services.laporan.cakupan import WITH_UPT, Cakupan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tugas.mulai import load_harian, load_mulai
from sekampadi.services.tugas.tugas import keep_tugas, load_tugas
from sekampadi.web.context import as_person, current_principal, logged_in, runtime
from sekampadi.web.declare import loads_at_once, state_permission
from sekampadi.web.laporan.dashboard.tampilan import (
    BarisTugas,
    DashboardView,
    present,
    show_pilihan,
    show_tren,
    show_tugas,
)
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.reflex_seam.states import keep_out_of_redis
from sekampadi.web.ui.states.gambar import Garis
from sekampadi.web.ui.states.tabel import Pilih
from sekampadi.web.watching import begin, moment

PEMBACA, LOKET, SISTEM = "pembaca", "loket", "sistem"
"""Whose home it is: of who reads figures, stands at the counter, keeps the system."""


def _read(rt: Runtime, part: Cakupan) -> DashboardView:
    return present(dashboard.read_snapshot(rt, part), keep_tugas(rt, part.scope), rt.today())


def _load(
    rt: Runtime, person: Principal | None, kunci: str
) -> tuple[dashboard.Dashboard, tuple[Tugas, ...]]:
    # What is to be done is of the whole scope, whatever part is looked at: it must not be missed.
    return dashboard.load_dashboard(rt, person, kunci), load_tugas(rt, person)


@keep_out_of_redis("view", "tren", "pilihan", "daftar_layanan")
@state_permission(Permission.DASHBOARD_READ)
class DashboardState(rx.State):
    """The part a person looks at."""

    view: DashboardView = DashboardView()
    tren: Garis = Garis()
    kunci: str = ""
    upp_kode: str = ""
    pilihan: list[Pilih] = []
    daftar_layanan: list[Pilih] = []
    memoderasi: bool = False
    menerbitkan: bool = False
    lingkup_tugas: str = ""  # of what the tasks are, where the figures are of a part of it
    galat: str = ""
    terganggu: bool = False
    _cakupan: Cakupan | None = None
    _sejak: int = 0

    @rx.event
    @loads_at_once
    async def muat(self) -> Any:
        """Read the dashboard of the part that the address names, then watch it.

        The watch is chained: its first figures must reach the page after these.
        """
        # A plus in an address means a blank; only "kode+upt" has one.
        kunci = self.router.url.query_parameters.get("cakupan", "").replace(" ", "+")
        self._sejak = moment()
        try:
            found, tugas = await as_person(_load, kunci)
        except DomainError as error:
            self.galat, self._cakupan, self.view = error.message, None, DashboardView()
            return None
        person = current_principal()
        self.memoderasi = may(person, Permission.JAWABAN_MODERATE)
        self.menerbitkan = may(person, Permission.LAPORAN_PUBLISH)
        cakupan = found.snapshot.figures.cakupan
        self._cakupan = cakupan
        self.lingkup_tugas = ""
        if cakupan.upp_ids != cakupan.scope.upp_ids:
            whole = cakupan.scope.upp_ids is None
            self.lingkup_tugas = t("seluruh provinsi") if whole else found.pilihan[0].nama
        self.galat, self.terganggu = "", False
        self.kunci = cakupan.kunci
        self.upp_kode = cakupan.upp.kode if cakupan.upp else ""
        self.view = present(found.snapshot, tugas, runtime().today())
        self.tren = show_tren(found.snapshot.ringkas)
        self.pilihan = show_pilihan(found.pilihan)
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
    @loads_at_once
    async def pantau(self) -> None:
        """Show every change of the figures until the tab goes, or its person loses the right."""
        begin(
            self,
            self._cakupan,
            _read,
            Permission.DASHBOARD_READ,
            jenis="dashboard",
            since=self._sejak,
        )


@dataclass(frozen=True)
class MulaiView:
    """How far the first steps have been gone."""

    tampil: bool = False
    upp: bool = False
    layanan: bool = False
    pertama: str = ""


@state_permission(Permission.BERANDA_READ)
class TugasState(rx.State):
    """What a person begins the day with; who reads figures has those by :class:`DashboardState`."""

    rumah: str = ""  # whose home it is; empty until that is known
    kelola_upp: bool = False
    kelola_layanan: bool = False
    kelola_akun: bool = False
    mulai: MulaiView = MulaiView()
    tugas: list[BarisTugas] = []
    hari_ini: str = ""
    kertas: str = ""
    upp_kode: str = ""
    daftar_layanan: list[Pilih] = []

    @rx.event
    @loads_at_once
    async def muat(self) -> Any:
        """Read what the role begins with, and then the figures for who reads them."""
        person = logged_in()
        self.kelola_upp = person.may(Permission.UPP_MANAGE)
        self.kelola_layanan = person.may(Permission.LAYANAN_MANAGE)
        self.kelola_akun = person.may(Permission.OPERATOR_MANAGE)
        found = await as_person(load_mulai)
        self.mulai = (
            MulaiView(True, found.upp, found.layanan, found.pertama) if found else MulaiView()
        )
        if person.may(Permission.DASHBOARD_READ):
            self.rumah = PEMBACA
            return DashboardState.muat
        if person.may(Permission.JAWABAN_ENTER):
            harian = await as_person(load_harian)
            self.hari_ini, self.kertas = format_angka(harian.hari_ini), format_angka(harian.kertas)
            self.upp_kode = harian.upp_kode
            self.daftar_layanan = [Pilih(row.kode, row.nama) for row in harian.layanan]
        self.tugas = show_tugas(await as_person(load_tugas), runtime().today())
        self.rumah = LOKET if person.may(Permission.JAWABAN_ENTER) else SISTEM
        return None
