"""The survey: four steps, one thing at a time (decree, K.1 c to g)."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.survei import kata
from sekampadi.domain.survei.responden import (
    CHOSEN,
    USIA_MAX,
    USIA_MIN,
    Kelompok,
    PenilaianUmum,
)
from sekampadi.domain.survei.survei import SARAN_MAX, Langkah
from sekampadi.i18n import t
from sekampadi.web.route import Route
from sekampadi.web.survei.state import SurveiState as State
from sekampadi.web.survei.view import (
    bar_langkah,
    kepala_survei,
    pindah,
    tanya_lanjut,
    tawaran_lembar,
    terima_kasih,
    tutup,
)
from sekampadi.web.ui.butir import butir_survei
from sekampadi.web.ui.dasar import galat, ringkasan_galat, teks_petunjuk, tombol, wajah
from sekampadi.web.ui.publik import halaman_publik


def _langkah(langkah: Langkah, *children: rx.Component, lanjut: str) -> rx.Component:
    """Frame one step as a form that carries the draft with it."""
    return rx.el.form(
        rx.el.input(type="hidden", name="draf", default_value=""),
        rx.el.input(type="hidden", name="langkah", default_value=str(langkah.value)),
        rx.el.h1(
            rx.el.span(t(kata.LANGKAH_KE, n=langkah.value), class_name="hanya-pembaca"),
            t(kata.JUDUL[langkah]),
            id="judul-langkah",
            tab_index=-1,
        ),
        ringkasan_galat(State.ringkasan),
        *children,
        rx.el.div(
            tombol(lanjut, type="submit", disabled=~State.is_hydrated),
            tombol(
                t("Kembali"),
                kind="biasa",
                # The browser's own way back, see assets/survei.js.
                custom_attrs={"data-kembali": str(langkah.value)},
            )
            if langkah is not Langkah.RESPONDEN
            else rx.fragment(),
            class_name="baris-tombol baris-langkah",
        ),
        on_submit=State.lanjut,
        no_validate=True,
        key=f"langkah-{langkah.value}",
        custom_attrs={"data-survei": str(langkah.value)},
        class_name="langkah-isi",
    )


def _opsi(
    field: str, value: str, label: rx.Component | rx.Var[str] | str, *, first: bool = False
) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=field,
            value=value,
            # Where the error summary leads to.
            **({"id": f"isian-{field}"} if first else {}),
        ),
        rx.el.span(label, class_name="opsi-teks"),
        class_name="opsi",
    )


def _grup(
    field: str, judul: rx.Component | rx.Var[str] | str, opsi: list[rx.Component], susunan: str
) -> rx.Component:
    """Ask a question with answers to choose from."""
    return rx.el.fieldset(
        rx.el.legend(judul, class_name="tanya"),
        galat(field, State.galat),
        rx.el.div(*opsi, class_name=susunan),
        role="radiogroup",
        class_name=_kelompok(field),
        custom_attrs=_aria(field, f"galat-{field}"),
    )


def _pilihan(kelompok: Kelompok) -> rx.Component:
    # An order from low to high is read down one column; only what has no order stands in two.
    susunan = "opsi-daftar" if kelompok.about.ordered else "opsi-dua"
    return _grup(
        kelompok.value,
        t(kelompok.asked_as),
        [
            _opsi(kelompok.value, choice.value, t(choice.label), first=index == 0)
            for index, choice in enumerate(kelompok.choices)
        ],
        "opsi-sebaris" if len(kelompok.choices) == 2 else susunan,
    )


def _aria(field: str, described: str) -> dict[str, object]:
    return {
        "data-isian": field,
        "aria-describedby": described,
        "aria-invalid": rx.cond(State.galat.contains(field), "true", "false"),
    }


def _kelompok(field: str) -> rx.Var[str]:
    return rx.cond(State.galat.contains(field), "kelompok salah", "kelompok")


def _pemberitahuan() -> rx.Component:
    return rx.el.div(
        rx.el.p(t(kata.PEMBERITAHUAN)),
        rx.el.p(t(kata.LAMANYA)),
        class_name="pesan pesan-info",
    )


def _responden() -> rx.Component:
    return _langkah(
        Langkah.RESPONDEN,
        _pemberitahuan(),
        rx.el.div(
            rx.el.label(t("Usia"), html_for="isian-usia", class_name="tanya"),
            rx.el.p(
                t(kata.USIA_PETUNJUK, min=USIA_MIN, max=USIA_MAX),
                id="petunjuk-usia",
                class_name="petunjuk",
            ),
            galat("usia", State.galat),
            rx.el.input(
                id="isian-usia",
                name="usia",
                type="text",
                input_mode="numeric",
                auto_complete="off",
                max_length=12,
                class_name="masukan masukan-pendek",
                custom_attrs={
                    **_aria("usia", "petunjuk-usia galat-usia"),
                    "data-min": str(USIA_MIN),
                    "data-max": str(USIA_MAX),
                },
            ),
            class_name=_kelompok("usia"),
        ),
        *(_pilihan(kelompok) for kelompok in CHOSEN),
        lanjut=t("Lanjut"),
    )


def _umum() -> rx.Component:
    return _langkah(
        Langkah.PENILAIAN_UMUM,
        _grup(
            "umum",
            State.umum,
            [
                _opsi(
                    "umum",
                    choice.value,
                    rx.fragment(wajah(int(choice.value)), rx.el.span(t(choice.label))),
                    first=index == 0,
                )
                for index, choice in enumerate(PenilaianUmum)
            ],
            "opsi-wajah",
        ),
        lanjut=t("Lanjut"),
    )


def _skm() -> rx.Component:
    return _langkah(
        Langkah.SKM,
        rx.foreach(State.daftar_butir, lambda b: butir_survei(b, State.galat)),
        lanjut=t("Lanjut"),
    )


def _saran() -> rx.Component:
    return _langkah(
        Langkah.SARAN,
        rx.el.div(
            rx.el.label(
                t(kata.SARAN_TANYA),
                html_for="isian-saran",
                class_name="tanya",
            ),
            rx.el.p(
                t(kata.SARAN_PETUNJUK),
                id="petunjuk-saran",
                class_name="petunjuk",
            ),
            galat("saran", State.galat),
            rx.el.textarea(
                id="isian-saran",
                name="saran",
                rows="6",
                # Beyond the limit of the rule, so that what is too much can be seen and cut.
                max_length=2 * SARAN_MAX,
                class_name="masukan",
                custom_attrs={
                    **_aria("saran", "petunjuk-saran isian-saran-hitung galat-saran"),
                    "data-maks": str(SARAN_MAX),
                },
            ),
            rx.el.p(id="isian-saran-hitung", class_name="petunjuk"),
            class_name=_kelompok("saran"),
        ),
        lanjut=t("Selesai"),
    )


def _isi() -> rx.Component:
    return rx.fragment(
        kepala_survei(),
        tanya_lanjut(),
        rx.el.div(
            id="tab-lain",
            role="alert",
            tab_index=-1,
            class_name="pesan pesan-peringatan",
        ),
        rx.el.div(
            bar_langkah(),
            rx.el.p(
                t(
                    "Peramban ini tidak mengizinkan penyimpanan: isian Anda hilang bila halaman ini "
                    "dimuat ulang atau ditutup."
                ),
                class_name="pesan pesan-peringatan tanpa-simpan",
            ),
            rx.cond(
                State.dilanjutkan,
                teks_petunjuk(
                    t("Kami melanjutkan isian Anda yang belum selesai."),
                    " ",
                    tombol(t("Mulai dari awal"), kind="teks", custom_attrs={"data-ulang": "1"}),
                ),
            ),
            rx.cond(
                State.titipan_terkirim,
                rx.el.p(
                    t("Isian sebelumnya di perangkat ini baru saja terkirim."),
                    class_name="petunjuk",
                    role="status",
                ),
            ),
            rx.match(
                State.langkah,
                (2, _umum()),
                (3, _skm()),
                (4, _saran()),
                _responden(),
            ),
            tawaran_lembar(),
            rx.el.p(id="kabar-kirim", class_name="kabar-kirim", role="status"),
            class_name="survei-isi",
        ),
        pindah(),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_publik(
        # Before the page is seen: it decides whether the answers of a draft may be shown.
        rx.el.script(src="/survei-draf.js"),
        # The page is seen without these; they come into force before anything can be sent.
        rx.el.script(src="/survei.js", defer=True),
        rx.el.script(src="/survei-lembar.js", defer=True),
        rx.el.div(
            rx.match(
                State.status,
                ("selesai", terima_kasih()),
                ("tutup", tutup()),
                _isi(),
            ),
            id="survei",
            class_name="survei",
            custom_attrs={"data-giliran": State.giliran},
        ),
        tanpa_skrip=rx.fragment(
            t("Halaman ini memerlukan JavaScript."),
            " ",
            # The server knows by where it comes from which layanan it is about.
            rx.el.a(t("Isi survei di halaman sederhana"), href="/lembar"),
            t(", atau minta kuesioner kertas kepada petugas di loket."),
        ),
        menyusul=True,
        terputus=t(
            "Isian Anda tersimpan di perangkat ini dan dikirim begitu tersambung lagi. "
            "Jangan tutup halaman ini."
        ),
    )


ROUTE = Route("/survei", t("Survei"), page, Permission.PUBLIC, (State.muat,))
