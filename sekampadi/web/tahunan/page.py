"""The annual report of an UPP, or of the province: a guide through what people write (decree, L.3)."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.tahunan.objek import READ
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.tahunan.bagian.tampilan import PATH
from sekampadi.web.tahunan.bagian.view import bagian_terbuka
from sekampadi.web.tahunan.foto.state import FotoTahunanState
from sekampadi.web.tahunan.foto.view import dialog_foto
from sekampadi.web.tahunan.lama.state import IkmLamaState
from sekampadi.web.tahunan.lama.view import dialog_lama
from sekampadi.web.tahunan.naskah.state import NaskahTahunanState
from sekampadi.web.tahunan.naskah.view import dialog_naskah
from sekampadi.web.tahunan.state import TahunanState as State
from sekampadi.web.tahunan.view import pilihan, ringkasan
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import baris_tombol, pesan, tautan_tombol
from sekampadi.web.ui.draf import pekerja_draf
from sekampadi.web.ui.saring import dua_baris
from sekampadi.web.ui.tindakan import kabar


def _judul() -> rx.Component:
    s = State.tampil
    return rx.el.p(
        dua_baris(s.nama + ", " + s.tahun),
        class_name="keterangan",
    )


def page() -> rx.Component:
    """Build the page."""
    buka = State.tampil.buka.kunci != ""
    return halaman_admin(
        PATH,
        t("Laporan Tahunan"),
        LembarGaya.create(nama="tahunan"),
        rx.el.div(
            dialog_naskah(),
            dialog_lama(),
            dialog_foto(),
            on_mount=[NaskahTahunanState.masuk, IkmLamaState.masuk, FotoTahunanState.masuk],
            class_name="lapis",
        ),
        kabar(NaskahTahunanState),
        kabar(IkmLamaState),
        kabar(FotoTahunanState),
        rx.cond(
            State.galat != "",
            rx.fragment(
                pesan(State.galat, kind="bahaya"),
                baris_tombol(tautan_tombol(t("Ke awal Laporan Tahunan"), PATH, kind="biasa")),
            ),
        ),
        rx.cond(
            State.siap & (State.galat == ""),
            rx.fragment(
                rx.cond(buka, _judul(), pilihan()),
                rx.cond(buka, bagian_terbuka(), ringkasan()),
                rx.cond(State.tampil.boleh, pekerja_draf(NaskahTahunanState, State.tampil.kunci)),
            ),
        ),
        rx.el.script(src="/tindak-lanjut.js", custom_attrs={"async": True}),
        rx.el.script(src="/tahunan.js", custom_attrs={"async": True}),
        rx.el.script(src="/tahunan-foto.js", custom_attrs={"async": True}),
        rx.el.script(src="/tahunan-unduh.js", custom_attrs={"async": True}),
        alat=rx.cond(
            buka,
            rx.el.a(t("Semua bagian"), href=State.semua, class_name="tombol tombol-teks"),
        ),
    )


# Once it is known whose report the page shows, nothing stays open that is of another.
_MUAT = (State.muat, NaskahTahunanState.ikuti, IkmLamaState.ikuti, FotoTahunanState.ikuti)
ROUTE = rute_admin(PATH, t("Laporan Tahunan"), page, READ, *_MUAT, menu="")
