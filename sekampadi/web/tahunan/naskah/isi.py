"""What is typed into a part: its fields, and what comes of two people's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sekampadi.domain.tahunan.bagian import BagianTahunan, CaraIsi
from sekampadi.domain.tahunan.naskah import TEKS_MAX, IsiNaskah, list_missing
from sekampadi.i18n import t
from sekampadi.services.tahunan.draf import DrafNaskahTahunan
from sekampadi.services.tahunan.naskah import HalamanBagian
from sekampadi.web.tahunan.bagian.tampilan import DIBUANG, IsiTampil, show_isi
from sekampadi.web.ui.states.tampilan import jam

BARIS_MAX: Final = 80
"""Lines of a form that are looked at: those of two people together may be more than are stored."""
KOLOM_MAX: Final = 6
MOST: Final = 2 * TEKS_MAX
"""Letters that a field takes: what is too long is told, and not cut off unseen."""


@dataclass(frozen=True)
class SelIsian:
    """A field of a line; ``judul`` names it to those who cannot see the heading above it."""

    nama: str
    judul: str
    kolom: str
    nilai: str
    contoh: str


@dataclass(frozen=True)
class BarisIsian:
    """A line of a table that is typed."""

    nomor: str
    sel: list[SelIsian]


@dataclass(frozen=True)
class BandingNaskah:
    """One's own words beside those that somebody else, or another tab, has saved meanwhile.

    ``tab`` says that both are drafts of the same person.
    """

    tab: bool
    penjelasan: str
    judul_anda: str
    oleh: str
    pakai_anda: str
    pakai_lain: str
    anda: list[IsiTampil]  # one each
    tersimpan: list[IsiTampil]


def name_of(baris: int, kolom: int) -> str:
    """Return the name of a field of a table, both counted from 0."""
    return f"b{baris}k{kolom}"


def parse_rencana(rencana: str) -> tuple[str, str]:
    """Read which report a form is of, as ``TahunanTampil.kunci`` names it: UPP and year."""
    _, _, rest = rencana[:150].partition("/")
    kode, _, tahun = rest.partition("/")
    return kode, tahun


def name_bagian(page: HalamanBagian) -> str:
    """Name a part with its report: whose it is, and of which year."""
    return t(
        "{bagian}, {nama} {tahun}",
        bagian=page.tertulis.bagian.judul,
        nama=page.objek.nama,
        tahun=page.objek.tahun,
    )


def tell_saved(page: HalamanBagian, *, changed: bool) -> str:
    """Say what has become of what was saved.

    Args:
        page: as it stands now.
        changed: whether a version has come of it.
    """
    b = page.tertulis
    own = b.naskah is not None and not b.naskah.isi.kosong
    if not changed:
        if not own and b.bagian.cara in {CaraIsi.USUL, CaraIsi.GANTI}:
            return t("Tidak ada yang berubah; usulan tetap dipakai.")
        return t("Tidak ada yang berubah.")
    name = name_bagian(page)
    if not own:
        return t("{bagian}: {kata}", bagian=name, kata=DIBUANG[b.bagian.cara])
    if b.kurang:
        words = t("{bagian} disimpan, tetapi belum lengkap.", bagian=name)
        return " ".join([words, *[t("{apa}.", apa=x) for x in list_missing(b.bagian, b.isi)]])
    return t("{bagian} disimpan.", bagian=name)


def read_form(form: Mapping[str, object]) -> dict[str, object]:
    """Return what is typed as ``domain.tahunan.naskah.parse_naskah`` reads it: a text, and lines."""
    lines = [
        [str(form.get(name_of(row, col), "")) for col in range(KOLOM_MAX)]
        for row in range(BARIS_MAX)
    ]
    return {"teks": form.get("teks", ""), "baris": lines}


def lay_out(bagian: BagianTahunan, isi: IsiNaskah) -> list[BarisIsian]:
    """Return the lines of the form of a table: as many as it may have, the first ones filled in."""
    if not bagian.tabel:
        return []
    many = max(bagian.baris, len(isi.baris))

    def value(row: int, column: int) -> str:
        return isi.baris[row][column] if row < len(isi.baris) else ""

    return [
        BarisIsian(
            str(row + 1),
            [
                SelIsian(
                    name_of(row, at),
                    t("{kolom}, baris {n}", kolom=k.judul, n=row + 1),
                    k.judul,
                    value(row, at),
                    k.contoh,
                )
                for at, k in enumerate(bagian.kolom)
            ],
        )
        for row in range(many)
    ]


def merge(tersimpan: IsiNaskah, anda: IsiNaskah) -> IsiNaskah:
    """Return both: what is stored, and after it those paragraphs or lines that only the other has."""
    if tersimpan.baris or anda.baris:
        rest = tuple(row for row in anda.baris if row not in tersimpan.baris)
        return IsiNaskah(baris=tersimpan.baris + rest)
    own = [p for p in anda.alinea if p not in tersimpan.alinea]
    return IsiNaskah("\n\n".join([*tersimpan.alinea, *own]))


def compare(page: HalamanBagian, anda: IsiNaskah) -> list[BandingNaskah]:
    """Show one's own words beside the newest that are stored, if there are any."""
    newest = page.tertulis.naskah
    if newest is None:
        return []
    shown = BandingNaskah(
        tab=False,
        penjelasan=t(
            "Isian Anda belum disimpan, tetapi tetap ada sebagai draf. Pilih mana yang dipakai; "
            "yang sudah tersimpan selalu ada di daftar versi."
        ),
        judul_anda=t("Isian Anda"),
        oleh=t(
            "Tersimpan oleh {siapa} {jam}",
            siapa=newest.ditulis_oleh,
            jam=jam(newest.ditulis_pada),
        ),
        pakai_anda=t("Simpan isian saya"),
        pakai_lain=t("Buang isian saya"),
        anda=[show_isi(page.tertulis.bagian, anda)],
        tersimpan=[show_isi(page.tertulis.bagian, newest.isi)],
    )
    return [shown]


def compare_tabs(bagian: BagianTahunan, lain: DrafNaskahTahunan, anda: IsiNaskah) -> BandingNaskah:
    """Show what is typed in this tab beside the draft as another tab has left it."""
    return BandingNaskah(
        tab=True,
        penjelasan=t(
            "Bagian ini terbuka di dua tab, dan keduanya menulis ke draf yang sama. Pilih mana yang "
            "dilanjutkan di sini."
        ),
        judul_anda=t("Isian di tab ini"),
        oleh=t("Draf dari tab lain, {jam}", jam=jam(lain.diubah_pada)),
        pakai_anda=t("Lanjutkan yang ini"),
        pakai_lain=t("Lanjutkan yang ini; isian di tab ini dibuang"),
        anda=[show_isi(bagian, anda)],
        tersimpan=[show_isi(bagian, lain.isi)],
    )
