"""Paper entry: one screen for the whole sheet, typed from the keyboard alone (SOP hybrid, step 3)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.survei.entri import HURUF, PILIHAN, AnswerOption
from sekampadi.domain.survei.responden import CHOSEN, USIA_MAX, USIA_MIN
from sekampadi.domain.survei.survei import SARAN_MAX
from sekampadi.i18n import t
from sekampadi.web.commands import Command, when_pressed
from sekampadi.web.survei.entri.state import EntriState as State
from sekampadi.web.survei.entri.view import impor, terakhir
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import (
    HARI,
    baris_tombol,
    day_first,
    opsi_kelompok,
    pesan,
    tautan_tombol,
    tombol,
)


def _tetap(name: str, label: str, control: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"entri-{name}"),
        control,
        rx.el.p(id=f"galat-{name}", class_name="galat", role="alert"),
        custom_attrs={"data-baris": name},
        class_name="entri-tetap",
    )


def _kepala() -> rx.Component:
    layanan = rx.el.select(
        rx.el.option(t("Pilih layanan"), value=""),
        opsi_kelompok(State.layanan),
        id="entri-layanan",
        class_name="masukan",
        custom_attrs={"data-tetap": "layanan", "aria-describedby": "galat-layanan"},
    )
    tanggal = rx.el.input(
        **HARI,
        id="entri-tanggal",
        default_value=day_first(State.terbaru),
        min=State.terawal,
        max=State.terbaru,
        class_name="masukan",
        custom_attrs={
            "data-hari": "",
            "data-tetap": "tanggal",
            "aria-describedby": "galat-tanggal",
        },
    )
    return rx.el.div(
        _tetap("layanan", t("Layanan"), layanan),
        _tetap("tanggal", t("Tanggal pada lembar"), tanggal),
        class_name="entri-kepala",
    )


def _isian(name: Any, **attrs: str) -> rx.Component:
    return rx.el.input(
        id="isian-" + name,
        type="text",
        input_mode="numeric",
        auto_complete="off",
        class_name="masukan entri-kode",
        custom_attrs={
            "data-isian": name,
            "aria-describedby": "galat-" + name,
            "aria-invalid": "false",
            **attrs,
        },
    )


def _opsi(isi: Any, tombol_kunci: Any, kunci: Any, label: Any) -> rx.Component:
    return rx.el.button(
        rx.el.kbd(kunci),
        rx.el.span(label),
        type="button",
        # Keys choose; the mouse may too, but Tab goes from field to field.
        tab_index=-1,
        class_name="entri-opsi",
        custom_attrs={"data-isi": isi, "data-tombol": tombol_kunci, "aria-pressed": "false"},
    )


def _baris(name: Any, label: Any, kode: Any, opsi: Any, judul: Any = "") -> rx.Component:
    return rx.el.div(
        rx.el.label(
            rx.cond(kode != "", rx.el.strong(kode)), label, html_for="isian-" + name, title=judul
        ),
        _isian(name),
        rx.el.div(opsi, class_name="entri-pilihan"),
        rx.el.p(id="galat-" + name, class_name="galat", role="alert"),
        custom_attrs={"data-baris": name},
        class_name="entri-baris",
    )


def _pilihan(field: str, label: str) -> rx.Component:
    def opsi(choice: AnswerOption) -> rx.Component:
        return _opsi(choice.nilai, " ".join(choice.tombol), choice.tombol[0], t(choice.label))

    return _baris(field, label, "", rx.fragment(*(opsi(c) for c in PILIHAN[field])))


def _usia() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("Usia"), html_for="isian-usia"),
        _isian("usia", **{"data-min": str(USIA_MIN), "data-maks": str(USIA_MAX)}),
        rx.el.div(rx.el.span(t("tahun"), class_name="petunjuk"), class_name="entri-pilihan"),
        rx.el.p(id="galat-usia", class_name="galat", role="alert"),
        custom_attrs={"data-baris": "usia"},
        class_name="entri-baris",
    )


def _butir(butir: Any) -> rx.Component:
    opsi = rx.foreach(
        butir.opsi,
        lambda teks, i: _opsi(
            (i + 1).to_string(),
            (i + 1).to_string() + " " + rx.Var.create(list(HURUF))[i],
            (i + 1).to_string(),
            teks,
        ),
    )
    return _baris(butir.field, butir.nama, butir.kode, opsi, butir.teks)


def _saran() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("Kritik/Saran"), html_for="isian-saran"),
        rx.el.textarea(
            id="isian-saran",
            rows="2",
            class_name="masukan",
            custom_attrs={
                "data-isian": "saran",
                "data-maks": str(SARAN_MAX),
                "aria-describedby": "galat-saran",
                "aria-invalid": "false",
            },
        ),
        rx.el.p(id="galat-saran", class_name="galat", role="alert"),
        custom_attrs={"data-baris": "saran"},
        class_name="entri-saran",
    )


def _lembar() -> rx.Component:
    return rx.el.div(
        _kepala(),
        rx.el.div(
            rx.el.div(
                rx.el.h2(t("Responden")),
                _usia(),
                *(_pilihan(k.value, t(k.label)) for k in CHOSEN),
                rx.el.h2(t("Penilaian Umum")),
                _pilihan("umum", t("Secara umum")),
                class_name="entri-kolom",
            ),
            rx.el.div(
                rx.el.h2(t("SKM")),
                rx.foreach(State.butir, _butir),
                class_name="entri-kolom entri-skm",
            ),
            # The last field; on a wide screen it fills the place beneath the respondent.
            _saran(),
            class_name="entri-isi",
        ),
        baris_tombol(
            tombol(t("Simpan dan lembar berikutnya"), id="entri-simpan"),
            rx.el.p(id="entri-status", role="status", class_name="entri-status"),
        ),
        custom_attrs={"data-entri": "", "data-pengguna": State.pengguna},
        class_name="kartu entri",
    )


def _petunjuk() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("Cara mengetik")),
        rx.el.ul(
            rx.el.li(
                t(
                    "Ketik angka 1–4 atau huruf a–d sesuai lingkaran pada lembar; kursor pindah "
                    "sendiri ke isian berikutnya."
                )
            ),
            rx.el.li(t("Usia dua angka pindah sendiri; 10 dan 11 dilanjutkan dengan Enter.")),
            rx.el.li(t("Backspace pada isian kosong, atau panah, kembali ke isian sebelumnya.")),
            rx.el.li(
                t(
                    "Enter pada Kritik/Saran, atau Ctrl+Enter di mana saja, menyimpan dan membuka "
                    "lembar kosong. Shift+Enter membuat baris baru pada saran."
                )
            ),
            class_name="entri-petunjuk",
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        "/admin/entri",
        t("Entri"),
        rx.el.p(
            t("Lembar Anda hari ini: "),
            rx.el.strong(State.hari_ini, class_name="angka", custom_attrs={"data-uji": "hari-ini"}),
        ),
        rx.cond(State.galat != "", pesan(State.galat, kind="peringatan")),
        rx.el.div(id="entri-antrean", hidden=True, class_name="pesan pesan-peringatan"),
        rx.cond(
            State.siap,
            rx.cond(
                State.layanan.length() > 0,
                _lembar(),
                pesan(
                    t(
                        "Belum ada layanan yang disurvei. Operator OPD menambahkannya di menu Layanan."
                    ),
                    kind="peringatan",
                ),
            ),
            rx.el.p(t("Menyiapkan lembar …"), class_name="kosong"),
        ),
        _petunjuk(),
        terakhir(),
        impor(),
        # Pressed by the script: the list follows what it has sent.
        rx.el.button(
            id="entri-segarkan",
            type="button",
            hidden=True,
            on_click=when_pressed(Command.SHEET_DAY, answer=State.segarkan),
        ),
        # They come in any order, and wait for each other.
        *(
            rx.el.script(src=f"/{name}.js", custom_attrs={"async": True})
            for name in ("entri", "entri-antrean", "entri-impor")
        ),
        alat=tautan_tombol(
            t("Unduh PDF kuesioner"),
            "/unduh/kuesioner.pdf",
            kind="biasa",
            custom_attrs={"data-tautan": "/unduh/kuesioner.pdf"},
        ),
    )


ROUTE = rute_admin(
    "/admin/entri", t("Entri"), page, Permission.JAWABAN_ENTER, State.muat, menu=t("Moderasi")
)
