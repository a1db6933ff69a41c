"""Penyampaian: where the papers of every UPP are, until when, and what comes next (decree, H and L.4)."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.pengajuan.jadwal.dialog.view import dialog_jadwal
from sekampadi.web.pengajuan.jadwal.kalender.view import kalender
from sekampadi.web.pengajuan.jadwal.state import KALENDER, PATH
from sekampadi.web.pengajuan.jadwal.state import JadwalState as State
from sekampadi.web.pengajuan.jadwal.view import (
    bagian,
    matriks,
    milik,
    panel_masa,
    saring,
)
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import tautan_tombol
from sekampadi.web.ui.tindakan import kabar


def _keadaan() -> rx.Component:
    return rx.fragment(
        rx.cond(State.milik.length() > 0, milik()),
        rx.cond(
            State.banyak,
            rx.fragment(
                rx.cond(State.milik.length() > 0, rx.el.h2(t("Semua UPP Anda"))),
                saring(),
                panel_masa(),
                matriks(),
            ),
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PATH,
        t("Penyampaian"),
        LembarGaya.create(nama="jadwal"),
        bagian(),
        rx.cond(State.bagian == KALENDER, kalender(), _keadaan()),
        dialog_jadwal(),
        kabar(State),
        rx.el.div(on_mount=State.masuk, hidden=True),
        alat=rx.cond(
            State.banyak & (State.bagian != KALENDER),
            tautan_tombol(t("Unduh Excel"), "/unduh/matriks-penyampaian.xlsx", kind="biasa"),
        ),
    )


ROUTE = rute_admin(
    PATH,
    t("Penyampaian"),
    page,
    Permission.PENGAJUAN_READ,
    State.muat,
    menu=t("SOP dan pemantauan"),
)
