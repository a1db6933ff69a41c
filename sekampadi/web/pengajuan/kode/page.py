"""Where the QR codes of the survey hang: what the decree asks to publish and to document (H row 1, M.5)."""

from typing import Any

import reflex as rx

from sekampadi.domain.pengajuan.kode_terpasang import KETERANGAN_MAX, TEMPAT_MAX, MediaKode
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX
from sekampadi.i18n import t
from sekampadi.services.pengajuan.pemantauan.tabel_kode import KODE
from sekampadi.web.pengajuan.kode.state import KodeState as State
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.ui.admin import halaman_admin, rute_tabel, tautan_bila_boleh
from sekampadi.web.ui.dasar import pilih_berkas, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_tanggal, isian_teks
from sekampadi.web.ui.tabel import bilah_saring, tabel
from sekampadi.web.ui.tindakan import butir_menu, dialog_form, dialog_tanya, menu_baris

_MEDIA = [(m.value, m.label) for m in MediaKode]


def _foto() -> rx.Component:
    """Pick a photo; ``assets/berkas.js`` sends it once the server has the rest of the form."""
    return rx.el.div(
        rx.el.label(t("Foto (boleh menyusul)"), html_for="isian-foto", class_name="label-isian"),
        teks_petunjuk(
            t(
                "JPEG, PNG, atau WebP, paling besar {n} MB. Di ponsel, kamera dapat dipakai langsung.",
                n=BYTES_MAX // (1024 * 1024),
            )
        ),
        pilih_berkas("isian-foto", "image/jpeg,image/png,image/webp", **{"data-foto": ""}),
        class_name="isian",
    )


def _form() -> rx.Component:
    baru, catatan = State.form == "tambah", (State.form == "tambah") | (State.form == "ubah")
    return dialog_form(
        State,
        rx.cond(
            baru & (State.pilihan_upp.length() != 1),
            isian_pilihan(
                State,
                "upp",
                t("UPP"),
                State.pilihan_upp,
                kosong=t("Pilih UPP"),
                on_change=State.pilih_upp,
            ),
        ),
        rx.cond(
            catatan,
            rx.fragment(
                isian_pilihan(State, "media", t("Media"), _MEDIA),
                isian_teks(
                    State,
                    "tempat",
                    t("Tempat"),
                    petunjuk=t("Misalnya meja loket 2, pintu ruang tunggu, atau alamat unggahan."),
                    panjang=TEMPAT_MAX,
                ),
                rx.cond(
                    State.pilihan_layanan.length() > 0,
                    isian_pilihan(
                        State,
                        "layanan",
                        t("Layanan"),
                        State.pilihan_layanan,
                        kosong=t("Semua layanan UPP"),
                    ),
                ),
            ),
        ),
        rx.cond(
            State.form != "foto",
            isian_tanggal(
                State, "tanggal", rx.cond(catatan, t("Tanggal dipasang"), t("Tanggal dilepas"))
            ),
        ),
        rx.cond(
            catatan,
            isian_teks(State, "keterangan", t("Keterangan (boleh kosong)"), panjang=KETERANGAN_MAX),
        ),
        rx.cond(baru | (State.form == "foto"), _foto()),
        on_submit=State.simpan,
    )


def _aksi(row: Any) -> rx.Component:
    nama, may = row.sel["tempat"], row.boleh.contains
    lepas = butir_menu(t("Tandai dilepas"), State.buka_lain("lepas", row.id))
    kembali = butir_menu(t("Masih terpasang"), State.aktifkan(row.id))
    return menu_baris(
        nama,
        row.id,
        rx.cond(may("lepas"), lepas),
        rx.cond(may("aktif"), kembali),
        butir_menu(
            rx.cond(row.sel["kunci"] != "", t("Ganti foto"), t("Unggah foto")),
            State.buka_lain("foto", row.id),
        ),
        butir_menu(t("Ubah"), State.buka_ubah(row.id)),
        butir_menu(t("Hapus"), State.minta("hapus", row.id), bahaya=True),
    )


def _gambar(row: Any) -> rx.Component:
    alamat = "/unduh/kode-qr/" + row.sel["kunci"]
    return rx.cond(
        row.sel["kunci"] != "",
        rx.el.a(
            rx.el.img(
                src=alamat,
                alt=t("Foto") + " " + row.sel["tempat"],
                loading="lazy",
                class_name="kode-foto",
            ),
            href=alamat,
            target="_blank",
            rel="noopener",
        ),
        rx.el.span(t("belum ada"), class_name="keterangan"),
    )


def _dilepas(row: Any) -> rx.Component:
    return rx.cond(
        row.sel["dilepas"] != "",
        row.sel["dilepas"],
        rx.el.span(t("terpasang"), class_name="status"),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        KODE.path,
        KODE.title,
        LembarGaya.create(nama="pemantauan"),
        rx.el.div(
            _form(), dialog_tanya(State, State.lakukan), on_mount=State.masuk, class_name="lapis"
        ),
        rx.el.p(
            t("Catat setiap tempat kode QR survei dipasang, beserta fotonya. "),
            tautan_bila_boleh("/admin/publikasi", t("Media lembar IKM dicatat di Publikasi.")),
            class_name="petunjuk",
        ),
        rx.el.p(id="foto-galat", role="alert", class_name="galat"),
        rx.el.button(
            id="foto-terkirim", type="button", hidden=True, tab_index=-1, on_click=State.terunggah
        ),
        bilah_saring(State, KODE),
        tabel(
            State,
            KODE,
            cells={"kunci": _gambar, "dilepas": _dilepas},
            actions=_aksi,
            empty=t("Belum ada kode QR yang dicatat. Catat yang pertama sesudah dipasang."),
        ),
        alat=tombol(t("Catat kode QR"), on_click=State.buka_tambah),
    )


ROUTE = rute_tabel(State, KODE, page, menu=t("SOP dan pemantauan"))
