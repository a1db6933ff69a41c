"""The part that is open: what the program writes, what stands there, its versions, the suggestions."""

from typing import Any

import reflex as rx

from sekampadi.domain.tahunan.bagian import DOKUMENTASI
from sekampadi.i18n import t
from sekampadi.web.tahunan.foto.view import foto_survei
from sekampadi.web.tahunan.lama.view import dua_tahun
from sekampadi.web.tahunan.naskah.state import NaskahTahunanState as Isian
from sekampadi.web.tahunan.state import TahunanState as State
from sekampadi.web.ui.dasar import baris_tombol, kepala_tabel, pesan, teks_petunjuk, tombol


def isi_bagian(isi: Any) -> rx.Component:
    """Show what stands in a part; it says so when nothing does.

    Args:
        isi: an :class:`~sekampadi.web.tahunan.bagian.tampilan.IsiTampil`.
    """

    def sel(pair: Any) -> rx.Component:
        return rx.el.td(pair[1], custom_attrs={"data-judul": pair[0]})

    return rx.fragment(
        rx.foreach(isi.alinea, lambda p: rx.el.p(p, class_name="lt-teks")),
        rx.cond(
            isi.baris.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(rx.foreach(isi.kolom, lambda k: rx.el.th(k, scope="col"))),
                ),
                rx.el.tbody(rx.foreach(isi.baris, lambda row: rx.el.tr(rx.foreach(row, sel)))),
                class_name="lt-tabel",
            ),
        ),
        rx.cond(
            (isi.alinea.length() == 0) & (isi.baris.length() == 0),
            rx.el.p(t("Belum ada tulisan."), class_name="petunjuk"),
        ),
    )


def _otomatis() -> rx.Component:
    """Show what the program writes; the document has its tables and charts."""

    def satu(p: Any) -> rx.Component:
        return rx.el.section(
            rx.el.h3(t("Ditulis otomatis")),
            rx.el.div(
                rx.foreach(p.alinea, lambda x: rx.el.p(x, class_name="lt-teks")),
                rx.cond(
                    p.isi.length() > 0,
                    rx.fragment(
                        teks_petunjuk(t("Tabel dan gambar di dalam dokumen:")),
                        rx.el.ul(rx.foreach(p.isi, rx.el.li), class_name="daftar-butir"),
                    ),
                ),
                class_name="lt-kutipan",
            ),
        )

    return rx.foreach(State.tampil.buka.pratinjau, satu)


def _tulisan() -> rx.Component:
    b = State.tampil.buka
    return rx.el.section(
        rx.el.div(
            rx.el.h3(
                rx.match(
                    b.keadaan,
                    ("usul", t("Usulan")),
                    ("isi", t("Tambahan")),
                    t("Tulisan"),
                )
            ),
            rx.el.span(b.kata, class_name="lt-kata lt-" + b.keadaan),
            class_name="lt-kepala-isi",
        ),
        rx.foreach(b.isi, isi_bagian),
        rx.cond(
            State.tampil.boleh,
            rx.fragment(
                rx.cond(
                    b.draf != "",
                    pesan(
                        rx.fragment(t("Ada draf Anda dari "), b.draf, t(", belum disimpan.")),
                        kind="peringatan",
                    ),
                ),
                baris_tombol(
                    rx.el.button(
                        rx.cond(
                            b.draf != "",
                            t("Lanjutkan draf"),
                            rx.cond(b.sendiri | (b.keadaan == "usul"), t("Ubah"), t("Tulis")),
                        ),
                        type="button",
                        on_click=Isian.buka(b.kunci, State.tampil.kunci),
                        class_name="tombol tombol-utama",
                        custom_attrs={"data-uji": "tulis"},
                    ),
                    rx.cond(
                        b.buang != "",
                        rx.el.button(
                            b.buang,
                            type="button",
                            on_click=Isian.minta("hapus", "0"),
                            class_name="tombol tombol-teks",
                        ),
                    ),
                ),
                rx.cond(b.sendiri & ~b.wajib, _berikut()),
            ),
            teks_petunjuk(State.tampil.kenapa),
        ),
    )


def _berikut() -> rx.Component:
    """Lead from a part that is written to the next that has to be, or to what comes after all."""
    s = State.tampil
    return rx.cond(
        s.berikut.length() > 0,
        rx.foreach(
            s.berikut,
            lambda r: rx.el.p(rx.el.a(t("Berikutnya yang wajib: "), r.nama, " →", href=r.alamat)),
        ),
        rx.el.p(rx.el.a(t("Semua bagian wajib sudah terisi. Lanjutkan →"), href=State.semua)),
    )


def _tautan_versi(row: Any) -> rx.Component:
    return rx.el.a(
        row.nomor,
        ". ",
        row.kata,
        href=row.alamat,
        custom_attrs={"aria-current": rx.cond(row.dilihat, "true", "false")},
    )


def _duduk(row: Any) -> rx.Component:
    """Show the last version of a sitting, and those before it folded away."""
    return rx.el.li(
        _tautan_versi(row.akhir),
        rx.cond(row.akhir.kini, rx.el.span(t("sekarang"), class_name="lt-keping")),
        rx.cond(
            row.lama.length() > 0,
            rx.el.details(
                rx.el.summary(row.lipat),
                rx.el.ul(
                    rx.foreach(row.lama, lambda v: rx.el.li(_tautan_versi(v), key=v.nomor)),
                    class_name="lt-versi",
                ),
                open=row.terbuka,
                class_name="lt-lipat",
            ),
        ),
        key=row.akhir.nomor,
    )


