"""The line that says when the connection is gone, and what becomes of one's work."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.reflex_seam.elements import has_connection_errors


def koneksi(text: str) -> rx.Component:
    """Make the line, with what the person should know.

    ``assets/sekampadi.js`` shows it when the browser is offline, Reflex when the server is away.
    """
    return rx.el.div(
        rx.el.span(class_name="koneksi-titik", custom_attrs={"aria-hidden": "true"}),
        rx.el.strong(t("Koneksi terputus."), class_name="koneksi-judul"),
        " ",
        text,
        class_name=rx.cond(has_connection_errors, "koneksi putus", "koneksi"),
        role="status",
    )
