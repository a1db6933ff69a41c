"""One plan: what is shown of it, its beginning, newer values, and who else has it open."""

from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, t
from sekampadi.services.tindak_lanjut import bukti, kegiatan, rencana
from sekampadi.services.tindak_lanjut.daftar import KeadaanRencana, last_over, load_keadaan
from sekampadi.services.tindak_lanjut.draf import load_draf, say_hadir
from sekampadi.services.tindak_lanjut.rencana import HalamanRencana, Rencana
from sekampadi.services.tindak_lanjut.riwayat import RIWAYAT_MAX, load_riwayat
from sekampadi.services.tindak_lanjut.sanding import load_sanding
from sekampadi.services.tindak_lanjut.usulan import count_usulan
from sekampadi.web.context import as_person, logged_in, runtime
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.reflex_seam.states import unwrap
from sekampadi.web.tindak_lanjut.rencana.tampilan import (
    RiwayatTampil,
    UnsurTampil,
    show_riwayat,
    show_unsur,
    tell_hadir,
    tell_realisasi,
)
from sekampadi.web.tindak_lanjut.state import persen_words, rencana_address
from sekampadi.web.ui.states.formulir import Confirmation, FormulirMixin, refusals_shown
from sekampadi.web.ui.states.tabel import parse_id
from sekampadi.web.ui.states.tampilan import Tab

_WRITE = Permission.TINDAK_LANJUT_WRITE
BAGIAN = {"rencana": t("Rencana"), "hasil": t("Hasil"), "riwayat": t("Riwayat")}


