"""The province's dossiers: the list, or the one that the address names, its moves and its words."""

from dataclasses import replace
from typing import Any

import reflex as rx

from sekampadi.domain.errors import ConflictError, DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.pengajuan.alur import AksiDossier
from sekampadi.domain.pengajuan.dossier import parse_triwulan, parse_urut
from sekampadi.i18n import format_hari, t
from sekampadi.reports.build.dossier.kertas import papers_of_dossier
from sekampadi.reports.build.dossier.laporan import index_words
from sekampadi.reports.render.pdf import render_laporan_pdf
from sekampadi.services.akun.sesi import find_principal
from sekampadi.services.pengajuan.beku import BerkasSiap
from sekampadi.services.pengajuan.dokumen.daftar import load_daftar_dossier
from sekampadi.services.pengajuan.dokumen.dossier import load_dokumen
from sekampadi.services.pengajuan.dossier import (
    HalamanDossier,
    address_of,
    load_dossier,
    load_tanda,
)
from sekampadi.services.pengajuan.dossier_draf import load_draf_naskah
from sekampadi.services.pengajuan.dossier_gerak import (
    SerahanDossier,
    move_dossier,
    prepare_dossier,
)
from sekampadi.services.pengajuan.dossier_naskah import begin_addendum
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.web.context import as_person, current_principal, in_thread, render, runtime
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.guard import session_token
from sekampadi.web.pengajuan.dossier.tampilan import (
    SARINGAN,
    DossierTampil,
    TriwulanTampil,
    show_daftar,
    show_dossier,
)
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.formulir import FormulirMixin, clean_form, refusals_shown

_MOVE = Permission.DOSSIER_MOVE


async def _hand_over(secret: str | None, at: tuple[str, int, int], isian: dict[str, object]) -> str:
    """Make the papers and the move; nothing of the tab is read or held meanwhile."""
    kunci, urut, versi = at
    triwulan = parse_triwulan(kunci)
    person = await in_thread(find_principal, secret)
    isi, tanda = await in_thread(prepare_dossier, person, triwulan, urut)
    kop = await in_thread(load_letterhead)
    berkas = [
        BerkasSiap(jenis, nama, await render(render_laporan_pdf, report))
        for jenis, nama, report in papers_of_dossier(isi, runtime().today(), kop)
    ]
    # Making them takes seconds, in which a login can end and a role be lost.
    person = await in_thread(find_principal, secret)
    status = await in_thread(
        move_dossier,
        person,
        triwulan,
        urut,
        AksiDossier.SAMPAIKAN,
        versi=versi,
        serahan=SerahanDossier(isian, tanda, berkas),
    )
    return t("Berkas: {status}.", status=status.label)


