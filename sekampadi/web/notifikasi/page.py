"""Notices, the rules that make them, and where a person is reached."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.notifikasi.state import AturanState as Aturan
from sekampadi.web.notifikasi.state import NotifikasiState as State
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import baris_tombol, kosong, tautan_tombol, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_teks, jaga, tombol_baris
from sekampadi.web.ui.tindakan import butir_menu, dialog_form, dialog_tanya, kabar, menu_baris
from sekampadi.web.ui.versi import beda_isian, kata_simpan

PATH = "/admin/notifikasi"


def _butir(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.cond(~row.dibaca, rx.el.span(t("Baru"), class_name="kabar-baru")),
            rx.el.span(row.waktu, class_name="petunjuk"),
            class_name="kabar-kepala",
        ),
        rx.el.h2(row.judul),
        rx.el.p(row.isi),
        rx.cond(row.saran != "", rx.el.blockquote(row.saran, class_name="kabar-saran")),
        rx.el.div(
            rx.cond(
                row.tautan != "",
                rx.el.a(
                    t("Lihat"),
                    href=row.tautan,
                    on_click=State.baca(row.id),
                    class_name="tombol tombol-teks",
                    custom_attrs={"aria-label": t("Lihat") + " " + row.judul + ", " + row.waktu},
                ),
            ),
            rx.cond(
                ~row.dibaca,
                tombol_baris(
                    t("Tandai sudah dibaca"), row.judul + ", " + row.waktu, State.baca(row.id)
                ),
            ),
            class_name="aksi-sebaris",
        ),
        class_name=rx.cond(row.dibaca, "kabar", "kabar belum"),
        key=row.id,
        custom_attrs={"data-jenis": row.jenis},
    )


def _daftar() -> rx.Component:
    def page(number: Any) -> Any:
        return PATH + "?halaman=" + number.to_string()

    return rx.el.section(
        rx.cond(
            State.total > 0,
            rx.fragment(
                rx.el.ol(rx.foreach(State.baris, _butir), class_name="daftar-kabar"),
                rx.cond(
                    State.terakhir > 1,
                    rx.el.nav(
                        rx.cond(
                            State.halaman > 1,
                            tautan_tombol(t("Lebih baru"), page(State.halaman - 1), kind="biasa"),
                        ),
                        rx.cond(
                            State.halaman < State.terakhir,
                            tautan_tombol(t("Lebih lama"), page(State.halaman + 1), kind="biasa"),
                        ),
                        aria_label=t("Halaman notifikasi"),
                        class_name="baris-tombol",
                    ),
                ),
            ),
            kosong(
                t("Belum ada notifikasi."),
                rx.cond(Aturan.jenis.length() > 0, t(" Buat aturan agar Anda diberi tahu."), ""),
            ),
        ),
        aria_label=t("Daftar notifikasi"),
    )


def _centang(field: str, label: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=field,
            default_checked=Aturan.isian.get(field, "") != "",
            key=Aturan.form_kunci + field,
            class_name="kotak-pilih",
        ),
        label,
        class_name="centang",
    )


def _form_aturan() -> rx.Component:
    return dialog_form(
        Aturan,
        isian_pilihan(Aturan, "cakupan", t("Cakupan"), Aturan.pilihan, kosong=""),
        rx.cond(
            Aturan.form == "ikm",
            rx.fragment(
                isian_teks(
                    Aturan,
                    "ambang",
                    t("Beri tahu bila IKM di bawah"),
                    petunjuk=t(
                        "Dihitung dari tujuh hari terakhir; paling banyak sekali sehari. "
                        "Mutu B mulai 76,61."
                    ),
                    panjang=6,
                    input_mode="decimal",
                ),
                isian_teks(
                    Aturan,
                    "min_n",
                    t("Paling sedikit jawaban"),
                    petunjuk=t("Di bawah jumlah ini nilainya belum dianggap berarti."),
                    panjang=4,
                    input_mode="numeric",
                ),
            ),
        ),
        rx.cond(
            Aturan.form == "kata",
            isian_teks(
                Aturan,
                "kata",
                t("Kata yang dicari"),
                petunjuk=t(
                    "Pisahkan dengan koma, misalnya: pungli, calo, antre lama. Dicari sebagai "
                    "kata utuh; huruf besar dan kecil sama saja."
                ),
                panjang=1500,
                rows=3,
            ),
        ),
        rx.el.fieldset(
            rx.el.legend(t("Selain di aplikasi, kirim juga lewat"), class_name="label-isian"),
            _centang("lewat_email", t("E-mail")),
            _centang("lewat_webhook", t("Webhook")),
            class_name="kelompok",
        ),
        on_submit=Aturan.simpan,
        simpan=t("Simpan aturan"),
    )


def _satu_aturan(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(row.judul),
            rx.el.span(row.cakupan, class_name=rx.cond(row.berlaku, "", "galat")),
            rx.el.span(row.saluran, class_name="petunjuk"),
            class_name="aturan-isi",
        ),
        menu_baris(
            row.judul + ", " + row.cakupan,
            row.id,
            butir_menu(t("Ubah"), Aturan.buka_ubah(row.id)),
            butir_menu(t("Hapus"), Aturan.minta_hapus(row.id), bahaya=True),
        ),
        key=row.id,
        class_name="aturan aturan-menu",
    )


def _aturan() -> rx.Component:
    return rx.cond(
        Aturan.jenis.length() > 0,
        rx.el.section(
            rx.el.h2(t("Kapan saya diberi tahu")),
            rx.el.div(
                dialog_tanya(Aturan, Aturan.lakukan),
                _form_aturan(),
                kabar(Aturan),
                on_mount=Aturan.masuk,
                class_name="lapis",
            ),
            rx.cond(
                Aturan.aturan.length() > 0,
                rx.el.ul(rx.foreach(Aturan.aturan, _satu_aturan), class_name="daftar-aturan"),
                teks_petunjuk(t("Belum ada aturan.")),
            ),
            rx.el.div(
                rx.el.p(t("Tambah aturan"), class_name="label-isian"),
                baris_tombol(
                    rx.foreach(
                        Aturan.jenis,
                        lambda o: tombol(
                            o.nama, kind="biasa", on_click=Aturan.buka_tambah(o.kunci)
                        ),
                    )
                ),
                class_name="isian",
            ),
            class_name="kartu panel",
        ),
    )


def _saluran() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("Saluran saya")),
        kabar(State),
        beda_isian(State),
        isian_teks(
            State,
            "email",
            t("Alamat e-mail"),
            petunjuk=rx.cond(
                State.email_siap,
                t("Notifikasi dalam lima menit menjadi satu surat. Isi saran tidak ikut dikirim."),
                t("Server ini belum disetel untuk mengirim e-mail; alamat tetap disimpan."),
            ),
            panjang=200,
            type="email",
            auto_capitalize="none",
        ),
        isian_teks(
            State,
            "webhook",
            t("Alamat webhook"),
            petunjuk=t(
                "Untuk program: setiap notifikasi dikirim ke alamat ini dengan tanda tangan."
            ),
            panjang=400,
            type="url",
            auto_capitalize="none",
        ),
        rx.cond(
            State.kunci_webhook != "",
            rx.el.details(
                rx.el.summary(t("Kunci tanda tangan webhook")),
                rx.el.code(State.kunci_webhook, class_name="kunci-webhook"),
                teks_petunjuk(t("Kunci berganti bila alamat webhook diganti. Jangan bagikan.")),
            ),
        ),
        baris_tombol(
            tombol(kata_simpan(State, t("Simpan saluran")), type="submit", kind="biasa"),
            rx.cond(
                State.ada_saluran, tombol(t("Kirim percobaan"), kind="teks", on_click=State.coba)
            ),
        ),
        on_submit=State.simpan_saluran,
        no_validate=True,
        key=State.form_kunci,
        class_name="kartu panel",
        custom_attrs=jaga(State, "saluran"),
    )


def _gagal() -> rx.Component:
    def line(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.strong(row.judul),
            rx.el.span(row.sebab),
            rx.el.span(row.waktu, class_name="petunjuk"),
            rx.el.div(
                tombol_baris(t("Kirim lagi"), row.judul + ", " + row.waktu, State.ulangi(row.id)),
                class_name="aksi-sebaris",
            ),
            key=row.id,
            class_name="aturan",
        )

    return rx.cond(
        State.mengelola,
        rx.el.section(
            rx.el.h2(t("Pesan yang gagal dikirim")),
            rx.cond(
                State.tak_terkirim.length() > 0,
                rx.el.ul(rx.foreach(State.tak_terkirim, line), class_name="daftar-aturan"),
                teks_petunjuk(t("Tidak ada. Semua pesan terkirim.")),
            ),
            class_name="kartu panel",
            id="gagal",
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PATH,
        t("Notifikasi"),
        rx.el.div(on_mount=State.masuk, hidden=True),
        rx.el.div(
            rx.el.div(
                rx.el.div(
                    rx.el.p(State.keterangan, class_name="keterangan", role="status"),
                    rx.cond(
                        State.belum > 0,
                        tombol(
                            t("Tandai semua sudah dibaca"),
                            kind="teks",
                            on_click=State.baca_semua,
                        ),
                    ),
                    class_name="kabar-atas",
                ),
                _daftar(),
                class_name="susun",
            ),
            rx.el.div(_gagal(), _aturan(), _saluran(), class_name="susun"),
            class_name="kisi-kabar",
        ),
    )


ROUTE = rute_admin(
    "/admin/notifikasi", t("Notifikasi"), page, Permission.NOTIFIKASI_READ, State.muat, Aturan.muat
)
