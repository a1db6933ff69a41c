"""The leaders' screen: the part a person looks at, live."""

from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.teks import write_address
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.layar import layar
from sekampadi.web.context import as_person
from sekampadi.web.declare import handler_permission, loads_at_once, state_permission
from sekampadi.web.layar.tampilan import ButirSaran, LayarView, present, show_saran
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.reflex_seam.states import keep_out_of_redis
from sekampadi.web.ui.states.tabel import Pilih, parse_id
from sekampadi.web.watching import begin

MAX_AGE = 60.0
"""Seconds after which the screen is read again without an answer: "today" ends at midnight."""


@keep_out_of_redis("view", "pilihan", "calon")
@state_permission(Permission.LAYAR_READ)
class LayarState(rx.State):
    """The part a leader looks at."""

    view: LayarView = LayarView()
    kunci: str = ""
    atas: str = ""
    pilihan: list[Pilih] = []
    calon: list[ButirSaran] = []
    galat: str = ""
    galat_saran: str = ""
    terganggu: bool = False
    _cakupan: Cakupan | None = None

    @rx.event
    @loads_at_once
    async def muat(self) -> Any:
        """Read the screen of the part that the address names, then watch it."""
        query = self.router.url.query_parameters
        # A plus in an address means a blank; only "kode+upt" has one.
        kunci = query.get("cakupan", "").replace(" ", "+")
        try:
            found = await as_person(layar.load_layar, kunci, query.get("layanan", ""))
        except DomainError as error:
            self.galat, self._cakupan, self.view = error.message, None, LayarView()
            return None
        cakupan = found.snapshot.cakupan
        self._cakupan = cakupan
        self.galat, self.galat_saran, self.terganggu = "", "", False
        self.kunci = cakupan.kunci
        self.atas = ""
        if cakupan.dipilih:
            self.atas = write_address("/admin/layar", cakupan=cakupan.kunci)
        elif cakupan.kunci and len(found.pilihan) > 1:
            self.atas = "/admin/layar"
        self.view = present(found.snapshot)
        self.pilihan = [Pilih(p.kunci, p.nama) for p in found.pilihan]
        self.calon = show_saran(found.calon)
        return LayarState.pantau

    @rx.event
    def pilih(self, kunci: str) -> EventSpec:
        """Look at another part; the address says which."""
        return rx.redirect(write_address("/admin/layar", cakupan=str(kunci)))

    @rx.event
    @loads_at_once
    async def pantau(self) -> None:
        """Show every change of the figures until the tab goes, or its person loses the right."""
        begin(
            self,
            self._cakupan,
            lambda rt, part: present(layar.read_layar(rt, part)),
            Permission.LAYAR_READ,
            jenis="layar",
            max_age=MAX_AGE,
        )

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def rilis(self, id_jawaban: str, tampil: bool) -> None:
        """Put a suggestion on the wall, or take it off."""
        number, cakupan = parse_id(id_jawaban), self._cakupan
        if number is None or cakupan is None:
            return
        kode = cakupan.layanan.kode if cakupan.layanan else ""
        try:
            await as_person(layar.release, number, show=tampil is True)
            rows = await as_person(layar.load_calon, cakupan.kunci, kode)
        except DomainError as error:
            self.galat_saran = error.message
            return
        self.galat_saran, self.calon = "", show_saran(rows)
