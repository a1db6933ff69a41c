"""The forms of an action, and both versions of what two people have typed."""

from typing import Any

import reflex as rx

from sekampadi.domain.tindak_lanjut.rencana import NAMA_MAX, Jangka, Prioritas
from sekampadi.i18n import t
from sekampadi.services.tindak_lanjut.tayang import TEKS_MAX as TAYANG_MAX
from sekampadi.web.tindak_lanjut.rencana.isian.banding import SAYA, TERSIMPAN
from sekampadi.web.tindak_lanjut.rencana.isian.state import STATUS
from sekampadi.web.tindak_lanjut.rencana.isian.state import KegiatanState as Isian
from sekampadi.web.tindak_lanjut.rencana.state import RencanaState as Halaman
from sekampadi.web.ui.dasar import baris_tombol, pesan, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_tanggal, isian_teks
from sekampadi.web.ui.tindakan import dialog, dialog_form


def _tersembunyi(name: str, value: Any) -> rx.Component:
    return rx.el.input(type="hidden", name=name, value=value)


def _kepala() -> rx.Component:
    """Say what the form is about and that a draft stands in it; all it takes to save goes with it."""
    return rx.el.div(
        _tersembunyi("objek", Isian.objek),
        _tersembunyi("rencana", Isian.rencana),
        _tersembunyi("versi", Isian.versi.to_string()),
        _tersembunyi("dasar", Isian.dasar),
        _tersembunyi("tiket", Isian.tiket),
        rx.el.p(Isian.kepala, class_name="keterangan"),
        rx.cond(
            Isian.draf_pada != "",
            rx.el.p(
                t("Ini draf Anda dari "),
                Isian.draf_pada,
                t(", belum disimpan."),
                class_name="pesan pesan-info",
            ),
        ),
        custom_attrs={"data-draf": Isian.objek, "data-rencana": Isian.rencana},
    )


def _keadaan() -> rx.Component:
    """Say in words what becomes of what is typed, as ``assets/tindak-lanjut.js`` writes it.

    Beside it the draft is thrown away, while there is one: to close the form keeps it.
    """
    buang = tombol(
        t("Buang draf"), kind="teks", on_click=Isian.buang, custom_attrs={"data-draf-buang": ""}
    )
    return rx.el.div(
        rx.el.p(
            role="status", class_name="petunjuk rtl-keadaan", custom_attrs={"data-draf-status": ""}
        ),
        rx.cond(Isian.ada_draf, buang),
        class_name="rtl-kaki",
    )


def _diubah_orang() -> rx.Component:
    """Say in the form that somebody else has changed the plan: what the page says stands behind it."""
    return rx.el.div(
        rx.cond(Halaman.diubah_orang != "", rx.el.p(Halaman.diubah_orang)),
        role="status",
        class_name="rtl-hadir rtl-lain",
    )


def _formulir(*fields: Any, saat: str, simpan: str = t("Simpan")) -> rx.Component:
    return dialog_form(
        Isian,
        _kepala(),
        _diubah_orang(),
        *fields,
        _keadaan(),
        on_submit=Isian.simpan,
        saat=saat,
        simpan=simpan,
        tentang=Isian.rencana + "/" + Isian.objek,
        batal=t("Tutup"),
    )


def _rencana() -> rx.Component:
    return _formulir(
        isian_teks(
            Isian,
            "nama",
            t("Kegiatan"),
            petunjuk=t("Apa yang akan dikerjakan, misalnya: menambah satu loket pada jam sibuk."),
            panjang=NAMA_MAX,
            rows=2,
        ),
        rx.el.div(
            isian_tanggal(Isian, "mulai", t("Tanggal mulai"), petunjuk=t("Boleh dikosongkan.")),
            isian_tanggal(Isian, "target", t("Target selesai")),
            class_name="rtl-berdua",
        ),
        isian_teks(
            Isian,
            "penanggung_jawab",
            t("Penanggung jawab"),
            petunjuk=t("Jabatan atau nama, misalnya: Kepala Subbagian Tata Usaha."),
        ),
        rx.el.div(
            isian_pilihan(
                Isian, "prioritas", t("Prioritas"), [(p.value, p.label) for p in Prioritas]
            ),
            isian_pilihan(Isian, "jangka", t("Jangka"), [(j.value, j.label) for j in Jangka]),
            class_name="rtl-berdua",
        ),
        saat="rencana",
    )


