"""Jejak Audit: who did what, when; read only."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.sistem.audit.daftar import AUDIT
from sekampadi.web.sistem.audit.state import AuditState as State
from sekampadi.web.ui.admin import halaman_admin, rute_tabel
from sekampadi.web.ui.dasar import baris_tombol, teks_petunjuk, tombol
from sekampadi.web.ui.tabel import bilah_saring, kemajuan_excel, tabel, tombol_excel
from sekampadi.web.ui.tindakan import dialog


def _daftar(told: Any) -> rx.Component:
    return rx.el.dl(
        rx.foreach(told, lambda one: rx.el.div(rx.el.dt(one.nama), rx.el.dd(one.isi))),
        class_name="rincian",
    )


def _perubahan() -> rx.Component:
    """Show before and after side by side; on a phone each field is a card."""

    def line(one: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(one.nama, scope="row"),
            rx.el.td(one.sebelum, custom_attrs={"data-judul": t("Sebelum")}),
            rx.el.td(one.sesudah, custom_attrs={"data-judul": t("Sesudah")}),
            key=one.nama,
        )

    return rx.cond(
        State.terbuka.perubahan.length() > 0,
        rx.el.div(
            rx.el.table(
                rx.el.caption(t("Yang berubah")),
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(t("Isian"), scope="col"),
                        rx.el.th(t("Sebelum"), scope="col"),
                        rx.el.th(t("Sesudah"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(State.terbuka.perubahan, line)),
                class_name="tabel-kartu tabel-banding",
            ),
            class_name="gulir",
        ),
    )


def _rincian() -> rx.Component:
    return rx.cond(
        State.terbuka.id != "",
        dialog(
            State.terbuka.judul,
            "judul-audit",
            _daftar(State.terbuka.keterangan),
            _perubahan(),
            _daftar(State.terbuka.akhir),
            baris_tombol(
                tombol(
                    t("Tutup"), kind="biasa", on_click=State.tutup, custom_attrs={"data-tutup": ""}
                )
            ),
            kunci="audit" + State.terbuka.id,
            lebar=True,
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        AUDIT.path,
        AUDIT.title,
        teks_petunjuk(
            t(
                "Siapa melakukan apa, kapan. Baris di sini tidak dapat diubah atau dihapus, dan"
                " tidak memuat isi jawaban, saran, atau kata sandi."
            )
        ),
        bilah_saring(State, AUDIT),
        kemajuan_excel(State),
        tabel(
            State,
            AUDIT,
            cells={
                "aksi": lambda row: rx.el.button(
                    row.sel["aksi"],
                    type="button",
                    class_name="tautan-dalam",
                    on_click=State.buka(row.id),
                    custom_attrs={"aria-haspopup": "dialog"},
                )
            },
            empty=t("Belum ada tindakan yang tercatat."),
        ),
        _rincian(),
        alat=tombol_excel(State),
    )


ROUTE = rute_tabel(State, AUDIT, page, menu=t("Sistem"))
