"""The form of an index that an earlier report gives."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.tahunan.ikm_lama import remove_ikm_lama, save_ikm_lama
from sekampadi.services.tahunan.objek import READ, WRITE
from sekampadi.web.context import as_person
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.tahunan.state import TahunanState
from sekampadi.web.tahunan.tampilan import TahunLamaTampil
from sekampadi.web.tahunan.terbuka import TerbukaMixin
from sekampadi.web.ui.states.formulir import (
    Confirmation,
    clean_form,
    refusals_shown,
)
from sekampadi.web.ui.states.tabel import parse_id

FIELDS = ("nilai", "n", "sumber")


@state_permission(READ)
class IkmLamaState(TerbukaMixin, rx.State):
    """The form of one of the two years before."""

    _versi: int = 0

    def _headings(self) -> Mapping[str, str]:
        return {"nilai": t("Nilai IKM"), "n": t("Jumlah responden"), "sumber": t("Sumber")}

    def _seen_now(self, kini: Mapping[str, str]) -> None:
        self._versi = parse_id(kini.get("versi", "")) or 0

    async def _find(self, tahun: object) -> TahunLamaTampil | None:
        page = await self.get_state(TahunanState)
        shown = page.tampil
        self._say("")
        self._at = (shown.upp, shown.tahun)
        row = next((b for b in shown.lama if b.tahun == str(tahun)), None)
        if row is None or not shown.boleh or not (row.tangan or row.kosong):
            return None
        self._versi = parse_id(row.versi) or 0
        return row

    @rx.event
    @handler_permission(WRITE)
    async def buka(self, tahun: str) -> None:
        """Open the form of a year of which there are no answers."""
        row = await self._find(tahun)
        if row is not None:
            isian = {"nilai": row.angka, "n": row.n, "sumber": row.sumber}
            self._open_row("lama", t("Nilai IKM {tahun}", tahun=row.tahun), isian, row.tahun)

    @rx.event
    @handler_permission(WRITE)
    async def simpan(self, data: dict[str, Any]) -> Any:
        """Take the form."""
        form = clean_form(data)
        if self.form != "lama":
            return None
        typed = {name: form.get(name, "") for name in FIELDS}
        tahun = self.form_id
        with refusals_shown(self, typed):
            at = {"lama": tahun, "versi": self._versi}
            changed = await as_person(save_ikm_lama, *self._at, **at, isian=typed)
            self._close()
            self._say(
                t("Nilai IKM {tahun} disimpan.", tahun=tahun)
                if changed
                else t(
                    "Tidak ada yang berubah: nilai IKM {tahun} sama dengan yang tersimpan.",
                    tahun=tahun,
                )
            )
            return TahunanState.segarkan
        return None

    @rx.event
    @handler_permission(WRITE)
    async def minta(self, tahun: str) -> None:
        """Ask before an index is taken out."""
        row = await self._find(tahun)
        if row is not None and row.tangan:
            judul = t("Hapus nilai IKM {tahun}?", tahun=row.tahun)
            words = t("{nilai}, {rincian}", nilai=row.nilai, rincian=row.rincian)
            self._ask(Confirmation("lama", row.tahun, judul, words, t("Hapus nilai"), bahaya=True))

    @rx.event
    @handler_permission(WRITE)
    async def hapus(self) -> Any:
        """Take out what was asked about."""
        if self.tanya.tindakan != "lama":
            return None
        with refusals_shown(self):
            await as_person(remove_ikm_lama, *self._at, lama=self.tanya.id, versi=self._versi)
            self._close()
            self._say(t("Nilai IKM dihapus."))
        return TahunanState.segarkan
