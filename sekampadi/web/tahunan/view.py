"""The report as a whole: how far it is, its parts in the order of the decree, its documents."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.laporan.view import MANY
from sekampadi.web.tahunan.lama.view import dua_tahun
from sekampadi.web.tahunan.state import TahunanState as State
from sekampadi.web.ui.admin import dasar_nilai, lencana_nilai
from sekampadi.web.ui.dasar import baris_tombol, pesan, pilih, tautan_tombol, teks_petunjuk
from sekampadi.web.ui.saring import dua_baris, lipatan


def pilihan() -> rx.Component:
    """Offer the years, and to who sees several reports those of others."""

    def butir(row: Any) -> rx.Component:
        here = rx.cond(row.kunci == State.tampil.upp, "true", "false")
        return rx.el.li(
            rx.el.a(row.nama, href=row.alamat, custom_attrs={"aria-current": here}), key=row.alamat
        )

    cari = rx.el.div(
        rx.el.input(
            type="search",
            placeholder=t("Cari"),
            auto_complete="off",
            class_name="masukan",
            custom_attrs={"aria-label": t("Cari UPP"), "data-saring": "tahunan-upp"},
        ),
        rx.el.p(id="tahunan-upp-hasil", role="status", class_name="petunjuk"),
        class_name="cari",
    )
    return rx.el.div(
        pilih(t("Tahun"), State.pilihan_tahun, State.tampil.tahun, State.pilih_tahun),
        rx.cond(
            State.pilihan_upp.length() > 0,
            # Once another one is shown it is drawn anew, folded.
            rx.el.div(
                lipatan(
                    t("Pilih UPP"),
                    rx.cond(State.pilihan_upp.length() > MANY, cari),
                    rx.el.ul(
                        rx.foreach(State.pilihan_upp, butir), id="tahunan-upp", class_name="lt-upp"
                    ),
                ),
                key="pilih" + State.tampil.upp,
            ),
        ),
        class_name="lt-pilih",
    )


def kepala() -> rx.Component:
    """Say whose report it is, of which year, and what its index is."""
    s = State.tampil
    return rx.el.div(
        rx.el.h2(dua_baris(s.nama)),
        rx.el.p(
            t("Laporan SKM tahun {tahun}", tahun=s.tahun),
            class_name="keterangan",
        ),
        rx.el.p(
            rx.el.strong(s.nilai.ikm, class_name="angka", custom_attrs={"data-uji": "ikm"}),
            lencana_nilai(s.nilai),
            class_name="ikm-atas",
        ),
        dasar_nilai(s.nilai),
        rx.cond(s.kosong != "", teks_petunjuk(s.kosong)),
        rx.cond(s.sementara != "", teks_petunjuk(s.sementara)),
        rx.cond(s.kenapa != "", teks_petunjuk(s.kenapa)),
        class_name="kartu-angka",
    )


def _bagian(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(row.nomor, class_name="lt-nomor"),
            rx.el.span(row.judul, class_name="lt-judul"),
            rx.el.span(
                rx.el.span(row.kata, class_name="lt-kata lt-" + row.keadaan),
                rx.cond(row.wajib, rx.el.span(t("wajib"), class_name="lt-keping lt-wajib")),
                rx.cond(
                    row.draf & State.tampil.boleh,
                    rx.el.span(t("ada draf Anda"), class_name="lt-keping"),
                ),
                class_name="lt-tanda",
            ),
            href=row.alamat,
        ),
        key=row.kunci,
    )


def _serah(row: Any) -> rx.Component:
    return pesan(rx.el.p(row.kata, " ", rx.el.a(row.tautan, href=row.alamat)))


def _kemajuan() -> rx.Component:
    s = State.tampil
    return rx.fragment(_lengkap(), rx.foreach(s.serah, _serah))


def _lengkap() -> rx.Component:
    s = State.tampil
    return rx.cond(
        s.kurang != "",
        pesan(
            rx.fragment(
                rx.el.p(s.kurang),
                rx.cond(
                    s.boleh,
                    rx.foreach(
                        s.berikut,
                        lambda r: rx.el.p(rx.el.a(t("Isi sekarang: "), r.nama, href=r.alamat)),
                    ),
                ),
            ),
            kind="peringatan",
        ),
        rx.cond(s.serah.length() == 0, pesan(s.lengkap)),
    )


def _unduhan(row: Any) -> rx.Component:
    def bentuk(words: str, ending: str) -> rx.Component:
        return tautan_tombol(
            t("Unduh {bentuk}", bentuk=words),
            "/unduh/laporan-tahunan." + ending + row.query,
            kind="biasa",
            custom_attrs={"aria-label": t("Unduh {bentuk}", bentuk=words) + ": " + row.nama},
        )

    return rx.el.li(
        rx.el.span(row.nama, class_name="lt-judul"),
        baris_tombol(bentuk("Word", "docx"), bentuk("PDF", "pdf"), bentuk("Excel", "xlsx")),
        key=row.query,
    )


def _dokumen() -> rx.Component:
    return rx.cond(
        State.tampil.unduhan.length() > 0,
        rx.el.section(
            rx.el.h2(t("Dokumen")),
            rx.cond(
                State.tampil.kurang != "",
                teks_petunjuk(t("Dokumen sudah dapat diunduh, tetapi belum lengkap.")),
            ),
            rx.el.ul(rx.foreach(State.tampil.unduhan, _unduhan), class_name="lt-unduhan"),
            rx.el.p(role="status", class_name="petunjuk", custom_attrs={"data-unduh-kabar": ""}),
            rx.el.p(role="alert", class_name="galat", custom_attrs={"data-unduh-galat": ""}),
            teks_petunjuk(
                t(
                    "Kedua format memuat isi yang sama. Excel berisi lampiran angkanya. Di Word, "
                    "perbarui daftar isi bila Anda mengubah teksnya."
                )
            ),
            class_name="kartu panel",
            custom_attrs={"data-unduh": ""},  # assets/tahunan-unduh.js
        ),
    )


def ringkasan() -> rx.Component:
    """Show all parts with their states, which is the way through the report."""
    s = State.tampil
    return rx.fragment(
        kepala(),
        _kemajuan(),
        rx.el.section(
            rx.el.h2(t("Bagian laporan")),
            rx.el.ol(rx.foreach(s.bagian, _bagian), class_name="lt-daftar"),
            class_name="kartu panel",
        ),
        dua_tahun(),
        _dokumen(),
    )
