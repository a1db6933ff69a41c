"""Parts of the page of a pengajuan."""

from typing import Any

import reflex as rx

from sekampadi.domain.pengajuan.alur import CATATAN_MAX
from sekampadi.i18n import t
from sekampadi.web.pengajuan.rinci.state import PengajuanRinciState as State
from sekampadi.web.ui.dasar import baris_tombol, kepala_tabel, pesan, teks_petunjuk
from sekampadi.web.ui.formulir import isian_teks
from sekampadi.web.ui.saring import dua_baris
from sekampadi.web.ui.tindakan import dialog_form

R = State.rinci


def _tombol(row: Any) -> rx.Component:
    busy = State.sibuk == row.aksi
    return rx.el.button(
        rx.cond(busy, t("Menyiapkan berkas …"), row.kata),
        type="button",
        disabled=State.sibuk != "",
        on_click=State.buka(row.aksi),
        class_name=rx.cond(row.utama, "tombol tombol-utama", "tombol tombol-biasa"),
        key=row.aksi,
    )


def keadaan() -> rx.Component:
    """Say in plain words where the papers are, whose turn it is, and until when."""
    return rx.el.section(
        rx.el.p(dua_baris(R.nama), class_name="ajuan-upp"),
        rx.el.p(R.masa, class_name="keterangan"),
        rx.el.h2(R.status, class_name="ajuan-status ajuan-" + R.nada),
        rx.el.p(R.giliran, class_name="ajuan-giliran"),
        rx.cond(R.alasan != "", pesan(R.alasan, kind="peringatan")),
        rx.cond(R.peringatan != "", pesan(R.peringatan, kind="peringatan")),
        rx.cond(R.tertahan != "", pesan(R.tertahan)),
        rx.el.p(R.tenggat, class_name=rx.cond(R.lewat, "ajuan-lewat", "petunjuk")),
        rx.cond(
            R.tombol.length() > 0,
            rx.el.div(rx.foreach(R.tombol, _tombol), class_name="baris-tombol"),
        ),
        rx.el.p(
            rx.cond(
                State.sibuk != "",
                t("Berkas sedang dibuat. Biasanya selesai dalam setengah menit."),
                "",
            ),
            role="status",
            class_name="petunjuk",
        ),
        class_name="kartu panel ajuan-atas",
    )


def _butir(row: Any) -> rx.Component:
    return rx.fragment(rx.el.dt(row.judul), rx.el.dd(row.isi))


def _berkas(row: Any) -> rx.Component:
    return rx.el.li(rx.el.a(row.nama, href=row.alamat, reload_document=True), key=row.alamat)


def _segel() -> rx.Component:
    """Say whether what was handed in is still what it was."""
    return rx.el.p(
        rx.cond(
            R.utuh,
            rx.el.strong(t("Utuh"), class_name="ajuan-utuh"),
            rx.el.strong(t("Tidak utuh lagi"), class_name="ajuan-rusak"),
        ),
        rx.cond(
            R.utuh,
            t(": isi dan berkasnya sama seperti saat disampaikan. Sidik "),
            t(
                ": isi atau berkasnya berbeda dari saat disampaikan. Hubungi Pengelola Sistem. Sidik "
            ),
        ),
        rx.el.code(R.sidik),
        class_name="ajuan-segel",
    )


def isi() -> rx.Component:
    """Show what was handed in, or what would be, with its files."""
    return rx.el.section(
        rx.el.h2(R.judul_isi),
        rx.foreach(R.berubah, lambda words: pesan(words, kind="peringatan")),
        rx.cond(R.kosong != "", rx.el.p(R.kosong)),
        rx.el.dl(rx.foreach(R.butir, _butir), class_name="rincian ajuan-isi"),
        rx.cond(
            R.berkas.length() > 0,
            rx.el.ul(rx.foreach(R.berkas, _berkas), class_name="ajuan-berkas"),
        ),
        rx.cond(R.sidik != "", _segel()),
        rx.cond(
            R.rtl != "",
            baris_tombol(
                rx.el.a(R.rtl_kata, href=R.rtl, class_name="tombol tombol-biasa"),
                rx.el.a(t("Publikasi"), href=R.publikasi, class_name="tombol tombol-teks"),
            ),
        ),
        rx.cond(
            R.tahunan != "",
            baris_tombol(
                rx.el.a(
                    t("Buka laporan tahunan"), href=R.tahunan, class_name="tombol tombol-biasa"
                ),
            ),
        ),
        class_name="kartu panel",
    )


