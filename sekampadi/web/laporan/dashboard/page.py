"""The dashboard (decree, J.2 b, J.3 b and K.2 b)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.laporan.dashboard.mulai.view import daftar_layanan, loket, mulai_di_sini
from sekampadi.web.laporan.dashboard.state import LOKET, PEMBACA, SISTEM
from sekampadi.web.laporan.dashboard.state import DashboardState as State
from sekampadi.web.laporan.dashboard.state import TugasState as Tugas
from sekampadi.web.laporan.dashboard.view import kartu_kini, kartu_tren, kartu_tugas
from sekampadi.web.ui.admin import (
    halaman_admin,
    lencana_mutu,
    lencana_nilai,
    pilih_cakupan,
    rute_admin,
    status_hidup,
    tautan_bila_boleh,
)
from sekampadi.web.ui.dasar import (
    baris_tombol,
    kepala_tabel,
    kotak_angka,
    pesan,
    tautan_tombol,
    teks_petunjuk,
)
from sekampadi.web.ui.grafik import kisi_responden

_VIEW = State.view


def _angka() -> rx.Component:
    return rx.el.div(
        kotak_angka(
            t("Nilai IKM"),
            _VIEW.nilai.ikm,
            "ikm",
            lencana_nilai(_VIEW.nilai),
            rx.cond(
                _VIEW.rata_rata != "",
                teks_petunjuk(
                    t("Gabungan responden. Rata-rata UPP: "), rx.el.strong(_VIEW.rata_rata)
                ),
            ),
            teks_petunjuk(t("Metode "), _VIEW.nilai.metode),
        ),
        kotak_angka(t("Jumlah responden"), _VIEW.nilai.n, "n"),
        kotak_angka(t("Jumlah layanan"), _VIEW.layanan, "layanan"),
        class_name="kotak-angka",
        custom_attrs={"aria-live": "polite"},
    )


def _capaian(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(rx.el.a(row.nama, href="/admin?cakupan=" + row.kode), scope="row"),
        rx.el.td(row.nilai.n, class_name="kanan", custom_attrs={"data-judul": "n"}),
        rx.el.td(row.nilai.ikm, class_name="kanan", custom_attrs={"data-judul": "IKM"}),
        rx.el.td(
            lencana_mutu(row.nilai.mutu, f"{row.nilai.mutu} – {row.nilai.kinerja}"),
            custom_attrs={"data-judul": t("Mutu")},
        ),
    )


def _tabel_capaian() -> rx.Component:
    return rx.cond(
        _VIEW.capaian.length() > 0,
        rx.el.section(
            rx.el.h2(t("Capaian per UPP")),
            rx.el.table(
                rx.el.caption(
                    t(
                        "Setiap UPP dengan layanannya sendiri; UPT dihitung tersendiri. Urut nama: peringkat dengan margin ada di Rekap."
                    )
                ),
                kepala_tabel("UPP", ("n", "kanan"), ("IKM", "kanan"), t("Mutu dan kinerja")),
                rx.el.tbody(rx.foreach(_VIEW.capaian, _capaian)),
                class_name="tabel-kartu tabel-capaian",
            ),
            class_name="kartu",
        ),
    )


def _pembaca() -> rx.Component:
    """Show the home of who reads figures: this triwulan first, then all since the beginning."""
    return rx.fragment(
        rx.el.div(
            rx.el.h2(_VIEW.nama),
            status_hidup(State, t("Diperbarui "), _VIEW.diperbarui),
            class_name="kepala-beranda",
        ),
        mulai_di_sini(),
        rx.el.div(
            kartu_kini(),
            kartu_tugas(
                _VIEW.tugas,
                rx.cond(State.memoderasi, _VIEW.tugas.length(), _VIEW.tugas_pembaca),
                State.memoderasi,
                State.lingkup_tugas,
            ),
            kartu_tren(),
            class_name="beranda",
        ),
        rx.el.h2(t("Sejak awal")),
        _angka(),
        rx.cond(_VIEW.grafik.length() > 0, kisi_responden(_VIEW.grafik)),
        daftar_layanan(State.daftar_layanan),
        _tabel_capaian(),
    )


def _sistem() -> rx.Component:
    return rx.fragment(
        mulai_di_sini(),
        kartu_tugas(Tugas.tugas, Tugas.tugas.length(), False),
        baris_tombol(
            tautan_tombol(t("Kelola akun"), "/admin/operator", kind="biasa"),
            tautan_tombol(t("Pengaturan"), "/admin/pengaturan", kind="biasa"),
            tautan_tombol(t("Notifikasi"), "/admin/notifikasi", kind="biasa"),
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    query = rx.cond(State.upp_kode != "", "?upp=" + State.upp_kode, "")
    # Until it has been read, "nothing waits" would be false.
    memuat = rx.el.p(t("Memuat halaman …"), role="status", class_name="petunjuk")
    return halaman_admin(
        "/admin",
        t("Dashboard"),
        rx.el.link(rel="stylesheet", href="/dashboard.css"),
        rx.match(
            Tugas.rumah,
            (
                PEMBACA,
                rx.cond(
                    State.galat != "",
                    pesan(State.galat, kind="peringatan"),
                    rx.cond(_VIEW.nama != "", _pembaca(), memuat),
                ),
            ),
            (LOKET, rx.fragment(mulai_di_sini(), loket())),
            (SISTEM, _sistem()),
            memuat,
        ),
        alat=rx.cond(
            Tugas.rumah == PEMBACA,
            rx.el.div(
                pilih_cakupan(State.pilihan, State.kunci, State.pilih),
                tautan_tombol(t("Laman survei"), "/" + query, kind="biasa"),
                tautan_tombol(t("Cetak QR"), "/unduh/poster.pdf" + query, kind="biasa"),
                tautan_bila_boleh("/admin/kode-qr", t("Catat pemasangan QR")),
                class_name="saring baris-tombol",
            ),
        ),
    )


ROUTE = rute_admin("/admin", t("Dashboard"), page, Permission.BERANDA_READ, Tugas.muat, menu="")
