"""What is published: the province, each UPP, each layanan."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.publikasi.hasil.state import TERSEMBUNYI
from sekampadi.web.publikasi.hasil.state import HasilState as State
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.route import Route
from sekampadi.web.ui.admin import lencana_mutu, lencana_nilai
from sekampadi.web.ui.dasar import (
    baris_tombol,
    kepala_tabel,
    pesan,
    tautan_dalam,
    tautan_tombol,
    teks_petunjuk,
)
from sekampadi.web.ui.gambar import gambar
from sekampadi.web.ui.publik import halaman_publik, ruang_tunggu

_TERBUKA = 5
"""Lines of what was done that are open from the start."""


def _pilihan(row: Any) -> rx.Component:
    """Lead to what is published of an UPP or a layanan."""
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.el.span(row.nama, class_name="pilihan-nama"),
                rx.el.span(row.periode, class_name="pilihan-jenis"),
                class_name="opsi-teks",
            ),
            rx.cond(
                row.ikm != "",
                rx.el.span(
                    rx.el.strong(row.ikm),
                    " ",
                    lencana_mutu(row.mutu, row.mutu),
                    class_name="nilai-kecil",
                ),
            ),
            href=row.ke,
            class_name="pilihan",
        )
    )


def _daftar() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Hasil tiap unit pelayanan"), id="unit"),
        rx.el.label(t("Cari unit pelayanan"), html_for="cari", class_name="hanya-pembaca"),
        rx.el.input(
            id="cari",
            type="search",
            auto_complete="off",
            placeholder=t("Cari unit pelayanan"),
            custom_attrs={"data-saring": "daftar-hasil"},
            class_name="masukan",
        ),
        rx.el.p(
            id="daftar-hasil-hasil", class_name="petunjuk", custom_attrs={"aria-live": "polite"}
        ),
        rx.el.ul(
            rx.foreach(State.daftar, _pilihan), id="daftar-hasil", class_name="daftar-pilihan"
        ),
    )


def _angka() -> rx.Component:
    nilai = State.nilai
    return rx.el.section(
        rx.el.div(
            rx.el.h2(State.nama),
            rx.el.p(State.periode, class_name="keterangan"),
        ),
        rx.el.div(
            rx.el.p(nilai.ikm, class_name="angka-besar", custom_attrs={"data-uji": "ikm"}),
            rx.el.div(
                lencana_nilai(nilai),
                rx.el.p(t("{n} responden", n=nilai.n), class_name="keterangan"),
            ),
            class_name="angka-hasil",
        ),
        rx.cond(
            State.margin != "",
            rx.el.p(
                State.margin,
                rx.cond(State.sampel != "", " " + State.sampel, ""),
                class_name="petunjuk",
                custom_attrs={"data-uji": "margin"},
            ),
        ),
        rx.cond(
            State.catatan != "",
            rx.el.p(State.catatan, class_name="petunjuk", custom_attrs={"data-uji": "catatan"}),
        ),
        rx.cond(
            State.rata_rata != "",
            rx.el.p(
                t("Gabungan semua responden. Rata-rata nilai UPP yang ditampilkan: "),
                rx.el.strong(State.rata_rata),
            ),
        ),
        rx.el.p(
            t(
                "Nomor {nomor} · terbit {terbit} · metode {metode}",
                nomor=State.nomor,
                terbit=State.terbit,
                metode=nilai.metode,
            ),
            class_name="petunjuk nomor-lembar",
        ),
        baris_tombol(
            tautan_tombol(t("Unduh PDF"), State.pdf),
            rx.cond(
                State.rinci,
                tautan_tombol(t("Isi Survei"), State.survei, kind="biasa"),
                tautan_dalam(t("Hasil tiap unit"), "unit", class_name="tombol tombol-biasa"),
            ),
        ),
        class_name="kartu",
    )


def _unsur(row: Any) -> rx.Component:
    bar = rx.el.span(class_name="batang-isi batang-" + row.mutu, style={"width": row.lebar})
    return rx.el.tr(
        rx.el.th(
            rx.el.span(rx.el.span(row.kode, class_name="nomor"), row.nama),
            rx.el.span(bar, class_name="batang", custom_attrs={"aria-hidden": "true"}),
            scope="row",
        ),
        rx.el.td(row.nik, class_name="kanan"),
        rx.el.td(row.mutu, class_name="tengah"),
    )


def _tabel_unsur() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Nilai tiap unsur")),
        rx.el.table(
            rx.el.caption(
                t("Nilai 25 sampai 100, makin tinggi makin baik"), class_name="hanya-pembaca"
            ),
            kepala_tabel(t("Unsur"), (t("Nilai"), "kanan"), (t("Mutu"), "tengah")),
            rx.el.tbody(rx.foreach(State.unsur, _unsur)),
            class_name="tabel-unsur",
        ),
    )


def _tren() -> rx.Component:
    return rx.cond(
        State.tren_kalimat != "",
        rx.el.section(
            rx.el.h2(t("Perkembangan")),
            rx.el.div(gambar(State.tren, State.tren_kalimat), class_name="tren"),
            teks_petunjuk(
                t(
                    "Nilai IKM tiap periode. Garis putus-putus: batas bawah mutu yang tertulis di sana."
                )
            ),
        ),
    )


def _kelompok(k: Any) -> rx.Component:
    return rx.el.table(
        kepala_tabel(k.judul, (t("Orang"), "kanan")),
        rx.el.tbody(
            rx.foreach(
                k.sel,
                lambda s: rx.el.tr(rx.el.td(s.label), rx.el.td(s.orang, class_name="kanan")),
            )
        ),
    )


def _responden() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Siapa yang menjawab")),
        rx.el.div(rx.foreach(State.kelompok, _kelompok), class_name="kisi-kelompok"),
        teks_petunjuk(
            t(
                "Menurut keadaan saat triwulan dibekukan; jumlahnya dapat berbeda dari jumlah di atas."
            ),
            rx.cond(State.tersembunyi, " " + TERSEMBUNYI, ""),
        ),
    )


def _satu(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            # Where nobody is quoted, perhaps nobody wrote of it: it was rated.
            rx.el.span(
                rx.cond(row.dikutip, t("Anda menyampaikan"), t("Penilaian Anda")),
                class_name="petunjuk",
            ),
            rx.cond(row.dikutip, rx.el.q(row.kata), rx.el.span(row.kata)),
        ),
        rx.el.p(rx.el.span(t("Kami melakukan"), class_name="petunjuk"), rx.el.strong(row.teks)),
        rx.el.p(row.kapan, class_name="petunjuk"),
    )


def _dilakukan() -> rx.Component:
    """Tell what was done about what people said; the newest are open, the others one press away."""
    rows = State.dilakukan
    return rx.cond(
        rows.length() > 0,
        rx.el.section(
            rx.el.h2(t("Anda menyampaikan – kami melakukan")),
            rx.el.ul(rx.foreach(rows[:_TERBUKA], _satu), class_name="daftar-dilakukan"),
            rx.cond(
                rows.length() > _TERBUKA,
                rx.el.details(
                    rx.el.summary(rows.length() - _TERBUKA, " ", t("lainnya")),
                    rx.el.ul(rx.foreach(rows[_TERBUKA:], _satu), class_name="daftar-dilakukan"),
                ),
            ),
            custom_attrs={"data-uji": "dilakukan"},
        ),
    )


def _terbit(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.el.a(
                row.periode,
                href=row.ke,
                custom_attrs={"aria-current": rx.cond(row.nomor == State.nomor, "true", "false")},
            ),
            scope="row",
        ),
        rx.el.td(row.ikm, class_name="kanan"),
        rx.el.td(row.mutu, class_name="tengah"),
        rx.el.td(row.n, class_name="kanan layar-lebar"),
        rx.el.td(
            rx.el.a(
                t("PDF"),
                href=row.pdf,
                custom_attrs={"aria-label": t("Unduh PDF") + " " + row.periode},
            ),
            class_name="kanan",
        ),
    )


def _terbitan() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Semua yang terbit")),
        rx.el.details(
            rx.el.summary(State.terbitan.length(), " ", t("lembar")),
            rx.el.table(
                rx.el.caption(t("Lembar yang berlaku"), class_name="hanya-pembaca"),
                kepala_tabel(
                    t("Periode"),
                    (t("IKM"), "kanan"),
                    (t("Mutu"), "tengah"),
                    (t("Responden"), "kanan layar-lebar"),
                    (t("Lembar"), "kanan"),
                ),
                rx.el.tbody(rx.foreach(State.terbitan, _terbit)),
                class_name="tabel-terbit",
            ),
        ),
        teks_petunjuk(
            t(
                "Yang tampil adalah triwulan yang sudah ditutup dan jumlahnya. Bagian yang akan "
                "menunjukkan jawaban beberapa orang saja tidak ditampilkan."
            )
        ),
        teks_petunjuk(
            t("Data terbuka: "),
            rx.el.a("CSV", href=State.csv),
            " · ",
            rx.el.a("JSON", href=State.json),
            " · ",
            rx.el.a(t("semua data"), href="/data", reload_document=True),
            " · ",
            rx.el.a(t("pasang di situs Anda"), href=State.pasang, reload_document=True),
            " · ",
            rx.el.a(t("periksa keaslian lembar"), href="/cek"),
        ),
    )


def _isi() -> rx.Component:
    return rx.fragment(
        _angka(),
        _tabel_unsur(),
        _dilakukan(),
        _tren(),
        _responden(),
        rx.cond(
            State.layanan.length() > 0,
            rx.el.section(
                rx.el.h2(t("Layanan")),
                rx.el.ul(rx.foreach(State.layanan, _pilihan), class_name="daftar-pilihan"),
            ),
        ),
        _terbitan(),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_publik(
        LembarGaya.create(nama="angka"),
        rx.el.div(
            rx.el.h1(t("Hasil survei kepuasan masyarakat")),
            rx.cond(State.rinci, rx.el.p(rx.el.a(t("← Provinsi dan semua unit"), href="/hasil"))),
        ),
        rx.cond(State.galat != "", pesan(State.galat, kind="peringatan")),
        rx.cond(
            State.nomor != "",
            _isi(),
            rx.cond(
                State.nama != "",
                rx.el.div(
                    rx.el.h2(State.nama),
                    rx.el.p(t("Belum ada hasil yang diterbitkan."), class_name="kosong"),
                ),
            ),
        ),
        rx.cond(State.daftar.length() > 0, _daftar()),
        ruang_tunggu((State.galat != "") | (State.nama != "")),
        menyusul=True,
        terputus=t("Angka akan dimuat lagi begitu tersambung."),
    )


ROUTE = Route("/hasil", t("Hasil Survei"), page, Permission.PUBLIC, (State.muat,))
