"""Elements that ``rx`` does not have."""

from typing import Final

import reflex as rx
from reflex_base.components.component import field
from reflex_base.utils.format import format_ref
from reflex_components_core.base.fragment import Fragment
from reflex_components_core.core.banner import has_connection_errors
from reflex_components_core.el.elements.base import BaseHTML

from sekampadi.web.reflex_seam.events import COMMANDS

__all__ = ("has_connection_errors",)
"""Whether the server is away, as the page itself knows it: ``rx`` has only whole banners."""


class FormulirBiasa(BaseHTML):  # type: ignore[misc]  # its module carries no types
    """A form that the browser itself sends.

    ``rx.el.form`` always keeps the browser from it, also without a handler of its own.
    """

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]


class LembarGaya(Fragment):  # type: ignore[misc]  # its module carries no types
    """A style sheet of ``assets/`` that only some pages need; it shows nothing itself.

    The page's script imports it, so that the build shrinks it and names it in the head of these
    pages, and who comes from another page sees nothing before it is there. ``rx.el.link`` does
    neither: its sheet is fetched once the page already shows.
    """

    nama: str = field(default="", is_javascript_property=False)

    def add_imports(self) -> dict[str, str]:
        """Have the sheet imported for what it does, not for a name."""
        return {"": f"$/public/{self.nama}.css"}


_LISTEN: Final = """\
refs["%s"] = { current: { set value(told) {
  try {
    const said = window.sekampadi?.command(told.name, told.words);
    if (told.answer && said !== null) {
      eventLoop.addEvents([ReflexEvent(told.answer, { [told.argument]: said })], [], {});
    }
  } catch (error) { reportError(error); }
} } };"""


class Commands(Fragment):  # type: ignore[misc]  # its module carries no types
    """What hears the commands of the server on every page, and sends what they say; shows nothing."""

    def add_imports(self) -> dict[str, list[str]]:
        """Have Reflex's references, and the way events are sent."""
        return {"$/utils/state": ["refs", "ReflexEvent"], "$/utils/context-registry": ["eventLoop"]}

    def add_custom_code(self) -> list[str]:
        """Put the setter among the references, once for the whole application."""
        return [_LISTEN % format_ref(COMMANDS)]
