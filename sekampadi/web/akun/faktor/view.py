"""What the own account shows of its second factor."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.akun.passwords import MAX_LENGTH
from sekampadi.web.akun.faktor.state import FaktorState as State
from sekampadi.web.ui.dasar import baris_tombol, pesan, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_teks
from sekampadi.web.ui.tindakan import dialog, dialog_form, kabar


def _isian_kode(label: str, petunjuk: str) -> rx.Component:
    return isian_teks(
        State,
        "kode",
        label,
        petunjuk=petunjuk,
        panjang=40,
        auto_complete="one-time-code",
        auto_capitalize="none",
        spell_check=False,
    )


def _tanya(nama: str, simpan: str, *lead: rx.Component, bahaya: bool = False) -> rx.Component:
    """Ask for the password, and for a code where there is a second factor already."""
    return dialog_form(
        State,
        *lead,
        isian_teks(
            State,
            "sandi",
            t("Kata sandi Anda"),
            panjang=MAX_LENGTH,
            type="password",
            auto_complete="current-password",
        ),
        rx.cond(
            State.aktif,
            _isian_kode(
                t("Kode verifikasi"),
                t("Enam angka dari aplikasi autentikator, atau sebuah kode pemulihan."),
            ),
        ),
        on_submit=State.lanjut,
        simpan=simpan,
        saat=nama,
        bahaya=bahaya,
    )


def _pindai() -> rx.Component:
    return dialog_form(
        State,
        rx.el.ol(
            rx.el.li(
                t(
                    "Pasang aplikasi autentikator di ponsel Anda, misalnya Google Authenticator, "
                    "Microsoft Authenticator, atau Aegis."
                )
            ),
            rx.el.li(t("Pindai kode QR ini dengan aplikasi itu.")),
            rx.el.li(t("Masukkan enam angka yang tampil di aplikasi.")),
            class_name="langkah-faktor",
        ),
        rx.el.svg(
            rx.el.svg.path(d=State.qr),
            view_box=State.kotak,
            class_name="qr-faktor",
            role="img",
            custom_attrs={"aria-label": t("Kode QR untuk aplikasi autentikator")},
        ),
        rx.el.details(
            rx.el.summary(t("Tidak dapat memindai?")),
            rx.el.p(t("Ketik kunci ini di aplikasi, jenis: berbasis waktu.")),
            rx.el.p(State.rahasia, class_name="sandi", custom_attrs={"data-uji": "rahasia"}),
            rx.el.p(
                rx.el.a(
                    t("Buka di aplikasi autentikator di perangkat ini"),
                    href=State.alamat,
                    target="_self",
                )
            ),
        ),
        isian_teks(
            State,
            "kode",
            t("Kode enam angka"),
            panjang=10,
            input_mode="numeric",
            auto_complete="one-time-code",
        ),
        on_submit=State.pastikan,
        simpan=t("Aktifkan"),
        saat="pindai",
    )


def _kode() -> rx.Component:
    return rx.cond(
        State.form == "kode",
        dialog(
            State.judul_form,
            "judul-kode",
            rx.el.p(
                t(
                    "Bila ponsel Anda hilang, masuklah dengan salah satu kode ini. Setiap kode berlaku "
                    "satu kali. Simpan di tempat yang aman, jangan di ponsel yang sama."
                )
            ),
            rx.el.ul(
                rx.foreach(State.kode, rx.el.li),
                id="kode-pemulihan",
                class_name="kode-pemulihan",
            ),
            rx.el.p(State.untuk, custom_attrs={"data-uji": "kode-untuk"}),
            rx.el.p(t("Kode ini tidak ditampilkan lagi."), class_name="petunjuk"),
            baris_tombol(
                tombol(t("Sudah saya simpan"), on_click=State.selesai),
                tombol(t("Salin"), kind="biasa", custom_attrs={"data-salin": "kode-pemulihan"}),
                tombol(t("Cetak"), kind="biasa", custom_attrs={"data-cetak": ""}),
            ),
            kunci=State.form_kunci,
            tetap=True,  # they are not shown a second time
        ),
    )


def _kabar_masuk() -> rx.Component:
    """Tell of what others may have tried; a login of whom it concerns leads here."""
    return rx.fragment(
        rx.cond(
            State.kode_salah > 0,
            pesan(
                t(
                    "{n} kali kode salah dimasukkan pada akun ini sejak {sejak}, dengan kata sandi "
                    "yang benar. Bila bukan Anda, ganti kata sandi Anda sekarang.",
                    n=State.kode_salah,
                    sejak=State.kode_salah_sejak,
                ),
                kind="peringatan",
            ),
        ),
        rx.cond(
            State.pemulihan_pada != "",
            teks_petunjuk(
                t(
                    "Kode pemulihan terakhir dipakai pada {waktu}. Bila bukan Anda, ganti kata "
                    "sandi dan buat kode pemulihan baru.",
                    waktu=State.pemulihan_pada,
                )
            ),
        ),
    )


def _keadaan() -> rx.Component:
    return rx.cond(
        State.aktif,
        rx.fragment(
            rx.el.p(
                rx.el.strong(t("Aktif")),
                t(" sejak {hari}. Saat masuk, Anda diminta kode dari ponsel.", hari=State.sejak),
            ),
            _kabar_masuk(),
            rx.cond(
                State.sisa > 0,
                teks_petunjuk(t("Kode pemulihan yang masih dapat dipakai: {n}.", n=State.sisa)),
                pesan(t("Kode pemulihan Anda sudah habis. Buatlah yang baru."), kind="peringatan"),
            ),
            baris_tombol(
                tombol(
                    t("Buat kode pemulihan baru"), kind="biasa", on_click=State.buka("pemulihan")
                ),
                tombol(t("Ganti aplikasi"), kind="biasa", on_click=State.buka("ganti")),
                rx.cond(
                    ~State.wajib,
                    tombol(t("Nonaktifkan"), kind="biasa", on_click=State.buka("lepas")),
                ),
            ),
        ),
        rx.fragment(
            rx.cond(
                State.harus,
                pesan(
                    t(
                        "Peran Anda wajib memakai verifikasi dua langkah. Aktifkan di sini; setelah "
                        "itu menu lain terbuka."
                    ),
                    kind="peringatan",
                ),
            ),
            rx.el.p(
                t(
                    "Selain kata sandi, Anda diminta kode enam angka dari ponsel Anda. Orang yang "
                    "mengetahui kata sandi Anda tetap tidak dapat masuk."
                )
            ),
            baris_tombol(
                tombol(t("Aktifkan verifikasi dua langkah"), on_click=State.buka("mulai"))
            ),
        ),
    )


def bagian_faktor() -> rx.Component:
    """Show the second factor of the own account, and what can be done about it."""
    return rx.el.section(
        rx.el.div(on_mount=State.masuk, hidden=True),
        rx.el.h2(t("Verifikasi dua langkah")),
        _keadaan(),
        kabar(State),
        _tanya("mulai", t("Lanjut")),
        _tanya(
            "ganti",
            t("Lanjut"),
            rx.el.p(t("Aplikasi yang sekarang tetap berlaku sampai yang baru terhubung.")),
        ),
        _tanya(
            "pemulihan",
            t("Buat kode baru"),
            rx.el.p(t("Semua kode pemulihan yang lama tidak berlaku lagi.")),
        ),
        _tanya(
            "lepas",
            t("Nonaktifkan"),
            rx.el.p(t("Akun Anda kemudian dilindungi kata sandi saja.")),
            bahaya=True,
        ),
        _pindai(),
        _kode(),
        class_name="kartu panel panel-sempit",
        custom_attrs={"data-uji": "faktor"},
    )
