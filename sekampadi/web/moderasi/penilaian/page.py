"""Moderasi: the answers one by one (decree, K.2 f)."""

from typing import Any

import reflex as rx

from sekampadi.domain.moderasi import ALASAN_MAX, Tindakan
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.services.moderasi.jawaban import PENILAIAN
from sekampadi.web.moderasi.penilaian.state import PenilaianState as State
from sekampadi.web.ui.admin import halaman_admin, rute_tabel, tautan_bila_boleh
from sekampadi.web.ui.dasar import baris_tombol, pesan, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_teks, tombol_baris
from sekampadi.web.ui.states.identitas import IdentitasState
from sekampadi.web.ui.tabel import bilah_saring, kemajuan_excel, tabel, tombol_excel
from sekampadi.web.ui.tindakan import butir_menu, dialog_form, menu_baris

_REMOVED = State.dihapus
_MAY = State.aksi_boleh.contains(Tindakan.HAPUS.value)


def _umum(row: Any) -> rx.Component:
    return rx.el.span(row.sel["umum"], class_name="skor-kata skor-" + row.sel["skor_umum"])


def _skor(key: str) -> Any:
    return lambda row: rx.el.span(row.sel[key], class_name="skor-" + row.sel[key])


def _saran(row: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(
            row.sel["saran"] != "",
            rx.el.p(row.sel["saran"], class_name="saran-teks"),
            rx.el.span("–", class_name="keterangan"),
        ),
        rx.cond(
            row.sel["tanda"] != "",
            rx.el.p(rx.el.strong(t("Perlu ditinjau: ")), row.sel["tanda"], class_name="tanda"),
        ),
        rx.cond(
            row.sel["pengaduan"] != "",
            rx.el.p(rx.el.strong(t("Pengaduan")), class_name="tanda tanda-pengaduan"),
        ),
        rx.cond(
            row.sel["dihapus_pada"] != "",
            rx.el.p(
                rx.el.strong(t("Dihapus {kapan}", kapan=row.sel["dihapus_pada"])),
                t(
                    " oleh {oleh}: {alasan}",
                    oleh=row.sel["dihapus_oleh"],
                    alasan=row.sel["alasan_hapus"],
                ),
                class_name="tanda tanda-hapus",
            ),
        ),
        class_name="saran-isi",
    )


def _aksi(row: Any) -> rx.Component:
    def act(tindakan: Tindakan, words: str, *, bahaya: bool = False) -> rx.Component:
        return butir_menu(words, State.minta(tindakan.value, row.id), bahaya=bahaya)

    return menu_baris(
        t("baris") + " " + row.nomor,
        row.id,
        rx.cond(
            _REMOVED,
            act(Tindakan.PULIHKAN, t("Pulihkan")),
            rx.fragment(
                rx.cond(
                    row.sel["tanda"] != "",
                    butir_menu(t("Sudah ditinjau"), State.tinjau(row.id)),
                ),
                rx.cond(
                    row.sel["pengaduan"] != "",
                    butir_menu(t("Bukan pengaduan"), State.adukan(row.id, False)),
                    rx.cond(
                        row.sel["saran"] != "",
                        butir_menu(t("Tandai pengaduan"), State.adukan(row.id, True)),
                    ),
                ),
                act(Tindakan.PINDAH, t("Pindahkan")),
                act(Tindakan.HAPUS, t("Hapus"), bahaya=True),
            ),
        ),
    )


def _tombol_massal(words: str, on_click: Any) -> rx.Component:
    return tombol(words, kind="biasa", on_click=on_click)


def _massal() -> rx.Component:
    return rx.cond(
        State.terpilih.length() > 0,
        rx.el.div(
            rx.el.strong(State.terpilih.length(), " ", t("jawaban dipilih"), role="status"),
            rx.cond(
                _REMOVED,
                _tombol_massal(t("Pulihkan"), State.minta(Tindakan.PULIHKAN.value, "")),
                rx.fragment(
                    _tombol_massal(t("Hapus"), State.minta(Tindakan.HAPUS.value, "")),
                    _tombol_massal(t("Pindahkan"), State.minta(Tindakan.PINDAH.value, "")),
                    _tombol_massal(t("Sudah ditinjau"), State.tinjau("")),
                    _tombol_massal(t("Tandai pengaduan"), State.adukan("", True)),
                ),
            ),
            tombol(t("Batalkan pilihan"), kind="teks", on_click=State.pilih_semua(False)),
            class_name="massal",
        ),
    )


def _dialog() -> rx.Component:
    return dialog_form(
        State,
        rx.el.ul(rx.foreach(State.rincian, rx.el.li), class_name="rincian-tindakan"),
        rx.cond(
            State.form == Tindakan.HAPUS.value,
            teks_petunjuk(
                t(
                    "Jawaban tidak hilang: ia keluar dari IKM, grafik, laporan, dan ekspor, dan "
                    "dapat dipulihkan dari daftar Dihapus."
                )
            ),
        ),
        rx.cond(
            State.form == Tindakan.PINDAH.value,
            isian_pilihan(
                State,
                "layanan",
                t("Layanan yang benar"),
                State.layanan_tujuan,
                kosong=t("Pilih layanan"),
            ),
        ),
        isian_teks(State, "alasan", t("Alasan"), panjang=ALASAN_MAX),
        on_submit=State.kerjakan,
        simpan=State.tombol_form,
        bahaya=State.form == Tindakan.HAPUS.value,
        tentang=State.tentang,
    )


