"""What is planned: the nine unsur from the worst to the best, what was said of each, and its actions."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.tindak_lanjut.rencana.isian.state import KegiatanState
from sekampadi.web.tindak_lanjut.rencana.saran.state import SaranState
from sekampadi.web.tindak_lanjut.rencana.state import RencanaState as State
from sekampadi.web.ui.admin import lencana_mutu
from sekampadi.web.ui.dasar import tombol
from sekampadi.web.ui.tindakan import butir_menu, menu_baris


def tanda_draf(ada: Any) -> rx.Component:
    """Say that something is typed and not saved."""
    return rx.cond(ada, rx.el.span(t("Draf belum disimpan"), class_name="rtl-draf"))


def status_kegiatan(row: Any) -> rx.Component:
    """Show where an action stands, and that it is late."""
    return rx.fragment(
        rx.el.span(row.status_kata, class_name="rtl-status rtl-" + row.status),
        rx.cond(row.lewat, rx.el.span(t("lewat target"), class_name="rtl-lewat")),
    )


def _kutipan(row: Any) -> rx.Component:
    words = rx.cond(
        row.dihapus,
        rx.el.p(t("Saran ini telah dihapus oleh moderator."), class_name="rtl-dihapus"),
        rx.el.blockquote(row.teks),
    )
    shorten = rx.cond(
        ~row.dihapus,
        butir_menu(t("Pendekkan"), SaranState.pendekkan(row.id, State.rencana)),
    )
    return rx.el.li(
        rx.el.div(words, rx.el.p(row.asal, class_name="petunjuk")),
        rx.cond(
            State.boleh,
            menu_baris(
                t("petikan") + " " + row.asal,
                "petikan-" + row.id,
                shorten,
                butir_menu(t("Lepas petikan"), SaranState.lepas(row.id), bahaya=True),
            ),
        ),
        key=row.id,
    )


def _kegiatan(row: Any) -> rx.Component:
    ubah = KegiatanState.buka("kegiatan:" + row.id, State.rencana)
    lapor = KegiatanState.buka("hasil:" + row.id, State.rencana)
    return rx.el.li(
        rx.el.span(row.nomor, class_name="rtl-nomor"),
        rx.el.div(
            rx.el.p(row.nama, class_name="rtl-nama"),
            rx.el.p(row.jadwal, " · ", row.orang, class_name="petunjuk"),
            rx.el.p(
                status_kegiatan(row),
                rx.el.span(row.prioritas),
                tanda_draf(row.draf | row.draf_hasil),
                class_name="rtl-rincian",
            ),
        ),
        rx.cond(
            State.boleh,
            menu_baris(
                row.nomor + " " + row.nama,
                "kegiatan-" + row.id,
                butir_menu(t("Ubah"), ubah),
                # Also here, where one sees that it is late.
                rx.cond(row.terbuka, butir_menu(t("Laporkan hasil"), lapor)),
                rx.cond(row.dapat_naik, butir_menu(t("Naikkan"), State.geser(row.id, "naik"))),
                rx.cond(row.dapat_turun, butir_menu(t("Turunkan"), State.geser(row.id, "turun"))),
                rx.cond(
                    row.dapat_hapus,
                    butir_menu(t("Hapus"), State.minta_hapus("kegiatan", row.id), bahaya=True),
                ),
            ),
        ),
        key=row.id,
    )


def _tombol(words: Any, row: Any, on_click: Any) -> rx.Component:
    return tombol(
        words,
        kind="biasa",
        on_click=on_click,
        custom_attrs={"aria-label": words + " " + t("untuk") + " " + row.nama},
    )


def nilai_unsur(row: Any) -> rx.Component:
    """Show the value of an unsur as its sheet says it, and a newer one beside it."""
    return rx.el.p(
        rx.el.strong(row.nrr, class_name="angka"),
        rx.el.span(t("NIK "), row.nik),
        lencana_mutu(row.mutu, row.mutu),
        rx.cond(row.baru != "", rx.el.span(row.baru, class_name="rtl-semula")),
        class_name="rtl-nilai",
    )


def _unsur(row: Any) -> rx.Component:
    kosong = rx.el.p(t("Belum ada saran yang dipetik."), class_name="petunjuk")
    tanpa = rx.el.p(t("Belum ada kegiatan."), class_name="petunjuk")
    return rx.el.section(
        rx.el.div(
            rx.el.h2(row.nomor, ". ", row.nama),
            nilai_unsur(row),
            class_name="rtl-kepala",
        ),
        rx.el.div(
            rx.el.h3(t("Kritik, saran, masukan")),
            rx.cond(
                row.kutipan.length() > 0,
                rx.el.ul(rx.foreach(row.kutipan, _kutipan), class_name="rtl-kutipan"),
                kosong,
            ),
            rx.cond(
                State.boleh,
                _tombol(
                    t("Pilih saran") + rx.cond(row.usulan != "", " (" + row.usulan + ")", ""),
                    row,
                    SaranState.buka(row.unsur, State.rencana),
                ),
            ),
            class_name="rtl-kolom",
        ),
        rx.el.div(
            rx.el.h3(t("Rencana tindak lanjut")),
            rx.cond(
                row.kegiatan.length() > 0,
                rx.el.ul(rx.foreach(row.kegiatan, _kegiatan), class_name="rtl-kegiatan"),
                tanpa,
            ),
            rx.cond(
                State.boleh,
                rx.el.p(
                    _tombol(
                        t("Tambah kegiatan"),
                        row,
                        KegiatanState.buka("baru:" + row.unsur, State.rencana),
                    ),
                    tanda_draf(row.draf),
                    class_name="rtl-rincian",
                ),
            ),
            class_name="rtl-kolom",
        ),
        class_name="kartu rtl-unsur",
        key=row.unsur,
    )


def bagian_rencana() -> rx.Component:
    """Show the plan (L.2 a)."""
    return rx.el.div(rx.foreach(State.baris, _unsur), class_name="rtl-lembar")
