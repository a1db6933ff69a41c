"""The own account: username and password."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.akun.passwords import MAX_LENGTH, MIN_LENGTH
from sekampadi.web.akun.state import AkunState as State
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import baris_tombol, pesan, ringkasan_galat, tombol
from sekampadi.web.ui.formulir import isian_teks, jaga
from sekampadi.web.ui.tindakan import kabar


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
        rx.el.form(
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
                petunjuk=t(
                    "Paling sedikit {n} karakter. Kalimat pendek mudah diingat.", n=MIN_LENGTH
                ),
            ),
            _sandi("ulang", t("Ulangi kata sandi baru")),
            baris_tombol(tombol(t("Ganti kata sandi"), type="submit")),
            on_submit=State.simpan_sandi,
            no_validate=True,
            key="sandi-" + State.form_kunci,
            class_name="kartu panel panel-sempit",
        ),
        rx.cond(
            ~State.harus_ganti,
            rx.el.form(
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
                isian_teks(
                    State,
                    "username",
                    t("Username"),
                    panjang=60,
                    auto_capitalize="none",
                    spell_check=False,
                ),
                baris_tombol(tombol(t("Simpan username"), type="submit", kind="biasa")),
                on_submit=State.simpan_username,
                no_validate=True,
                key="username-" + State.form_kunci,
                class_name="kartu panel panel-sempit",
                custom_attrs=jaga(State, "username"),
            ),
        ),
    )


ROUTE = rute_admin("/admin/akun", t("Akun saya"), page, Permission.SESSION, State.muat)
