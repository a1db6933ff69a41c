"""Who acts for an official while he is away or his office is vacant (decree, H: Plh., Plt.)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.pengajuan.delegasi import BentukDelegasi
from sekampadi.i18n import t
from sekampadi.web.pengajuan.delegasi.state import PIMPINAN_UPP
from sekampadi.web.pengajuan.delegasi.state import DelegasiState as State
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import kepala_tabel, kosong, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_tanggal, isian_teks
from sekampadi.web.ui.tindakan import butir_menu, dialog_form, dialog_tanya, kabar, menu_baris

PATH = "/admin/delegasi"
D = State.daftar


def _form() -> rx.Component:
    return dialog_form(
        State,
        isian_pilihan(
            State,
            "peran",
            t("Pejabat yang digantikan"),
            D.peran,
            on_change=lambda value: State.pilih("peran", value),
        ),
        rx.cond(
            (State.isian.get("peran", "") == PIMPINAN_UPP) & (D.upp.length() > 1),
            isian_pilihan(
                State,
                "upp",
                t("UPP"),
                D.upp,
                on_change=lambda value: State.pilih("upp", value),
            ),
        ),
        isian_pilihan(
            State,
            "username",
            t("Pengganti"),
            D.calon,
            petunjuk=t("Hanya akun yang boleh menggantikan pejabat itu."),
        ),
        isian_pilihan(
            State,
            "bentuk",
            t("Bentuk"),
            [(b.value, words) for b, words in zip(BentukDelegasi, _BENTUK, strict=True)],
            kosong="",
        ),
        isian_tanggal(State, "dari", t("Mulai")),
        isian_tanggal(State, "sampai", t("Sampai"), petunjuk=t("Hari terakhir, masih berlaku.")),
        isian_teks(State, "dasar", t("Nomor surat"), panjang=200),
        on_submit=State.simpan,
        saat="tambah",
    )


_BENTUK = (t("Plh. (pejabatnya berhalangan)"), t("Plt. (jabatannya lowong)"))


def _baris(row: Any) -> rx.Component:
    def sel(words: Any, judul: str, kelas: Any = "sel-teks") -> rx.Component:
        return rx.el.td(words, class_name=kelas, custom_attrs={"data-judul": judul})

    return rx.el.tr(
        rx.el.th(row.pejabat, scope="row"),
        sel(row.pengganti, t("Pengganti")),
        sel(row.masa, t("Masa")),
        sel(row.dasar, t("Nomor surat")),
        sel(row.kata, t("Keadaan"), "sel-teks delegasi-" + row.keadaan),
        rx.el.td(
            rx.cond(
                row.dapat_cabut,
                menu_baris(
                    row.pejabat,
                    row.id,
                    butir_menu(t("Cabut delegasi"), State.minta_cabut(row.id), bahaya=True),
                ),
            ),
            class_name="aksi",
        ),
        key=row.id,
    )


def _kini() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Hari ini")),
        rx.cond(
            D.kini.length() > 0,
            rx.el.ul(rx.foreach(D.kini, rx.el.li), class_name="delegasi-kini"),
            rx.el.p(t("Tidak ada yang digantikan.")),
        ),
        class_name="kartu panel",
    )


def _tabel() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Semua delegasi")),
        rx.el.div(
            rx.el.table(
                rx.el.caption(t("Semua delegasi"), class_name="hanya-pembaca"),
                kepala_tabel(
                    *(t("Pejabat"), t("Pengganti"), t("Masa")),
                    *(t("Nomor surat"), t("Keadaan"), t("Aksi")),
                ),
                rx.el.tbody(rx.foreach(D.baris, _baris)),
                class_name="tabel-laporan tabel-kartu tabel-delegasi",
            ),
            class_name="gulir",
        ),
        class_name="kartu panel",
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PATH,
        t("Delegasi"),
        LembarGaya.create(nama="penyampaian"),
        rx.el.div(
            _form(), dialog_tanya(State, State.cabut), on_mount=State.masuk, class_name="lapis"
        ),
        kabar(State),
        teks_petunjuk(
            t(
                "Pejabat yang berhalangan (Plh.) atau jabatan yang lowong (Plt.) dapat digantikan akun "
                "lain untuk hari-hari tertentu. Setiap langkahnya tercatat atas nama penggantinya."
            )
        ),
        rx.cond(
            D.siap,
            rx.fragment(
                _kini(),
                rx.cond(D.baris.length() > 0, _tabel(), kosong(t("Belum ada delegasi."))),
            ),
        ),
        alat=tombol(t("Tambah delegasi"), on_click=State.buka_tambah),
    )


ROUTE = rute_admin(
    PATH, t("Delegasi"), page, Permission.DELEGASI_MANAGE, State.muat, menu=t("Sistem")
)
