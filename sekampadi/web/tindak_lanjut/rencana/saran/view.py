"""The dialog in which suggestions are picked, and the form that shortens one."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.tindak_lanjut.rencana.saran.state import SaranState as Saran
from sekampadi.web.ui.dasar import baris_tombol, pesan, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_teks
from sekampadi.web.ui.tindakan import dialog, dialog_form


def _saran() -> rx.Component:
    def butir(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=row.petikan != "",
                    on_change=lambda on: Saran.pilih(row.id, on),
                    class_name="kotak-pilih",
                    custom_attrs={"data-fokus": ""},
                ),
                rx.el.span(row.teks, class_name="saran-teks"),
            ),
            rx.el.p(
                rx.cond(
                    row.usulan,
                    rx.el.span(t("Diusulkan"), " · ", row.nada, class_name="rtl-usulan"),
                ),
                rx.el.span(row.asal),
                rx.cond(
                    row.petikan != "",
                    tombol(
                        t("Pendekkan"),
                        kind="teks",
                        on_click=Saran.pendekkan(row.petikan, Saran.rencana),
                        custom_attrs={"aria-label": t("Pendekkan") + " " + row.asal},
                    ),
                ),
                class_name="rtl-rincian petunjuk",
            ),
            rx.cond(row.kutipan != "", rx.el.p(t("Dipetik: "), rx.el.q(row.kutipan))),
            key=row.id,
        )

    return rx.cond(
        Saran.form == "saran",
        dialog(
            Saran.judul_form,
            "judul-saran",
            rx.cond(Saran.galat_tindakan != "", pesan(Saran.galat_tindakan, kind="bahaya")),
            teks_petunjuk(
                t("Centang saran yang dipetik untuk unsur ini. Yang dicentang langsung tersimpan.")
            ),
            rx.cond(
                (Saran.saran.length() > 0) & ~Saran.diusulkan,
                teks_petunjuk(
                    t(
                        "Tidak ada saran yang menyebut unsur ini; semua saran triwulan ini ada di bawah."
                    )
                ),
            ),
            rx.cond(
                Saran.saran.length() > 0,
                rx.el.ul(
                    rx.foreach(Saran.saran, butir),
                    class_name="rtl-saran",
                    custom_attrs={"data-mengisi": "saran:" + Saran.unsur},
                ),
                rx.el.p(t("Tidak ada saran pada triwulan ini."), class_name="kosong"),
            ),
            rx.cond(Saran.sisa != "", tombol(Saran.sisa, kind="biasa", on_click=Saran.lagi)),
            baris_tombol(
                tombol(t("Selesai memilih"), on_click=Saran.tutup, custom_attrs={"data-tutup": ""})
            ),
            kunci="dialog" + Saran.form_kunci,
        ),
    )


def _pendek() -> rx.Component:
    return dialog_form(
        Saran,
        rx.el.blockquote(Saran.saran_utuh, class_name="kabar-saran"),
        isian_teks(
            Saran,
            "teks",
            t("Petikan"),
            petunjuk=t(
                "Hapus kata yang tidak perlu dan tulis … di tempatnya. Kata lain tidak boleh diubah "
                "atau ditambah, dan “tidak” tidak boleh hilang."
            ),
            panjang=2000,
            rows=4,
        ),
        on_submit=Saran.simpan,
        saat="pendek",
        tentang=Saran.form_id,
    )


def dialog_saran() -> rx.Component:
    """Make both dialogs; at most one of them is open."""
    return rx.fragment(_saran(), _pendek())