def _langkah(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(row.aksi, class_name=rx.cond(row.mundur, "ajuan-aksi ajuan-mundur", "ajuan-aksi")),
        rx.el.p(row.siapa, " · ", row.waktu, class_name="petunjuk"),
        rx.cond(row.catatan != "", rx.el.blockquote(row.catatan)),
        rx.cond(
            row.berkas.length() > 0,
            rx.el.ul(rx.foreach(row.berkas, _berkas), class_name="ajuan-berkas"),
        ),
        key=row.id,
    )


def riwayat() -> rx.Component:
    """Show each move: who, as what, when, and why."""
    return rx.el.section(
        rx.el.h2(t("Garis waktu")),
        rx.cond(
            R.langkah.length() > 0,
            rx.el.ol(rx.foreach(R.langkah, _langkah), class_name="ajuan-langkah"),
            rx.el.p(t("Belum ada langkah."), class_name="petunjuk"),
        ),
        class_name="kartu panel",
    )


def _baris_sop(row: Any) -> rx.Component:
    def sel(words: Any, judul: str) -> rx.Component:
        return rx.el.td(words, class_name="sel-teks", custom_attrs={"data-judul": judul})

    return rx.el.tr(
        rx.el.th(row.nomor, ". ", row.kegiatan, scope="row"),
        sel(row.pelaksana, t("Pelaksana")),
        sel(row.kelengkapan, t("Kelengkapan")),
        sel(row.waktu, t("Mutu Baku")),
        sel(row.berlalu, t("Waktu berlalu")),
        class_name=rx.cond(row.kini, "ajuan-kini", ""),
        key=row.nomor,
    )


def sop() -> rx.Component:
    """Show the SOP's rows, with the time each asks for and the time it took."""
    return rx.cond(
        R.sop.length() > 0,
        rx.el.section(
            rx.el.h2(R.sop_judul),
            teks_petunjuk(
                t(
                    "Waktu berlalu dihitung dari langkah ke langkah, termasuk malam, hari libur, dan "
                    "waktu menunggu. Itu bukan waktu kerja, jadi tidak dapat dibandingkan langsung "
                    "dengan Mutu Baku. Langkah 3 dihitung sejak triwulan berakhir."
                )
            ),
            rx.el.div(
                rx.el.table(
                    rx.el.caption(R.sop_judul, class_name="hanya-pembaca"),
                    kepala_tabel(
                        *(t("Kegiatan"), t("Pelaksana"), t("Kelengkapan")),
                        *(t("Mutu Baku"), t("Waktu berlalu")),
                    ),
                    rx.el.tbody(rx.foreach(R.sop, _baris_sop)),
                    class_name="tabel-laporan tabel-kartu ajuan-sop",
                ),
                class_name="gulir",
            ),
            class_name="kartu panel",
        ),
    )


def dialog_gerak() -> rx.Component:
    """Ask before a move, with room for a note."""
    return dialog_form(
        State,
        rx.el.p(State.penjelasan),
        isian_teks(
            State,
            "catatan",
            t("Catatan"),
            petunjuk=rx.cond(
                State.wajib,
                t("Wajib diisi."),
                t("Boleh kosong bila tidak ada yang perlu dijelaskan."),
            ),
            panjang=CATATAN_MAX,
            rows=3,
        ),
        on_submit=State.kirim,
        simpan=State.judul_form,
        saat="gerak",
    )


def galat() -> rx.Component:
    """Say why nothing is shown, and lead on."""
    return rx.fragment(
        pesan(State.galat, kind="bahaya"),
        baris_tombol(
            rx.el.a(t("Ke Penyampaian"), href="/admin/pengajuan", class_name="tombol tombol-biasa")
        ),
    )
