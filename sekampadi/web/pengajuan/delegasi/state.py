"""Delegations: what is shown of them, the form that adds one, and taking one back."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission, Role
from sekampadi.domain.pengajuan.delegasi import BentukDelegasi
from sekampadi.i18n import format_hari, format_tanggal, t
from sekampadi.services.pengajuan.delegasi import (
    HalamanDelegasi,
    add_delegasi,
    load_delegasi,
    revoke_delegasi,
)
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.reflex_seam.states import unwrap
from sekampadi.web.ui.states.formulir import Confirmation, FormulirMixin, clean_form, refusals_shown
from sekampadi.web.ui.states.shown import Shown
from sekampadi.web.ui.states.tabel import Pilih, parse_id

_PILIHAN = ("peran", "upp")


@dataclass(frozen=True)
class DelegasiTampil:
    """A delegation. ``keadaan`` says how it looks, ``dapat_cabut`` that it can be taken back."""

    id: str
    pejabat: str
    pengganti: str
    masa: str
    dasar: str
    keadaan: str
    kata: str
    dapat_cabut: bool


@dataclass(frozen=True)
class DaftarDelegasi(Shown):
    """All that the page shows, and what its form offers; ``kini`` says who acts for whom today."""

    siap: bool = False
    baris: list[DelegasiTampil] = field(default_factory=list)
    kini: list[str] = field(default_factory=list)
    peran: list[Pilih] = field(default_factory=list)
    upp: list[Pilih] = field(default_factory=list)
    calon: list[Pilih] = field(default_factory=list)


def _status(row: Any, today: date) -> tuple[str, str]:
    if row.dicabut_pada is not None:
        return "cabut", t("Dicabut oleh {siapa}", siapa=row.dicabut_oleh)
    if row.sampai < today:
        return "lewat", t("Sudah berakhir")
    if row.dari > today:
        return "nanti", t("Mulai {hari}", hari=format_tanggal(row.dari))
    return "berlaku", t("Berlaku hari ini")


@state_permission(Permission.DELEGASI_MANAGE)
class DelegasiState(FormulirMixin, rx.State):
    """The delegations that are a person's business."""

    daftar: DaftarDelegasi = DaftarDelegasi()

    @rx.event
    async def muat(self) -> None:
        """Read the delegations."""
        await self._reload()

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")

    async def _reload(self) -> HalamanDelegasi:
        page, today = await as_person(load_delegasi), runtime().today()
        names = {u.id: u.nama for u in page.upp}
        baris, kini = [], []
        for row in page.baris:
            keadaan, kata = _status(row, today)
            pejabat = row.sebagai.label
            if row.upp_id is not None:
                pejabat += f", {names.get(row.upp_id, '–')}"
            days = f"{format_tanggal(row.dari)} – {format_tanggal(row.sampai)}"
            can = keadaan in {"berlaku", "nanti"}
            baris.append(
                DelegasiTampil(
                    *(str(row.id), pejabat, row.username, days),
                    *(row.dasar, keadaan, kata, can),
                )
            )
            if keadaan == "berlaku":
                kini.append(
                    t(
                        "{siapa} bertindak sebagai {pejabat} sampai {hari}.",
                        siapa=row.username,
                        pejabat=pejabat,
                        hari=format_tanggal(row.sampai),
                    )
                )
        self.daftar = DaftarDelegasi(
            True,
            baris,
            kini,
            [Pilih(r.value, r.label) for r in page.peran],
            [Pilih(u.kode, u.nama) for u in page.upp],
        )
        return page

    def _offer(self, page: HalamanDelegasi) -> None:
        """Offer the accounts that may act for who is picked; the service asks again."""
        role = next((r for r in page.peran if r.value == self.isian.get("peran")), None)
        upp = next((u for u in page.upp if u.kode == self.isian.get("upp")), None)
        names = {u.id: u.nama for u in page.upp}
        offices = {upp.id, upp.induk_id} if upp else {None}
        calon = [
            Pilih(
                c.username,
                ", ".join(filter(None, (c.username, c.role.label, names.get(c.upp_id or 0)))),
            )
            for c in page.calon
            if role is not None
            and c.role.of_upp is role.of_upp
            and (not role.of_upp or c.upp_id in offices)
            # Who holds the office himself acts for nobody by it.
            and (c.role, c.upp_id) != (role, upp.id if upp else None)
        ]
        self.daftar = replace(unwrap(self.daftar), calon=calon)

    @rx.event
    async def buka_tambah(self) -> None:
        """Open the form."""
        page = await self._reload()
        self._say("")
        only = {
            "peran": page.peran[0].value if len(page.peran) == 1 else "",
            "upp": page.upp[0].kode if len(page.upp) == 1 else "",
        }
        more = {"bentuk": BentukDelegasi.PLH.value, "dari": format_hari(runtime().today())}
        self._open_form("tambah", t("Tambah delegasi"), only | more)
        self._offer(page)

    @rx.event
    async def pilih(self, field: str, value: str) -> None:
        """Notice which official is picked, because it says who may act for him."""
        if self.form == "tambah" and str(field) in _PILIHAN:
            self.isian = self.isian | {str(field): str(value)[:120]}
            self._offer(await as_person(load_delegasi))

    @rx.event
    async def simpan(self, data: dict[str, Any]) -> None:
        """Store the delegation."""
        if self.form != "tambah":
            return
        with refusals_shown(self, data):
            await as_person(add_delegasi, clean_form(data))
            self._close()
            await self._reload()
            self._say(t("Delegasi ditambahkan."))

    @rx.event
    def minta_cabut(self, id_baris: str) -> None:
        """Ask before a delegation is taken back."""
        row = next((b for b in self.daftar.baris if b.id == str(id_baris) and b.dapat_cabut), None)
        if row is not None:
            words = t("Yang sudah dilakukan {siapa} tetap tercatat.", siapa=row.pengganti)
            judul = t("Cabut delegasi {pejabat}?", pejabat=row.pejabat)
            self._ask(Confirmation("cabut", row.id, judul, words, t("Cabut delegasi"), bahaya=True))

    @rx.event
    async def cabut(self) -> None:
        """Take back what was asked about."""
        if self.tanya.tindakan != "cabut":
            return
        with refusals_shown(self):
            await as_person(revoke_delegasi, parse_id(self.tanya.id) or 0)
            self._close()
            self._say(t("Delegasi dicabut."))
        await self._reload()


PIMPINAN_UPP = Role.PIMPINAN_UPP.value
