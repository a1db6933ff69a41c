"""The leaders' live screen: on a wall page by page, on a desk and a phone as one page."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.layar.state import LayarState as State
from sekampadi.web.layar.view import (
    batang_unsur,
    halaman_dinding,
    kolom_peringkat,
    peta_panas,
)
from sekampadi.web.ui.admin import (
    halaman_admin,
    lencana_nilai,
    pilih_cakupan,
    rute_admin,
    status_hidup,
)
from sekampadi.web.ui.dasar import baris_tombol, pesan, teks_petunjuk, tombol
from sekampadi.web.ui.gambar import garis_waktu

_VIEW = State.view


def _bilah() -> rx.Component:
    # The script writes the age here as soon as it matters.
    umur = rx.el.span(class_name="layar-umur", custom_attrs={"data-layar": "umur"})
    return rx.el.div(
        rx.el.div(
            rx.el.p(_VIEW.nama, class_name="layar-nama"),
            status_hidup(State, t("Dibaca "), _VIEW.dibaca, " ", umur),
        ),
        rx.el.p(
            rx.el.span(custom_attrs={"data-layar": "nomor"}),
            rx.el.span(custom_attrs={"data-layar": "jam"}),
            class_name="layar-jam",
            custom_attrs={"aria-hidden": "true"},
        ),
        class_name="layar-bilah",
    )


def _angka(judul: str, angka: Any, *more: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h3(judul), rx.el.p(angka, class_name="layar-angka"), *more, class_name="layar-kotak"
    )


def _ringkasan() -> rx.Component:
    return halaman_dinding(
        rx.fragment("IKM ", _VIEW.triwulan),
        rx.el.div(
            rx.el.div(
                rx.el.p(
                    _VIEW.nilai.ikm,
                    class_name="layar-ikm",
                    custom_attrs={"data-uji": "layar-ikm", "aria-hidden": "true"},
                ),
                rx.el.p(
                    t("Nilai IKM "),
                    _VIEW.nilai.ikm,
                    rx.cond(
                        _VIEW.nilai.mutu != "",
                        t(", mutu {m}, {k}", m=_VIEW.nilai.mutu, k=_VIEW.nilai.kinerja),
                        "",
                    ),
                    class_name="hanya-pembaca",
                    custom_attrs={"aria-live": "polite", "aria-atomic": "true"},
                ),
                lencana_nilai(_VIEW.nilai),
                teks_petunjuk(_VIEW.margin),
                rx.cond(
                    _VIEW.selisih != "",
                    rx.el.p(
                        rx.el.span(_VIEW.selisih, class_name="gerak " + _VIEW.arah),
                        " ",
                        _VIEW.banding,
                        class_name="layar-selisih",
                    ),
                ),
                class_name="layar-utama",
            ),
            rx.el.div(
                _angka(t("Responden hari ini"), _VIEW.hari_ini),
                _angka(t("Responden triwulan ini"), _VIEW.nilai.n),
                _angka(
                    t("Sejak awal"),
                    rx.el.span(_VIEW.semua.n, custom_attrs={"data-uji": "layar-n"}),
                    teks_petunjuk(
                        "IKM ",
                        rx.el.strong(_VIEW.semua.ikm, custom_attrs={"data-uji": "layar-semua"}),
                    ),
                ),
                class_name="layar-kotak-kotak",
            ),
            class_name="layar-ringkas",
        ),
        rx.el.div(
            rx.foreach(_VIEW.kalimat, rx.el.p),
            class_name="layar-kalimat",
        ),
        kelas="layar-ringkasan",
    )


def _perhatian() -> rx.Component:
    def butir(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.a(row.nama, href=row.href), ": ", row.kalimat, class_name="perhatian-" + row.jenis
        )

    return halaman_dinding(
        t("Perlu perhatian"),
        rx.cond(
            _VIEW.perhatian.length() > 0,
            rx.fragment(
                rx.el.ul(rx.foreach(_VIEW.perhatian, butir), class_name="perhatian"),
                teks_petunjuk(_VIEW.perhatian_lain),
            ),
            rx.el.p(_VIEW.tanpa_perhatian),
        ),
        rx.cond(_VIEW.dinilai != "", teks_petunjuk(_VIEW.dinilai)),
        rx.foreach(
            _VIEW.pengumpulan,
            lambda p: rx.el.p(
                rx.el.strong(p.kalimat),
                rx.foreach(
                    p.bagian, lambda b: rx.el.span(rx.el.a(b.nama, href=b.href), class_name="butir")
                ),
                p.lain,
                class_name="pengumpulan",
            ),
        ),
        rx.cond(
            _VIEW.tindak_lanjut != "",
            rx.el.p(_VIEW.tindak_lanjut, custom_attrs={"data-uji": "layar-tindak-lanjut"}),
        ),
        kelas="layar-perhatian",
    )


def _unsur() -> rx.Component:
    return rx.cond(
        _VIEW.unsur.length() > 0,
        halaman_dinding(
            t("Unsur, dari yang terendah"),
            batang_unsur(_VIEW.unsur),
            rx.el.p(
                t("Nilai rata-rata 1 sampai 4 pada triwulan ini; ketuk untuk melihat jawabannya."),
                class_name="petunjuk layar-meja",
            ),
        ),
    )


def _garis() -> rx.Component:
    return rx.cond(
        _VIEW.garis.titik.length() > 0,
        halaman_dinding(
            t("IKM per bulan"),
            garis_waktu(_VIEW.garis, t("IKM per bulan"), t("Bulan")),
            kelas="layar-garis",
        ),
    )


def _peringkat() -> rx.Component:
    return rx.foreach(
        _VIEW.peringkat,
        lambda h: halaman_dinding(
            rx.fragment(t("Peringkat "), _VIEW.bagian),
            rx.el.div(
                rx.foreach(h.kolom, kolom_peringkat),
                class_name="peringkat-kolom-kolom",
            ),
            kelas="layar-baris",
            lanjutan=h.judul + t("IKM, margin, n · atas/bawah: ") + _VIEW.kedudukan,
        ),
    )


def _panas() -> rx.Component:
    return rx.foreach(
        _VIEW.panas,
        lambda h: halaman_dinding(
            rx.fragment(_VIEW.bagian, t(" dan unsur")),
            peta_panas(h.baris, _VIEW.bagian),
            kelas="layar-baris " + h.kelas,
            lanjutan=h.judul,
        ),
    )


def _saran() -> rx.Component:
    def butir(row: Any) -> rx.Component:
        return rx.el.li(rx.el.blockquote(row.saran), teks_petunjuk(row.asal))

    return rx.cond(
        _VIEW.saran.length() > 0,
        halaman_dinding(
            t("Suara masyarakat"), rx.el.ul(rx.foreach(_VIEW.saran, butir), class_name="suara")
        ),
    )


def _calon() -> rx.Component:
    def butir(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.div(rx.el.p(row.saran), teks_petunjuk(row.asal)),
            tombol(
                rx.cond(row.dirilis, t("Tarik dari layar"), t("Tampilkan di layar")),
                kind="teks",
                on_click=State.rilis(row.id, ~row.dirilis),
            ),
        )

    return rx.cond(
        State.calon.length() > 0,
        rx.el.details(
            rx.el.summary(t("Saran untuk layar")),
            teks_petunjuk(
                t(
                    "Saran tidak tampil di layar sebelum Anda merilisnya. "
                    "Jangan merilis saran yang menyebut nama orang."
                )
            ),
            rx.cond(State.galat_saran != "", pesan(State.galat_saran, kind="bahaya")),
            rx.el.ul(rx.foreach(State.calon, butir), class_name="calon-saran"),
            class_name="kartu layar-meja",
        ),
    )


def _alat() -> rx.Component:
    return baris_tombol(
        tombol(t("Layar penuh"), custom_attrs={"data-layar": "penuh"}),
        tombol(t("Ganti terang/gelap"), kind="biasa", custom_attrs={"data-layar": "tema"}),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        "/admin/layar",
        t("Layar Pimpinan"),
        rx.el.link(rel="stylesheet", href="/layar.css"),
        rx.el.script(src="/layar.js", custom_attrs={"async": True}),
        rx.cond(State.galat != "", pesan(State.galat, kind="peringatan")),
        rx.el.div(
            pilih_cakupan(State.pilihan, State.kunci, State.pilih),
            rx.cond(
                State.atas != "",
                rx.el.a(t("Naik satu tingkat"), href=State.atas, class_name="tombol tombol-biasa"),
            ),
            class_name="saring layar-meja",
        ),
        rx.cond(
            _VIEW.nama != "",
            rx.el.div(
                _bilah(),
                _ringkasan(),
                _perhatian(),
                _unsur(),
                _garis(),
                _peringkat(),
                _panas(),
                _saran(),
                class_name=rx.cond(State.terganggu, "layar terganggu", "layar"),
                custom_attrs={"data-dibaca": _VIEW.dibaca_ms, "data-zona": _VIEW.zona},
            ),
        ),
        _calon(),
        alat=_alat(),
    )


ROUTE = rute_admin(
    "/admin/layar", t("Layar Pimpinan"), page, Permission.LAYAR_READ, State.muat, menu=""
)
