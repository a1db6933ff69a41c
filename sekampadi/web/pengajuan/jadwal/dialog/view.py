"""What is done about a deadline: it is moved, or who is late is reminded."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.pengajuan.jadwal.state import JadwalState as State
from sekampadi.web.ui.dasar import teks_petunjuk
from sekampadi.web.ui.formulir import isian_pilihan, isian_tanggal, isian_teks
from sekampadi.web.ui.tindakan import dialog_form


def dialog_jadwal() -> rx.Component:
    """Ask for a new deadline, for who is reminded, or for the first triwulan."""
    alasan = t("Dibaca semua UPP pada kalender.")
    return rx.fragment(
        dialog_form(
            State,
            isian_pilihan(State, "upp", t("Untuk"), State.pilihan, kosong=""),
            isian_tanggal(State, "tanggal", t("Batas baru")),
            isian_teks(State, "alasan", t("Alasan"), petunjuk=alasan, panjang=500, rows=2),
            on_submit=State.geser,
            simpan=t("Geser tenggat"),
            saat="geser",
        ),
        dialog_form(
            State,
            teks_petunjuk(
                t(
                    "Pengingat sampai di notifikasi, dan lewat e-mail atau webhook bila disetel, kepada "
                    "yang sedang gilirannya. Setiap UPP paling banyak sekali sehari."
                )
            ),
            isian_pilihan(State, "upp", t("Siapa"), State.pilihan, kosong=""),
            on_submit=State.kirim_pengingat,
            simpan=t("Ingatkan"),
            saat="ingatkan",
        ),
        dialog_form(
            State,
            isian_pilihan(
                State,
                "sejak",
                t("Mulai dengan"),
                State.pilihan,
                petunjuk=t("Triwulan sebelumnya tidak ditunggu dan tidak diingatkan."),
            ),
            on_submit=State.simpan_sejak,
            saat="sejak",
        ),
    )