def _hasil() -> rx.Component:
    """Tell of an action; the style sheet shows the fields of the status that is chosen."""
    return _formulir(
        isian_pilihan(Isian, "status", t("Status"), STATUS),
        rx.el.div(
            isian_tanggal(Isian, "selesai_pada", t("Tanggal selesai")), class_name="untuk-selesai"
        ),
        isian_teks(
            Isian,
            "uraian",
            t("Uraian tindak lanjut"),
            petunjuk=t("Apa yang sudah dilakukan. Wajib diisi bila kegiatan selesai."),
            panjang=2000,
            rows=4,
        ),
        isian_teks(Isian, "hambatan", t("Tantangan/hambatan"), panjang=2000, rows=2),
        rx.el.div(
            isian_teks(
                Isian,
                "alasan",
                t("Alasan"),
                petunjuk=t("Mengapa belum selesai. Wajib diisi bila kegiatan batal."),
                panjang=500,
                rows=2,
            ),
            class_name="untuk-bukan-selesai",
        ),
        rx.el.div(
            isian_teks(
                Isian,
                "strategi",
                t("Strategi penyelesaian"),
                petunjuk=t("Bagaimana kegiatan ini tetap akan diselesaikan."),
                panjang=2000,
                rows=2,
            ),
            rx.el.div(
                isian_tanggal(Isian, "strategi_target", t("Target waktu penyelesaian")),
                isian_teks(Isian, "strategi_penanggung_jawab", t("Penanggung jawab strategi")),
                class_name="rtl-berdua",
            ),
            isian_teks(Isian, "stakeholder", t("Stakeholder terkait"), panjang=300),
            class_name="untuk-terbuka",
        ),
        saat="hasil",
    )


def _tayang() -> rx.Component:
    return _formulir(
        teks_petunjuk(
            t(
                "Siapa saja dapat membacanya di halaman Hasil, di bawah “Anda menyampaikan – kami melakukan”."
            )
        ),
        isian_pilihan(
            Isian,
            "tampil",
            t("Tampil di halaman Hasil"),
            [("1", t("Ya, tampilkan"))],
            kosong=t("Tidak"),
        ),
        isian_teks(
            Isian,
            "teks",
            t("Yang kami lakukan"),
            petunjuk=t("Tulis tanpa nama orang, dalam kata sehari-hari."),
            panjang=TAYANG_MAX,
            rows=3,
        ),
        isian_pilihan(
            Isian,
            "petikan",
            t("Saran yang dikutip"),
            Isian.pilihan_petikan,
            petunjuk=rx.cond(
                Isian.pilihan_petikan.length() > 0,
                t("Hanya petikan yang sudah dirilis moderator dapat dikutip."),
                t(
                    "Belum ada saran yang dirilis moderator untuk unsur ini. Moderator UPP merilisnya "
                    "di menu Layar Pimpinan; sesudah itu petikannya dapat dikutip di sini."
                ),
            ),
            kosong=t("Tanpa kutipan"),
        ),
        saat="tayang",
    )


def _banding() -> rx.Component:
    """Show both versions of what two people have changed, field by field."""

    def pilihan(row: Any, value: str, whose: Any, words: Any, chosen: Any) -> rx.Component:
        return rx.el.td(
            rx.el.label(
                rx.el.input(type="radio", name=row.nama, value=value, default_checked=chosen),
                rx.el.span(
                    rx.el.span(row.judul, ", ", whose, ": ", class_name="hanya-pembaca"), words
                ),
            ),
            custom_attrs={"data-judul": whose},
        )

    def baris(row: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(row.judul, scope="row"),
            pilihan(row, SAYA, t("Isian Anda"), row.anda, row.saya),
            pilihan(row, TERSIMPAN, Isian.banding_oleh, row.tersimpan, ~row.saya),
            key=row.nama,
        )

    return rx.cond(
        Isian.form == "banding",
        dialog(
            Isian.judul_form,
            "judul-banding",
            rx.cond(Isian.galat_tindakan != "", pesan(Isian.galat_tindakan, kind="bahaya")),
            rx.el.p(
                t(
                    "Isian Anda belum disimpan. Pilih mana yang dipakai; tidak ada yang ditimpa tanpa Anda lihat."
                )
            ),
            rx.el.form(
                rx.el.table(
                    rx.el.caption(t("Isian Anda dan yang tersimpan"), class_name="hanya-pembaca"),
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th(t("Isian"), scope="col"),
                            rx.el.th(t("Isian Anda"), scope="col"),
                            rx.el.th(Isian.banding_oleh, scope="col"),
                        )
                    ),
                    rx.el.tbody(rx.foreach(Isian.banding, baris)),
                    class_name="rtl-banding",
                ),
                baris_tombol(
                    rx.el.button(
                        t("Simpan pilihan"), type="submit", class_name="tombol tombol-utama"
                    ),
                    tombol(t("Buang isian saya"), kind="biasa", on_click=Isian.pakai_tersimpan),
                    tombol(
                        t("Kembali ke isian"),
                        kind="teks",
                        on_click=Isian.tutup,
                        custom_attrs={"data-tutup": ""},
                    ),
                ),
                on_submit=Isian.pakai_pilihan,
                key=Isian.form_kunci,
                custom_attrs={"data-pilihan": Isian.objek},
            ),
            kunci="dialog" + Isian.form_kunci,
            tetap=True,
        ),
    )


def dialog_isian() -> rx.Component:
    """Make the dialogs of the forms; at most one of them is open."""
    return rx.fragment(_rencana(), _hasil(), _tayang(), _banding())