@state_permission(Permission.TINDAK_LANJUT_READ)
class RencanaState(FormulirMixin, rx.State):
    """The plan that the address names."""

    siap: bool = False
    galat: str = ""
    rencana: str = ""
    upp: str = ""
    nama: str = ""
    triwulan: str = ""
    periode: str = ""
    boleh: bool = False
    bagian: str = "rencana"
    tab: list[Tab] = []
    query: str = ""
    query_tahun: str = ""
    lembar: str = ""
    alamat_publikasi: str = ""
    penyampaian: str = ""
    revisi: str = ""
    baris: list[UnsurTampil] = []
    persen: str = ""
    kalimat: str = ""
    hitungan: str = ""
    dibandingkan: bool = False
    riwayat: list[RiwayatTampil] = []
    riwayat_dipotong: str = ""
    hadir: list[str] = []
    diubah_orang: str = ""
    _rencana: Rencana | None = None
    _keadaan: KeadaanRencana | None = None

    @rx.event
    async def muat(self) -> None:
        """Read the plan that the address names."""
        query = dict(self.router.url.query_parameters)
        chosen = query.get("bagian", "")
        self.bagian = chosen if chosen in BAGIAN else "rencana"
        named = query.get("triwulan") or last_over(runtime().today()).kunci
        upp = query.get("upp", "")[:120]
        if (upp, named) != (self.upp, self.triwulan):
            self.hadir = []
        self.upp, self.triwulan = upp, named[:10]
        await self._reload()

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")

    @rx.event
    async def segarkan(self) -> None:
        """Read the plan again, because something of it has changed."""
        await self._reload()

    async def _reload(self) -> None:
        triwulan = Triwulan.parse(self.triwulan)
        if triwulan is None:
            self._refuse(t("Triwulan ini tidak ada. Pilih triwulan yang sudah berakhir."))
            return
        try:
            page = await as_person(rencana.load_rencana, self.upp, triwulan)
            await self._show(page)
            self.galat, self.siap = "", True
        except DomainError as error:
            self._refuse(error.message)

    def _refuse(self, words: str) -> None:
        self.galat, self.rencana, self.baris, self._rencana = words, "", [], None
        self.siap = True

    async def _show(self, page: HalamanRencana) -> None:
        plan = page.rencana
        self.upp, self.nama, self.boleh = page.upp.kode, page.upp.nama, page.boleh
        self.periode = page.triwulan.periode.label
        self.rencana = str(plan.id) if plan else ""
        self.query = write_address("", upp=page.upp.kode, triwulan=page.triwulan.kunci)
        self.query_tahun = write_address("", upp=page.upp.kode, tahun=page.triwulan.tahun)
        self.tab = [
            Tab(kunci, nama, rencana_address(page.upp.kode, page.triwulan, bagian=part))
            for kunci, nama in BAGIAN.items()
            for part in ("" if kunci == "rencana" else kunci,)
        ]
        self.penyampaian = write_address(
            "/admin/pengajuan/rinci", upp=page.upp.kode, masa=page.triwulan.kunci
        )
        days = page.triwulan.periode
        self.alamat_publikasi = write_address(
            "/admin/publikasi", cakupan=page.upp.kode, periode=f"{days.dari}_{days.sampai}"
        )
        sheet = plan.lembar if plan else page.lembar
        self.lembar = sheet.nomor if sheet else ""
        self._rencana, self._keadaan = plan, KeadaanRencana.of(plan) if plan else None
        if plan is None:
            self.baris, self.riwayat, self.revisi = [], [], ""
            return
        self.revisi = plan.lembar_baru.nomor if plan.lembar_baru else ""
        await self._show_plan(plan)

    async def _show_plan(self, plan: Rencana) -> None:
        draf = await as_person(load_draf, plan.id) if self.boleh else {}
        hasil = self.bagian == "hasil"
        sanding = await as_person(load_sanding, plan.id) if hasil else {}
        today, self.dibandingkan = runtime().today(), len(sanding) > 1
        counts = await as_person(count_usulan, plan.id) if self.boleh and not hasil else {}
        self.baris = [
            show_unsur(*(b, today), draf=draf, sanding=sanding, usulan=counts.get(b.nilai.unsur, 0))
            for b in plan.baris
        ]
        told = plan.realisasi
        self.persen = persen_words(told)
        self.kalimat = tell_realisasi(plan.upp.nama, told)
        counted = (
            (told.selesai, t("selesai")),
            (told.berjalan, t("berjalan")),
            (told.belum, t("belum dimulai")),
            (told.batal, t("batal")),
        )
        self.hitungan = ", ".join(f"{format_angka(n)} {words}" for n, words in counted if n)
        self.riwayat = []
        if self.bagian == "riwayat":
            acts = await as_person(load_riwayat, plan.id)
            self.riwayat = [show_riwayat(row) for row in acts]
            cut = len(acts) == RIWAYAT_MAX
            self.riwayat_dipotong = t("{n} perubahan terbaru", n=RIWAYAT_MAX) if cut else ""

    @rx.event
    async def jaga(self, mengisi: str) -> None:
        """Say that this person is here, and show who else is and what others have changed.

        The page itself sends it every few seconds, so it ends with the tab.
        """
        number = parse_id(self.rencana)
        if number is None:
            return
        try:
            hadir = await as_person(say_hadir, number, str(mengisi))
            now, oleh = await as_person(load_keadaan, number)
        except NotFoundError:
            return
        self.hadir = tell_hadir(hadir, unwrap(self._rencana))
        before = unwrap(self._keadaan)
        if now != before:
            await self._reload()
            if before is None or now.diubah_pada == before.diubah_pada:
                self._say(t("Lembar atau saran dalam RTL ini berubah. Yang tampil sudah terbaru."))
            elif oleh != logged_in().username:
                self._say(
                    t("{siapa} baru saja mengubah RTL ini. Yang tampil sudah terbaru.", siapa=oleh)
                )
                self.diubah_orang = t(
                    "{siapa} baru saja mengubah RTL ini. Isian Anda tetap.", siapa=oleh
                )

    @rx.event
    @handler_permission(_WRITE)
    async def susun(self) -> None:
        """Begin the plan from the sheet in force; one that is there already is shown."""
        triwulan = Triwulan.parse(self.triwulan)
        if triwulan is None:
            return
        self._say("")
        with refusals_shown(self):
            await as_person(rencana.begin, self.upp, triwulan)
            await self._reload()
            self._say(t("RTL dimulai. Mulailah dari unsur dengan nilai terendah."))
        if self.galat_tindakan:
            self._say("", gagal=self.galat_tindakan)

    @rx.event
    @handler_permission(_WRITE)
    async def pakai_nilai_baru(self) -> None:
        """Take over the values of the sheet in force."""
        self._say("")
        with refusals_shown(self):
            await as_person(rencana.take_over, parse_id(self.rencana) or 0)
            await self._reload()
            self._say(t("Nilai lembar baru dipakai. Kegiatan dan petikan tetap."))
        if self.galat_tindakan:
            await self._reload()
            self._say("", gagal=self.galat_tindakan)

    @rx.event
    @handler_permission(_WRITE)
    async def geser(self, id_kegiatan: str, arah: str) -> None:
        """Put an action before the one above it, or behind the one below."""
        self._say("")
        with refusals_shown(self):
            number = parse_id(id_kegiatan) or 0
            await as_person(kegiatan.move_kegiatan, number, up=str(arah) == "naik")
        if self.galat_tindakan:
            self._say("", gagal=self.galat_tindakan)
        await self._reload()

    @rx.event
    @handler_permission(_WRITE)
    def minta_hapus(self, jenis: str, id_baris: str) -> None:
        """Ask before an action or a file of evidence is taken away."""
        for baris in self.baris:
            for row in baris.kegiatan:
                if str(jenis) == "kegiatan" and row.id == str(id_baris):
                    self._ask_kegiatan(row.id, row.nomor, row.nama)
                for berkas in row.bukti if str(jenis) == "bukti" else ():
                    if berkas.id == str(id_baris):
                        self._ask_bukti(berkas.id, berkas.nama)

    def _ask_kegiatan(self, row: str, nomor: str, nama: str) -> None:
        self._ask(
            Confirmation(
                "kegiatan",
                row,
                t("Hapus kegiatan {nomor}?", nomor=nomor),
                nama,
                t("Hapus kegiatan"),
                bahaya=True,
            )
        )

    def _ask_bukti(self, row: str, nama: str) -> None:
        words = t("{nama} tidak dapat dikembalikan.", nama=nama)
        self._ask(
            Confirmation("bukti", row, t("Hapus bukti?"), words, t("Hapus bukti"), bahaya=True)
        )

    @rx.event
    @handler_permission(_WRITE)
    async def hapus(self) -> None:
        """Take away what was asked about."""
        asked, number = self.tanya.tindakan, parse_id(self.tanya.id) or 0
        if asked not in {"kegiatan", "bukti"}:
            return
        with refusals_shown(self):
            if asked == "kegiatan":
                plan = unwrap(self._rencana)
                seen = {k.row.id: k.row.versi for k in plan.kegiatan} if plan else {}
                await as_person(kegiatan.remove_kegiatan, number, seen.get(number, 0))
            else:
                await as_person(bukti.remove_bukti, number)
            self._close()
            self._say(t("Kegiatan dihapus.") if asked == "kegiatan" else t("Bukti dihapus."))
        await self._reload()

    @rx.event
    @handler_permission(_WRITE)
    async def terunggah(self, jumlah: Any) -> None:
        """Show the evidence that this page has sent."""
        count = parse_id(jumlah) or 0
        await self._reload()
        if count:
            self._say(t("{n} berkas bukti diunggah.", n=format_angka(count)))
