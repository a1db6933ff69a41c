"""Publishing: what would be published, what has been, and the log of the media."""

from typing import Any

import reflex as rx

from sekampadi.domain.errors import ConflictError, DomainError
from sekampadi.domain.izin import Permission, may
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import publishable, show_kode
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_hari, t
from sekampadi.services.publikasi import bukti, publikasi
from sekampadi.services.publikasi import daftar as publikasi_daftar
from sekampadi.services.publikasi.daftar import LogMedia
from sekampadi.services.publikasi.rancangan import load_rancangan
from sekampadi.services.publikasi.terbuka.sematan import load_pasang
from sekampadi.web.context import as_person, current_principal, runtime
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.publikasi.tampilan import (
    BarisMedia,
    BarisTerbitan,
    PasangView,
    PublikasiPlan,
    show_media,
    show_pasang,
    show_rencana,
    show_terbitan,
)
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.formulir import Confirmation, FormulirMixin, clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import Keping, Pilih, parse_id

_PUBLISH = Permission.LAPORAN_PUBLISH


@state_permission(Permission.LAPORAN_READ)
class PublikasiState(FormulirMixin, rx.State):
    """The part and period a person looks at; the address says them too."""

    cakupan: str = ""
    layanan: str = ""
    periode: str = ""
    boleh: bool = False
    galat: str = ""
    nama: str = ""
    pilihan: list[Pilih] = []
    pilihan_layanan: list[Pilih] = []
    pilihan_periode: list[Pilih] = []
    keping: list[Keping] = []
    tanpa_saringan: str = ""
    rencana: PublikasiPlan = PublikasiPlan()
    terbitan: list[BarisTerbitan] = []
    bentrok: str = ""
    pasang: PasangView = PasangView()
    log_nomor: str = ""
    log_kode: str = ""
    log_skor: str = ""
    media: list[BarisMedia] = []
    _log_id: int = 0
    _alasan: str = ""
    """What was typed when somebody else published meanwhile."""

    @rx.event
    async def muat(self) -> None:
        """Read what the address names."""
        query = self.router.url.query_parameters
        self.cakupan = query.get("cakupan", "").replace(" ", "+")
        self.layanan, self.periode = query.get("layanan", ""), query.get("periode", "")
        self._log_id = parse_id(query.get("terbitan", "")) or 0
        await self._reload()

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")
        self._alasan = ""

    async def _reload(self) -> None:
        periods = publishable(runtime().today())
        self.pilihan_periode = [Pilih(f"{p.dari}_{p.sampai}", p.label) for p in periods]
        self.boleh, self.galat = may(current_principal(), _PUBLISH), ""
        try:
            await self._read()
        except DomainError as error:
            self.galat = error.message
            self.terbitan, self.rencana, self.media, self.log_nomor = [], PublikasiPlan(), [], ""

    async def _read(self) -> None:
        if self._log_id:
            self._show_log(await as_person(publikasi_daftar.load_log, self._log_id))
            return
        self.log_nomor, self.media = "", []
        choice = await as_person(publikasi_daftar.load_pilihan_terbit, self.cakupan)
        self.pilihan = [Pilih(p.kunci, p.nama) for p in choice.cakupan]
        self.pilihan_layanan = [Pilih(p.kunci, p.nama) for p in choice.layanan]
        names = {p.kunci: p.nama for p in (*choice.cakupan, *choice.layanan)}
        self.nama = names.get(self.layanan or self.cakupan, "")
        part = {"kunci": self.cakupan, "layanan_kode": self.layanan}
        rows = await as_person(publikasi_daftar.load_publikasi, **part)
        upp = self.cakupan.partition("+")[0]
        self.terbitan = [show_terbitan(row, upp) for row in rows]
        self.rencana = PublikasiPlan()
        if self.periode and self.boleh:
            dari, _, sampai = self.periode.partition("_")
            periode = Periode.parse(dari, sampai)
            if all(p.kunci != self.periode for p in self.pilihan_periode):
                self.pilihan_periode = [Pilih(self.periode, periode.label), *self.pilihan_periode]
            self.rencana = show_rencana(await as_person(load_rancangan, **part, periode=periode))
        self._show_filters()

    def _show_filters(self) -> None:
        """Say what is picked, each with the way to take it off."""
        given = [
            ("cakupan", t("Cakupan"), self.cakupan, self.pilihan, {"cakupan": "", "layanan": ""}),
            ("layanan", t("Layanan"), self.layanan, self.pilihan_layanan, {"layanan": ""}),
            ("periode", t("Periode"), self.periode, self.pilihan_periode, {"periode": ""}),
        ]
        self.keping = [
            Keping(kunci, judul, name, self._address(**without))
            for kunci, judul, value, options, without in given
            if value and (name := next((o.nama for o in options if o.kunci == value), ""))
        ]
        self.tanpa_saringan = self._address(cakupan="", layanan="", periode="")

    def _show_log(self, log: LogMedia) -> None:
        self.log_nomor, self.log_kode = log.row.nomor, show_kode(log.row.kode)
        self.nama = f"{log.row.nama}, {log.row.periode.label}"
        self.media = [show_media(line, log.row.nomor) for line in log.media]
        self.log_skor = t(
            "{n} jenis media dengan bukti (skor PEKPPP {skor} dari 5)",
            n=log.jumlah,
            skor=log.skor,
        )

    def _address(self, **changes: str) -> str:
        query = {"cakupan": self.cakupan, "layanan": self.layanan, "periode": self.periode}
        return write_address("/admin/publikasi", **(query | changes))

    def _go(self, **changes: str) -> EventSpec:
        self._say("")
        self._clear_errors()
        self._alasan = ""
        return rx.redirect(self._address(**changes))

    @rx.event
    def pilih_cakupan(self, kunci: str) -> EventSpec:
        """Look at another part of the province."""
        return self._go(cakupan=str(kunci), layanan="")

    @rx.event
    def pilih_layanan(self, kode: str) -> EventSpec:
        """Look at one layanan; an empty kode means all."""
        return self._go(layanan=str(kode))

    @rx.event
    def pilih_periode(self, periode: str) -> EventSpec:
        """Look at a period."""
        return self._go(periode=str(periode))

    async def _done(self, words: str) -> None:
        self._close()
        await self._reload()
        self._say(words)

    @rx.event
    @handler_permission(_PUBLISH)
    def buka_terbit(self) -> None:
        """Show the sheet as it will look, and ask whether it shall be published."""
        plan = self.rencana
        if plan.tampil and not plan.galat:
            self._say("")
            name = t("{nama}, {periode}", nama=plan.nama, periode=plan.periode)
            self._open_form("terbit", f"{plan.tombol}: {name}?", {"alasan": self._alasan})

    @rx.event
    @handler_permission(_PUBLISH)
    async def terbitkan(self, data: dict[str, Any]) -> None:
        """Publish what is shown; a revision says why. A second click finds it published."""
        if self.form != "terbit":
            return
        dari, _, sampai = self.periode.partition("_")
        alasan = str(clean_form(data).get("alasan", ""))
        with refusals_shown(self, data):
            try:
                row = await as_person(
                    publikasi.publish,
                    kunci=self.cakupan,
                    layanan_kode=self.layanan,
                    periode=Periode.parse(dari, sampai),
                    menggantikan=self.rencana.terakhir,
                    alasan=alasan,
                )
            except ConflictError as error:
                if error.code != "publikasi.sudah_terbit":
                    raise
                await self._show_other(error.message, alasan)
                return
            self._alasan = ""
            await self._done(t("Terbit dengan nomor {nomor}.", nomor=row.nomor))

    async def _show_other(self, words: str, alasan: str) -> None:
        """Lead to the sheet that somebody else has published: pressing again would never do."""
        await self._reload()
        self._alasan = alasan
        self.bentrok = next((b.pdf for b in self.terbitan if b.nomor == self.rencana.terakhir), "")
        self._open_form("bentrok", t("Belum diterbitkan"), {})
        self.galat_tindakan = words

    @rx.event
    async def buka_pasang(self) -> None:
        """Show the code that puts the newest sheet on another site."""
        part = {"kunci": self.cakupan, "layanan_kode": self.layanan}
        with refusals_shown(self):
            self.pasang = show_pasang(await as_person(load_pasang, **part))
            self._say("")
            self._open_form("pasang", t("Pasang di situs Anda"), {})

    @rx.event
    @handler_permission(_PUBLISH)
    def buka_tarik(self, id_baris: str) -> None:
        """Ask why a sheet is withdrawn."""
        row = next((b for b in self.terbitan if b.id == str(id_baris)), None)
        if row is not None:
            self._open_form("tarik", t("Tarik lembar {nomor}?", nomor=row.nomor), {}, row.id)

    @rx.event
    @handler_permission(_PUBLISH)
    async def tarik(self, data: dict[str, Any]) -> None:
        """Withdraw the sheet that was asked about."""
        with refusals_shown(self, data):
            number, alasan = parse_id(self.form_id) or 0, clean_form(data).get("alasan", "")
            row = await as_person(publikasi.withdraw, publikasi_id=number, alasan=alasan)
            await self._done(t("Lembar {nomor} ditarik.", nomor=row.nomor))

    @rx.event
    @handler_permission(_PUBLISH)
    def buka_media(self) -> None:
        """Open the form of the publication log."""
        today = format_hari(runtime().today())
        self._open_form("media", t("Catat media"), {"tanggal": today})

    @rx.event
    @handler_permission(_PUBLISH)
    async def catat(self, data: dict[str, Any]) -> None:
        """Write a line into the publication log."""
        with refusals_shown(self, data):
            isian = clean_form(data)
            await as_person(bukti.add_media, publikasi_id=self._log_id, isian=isian)
            await self._done(t("Media dicatat."))

    @rx.event
    @handler_permission(_PUBLISH)
    def minta_hapus_media(self, id_baris: str) -> None:
        """Ask before a line is taken out of the publication log."""
        row = next((b for b in self.media if b.id == str(id_baris)), None)
        if row is not None:
            self._ask(
                Confirmation(
                    "hapus",
                    row.id,
                    t("Hapus catatan {jenis}, {tanggal}?", jenis=row.jenis, tanggal=row.tanggal),
                    t("Foto buktinya ikut terhapus dan tidak dapat dikembalikan."),
                    t("Hapus catatan"),
                    bahaya=True,
                )
            )

    @rx.event
    @handler_permission(_PUBLISH)
    async def hapus_media(self) -> None:
        """Take the line that was asked about out of the publication log."""
        if not self.tanya.tindakan:
            return
        with refusals_shown(self):
            await as_person(bukti.remove_media, parse_id(self.tanya.id) or 0)
            await self._done(t("Catatan dihapus."))
        if self.gagal:
            await self._reload()