def _baris_beruntun(burst: Any) -> rx.Component:
    name = "– " + burst.kapan
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.strong(burst.jumlah, " ", t("jawaban")), " · ", burst.layanan),
            rx.el.p(burst.kapan, " · ", burst.pola, class_name="keterangan"),
            rx.cond(burst.dihapus != "", rx.el.p(burst.dihapus, class_name="tanda tanda-hapus")),
            class_name="beruntun-isi",
        ),
        rx.cond(
            _MAY,
            baris_tombol(
                rx.cond(
                    burst.perlu,
                    rx.fragment(
                        tombol(
                            t("Hapus semua"),
                            kind="biasa",
                            on_click=State.minta_beruntun(burst.kunci),
                            custom_attrs={
                                "aria-label": t("Hapus semua") + " " + name,
                                "data-untuk": burst.kunci,
                            },
                        ),
                        tombol_baris(t("Sudah ditinjau"), name, State.tinjau_beruntun(burst.kunci)),
                    ),
                ),
                rx.cond(
                    burst.dihapus != "",
                    tombol_baris(
                        t("Urungkan"), name, State.urungkan_beruntun(burst.kunci, burst.pada)
                    ),
                ),
            ),
        ),
    )


def _beruntun() -> rx.Component:
    return rx.cond(
        State.beruntun.length() > 0,
        rx.el.section(
            # Folded: twenty of them would stand between a person and the rows he has come for.
            rx.el.details(
                rx.el.summary(
                    rx.el.h2(
                        t("Kiriman beruntun"),
                        rx.el.span(" (", State.beruntun.length(), ")"),
                        id="judul-beruntun",
                    )
                ),
                teks_petunjuk(
                    t(
                        "Jawaban yang datang jauh lebih cepat daripada yang dapat diisi orang dari "
                        "satu sambungan atau alamat. Semuanya tetap dihitung sampai Anda "
                        "menghapusnya."
                    )
                ),
                rx.el.ul(rx.foreach(State.beruntun, _baris_beruntun)),
                rx.cond(
                    State.beruntun_lebih,
                    rx.el.p(
                        t("Masih ada kiriman lain; muncul setelah yang di atas ini selesai."),
                        class_name="keterangan",
                    ),
                ),
                open=State.saring["tinjau"] == "beruntun",
            ),
            class_name="kartu beruntun",
            custom_attrs={"aria-labelledby": "judul-beruntun"},
        ),
    )


def _tentang_pengaduan() -> rx.Component:
    """Say what can become of a complaint of somebody whom nobody knows."""
    return rx.cond(
        State.saring["tinjau"] == "pengaduan",
        pesan(
            rx.fragment(
                t(
                    "Pengirimnya tidak dikenal, jadi tidak dapat dihubungi atau dijawab, dan nilai "
                    "survei tidak berubah karenanya. Tindak lanjuti isinya dalam RTL. Yang harus "
                    "ditangani sebagai pengaduan dicatat melalui SP4N-LAPOR!"
                ),
                rx.cond(
                    IdentitasState.lapor != "",
                    rx.fragment(
                        " ",
                        rx.el.a(
                            IdentitasState.lapor,
                            href=IdentitasState.lapor,
                            rel="noopener",
                            reload_document=True,
                        ),
                    ),
                ),
            ),
            id="tentang-pengaduan",
        ),
    )


def _belum_ada() -> rx.Component:
    """Say how the first answers come, by what the person may do."""
    return rx.fragment(
        t("Belum ada penilaian. Jawaban tampil di sini begitu masyarakat mengisi survei. "),
        tautan_bila_boleh("/admin/layanan", t("Cetak kode QR layanan")),
        " ",
        tautan_bila_boleh("/admin/entri", t("Masukkan lembar kertas")),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PENILAIAN.path,
        PENILAIAN.title,
        bilah_saring(State, PENILAIAN),
        kemajuan_excel(State),
        _beruntun(),
        _tentang_pengaduan(),
        rx.el.div(_dialog(), on_mount=State.masuk, class_name="lapis"),
        _massal(),
        tabel(
            State,
            PENILAIAN,
            cells={"umum": _umum, "saran": _saran, **{u.field: _skor(u.field) for u in URUTAN}},
            actions=_aksi,
            selectable=_MAY,
            empty=rx.cond(_REMOVED, t("Tidak ada jawaban yang dihapus."), _belum_ada()),
            urungkan=State.urungkan,
        ),
        alat=tombol_excel(State),
    )


ROUTE = rute_tabel(State, PENILAIAN, page, menu=t("Moderasi"))
