"""Parts of the page of deadlines: the matrix, what is the own UPP's, the calendar."""

from typing import Any

import reflex as rx

from sekampadi.domain.pengajuan.tenggat import StatusTenggat
from sekampadi.domain.teks import write_address
from sekampadi.i18n import t
from sekampadi.web.pengajuan.jadwal.state import KALENDER, PATH
from sekampadi.web.pengajuan.jadwal.state import JadwalState as State
from sekampadi.web.pengajuan.jadwal.tampilan import HURUF, TANDA
from sekampadi.web.ui.dasar import (
    baris_tombol,
    kosong,
    pilih,
    tautan_tombol,
    teks_petunjuk,
    tombol,
)

TABEL = "matriks-upp"


def _by_letter(letter: Any, of: dict[StatusTenggat, str], late: str = "") -> Any:
    """Say what a letter of a cell stands for; ``late`` is put behind it where it came late."""
    pairs = [
        *((HURUF[k], words) for k, words in of.items()),
        *((HURUF[k].upper(), words + late) for k, words in of.items()),
    ]
    return rx.match(letter, *pairs, "").to(str)


_KATA = {k: k.label for k in StatusTenggat}


def tanda(letter: Any) -> rx.Component:
    """Show how something stands: a sign on its colour, for who sees it."""
    return rx.el.span(
        _by_letter(letter, TANDA),
        class_name="jadwal-tanda jadwal-" + letter,
        custom_attrs={"aria-hidden": "true"},
    )


def _kata(letter: Any) -> Any:
    return _by_letter(letter, _KATA, t(" (sesudah batasnya)"))


def _keterangan() -> rx.Component:
    """Say what the signs mean."""
    return rx.el.ul(
        *(
            rx.el.li(
                rx.el.span(
                    TANDA[k],
                    class_name=f"jadwal-tanda jadwal-{HURUF[k]}",
                    custom_attrs={"aria-hidden": "true"},
                ),
                k.label,
            )
            for k in StatusTenggat
        ),
        rx.el.li(
            rx.el.span(
                TANDA[StatusTenggat.DITERIMA],
                class_name="jadwal-tanda jadwal-D",
                custom_attrs={"aria-hidden": "true"},
            ),
            t("sudut: sesudah batasnya"),
        ),
        class_name="jadwal-keterangan",
        aria_label=t("Arti tanda"),
    )


def saring() -> rx.Component:
    """Offer the column, the state, the years and a name."""
    states = [(k.value, k.label) for k in StatusTenggat]
    return rx.el.div(
        rx.el.label(
            t("Masa"),
            rx.el.select(
                rx.el.option(t("Terbaru yang berakhir"), value=""),
                rx.foreach(
                    State.matriks.kolom, lambda k: rx.el.option(k.nama, value=k.kunci, key=k.kunci)
                ),
                value=State.masa,
                on_change=State.pilih_masa,
                class_name="masukan",
            ),
        ),
        pilih(t("Keadaan"), states, State.keadaan, State.pilih_keadaan, kosong=t("Semua keadaan")),
        rx.cond(
            State.tahun_ada.length() > 3,
            rx.el.label(
                t("Sampai tahun"),
                rx.el.select(
                    rx.foreach(State.tahun_ada, lambda n: rx.el.option(n, value=n)),
                    value=State.tahun,
                    on_change=State.pilih_tahun,
                    class_name="masukan",
                ),
            ),
        ),
        rx.el.div(
            rx.el.input(
                type="search",
                placeholder=t("Cari nama UPP"),
                auto_complete="off",
                class_name="masukan",
                custom_attrs={"aria-label": t("Cari nama UPP"), "data-saring": TABEL},
            ),
            rx.el.p(id=f"{TABEL}-hasil", role="status", class_name="petunjuk"),
            class_name="cari",
        ),
        class_name="jadwal-saring",
    )


def panel_masa() -> rx.Component:
    """Say of the column that is looked at until when it is, how it stands, and what can be done."""
    matriks = State.matriks
    return rx.el.section(
        rx.el.div(
            rx.el.h2(matriks.nama),
            rx.el.p(matriks.tenggat, class_name="keterangan"),
            rx.el.p(matriks.ringkas, class_name="petunjuk"),
        ),
        rx.cond(
            State.boleh,
            baris_tombol(
                rx.cond(
                    matriks.dapat_diingatkan,
                    tombol(t("Ingatkan"), kind="biasa", on_click=State.buka_ingatkan),
                ),
                tombol(t("Geser tenggat"), kind="biasa", on_click=State.buka_geser),
            ),
        ),
        class_name="kartu jadwal-panel",
    )


