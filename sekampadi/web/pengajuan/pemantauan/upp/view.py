"""Visits and findings on the page of one UPP, with their forms."""

from typing import Any

import reflex as rx

from sekampadi.domain.pengajuan.kunjungan import (
    PENANGGUNG_JAWAB_MAX,
    PETUGAS_MAX,
    TEKS_MAX,
    JenisKunjungan,
)
from sekampadi.i18n import t
from sekampadi.web.pengajuan.pemantauan.upp.state import PemantauanUppState as State
from sekampadi.web.ui.dasar import kosong, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_tanggal, isian_teks
from sekampadi.web.ui.tindakan import butir_menu, dialog_form, dialog_tanya, menu_baris

_JENIS = [(j.value, j.label) for j in JenisKunjungan]


def formulir() -> rx.Component:
    """Ask for what is written of visits and findings."""
    return rx.fragment(
        dialog_form(
            State,
            isian_tanggal(State, "tanggal", t("Tanggal")),
            isian_pilihan(State, "jenis", t("Jenis"), _JENIS),
            isian_teks(
                State,
                "petugas",
                t("Petugas"),
                petunjuk=t("Siapa yang memantau, misalnya nama dan jabatannya."),
                panjang=PETUGAS_MAX,
            ),
            isian_teks(State, "catatan", t("Catatan (boleh kosong)"), panjang=TEKS_MAX, rows=4),
            on_submit=State.simpan,
            saat="kunjungan",
        ),
        *(
            dialog_form(
                State,
                isian_teks(State, "uraian", t("Temuan"), panjang=TEKS_MAX, rows=3),
                isian_teks(
                    State,
                    "rekomendasi",
                    t("Rekomendasi (boleh kosong)"),
                    panjang=TEKS_MAX,
                    rows=3,
                ),
                isian_teks(
                    State,
                    "penanggung_jawab",
                    t("Penanggung jawab (boleh kosong)"),
                    panjang=PENANGGUNG_JAWAB_MAX,
                ),
                isian_tanggal(State, "target", t("Target selesai (boleh kosong)")),
                on_submit=State.simpan,
                saat=form,
            )
            for form in ("temuan", "ubah")
        ),
        dialog_form(
            State,
            isian_teks(
                State,
                "catatan",
                t("Yang masih kurang"),
                petunjuk=t("UPP diberi tahu, dan menjawab lagi."),
                panjang=TEKS_MAX,
                rows=4,
            ),
            on_submit=State.simpan,
            simpan=t("Kirim ke UPP"),
            saat="catatan",
        ),
        dialog_form(
            State,
            isian_teks(State, "tindakan", t("Apa yang sudah dilakukan"), panjang=TEKS_MAX, rows=5),
            on_submit=State.jawab,
            simpan=t("Kirim"),
            saat="tindakan",
        ),
        dialog_tanya(State, State.lakukan),
    )


def _butir(judul: str, isi: Any) -> rx.Component:
    return rx.cond(isi != "", rx.fragment(rx.el.dt(judul), rx.el.dd(isi)))


def _temuan(row: Any) -> rx.Component:
    terbuka = row.status != "selesai"
    jawab = tombol(
        rx.cond(row.tindakan != "", t("Ubah tindak lanjut"), t("Tulis tindak lanjut")),
        kind="biasa",
        on_click=State.buka_tindakan(row.id),
        custom_attrs={"aria-label": t("Tindak lanjut") + " " + row.uraian},
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.span(row.kata, class_name="pantau-status pantau-" + row.status),
                rx.cond(row.target != "", rx.el.span(t("target "), row.target)),
                class_name="pantau-kepala",
            ),
            rx.cond(
                State.boleh_tulis,
                menu_baris(
                    row.uraian,
                    "temuan-" + row.id,
                    rx.cond(
                        terbuka,
                        rx.fragment(
                            butir_menu(t("Nyatakan selesai"), State.minta("selesai", row.id)),
                            butir_menu(t("Ubah"), State.ubah_temuan("ubah", row.id)),
                        ),
                    ),
                    rx.cond(
                        row.tindakan != "",
                        butir_menu(t("Minta dilengkapi"), State.ubah_temuan("catatan", row.id)),
                    ),
                    rx.cond(
                        terbuka & (row.tindakan == ""),
                        butir_menu(t("Hapus"), State.minta("temuan", row.id), bahaya=True),
                    ),
                ),
            ),
            class_name="versi-kepala",
        ),
        rx.el.p(row.uraian, class_name="pantau-isi"),
        rx.el.dl(
            _butir(t("Rekomendasi"), row.rekomendasi),
            _butir(t("Penanggung jawab"), row.orang),
            _butir(t("Tindak lanjut UPP"), row.tindakan),
            _butir(t("Yang masih kurang"), row.catatan),
            class_name="rincian pantau-rincian",
        ),
        rx.cond(State.boleh_jawab & terbuka, rx.el.div(jawab)),
        key=row.id,
    )


def _kunjungan(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(row.judul),
            rx.cond(
                State.boleh_tulis,
                menu_baris(
                    row.judul,
                    "kunjungan-" + row.id,
                    butir_menu(t("Tambah temuan"), State.buka_temuan(row.id)),
                    butir_menu(t("Ubah"), State.buka_kunjungan(row.id)),
                    rx.cond(
                        row.temuan.length() == 0,
                        butir_menu(t("Hapus"), State.minta("kunjungan", row.id), bahaya=True),
                    ),
                ),
            ),
            class_name="versi-kepala",
        ),
        rx.el.p(row.petugas, class_name="petunjuk"),
        rx.cond(row.catatan != "", rx.el.p(row.catatan, class_name="pantau-isi")),
        rx.cond(
            row.temuan.length() > 0,
            rx.el.ul(rx.foreach(row.temuan, _temuan), class_name="pantau-temuan"),
            rx.el.p(t("Tanpa temuan."), class_name="petunjuk"),
        ),
        class_name="kartu panel",
        key=row.id,
    )


def daftar_kunjungan() -> rx.Component:
    """Show the visits with their findings, the newest first."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("Kunjungan dan temuan")),
            rx.cond(
                State.boleh_tulis,
                tombol(t("Catat kunjungan"), kind="biasa", on_click=State.buka_kunjungan("")),
            ),
            class_name="versi-kepala",
        ),
        rx.cond(
            State.kunjungan.length() > 0,
            rx.el.ul(rx.foreach(State.kunjungan, _kunjungan), class_name="pantau-kunjungan"),
            kosong(t("Belum ada kunjungan yang dicatat.")),
        ),
        class_name="pantau-bagian",
    )
