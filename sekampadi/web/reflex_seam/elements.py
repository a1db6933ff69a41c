"""Elements that ``rx`` does not have."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors
from reflex_components_core.el.elements.base import BaseHTML

__all__ = ("has_connection_errors",)
"""Whether the server is away, as the page itself knows it: ``rx`` has only whole banners."""


class FormulirBiasa(BaseHTML):  # type: ignore[misc]  # its module carries no types
    """A form that the browser itself sends.

    ``rx.el.form`` always keeps the browser from it, also without a handler of its own.
    """

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]
