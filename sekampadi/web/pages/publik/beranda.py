"""The front page (decree, K.1 a and b)."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.components.dasar import pesan, tautan_tombol, tombol
from sekampadi.web.components.publik import halaman_publik
from sekampadi.web.states.beranda import BerandaState


def _upp(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(row.nama, class_name="pilihan-nama"),
            rx.el.span(row.jenis, class_name="pilihan-jenis"),
            type="button",
            class_name="pilihan",
            on_click=BerandaState.pilih_upp(row.kode),
        )
    )


def _daftar_upp() -> rx.Component:
    return rx.el.section(
        rx.el.label(
            t("Unit pelayanan mana yang Anda kunjungi?"), html_for="cari", class_name="tanya"
        ),
        rx.el.p(
            t("Ketik sebagian namanya, misalnya “organisasi” atau “samsat”."), class_name="petunjuk"
        ),
        rx.el.input(
            id="cari",
            type="search",
            auto_complete="off",
            placeholder=t("Cari unit pelayanan"),
            custom_attrs={"data-saring": "daftar-upp"},
            class_name="masukan",
        ),
        rx.el.p(id="daftar-upp-hasil", class_name="petunjuk", custom_attrs={"aria-live": "polite"}),
        rx.el.ul(
            rx.foreach(BerandaState.daftar_upp, _upp),
            id="daftar-upp",
            class_name="daftar-pilihan",
        ),
    )


def _layanan(row: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="layanan",
            value=row.kode,
            # Not `checked`: the choice must show at once, not after the server has answered.
            default_checked=BerandaState.layanan_kode == row.kode,
            on_change=lambda _: BerandaState.pilih_layanan(row.kode),
        ),
        rx.el.span(
            rx.el.span(row.nama, class_name="pilihan-nama"),
            rx.cond(row.keterangan != "", rx.el.span(row.keterangan, class_name="pilihan-jenis")),
            class_name="opsi-teks",
        ),
        class_name="opsi",
    )


def _qr() -> rx.Component:
    gambar = "/qr/" + BerandaState.layanan_kode
    return rx.el.section(
        rx.el.img(
            src=gambar + ".svg",
            alt=t("Kode QR menuju survei layanan ini"),
            class_name="qr",
            width="280",
            height="280",
        ),
        rx.el.p(t("Pindai dengan kamera ponsel, atau buka alamat ini:"), class_name="petunjuk"),
        rx.el.p(rx.el.a(BerandaState.alamat, href=BerandaState.alamat), class_name="alamat-pendek"),
        rx.el.div(
            tautan_tombol(t("Unduh PNG"), gambar + ".png?unduh=1", kind="biasa"),
            tautan_tombol(t("Unduh SVG"), gambar + ".svg?unduh=1", kind="biasa"),
            class_name="baris-tombol tengah",
        ),
        class_name="kartu kartu-qr",
        custom_attrs={"data-fokus": "qr"},
        tab_index=-1,
        aria_label=t("Kode QR"),
    )


def _pilih_layanan() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            rx.el.span(t("Unit pelayanan"), class_name="keterangan"),
            rx.el.strong(BerandaState.upp_nama),
            tombol(t("Ganti"), kind="teks", on_click=BerandaState.pilih_upp("")),
            class_name="terpilih",
        ),
        rx.cond(
            BerandaState.daftar_layanan.length() > 0,
            rx.el.fieldset(
                rx.el.legend(t("Layanan apa yang Anda terima?"), class_name="tanya"),
                rx.foreach(BerandaState.daftar_layanan, _layanan),
                class_name="kelompok",
            ),
            pesan(t("Unit pelayanan ini belum memiliki layanan yang disurvei."), kind="peringatan"),
        ),
        rx.cond(
            BerandaState.layanan_kode != "",
            rx.fragment(
                rx.el.div(
                    tautan_tombol(t("Isi Survei"), "/survei?layanan=" + BerandaState.layanan_kode),
                    tombol(
                        rx.cond(BerandaState.tampil_qr, t("Sembunyikan QR"), t("Tampilkan QR")),
                        kind="biasa",
                        on_click=BerandaState.buka_qr,
                    ),
                    class_name="baris-tombol",
                ),
                rx.cond(BerandaState.tampil_qr, _qr()),
            ),
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_publik(
        rx.el.h1(t("Bagaimana pelayanan kami?")),
        rx.el.p(
            t("Empat langkah singkat, tanpa nama. Penilaian Anda langsung terbaca oleh pimpinan."),
            class_name="pengantar",
        ),
        rx.cond(BerandaState.tidak_ada != "", pesan(BerandaState.tidak_ada, kind="peringatan")),
        rx.cond(BerandaState.upp_kode != "", _pilih_layanan(), _daftar_upp()),
        rx.el.p(
            rx.el.a(t("Lihat hasil survei yang sudah dipublikasikan"), href="/hasil"),
            class_name="petunjuk",
        ),
        terputus=t("Daftar ini akan dimuat lagi begitu tersambung."),
    )
