"""Where sheets are shown, on the page of publications: the log of the media, and the code for other sites."""

from typing import Any

import reflex as rx

from sekampadi.domain.publikasi import Media
from sekampadi.i18n import t
from sekampadi.services.publikasi.bukti import BYTES_MAX
from sekampadi.services.publikasi.terbuka.sematan import KARTU, LENCANA
from sekampadi.web.publikasi.state import PublikasiState as State
from sekampadi.web.ui.dasar import baris_tombol, kosong, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_tanggal, isian_teks, unggah
from sekampadi.web.ui.tindakan import butir_menu, dialog, dialog_form, menu_baris


def baris_media(row: Any) -> rx.Component:
    """Show one line of the log, with its photo."""
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.h3(row.jenis),
                rx.cond(
                    State.boleh,
                    menu_baris(
                        row.jenis + ", " + row.tanggal,
                        row.id,
                        butir_menu(t("Hapus"), State.minta_hapus_media(row.id), bahaya=True),
                    ),
                ),
                class_name="versi-kepala",
            ),
            rx.el.p(row.tanggal, rx.cond(row.keterangan != "", " · " + row.keterangan, "")),
            rx.cond(row.nomor != "", teks_petunjuk(t("Pada lembar nomor "), row.nomor)),
            rx.cond(
                row.alamat != "",
                rx.el.a(row.alamat, href=row.alamat, rel="noopener noreferrer", target="_blank"),
            ),
            rx.cond(
                ~row.terbukti,
                rx.el.p(
                    t("Belum ada bukti, jadi belum dihitung."),
                    rx.cond(State.boleh, " " + t("Unggah fotonya."), ""),
                    class_name="galat",
                ),
            ),
            class_name="media-isi",
        ),
        rx.cond(
            row.foto != "",
            rx.el.a(
                rx.el.img(
                    src=row.foto, alt=t("Foto bukti"), loading="lazy", class_name="foto-bukti"
                ),
                href=row.foto,
            ),
        ),
        rx.cond(
            State.boleh,
            rx.el.details(
                rx.el.summary(rx.cond(row.foto != "", t("Ganti foto"), t("Unggah foto"))),
                # One form for each line: its field and its place for errors carry its number.
                unggah(
                    "foto-" + row.id,
                    t("Foto bukti"),
                    row.unggah,
                    "image/png,image/jpeg",
                    petunjuk=t("PNG atau JPEG. Foto yang besar diperkecil sebelum dikirim."),
                    words=t("Unggah foto"),
                    maks=BYTES_MAX,
                ),
            ),
        ),
        class_name="kartu media",
    )


def log_media() -> rx.Component:
    """Show where a sheet was shown, and the form for one more place."""
    return rx.fragment(
        rx.el.div(
            rx.el.h2(State.nama),
            rx.el.p(t("Nomor"), " ", State.log_nomor, class_name="keterangan"),
            rx.el.p(t("Kode periksa"), " ", State.log_kode, class_name="keterangan"),
            rx.el.p(rx.el.strong(State.log_skor)),
        ),
        rx.cond(
            State.boleh,
            baris_tombol(tombol(t("Catat media"), on_click=State.buka_media)),
        ),
        dialog_form(
            State,
            isian_pilihan(State, "jenis", t("Jenis media"), [(m.value, m.label) for m in Media]),
            isian_tanggal(State, "tanggal", t("Tanggal tayang")),
            isian_teks(
                State,
                "alamat",
                t("Alamat bukti"),
                petunjuk=t("Misalnya alamat unggahan media sosial. Kosongkan bila buktinya foto."),
                panjang=500,
                type="url",
            ),
            isian_teks(
                State,
                "keterangan",
                t("Keterangan"),
                petunjuk=t("Misalnya papan pengumuman ruang tunggu lantai 1."),
            ),
            on_submit=State.catat,
            simpan=t("Catat media"),
            saat="media",
        ),
        rx.cond(
            State.media.length() > 0,
            rx.el.ul(rx.foreach(State.media, baris_media), class_name="daftar-media"),
            kosong(t("Belum ada media yang dicatat untuk lembar ini.")),
        ),
    )


def _size(of: tuple[int, int]) -> dict[str, str]:
    return {"width": str(of[0]), "height": str(of[1])}


def _kode(judul: str, kunci: str, contoh: rx.Component, kode: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h3(judul),
        contoh,
        rx.el.div(
            rx.el.input(
                id=kunci,
                value=kode,
                read_only=True,
                class_name="masukan",
                custom_attrs={"aria-label": t("Kode") + ": " + judul},
            ),
            tombol(t("Salin"), kind="biasa", custom_attrs={"data-salin": kunci}),
            class_name="contoh-kode",
        ),
    )


def pasang() -> rx.Component:
    """Show the code that puts the newest sheet on another site, with what it looks like there."""
    found = State.pasang
    kartu = rx.el.iframe(
        src=found.kartu,
        title=t("Contoh kartu"),
        class_name="contoh-kartu",
        custom_attrs=_size(KARTU),
    )
    lencana = rx.el.img(
        src=found.lencana,
        alt=t("Contoh lencana"),
        class_name="contoh-kartu",
        custom_attrs=_size(LENCANA),
    )
    return rx.cond(
        State.form == "pasang",
        dialog(
            State.judul_form,
            "judul-pasang",
            rx.el.p(
                rx.el.strong(found.nama),
                " – ",
                t("selalu menampilkan lembar yang terbit terakhir."),
            ),
            _kode(t("Kartu"), "kode-kartu", kartu, found.kode_kartu),
            _kode(t("Lencana (gambar)"), "kode-lencana", lencana, found.kode_lencana),
            baris_tombol(
                tombol(
                    t("Tutup"), kind="biasa", on_click=State.tutup, custom_attrs={"data-tutup": ""}
                ),
            ),
            kunci="pasang" + State.form_kunci,
        ),
    )
