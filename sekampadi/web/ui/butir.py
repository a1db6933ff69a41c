"""A question of the survey with its four answers, as a citizen sees it."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t


def butir_survei(butir: Any, errors: Any) -> rx.Component:
    """Make a question; without ``errors`` nothing is checked."""
    salah = errors.contains(butir.field) if errors is not None else rx.Var.create(False)
    return rx.el.fieldset(
        rx.el.legend(rx.el.span(butir.nomor, class_name="nomor"), butir.teks, class_name="tanya"),
        rx.cond(
            salah,
            rx.el.p(
                rx.el.span(t("Perbaiki:"), class_name="hanya-pembaca"),
                errors[butir.field],
                id="galat-" + butir.field,
                class_name="galat",
            ),
        )
        if errors is not None
        else rx.fragment(),
        rx.el.div(
            rx.foreach(
                butir.opsi,
                lambda teks, i: rx.el.label(
                    rx.el.input(
                        type="radio",
                        name=butir.field,
                        value=(i + 1).to_string(),
                        id=rx.cond(
                            i == 0, "isian-" + butir.field, butir.field + "-" + i.to_string()
                        ),
                    ),
                    rx.el.span(teks, class_name="opsi-teks"),
                    class_name="opsi",
                ),
            ),
            class_name="opsi-daftar",
        ),
        role="radiogroup",
        class_name=rx.cond(salah, "kelompok salah", "kelompok"),
        custom_attrs={
            "data-isian": butir.field,
            "aria-invalid": rx.cond(salah, "true", "false"),
            "aria-describedby": "galat-" + butir.field,
        },
    )
