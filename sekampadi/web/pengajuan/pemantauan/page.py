"""Monitoring: how all UPP keep their surveys, what needs attention first (decree, M.5 and M.6)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.pengajuan.pemantauan.state import PemantauanState as State
from sekampadi.web.pengajuan.pemantauan.tampilan import KOLOM
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.ui.admin import halaman_admin, rute_admin, tautan_bila_boleh
from sekampadi.web.ui.dasar import kepala_tabel, kosong, pesan, pilih
from sekampadi.web.ui.saring import dua_baris
from sekampadi.web.ui.tindakan import tautan_menu, tombol_menu

_PATH = "/admin/pemantauan"


def _sel(sel: Any) -> rx.Component:
    return rx.el.td(
        rx.el.span(sel.teks),
        rx.cond(sel.kecil != "", rx.el.span(sel.kecil, class_name="pantau-kecil")),
        custom_attrs={"data-judul": sel.judul},
    )


def _baris(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.el.a(dua_baris(row.nama), href=row.alamat),
            rx.cond(
                row.perhatian.length() > 0,
                rx.el.ul(rx.foreach(row.perhatian, rx.el.li), class_name="pantau-perhatian"),
            ),
            scope="row",
        ),
        rx.foreach(row.sel, _sel),
        key=row.alamat,
    )


def _tabel() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.table(
                rx.el.caption(t("Keadaan tiap UPP"), class_name="hanya-pembaca"),
                kepala_tabel(t("UPP"), *KOLOM),
                rx.el.tbody(rx.foreach(State.baris, _baris)),
                rx.cond(
                    State.baris.length() > 1,
                    rx.el.tfoot(
                        rx.el.tr(
                            rx.el.th(State.jumlah.nama, scope="row"),
                            rx.foreach(State.jumlah.sel, _sel),
                        )
                    ),
                ),
                class_name="tabel-laporan tabel-kartu tabel-pantau",
            ),
            class_name="gulir",
            tab_index=0,
            role="region",
            aria_label=t("Keadaan tiap UPP"),
        ),
        rx.foreach(State.catatan, lambda c: rx.el.p(c, class_name="petunjuk")),
        class_name="kartu",
    )


def _temuan(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.el.a(row.upp, href=row.alamat),
            rx.el.span(row.kata, class_name="pantau-status pantau-" + row.status),
            class_name="pantau-kepala",
        ),
        rx.el.p(row.uraian, class_name="pantau-isi"),
        rx.cond(row.target != "", rx.el.p(t("Target "), row.target, class_name="petunjuk")),
        key=row.id,
    )


def _tab() -> rx.Component:
    def bagian(kunci: str, words: str, href: Any) -> rx.Component:
        here = rx.cond(State.bagian == kunci, "page", "false")
        return rx.el.a(words, href=href, custom_attrs={"aria-current": here})

    return rx.el.nav(
        bagian("", t("Keadaan UPP"), _PATH + "?triwulan=" + State.triwulan),
        bagian("temuan", t("Temuan terbuka"), _PATH + "?bagian=temuan"),
        class_name="tab",
        aria_label=t("Bagian pemantauan"),
    )


def page() -> rx.Component:
    """Build the page."""
    query = "?triwulan=" + State.triwulan
    return halaman_admin(
        _PATH,
        t("Pemantauan"),
        LembarGaya.create(nama="pemantauan"),
        _tab(),
        rx.cond(State.galat != "", pesan(State.galat, kind="bahaya")),
        rx.cond(
            State.bagian == "",
            rx.el.div(
                pilih(t("Triwulan"), State.pilihan, State.triwulan, State.pilih_triwulan),
                class_name="saring",
            ),
        ),
        rx.el.p(
            State.ringkas,
            " ",
            tautan_bila_boleh("/admin/kode-qr", t("Kode QR terpasang")),
            " ",
            tautan_bila_boleh("/admin/publikasi", t("Publikasi lembar")),
            class_name="pantau-ringkas",
        ),
        rx.cond(
            State.bagian == "temuan",
            rx.cond(
                State.temuan.length() > 0,
                rx.el.ul(rx.foreach(State.temuan, _temuan), class_name="kartu pantau-temuan"),
                kosong(t("Tidak ada temuan yang terbuka.")),
            ),
            rx.cond(
                State.baris.length() > 0,
                _tabel(),
                rx.cond(State.galat == "", kosong(t("Belum ada UPP."))),
            ),
        ),
        alat=rx.cond(
            State.galat == "",
            tombol_menu(
                t("Unduh"),
                tautan_menu(t("Unduh PDF"), "/unduh/pemantauan.pdf" + query),
                tautan_menu(t("Unduh Excel"), "/unduh/pemantauan.xlsx" + query),
            ),
        ),
    )


ROUTE = rute_admin(
    _PATH,
    t("Pemantauan"),
    page,
    Permission.PEMANTAUAN_READ,
    State.muat,
    menu=t("SOP dan pemantauan"),
)
