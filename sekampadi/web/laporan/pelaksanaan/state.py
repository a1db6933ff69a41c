"""How the survey of a triwulan was carried out: the form on the page of the laporan."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN, Pelaksana, Triwulan, triwulan_of
from sekampadi.domain.laporan.sampel import minimum_sample
from sekampadi.domain.periode import Periode
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.ketelitian import too_many_words
from sekampadi.services.laporan import pelaksanaan
from sekampadi.services.laporan.cakupan import WITH_UPT
from sekampadi.services.laporan.pelaksanaan import HalamanPelaksanaan
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.formulir import clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import Pilih
from sekampadi.web.ui.states.versi import VersiMixin

PELAKSANA = [(p.value, p.label) for p in Pelaksana]


@state_permission(Permission.LAPORAN_READ)
class PelaksanaanState(VersiMixin, rx.State):
    """One UPP in one triwulan."""

    upp: str = ""
    nama: str = ""
    triwulan: str = ""
    pilihan: list[Pilih] = []
    boleh: bool = False
    galat: str = ""
    oleh: str = ""
    sampel: str = ""
    periksa: str = ""

    @rx.event
    async def muat(self) -> None:
        """Read the form of the UPP and the triwulan that the address names; what is being typed stays."""
        query = dict(self.router.url.query_parameters)
        upp = query.get("cakupan", "").replace(" ", "+").removesuffix(WITH_UPT)[:120]
        running = Triwulan.of(runtime().today())
        numbers = range(running.tahun * 4 + running.nomor - 1, TAHUN_MIN * 4 - 1, -1)
        offered = [Triwulan(n // 4, n % 4 + 1) for n in numbers]
        self.pilihan = [Pilih(w.kunci, w.periode.label) for w in offered]
        chosen = running
        try:
            found = triwulan_of(Periode.parse(query.get("dari"), query.get("sampai")))
            chosen = found[-1] if found and found[-1] in offered else running
        except DomainError:
            pass  # the laporan around this form says what is wrong with the days
        if self.form and (upp, chosen.kunci) == (self.upp, self.triwulan):
            return
        self.upp = upp
        self._say("")
        await self._read(chosen)

    @rx.event
    async def masuk(self) -> None:
        """Begin with what is stored."""
        self._say("")
        if (triwulan := Triwulan.parse(self.triwulan)) is not None:
            await self._read(triwulan)

    async def _read(self, triwulan: Triwulan) -> None:
        self._close()
        self.triwulan, self.galat = triwulan.kunci, ""
        self.nama = self.oleh = self.sampel = self.periksa = ""
        self.boleh = False
        try:
            page = await as_person(pelaksanaan.load_pelaksanaan, self.upp, triwulan)
        except DomainError as error:
            self.galat = (
                error.message
                if self.upp
                else t("Pilih satu UPP: buka Saring di atas, lalu Cakupan.")
            )
            return
        self._show(page)

    def _show(self, page: HalamanPelaksanaan) -> None:
        self.nama, self.boleh, self.oleh = page.upp.nama, page.boleh, page.diubah_oleh
        isi = page.isi
        fields = pelaksanaan.isian_pelaksanaan(isi)
        self._open_row("pelaksanaan", page.triwulan.periode.label, fields)
        if isi and page.mustahil:
            self.periksa = too_many_words(page.n, isi.dilayani)
        elif isi and isi.dilayani:
            self.sampel = t(
                "Sampel minimum untuk {n} penerima layanan: {m} responden (Krejcie & Morgan).",
                n=format_angka(isi.dilayani),
                m=format_angka(minimum_sample(isi.dilayani)),
            )

    def _headings(self) -> Mapping[str, str]:
        return {
            "dilayani": t("Jumlah penerima layanan"),
            "dibagikan": t("Kuesioner dibagikan"),
            "kembali": t("Kuesioner kembali"),
            "pelaksana": t("Pelaksana survei"),
            "pihak_ketiga": t("Nama pihak ke-3"),
        }

    def _said(self, field: str, value: str) -> str:
        return dict(PELAKSANA).get(value, value) if field == "pelaksana" else value

    async def _take_stored(self) -> None:
        if (triwulan := Triwulan.parse(self.triwulan)) is not None:
            await self._read(triwulan)

    @rx.event
    def pilih_triwulan(self, kunci: str) -> EventSpec | None:
        """Open the form of another triwulan, which the page is about then."""
        triwulan = Triwulan.parse(kunci)
        if triwulan is None or triwulan.tahun < TAHUN_MIN:
            return None
        periode = triwulan.periode
        cakupan = dict(self.router.url.query_parameters).get("cakupan", "").replace(" ", "+")
        query = {"cakupan": cakupan, "bagian": "pelaksanaan"}
        days = {"dari": str(periode.dari), "sampai": str(periode.sampai)}
        return rx.redirect(write_address("/admin/laporan", **query, **days))

    @rx.event
    @handler_permission(Permission.LAPORAN_PUBLISH)
    async def simpan(self, data: dict[str, Any]) -> Any:
        """Take the form."""
        triwulan = Triwulan.parse(self.triwulan)
        if triwulan is None:
            return None
        isian, semula = clean_form(data), self._semula
        self._say("")
        with refusals_shown(self, data):
            await as_person(pelaksanaan.save_pelaksanaan, self.upp, triwulan, isian, semula=semula)
            await self._read(triwulan)
            # It may be true of what was counted: kept, but nothing is judged by it.
            if self.periksa:
                self._say(t("Tersimpan, tetapi sampel minimum belum dapat dihitung."))
            else:
                self._say(t("Tersimpan. Sampel minimum dan margin memakai angka ini."))
            return None
        return None if self.beda else rx.set_focus("ringkasan-galat")
