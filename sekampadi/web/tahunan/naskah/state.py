"""The form of a part; what is typed is a draft until it is saved (``assets/tindak-lanjut.js``)."""

import secrets
from collections.abc import Awaitable, Mapping
from datetime import datetime
from typing import Any

import reflex as rx

from sekampadi.domain.errors import ConflictError
from sekampadi.domain.tahunan.naskah import IsiNaskah, parse_naskah
from sekampadi.i18n import t
from sekampadi.services.tahunan.draf import DrafNaskahTahunan, TandaDraf, edisi_of
from sekampadi.services.tahunan.naskah import (
    HalamanBagian,
    drop_draf_tahunan,
    load_bagian,
    load_versi,
    save_draf_tahunan,
    save_naskah_tahunan,
)
from sekampadi.services.tahunan.objek import READ, WRITE
from sekampadi.web.context import as_person
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.tahunan.bagian.tampilan import address_of
from sekampadi.web.tahunan.naskah.awal import begin_isi, is_proposed
from sekampadi.web.tahunan.naskah.isi import (
    MOST,
    BandingNaskah,
    BarisIsian,
    compare,
    compare_tabs,
    lay_out,
    merge,
    name_bagian,
    parse_rencana,
    read_form,
    tell_saved,
)
from sekampadi.web.tahunan.naskah.tanya import ask_about
from sekampadi.web.tahunan.state import TahunanState, shows_report
from sekampadi.web.ui.states.draf import DrafMixin, as_record
from sekampadi.web.ui.states.formulir import clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import parse_id


