"""Layar terhubung: walls and leaders' phones that show the leaders' screen without a login."""

from typing import Any

import reflex as rx

from sekampadi.domain.sesi.layar_terhubung import NAMA_MAX
from sekampadi.i18n import t
from sekampadi.services.layar.tabel_terhubung import TERHUBUNG
from sekampadi.web.layar.terhubung.state import LayarTerhubungState as State
from sekampadi.web.ui.admin import halaman_admin, rute_tabel
from sekampadi.web.ui.dasar import baris_tombol, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_tanggal, isian_teks
from sekampadi.web.ui.tabel import bilah_saring, tabel
from sekampadi.web.ui.tindakan import butir_menu, dialog, dialog_form, dialog_tanya, menu_baris


def _form() -> rx.Component:
    return dialog_form(
        State,
        isian_teks(
            State,
            "nama",
            t("Nama layar"),
            petunjuk=t("Tempat atau pemegangnya, misalnya Lobi atau Ruang pimpinan."),
            panjang=NAMA_MAX,
        ),
        rx.cond(
            (State.form == "tambah") & (State.provinsi | (State.pilihan_upp.length() > 1)),
            rx.cond(
                State.provinsi,
                isian_pilihan(
                    State, "upp", t("Cakupan"), State.pilihan_upp, kosong=t("Seluruh provinsi")
                ),
                isian_pilihan(State, "upp", t("Cakupan"), State.pilihan_upp, kosong=t("Pilih UPP")),
            ),
        ),
        isian_tanggal(
            State,
            "sampai",
            t("Berlaku sampai"),
            petunjuk=t("Paling lama satu tahun. Sesudah itu layar berhenti tampil."),
        ),
        on_submit=State.simpan,
        simpan=rx.cond(State.form == "tambah", t("Buat tautan"), t("Simpan")),
    )


def _tautan() -> rx.Component:
    return rx.cond(
        State.tautan != "",
        dialog(
            t("Hubungkan {nama}", nama=State.tautan_untuk),
            "judul-tautan",
            rx.el.p(
                t(
                    "Buka tautan ini di perangkat layarnya, atau pindai kodenya, sebelum pukul {jam}. "
                    "Tautan hanya dapat dipakai sekali.",
                    jam=State.tautan_sampai,
                )
            ),
            rx.el.img(src=State.tautan_qr, alt=t("Kode QR tautan layar"), class_name="tautan-qr"),
            rx.el.input(
                id="tautan-layar",
                value=State.tautan,
                read_only=True,
                class_name="masukan",
                custom_attrs={"aria-label": t("Tautan layar"), "data-uji": "tautan-layar"},
            ),
            teks_petunjuk(
                t(
                    "Jangan kirim tautan ini melalui grup: siapa pun yang membukanya lebih dulu "
                    "mendapat layarnya. Tautan tidak ditampilkan lagi; bila terlewat, buat yang baru."
                )
            ),
            baris_tombol(
                tombol(t("Selesai"), on_click=State.tutup_tautan),
                tombol(t("Salin"), kind="biasa", custom_attrs={"data-salin": "tautan-layar"}),
            ),
            kunci=State.tautan,
            tetap=True,  # it is not shown a second time
        ),
    )


def _aksi(row: Any) -> rx.Component:
    may = row.boleh.contains
    return rx.cond(
        may("cabut"),
        menu_baris(
            row.sel["nama"],
            row.id,
            butir_menu(t("Ubah"), State.buka_ubah(row.id)),
            butir_menu(t("Buat tautan baru"), State.minta("tautan", row.id)),
            butir_menu(t("Cabut"), State.minta("cabut", row.id), bahaya=True),
        ),
        rx.el.span("–", class_name="keterangan"),
    )


def _keadaan(row: Any) -> rx.Component:
    kelas = rx.cond(row.sel["hidup"] != "", "status", "status status-mati")
    # A column of its own for the device would push the menu of the row off the screen.
    return rx.el.div(
        rx.el.span(row.sel["keadaan"], class_name=kelas),
        rx.cond(row.sel["gawai"] != "", teks_petunjuk(row.sel["gawai"])),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        TERHUBUNG.path,
        TERHUBUNG.title,
        rx.el.div(
            _tautan(),
            _form(),
            dialog_tanya(State, State.lakukan),
            on_mount=State.masuk,
            class_name="lapis",
        ),
        teks_petunjuk(
            t(
                "Layar dinding dan ponsel pimpinan yang menampilkan Layar Pimpinan tanpa akun. "
                "Yang terhubung hanya dapat membuka layar itu, dan tetap terhubung walaupun akun "
                "yang menghubungkannya dinonaktifkan; cabut yang tidak dipakai lagi."
            )
        ),
        bilah_saring(State, TERHUBUNG),
        tabel(
            State,
            TERHUBUNG,
            cells={"keadaan": _keadaan},
            actions=_aksi,
            empty=t("Belum ada layar yang terhubung."),
        ),
        alat=tombol(t("Hubungkan layar"), on_click=State.buka_tambah),
    )


ROUTE = rute_tabel(State, TERHUBUNG, page, menu=t("Tabel Master"))
