"""What stands around the steps of the survey: its head, the question of an old draft, the end."""

import reflex as rx

from sekampadi.domain.survei import kata
from sekampadi.domain.survei.survei import Langkah
from sekampadi.i18n import t
from sekampadi.web.survei.state import SurveiState as State
from sekampadi.web.ui.dasar import baris_tombol, pesan, tautan_tombol, teks_petunjuk, tombol, wajah
from sekampadi.web.ui.states.identitas import IdentitasState


def _nama_langkah(langkah: Langkah) -> rx.Component:
    """Write a step's name; a narrow screen may break it behind a stroke, never inside a word."""
    parts = t(langkah.label).split("/")
    return rx.fragment(
        *(rx.fragment(part, "/", rx.el.wbr()) for part in parts[:-1]),
        parts[-1],
    )


def bar_langkah() -> rx.Component:
    """Show the four steps and which is now."""
    return rx.el.nav(
        rx.el.ol(
            *(
                rx.el.li(
                    _nama_langkah(langkah),
                    class_name=rx.cond(
                        State.langkah == langkah.value,
                        "langkah kini",
                        rx.cond(State.langkah > langkah.value, "langkah sudah", "langkah"),
                    ),
                    custom_attrs={
                        "aria-current": rx.cond(State.langkah == langkah.value, "step", "false")
                    },
                )
                for langkah in Langkah
            ),
            class_name="bar-langkah",
        ),
        aria_label=t("Langkah survei"),
    )


def kepala_survei() -> rx.Component:
    """Say what the survey is about."""
    return rx.el.div(
        rx.el.p(State.upp_nama, class_name="survei-upp"),
        rx.el.p(
            rx.el.span(t(kata.JENIS_PELAYANAN), class_name="keterangan"),
            " ",
            rx.el.strong(State.layanan_nama),
            class_name="survei-layanan",
        ),
        class_name="survei-kepala",
    )


def terima_kasih() -> rx.Component:
    """Thank for a stored answer."""
    return rx.el.section(
        wajah(4),
        rx.el.h1(t(kata.TERIMA_KASIH), tab_index=-1, custom_attrs={"data-fokus": "selesai"}),
        rx.el.p(
            rx.cond(State.berbeda, t(kata.TERKIRIM_LAIN), t(kata.TERKIRIM)),
            class_name="terkirim",
            role="status",
        ),
        rx.el.p(
            t(kata.PENUTUP),
            class_name="pengantar",
        ),
        rx.cond(
            IdentitasState.lapor != "",
            rx.el.p(
                t(kata.LAPOR),
                rx.el.a(
                    "SP4N-LAPOR!", href=IdentitasState.lapor, rel="noopener", reload_document=True
                ),
            ),
        ),
        tautan_tombol(t("Tutup"), "/?upp=" + State.upp_kode, custom_attrs={"data-ke-judul": "1"}),
        class_name="terima-kasih",
        custom_attrs={"data-selesai": State.selesai},
    )


def tutup() -> rx.Component:
    """Say that there is no such survey."""
    return rx.el.section(
        rx.el.h1(t(kata.TIDAK_TERSEDIA), tab_index=-1, custom_attrs={"data-fokus": "tutup"}),
        pesan(State.pesan, kind="peringatan"),
        rx.cond(
            State.kode_dikenal,
            rx.fragment(),
            rx.el.p(t(kata.SALAH_KODE)),
        ),
        tautan_tombol(t(kata.PILIH_LAIN), "/", custom_attrs={"data-ke-judul": "1"}),
    )


def tanya_lanjut() -> rx.Component:
    """Ask who comes upon a draft of another tab; ``assets/survei-draf.js`` knows when.

    It tells that there is a draft, and nothing of what stands in it.
    """
    return rx.el.section(
        rx.el.h1(t("Lanjutkan isian sebelumnya?"), id="judul-tanya", tab_index=-1),
        rx.el.p(
            t(
                "Di perangkat ini ada survei untuk layanan ini yang belum selesai. Lanjutkan hanya "
                "bila Anda sendiri yang mengisinya."
            )
        ),
        baris_tombol(
            tombol(t("Lanjutkan"), custom_attrs={"data-tanya": "lanjut"}),
            rx.cond(
                State.kode_dikenal,
                rx.fragment(),
                tombol(t("Mulai baru"), kind="biasa", custom_attrs={"data-tanya": "baru"}),
            ),
        ),
        teks_petunjuk(
            rx.cond(
                State.kode_dikenal,
                t("Survei ini sudah ditutup; yang masih diterima hanya isian yang sudah dimulai."),
                t("“Mulai baru” menghapus isian itu dari perangkat ini."),
            )
        ),
        id="tanya-lanjut",
    )


def pindah() -> rx.Component:
    """Make the form by which the browser's script asks for a step; nobody sees it."""
    return rx.el.form(
        rx.el.input(type="hidden", name="draf", default_value=""),
        rx.el.input(type="hidden", name="langkah", default_value="1"),
        on_submit=State.buka,
        no_validate=True,
        hidden=True,
        id="pindah",
    )


def tawaran_lembar() -> rx.Component:
    """Offer the plain pages; ``assets/survei-lembar.js`` knows when, and takes the answers along."""
    return rx.el.form(
        rx.el.input(type="hidden", name="draf", default_value=""),
        rx.el.p(
            t(
                "Sambungan ke survei ini belum berhasil. Anda dapat menunggu, atau mengisinya di "
                "halaman sederhana; isian Anda ikut dibawa."
            ),
            role="status",
        ),
        tombol(t("Isi di halaman sederhana"), kind="biasa", type="submit"),
        id="tawaran-lembar",
        class_name="pesan pesan-peringatan",
    )
