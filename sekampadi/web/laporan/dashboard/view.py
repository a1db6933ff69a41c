"""What stands above the fold: the running triwulan, its trend, and what is to be done."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.laporan.dashboard.state import DashboardState as State
from sekampadi.web.ui.admin import lencana_nilai
from sekampadi.web.ui.dasar import angka_besar, teks_petunjuk
from sekampadi.web.ui.gambar import garis_waktu

_KINI = State.view.kini


def _sampel() -> rx.Component:
    """Hold the respondents against the minimum sample, or say why that cannot be done."""
    known = rx.fragment(
        rx.el.progress(
            value=_KINI.n,
            max=_KINI.minimum_n,
            class_name="capaian-sampel",
            custom_attrs={"aria-label": t("Responden dibandingkan dengan sampel minimum")},
        ),
        teks_petunjuk(
            t("dari sampel minimum {minimum}", minimum=_KINI.minimum),
            rx.cond(
                _KINI.menurut != "",
                t(", menurut jumlah penerima layanan {lalu}", lalu=_KINI.menurut),
                "",
            ),
        ),
    )
    unknown = teks_petunjuk(
        t("Sampel minimum belum diketahui: "),
        rx.cond(
            _KINI.pelaksanaan != "",
            rx.cond(
                State.menerbitkan,
                rx.el.a(t("isi jumlah penerima layanan"), href=_KINI.pelaksanaan),
                t("jumlah penerima layanan belum diisi"),
            ),
            t("belum semua UPP mengisi jumlah penerima layanan"),
        ),
        ".",
    )
    doubted = teks_petunjuk(
        t("Lebih banyak daripada jumlah penerima layanan: "),
        rx.cond(
            State.menerbitkan & (_KINI.pelaksanaan != ""),
            rx.el.a(t("periksa jumlah penerima layanan"), href=_KINI.pelaksanaan),
            t("jumlah penerima layanan perlu diperiksa"),
        ),
        ".",
    )
    return rx.el.div(
        rx.el.h3(t("Responden")),
        angka_besar(_KINI.nilai.n, "kini-n"),
        rx.cond(_KINI.periksa, doubted, rx.cond(_KINI.minimum != "", known, unknown)),
        class_name="kini-sampel",
    )


def kartu_kini() -> rx.Component:
    """Show the running triwulan: its index, how sure it is, its change, and its respondents."""
    return rx.el.section(
        rx.el.h2("IKM ", _KINI.triwulan),
        rx.el.div(
            rx.el.div(
                rx.el.div(
                    angka_besar(_KINI.nilai.ikm, "kini-ikm"),
                    lencana_nilai(_KINI.nilai),
                    class_name="kini-nilai",
                ),
                rx.el.p(
                    _KINI.perubahan,
                    class_name="perubahan " + _KINI.arah,
                    custom_attrs={"data-uji": "perubahan"},
                ),
                teks_petunjuk(_KINI.margin),
            ),
            _sampel(),
            class_name="kini-isi",
        ),
        class_name="kartu kartu-kini",
        custom_attrs={"aria-live": "polite"},
    )


def kartu_tren() -> rx.Component:
    """Show the last eight triwulan."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("IKM per triwulan")),
            rx.el.a(t("Bandingkan dengan tahun lalu"), href=_KINI.banding),
            class_name="kepala-kartu",
        ),
        rx.cond(
            State.tren.titik.length() > 1,
            garis_waktu(State.tren, t("IKM per triwulan"), t("Triwulan")),
            teks_petunjuk(t("Garisnya tampak setelah dua triwulan mempunyai jawaban.")),
        ),
        class_name="kartu kartu-tren",
    )


def _baris(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.strong(row.jumlah, class_name="tugas-jumlah"),
            rx.el.span(row.kalimat),
            href=row.tautan,
            reload_document=row.berkas,
            class_name="tugas-tautan",
        ),
        rx.cond(
            row.tenggat != "",
            rx.el.p(row.tenggat, class_name=rx.cond(row.lewat, "tenggat lewat", "tenggat")),
        ),
        rx.cond(
            row.sasaran.length() > 0,
            rx.el.details(
                rx.el.summary(t("Lihat satu per satu")),
                rx.el.ul(
                    rx.foreach(
                        row.sasaran,
                        lambda s: rx.el.li(
                            rx.el.a(s.nama, href=s.kunci, reload_document=row.berkas)
                        ),
                    ),
                    rx.cond(row.sisa != "", rx.el.li(row.sisa)),
                ),
            ),
        ),
        custom_attrs={"data-tugas": row.jenis},
    )


def kartu_tugas(rows: Any, jumlah: Any, memoderasi: Any, lingkup: Any = "") -> rx.Component:
    """List what is to be done; when there is nothing, say so calmly.

    Args:
        jumlah: how many of the rows are this person's.
        memoderasi: whether the person moderates.
        lingkup: of what, where the page speaks of a part of it only; empty where it need not be said.
    """
    return rx.el.section(
        rx.el.h2(
            t("Perlu dikerjakan"), rx.cond(lingkup != "", rx.el.span(", ", lingkup), rx.fragment())
        ),
        rx.cond(
            jumlah > 0,
            rx.el.ul(
                rx.foreach(rows, lambda row: rx.cond(memoderasi | ~row.moderasi, _baris(row))),
                class_name="tugas",
            ),
            rx.el.p(t("Tidak ada tugas yang menunggu Anda."), class_name="tenang"),
        ),
        class_name="kartu kartu-tugas",
        custom_attrs={"data-uji": "tugas"},
    )
