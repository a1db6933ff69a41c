"""The logins of an account that was picked, in a dialog."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.master.operator.sesi.state import SesiOperatorState
from sekampadi.web.ui.dasar import baris_tombol, pesan, teks_petunjuk, tombol
from sekampadi.web.ui.sesi import daftar_sesi
from sekampadi.web.ui.tindakan import dialog


def dialog_sesi() -> rx.Component:
    """Show the logins of the account that was picked, over the table."""
    state = SesiOperatorState
    return rx.cond(
        state.nomor != "",
        dialog(
            t("Sesi akun {nama}", nama=state.nama),
            "judul-sesi",
            rx.el.div(rx.cond(state.berita != "", pesan(state.berita)), role="status"),
            rx.cond(state.galat != "", pesan(state.galat, kind="bahaya")),
            rx.cond(
                state.sesi.length() > 0,
                daftar_sesi(state.sesi, state.akhiri),
                rx.el.p(t("Akun ini sedang tidak masuk di perangkat mana pun.")),
            ),
            teks_petunjuk(
                t(
                    "Bila akun ini dipakai orang lain, akhiri semua sesinya dan buat kata sandi baru. "
                    "Layar yang dihubungkannya dicabut di menu Layar terhubung."
                )
            ),
            baris_tombol(
                rx.cond(
                    state.sesi.length() > 0,
                    tombol(t("Akhiri semua sesi"), on_click=state.akhiri_semua),
                ),
                tombol(
                    t("Tutup"),
                    kind="biasa",
                    on_click=state.tutup,
                    custom_attrs={"data-tutup": ""},
                ),
            ),
            kunci="sesi-" + state.nomor,
        ),
    )