def _sel(baris: Any, letter: Any, at: Any) -> rx.Component:
    kolom = State.matriks.kolom[at]
    words = _kata(letter)
    # Words that a phone shows are no text of the page, or a search for a name would find them.
    said = {"data-kata": words, "aria-label": kolom.nama + ": " + words}
    return rx.el.td(
        rx.cond(
            letter == HURUF[StatusTenggat.BERJALAN],
            rx.el.span(tanda(letter), role="img", class_name="jadwal-isi", custom_attrs=said),
            rx.el.a(
                tanda(letter),
                href="/admin/pengajuan/rinci?upp=" + baris.kunci + "&masa=" + kolom.kunci,
                title=baris.nama + ", " + kolom.nama + ": " + words,
                class_name="jadwal-isi",
                custom_attrs=said,
            ),
        ),
        class_name=rx.cond(at == State.matriks.pilih, "jadwal-kini", ""),
    )


def _kepala() -> rx.Component:
    matriks = State.matriks

    def kolom(k: Any, at: Any) -> rx.Component:
        return rx.el.th(
            rx.el.button(
                rx.el.span(k.kepala, custom_attrs={"aria-hidden": "true"}),
                rx.el.span(k.nama, class_name="hanya-pembaca"),
                type="button",
                title=k.nama,
                on_click=State.pilih_masa(k.kunci),
                custom_attrs={"aria-pressed": rx.cond(at == matriks.pilih, "true", "false")},
            ),
            scope="col",
            class_name=rx.cond(at == matriks.pilih, "jadwal-kini", ""),
        )

    return rx.el.thead(
        rx.el.tr(
            rx.el.th(t("UPP"), scope="col", row_span=2),
            rx.foreach(
                matriks.grup, lambda g: rx.el.th(g.tahun, scope="colgroup", col_span=g.lebar)
            ),
        ),
        rx.el.tr(rx.foreach(matriks.kolom, kolom)),
    )


def matriks() -> rx.Component:
    """Show all UPP and all that they hand in; on a phone the column that is looked at."""

    def baris(row: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(row.nama, title=row.nama, scope="row"),
            rx.foreach(row.sel.split(""), lambda letter, at: _sel(row, letter, at)),
            key=row.kunci,
        )

    def jumlah(row: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(tanda(row.huruf), _by_letter(row.huruf, _KATA), scope="row"),
            rx.foreach(
                row.isi,
                lambda n, at: rx.el.td(
                    n, class_name=rx.cond(at == State.matriks.pilih, "jadwal-kini", "")
                ),
            ),
            key=row.huruf,
        )

    return rx.el.section(
        rx.cond(
            State.matriks.baris.length() > 0,
            rx.fragment(
                rx.el.table(
                    rx.el.caption(t("Penyampaian per UPP dan masa"), class_name="hanya-pembaca"),
                    _kepala(),
                    rx.el.tbody(rx.foreach(State.matriks.baris, baris), id=TABEL),
                    rx.el.tfoot(rx.foreach(State.matriks.jumlah, jumlah)),
                    class_name="jadwal-matriks",
                ),
                _keterangan(),
            ),
            kosong(t("Tidak ada UPP dengan keadaan ini.")),
        ),
        class_name="kartu jadwal-kartu",
    )


def milik() -> rx.Component:
    """Show what the own UPP hands in, what waits for the person first."""

    def baris(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.strong(row.nama),
                rx.cond(row.upp != "", rx.el.span(row.upp, class_name="petunjuk")),
            ),
            rx.el.div(
                rx.el.span(tanda(row.huruf), row.keadaan, class_name="jadwal-keadaan"),
                rx.el.span(row.langkah, " ", row.batas, class_name="petunjuk"),
            ),
            rx.cond(
                row.alamat != "",
                tautan_tombol(
                    row.tombol,
                    row.alamat,
                    kind="biasa",
                    custom_attrs={"aria-label": row.tombol + ", " + row.nama + " " + row.upp},
                ),
            ),
            class_name=rx.cond(row.penting, "jadwal-penting", ""),
            key=row.kunci,
        )

    return rx.el.section(
        rx.el.h2(State.upp_nama),
        teks_petunjuk(
            t(
                "Lembar IKM dan RTL disampaikan pada pekan pertama sesudah triwulan; laporan tahunan "
                "pada pekan kedua Januari."
            )
        ),
        rx.el.ol(rx.foreach(State.milik, baris), class_name="jadwal-milik"),
        class_name="kartu panel",
    )


def bagian() -> rx.Component:
    """Lead to the parts of the page."""

    def tab(nama: str, kunci: str) -> rx.Component:
        return rx.el.a(
            nama,
            href=write_address(PATH, bagian=kunci),
            custom_attrs={"aria-current": rx.cond(State.bagian == kunci, "page", "false")},
        )

    return rx.el.nav(
        tab(t("Keadaan"), ""),
        tab(t("Kalender"), KALENDER),
        class_name="tab",
        aria_label=t("Bagian halaman penyampaian"),
    )
