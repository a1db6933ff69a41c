"""The frame of the admin pages: menu, who is logged in, and the places where things are picked."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from sekampadi.domain.cara.semua import HALAMAN
from sekampadi.domain.izin import Permission
from sekampadi.domain.tabel import TableSpec
from sekampadi.i18n import t
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.reflex_seam.elements import FormulirBiasa, LembarGaya
from sekampadi.web.route import Route
from sekampadi.web.ui.dasar import (
    baris_tombol,
    pilih,
    tautan_tombol,
    teks_petunjuk,
    tombol,
)
from sekampadi.web.ui.koneksi import koneksi
from sekampadi.web.ui.publik import TANPA_SKRIP, kaki, lewati, merek


def _menu(path: str) -> rx.Component:
    # A page below another one, which is in no menu, marks that.
    above = "/".join(path.split("/")[:3])
    here = "page" if above == path else "true"

    def butir(row: Any) -> rx.Component:
        return rx.el.li(
            rx.cond(row.kelompok != "", rx.el.p(row.kelompok, class_name="menu-judul")),
            rx.el.a(
                row.judul,
                href=row.path,
                custom_attrs={"aria-current": rx.cond(row.path == above, here, "false")},
            ),
        )

    return rx.el.nav(
        rx.el.ul(rx.foreach(SesiState.menu, butir), class_name="menu"), aria_label=t("Menu utama")
    )


def _kabar() -> rx.Component:
    """Lead to the notices, with how many are unread."""
    return rx.cond(
        SesiState.diberi_tahu,
        rx.el.a(
            t("Notifikasi"),
            rx.cond(
                SesiState.belum > 0,
                rx.fragment(
                    rx.el.span(SesiState.belum, class_name="jumlah-kabar"),
                    rx.el.span(t("belum dibaca"), class_name="hanya-pembaca"),
                ),
            ),
            href="/admin/notifikasi",
            class_name="tombol tombol-teks",
        ),
    )


def _kabar_ponsel() -> rx.Component:
    """Say on a phone how many notices are unread, where the way to them is folded away."""
    return rx.cond(
        SesiState.diberi_tahu & (SesiState.belum > 0),
        rx.el.a(
            rx.el.span(SesiState.belum, class_name="jumlah-belum"),
            href="/admin/notifikasi",
            class_name="kabar-ponsel",
            custom_attrs={"aria-label": SesiState.belum.to_string() + " " + t("belum dibaca")},
        ),
    )


def _tertutup() -> rx.Component:
    """Say that the page is not for this person, and lead to one that is."""
    return rx.el.section(
        rx.el.h1(t("Halaman ini tidak tersedia untuk peran Anda")),
        rx.cond(
            SesiState.layar,
            rx.el.p(
                t("Layar yang terhubung hanya menampilkan Layar Pimpinan. "),
                rx.el.a(t("Kembali ke layar"), href="/admin/layar"),
            ),
            rx.fragment(
                rx.el.p(
                    t("Anda masuk sebagai "),
                    rx.el.strong(SesiState.peran),
                    t(". Bila Anda memerlukan halaman ini, mintalah hak aksesnya kepada admin."),
                ),
                baris_tombol(tautan_tombol(t("Ke halaman awal Anda"), SesiState.awal)),
            ),
        ),
        class_name="kartu",
        custom_attrs={"data-uji": "tertutup"},
    )


def _isi(path: str, *children: Any) -> rx.Component:
    """Show the content once it is known that the person may see it.

    Before that there is nothing to see: an empty table would say that there are no rows.
    """
    return rx.cond(
        SesiState.halaman == path,
        rx.cond(SesiState.boleh, rx.fragment(*children), _tertutup()),
        rx.fragment(
            rx.el.noscript(
                rx.el.style("[role=status].petunjuk { display: none }"),
                rx.el.p(TANPA_SKRIP, class_name="pesan pesan-peringatan"),
            ),
            rx.el.p(t("Memuat halaman …"), role="status", class_name="petunjuk"),
        ),
    )


def _keluar() -> rx.Component:
    """Offer the way out: a form, because leaving changes something, and a link must not."""
    return FormulirBiasa.create(
        tombol(t("Keluar"), kind="teks", type="submit"),
        action="/sesi/keluar",
        method="post",
        class_name="keluar",
    )


def _cara(path: str) -> rx.Component:
    """Offer help on the page, read by ``assets/cara.js`` when it is opened."""
    if path not in HALAMAN:
        return rx.fragment()
    return rx.el.details(
        rx.el.summary(t("Cara")),
        rx.el.div(custom_attrs={"data-cara-isi": ""}, role="status"),
        class_name="cara",
        custom_attrs={"data-cara": path},
    )


def _siapa() -> rx.Component:
    """Say who is logged in, or that it is a wall, which nobody is."""
    return rx.cond(
        SesiState.layar,
        rx.fragment(t("Layar terhubung: "), rx.el.strong(SesiState.username), "."),
        rx.fragment(
            t("Hai "),
            rx.el.strong(SesiState.username),
            t(". Anda berperan sebagai {peran}", peran=SesiState.peran),
            rx.cond(SesiState.upp_nama != "", t(" pada {upp}", upp=SesiState.upp_nama), ""),
            ".",
        ),
    )


def halaman_admin(path: str, judul: str, *children: Any, alat: Any = None) -> rx.Component:
    """Frame an admin page; ``alat`` stands beside the heading."""
    return rx.el.div(
        LembarGaya.create(nama="admin"),
        rx.el.header(
            lewati(),
            merek(SesiState.awal),
            rx.el.div(_menu(path), class_name="menu-meja"),
            _kabar_ponsel(),
            rx.el.details(rx.el.summary(t("Menu")), _menu(path), class_name="menu-ponsel"),
            class_name="samping",
        ),
        # On a phone it is shown below the menu, and with it only. A wall has no account.
        rx.el.div(
            rx.el.p(
                rx.cond(SesiState.username != "", _siapa()),
                title=SesiState.upp_nama,
                class_name="dua-baris",
            ),
            baris_tombol(
                _kabar(),
                rx.cond(
                    ~SesiState.layar, tautan_tombol(t("Akun saya"), "/admin/akun", kind="teks")
                ),
                _keluar(),
            ),
            role="region",
            aria_label=t("Akun Anda"),
            class_name="atas",
        ),
        rx.el.main(
            koneksi(t("Angka di bawah ini mungkin sudah berubah. Kami mencoba menyambung lagi.")),
            _isi(
                path,
                rx.el.div(
                    rx.el.div(rx.el.h1(judul)), alat or rx.fragment(), class_name="judul-halaman"
                ),
                _cara(path),
                *children,
            ),
            id="isi",
            class_name="isi-admin",
        ),
        kaki(),
        rx.el.script(src="/admin.js"),  # not async: its look at days comes before what others hear
        rx.el.script(src="/jaga.js", custom_attrs={"async": True}),
        rx.el.script(src="/tindakan.js", custom_attrs={"async": True}),
        rx.el.script(src="/berkas.js", custom_attrs={"async": True}),
        rx.el.script(src="/tabel.js", custom_attrs={"async": True}),
        rx.el.script(src="/cara.js", custom_attrs={"async": True}),
        rx.el.script(src="/diam.js", custom_attrs={"async": True}),
        class_name="admin",
        custom_attrs={
            "data-pengguna": SesiState.username,
            "data-diam": SesiState.diam,
            "data-terhubung": rx.cond(SesiState.layar, "1", ""),
        },
    )


def tautan_bila_boleh(path: str, words: str) -> rx.Component:
    """Lead to an admin page whom it is for; nothing is said to others."""
    return rx.foreach(
        SesiState.menu, lambda row: rx.cond(row.path == path, rx.el.a(words, href=path))
    )


def rute_admin(
    path: str,
    title: str,
    page: Callable[[], rx.Component],
    permission: Permission,
    *load: Any,
    menu: str | None = None,
) -> Route:
    """Return the route of an admin page, which loads who is logged in before its own."""
    return Route(path, title, page, permission, (SesiState.muat, *load), menu)


def rute_tabel(
    state: Any, spec: TableSpec, page: Callable[[], rx.Component], *, menu: str
) -> Route:
    """Return the route of the page of a table, which says the rest itself."""
    return rute_admin(spec.path, spec.title, page, spec.permission, state.muat, menu=menu)


def pilih_cakupan(options: Any, value: Any, on_change: Any) -> rx.Component:
    """Offer the parts of the province a person may pick; nothing when there is only one."""
    return rx.cond(options.length() > 1, pilih(t("Cakupan"), options, value, on_change))


def status_hidup(state: Any, words: str, dibaca: Any, *more: Any) -> rx.Component:
    """Say when live figures were read, and that newer ones cannot be."""
    return rx.el.p(
        rx.cond(state.terganggu, t("Angka terbaru tidak dapat dibaca; yang tampak dibaca "), words),
        dibaca,
        *more,
        class_name=rx.cond(state.terganggu, "status-hidup putus", "status-hidup"),
    )


def lencana_mutu(mutu: Any, text: Any) -> rx.Component:
    """Show a class with its letter and words on its colour; nothing without a letter."""
    return rx.cond(mutu != "", rx.el.span(text, class_name="lencana mutu-" + mutu))


def lencana_nilai(nilai: Any) -> rx.Component:
    """Show the class of an index: its letter, and what it is called."""
    words = t("Mutu {mutu} – {kinerja}", mutu=nilai.mutu, kinerja=nilai.kinerja)
    return lencana_mutu(nilai.mutu, words)


def dasar_nilai(nilai: Any) -> rx.Component:
    """Say what an index is made of: how many answered, and the method."""
    return teks_petunjuk(t("{n} responden · metode {metode}", n=nilai.n, metode=nilai.metode))
