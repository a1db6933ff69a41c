"""The two years before: what their index was, and the form of one that was typed in."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.tahunan.lama.state import IkmLamaState as Lama
from sekampadi.web.tahunan.state import TahunanState as State
from sekampadi.web.ui.dasar import baris_tombol, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_teks
from sekampadi.web.ui.tindakan import dialog_form, dialog_tanya


def _tahun(row: Any) -> rx.Component:
    def aksi(words: str, event: Any) -> rx.Component:
        return tombol(
            words,
            kind="teks",
            on_click=event,
            custom_attrs={"aria-label": words + " " + row.tahun},
        )

    return rx.el.li(
        rx.el.span(row.tahun, class_name="lt-tahun"),
        rx.el.strong(row.nilai, class_name="angka"),
        rx.el.span(
            rx.cond(row.tangan, rx.el.span(t("diisi tangan"), class_name="lt-keping")),
            " ",
            row.rincian,
            class_name="petunjuk",
        ),
        rx.cond(
            State.tampil.boleh & (row.kosong | row.tangan),
            baris_tombol(
                rx.cond(
                    row.kosong,
                    aksi(t("Isi nilai"), Lama.buka(row.tahun)),
                    rx.fragment(
                        aksi(t("Ubah nilai"), Lama.buka(row.tahun)),
                        aksi(t("Hapus nilai"), Lama.minta(row.tahun)),
                    ),
                )
            ),
        ),
        key=row.tahun,
    )


def dua_tahun() -> rx.Component:
    """Show the two years before the report's."""
    return rx.el.section(
        rx.el.h2(t("Nilai dua tahun sebelumnya")),
        rx.el.ul(rx.foreach(State.tampil.lama, _tahun), class_name="lt-lama"),
        teks_petunjuk(
            t(
                "Tahun tanpa jawaban di SEKAMPADI boleh diisi dari laporan terdahulu. Dalam laporan "
                "nilainya ditandai sebagai isian tangan."
            )
        ),
        class_name="kartu panel",
    )


def dialog_lama() -> rx.Component:
    """Make the form of a year, and the question before its index is taken out."""
    return rx.fragment(
        dialog_form(
            Lama,
            isian_teks(
                Lama,
                "nilai",
                t("Nilai IKM"),
                petunjuk=t("Seperti tertulis dalam laporan, misalnya 82,45."),
                panjang=12,
                input_mode="decimal",
            ),
            isian_teks(
                Lama,
                "n",
                t("Jumlah responden"),
                petunjuk=t("Boleh dikosongkan bila laporan tidak menyebutkannya."),
                panjang=12,
                input_mode="numeric",
            ),
            isian_teks(
                Lama,
                "sumber",
                t("Sumber"),
                petunjuk=t("Misalnya: Laporan SKM Tahun 2023, halaman 14."),
            ),
            on_submit=Lama.simpan,
            saat="lama",
            tentang=State.tampil.kunci + "/" + Lama.form_id,
        ),
        dialog_tanya(Lama, Lama.hapus),
    )
