"""Picking suggestions for an unsur: those that speak of it first, each whole or shortened."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tindak_lanjut.usulan import Nada
from sekampadi.i18n import format_angka, format_hari, t
from sekampadi.services.tindak_lanjut import petikan, usulan
from sekampadi.services.tindak_lanjut.rencana import Rencana
from sekampadi.web.context import as_person
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.reflex_seam.states import unwrap
from sekampadi.web.tindak_lanjut.rencana.state import RencanaState
from sekampadi.web.ui.states.formulir import FormulirMixin, clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import parse_id

_NADA = {Nada.KELUHAN: t("keluhan"), Nada.USUL: t("usul"), Nada.PUJIAN: t("pujian")}
BANYAK = 20
"""Suggestions shown at first, and how many more each time."""


@dataclass(frozen=True)
class SaranTampil:
    """A suggestion that may be quoted; ``petikan`` is the id of what is quoted of it, or empty.

    ``nada`` says in what tone one that is proposed seems to speak.
    """

    id: str
    asal: str
    teks: str
    usulan: bool
    nada: str
    petikan: str
    kutipan: str


@state_permission(Permission.TINDAK_LANJUT_READ)
class SaranState(FormulirMixin, rx.State):
    """The dialog of an unsur's suggestions, and the form that shortens one."""

    unsur: str = ""
    nama: str = ""
    rencana: str = ""
    saran: list[SaranTampil] = []
    sisa: str = ""
    diusulkan: bool = False
    saran_utuh: str = ""
    dari_daftar: bool = False
    _jumlah: int = BANYAK

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")

    @rx.event
    async def tutup(self) -> Any:
        """Close what is open; out of a shortening it goes back to the list it came from."""
        back = self.form == "pendek" and self.dari_daftar
        self._close()
        if back:
            await self._list()
            return None
        return RencanaState.segarkan

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def buka(self, unsur: str, rencana: str) -> None:
        """Show the suggestions for an unsur."""
        if str(unsur) not in URUTAN:
            return
        self._say("")
        self.unsur, self.rencana, self._jumlah = str(unsur), str(rencana), BANYAK
        self.nama = Unsur(self.unsur).nama
        await self._list()

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def lagi(self) -> None:
        """Show more suggestions."""
        self._jumlah += BANYAK
        await self._read()

    async def _list(self) -> None:
        self._open_form("saran", t("Pilih saran: {unsur}", unsur=self.nama), {})
        await self._read()

    async def _read(self) -> None:
        with refusals_shown(self):
            number = parse_id(self.rencana) or 0
            found = await as_person(usulan.load_usulan, number, self.unsur, lain=self._jumlah)
            picked = {str(p.jawaban_id): p for p in await self._picked()}
            # All that are proposed at once, and as many others as fill the list.
            rows = [*found.usulan, *found.lain][: max(self._jumlah, len(found.usulan))]
            self.saran = [
                SaranTampil(
                    str(row.jawaban_id),
                    f"{row.layanan}, {format_hari(row.tanggal)}",
                    row.saran,
                    row.nada is not None,
                    _NADA[row.nada] if row.nada else "",
                    str(p.id) if (p := picked.get(str(row.jawaban_id))) else "",
                    p.teks if p and p.teks != row.saran else "",
                )
                for row in rows
            ]
            self.diusulkan = found.menyebut > 0
            left = found.semua - len(self.saran)
            self.sisa = t("Tampilkan lagi ({n} saran lain)", n=format_angka(left)) if left else ""

    async def _picked(self) -> list[Any]:
        page = await self.get_state(RencanaState)
        await page._reload()
        plan: Rencana | None = unwrap(page._rencana)
        lines = plan.baris if plan else ()
        return [p for b in lines if b.nilai.unsur == self.unsur for p in b.petikan]

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def pilih(self, id_saran: str, dipilih: bool) -> None:
        """Quote a suggestion, or do so no longer."""
        row = next((s for s in self.saran if s.id == str(id_saran)), None)
        if row is None or self.form != "saran":
            return
        with refusals_shown(self):
            if dipilih is True:
                number = parse_id(self.rencana) or 0
                await as_person(petikan.pick, number, self.unsur, jawaban_id=parse_id(row.id) or 0)
            elif row.petikan:
                await as_person(petikan.drop_petikan, parse_id(row.petikan) or 0)
        refused = self.galat_tindakan
        await self._read()
        self.galat_tindakan = refused

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def pendekkan(self, id_petikan: str, rencana: str) -> None:
        """Open the form that shortens a quotation."""
        number = parse_id(id_petikan)
        page = await self.get_state(RencanaState)
        plan: Rencana | None = unwrap(page._rencana)
        for baris in plan.baris if plan else ():
            for row in baris.petikan:
                if row.id == number and not row.dihapus:
                    self.dari_daftar = self.form == "saran"
                    self.unsur, self.nama = baris.nilai.unsur.value, baris.nilai.unsur.nama
                    self.rencana, self.saran_utuh = str(rencana), row.saran
                    self._say("")
                    self._open_form(
                        "pendek", t("Pendekkan petikan"), {"teks": row.teks}, str(row.id)
                    )

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def simpan(self, data: dict[str, Any]) -> Any:
        """Keep what is left of a quotation."""
        number = parse_id(self.form_id)
        if self.form != "pendek" or number is None:
            return None
        with refusals_shown(self):
            await as_person(petikan.change_petikan, number, clean_form(data).get("teks", ""))
            back = self.dari_daftar
            self._close()
            if back:
                await self._list()
            else:
                self._say(t("Petikan disimpan."))
            return RencanaState.segarkan
        if self.form == "pendek":
            # The rule speaks of the one field: what is wrong stands beside it.
            self.salah, self.galat_tindakan = {"teks": self.galat_tindakan}, ""
        return None

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def lepas(self, id_petikan: str) -> Any:
        """Quote a suggestion no longer."""
        self._say("")
        with refusals_shown(self):
            await as_person(petikan.drop_petikan, parse_id(id_petikan) or 0)
            self._say(t("Petikan dilepas. Sarannya tetap ada dan dapat dipilih lagi."))
        if self.galat_tindakan:
            self._say("", gagal=self.galat_tindakan)
            self.galat_tindakan = ""
        return RencanaState.segarkan
