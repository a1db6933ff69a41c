"""The list of logins, as their owner and who manages the account see it."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.ui.dasar import tombol


def daftar_sesi(rows: Any, akhiri: Any) -> rx.Component:
    """List logins, each with a button that ends it; the one that looks ends by Keluar.

    ``akhiri`` is the event that ends one; it takes the ``kunci`` of its line.
    """

    def butir(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.p(
                    rx.el.strong(row.gawai),
                    rx.cond(row.kini, rx.el.span(t("sesi ini"), class_name="status")),
                    class_name="sesi-gawai",
                ),
                rx.el.p(
                    t("Masuk "),
                    row.mulai,
                    t(" · terakhir dipakai "),
                    row.terakhir,
                    class_name="petunjuk",
                ),
            ),
            rx.cond(
                ~row.kini,
                tombol(
                    t("Akhiri"),
                    kind="biasa",
                    on_click=akhiri(row.kunci),
                    custom_attrs={
                        "aria-label": t("Akhiri sesi") + " " + row.gawai + ", " + row.mulai
                    },
                ),
            ),
        )

    return rx.el.ul(rx.foreach(rows, butir), class_name="daftar-sesi")
