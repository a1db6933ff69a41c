"""The survey: four steps, one thing at a time (decree, K.1 c to g)."""

import reflex as rx

from sekampadi.domain.responden import (
    USIA_MAX,
    USIA_MIN,
    JenisKelamin,
    Kelompok,
    Pekerjaan,
    Pendidikan,
    PenilaianUmum,
)
from sekampadi.domain.survei import SARAN_MAX, Langkah
from sekampadi.i18n import t
from sekampadi.web.components.butir import butir_survei
from sekampadi.web.components.dasar import (
    galat,
    pesan,
    ringkasan_galat,
    tautan_tombol,
    tombol,
    wajah,
)
from sekampadi.web.components.publik import halaman_publik
from sekampadi.web.states.survei import SurveiState


def _bar_langkah() -> rx.Component:
    return rx.el.nav(
        rx.el.ol(
            *(
                rx.el.li(
                    rx.el.span(str(langkah.value), class_name="langkah-nomor"),
                    rx.el.span(t(langkah.label), class_name="langkah-nama"),
                    class_name=rx.cond(
                        SurveiState.langkah == langkah.value,
                        "langkah kini",
                        rx.cond(SurveiState.langkah > langkah.value, "langkah sudah", "langkah"),
                    ),
                    custom_attrs={
                        "aria-current": rx.cond(
                            SurveiState.langkah == langkah.value, "step", "false"
                        )
                    },
                )
                for langkah in Langkah
            ),
            class_name="bar-langkah",
        ),
        aria_label=t("Langkah survei"),
    )


def _kepala_survei() -> rx.Component:
    return rx.el.div(
        rx.el.p(SurveiState.upp_nama, class_name="survei-upp"),
        rx.el.p(
            rx.el.span(t("Jenis pelayanan yang diterima:"), class_name="keterangan"),
            " ",
            rx.el.strong(SurveiState.layanan_nama),
            class_name="survei-layanan",
        ),
        class_name="survei-kepala",
    )


def _langkah(langkah: Langkah, judul: str, *children: rx.Component, lanjut: str) -> rx.Component:
    """Frame one step as a form that carries the draft with it."""
    return rx.el.form(
        rx.el.input(type="hidden", name="draf", default_value=""),
        rx.el.input(type="hidden", name="langkah", default_value=str(langkah.value)),
        rx.el.h1(
            rx.el.span(t("Langkah {n} dari 4: ", n=langkah.value), class_name="hanya-pembaca"),
            t(judul),
            id="judul-langkah",
            tab_index=-1,
        ),
        ringkasan_galat(SurveiState.ringkasan),
        *children,
        rx.el.div(
            tombol(lanjut, type="submit", disabled=~SurveiState.is_hydrated),
            tombol(
                t("Kembali"),
                kind="biasa",
                on_click=SurveiState.kembali(langkah.value),
                custom_attrs={"data-kembali": str(langkah.value)},
            )
            if langkah is not Langkah.RESPONDEN
            else rx.fragment(),
            class_name="baris-tombol baris-langkah",
        ),
        on_submit=SurveiState.lanjut,
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


def _pilihan(
    field: str, judul: str, kind: type[JenisKelamin] | type[Pendidikan] | type[Pekerjaan]
) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t(judul), class_name="tanya"),
        galat(field, SurveiState.galat),
        rx.el.div(
            *(
                _opsi(field, choice.value, t(choice.label), first=index == 0)
                for index, choice in enumerate(kind)
            ),
            class_name="opsi-dua" if len(kind) > 2 else "opsi-sebaris",
        ),
        class_name=_kelompok(field),
    )


def _kelompok(field: str) -> rx.Var[str]:
    return rx.cond(SurveiState.galat.contains(field), "kelompok salah", "kelompok")


def _pemberitahuan() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            t(
                "Survei ini dipakai untuk memperbaiki pelayanan. Kami tidak menanyakan nama, NIK, "
                "nomor telepon, atau apa pun yang dapat menunjukkan siapa Anda; mohon jangan "
                "menuliskannya juga pada saran."
            )
        ),
        rx.el.p(t("Empat langkah, sekitar tiga menit.")),
        class_name="pesan pesan-info",
    )


