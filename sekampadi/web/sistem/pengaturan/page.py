"""Pengaturan: identity, mark, weight method, thresholds of the moderation marks, what other sites show."""

from typing import Any

import reflex as rx

from sekampadi.domain.ikm import Metode
from sekampadi.domain.izin import Permission
from sekampadi.domain.terbuka.keterbukaan import SITUS_MAX, SasaranSematan
from sekampadi.i18n import t
from sekampadi.services.sistem.logo import BYTES_MAX
from sekampadi.theme import AKSEN
from sekampadi.web.sistem.pengaturan.state import AMBANG, IDENTITAS, KETERBUKAAN
from sekampadi.web.sistem.pengaturan.state import PengaturanState as State
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import baris_tombol, pesan, ringkasan_galat, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_tanggal, isian_teks, jaga, unggah
from sekampadi.web.ui.tindakan import butir_menu, dialog, kabar, menu_baris
from sekampadi.web.ui.versi import beda_isian, kata_simpan


def _form(judul: str, *fields: Any, on_submit: Any, words: str, untuk: str) -> rx.Component:
    return rx.el.form(
        rx.el.h2(judul),
        beda_isian(State, untuk),
        *fields,
        baris_tombol(tombol(kata_simpan(State, words, untuk), type="submit")),
        on_submit=on_submit,
        no_validate=True,
        key=judul + State.form_kunci,
        class_name="kartu panel",
        custom_attrs=jaga(State, judul),
    )


def _identitas() -> rx.Component:
    return _form(
        t("Identitas"),
        isian_teks(
            State,
            "daerah",
            t("Nama daerah"),
            petunjuk=t("Ditulis lengkap, diawali Provinsi, Kabupaten, atau Kota."),
            panjang=80,
        ),
        isian_teks(
            State,
            "pemerintah",
            t("Nama pemerintah daerah"),
            petunjuk=t("Tercetak pada lembar publikasi dan poster."),
            panjang=80,
        ),
        isian_teks(State, "singkatan", t("Nama singkat"), panjang=40),
        isian_teks(
            State,
            "pengelola",
            t("Pengelola"),
            petunjuk=t("Tampil di kaki setiap halaman dan di halaman masuk."),
            panjang=120,
        ),
        isian_teks(
            State,
            "lapor",
            t("Alamat SP4N-LAPOR!"),
            petunjuk=t("Ditawarkan sesudah survei terkirim. Kosongkan bila tidak dipakai."),
            panjang=200,
            type="url",
        ),
        isian_teks(
            State,
            "aksen",
            t("Warna utama"),
            petunjuk=t("Harus cukup gelap untuk tulisan putih di atasnya."),
            type="color",
            default_value=State.isian.get("aksen", AKSEN),
        ),
        on_submit=State.simpan_identitas,
        words=t("Simpan identitas"),
        untuk=IDENTITAS,
    )


def _logo() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Logo")),
        rx.el.img(
            src="/identitas/logo", alt=t("Logo sekarang"), class_name="logo-kini", loading="lazy"
        ),
        unggah(
            "logo",
            t("Ganti logo"),
            "/api/unggah/logo",
            "image/png,image/jpeg",
            petunjuk=t("PNG atau JPEG, paling besar {n} KB.", n=BYTES_MAX // 1024),
            words=t("Unggah logo"),
            maks=BYTES_MAX,
        ),
        rx.cond(
            State.logo != "",
            baris_tombol(tombol(t("Pakai logo bawaan"), kind="teks", on_click=State.hapus_logo)),
        ),
        class_name="kartu panel",
    )


def _baris_metode(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(rx.el.strong(row.nama), " ", t("mulai"), " ", row.tanggal),
        rx.cond(
            ~row.dasar,
            menu_baris(
                row.nama + ", " + row.tanggal,
                row.kunci,
                butir_menu(t("Hapus"), State.minta_hapus(row.kunci), bahaya=True),
            ),
        ),
        class_name="baris-metode",
    )


def _hapus_metode() -> rx.Component:
    form = rx.el.form(
        ringkasan_galat(State.ringkasan),
        rx.cond(State.galat_tindakan != "", pesan(State.galat_tindakan, kind="bahaya")),
        isian_teks(
            State,
            "yakin",
            t("Pernyataan"),
            petunjuk=t("Bila sudah berlaku, ketik: ") + State.kalimat,
            panjang=60,
        ),
        baris_tombol(
            tombol(t("Hapus metode"), kind="bahaya", type="submit"),
            tombol(
                t("Batal"),
                kind="biasa",
                on_click=State.batal_hapus,
                custom_attrs={"data-tutup": ""},
            ),
        ),
        on_submit=State.hapus_metode,
        no_validate=True,
        custom_attrs=jaga(State, "hapus " + State.hapus_kunci),
    )
    judul = t("Hapus") + " " + State.hapus_nama + "?"
    return dialog(judul, "judul-hapus-metode", form, kunci=State.hapus_kunci)


