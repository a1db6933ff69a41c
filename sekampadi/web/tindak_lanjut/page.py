"""The list of plans (decree, L.2): the own triwulan first, then those of all UPP that one sees."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.tindak_lanjut.tabel_rencana import RENCANA
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.tindak_lanjut.state import TindakLanjutState as State
from sekampadi.web.ui.admin import halaman_admin, rute_tabel
from sekampadi.web.ui.dasar import teks_petunjuk
from sekampadi.web.ui.tabel import bilah_saring, kemajuan_excel, tabel, tombol_excel


def _triwulan(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.strong(row.nama),
            rx.el.span(row.kata, class_name="rtl-kata rtl-" + row.keadaan),
            rx.el.span(row.rincian, class_name="petunjuk"),
            rx.el.span(row.langkah, class_name="rtl-langkah"),
            href=row.alamat,
        ),
        key=row.kunci,
    )


def _milik() -> rx.Component:
    return rx.el.section(
        rx.el.h2(State.nama),
        teks_petunjuk(
            t(
                "Setiap triwulan: susun rencana (RTL) dari nilai lembar IKM, lalu laporkan hasilnya. "
                "RTL ditunggu sampai tanggal 7 bulan berikutnya."
            )
        ),
        rx.el.ol(rx.foreach(State.milik, _triwulan), class_name="rtl-daftar"),
        class_name="kartu panel",
    )


def _nama(row: Any) -> rx.Component:
    return rx.el.a(row.sel["upp"], href=row.sel["alamat"])


def _kegiatan(row: Any) -> Any:
    return rx.cond(
        row.sel["dimulai"] != "",
        row.sel["kegiatan"],
        rx.el.span(t("RTL belum disusun"), class_name="rtl-kata rtl-belum"),
    )


def _terlambat(row: Any) -> Any:
    late = (row.sel["terlambat"] != "0") & (row.sel["dimulai"] != "")
    return rx.el.span(row.sel["terlambat"], class_name=rx.cond(late, "rtl-lewat", ""))


def page() -> rx.Component:
    """Build the page."""
    cells = {"upp": _nama, "kegiatan": _kegiatan, "terlambat": _terlambat}
    return halaman_admin(
        RENCANA.path,
        RENCANA.title,
        LembarGaya.create(nama="tindak-lanjut"),
        rx.cond(State.milik.length() > 0, _milik()),
        rx.cond(
            State.banyak,
            rx.fragment(
                rx.cond(State.nama != "", rx.el.h2(t("Semua UPP Anda"))),
                bilah_saring(State, RENCANA),
                kemajuan_excel(State),
                tabel(
                    State,
                    RENCANA,
                    cells=cells,
                    empty=t(
                        "Belum ada RTL, dan belum ada lembar triwulan yang terbit untuk menyusunnya."
                    ),
                ),
            ),
        ),
        alat=rx.cond(State.banyak, tombol_excel(State)),
    )


ROUTE = rute_tabel(State, RENCANA, page, menu="")
