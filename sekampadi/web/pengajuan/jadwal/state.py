"""Where all papers are, until when, and what is done about a deadline."""

from typing import Any

import reflex as rx

from sekampadi.domain.errors import ChangedError, DomainError, FieldErrors
from sekampadi.domain.izin import Permission, may
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN
from sekampadi.domain.pengajuan.tenggat import MasaLapor, StatusTenggat
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, t
from sekampadi.services.pengajuan import sejak, tenggat
from sekampadi.services.pengajuan.jadwal.giliran import load_jadwal
from sekampadi.services.pengajuan.jadwal.kalender import load_kalender
from sekampadi.services.pengajuan.jadwal.pengingat import ingatkan
from sekampadi.web.context import as_person, logged_in, runtime
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.pengajuan.jadwal.tampilan import (
    BarisMilik,
    KalenderTampil,
    MatriksTampil,
    show_kalender,
    show_matriks,
    show_milik,
)
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.formulir import FormulirMixin, clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import Pilih

PATH = "/admin/pengajuan"
KALENDER = "kalender"
_MANAGE = Permission.TENGGAT_MANAGE


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


@state_permission(Permission.PENGAJUAN_READ)
class JadwalState(FormulirMixin, rx.State):
    """The years, the column and the part that the address names."""

    bagian: str = ""
    tahun: str = ""
    masa: str = ""
    keadaan: str = ""
    boleh: bool = False
    banyak: bool = False
    upp_nama: str = ""
    tahun_ada: list[str] = []
    milik: list[BarisMilik] = []
    matriks: MatriksTampil = MatriksTampil()
    kalender: KalenderTampil = KalenderTampil()
    pilihan: list[Pilih] = []
    """What a dialog offers, filled when it opens."""
    _dilihat: dict[str, str] = {}
    """What its dialog was opened with, for who is second to see that somebody was first."""

    @rx.event
    async def muat(self) -> None:
        """Read what the address names."""
        query = self.router.url.query_parameters
        self.bagian = KALENDER if query.get("bagian") == KALENDER else ""
        self.tahun, self.masa = query.get("tahun", "")[:4], query.get("masa", "")[:6]
        keadaan = query.get("keadaan", "")
        self.keadaan = keadaan if keadaan in {k.value for k in StatusTenggat} else ""
        await self._reload()

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")

    async def _reload(self) -> None:
        person, today = logged_in(), runtime().today()
        self.boleh, self.upp_nama = may(person, _MANAGE), person.upp_nama
        self.banyak = not person.scope.is_one_upp
        if self.bagian == KALENDER:
            found = await as_person(load_kalender, _year(self.tahun))
            self.kalender = show_kalender(found, today)
            self.matriks, self.milik = MatriksTampil(), []
            return
        self.kalender = KalenderTampil()
        jadwal = await as_person(load_jadwal)
        years = sorted({m.tahun for m in jadwal.matriks.masa}, reverse=True)
        self.tahun_ada = [str(n) for n in years]
        if self.tahun not in self.tahun_ada:
            self.tahun = self.tahun_ada[0] if years else ""
        self.milik = [show_milik(g, today, person.upp_id) for g in jadwal.milik]
        if self.banyak:
            self.matriks = show_matriks(
                jadwal.matriks,
                tahun=_year(self.tahun) or today.year,
                masa=MasaLapor.parse(self.masa),
                keadaan=self.keadaan,
                today=today,
            )

    def _go(self, **changes: str) -> EventSpec:
        query = {"bagian": self.bagian, "tahun": self.tahun, "masa": self.masa}
        return rx.redirect(write_address(PATH, **(query | {"keadaan": self.keadaan} | changes)))

    @rx.event
    def pilih_tahun(self, tahun: str) -> EventSpec:
        """Look at another year, or at the years up to it."""
        return self._go(tahun=str(tahun), masa="")

    @rx.event
    def pilih_masa(self, kunci: str) -> EventSpec:
        """Look at another column."""
        return self._go(masa=str(kunci))

    @rx.event
    def pilih_keadaan(self, keadaan: str) -> EventSpec:
        """Show only the UPP that stand so."""
        return self._go(keadaan=str(keadaan))

    def _picked(self) -> str:
        return self.matriks.kolom[self.matriks.pilih].kunci if self.matriks.kolom else ""

    @rx.event
    @handler_permission(_MANAGE)
    async def buka_geser(self) -> None:
        """Ask to what day a deadline is moved, and why."""
        await self._offer_upp(t("Semua UPP"))
        await self._look_at_tenggat()
        title = t("Geser tenggat {masa}", masa=self.matriks.nama)
        self._open_form("geser", title, {}, self._picked())

    async def _look_at_tenggat(self) -> None:
        """Note the deadlines of the column as they are now."""
        masa = MasaLapor.parse(self.form_id or self._picked())
        if masa is not None:
            self._dilihat = await as_person(tenggat.load_seen_tenggat, masa)

    @rx.event
    @handler_permission(_MANAGE)
    async def geser(self, data: dict[str, Any]) -> None:
        """Move the deadline that was asked about."""
        masa = MasaLapor.parse(self.form_id)
        if self.form != "geser" or masa is None:
            return
        with refusals_shown(self, data):
            isian = clean_form(data)
            upp = str(isian.get("upp", ""))
            try:
                await as_person(tenggat.move_tenggat, masa, upp, isian, semula=self._dilihat)
            except ChangedError:
                await self._look_at_tenggat()  # who saves now has been told of it
                raise
            await self._done(t("Tenggat {masa} digeser.", masa=masa.label))

    @rx.event
    @handler_permission(_MANAGE)
    async def buka_ingatkan(self) -> None:
        """Ask who is reminded."""
        late = t("Semua yang lewat batas ({n})", n=format_angka(self.matriks.terlambat))
        await self._offer_upp(late if self.matriks.terlambat else t("Pilih UPP"), open_only=True)
        if len(self.pilihan) == 1:
            self.pilihan = []
            self._say(
                t(
                    "Tidak ada yang perlu diingatkan: semua UPP sudah menyampaikan {masa}.",
                    masa=self.matriks.nama,
                )
            )
            return
        title = t("Ingatkan tentang {masa}", masa=self.matriks.nama)
        self._open_form("ingatkan", title, {}, self._picked())

    @rx.event
    @handler_permission(_MANAGE)
    async def kirim_pengingat(self, data: dict[str, Any]) -> None:
        """Remind those that were picked."""
        masa = MasaLapor.parse(self.form_id)
        if self.form != "ingatkan" or masa is None:
            return
        with refusals_shown(self, data):
            upp = str(clean_form(data).get("upp", ""))
            if not upp and not self.matriks.terlambat:
                words = t("Pilih UPP yang diingatkan. Belum ada yang lewat batas.")
                raise FieldErrors({"upp": DomainError("upp.missing", words)})
            told = await as_person(ingatkan, masa, upp)
            await self._done(t("{n} UPP diingatkan.", n=format_angka(len(told))))

    @rx.event
    @handler_permission(_MANAGE)
    def buka_sejak(self) -> None:
        """Ask with which triwulan handing in through the system began."""
        year = runtime().today().year
        self.pilihan = [
            Pilih(m.kunci, m.label)
            for tahun in range(year, max(TAHUN_MIN, year - 6) - 1, -1)
            for m in (MasaLapor(tahun, n) for n in (4, 3, 2, 1))
        ]
        now = next((p.kunci for p in self.pilihan if p.nama == self.kalender.sejak), "")
        self._open_form("sejak", t("Triwulan pertama di sistem ini"), {"sejak": now})
        self._dilihat = {"sejak": now}

    @rx.event
    @handler_permission(_MANAGE)
    async def simpan_sejak(self, data: dict[str, Any]) -> None:
        """Keep with which triwulan handing in began."""
        if self.form != "sejak":
            return
        with refusals_shown(self, data):
            kunci = clean_form(data).get("sejak", "")
            try:
                masa = await as_person(sejak.save_sejak, kunci, semula=self._dilihat)
            except ChangedError as error:
                self._dilihat = error.kini  # who saves now has been told of it
                raise
            await self._done(t("Penyampaian dimulai dengan {masa}.", masa=masa.label))

    async def _offer_upp(self, first: str, *, open_only: bool = False) -> None:
        """Offer the UPP of the column, all of them or those that have not handed in."""
        found = await as_person(tenggat.load_matriks, semua=True)
        masa = MasaLapor.parse(self._picked())
        self.pilihan = [
            Pilih("", first),
            *(
                Pilih(b.upp.kode, b.upp.nama)
                for b in found.baris
                for s in b.sel
                if s.masa == masa and not (open_only and s.status.disampaikan)
            ),
        ]

    async def _done(self, words: str) -> None:
        self._close()
        self.pilihan = []
        await self._reload()
        self._say(words)
