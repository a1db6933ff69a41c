"""The front page (decree, K.1 a and b): one choice at a time."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.route import Route
from sekampadi.web.survei.beranda.state import BerandaState as State
from sekampadi.web.ui.dasar import baris_tombol, pesan, tautan_tombol, teks_petunjuk, tombol
from sekampadi.web.ui.publik import halaman_publik, ruang_tunggu


def _pilihan(nama: Any, keterangan: Any, on_click: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(nama, class_name="pilihan-nama"),
            rx.cond(keterangan != "", rx.el.span(keterangan, class_name="pilihan-jenis")),
            type="button",
            class_name="pilihan",
            on_click=on_click,
        )
    )


def _temuan(judul: str, rows: Any, line: Callable[[Any], Any], **props: str) -> rx.Component:
    """Show a list under its heading, if there is anything in it."""
    found = rx.el.ul(rx.foreach(rows, line), **props)
    return rx.cond(rows.length() > 0, rx.fragment(rx.el.h2(judul), found))


def _daftar_upp() -> rx.Component:
    return rx.el.section(
        rx.el.label(t("Layanan apa yang Anda terima?"), html_for="cari", class_name="tanya"),
        rx.el.p(
            t("Ketik layanannya, misalnya “pajak” atau “KTP”, atau nama kantornya."),
            class_name="petunjuk",
            id="petunjuk-cari",
        ),
        rx.el.input(
            id="cari",
            type="search",
            auto_complete="off",
            max_length=100,
            placeholder=t("Cari layanan atau unit"),
            on_change=State.cari.debounce(200),
            custom_attrs={"aria-describedby": "petunjuk-cari"},
            class_name="masukan",
        ),
        rx.el.p(
            State.hasil_cari,
            id="hasil-cari",
            class_name="petunjuk",
            custom_attrs={"aria-live": "polite"},
        ),
        _temuan(
            t("Layanan"),
            State.temuan,
            lambda row: _pilihan(
                row.nama, row.keterangan, State.pilih_temuan(row.upp_kode, row.kode)
            ),
            id="temuan",
            class_name="daftar-pilihan daftar-bersusun",
        ),
        _temuan(
            t("Unit pelayanan"),
            State.daftar_upp,
            lambda row: _pilihan(row.nama, row.jenis, State.pilih_upp(row.kode)),
            id="daftar-upp",
            class_name="daftar-pilihan",
        ),
    )


def _terpilih(judul: str, nama: Any, ganti: Any, label: str, fokus: str = "") -> rx.Component:
    """Show what was chosen; ``ganti`` takes it back, None where there is no other.

    With a name, ``fokus``, the focus goes here as soon as it appears.
    """
    return rx.el.p(
        rx.el.span(judul, class_name="keterangan"),
        rx.el.strong(nama),
        tombol(t("Ganti"), kind="teks", on_click=ganti, custom_attrs={"aria-label": label})
        if ganti is not None
        else rx.fragment(),
        class_name="terpilih",
        custom_attrs={"data-fokus": fokus, "data-gulir": "nearest"} if fokus else {},
    )


def _qr() -> rx.Component:
    gambar = "/qr/" + State.layanan_kode
    return rx.el.section(
        rx.el.img(
            src=gambar + ".svg",
            alt=t("Kode QR menuju survei layanan ini"),
            class_name="qr",
            width="280",
            height="280",
        ),
        teks_petunjuk(t("Pindai dengan kamera ponsel, atau buka alamat ini:")),
        rx.el.p(rx.el.a(State.alamat, href=State.alamat), class_name="alamat-pendek"),
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


def _daftar_layanan() -> rx.Component:
    return rx.cond(
        State.daftar_layanan.length() > 0,
        rx.el.section(
            rx.el.h2(t("Layanan apa yang Anda terima?"), class_name="tanya"),
            rx.el.ul(
                rx.foreach(
                    State.daftar_layanan,
                    lambda row: _pilihan(row.nama, row.keterangan, State.pilih_layanan(row.kode)),
                ),
                class_name="daftar-pilihan daftar-bersusun",
            ),
        ),
        pesan(t("Unit pelayanan ini belum memiliki layanan yang disurvei."), kind="peringatan"),
    )


def _layanan_terpilih() -> rx.Component:
    """Show what was chosen and, in sight on a small phone, what comes next."""
    layanan = State.layanan_nama
    return rx.fragment(
        rx.cond(
            State.satu,
            _terpilih(t("Layanan"), layanan, None, ""),
            _terpilih(
                t("Layanan"),
                layanan,
                State.pilih_layanan(""),
                t("Ganti layanan"),
                "layanan",
            ),
        ),
        baris_tombol(
            tautan_tombol(
                t("Isi Survei"),
                "/survei?layanan=" + State.layanan_kode,
                custom_attrs={"data-ke-judul": "1"},
            ),
            tombol(
                rx.cond(State.tampil_qr, t("Sembunyikan QR"), t("Tampilkan QR")),
                kind="biasa",
                on_click=State.buka_qr,
            ),
        ),
        rx.cond(State.tampil_qr, _qr()),
    )


def _pilih_layanan() -> rx.Component:
    return rx.fragment(
        _terpilih(
            t("Unit pelayanan"),
            State.upp_nama,
            State.pilih_upp(""),
            t("Ganti unit pelayanan"),
        ),
        rx.cond(State.layanan_kode != "", _layanan_terpilih(), _daftar_layanan()),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_publik(
        rx.el.h1(t("Bagaimana pelayanan kami?")),
        rx.el.p(
            t("Empat langkah singkat, tanpa nama. Penilaian Anda langsung terbaca oleh pimpinan."),
            class_name="pengantar",
        ),
        rx.cond(State.tidak_ada != "", pesan(State.tidak_ada, kind="peringatan")),
        rx.cond(State.upp_kode != "", _pilih_layanan(), _daftar_upp()),
        ruang_tunggu((State.upp_kode != "") | (State.daftar_upp.length() > 0)),
        teks_petunjuk(rx.el.a(t("Lihat hasil survei yang sudah dipublikasikan"), href="/hasil")),
        tanpa_skrip=rx.fragment(
            t("Halaman ini memerlukan JavaScript."),
            " ",
            rx.el.a(t("Isi survei di halaman sederhana"), href="/lembar"),
            ".",
        ),
        menyusul=True,
        terputus=t("Daftar ini akan dimuat lagi begitu tersambung."),
    )


ROUTE = Route("/", t("Isi Survei"), page, Permission.PUBLIC, (State.muat,))
