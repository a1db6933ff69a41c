"""A form of what is stored carries what it was opened with; who saves second sees both, and decides.

What the form was opened with stands here, on the server: a browser cannot say that it saw something
else. The use case compares it inside its transaction (:mod:`sekampadi.services.sistem.semula`). What is
typed stays in the form; beside it stands what somebody else has stored. How that looks is in
``sekampadi/web/ui/versi.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import reflex as rx

from sekampadi.domain.errors import ChangedError
from sekampadi.i18n import t
from sekampadi.web.ui.states.formulir import FormulirMixin
from sekampadi.web.ui.states.tampilan import jam


@dataclass(frozen=True)
class BedaIsian:
    """A field of which somebody else has stored something else than what is typed.

    ``nilai`` is what is stored as the field holds it; ``diisi`` says that the form asks for it.
    """

    nama: str
    judul: str
    tersimpan: str
    anda: str
    nilai: str
    catatan: str
    diisi: bool


def _plain(text: object) -> str:
    return " ".join(str(text).split())


class VersiMixin(FormulirMixin, mixin=True):
    """What a form was opened with, and what somebody else has made of it since."""

    beda: list[BedaIsian] = []
    beda_oleh: str = ""
    beda_untuk: str = ""
    """Which of the forms of a page; empty where there is one."""
    _semula: dict[str, str] = {}
    _kini: dict[str, str] = {}

    def _headings(self) -> Mapping[str, str]:
        """Return the fields whose change is shown, each with its heading, as the page orders them."""
        raise NotImplementedError

    def _said(self, field: str, value: str) -> str:
        """Return the words of what a field holds, where those are not the same."""
        del field
        return value

    def _close(self) -> None:
        super()._close()
        self._forget_both()

    def _clear_errors(self) -> None:
        super()._clear_errors()
        self._forget_both()

    def _forget_both(self) -> None:
        if self.beda:
            self.beda, self.beda_oleh, self.beda_untuk = [], "", ""

    def _open_row(self, form: str, judul: str, isian: Mapping[str, str], row: str = "") -> None:
        """Open the form of what is stored, and note that it was opened with this."""
        self._open_form(form, judul, isian, row)
        self._semula, self._kini = dict(isian), {}

    def _show_changed(
        self, error: ChangedError, typed: Mapping[str, object], untuk: str = ""
    ) -> None:
        if not self.form:  # a question: nothing is typed
            self._show_errors(error)
            return
        self._clear_errors()
        before, self._kini = self._semula, error.kini
        found = [
            self._compare(name, judul, before.get(name, ""), error.kini[name], typed)
            for name, judul in self._headings().items()
            if name in error.kini
        ]
        self.beda = [one for one in found if one is not None]
        self.beda_untuk = untuk
        who, when = error.oleh or t("orang lain"), error.pada
        self.beda_oleh = (
            t("Tersimpan sekarang, oleh {siapa} pukul {jam}", siapa=who, jam=jam(when)[-5:])
            if when
            else t("Tersimpan sekarang, oleh {siapa}", siapa=who)
        )
        # Both have been shown: who saves now has decided.
        self._semula = {**before, **error.kini}
        self._seen_now(error.kini)
        if not self.beda:
            self._show_errors(error)

    def _seen_now(self, kini: Mapping[str, str]) -> None:
        """Take what is stored as seen, where more than the fields tells of it."""

    def _compare(
        self, name: str, judul: str, before: str, kini: str, typed: Mapping[str, object]
    ) -> BedaIsian | None:
        asked = name in typed
        mine = str(typed.get(name, before))
        if _plain(mine) == _plain(kini):
            return None
        note = ""
        if asked and _plain(mine) == _plain(before):
            note = t("Tidak Anda ubah.")
        elif not asked:
            note = t("Saat formulir ini dibuka.")
        stored, own = (self._said(name, one) or t("kosong") for one in (kini, mine))
        return BedaIsian(name, judul, stored, own, kini, note, asked)

    async def _take_stored(self) -> None:
        """Let what is stored stand; a form over a page closes."""
        self._close()

    @rx.event
    async def pakai_tersimpan(self) -> None:
        """Let what somebody else has stored stand, and drop what is typed."""
        if not self.beda:
            return
        await self._take_stored()
        self._say(t("Yang tersimpan dipakai. Isian Anda dibuang."))