def _metode() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Metode bobot")),
        teks_petunjuk(
            t(
                "Nilai suatu periode dihitung dengan metode yang berlaku pada hari terakhirnya. "
                "Nilai periode yang sudah lewat tidak berubah, kecuali tanggal mulainya dimundurkan."
            )
        ),
        rx.el.ul(rx.foreach(State.daftar_metode, _baris_metode), class_name="daftar-metode"),
        rx.cond(State.hapus_kunci != "", _hapus_metode()),
        rx.el.form(
            rx.el.h3(t("Tetapkan metode")),
            isian_pilihan(State, "metode", t("Metode"), [(m.value, m.label) for m in Metode]),
            isian_tanggal(State, "berlaku_dari", t("Tanggal mulai berlaku")),
            rx.cond(State.perlu_yakin, isian_teks(State, "yakin", t("Pernyataan"), panjang=60)),
            baris_tombol(tombol(t("Simpan metode"), type="submit")),
            on_submit=State.simpan_metode,
            no_validate=True,
            key="metode" + State.form_kunci,
            class_name="susun",
            custom_attrs=jaga(State, "metode"),
        ),
        class_name="kartu panel",
    )


def _angka(field: str, label: str, petunjuk: str) -> rx.Component:
    return isian_teks(State, field, label, petunjuk=petunjuk, panjang=6, input_mode="numeric")


def _ambang() -> rx.Component:
    return _form(
        t("Tanda untuk moderasi"),
        teks_petunjuk(
            t("Tanda hanya menyarankan untuk ditinjau; tidak ada jawaban yang dihapus sendiri.")
        ),
        _angka(
            "cepat_persen",
            t("Batas kecepatan (persen)"),
            t("Ditandai bila diisi lebih cepat dari persentase ini terhadap waktu tengah."),
        ),
        _angka(
            "cepat_sampel",
            t("Jumlah isian pembanding"),
            t("Sebanyak ini isian diperlukan sebelum waktu tengah dipakai."),
        ),
        _angka(
            "ulang_kali",
            t("Banyak saran yang sama"),
            t("Ditandai bila saran yang sama muncul sebanyak ini untuk satu layanan …"),
        ),
        _angka("ulang_menit", t("Jangka waktu (menit)"), t("… dalam jangka waktu ini.")),
        on_submit=State.simpan_ambang,
        words=t("Simpan batas"),
        untuk=AMBANG,
    )


def _keterbukaan() -> rx.Component:
    return _form(
        t("Kartu di situs lain dan data terbuka"),
        teks_petunjuk(
            t(
                "Kartu menampilkan hasil yang sudah terbit di situs kantor. Lencana dan data terbuka "
                "selalu dapat dibaca siapa saja."
            )
        ),
        isian_pilihan(
            State,
            "sasaran",
            t("Siapa yang boleh memasang kartu"),
            [(s.value, s.label) for s in SasaranSematan],
        ),
        isian_teks(
            State,
            "situs",
            t("Daftar situs"),
            petunjuk=t(
                "Satu situs tiap baris, paling banyak {n}, misalnya dinas.contoh.go.id atau "
                "*.contoh.go.id. Dipakai bila dipilih hanya situs dalam daftar.",
                n=SITUS_MAX,
            ),
            panjang=4000,
            rows=4,
        ),
        isian_teks(
            State,
            "lisensi",
            t("Lisensi data terbuka"),
            petunjuk=t("Tertulis pada katalog di /data."),
            panjang=120,
        ),
        isian_teks(State, "lisensi_alamat", t("Alamat lisensi"), panjang=200, type="url"),
        on_submit=State.simpan_keterbukaan,
        words=t("Simpan keterbukaan"),
        untuk=KETERBUKAAN,
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        "/admin/pengaturan",
        t("Pengaturan"),
        rx.el.div(on_mount=State.masuk, hidden=True),
        kabar(State),
        rx.cond(State.hapus_kunci == "", ringkasan_galat(State.ringkasan)),
        rx.cond(
            (State.hapus_kunci == "") & (State.galat_tindakan != ""),
            # The page is long: it is led to, wherever one was.
            pesan(
                State.galat_tindakan,
                kind="bahaya",
                key=State.galat_tindakan,
                tab_index=-1,
                custom_attrs={"data-fokus": State.galat_tindakan},
            ),
        ),
        rx.el.div(
            *(_identitas(), _logo(), _metode(), _ambang(), _keterbukaan()),
            class_name="kisi-pengaturan",
        ),
    )


ROUTE = rute_admin(
    "/admin/pengaturan",
    t("Pengaturan"),
    page,
    Permission.PENGATURAN_MANAGE,
    State.muat,
    menu=t("Sistem"),
)
