"""A part as the page shows it: what stands there, what the program writes, versions, suggestions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sekampadi.domain.periode import ZONA
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.bagian import DOKUMENTASI, BagianTahunan, CaraIsi
from sekampadi.domain.tahunan.naskah import IsiNaskah, list_missing
from sekampadi.domain.teks import write_address
from sekampadi.domain.tindak_lanjut.usulan import Nada
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.model import Report
from sekampadi.services.tahunan.naskah import BagianTertulis, HalamanBagian
from sekampadi.services.tahunan.saran import HALAMAN, HalamanSaran, RingkasanSaran
from sekampadi.web.tahunan.bagian.versi import DudukTampil, VersiTampil, fold_versi
from sekampadi.web.ui.states.shown import Shown
from sekampadi.web.ui.states.tampilan import Tab, jam

PATH: Final = "/admin/tahunan"
TANPA: Final = "tanpa"
"""In the address: the suggestions that speak of no unsur."""


@dataclass(frozen=True)
class BagianTampil:
    """A part in the list; ``keadaan`` is how its state looks: ``tulis``, ``usul``, ``isi``, ``belum``."""

    kunci: str
    nomor: str
    judul: str
    kata: str
    keadaan: str
    alamat: str
    wajib: bool
    draf: bool


@dataclass(frozen=True)
class IsiTampil:
    """What stands in a part: paragraphs, or the lines of a table under its headings."""

    alinea: list[str] = field(default_factory=list)
    kolom: list[str] = field(default_factory=list)
    baris: list[list[list[str]]] = field(default_factory=list)  # of each cell its heading and words


@dataclass(frozen=True)
class PratinjauTampil:
    """What the program writes in a part of the document, and which tables and charts stand there.

    ``usulan`` is the table that it proposes there, which a person's own words replace; one, or none.
    """

    alinea: list[str] = field(default_factory=list)
    isi: list[str] = field(default_factory=list)
    usulan: list[IsiTampil] = field(default_factory=list)


@dataclass(frozen=True)
class BagianBuka(Shown):
    """The part that is open; without a name none is."""

    kunci: str = ""
    judul: str = ""
    bantuan: str = ""
    cara: str = ""
    kata: str = ""
    keadaan: str = ""
    wajib: bool = False
    lengkapi: list[str] = field(default_factory=list)  # what its lines lack
    draf: str = ""
    sendiri: bool = False  # whether words of a person stand there
    buang: str = ""  # what taking them away is called
    dibuang: str = ""  # and what is said when that is done
    perlu: bool = False  # whether the report is not complete without them
    # One each, or none: what a state begins with is loaded by every page, and a list is short.
    isi: list[IsiTampil] = field(default_factory=list)
    pratinjau: list[PratinjauTampil] = field(default_factory=list)
    versi: list[DudukTampil] = field(default_factory=list)
    versi_lama: str = ""  # how many more there are
    versi_kini: str = ""
    dilihat: str = ""  # of the version that is looked at
    dilihat_kata: str = ""
    isi_dilihat: list[IsiTampil] = field(default_factory=list)
    sebelum: list[Tab] = field(default_factory=list)  # the part before, if there is one
    sesudah: list[Tab] = field(default_factory=list)


@dataclass(frozen=True)
class SaranUnsur:
    """How often suggestions speak of an unsur, by tone."""

    nama: str
    alamat: str
    keluhan: str
    usul: str
    pujian: str
    jumlah: str
    dibaca: bool


@dataclass(frozen=True)
class SaranBuka:
    """Suggestions to read, of an unsur, and the addresses of those before and after."""

    judul: str = ""
    teks: list[list[str]] = field(default_factory=list)  # where and when, and the words
    keterangan: str = ""
    sebelum: str = ""
    sesudah: str = ""


def address_of(upp: str, tahun: object, **query: object) -> str:
    """Return the address of the page; an empty ``upp`` is the province."""
    return write_address(PATH, upp=upp, tahun=tahun, **query)


def show_isi(bagian: BagianTahunan, isi: IsiNaskah) -> IsiTampil:
    """Show what stands in a part."""
    heads = [k.judul for k in bagian.kolom]
    return IsiTampil(
        list(isi.alinea),
        heads,
        [[[head, cell] for head, cell in zip(heads, row, strict=False)] for row in isi.baris],
    )


def tell_keadaan(b: BagianTertulis) -> tuple[str, str]:
    """Say how the words of a part stand, in words and in the name of their look."""
    if b.naskah and not b.naskah.isi.kosong:
        day = b.naskah.ditulis_pada.astimezone(ZONA).date()
        words = t(
            "Ditulis {oleh}, {tanggal}", oleh=b.naskah.ditulis_oleh, tanggal=format_tanggal(day)
        )
        return (t("Belum lengkap. {kata}", kata=words), "belum") if b.kurang else (words, "tulis")
    if not b.usulan.kosong:
        return t("Memakai usulan"), "usul"
    if b.bagian.kunci == DOKUMENTASI:
        return t("Boleh dikosongkan"), "isi"
    if b.bagian.cara is CaraIsi.GANTI:
        return t("Memakai usulan"), "usul"
    if b.bagian.cara is CaraIsi.TAMBAH:
        return t("Diisi otomatis"), "isi"
    return t("Belum diisi"), "belum"


_CARA: Final = {
    CaraIsi.USUL: t("Usulan di bawah dipakai dalam laporan sampai ada yang menulis sendiri."),
    CaraIsi.TAMBAH: t("Angka dan kalimatnya ditulis otomatis; tambahan berdiri di bawahnya."),
    CaraIsi.GANTI: t(
        "Usulan di bawah dibuat dari angka dan RTL, dan dipakai sampai ada yang menulis sendiri. "
        "Tulisan Anda menggantikan seluruh usulan."
    ),
    CaraIsi.SENDIRI: t("Bagian ini tidak dapat diisi otomatis."),
}
_BUANG: Final = {
    CaraIsi.USUL: t("Kembali ke usulan"),
    CaraIsi.TAMBAH: t("Hapus tambahan"),
    CaraIsi.GANTI: t("Kembali ke usulan"),
    CaraIsi.SENDIRI: t("Kosongkan"),
}
DIBUANG: Final = {
    CaraIsi.USUL: t("Usulan dipakai lagi."),
    CaraIsi.TAMBAH: t("Tambahan dihapus."),
    CaraIsi.GANTI: t("Usulan dipakai lagi."),
    CaraIsi.SENDIRI: t("Tulisan dikosongkan."),
}
"""What is said once a person's words are taken away."""
_NOMOR: Final = re.compile(r"^(?:(?:[A-Z]|[IVX]+|\d+)[.)]\s*)+")


