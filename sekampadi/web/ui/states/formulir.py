"""What every form of the admin pages shares: what is open, its values, its errors, and the question before an act.

``on_load`` comes also when a lost connection is back, and then nothing that is open may close:
what was typed would be gone. So a page closes its forms in ``masuk``, which its ``on_mount`` sends
when the page itself is new.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import reflex as rx

from sekampadi.domain.errors import ChangedError, DomainError, FieldErrors, NotFoundError
from sekampadi.i18n import t
from sekampadi.web.ui.states.kabar import KabarMixin
from sekampadi.web.ui.states.shown import Shown

FIELD_MAX = 4000
"""Longest value of a field that is looked at; the rules of each field are stricter."""


@dataclass(frozen=True)
class GalatIsian:
    """An error of a field, in the list above the form."""

    field: str
    pesan: str


@dataclass(frozen=True)
class Confirmation(Shown):
    """The question before an act; ``tindakan`` is empty while nothing is asked.

    ``bahaya`` says that something is taken away.
    """

    tindakan: str = ""
    id: str = ""
    judul: str = ""
    penjelasan: str = ""
    tombol: str = ""
    bahaya: bool = False


def clean_form(data: object, most: int = FIELD_MAX) -> dict[str, object]:
    """Return the text fields of a form; a browser may send anything."""
    if not isinstance(data, dict):
        return {}
    return {str(k): v[:most] for k, v in data.items() if isinstance(v, str)}


class FormulirMixin(KabarMixin, mixin=True):
    """The variables of a form. Values stand in the browser; here is what it was opened with."""

    form: str = ""
    form_id: str = ""
    form_kunci: str = ""
    judul_form: str = ""
    isian: dict[str, str] = {}
    salah: dict[str, str] = {}
    ringkasan: list[GalatIsian] = []
    tanya: Confirmation = Confirmation()
    galat_tindakan: str = ""
    _nomor_form: int = 0

    def _open_form(self, form: str, judul: str, isian: Mapping[str, str], row: str = "") -> None:
        self._close()
        # A new key makes the browser draw new fields, with these values in them.
        self._nomor_form += 1
        self.form, self.form_id, self.judul_form = form, row, judul
        self.isian, self.form_kunci = dict(isian), f"{form}-{self._nomor_form}"

    def _stored(self, data: object) -> None:
        """Take what a form has sent as what is stored; fields of other forms keep what is typed."""
        self.isian = self.isian | {name: str(value) for name, value in clean_form(data).items()}

    def _close(self) -> None:
        self.form = self.form_id = self.judul_form = self.galat_tindakan = ""
        self.isian, self.salah, self.ringkasan = {}, {}, []
        self.tanya = Confirmation()

    def _ask(self, tanya: Confirmation) -> None:
        self._close()
        self.tanya = tanya

    def _show_errors(self, error: DomainError, fields: Sequence[str] = ()) -> None:
        """Show errors beside their fields, or the sentence above the form; nothing typed is lost.

        ``fields`` are the form's, in their order on the page, which the list above it follows.
        """
        if isinstance(error, FieldErrors):
            self.galat_tindakan = ""
            place = {field: at for at, field in enumerate(fields)}
            wrong = sorted(error.errors.items(), key=lambda item: place.get(item[0], len(place)))
            self.salah = {field: e.message for field, e in wrong}
        else:
            self.galat_tindakan, self.salah = error.message, {}
        self.ringkasan = [GalatIsian(field, pesan) for field, pesan in self.salah.items()]

    def _show_changed(
        self, error: ChangedError, typed: Mapping[str, object], untuk: str = ""
    ) -> None:
        """Say that somebody else was first; :class:`.versi.VersiMixin` shows what he has stored.

        ``untuk`` names one of several forms of a page.
        """
        del typed, untuk
        self._show_errors(error)

    def _clear_errors(self) -> None:
        self.galat_tindakan, self.salah, self.ringkasan = "", {}, []

    def _show_lost(self) -> None:
        """Say above the form that its row is not there any more; what is typed can be copied."""
        self.galat_tindakan = t(
            "Belum disimpan: data ini sudah tidak ada. Mungkin orang lain baru saja menghapusnya. "
            "Salin isian Anda bila masih diperlukan."
        )

    def _show_gone(self) -> None:
        """Close what was opened for a row that is not there any more, and say so."""
        self._close()
        self._say(
            "",
            gagal=t(
                "Tidak ada yang diubah: data ini sudah tidak ada. Mungkin orang lain baru saja "
                "menghapusnya."
            ),
        )

    @rx.event
    def tutup(self) -> None:
        """Close the form or the question without doing anything."""
        self._close()


class HalamanFormulirMixin(FormulirMixin, mixin=True):
    """A page that is a form and stays one: what is being typed is kept when ``on_load`` comes again."""

    async def _show(self) -> None:
        """Read what is stored, and open the form with it."""
        raise NotImplementedError

    @rx.event
    async def muat(self) -> None:
        """Show what is stored, unless something is being typed."""
        if not self.form:
            await self._show()

    @rx.event
    async def masuk(self) -> None:
        """Begin with what is stored."""
        self._say("")
        await self._show()


@contextmanager
def refusals_shown(state: FormulirMixin, data: object = None, untuk: str = "") -> Iterator[None]:
    """Show what a use case refuses at the form; what comes after it in the block is not done then.

    ``data`` is the form as the browser sends it, field by field in the order of the page; ``untuk``
    which one it is where a page has several.
    """
    state._clear_errors()
    try:
        yield
    except ChangedError as error:
        state._show_changed(error, clean_form(data), untuk)
    except NotFoundError as error:
        if state.form_id and clean_form(data):
            state._show_lost()
        elif state.form_id or state.tanya.id:
            state._show_gone()
        else:
            state._show_errors(error)
    except DomainError as error:
        state._show_errors(error, list(data) if isinstance(data, dict) else ())
