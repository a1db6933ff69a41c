"""Checking a paper by its code."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.publikasi.cek.state import CekState as State
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.route import Route
from sekampadi.web.ui.admin import lencana_nilai
from sekampadi.web.ui.dasar import baris_tombol, pesan, tautan_tombol, teks_petunjuk, tombol
from sekampadi.web.ui.publik import halaman_publik


def _baris(judul: str, isi: Any) -> rx.Component:
    return rx.fragment(rx.el.dt(judul), rx.el.dd(isi))


def _putusan() -> rx.Component:
    words = {
        "berlaku": t("Asli dan berlaku"),
        "digantikan": t("Asli, tetapi sudah digantikan"),
        "ditarik": t("Asli, tetapi sudah ditarik"),
    }
    return rx.el.div(
        rx.el.h2(
            rx.match(State.status, *words.items(), ""),
            class_name="putusan putusan-" + State.status,
        ),
        role="status",
    )


def _hasil() -> rx.Component:
    return rx.el.section(
        _putusan(),
        rx.cond(State.keterangan != "", rx.el.p(State.keterangan)),
        teks_petunjuk(t("Cocokkan kertas di tangan Anda dengan data ini:")),
        rx.el.dl(
            _baris(t("Nomor"), State.nomor),
            _baris(t("Unit"), State.nama),
            _baris(t("Periode"), State.periode),
            rx.el.dt(t("Nilai IKM")),
            rx.el.dd(
                rx.el.strong(State.nilai.ikm, custom_attrs={"data-uji": "ikm"}),
                " ",
                lencana_nilai(State.nilai),
            ),
            _baris(t("Responden"), State.nilai.n),
            _baris(t("Metode"), State.nilai.metode),
            _baris(t("Diterbitkan"), State.terbit),
            _baris(t("Oleh"), State.penerbit),
            _baris(t("Kode"), State.kode),
            class_name="data-lembar",
        ),
        rx.cond(
            State.pdf != "",
            baris_tombol(
                tautan_tombol(
                    rx.cond(State.status == "berlaku", t("Unduh PDF"), t("Unduh PDF yang berlaku")),
                    State.pdf,
                ),
                tautan_tombol(t("Hasil survei lain"), "/hasil", kind="biasa"),
            ),
        ),
        class_name="kartu",
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_publik(
        LembarGaya.create(nama="angka"),
        rx.el.h1(t("Periksa lembar IKM")),
        rx.cond(State.status != "", _hasil()),
        rx.cond(
            State.galat != "",
            rx.fragment(
                pesan(State.galat, kind="bahaya"),
                rx.el.p(
                    t(
                        "Periksa lagi kodenya. Bila sudah benar, kertas itu tidak berasal dari "
                        "aplikasi ini."
                    )
                ),
            ),
        ),
        rx.el.form(
            rx.el.label(
                t("Kode pada lembar"),
                rx.el.input(
                    name="kode",
                    default_value=State.kode,
                    key="kode" + State.kode,
                    max_length=60,
                    auto_complete="off",
                    auto_capitalize="characters",
                    spell_check=False,
                    placeholder="K7QM-R2WX-9HBT",
                    class_name="masukan",
                ),
            ),
            tombol(t("Periksa"), type="submit", kind="biasa"),
            on_submit=State.periksa,
            no_validate=True,
            class_name="saring",
        ),
        terputus=t("Kode diperiksa lagi begitu tersambung."),
    )


ROUTE = Route("/cek", t("Periksa Lembar"), page, Permission.PUBLIC, (State.muat,))
