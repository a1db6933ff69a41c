"""Undangan: figures only. No page shows a single invitation, or whether it was answered."""

import reflex as rx

from sekampadi.domain.integrasi.undangan import MINGGU_TUNGGU, TERBUKA
from sekampadi.i18n import t
from sekampadi.services.undangan.tabel_undangan import UNDANGAN
from sekampadi.web.ui.admin import halaman_admin, rute_tabel
from sekampadi.web.ui.dasar import teks_petunjuk
from sekampadi.web.ui.tabel import bilah_saring, tabel
from sekampadi.web.undangan.state import UndanganState as State


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        UNDANGAN.path,
        UNDANGAN.title,
        teks_petunjuk(
            t(
                "Tautan survei sekali pakai yang diminta aplikasi layanan setelah layanan selesai. "
                "Jawabannya tidak dapat dihubungkan dengan permohonan: jawaban masuk bersama-sama "
                "setelah minggunya berakhir dan terkumpul {n} dari layanan itu, paling lama {m} minggu. "
                "Undangan mana yang sudah dijawab tidak ditampilkan kepada siapa pun.",
                n=TERBUKA,
                m=MINGGU_TUNGGU,
            )
        ),
        bilah_saring(State, UNDANGAN),
        tabel(
            State,
            UNDANGAN,
            empty=t(
                "Belum ada undangan. Undangan dibuat oleh aplikasi layanan dengan kunci API untuk "
                "undangan."
            ),
        ),
    )


ROUTE = rute_tabel(State, UNDANGAN, page, menu=t("Integrasi"))