@state_permission(READ)
class NaskahTahunanState(DrafMixin, rx.State):
    """The form of a part, and the question of what counts where two have written it."""

    bantuan: str = ""
    lebar: str = ""
    baris: list[BarisIsian] = []
    kolom: list[str] = []
    banding: list[BandingNaskah] = []  # one, or none
    banding_versi: int = 0
    edisi: str = ""
    draf_lain: bool = False  # whether another tab of this person types into the same draft
    _edisi: str = ""
    """Of the draft that this form wrote last."""
    _lain: DrafNaskahTahunan | None = None
    """What another tab has made of the draft, while it is shown."""
    _anda: IsiNaskah = IsiNaskah()
    """What is typed, while it stands beside what is stored."""
    _dibuang: str = ""
    """What is said once the words that were asked about are taken away."""

    def _close_all(self) -> None:
        super()._close_all()
        self.baris, self.banding = [], []
        self.edisi, self.draf_lain = "", False

    @rx.event
    async def tutup(self) -> Any:
        """Close the form; what is typed stays a draft. Out of a conflict it goes back to the form."""
        if self.form == "banding":
            with refusals_shown(self):
                self._show(await self._read(), self._anda, self.versi)
            return None
        self._close_all()
        return TahunanState.segarkan  # which shows that there is one

    @rx.event
    async def ikuti(self) -> None:
        """Close a form of another report than the page shows; what is typed stays a draft."""
        page = await self.get_state(TahunanState)
        if self.rencana and self.rencana != page.tampil.kunci:
            self._close_all()
            self._say("")

    async def _read(self) -> HalamanBagian:
        return await as_person(load_bagian, *parse_rencana(self.rencana), self.objek)

    @rx.event
    @handler_permission(WRITE)
    async def buka(self, objek: str, rencana: str) -> Any:
        """Open the form of a part, with the draft of it if there is one.

        A button of a page that was left meanwhile opens nothing: the page shows its own report.
        """
        self._say("")
        page = await self.get_state(TahunanState)
        if not shows_report(page, str(rencana)):
            self._close_all()
            return TahunanState.segarkan
        return await self._try_open(objek, rencana)

    @rx.event
    @handler_permission(WRITE)
    async def buka_lagi(self, data: Any) -> Any:
        """Open the form that a browser had open when the server, or the page, went away."""
        return await self._try_open_again(data)

    async def _open(self, objek: str, rencana: str, *, fresh: bool = False) -> bool:
        page = await as_person(load_bagian, *parse_rencana(rencana), objek)
        if not page.boleh:
            return False
        awal = await begin_isi(page, *parse_rencana(rencana))
        draf = None if fresh else page.draf
        self._close_all()
        self.rencana, self._edisi = rencana, draf.edisi if draf else ""
        # Who replaces a proposal begins with it: seldom is all of it to be changed.
        isi, versi = (draf.isi, draf.versi) if draf else (awal, page.versi_kini)
        self._show(page, isi, versi)
        self._tell_draf(draf.diubah_pada if draf else None)
        return True

    def _tanda(self) -> TandaDraf:
        return TandaDraf(self._edisi, self.tiket)

    def _show(self, page: HalamanBagian, isi: IsiNaskah, versi: int) -> None:
        part = page.tertulis.bagian
        form = "tabel" if part.tabel else "teks"
        self._open_form(form, name_bagian(page), {"teks": isi.teks})
        self.objek = part.kunci
        self._on(versi)
        self.edisi = self._edisi
        self.bantuan, self.baris = part.bantuan, lay_out(part, isi)
        self.kolom = [k.judul for k in part.kolom]
        self.lebar = "lt-lebar-" + "-".join(str(k.lebar) for k in part.kolom)
        self.banding = []

    @rx.event
    @handler_permission(WRITE)
    async def buang(self) -> Any:
        """Throw the draft away and show what is saved."""
        if not self.objek:
            return None
        rencana, objek = self.rencana, self.objek
        with refusals_shown(self):
            await as_person(drop_draf_tahunan, *parse_rencana(rencana), objek, tanda=self._tanda())
            await self._open(objek, rencana, fresh=True)
        return TahunanState.segarkan

    @rx.event
    @handler_permission(WRITE)
    async def simpan_draf(self, data: Any) -> Any:
        """Keep what is typed, as the browser sends it a second after the last key."""
        record = as_record(data)
        if self._is_saved(record.get("tiket")):
            return None  # it came behind what was saved
        objek, rencana = str(record.get("objek", "")), str(record.get("rencana", ""))
        typed = read_form(clean_form(record.get("isi"), MOST))
        tanda = TandaDraf(str(record.get("edisi", "")), str(record.get("penulis", "")))
        at = {"bagian": objek, "versi": parse_id(record.get("versi")) or 0}
        kept = as_person(save_draf_tahunan, *parse_rencana(rencana), **at, isian=typed, tanda=tanda)
        return await self._keep(record, objek, self._watch(kept, objek))

    async def _watch(self, kept: Awaitable[datetime], objek: str) -> datetime:
        """Note of the open form which edition it wrote, or that another tab writes the same draft."""
        here = objek == self.objek
        try:
            moment = await kept
        except ConflictError as error:
            self.draf_lain = here and error.code == "draf.tab_lain"
            raise
        if here:
            self._edisi, self.draf_lain = edisi_of(moment), False
        return moment

    @rx.event
    @handler_permission(WRITE)
    async def simpan(self, data: dict[str, Any]) -> Any:
        """Save the part; what somebody else has saved meanwhile is shown beside it first."""
        form = clean_form(data, MOST)
        tiket, objek = str(form.get("tiket", "")), str(form.get("objek", ""))
        if not objek or self._is_saved(tiket):
            return None
        self.rencana, self.objek, self.tiket = str(form.get("rencana", "")), objek, tiket
        return await self._save(read_form(form), parse_id(form.get("versi")) or 0)

    async def _save(self, typed: Mapping[str, object], versi: int) -> Any:
        said = ""
        with refusals_shown(self, dict(typed)):
            said = await self._store(typed, versi)
        if said:
            return self._end(said, TahunanState.segarkan)
        if self.form == "banding":
            return None
        return rx.set_focus("ringkasan-galat" if self.salah else "penolakan")

    async def _store(self, typed: Mapping[str, object], versi: int) -> str:
        """Save what is typed, or show what somebody else has saved; return what is said once it is."""
        at, tanda = parse_rencana(self.rencana), self._tanda()
        given = {"bagian": self.objek, "versi": versi, "isian": typed, "tanda": tanda}
        try:
            if await is_proposed(await self._read(), typed):
                await as_person(drop_draf_tahunan, *at, self.objek, tanda=tanda)
                return tell_saved(await self._read(), changed=False)
            now = await as_person(save_naskah_tahunan, *at, **given)
        except ConflictError as error:
            page = await self._read()
            isi = parse_naskah(page.tertulis.bagian, typed)
            newest = page.tertulis.naskah
            if newest is None:
                raise
            if isi == newest.isi:
                # Both have written the same.
                await as_person(drop_draf_tahunan, *at, self.objek, tanda=tanda)
                return tell_saved(page, changed=True)
            if error.code != "naskah.berubah":
                self.draf_lain = error.code == "draf.tab_lain"
                raise
            # Whatever is chosen, or not, it is still there.
            moment = await as_person(save_draf_tahunan, *at, **given)
            self._edisi = edisi_of(moment)
            self._show_conflict(page, isi, versi)
            return ""
        return tell_saved(await self._read(), changed=now != versi)

    def _show_conflict(self, page: HalamanBagian, isi: IsiNaskah, versi: int) -> None:
        judul = t("{bagian} baru saja diubah", bagian=name_bagian(page))
        self._open_form("banding", judul, {})
        self.versi, self._anda, self.banding = versi, isi, compare(page, isi)
        self.banding_versi = page.versi_kini

    @rx.event
    @handler_permission(WRITE)
    async def pakai(self, data: dict[str, Any]) -> Any:
        """Decide between one's own words and those that are stored: both have been shown.

        The form says ``saya``, ``tersimpan``, or ``gabung``, which puts both into the form.
        """
        pilihan = clean_form(data).get("pilihan")
        if self.form != "banding":
            return None
        if any(b.tab for b in self.banding):
            await self._pick_draf(pilihan)
            return None
        seen = self.banding_versi
        if pilihan == "saya":
            own = self._anda
            return await self._save({"teks": own.teks, "baris": own.baris}, seen)
        if pilihan == "tersimpan":
            with refusals_shown(self):
                at, tanda = parse_rencana(self.rencana), self._tanda()
                await as_person(drop_draf_tahunan, *at, self.objek, tanda=tanda)
                words = t("Yang tersimpan dipakai. Isian Anda dibuang.")
                return self._end(words, TahunanState.segarkan)
        if pilihan == "gabung":
            with refusals_shown(self):
                at = parse_rencana(self.rencana)
                stored = await as_person(load_versi, *at, bagian=self.objek, versi=seen)
                self._show(await self._read(), merge(stored.isi, self._anda), seen)
        return None

    @rx.event
    @handler_permission(WRITE)
    async def bandingkan(self, data: Any) -> None:
        """Show what is typed here beside what another tab has made of the same draft."""
        record = as_record(data)
        self._clear_errors()
        objek, rencana = str(record.get("objek", "")), str(record.get("rencana", ""))
        with refusals_shown(self):
            page = await as_person(load_bagian, *parse_rencana(rencana), objek)
            isi = parse_naskah(page.tertulis.bagian, read_form(clean_form(record.get("isi"), MOST)))
            self.draf_lain = False
            if page.draf is None or page.draf.isi == isi:
                return  # the other tab has saved it, or thrown it away, or says the same
            self._open_form("banding", t("Draf ini juga diubah di tab lain"), {})
            self.rencana, self.objek, self.draf_lain = rencana, objek, True
            self.versi, self._anda = parse_id(record.get("versi")) or 0, isi
            self._lain = page.draf
            self.banding = [compare_tabs(page.tertulis.bagian, page.draf, isi)]

    async def _pick_draf(self, pilihan: object) -> None:
        """Go on with one of the two drafts, or with both in one; what is chosen is the draft then."""
        lain = self._lain
        if lain is None:
            return
        choices = {
            "saya": self._anda,
            "tersimpan": lain.isi,
            "gabung": merge(lain.isi, self._anda),
        }
        isi = choices.get(str(pilihan))
        if isi is None:
            return
        with refusals_shown(self):
            # On the older of the two: who has saved something since is still told of.
            versi, self._edisi = min(self.versi, lain.versi), lain.edisi
            self._show(await self._read(), isi, versi)
            at = {"bagian": self.objek, "versi": versi, "tanda": self._tanda()}
            typed = {"teks": isi.teks, "baris": isi.baris}
            moment = await as_person(
                save_draf_tahunan, *parse_rencana(self.rencana), **at, isian=typed
            )
            self.edisi = self._edisi = edisi_of(moment)
            self.draf_lain = False
            self._tell_draf(moment)

    @rx.event
    @handler_permission(WRITE)
    async def minta(self, tindakan: str, versi: str) -> None:
        """Ask before an older version is used again (``pakai``), or words are taken away (``hapus``)."""
        page = await self.get_state(TahunanState)
        shown = page.tampil
        part, number, act = shown.buka, parse_id(versi) or 0, str(tindakan)
        self._say("")
        if not shown.boleh or not part.kunci or act not in {"pakai", "hapus"}:
            return
        self._close_all()
        self.rencana, self.objek = shown.kunci, part.kunci
        self.versi = parse_id(part.versi_kini) or 0
        self._dibuang = part.dibuang
        self._ask(ask_about(part, act, number))

    @rx.event
    @handler_permission(WRITE)
    async def lakukan(self) -> Any:
        """Do what was asked about; what stands there now stays a version."""
        asked, number = self.tanya.tindakan, parse_id(self.tanya.id) or 0
        at, objek = parse_rencana(self.rencana), self.objek
        if asked not in {"pakai", "hapus"}:
            return None
        with refusals_shown(self):
            isi = IsiNaskah()
            if asked == "pakai":
                found = await as_person(load_versi, *at, bagian=objek, versi=number)
                isi = found.isi
            typed = {"teks": isi.teks, "baris": isi.baris}
            await as_person(save_naskah_tahunan, *at, bagian=objek, versi=self.versi, isian=typed)
            self.tiket = secrets.token_hex(8)
            if asked == "hapus":
                return self._end(self._dibuang, TahunanState.segarkan)
            # What was looked at is done with, and the address says so.
            shown = rx.redirect(address_of(*at, bagian=objek), replace=True)
            return self._end(t("Versi {n} dipakai lagi.", n=number), shown)
        return TahunanState.segarkan
