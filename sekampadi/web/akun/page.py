"""The own account: username and password."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.akun.passwords import MAX_LENGTH, MIN_LENGTH
from sekampadi.web.akun.faktor.state import FaktorState
from sekampadi.web.akun.faktor.view import bagian_faktor
from sekampadi.web.akun.oidc.state import KaitanState
from sekampadi.web.akun.oidc.view import bagian_kaitan
from sekampadi.web.akun.state import AkunState as State
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import baris_tombol, pesan, ringkasan_galat, tautan_tombol, tombol
from sekampadi.web.ui.formulir import isian_teks, jaga
from sekampadi.web.ui.tindakan import kabar
from sekampadi.web.ui.versi import beda_isian, kata_simpan


def _sandi(field: str, label: str, *, lama: bool = False, petunjuk: str = "") -> rx.Component:
    return isian_teks(
        State,
        field,
        label,
        petunjuk=petunjuk,
        panjang=MAX_LENGTH,
        type="password",
        auto_complete="current-password" if lama else "new-password",
    )


def _data_saya() -> rx.Component:
    """Offer a copy of what is kept of the person (UU 27/2022, Pasal 7)."""
    return rx.el.section(
        rx.el.h2(t("Data pribadi")),
        rx.el.p(
            t("Data apa yang disimpan dan berapa lama, dijelaskan di halaman "),
            rx.el.a(t("Privasi"), href="/privasi", reload_document=True),
            ".",
        ),
        baris_tombol(tautan_tombol(t("Unduh data saya"), "/unduh/data-saya.json")),
        class_name="kartu panel panel-sempit",
    )


def _kata_sandi() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("Ganti kata sandi")),
        # Password managers look for the name that goes with a password.
        rx.el.input(
            type="text",
            name="nama-akun",
            value=State.username,
            read_only=True,
            auto_complete="username",
            class_name="hanya-pembaca",
            tab_index=-1,
            custom_attrs={"aria-hidden": "true"},
        ),
        _sandi("lama", t("Kata sandi sekarang"), lama=True),
        _sandi(
            "baru",
            t("Kata sandi baru"),
            petunjuk=t("Paling sedikit {n} karakter. Kalimat pendek mudah diingat.", n=MIN_LENGTH),
        ),
        _sandi("ulang", t("Ulangi kata sandi baru")),
        baris_tombol(tombol(t("Ganti kata sandi"), type="submit")),
        on_submit=State.simpan_sandi,
        no_validate=True,
        key="sandi-" + State.form_kunci,
        class_name="kartu panel panel-sempit",
    )


def _data() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("Data akun")),
        rx.el.dl(
            rx.el.dt(t("Hak akses")),
            rx.el.dd(State.peran),
            rx.cond(
                State.upp_nama != "",
                rx.fragment(rx.el.dt("UPP"), rx.el.dd(State.upp_nama)),
            ),
            class_name="rincian",
        ),
        beda_isian(State),
        isian_teks(
            State,
            "username",
            t("Username"),
            panjang=60,
            auto_capitalize="none",
            spell_check=False,
        ),
        baris_tombol(tombol(kata_simpan(State, t("Simpan username")), type="submit", kind="biasa")),
        on_submit=State.simpan_username,
        no_validate=True,
        key="username-" + State.form_kunci,
        class_name="kartu panel panel-sempit",
        custom_attrs=jaga(State, "username"),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        "/admin/akun",
        t("Akun saya"),
        rx.el.div(on_mount=State.masuk, hidden=True),
        rx.el.p(
            rx.el.a(t("Lihat perangkat tempat Anda masuk"), href="/admin/akun/sesi"),
            class_name="petunjuk",
        ),
        rx.cond(
            State.harus_ganti,
            pesan(
                t(
                    "Kata sandi Anda hanya berlaku sekali. Ganti dengan kata sandi yang hanya Anda "
                    "yang tahu; setelah itu menu lain terbuka."
                ),
                kind="peringatan",
            ),
        ),
        kabar(State),
        ringkasan_galat(State.ringkasan),
        rx.cond(State.galat_tindakan != "", pesan(State.galat_tindakan, kind="bahaya")),
        # First what is asked for: a one-time password is changed, then a second factor set up.
        rx.cond(State.harus_ganti | ~FaktorState.harus, _kata_sandi()),
        rx.cond(~State.harus_ganti, bagian_faktor()),
        rx.cond(~State.harus_ganti & ~FaktorState.harus, bagian_kaitan()),
        rx.cond(~State.harus_ganti & ~FaktorState.harus, _data()),
        rx.cond(~State.harus_ganti & ~FaktorState.harus, _data_saya()),
    )


ROUTE = rute_admin(
    "/admin/akun",
    t("Akun saya"),
    page,
    Permission.AKUN,
    State.muat,
    FaktorState.muat,
    KaitanState.muat,
)