def _plain(title: str) -> str:
    return _NOMOR.sub("", title).strip().casefold().replace(" / ", " dan ")


def preview(report: Report, judul: str, own: IsiNaskah) -> PratinjauTampil:
    """Find what the program writes under the heading of a part, without the person's words.

    Nothing where the document has no such heading.
    """
    names = {x.kunci: x.title for x in report.tables}
    names |= {x.kunci: x.title for x in report.charts}
    words, shown, inside, level = list[str](), list[str](), False, 1
    for at, section in enumerate(report.sections):
        if _plain(section.title) == _plain(judul):
            inside, level = True, section.level
        elif section.title and section.level <= level:
            inside = False
        if inside and at == 0:
            # Beneath the first heading stands the text of the report itself.
            words += [p for p in report.text if p not in own.alinea]
        if inside and not section.contents:
            words += [p for p in section.text if p not in own.alinea]
            shown += [names[k] for k in section.isi if k in names]
    return PratinjauTampil(words, shown)


def show_usulan(report: Report, kunci: str) -> list[IsiTampil]:
    """Show the table that the program proposes in a part; none where the report has none there.

    Its numbers go, and a cell that continues the one above says that once more: on a phone each line
    stands by itself.
    """
    for table in report.tables:
        if table.kunci != kunci:
            continue
        heads, rows, above = list(table.columns[1:]), list[list[list[str]]](), list[str]()
        for row in table.rows:
            above = [above[at] if cell.continues else cell.plain for at, cell in enumerate(row[1:])]
            rows.append([[head, words] for head, words in zip(heads, above, strict=True)])
        return [IsiTampil([], heads, rows)] if rows else []
    return []


def _versi(page: HalamanBagian, dilihat: int) -> list[DudukTampil]:
    kode, tahun, kunci = page.objek.kode, page.objek.tahun, page.tertulis.bagian.kunci
    found = []
    for row in page.versi:
        words = t("{oleh}, {pada}", oleh=row.ditulis_oleh, pada=jam(row.ditulis_pada))
        if row.kosong:
            words += t(" (dikosongkan)")
        address = address_of(kode, tahun, bagian=kunci, versi=row.versi)
        now = row.versi == page.versi_kini
        shown = VersiTampil(str(row.versi), words, address, row.versi == dilihat, now)
        found.append((row.ditulis_oleh, row.ditulis_pada, shown))
    return fold_versi(found)


