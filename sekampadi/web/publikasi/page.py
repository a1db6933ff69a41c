"""Publishing a sheet, and the log of the media it was shown in."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.publikasi.state import PublikasiState as State
from sekampadi.web.publikasi.view import log_media, pasang
from sekampadi.web.ui.admin import (
    dasar_nilai,
    halaman_admin,
    lencana_nilai,
    pilih_cakupan,
    rute_admin,
    tautan_bila_boleh,
)
from sekampadi.web.ui.dasar import (
    baris_tombol,
    kepala_tabel,
    kosong,
    pesan,
    pilih,
    tautan_tombol,
    teks_petunjuk,
    tombol,
)
from sekampadi.web.ui.formulir import isian_teks
from sekampadi.web.ui.saring import keping_saring, lipatan, tombol_kerapatan
from sekampadi.web.ui.tindakan import (
    butir_menu,
    dialog,
    dialog_form,
    dialog_tanya,
    kabar,
    menu_baris,
    tautan_menu,
)


def _bilah() -> rx.Component:
    """Show in one line what is looked at, and what may be published; all of it folded away."""
    layanan = pilih(
        t("Layanan"),
        State.pilihan_layanan,
        State.layanan,
        State.pilih_layanan,
        kosong=t("Semua layanan"),
    )
    periode = pilih(
        t("Periode yang akan diterbitkan"),
        State.pilihan_periode,
        State.periode,
        State.pilih_periode,
        kosong=t("Pilih periode"),
    )
    return rx.el.div(
        rx.cond(
            (State.pilihan.length() > 1) | (State.pilihan_layanan.length() > 0),
            lipatan(
                t("Saring"),
                pilih_cakupan(State.pilihan, State.cakupan, State.pilih_cakupan),
                rx.cond(State.pilihan_layanan.length() > 0, layanan),
            ),
        ),
        rx.cond(State.boleh, lipatan(t("Terbitkan lembar"), periode)),
        tombol_kerapatan(),
        keping_saring(State),
        class_name="bilah-saring",
    )


def _angka() -> rx.Component:
    nilai = State.rencana.nilai
    return rx.el.div(
        rx.el.strong(nilai.ikm, class_name="angka", custom_attrs={"data-uji": "ikm"}),
        lencana_nilai(nilai),
        dasar_nilai(nilai),
        class_name="ikm-atas",
    )


def _rencana() -> rx.Component:
    rencana = State.rencana
    return rx.el.section(
        rx.el.h2(rencana.nama, ", ", rencana.periode),
        _angka(),
        rx.cond(
            rencana.galat != "",
            pesan(rencana.galat, kind="peringatan"),
            rx.fragment(
                rx.cond(rencana.catatan != "", pesan(rencana.catatan)),
                baris_tombol(tombol(t("Periksa dan terbitkan"), on_click=State.buka_terbit)),
            ),
        ),
        class_name="kartu panel",
    )


def _terbit() -> rx.Component:
    """Show the sheet as it will look, and ask."""
    rencana = State.rencana
    return dialog_form(
        State,
        rx.cond(
            rencana.terakhir != "",
            isian_teks(
                State,
                "alasan",
                t("Alasan revisi"),
                petunjuk=t("Dapat dibaca siapa saja yang memeriksa lembar lama."),
                panjang=500,
                rows=2,
            ),
        ),
        teks_petunjuk(
            t(
                "Sesudah terbit, angka lembar ini tidak berubah lagi. Perbaikan hanya melalui revisi "
                "dengan nomor baru."
            )
        ),
        rx.el.div(
            rx.el.iframe(
                src=rencana.pratinjau,
                title=t("Lembar seperti akan terbit"),
                tab_index=-1,
                class_name="lembar-pratinjau",
            ),
            class_name="kotak-pratinjau",
            custom_attrs={"data-skala": ""},
        ),
        on_submit=State.terbitkan,
        simpan=rencana.tombol,
        saat="terbit",
        lebar=True,
    )


def _bentrok() -> rx.Component:
    """Lead to the sheet of who was quicker; the page behind shows it already."""
    return rx.cond(
        State.form == "bentrok",
        dialog(
            State.judul_form,
            "judul-bentrok",
            pesan(State.galat_tindakan, kind="peringatan"),
            baris_tombol(
                rx.cond(
                    State.bentrok != "",
                    rx.el.a(
                        t("Lihat lembarnya"),
                        href=State.bentrok,
                        target="_blank",
                        rel="noopener",
                        class_name="tombol tombol-utama",
                    ),
                ),
                tombol(
                    t("Tutup"), kind="biasa", on_click=State.tutup, custom_attrs={"data-tutup": ""}
                ),
            ),
            kunci="dialog" + State.form_kunci,
        ),
    )


def _status(row: Any) -> rx.Component:
    return rx.el.span(row.status, class_name="status-terbit status-" + row.status_kode)


def _baris(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            row.periode,
            rx.el.span(row.nomor, class_name="nomor-lembar"),
            rx.cond(row.keterangan != "", rx.el.span(row.keterangan, class_name="nomor-lembar")),
            scope="row",
            class_name="sel-terbit",
        ),
        rx.el.td(row.nilai, class_name="kanan", custom_attrs={"data-judul": t("IKM")}),
        rx.el.td(row.mutu, class_name="tengah", custom_attrs={"data-judul": t("Mutu")}),
        rx.el.td(row.n, class_name="kanan", custom_attrs={"data-judul": t("Responden")}),
        rx.el.td(row.terbit, class_name="kanan", custom_attrs={"data-judul": t("Terbit")}),
        rx.el.td(_status(row), custom_attrs={"data-judul": t("Status")}),
        rx.el.td(
            rx.el.a(
                t("{n} media", n=row.media),
                href="/admin/publikasi?terbitan=" + row.id,
                class_name="sebaris",
                custom_attrs={"aria-label": t("Media") + " " + row.nomor},
            ),
            custom_attrs={"data-judul": t("Media")},
        ),
        rx.el.td(
            menu_baris(
                row.nomor,
                row.id,
                tautan_menu(t("Unduh PDF"), row.pdf),
                tautan_menu(t("Log media"), "/admin/publikasi?terbitan=" + row.id),
                rx.cond(row.sampaikan != "", tautan_menu(t("Sampaikan"), row.sampaikan)),
                rx.cond(
                    State.boleh & (row.status_kode == "berlaku"),
                    butir_menu(t("Tarik lembar"), State.buka_tarik(row.id), bahaya=True),
                ),
            ),
            class_name="aksi",
            custom_attrs={"data-judul": t("Aksi")},
        ),
    )


def _tabel() -> rx.Component:
    return rx.el.div(
        rx.el.h2(t("Lembar yang sudah terbit")),
        baris_tombol(
            tombol(t("Pasang di situs Anda"), kind="biasa", on_click=State.buka_pasang),
        ),
        rx.el.table(
            rx.el.caption(t("Lembar yang sudah terbit"), class_name="hanya-pembaca"),
            kepala_tabel(
                t("Periode dan nomor"),
                (t("IKM"), "kanan"),
                (t("Mutu"), "tengah"),
                (t("Responden"), "kanan"),
                (t("Terbit"), "kanan"),
                t("Status"),
                t("Media"),
                t("Aksi"),
            ),
            rx.el.tbody(rx.foreach(State.terbitan, _baris)),
            class_name="tabel-laporan tabel-kartu tabel-terbitan",
        ),
        class_name="gulir",
    )


def _belum_ada() -> rx.Component:
    """Say what comes before the first sheet, to who publishes it and to who waits for it."""
    return kosong(
        t("Belum ada lembar yang terbit. "),
        rx.cond(
            State.boleh,
            t("Buka Terbitkan lembar di atas, lalu pilih periode yang sudah selesai. "),
            t("Lembar tampil di sini setelah diterbitkan oleh admin. "),
        ),
        rx.el.a(t("Lihat dahulu angkanya di Laporan"), href="/admin/laporan"),
        ".",
    )


def _tarik() -> rx.Component:
    return dialog_form(
        State,
        rx.el.p(
            t(
                "Lembar yang ditarik tidak tampil lagi di halaman hasil. Siapa yang memindai "
                "kodenya membaca bahwa lembar itu ditarik, beserta alasannya."
            )
        ),
        isian_teks(State, "alasan", t("Alasan penarikan"), panjang=500, rows=2),
        on_submit=State.tarik,
        simpan=t("Tarik lembar"),
        saat="tarik",
        bahaya=True,
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        "/admin/publikasi",
        t("Publikasi"),
        rx.el.div(
            _terbit(),
            _bentrok(),
            _tarik(),
            pasang(),
            dialog_tanya(State, State.hapus_media),
            on_mount=State.masuk,
            class_name="lapis",
        ),
        kabar(State),
        rx.cond(
            State.log_nomor != "",
            log_media(),
            rx.fragment(
                _bilah(),
                rx.cond(State.galat != "", pesan(State.galat, kind="bahaya")),
                rx.cond(State.rencana.tampil, _rencana()),
                rx.cond(
                    State.terbitan.length() > 0,
                    _tabel(),
                    _belum_ada(),
                ),
                tautan_bila_boleh("/admin/kode-qr", t("Kode QR yang terpasang")),
            ),
        ),
        alat=rx.cond(
            State.log_nomor != "",
            tautan_tombol(t("Kembali ke daftar"), "/admin/publikasi", kind="biasa"),
            tautan_tombol(t("Halaman hasil"), "/hasil", kind="biasa"),
        ),
    )


ROUTE = rute_admin(
    "/admin/publikasi", t("Publikasi"), page, Permission.LAPORAN_READ, State.muat, menu=""
)