def _responden() -> rx.Component:
    return _langkah(
        Langkah.RESPONDEN,
        "Tentang Anda",
        _pemberitahuan(),
        rx.el.div(
            rx.el.label(t("Usia"), html_for="isian-usia", class_name="tanya"),
            rx.el.p(
                t("Dalam tahun, {min} sampai {max}.", min=USIA_MIN, max=USIA_MAX),
                id="petunjuk-usia",
                class_name="petunjuk",
            ),
            galat("usia", SurveiState.galat),
            rx.el.input(
                id="isian-usia",
                name="usia",
                type="text",
                input_mode="numeric",
                auto_complete="off",
                max_length=12,
                class_name="masukan masukan-pendek",
                custom_attrs={
                    "aria-describedby": "petunjuk-usia galat-usia",
                    "aria-invalid": rx.cond(SurveiState.galat.contains("usia"), "true", "false"),
                },
            ),
            class_name=_kelompok("usia"),
        ),
        _pilihan(Kelompok.JENIS_KELAMIN.value, "Jenis kelamin", JenisKelamin),
        _pilihan(Kelompok.PENDIDIKAN.value, "Pendidikan terakhir", Pendidikan),
        _pilihan(Kelompok.PEKERJAAN.value, "Pekerjaan", Pekerjaan),
        lanjut=t("Lanjut"),
    )


def _umum() -> rx.Component:
    return _langkah(
        Langkah.PENILAIAN_UMUM,
        "Penilaian Umum",
        rx.el.fieldset(
            rx.el.legend(SurveiState.umum, class_name="tanya"),
            galat("umum", SurveiState.galat),
            rx.el.div(
                *(
                    _opsi(
                        "umum",
                        choice.value,
                        rx.fragment(wajah(int(choice.value)), rx.el.span(t(choice.label))),
                        first=index == 0,
                    )
                    for index, choice in enumerate(PenilaianUmum)
                ),
                class_name="opsi-wajah",
            ),
            class_name=_kelompok("umum"),
        ),
        lanjut=t("Lanjut"),
    )


def _skm() -> rx.Component:
    return _langkah(
        Langkah.SKM,
        "Berikan penilaian terhadap sembilan hal di bawah ini",
        rx.foreach(SurveiState.daftar_butir, lambda b: butir_survei(b, SurveiState.galat)),
        lanjut=t("Lanjut"),
    )


def _saran() -> rx.Component:
    return _langkah(
        Langkah.SARAN,
        "Kritik/Saran",
        rx.el.div(
            rx.el.label(
                t("Berikan kami kritik, saran, atau masukan yang membangun."),
                html_for="isian-saran",
                class_name="tanya",
            ),
            rx.el.p(
                t("Boleh dikosongkan. Contoh: “Petugas ramah, ruang tunggu agak panas.”"),
                id="petunjuk-saran",
                class_name="petunjuk",
            ),
            galat("saran", SurveiState.galat),
            rx.el.textarea(
                id="isian-saran",
                name="saran",
                rows="6",
                # Beyond the limit of the rule, so that what is too much can be seen and cut.
                max_length=2 * SARAN_MAX,
                class_name="masukan",
                custom_attrs={
                    "data-maks": str(SARAN_MAX),
                    "aria-describedby": "petunjuk-saran isian-saran-hitung galat-saran",
                },
            ),
            rx.el.p(id="isian-saran-hitung", class_name="petunjuk"),
            class_name=_kelompok("saran"),
        ),
        lanjut=t("Selesai"),
    )


def _terima_kasih() -> rx.Component:
    return rx.el.section(
        wajah(4),
        rx.el.h1(t("Terima kasih"), tab_index=-1, custom_attrs={"data-fokus": "selesai"}),
        rx.el.p(
            t(
                "Terima kasih telah mengisi survei kepuasan masyarakat ini. Penilaian dan masukan "
                "Anda sangat membantu kami untuk berubah menjadi lebih baik."
            ),
            class_name="pengantar",
        ),
        tautan_tombol(t("Tutup"), "/?upp=" + SurveiState.upp_kode),
        class_name="terima-kasih",
        custom_attrs={"data-selesai": SurveiState.selesai},
    )


def _tutup() -> rx.Component:
    return rx.el.section(
        rx.el.h1(t("Survei tidak tersedia")),
        pesan(SurveiState.pesan, kind="peringatan"),
        rx.el.p(t("Mungkin kodenya salah ketik, atau layanannya sudah tidak ada.")),
        tautan_tombol(t("Pilih layanan lain"), "/"),
    )


def _isi() -> rx.Component:
    return rx.fragment(
        _kepala_survei(),
        _bar_langkah(),
        rx.cond(
            SurveiState.dilanjutkan,
            rx.el.p(
                t("Kami melanjutkan isian Anda yang belum selesai."),
                " ",
                tombol(t("Mulai dari awal"), kind="teks", on_click=SurveiState.mulai_ulang),
                class_name="petunjuk",
            ),
        ),
        rx.match(
            SurveiState.langkah,
            (2, _umum()),
            (3, _skm()),
            (4, _saran()),
            _responden(),
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_publik(
        rx.match(
            SurveiState.status,
            ("selesai", _terima_kasih()),
            ("tutup", _tutup()),
            _isi(),
        ),
        terputus=t(
            "Isian Anda tersimpan di perangkat ini dan dikirim begitu tersambung lagi. "
            "Jangan tutup halaman ini."
        ),
    )
