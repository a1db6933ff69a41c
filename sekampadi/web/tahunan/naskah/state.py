"""The form of a part; what is typed is a draft until it is saved (``assets/tindak-lanjut.js``)."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

import reflex as rx

from sekampadi.domain.errors import ConflictError, DomainError
from sekampadi.domain.tahunan.bagian import CaraIsi
from sekampadi.domain.tahunan.naskah import TEKS_MAX, IsiNaskah, parse_naskah
from sekampadi.i18n import t
from sekampadi.reports.build.tahunan.rangkuman.rekomendasi import usul_rekomendasi
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan, load_bahan
from sekampadi.services.tahunan.naskah import (
    HalamanBagian,
    drop_draf_tahunan,
    load_bagian,
    load_versi,
    save_draf_tahunan,
    save_naskah_tahunan,
)
from sekampadi.services.tahunan.objek import READ, WRITE
from sekampadi.web.context import as_person, in_thread
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.tahunan.bagian.tampilan import address_of
from sekampadi.web.tahunan.naskah.isi import (
    BandingNaskah,
    BarisIsian,
    compare,
    lay_out,
    merge,
    read_form,
)
from sekampadi.web.tahunan.state import TahunanState
from sekampadi.web.ui.states.formulir import (
    Confirmation,
    FormulirMixin,
    clean_form,
    refusals_shown,
)
from sekampadi.web.ui.states.tabel import parse_id
from sekampadi.web.ui.states.tampilan import jam

MOST = 2 * TEKS_MAX
"""Letters that a field takes: what is too long is told, and not cut off unseen."""


def _at(rencana: str) -> tuple[str, str]:
    """Read which report a form is of, as ``TahunanTampil.kunci`` names it: UPP and year."""
    _, _, rest = rencana[:150].partition("/")
    kode, _, tahun = rest.partition("/")
    return kode, tahun


def _propose(_: Runtime, bahan: BahanTahunan) -> IsiNaskah:
    return usul_rekomendasi(bahan)


@state_permission(READ)
class NaskahTahunanState(FormulirMixin, rx.State):
    """The form. All it takes to save goes with it, so that it outlives the server."""

    rencana: str = ""
    objek: str = ""
    versi: int = 0
    dasar: str = ""
    tiket: str = ""
    draf_pada: str = ""
    ada_draf: bool = False
    bantuan: str = ""
    lebar: str = ""
    baris: list[BarisIsian] = []
    kolom: list[str] = []
    banding: BandingNaskah = BandingNaskah()
    banding_versi: int = 0
    _anda: IsiNaskah = IsiNaskah()
    """What is typed, while it stands beside what is stored."""
    _dibuang: str = ""
    """What is said once the words that were asked about are taken away."""
    _sudah: str = ""
    """The ticket of the form that was saved last: a second press saves nothing."""

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close_all()
        self._say("")

    def _close_all(self) -> None:
        self._close()
        self.objek = self.draf_pada = ""
        self.ada_draf, self.baris, self.banding = False, [], BandingNaskah()

    @rx.event
    async def tutup(self) -> Any:
        """Close the form; what is typed stays a draft. Out of a conflict it goes back to the form."""
        if self.form == "banding":
            with refusals_shown(self):
                self._show(await self._read(), self._anda, self.versi)
            return None
        self._close_all()
        return TahunanState.segarkan  # which shows that there is one

    async def _read(self) -> HalamanBagian:
        return await as_person(load_bagian, *_at(self.rencana), self.objek)

    @rx.event
    @handler_permission(WRITE)
    async def buka(self, objek: str, rencana: str) -> Any:
        """Open the form of a part, with the draft of it if there is one."""
        self._say("")
        return await self._try_open(str(objek), str(rencana))

    @rx.event
    @handler_permission(WRITE)
    async def buka_lagi(self, data: Any) -> Any:
        """Open the form that a browser had open when the server, or the page, went away."""
        data = data if isinstance(data, dict) else {}
        return await self._try_open(str(data.get("objek", "")), str(data.get("rencana", "")))

    async def _try_open(self, objek: str, rencana: str) -> Any:
        try:
            page = await as_person(load_bagian, *_at(rencana), objek)
            if page.boleh:
                self._open(page, rencana, await self._begin(page, rencana))
                return None
        except DomainError as error:
            self._close_all()
            self._say("", gagal=error.message)
        return rx.call_function("() => window.sekampadiDraf?.lupakan()")

    async def _begin(self, page: HalamanBagian, rencana: str) -> IsiNaskah:
        """Return what the form of a part begins with: what stands there, or is proposed.

        What the report proposes to be done is made of its figures; who writes his own begins with it,
        as his words stand in its place.
        """
        isi = page.tertulis.isi
        if page.tertulis.bagian.cara is not CaraIsi.GANTI or not isi.kosong:
            return isi
        bahan = await as_person(load_bahan, *_at(rencana))
        return await in_thread(_propose, bahan)

    def _open(
        self, page: HalamanBagian, rencana: str, awal: IsiNaskah, *, fresh: bool = False
    ) -> None:
        draf = None if fresh else page.draf
        self._close_all()
        self.rencana, self.objek = rencana, page.tertulis.bagian.kunci
        # Who replaces a proposal begins with it: seldom is all of it to be changed.
        isi, versi = (draf.isi, draf.versi) if draf else (awal, page.versi_kini)
        self._show(page, isi, versi)
        self.draf_pada = jam(draf.diubah_pada) if draf else ""
        self.ada_draf = draf is not None

    def _show(self, page: HalamanBagian, isi: IsiNaskah, versi: int) -> None:
        part = page.tertulis.bagian
        form = "tabel" if part.tabel else "teks"
        self._open_form(form, part.judul, {"teks": isi.teks})
        self.objek, self.versi, self.tiket = part.kunci, versi, secrets.token_hex(8)
        self.bantuan, self.baris = part.bantuan, lay_out(part, isi)
        self.kolom = [k.judul for k in part.kolom]
        self.lebar = "lt-lebar-" + "-".join(str(k.lebar) for k in part.kolom)
        self.banding = BandingNaskah()

    @rx.event
    @handler_permission(WRITE)
    async def buang(self) -> Any:
        """Throw the draft away and show what is saved."""
        if not self.objek:
            return None
        rencana, objek = self.rencana, self.objek
        with refusals_shown(self):
            await as_person(drop_draf_tahunan, *_at(rencana), objek)
            page = await self._read()
            self._open(page, rencana, await self._begin(page, rencana), fresh=True)
        return TahunanState.segarkan

    @rx.event
    @handler_permission(WRITE)
    async def simpan_draf(self, data: Any) -> Any:
        """Keep what is typed, as the browser sends it a second after the last key."""
        data = data if isinstance(data, dict) else {}
        if data.get("tiket") == self._sudah and self._sudah:
            return None  # it came behind what was saved
        objek, rencana = str(data.get("objek", "")), str(data.get("rencana", ""))
        typed = read_form(clean_form(data.get("isi"), MOST))
        versi = parse_id(data.get("versi")) or 0
        try:
            moment = await as_person(
                save_draf_tahunan, *_at(rencana), bagian=objek, versi=versi, isian=typed
            )
            words, kept = t("Draf disimpan {jam}", jam=jam(moment)[-5:]), "true"
            self.ada_draf = self.ada_draf or objek == self.objek
        except DomainError as error:
            words, kept = error.message, "false"
        call = f"{json.dumps(objek)}, {parse_id(data.get('ke')) or 0}, {json.dumps(words)}, {kept}"
        return rx.call_function(f"() => window.sekampadiDraf?.terkirim({call})")

    @rx.event
    @handler_permission(WRITE)
    async def simpan(self, data: dict[str, Any]) -> Any:
        """Save the part; what somebody else has saved meanwhile is shown beside it first."""
        form = clean_form(data, MOST)
        tiket, objek = str(form.get("tiket", "")), str(form.get("objek", ""))
        if not objek or (tiket and tiket == self._sudah):
            return None
        self.rencana, self.objek, self.tiket = str(form.get("rencana", "")), objek, tiket
        return await self._save(read_form(form), parse_id(form.get("versi")) or 0)

    async def _save(self, typed: Mapping[str, object], versi: int) -> Any:
        saved = False
        with refusals_shown(self, dict(typed)):
            saved = await self._store(typed, versi)
        if saved:
            return self._done(t("{bagian} disimpan.", bagian=self.judul_form or t("Bagian")))
        if self.form == "banding":
            return None
        return rx.set_focus("ringkasan-galat" if self.salah else "penolakan")

    async def _store(self, typed: Mapping[str, object], versi: int) -> bool:
        """Save what is typed, or show what somebody else has saved; tell whether it is saved."""
        at = _at(self.rencana)
        try:
            await as_person(save_naskah_tahunan, *at, bagian=self.objek, versi=versi, isian=typed)
        except ConflictError as error:
            page = await self._read()
            isi = parse_naskah(page.tertulis.bagian, typed)
            newest = page.tertulis.naskah
            if newest is None:
                raise
            if isi == newest.isi:
                # Both have written the same.
                await as_person(drop_draf_tahunan, *at, self.objek)
                return True
            if error.code != "naskah.berubah":
                raise
            # Whatever is chosen, or not, it is still there.
            await as_person(save_draf_tahunan, *at, bagian=self.objek, versi=versi, isian=typed)
            self._show_conflict(page, isi, versi)
            return False
        return True

    def _show_conflict(self, page: HalamanBagian, isi: IsiNaskah, versi: int) -> None:
        judul = t("{bagian} baru saja diubah", bagian=page.tertulis.bagian.judul)
        self._open_form("banding", judul, {})
        self.versi, self._anda, self.banding = versi, isi, compare(page, isi)
        self.banding_versi = page.versi_kini

    def _done(self, words: str, shown: Any = TahunanState.segarkan) -> Any:
        self._sudah, objek = self.tiket, self.objek
        self._close_all()
        self._say(words)
        done = f"() => window.sekampadiDraf?.selesai({json.dumps(objek)})"
        return [rx.call_function(done), shown]

    @rx.event
    @handler_permission(WRITE)
    async def pakai(self, data: dict[str, Any]) -> Any:
        """Decide between one's own words and those that are stored: both have been shown.

        The form says ``saya``, ``tersimpan``, or ``gabung``, which puts both into the form.
        """
        pilihan = clean_form(data).get("pilihan")
        if self.form != "banding":
            return None
        seen = self.banding_versi
        if pilihan == "saya":
            own = self._anda
            return await self._save({"teks": own.teks, "baris": own.baris}, seen)
        if pilihan == "tersimpan":
            with refusals_shown(self):
                await as_person(drop_draf_tahunan, *_at(self.rencana), self.objek)
                return self._done(t("Yang tersimpan dipakai. Isian Anda dibuang."))
        if pilihan == "gabung":
            with refusals_shown(self):
                at = _at(self.rencana)
                stored = await as_person(load_versi, *at, bagian=self.objek, versi=seen)
                self._show(await self._read(), merge(stored.isi, self._anda), seen)
        return None

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
        words = t("Tulisan yang sekarang tetap ada di daftar versi.")
        old = part.isi_dilihat[:1] if act == "pakai" else []
        if part.perlu and not any(isi.alinea or isi.baris for isi in old):
            words = t("Bagian ini wajib, jadi laporan menjadi tidak lengkap.") + " " + words
        if part.draf:
            words += " " + t("Draf Anda yang belum disimpan akan dibuang.")
        judul, tombol = (
            (t("Pakai lagi versi {n}?", n=number), t("Pakai lagi"))
            if act == "pakai"
            else (t("{apa}?", apa=part.buang), part.buang)
        )
        self._dibuang = part.dibuang
        asked = Confirmation(act, str(number), judul, words, tombol, bahaya=act == "hapus")
        self._ask(asked)

    @rx.event
    @handler_permission(WRITE)
    async def lakukan(self) -> Any:
        """Do what was asked about; what stands there now stays a version."""
        asked, number = self.tanya.tindakan, parse_id(self.tanya.id) or 0
        at, objek = _at(self.rencana), self.objek
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
                return self._done(self._dibuang)
            # What was looked at is done with, and the address says so.
            shown = rx.redirect(address_of(*at, bagian=objek), replace=True)
            return self._done(t("Versi {n} dipakai lagi.", n=number), shown)
        return TahunanState.segarkan
