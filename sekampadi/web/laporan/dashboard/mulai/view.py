"""The first steps of an installation or an UPP, and the home of who stands at the counter."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.laporan.dashboard.state import TugasState as State
from sekampadi.web.ui.dasar import baris_tombol, kotak_angka, tautan_tombol, teks_petunjuk

_MULAI = State.mulai


def _layanan(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row.nama, scope="row"),
        rx.el.td(
            rx.el.div(
                rx.el.a(t("Laman survei"), href="/survei?layanan=" + row.kunci),
                rx.el.a(
                    t("Cetak QR"),
                    href="/unduh/poster.pdf?layanan=" + row.kunci,
                    reload_document=True,
                ),
                class_name="tautan-baris",
            )
        ),
    )


def daftar_layanan(rows: Any) -> rx.Component:
    """List layanan with their surveys and codes."""
    return rx.cond(
        rows.length() > 0,
        rx.el.section(
            rx.el.h2(t("Layanan")),
            rx.el.div(
                rx.el.table(rx.el.tbody(rx.foreach(rows, _layanan)), class_name="tabel-layanan"),
                class_name="gulir",
            ),
            class_name="kartu",
        ),
    )


def _langkah(judul: str, sudah: Any, petunjuk: str, tombol: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.el.strong(judul),
            rx.cond(sudah, rx.el.span(t(" ✓ sudah"), class_name="langkah-sudah")),
        ),
        teks_petunjuk(petunjuk),
        tombol,
    )


def _langkah_langkah() -> rx.Component:
    poster = "/unduh/poster.pdf?layanan=" + _MULAI.pertama
    return rx.el.ol(
        rx.cond(
            State.kelola_upp & ~_MULAI.upp,
            _langkah(
                t("Tambah UPP"),
                _MULAI.upp,
                t("Kantor yang melayani masyarakat, misalnya dinas, biro, atau UPT."),
                tautan_tombol(t("Buka UPP"), "/admin/upp"),
            ),
        ),
        _langkah(
            t("Tambah layanan"),
            _MULAI.layanan,
            t("Setiap layanan mempunyai survei dan QR sendiri."),
            rx.cond(
                _MULAI.upp & ~_MULAI.layanan,
                tautan_tombol(t("Buka Layanan"), "/admin/layanan"),
            ),
        ),
        _langkah(
            t("Cetak QR"),
            False,
            t("Tempel posternya di loket atau ruang tunggu, supaya mudah dipindai."),
            rx.cond(_MULAI.layanan, tautan_tombol(t("Cetak QR"), poster)),
        ),
        _langkah(
            t("Uji coba"),
            False,
            t(
                "Pindai QR-nya dan isi surveinya sekali seperti pengguna layanan. "
                "Jawaban percobaan dapat Anda hapus di Penilaian."
            ),
            rx.cond(
                _MULAI.layanan,
                tautan_tombol(t("Laman survei"), "/survei?layanan=" + _MULAI.pertama, kind="biasa"),
            ),
        ),
        class_name="langkah-mulai",
    )


def mulai_di_sini() -> rx.Component:
    """Lead through the first day, until somebody has answered; nothing after that."""
    return rx.cond(
        _MULAI.tampil,
        rx.el.section(
            rx.el.h2(t("Mulai di sini")),
            rx.cond(
                State.kelola_layanan,
                _langkah_langkah(),
                rx.cond(
                    State.kelola_akun & ~_MULAI.upp,
                    rx.fragment(
                        rx.el.p(
                            t(
                                "Belum ada UPP. Buat dahulu akun Admin Pemprov: "
                                "dari sana UPP dan layanan ditambahkan."
                            )
                        ),
                        baris_tombol(tautan_tombol(t("Buka Operator"), "/admin/operator")),
                    ),
                    rx.el.p(
                        rx.cond(
                            _MULAI.layanan,
                            t("Belum ada jawaban. Ajak pengguna layanan memindai QR-nya."),
                            t(
                                "Belum ada layanan yang dapat disurvei. "
                                "Mintalah Operator OPD unit Anda menambahkannya."
                            ),
                        )
                    ),
                ),
            ),
            class_name="kartu kartu-mulai",
            custom_attrs={"data-uji": "mulai"},
        ),
    )


def loket() -> rx.Component:
    """Show the day of who stands at the counter: the ways into the survey, and today's answers."""
    query = rx.cond(State.upp_kode != "", "?upp=" + State.upp_kode, "")
    return rx.fragment(
        rx.el.div(
            tautan_tombol(t("Entri lembar kertas"), "/admin/entri"),
            tautan_tombol(t("Laman survei"), "/" + query, kind="biasa"),
            tautan_tombol(t("Cetak QR"), "/unduh/poster.pdf" + query, kind="biasa"),
            tautan_tombol(t("Catat kode QR"), "/admin/kode-qr", kind="biasa"),
            class_name="baris-tombol loket",
        ),
        rx.el.div(
            kotak_angka(
                t("Jawaban hari ini"),
                State.hari_ini,
                "hari-ini",
                teks_petunjuk(State.kertas, t(" di antaranya dari lembar kertas")),
            ),
            rx.cond(
                State.upp_kode != "",
                rx.el.section(
                    rx.el.h2(t("Tunjukkan kepada pengguna layanan")),
                    rx.el.img(
                        src="/qr/upp/" + State.upp_kode + ".svg",
                        alt=t("Kode QR menuju survei unit Anda"),
                        class_name="qr",
                        width="280",
                        height="280",
                    ),
                    class_name="kartu kartu-qr",
                ),
            ),
            class_name="kotak-angka",
        ),
        daftar_layanan(State.daftar_layanan),
    )