def _riwayat() -> rx.Component:
    b = State.tampil.buka
    return rx.cond(
        b.versi.length() > 0,
        rx.el.section(
            rx.el.h3(t("Versi")),
            rx.cond(
                b.dilihat != "",
                rx.el.div(
                    rx.el.p(rx.el.strong(b.dilihat_kata)),
                    rx.foreach(b.isi_dilihat, isi_bagian),
                    rx.cond(
                        State.tampil.boleh & (b.dilihat != b.versi_kini),
                        baris_tombol(
                            tombol(
                                t("Pakai lagi"),
                                kind="biasa",
                                on_click=Isian.minta("pakai", b.dilihat),
                            )
                        ),
                    ),
                    class_name="lt-kutipan",
                    custom_attrs={"data-uji": "dilihat"},
                ),
            ),
            rx.el.ul(rx.foreach(b.versi, _duduk), class_name="lt-versi"),
            rx.cond(b.versi_lama != "", teks_petunjuk(b.versi_lama)),
        ),
    )


def _saran_baris(row: Any) -> rx.Component:
    def angka(value: Any, judul: str) -> rx.Component:
        return rx.el.td(value, class_name="kanan angka", custom_attrs={"data-judul": judul})

    return rx.el.tr(
        rx.el.th(
            rx.cond(
                row.alamat != "",
                rx.el.a(
                    row.nama,
                    href=row.alamat,
                    custom_attrs={"aria-current": rx.cond(row.dibaca, "true", "false")},
                ),
                row.nama,
            ),
            scope="row",
        ),
        angka(row.keluhan, t("Keluhan")),
        angka(row.usul, t("Usul")),
        angka(row.pujian, t("Pujian")),
        angka(row.jumlah, t("Saran")),
    )


def _saran_teks(s: Any) -> rx.Component:
    def butir(pair: Any) -> rx.Component:
        return rx.el.li(rx.el.p(pair[1], class_name="saran-teks"), teks_petunjuk(pair[0]))

    return rx.el.section(
        rx.el.h3(
            s.judul,
            id="saran-dibaca",
            tab_index=-1,
            key=s.judul,
            custom_attrs={"data-fokus": "saran-dibaca"},
        ),
        rx.el.ul(rx.foreach(s.teks, butir), class_name="daftar-saran"),
        rx.el.div(
            rx.cond(s.sebelum != "", rx.el.a(t("Lebih baru"), href=s.sebelum)),
            rx.el.span(s.keterangan, class_name="petunjuk"),
            rx.cond(s.sesudah != "", rx.el.a(t("Lebih lama"), href=s.sesudah)),
            class_name="lt-langkah",
        ),
    )


def _saran() -> rx.Component:
    return rx.cond(
        State.tampil.saran.length() > 0,
        rx.el.section(
            rx.el.h2(t("Saran menurut unsur")),
            rx.el.p(State.tampil.saran_jumlah, class_name="keterangan"),
            rx.el.table(
                rx.el.caption(t("Saran menurut unsur dan nada"), class_name="hanya-pembaca"),
                kepala_tabel(
                    t("Unsur"),
                    (t("Keluhan"), "kanan"),
                    (t("Usul"), "kanan"),
                    (t("Pujian"), "kanan"),
                    (t("Saran"), "kanan"),
                ),
                rx.el.tbody(rx.foreach(State.tampil.saran, _saran_baris)),
                class_name="tabel-laporan tabel-kartu lt-saran",
            ),
            teks_petunjuk(
                t(
                    "Dibaca dari daftar kata untuk membantu mencari, bukan penilaian. Satu saran dapat "
                    "menyebut beberapa unsur. Tekan nama unsur untuk membaca sarannya."
                )
            ),
            rx.foreach(State.tampil.saran_buka, _saran_teks),
            class_name="kartu panel",
        ),
    )


def _langkah() -> rx.Component:
    b = State.tampil.buka

    def tautan(rows: Any, before: str, after: str) -> rx.Component:
        return rx.el.span(rx.foreach(rows, lambda r: rx.el.a(before, r.nama, after, href=r.alamat)))

    return rx.el.nav(
        tautan(b.sebelum, "← ", ""),
        tautan(b.sesudah, "", " →"),
        class_name="lt-langkah",
        aria_label=t("Bagian sebelum dan sesudah"),
    )


def bagian_terbuka() -> rx.Component:
    """Show the part that is open."""
    b = State.tampil.buka
    return rx.fragment(
        rx.el.section(
            rx.el.h2(b.judul),
            rx.cond(b.wajib, rx.el.p(t("Bagian ini wajib diisi."), class_name="lt-wajib")),
            rx.foreach(b.lengkapi, lambda words: rx.el.p(words + ".", class_name="lt-wajib")),
            rx.el.p(b.bantuan, class_name="keterangan"),
            rx.cond(b.cara != "", teks_petunjuk(b.cara)),
            rx.cond(b.kunci == DOKUMENTASI, foto_survei()),
            _otomatis(),
            _tulisan(),
            _riwayat(),
            class_name="kartu panel",
            custom_attrs={"data-uji": "bagian"},
        ),
        rx.cond(b.kunci == "perbandingan", dua_tahun()),
        rx.cond(b.kunci == "saran", _saran()),
        _langkah(),
    )
