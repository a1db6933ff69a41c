"""One UPP and triwulan or year: where its papers are, what comes next, and what was done (decree, H)."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.pengajuan.rinci.state import PengajuanRinciState as State
from sekampadi.web.pengajuan.rinci.view import dialog_gerak, galat, isi, keadaan, riwayat, sop
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.tindakan import kabar

PATH = "/admin/pengajuan/rinci"


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PATH,
        t("Penyampaian"),
        LembarGaya.create(nama="penyampaian"),
        rx.el.div(dialog_gerak(), on_mount=State.masuk, class_name="lapis"),
        kabar(State, jalan=(t("Buka laporan tahunan"), State.gagal_alamat)),
        rx.cond(State.galat != "", galat()),
        rx.cond(
            State.siap & (State.galat == ""),
            rx.fragment(
                keadaan(),
                rx.el.div(isi(), riwayat(), class_name="ajuan-dua"),
                sop(),
            ),
        ),
        alat=rx.cond(
            State.galat == "",
            rx.el.a(t("Semua triwulan"), href="/admin/pengajuan", class_name="tombol tombol-teks"),
        ),
    )


ROUTE = rute_admin(PATH, t("Penyampaian"), page, Permission.PENGAJUAN_READ, State.muat)
