"""What is done with a photo that is there; a new one comes in over HTTP (``assets/tahunan-foto.js``)."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from sekampadi.domain.errors import NotFoundError
from sekampadi.i18n import t
from sekampadi.services.tahunan.foto import (
    describe_foto_tahunan,
    move_foto_tahunan,
    remove_foto_tahunan,
)
from sekampadi.services.tahunan.objek import READ, WRITE
from sekampadi.web.context import as_person
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.tahunan.foto.tampilan import FotoTampil
from sekampadi.web.tahunan.state import TahunanState
from sekampadi.web.tahunan.terbuka import TerbukaMixin
from sekampadi.web.ui.states.formulir import (
    Confirmation,
    clean_form,
    refusals_shown,
)
from sekampadi.web.ui.states.tabel import parse_id


@state_permission(READ)
class FotoTahunanState(TerbukaMixin, rx.State):
    """The form of a caption, and the question before a photo is taken out."""

    def _headings(self) -> Mapping[str, str]:
        return {"keterangan": t("Keterangan foto")}

    async def _find(self, id_foto: object) -> FotoTampil | None:
        """Find a photo among those shown, for who may write the report."""
        page = await self.get_state(TahunanState)
        shown = page.tampil
        self._say("")
        self._at = (shown.upp, shown.tahun)
        return next((f for f in shown.foto if shown.boleh and f.id == str(id_foto)), None)

    @rx.event
    @handler_permission(WRITE)
    async def buka(self, id_foto: str) -> None:
        """Open the form of a caption."""
        row = await self._find(id_foto)
        if row is not None:
            judul = t("Keterangan foto {n}", n=row.nomor)
            self._open_row("foto", judul, {"keterangan": row.keterangan}, row.id)

    @rx.event
    @handler_permission(WRITE)
    async def simpan(self, data: dict[str, Any]) -> Any:
        """Take the form."""
        typed = {"keterangan": clean_form(data).get("keterangan", "")}
        if self.form != "foto":
            return None
        number, semula = parse_id(self.form_id) or 0, self._semula.get("keterangan", "")
        with refusals_shown(self, typed):
            await as_person(describe_foto_tahunan, *self._at, number, semula=semula, isian=typed)
            self._close()
            self._say(t("Keterangan foto disimpan."))
        return TahunanState.segarkan

    @rx.event
    @handler_permission(WRITE)
    async def geser(self, id_foto: str, arah: str) -> Any:
        """Move a photo one place up (``naik``) or down (``turun``)."""
        row = await self._find(id_foto)
        if row is None:
            return None
        with refusals_shown(self):
            await as_person(move_foto_tahunan, *self._at, parse_id(row.id) or 0, arah=arah)
            self._say(t("Urutan foto diubah."))
        return TahunanState.segarkan

    @rx.event
    @handler_permission(WRITE)
    async def minta(self, id_foto: str) -> None:
        """Ask before a photo is taken out."""
        row = await self._find(id_foto)
        if row is not None:
            judul = t("Hapus foto {n}?", n=row.nomor)
            words = t("“{keterangan}” dihapus dari laporan.", keterangan=row.keterangan)
            self._ask(Confirmation("foto", row.id, judul, words, t("Hapus foto"), bahaya=True))

    @rx.event
    @handler_permission(WRITE)
    async def hapus(self) -> Any:
        """Take out what was asked about."""
        if self.tanya.tindakan != "foto":
            return None
        with refusals_shown(self):
            try:
                await as_person(remove_foto_tahunan, *self._at, parse_id(self.tanya.id) or 0)
            except NotFoundError:
                self._show_gone()
                return TahunanState.segarkan
            self._close()
            self._say(t("Foto dihapus."))
        return TahunanState.segarkan

    @rx.event
    @handler_permission(WRITE)
    def terunggah(self) -> Any:
        """Show the photo that this page has sent."""
        self._say(t("Foto tersimpan."))
        return TahunanState.segarkan