@state_permission(Permission.DOSSIER_READ)
class DossierState(FormulirMixin, rx.State):
    """What the page shows."""

    siap: bool = False
    galat: str = ""
    daftar: list[TriwulanTampil] = []
    tampil: DossierTampil = DossierTampil()
    saring: str = ""
    sibuk: str = ""
    lain: str = ""
    ada_draf: bool = False
    """Whether the person has typed words of the dossier that are not saved."""
    _triwulan: str = ""
    _urut: int = 0
    _versi: int = 0
    _tanda: tuple[int, int] = (0, 0)
    _antar: dict[str, object] = {}

    @rx.event
    async def muat(self) -> None:
        """Read the list, or the dossier that the address names."""
        query = dict(self.router.url.query_parameters)
        named = (query.get("triwulan", "")[:10], parse_urut(query.get("addendum", "")))
        if named != (self._triwulan, self._urut):
            self.tampil = DossierTampil()
        self._triwulan, self._urut = named
        chosen = query.get("saring", "")
        self.saring = chosen if chosen in SARINGAN else ""
        await self._reload(current_principal())

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")

    @rx.event
    async def segarkan(self) -> None:
        """Read it again, because its words or a draft of them have changed."""
        await self._reload(current_principal())

    async def _reload(self, person: Principal | None) -> None:
        self.galat = ""
        try:
            if self._triwulan:
                triwulan = parse_triwulan(self._triwulan)
                page = await in_thread(load_dossier, person, triwulan, self._urut)
                self._tanda = await in_thread(load_tanda, person, triwulan, self._urut)
                self._show(page)
                self.ada_draf = False
                if self.tampil.boleh_naskah:
                    draf = await in_thread(load_draf_naskah, person, triwulan, self._urut)
                    self.ada_draf = draf is not None
                if not self.tampil.rancangan:
                    # What was handed over lies there ready; a draft would be reckoned anew.
                    dokumen = await in_thread(load_dokumen, person, triwulan, self._urut)
                    self.tampil = replace(self.tampil, angka=index_words(dokumen.isi))
            else:
                found = await in_thread(load_daftar_dossier, person)
                self.daftar, self.tampil = [show_daftar(line) for line in found], DossierTampil()
        except DomainError as error:
            self.galat, self.tampil = error.message, DossierTampil()
        self.siap = True

    def _show(self, page: HalamanDossier) -> None:
        self.daftar = []
        self.tampil = show_dossier(page, self.saring)
        if not self.form:
            self._versi = page.dossier.versi if page.dossier else 0

    @rx.event
    async def jaga(self) -> None:
        """Show what others have changed; the page itself sends it every few seconds."""
        if not self.tampil.nomor:
            return
        try:
            now = await as_person(load_tanda, parse_triwulan(self._triwulan), self._urut)
        except DomainError:
            return
        if now == self._tanda:
            return
        mine, steps = now[0] == self._tanda[0], self.tampil.langkah
        await self._reload(current_principal())
        if mine:
            self._say(t("Keadaan UPP baru saja berubah. Yang tampil sudah terbaru."))
            return
        last, what = self.tampil.langkah[:1], t("naskahnya disimpan")
        if len(self.tampil.langkah) > len(steps):
            what = t("“{aksi}” oleh {siapa}", aksi=last[0].aksi, siapa=last[0].siapa)
        self._say(t("Berkas ini baru saja berubah: {apa}.", apa=what))
        self.lain = t("Berkas ini baru saja berubah: {apa}. Isian Anda tetap.", apa=what)

    @rx.event
    @handler_permission(_MOVE)
    def pilih(self, aksi: str) -> None:
        """Ask for what goes with a move."""
        row = next((b for b in self.tampil.tombol if b.aksi == str(aksi)), None)
        if row is None:
            return
        self._say("")
        self.lain = ""
        today = format_hari(runtime().today())
        isian = {"surat_tanggal": today} if row.aksi == AksiDossier.TUTUP.value else {}
        self._open_form("gerak", f"{row.kata}: {self.tampil.judul}?", isian, row.aksi)

    @rx.event
    @handler_permission(_MOVE)
    async def lakukan(self, data: dict[str, Any]) -> EventSpec | None:
        """Make the move that was asked about; who was slower than somebody else is told."""
        if self.form != "gerak":
            return None
        aksi, isian = self.form_id, clean_form(data)
        if aksi == AksiDossier.SAMPAIKAN.value:
            self._antar = isian
            self._close()
            self.sibuk = t("Menyiapkan rekapitulasi dan laporan. Tunggu sebentar …")
            follow: Any = DossierState.sampaikan
            return follow  # type: ignore[no-any-return]
        with refusals_shown(self, data):
            try:
                status = await as_person(
                    move_dossier,
                    parse_triwulan(self._triwulan),
                    self._urut,
                    aksi,
                    versi=self._versi,
                    serahan=SerahanDossier(isian),
                )
            except ConflictError as error:
                await self._too_late(error.message, current_principal())
                return None
            self._close()
            await self._reload(current_principal())
            self._say(t("Berkas: {status}.", status=status.label))
        return None

    async def _too_late(self, words: str, person: Principal | None) -> None:
        self._close()
        await self._reload(person)
        self._say("", gagal=words)

    @rx.event(background=True)
    @handler_permission(_MOVE)
    async def sampaikan(self) -> None:
        """Have the papers made, and hand them over with the dossier."""
        async with self:
            secret, versi, isian = session_token(self), self._versi, dict(self._antar)
            kunci, urut, self._antar = self._triwulan, self._urut, {}
        words = gagal = ""
        try:
            words = await _hand_over(secret, (kunci, urut, versi), isian)
        except DomainError as error:
            gagal = error.message
        finally:
            async with self:
                self.sibuk = ""
        person = await in_thread(find_principal, secret)
        async with self:
            if (self._triwulan, self._urut) == (kunci, urut):
                await self._reload(person)
            self._say(words, gagal=gagal)

    @rx.event
    @handler_permission(_MOVE)
    async def buka_addendum(self) -> EventSpec | None:
        """Begin an addendum, and go there."""
        self._say("")
        with refusals_shown(self):
            triwulan = parse_triwulan(self._triwulan)
            urut = await as_person(begin_addendum, triwulan)
            return rx.redirect(address_of(triwulan, urut))
        self._say("", gagal=self.galat_tindakan)
        return None
