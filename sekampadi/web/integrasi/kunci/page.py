"""Kunci API: the keys of other systems."""

from typing import Any

import reflex as rx

from sekampadi.domain.integrasi.kunci import NAMA_MAX, Guna
from sekampadi.i18n import t
from sekampadi.services.kunci.tabel_kunci import KUNCI_API
from sekampadi.web.integrasi.kunci.state import KunciApiState as State
from sekampadi.web.ui.admin import halaman_admin, rute_tabel
from sekampadi.web.ui.dasar import baris_tombol, galat, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_tanggal, isian_teks
from sekampadi.web.ui.tabel import bilah_saring, tabel
from sekampadi.web.ui.tindakan import butir_menu, dialog, dialog_form, dialog_tanya, menu_baris


def _centang(guna: Guna) -> rx.Component:
    field = f"guna_{guna.value}"
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=field,
            default_checked=State.isian.get(field, "") != "",
            key=State.form_kunci + field,
            class_name="kotak-pilih",
        ),
        t(guna.label),
        class_name="centang",
    )


def _form() -> rx.Component:
    return dialog_form(
        State,
        isian_teks(
            State,
            "nama",
            t("Nama kunci"),
            petunjuk=t("Sistem yang memakainya, misalnya Aplikasi perizinan."),
            panjang=NAMA_MAX,
        ),
        rx.cond(
            State.pilihan_upp.length() > 1,
            isian_pilihan(State, "upp", t("UPP"), State.pilihan_upp, kosong=t("Pilih UPP")),
        ),
        rx.el.fieldset(
            rx.el.legend(t("Kegunaan")),
            *(_centang(guna) for guna in Guna),
            galat("guna", State.salah),
            class_name="kelompok-centang",
        ),
        isian_tanggal(State, "sampai", t("Berlaku sampai"), petunjuk=t("Paling lama satu tahun.")),
        on_submit=State.simpan,
        simpan=t("Buat kunci"),
    )


def _rahasia() -> rx.Component:
    return rx.cond(
        State.rahasia != "",
        dialog(
            t("Kunci untuk {nama}", nama=State.rahasia_untuk),
            "judul-kunci",
            rx.el.p(t("Salin sekarang: kunci ini tidak dapat ditampilkan lagi.")),
            rx.el.input(
                id="kunci-api",
                value=State.rahasia,
                read_only=True,
                class_name="masukan",
                custom_attrs={"aria-label": t("Kunci API"), "data-uji": "kunci-api"},
            ),
            teks_petunjuk(
                t(
                    "Simpan di server sistem itu, bukan di halaman web atau aplikasi ponsel. "
                    "Siapa pun yang memegangnya bertindak atas nama UPP ini."
                )
            ),
            baris_tombol(
                tombol(t("Selesai"), on_click=State.tutup_kunci),
                tombol(t("Salin"), kind="biasa", custom_attrs={"data-salin": "kunci-api"}),
            ),
            kunci=State.rahasia,
            tetap=True,  # it is not shown a second time
        ),
    )


def _aksi(row: Any) -> rx.Component:
    return rx.cond(
        row.boleh.contains("cabut"),
        menu_baris(
            row.sel["nama"],
            row.id,
            butir_menu(t("Cabut"), State.minta("cabut", row.id), bahaya=True),
        ),
        rx.el.span("–", class_name="keterangan"),
    )


def _keadaan(row: Any) -> rx.Component:
    kelas = rx.cond(row.sel["hidup"] != "", "status", "status status-mati")
    return rx.el.span(row.sel["keadaan"], class_name=kelas)


def _awalan(row: Any) -> rx.Component:
    return rx.el.span(row.sel["awalan"], class_name="awal-kunci")


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        KUNCI_API.path,
        KUNCI_API.title,
        rx.el.div(
            _rahasia(),
            _form(),
            dialog_tanya(State, State.lakukan),
            on_mount=State.masuk,
            class_name="lapis",
        ),
        teks_petunjuk(
            t(
                "Kunci membuka data satu UPP beserta UPT-nya bagi sistem lain. Kunci tetap berlaku "
                "walaupun akun pembuatnya dinonaktifkan; cabut yang tidak dipakai lagi."
            ),
            " ",
            rx.el.a(t("Cara memakainya"), href="/api/v1/dokumentasi"),
        ),
        bilah_saring(State, KUNCI_API),
        tabel(
            State,
            KUNCI_API,
            cells={"keadaan": _keadaan, "awalan": _awalan},
            actions=_aksi,
            empty=t("Belum ada kunci API."),
        ),
        alat=tombol(t("Buat kunci"), on_click=State.buka_tambah),
    )


ROUTE = rute_tabel(State, KUNCI_API, page, menu=t("Integrasi"))
