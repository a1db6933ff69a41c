"""Monitoring of one UPP (decree, M.5 and M.6)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.pengajuan.pemantauan.upp.state import PemantauanUppState as State
from sekampadi.web.pengajuan.pemantauan.upp.view import daftar_kunjungan, formulir
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.ui.admin import halaman_admin, rute_admin, tautan_bila_boleh
from sekampadi.web.ui.dasar import kosong, pesan, pilih
from sekampadi.web.ui.tindakan import kabar

_PATH = "/admin/pemantauan/upp"


def _angka(sel: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(sel.judul),
        rx.el.dd(
            rx.el.strong(sel.teks),
            rx.cond(sel.kecil != "", rx.el.span(sel.kecil, class_name="pantau-kecil")),
        ),
        key=sel.judul,
    )


def _keadaan() -> rx.Component:
    return rx.el.section(
        rx.el.h2(State.nama),
        rx.cond(
            State.perhatian.length() > 0,
            rx.el.ul(rx.foreach(State.perhatian, rx.el.li), class_name="pantau-perhatian"),
            rx.el.p(t("Tidak ada yang perlu perhatian."), class_name="petunjuk"),
        ),
        rx.el.dl(rx.foreach(State.sel, _angka), class_name="pantau-angka"),
        class_name="kartu panel",
    )


def _kode(row: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.foto != "",
            rx.el.a(
                rx.el.img(
                    src=row.foto,
                    alt=t("Foto") + " " + row.tempat,
                    loading="lazy",
                    class_name="kode-foto",
                ),
                href=row.foto,
                target="_blank",
                rel="noopener",
            ),
            rx.el.span(t("tanpa foto"), class_name="kode-foto kode-kosong"),
        ),
        rx.el.div(
            rx.el.strong(row.tempat),
            rx.el.p(row.rincian, class_name="petunjuk"),
            rx.cond(row.lepas != "", rx.el.p(row.lepas, class_name="petunjuk")),
        ),
        key=row.id,
    )


def _daftar_kode() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Kode QR terpasang")),
        rx.cond(
            State.kode.length() > 0,
            rx.el.ul(rx.foreach(State.kode, _kode), class_name="pantau-kode"),
            kosong(t("Belum ada kode QR yang dicatat.")),
        ),
        rx.el.p(
            tautan_bila_boleh("/admin/kode-qr", t("Catat kode QR")),
            " ",
            tautan_bila_boleh("/admin/publikasi", t("Media lembar IKM")),
        ),
        class_name="kartu panel",
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        _PATH,
        t("Pemantauan UPP"),
        LembarGaya.create(nama="pemantauan"),
        rx.el.p(rx.el.a(t("Semua UPP"), href="/admin/pemantauan")),
        rx.el.div(formulir(), on_mount=State.masuk, class_name="lapis"),
        kabar(State),
        rx.cond(
            State.galat != "",
            pesan(State.galat, kind="bahaya"),
            rx.cond(
                State.nama != "",
                rx.fragment(
                    rx.el.div(
                        pilih(t("Triwulan"), State.pilihan, State.triwulan, State.pilih_triwulan),
                        class_name="saring",
                    ),
                    _keadaan(),
                    _daftar_kode(),
                    daftar_kunjungan(),
                ),
            ),
        ),
    )


ROUTE = rute_admin(_PATH, t("Pemantauan UPP"), page, Permission.PEMANTAUAN_READ, State.muat)
