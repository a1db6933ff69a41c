"""The page of one plan (decree, L.2): Rencana, Hasil and Riwayat."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.commands import Command, when_pressed
from sekampadi.web.laporan.view import menu_unduh, tab_bagian
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.tindak_lanjut.rencana.hasil.view import bagian_hasil, bagian_riwayat
from sekampadi.web.tindak_lanjut.rencana.isian.state import KegiatanState
from sekampadi.web.tindak_lanjut.rencana.isian.view import dialog_isian
from sekampadi.web.tindak_lanjut.rencana.saran.state import SaranState
from sekampadi.web.tindak_lanjut.rencana.saran.view import dialog_saran
from sekampadi.web.tindak_lanjut.rencana.state import RencanaState as State
from sekampadi.web.tindak_lanjut.rencana.view import bagian_rencana
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import baris_tombol, pesan, tautan_tombol, tombol
from sekampadi.web.ui.saring import dua_baris
from sekampadi.web.ui.tindakan import dialog_tanya, kabar, tautan_menu

PATH = "/admin/tindak-lanjut/rencana"


def _judul() -> rx.Component:
    return rx.el.div(
        rx.el.p(dua_baris(State.nama), class_name="rtl-upp"),
        rx.el.p(
            State.periode,
            rx.cond(State.lembar != "", t(" · nilai dari lembar ") + State.lembar, ""),
            class_name="keterangan",
        ),
        rx.el.div(
            rx.foreach(State.hadir, rx.el.p),
            role="status",
            class_name="rtl-hadir",
        ),
        class_name="rtl-judul",
    )


def _belum() -> rx.Component:
    """Say what a plan is to who has none yet, and the one next step."""
    dari = rx.fragment(
        rx.el.p(t("RTL ini akan dimulai dari lembar IKM nomor "), rx.el.strong(State.lembar), "."),
        rx.cond(
            State.boleh,
            baris_tombol(tombol(t("Susun RTL"), on_click=State.susun)),
            rx.el.p(t("RTL disusun oleh operator UPP ini.")),
        ),
    )
    tanpa = rx.fragment(
        rx.el.p(t("Lembar IKM triwulan ini belum terbit, jadi nilai unsurnya belum ada.")),
        baris_tombol(tautan_tombol(t("Ke Publikasi"), State.alamat_publikasi, kind="biasa")),
    )
    return rx.el.section(
        rx.el.h2(t("RTL triwulan ini belum disusun")),
        rx.el.p(
            t(
                "Rencana Tindak Lanjut (RTL) mencatat, untuk setiap unsur dari nilai terendah, apa yang "
                "dikatakan masyarakat, apa yang akan diperbaiki, kapan, dan oleh siapa."
            )
        ),
        rx.cond(State.lembar != "", dari, tanpa),
        class_name="kartu panel",
    )


def _revisi() -> rx.Component:
    return rx.cond(
        State.revisi != "",
        rx.el.div(
            rx.el.p(
                t("Lembar revisi nomor "),
                rx.el.strong(State.revisi),
                t(" sudah berlaku. RTL ini masih memakai nilai lembar lama."),
            ),
            rx.cond(
                State.boleh,
                tombol(t("Pakai nilai lembar baru"), kind="biasa", on_click=State.pakai_nilai_baru),
            ),
            class_name="pesan pesan-peringatan rtl-ada-draf",
        ),
    )


def _isi() -> rx.Component:
    return rx.fragment(
        tab_bagian(State.tab, State.bagian, t("Bagian tindak lanjut")),
        _revisi(),
        rx.match(
            State.bagian,
            ("hasil", bagian_hasil()),
            ("riwayat", bagian_riwayat()),
            bagian_rencana(),
        ),
    )


def _pekerja() -> rx.Component:
    """Make what ``assets/tindak-lanjut.js`` presses: what it says goes to the states."""

    def tombol_skrip(name: str, command: Command, answer: Any) -> rx.Component:
        call = when_pressed(command, answer=answer)
        return rx.el.button(id=f"rtl-{name}", type="button", hidden=True, on_click=call)

    return rx.el.div(
        tombol_skrip("draf", Command.DRAF_TYPED, KegiatanState.simpan_draf),
        tombol_skrip("buka", Command.DRAF_OPEN, KegiatanState.buka_lagi),
        tombol_skrip("jaga", Command.DRAF_FILLING, State.jaga),
        tombol_skrip("unggah", Command.DRAF_SENT, State.terunggah),
        hidden=True,
        custom_attrs={"data-rtl": State.rencana, "data-boleh": rx.cond(State.boleh, "1", "")},
    )


def _semua() -> rx.Component:
    return rx.el.a(
        t("Semua triwulan"), href="/admin/tindak-lanjut", class_name="tombol tombol-teks"
    )


def _galat() -> rx.Component:
    """Say why no plan is shown, and lead on."""
    return rx.fragment(pesan(State.galat, kind="bahaya"), baris_tombol(_semua()))


def _alat() -> rx.Component:
    rencana = menu_unduh("/unduh/rtl", State.query)
    setahun = "/unduh/laporan-tindak-lanjut"
    hasil = menu_unduh(
        "/unduh/laporan-tindak-lanjut",
        State.query,
        tautan_menu(t("Unduh PDF setahun"), setahun + ".pdf" + State.query_tahun),
        tautan_menu(t("Unduh Word setahun"), setahun + ".docx" + State.query_tahun),
    )
    return baris_tombol(
        rx.cond(
            State.galat == "",
            rx.fragment(
                _semua(),
                rx.el.a(t("Penyampaian"), href=State.penyampaian, class_name="tombol tombol-teks"),
            ),
        ),
        rx.cond(State.rencana != "", rx.cond(State.bagian == "hasil", hasil, rencana)),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PATH,
        t("Rencana tindak lanjut"),
        LembarGaya.create(nama="tindak-lanjut"),
        rx.el.div(
            dialog_isian(),
            dialog_saran(),
            dialog_tanya(State, State.hapus),
            on_mount=[State.masuk, KegiatanState.masuk, SaranState.masuk],
            class_name="lapis",
        ),
        kabar(State),
        kabar(KegiatanState),
        kabar(SaranState),
        rx.cond(State.galat != "", _galat()),
        rx.cond(
            State.siap & (State.galat == ""),
            rx.fragment(_judul(), rx.cond(State.rencana != "", _isi(), _belum())),
        ),
        rx.cond(State.rencana != "", _pekerja()),
        rx.el.script(src="/tindak-lanjut.js", custom_attrs={"async": True}),
        alat=_alat(),
    )


ROUTE = rute_admin(
    PATH, t("Rencana tindak lanjut"), page, Permission.TINDAK_LANJUT_READ, State.muat
)