def show_bagian(
    page: HalamanBagian, semua: Sequence[BagianTampil], pratinjau: PratinjauTampil
) -> BagianBuka:
    """Show a part.

    Args:
        semua: all parts, among which it stands.
    """
    b = page.tertulis
    part = b.bagian
    words, look = tell_keadaan(b)
    at = next(n for n, x in enumerate(semua) if x.kunci == part.kunci)
    old = page.dilihat
    own = b.naskah is not None and not b.naskah.isi.kosong
    if part.cara is CaraIsi.GANTI and not own and not pratinjau.usulan:
        words, look = t("Belum ada usulan"), "belum"
    silent = part.kunci == DOKUMENTASI or (own and part.cara is not CaraIsi.TAMBAH)
    return BagianBuka(
        kunci=part.kunci,
        judul=part.judul,
        bantuan=part.bantuan,
        cara="" if silent else _CARA[part.cara],
        kata=words,
        keadaan=look,
        wajib=b.kurang,
        lengkapi=list(list_missing(part, b.isi)) if b.kurang else [],
        draf=jam(page.draf.diubah_pada) if page.draf else "",
        sendiri=own,
        buang=_BUANG[part.cara] if own else "",
        dibuang=DIBUANG[part.cara],
        perlu=part.wajib and b.usulan.kosong,
        isi=pratinjau.usulan or [show_isi(part, b.isi)],
        pratinjau=[pratinjau] if pratinjau.alinea or pratinjau.isi else [],
        versi=_versi(page, old.versi if old else 0),
        versi_lama=t("dan {n} versi yang lebih lama", n=format_angka(page.versi_lama))
        if page.versi_lama
        else "",
        versi_kini=str(page.versi_kini),
        dilihat=str(old.versi) if old else "",
        dilihat_kata=t(
            "Versi {n}: {oleh}, {pada}",
            n=old.versi,
            oleh=old.ditulis_oleh,
            pada=jam(old.ditulis_pada),
        )
        if old
        else "",
        isi_dilihat=[show_isi(part, old.isi)] if old else [],
        sebelum=[Tab(x.kunci, x.judul, x.alamat) for x in semua[max(0, at - 1) : at]],
        sesudah=[Tab(x.kunci, x.judul, x.alamat) for x in semua[at + 1 : at + 2]],
    )


def show_saran(saran: RingkasanSaran, upp: str, tahun: str, dibaca: str) -> list[SaranUnsur]:
    """Show how often each unsur is spoken of, and where those texts are read."""

    def line(kunci: str, nama: str, counts: Sequence[int], jumlah: int) -> SaranUnsur:
        address = address_of(upp, tahun, bagian="saran", unsur=kunci) if jumlah else ""
        a, b, c = [format_angka(n) for n in counts] or ["–", "–", "–"]
        return SaranUnsur(nama, address, a, b, c, format_angka(jumlah), kunci == dibaca)

    return [
        *(
            line(
                u.value,
                u.nama,
                [saran.menyebut[u][n] for n in (Nada.KELUHAN, Nada.USUL, Nada.PUJIAN)],
                saran.banyak(u),
            )
            for u in URUTAN
        ),
        line(TANPA, t("Tidak menyebut unsur"), (), saran.tanpa),
    ]


def show_teks_saran(
    page: HalamanSaran, judul: str, address: tuple[str, str, str], halaman: int
) -> SaranBuka:
    """Show a page of suggestions.

    Args:
        address: UPP, year and unsur, as the address names them.
        halaman: which page, from 1.
    """
    upp, tahun, unsur = address
    last = max(1, -(-page.jumlah // HALAMAN))
    at = (halaman - 1) * HALAMAN

    def turn(to: int) -> str:
        number = to if to > 1 else ""
        if not 1 <= to <= last:
            return ""
        return address_of(upp, tahun, bagian="saran", unsur=unsur, halaman=number)

    return SaranBuka(
        judul,
        [[f"{format_tanggal(s.tanggal)} · {s.layanan}", s.saran] for s in page.saran],
        t(
            "Saran {a} sampai {b} dari {n}",
            a=format_angka(at + 1),
            b=format_angka(at + len(page.saran)),
            n=format_angka(page.jumlah),
        )
        if page.saran
        else t("Tidak ada saran di halaman ini."),
        turn(halaman - 1),
        turn(halaman + 1),
    )
