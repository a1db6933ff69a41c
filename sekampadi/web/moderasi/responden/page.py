"""Moderasi: the respondents (decree, K.2 e)."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.moderasi.jawaban import RESPONDEN
from sekampadi.web.moderasi.responden.state import RespondenState as State
from sekampadi.web.ui.admin import halaman_admin, rute_tabel
from sekampadi.web.ui.grafik import kisi_responden
from sekampadi.web.ui.tabel import bilah_saring, kemajuan_excel, tabel, tombol_excel


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        RESPONDEN.path,
        RESPONDEN.title,
        bilah_saring(State, RESPONDEN),
        kemajuan_excel(State),
        rx.cond(
            State.grafik.length() > 0,
            rx.el.div(kisi_responden(State.grafik), class_name="nanti-ponsel"),
        ),
        rx.el.section(
            rx.el.h2(t("Daftar responden")),
            tabel(State, RESPONDEN, empty=t("Belum ada responden.")),
        ),
        alat=tombol_excel(State),
    )


ROUTE = rute_tabel(State, RESPONDEN, page, menu=t("Moderasi"))
