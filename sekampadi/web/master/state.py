"""What the tables of Tabel Master share: the acts on a row, the question before them, and what is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.web.context import as_person
from sekampadi.web.reflex_seam.events import Event, EventSpec
from sekampadi.web.ui.states.formulir import Confirmation, clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import TabelMixin, parse_id
from sekampadi.web.ui.states.versi import VersiMixin


@dataclass(frozen=True)
class Tindak:
    """Something done to one row; its use case takes the number of the row.

    ``judul`` is the question before it, with ``{nama}``; empty for what takes nothing away.
    ``bahaya`` says that what it takes away does not come back.
    """

    service: Callable[..., Any]
    selesai: str
    judul: str = ""
    penjelasan: str = ""
    tombol: str = ""
    bahaya: bool = False


class MasterMixin(TabelMixin, VersiMixin, mixin=True):
    """A table with one form, and acts that ask before they are done."""

    _baru: str = ""
    """The kode of the row that was just added, until it is shown."""

    def _loader(self) -> Callable[..., Any]:
        """Return the use case that reads a row for its form by its number."""
        raise NotImplementedError

    def _acts(self) -> Mapping[str, Tindak]:
        """Return the acts by the names their buttons send; ``aktif`` is done without a question."""
        raise NotImplementedError

    def _name_of(self, sel: Mapping[str, str]) -> str:
        """Return what a row is called."""
        return sel["nama"]

    def _forget(self) -> None:
        """Let go of what else is open."""

    def _done(self, tindakan: str, result: Any) -> None:
        """Take what the use case of an act returned."""

    async def _blank(self) -> tuple[str, dict[str, str]]:
        """Return the heading and the values of an empty form."""
        raise NotImplementedError

    async def _filled(self, found: Any) -> tuple[str, dict[str, str]]:
        """Return the heading and the values of the form of a row, as its use case has read it.

        The values are what the form was opened with, as the use case that changes it compares them.
        """
        raise NotImplementedError

    async def _save(self, isian: dict[str, object], number: int) -> str:
        """Write the form of a row, or with 0 of a new one; return what is said afterwards."""
        raise NotImplementedError

    @rx.event
    async def buka_tambah(self) -> None:
        """Open an empty form."""
        heading, values = await self._blank()
        self._forget()
        self._say("")
        self._open_form("tambah", heading, values)

    @rx.event
    async def buka_ubah(self, id_baris: str) -> None:
        """Open the form of a row; when it is not there any more, that is said."""
        number = parse_id(id_baris) or 0
        try:
            found = await self._read(number)
        except NotFoundError:
            await self._reload()
            self._show_gone()
            return
        heading, values = await self._filled(found)
        self._forget()
        self._say("")
        self._open_row("ubah", heading, values, str(number))

    @rx.event
    async def simpan(self, data: dict[str, Any]) -> Event | EventSpec | None:
        """Take the form, and lead to a new row; a second click finds it taken already."""
        if not self.form:
            return None
        number = parse_id(self.form_id) or 0
        with refusals_shown(self, data):
            words = await self._save(clean_form(data), number)
            await self._finish(words)
            return self._lead_to_new()
        if self.gagal or self.galat_tindakan or self.beda:
            await self._reload()  # the row is gone, or another than the table shows
        return None

    async def _take_stored(self) -> None:
        self._close()
        await self._reload()

    def _lead_to_new(self) -> Event | EventSpec | None:
        """Mark the row that was added; where this page of the table does not have it, search for it."""
        kode, self._baru = self._baru, ""
        if not kode:
            return None
        here = [b.id for b in self.baris if b.sel.get("kode") == kode]
        if here:
            self.terpilih = here
            return None
        words = self.berita
        lead = self._go(cari=kode, **{f.key: "" for f in self._table().spec.filters})
        self._say(words)
        return lead

    async def _finish(self, words: str) -> None:
        self._close()
        await self._reload()
        self._say(words)

    @rx.event
    def masuk(self) -> None:
        """Begin with no form open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._forget()
        self._say("")

    async def _read(self, number: int) -> Any:
        return await as_person(self._loader(), number)

    @rx.event
    def minta(self, tindakan: str, id_baris: str) -> None:
        """Ask before an act."""
        row = next((b for b in self.baris if b.id == str(id_baris)), None)
        act = self._acts().get(str(tindakan))
        if row is None or act is None or not act.judul:
            return
        self._forget()
        self._say("")
        judul = act.judul.format(nama=self._name_of(row.sel))
        self._ask(
            Confirmation(
                str(tindakan), row.id, judul, act.penjelasan, act.tombol, bahaya=act.bahaya
            )
        )

    @rx.event
    async def lakukan(self) -> None:
        """Do what was asked about."""
        if self.tanya.tindakan in self._acts():
            await self._act(self.tanya.tindakan, self.tanya.id)

    @rx.event
    async def aktifkan(self, id_baris: str) -> None:
        """Open a row again."""
        self._close()
        await self._act("aktif", id_baris)

    async def _act(self, tindakan: str, id_baris: str) -> None:
        act = self._acts().get(tindakan)
        if act is None:  # a table that has no such act
            return
        try:
            result = await as_person(act.service, parse_id(id_baris) or 0)
        except NotFoundError:
            await self._reload()
            self._show_gone()
            return
        except DomainError as error:
            await self._reload()
            if self.tanya.tindakan:
                self.galat_tindakan = error.message
            else:
                self._say("", gagal=error.message)
            return
        await self._finish(act.selesai)
        self._done(tindakan, result)
