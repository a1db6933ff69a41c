"""What the page of the annual report shows, made from what the use cases return."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sekampadi.domain.tahunan.bagian import DOKUMENTASI
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, t
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.banding import TahunBanding
from sekampadi.services.tahunan.naskah import BagianTertulis
from sekampadi.web.laporan.figur import Nilai, show_nilai
from sekampadi.web.tahunan.bagian.tampilan import (
    BagianBuka,
    BagianTampil,
    SaranBuka,
    SaranUnsur,
    address_of,
    tell_keadaan,
)
from sekampadi.web.tahunan.foto.tampilan import FotoTampil
from sekampadi.web.tahunan.serah import SerahTampil
from sekampadi.web.ui.states.shown import Shown
from sekampadi.web.ui.states.tampilan import Tab, jam


@dataclass(frozen=True)
class TahunLamaTampil:
    """One of the two years before; ``tangan`` says that its index was typed in."""

    tahun: str
    nilai: str
    rincian: str
    tangan: bool
    kosong: bool
    versi: str
    angka: str
    n: str
    sumber: str


@dataclass(frozen=True)
class UnduhanTampil:
    """A form of the document with the query that names it."""

    nama: str
    query: str


@dataclass(frozen=True)
class TahunanTampil(Shown):
    """All that the page shows."""

    kunci: str = ""  # as drafts name the report
    upp: str = ""
    tahun: str = ""
    nama: str = ""
    boleh: bool = False
    kenapa: str = ""  # why not
    sementara: str = ""
    kosong: str = ""  # that there is nothing to report yet
    nilai: Nilai = field(default_factory=Nilai)
    kurang: str = ""
    lengkap: str = ""
    serah: list[SerahTampil] = field(default_factory=list)  # what comes after writing, or none
    berikut: list[Tab] = field(default_factory=list)  # the first that is missing
    bagian: list[BagianTampil] = field(default_factory=list)
    unduhan: list[UnduhanTampil] = field(default_factory=list)
    lama: list[TahunLamaTampil] = field(default_factory=list)
    buka: BagianBuka = field(default_factory=BagianBuka)
    saran: list[SaranUnsur] = field(default_factory=list)
    saran_jumlah: str = ""
    saran_buka: list[SaranBuka] = field(default_factory=list)  # those that are read, or none
    foto: list[FotoTampil] = field(default_factory=list)
    foto_kata: str = ""


def _list(bahan: BahanTahunan) -> list[BagianTampil]:
    found = []
    for at, b in enumerate(bahan.bagian, start=1):
        words, look = tell_keadaan(b)
        if b.bagian.kunci == DOKUMENTASI and bahan.foto:
            words, look = t("{n} foto", n=format_angka(len(bahan.foto))), "tulis"
        elif b.bagian.kunci == DOKUMENTASI and look == "isi":
            words = t("Belum ada foto")
        address = address_of(bahan.objek.kode, bahan.objek.tahun, bagian=b.bagian.kunci)
        found.append(
            BagianTampil(
                b.bagian.kunci,
                str(at),
                b.bagian.judul,
                words,
                look,
                address,
                b.kurang,
                b.draf,
            )
        )
    return found


def tell_kurang(kurang: Sequence[BagianTertulis]) -> str:
    """Say which parts the report is not complete without; empty when all are there."""
    if not kurang:
        return ""
    return t(
        "{n} bagian wajib belum diisi: {nama}.",
        n=format_angka(len(kurang)),
        nama=", ".join(b.bagian.judul for b in kurang),
    )


def _lama(b: TahunBanding) -> TahunLamaTampil:
    if b.hasil is not None:
        words = t("dihitung dari {n} jawaban", n=format_angka(b.hasil.n))
        nilai = format_angka(b.hasil.nilai)
        return TahunLamaTampil(str(b.tahun), nilai, words, False, False, "0", "", "", "")
    if b.lama is None:
        words = t("Tidak ada jawaban survei pada tahun ini.")
        return TahunLamaTampil(str(b.tahun), "–", words, False, True, "0", "", "", "")
    row = b.lama
    people = format_angka(row.nilai.n) if row.nilai.n is not None else ""
    told = t("diketik {oleh} {pada}", oleh=row.diubah_oleh, pada=jam(row.diubah_pada))
    parts = (t("{n} responden", n=people) if people else "", row.nilai.sumber, told)
    return TahunLamaTampil(
        str(b.tahun),
        format_angka(row.nilai.nilai),
        " · ".join(p for p in parts if p),
        True,
        False,
        str(row.versi),
        format_angka(row.nilai.nilai),
        people,
        row.nilai.sumber,
    )


def show_laporan(bahan: BahanTahunan, *, kenapa: str, unduh: bool) -> TahunanTampil:
    """Show a report with its parts, none of them open.

    Args:
        kenapa: why the person may not write it; empty for who may.
        unduh: whether documents may be downloaded.
    """
    kode, tahun = bahan.objek.kode, bahan.objek.tahun
    missing = bahan.kurang
    berjalan = t("Tahun {tahun} masih berjalan, jadi angkanya masih berubah.", tahun=tahun)
    return TahunanTampil(
        kunci=f"tahunan/{kode}/{tahun}",
        upp=kode,
        tahun=str(tahun),
        nama=bahan.objek.nama,
        boleh=not kenapa,
        kenapa=kenapa,
        sementara=berjalan if bahan.berjalan else "",
        kosong=""
        if bahan.n
        else t(
            "Belum ada jawaban survei tahun {tahun}, jadi belum ada hasil yang dilaporkan.",
            tahun=tahun,
        ),
        nilai=show_nilai(bahan.hasil),
        kurang=tell_kurang(missing),
        lengkap="" if missing else t("Semua bagian wajib sudah terisi."),
        berikut=[
            Tab(b.bagian.kunci, b.bagian.judul, address_of(kode, tahun, bagian=b.bagian.kunci))
            for b in missing[:1]
        ],
        bagian=_list(bahan),
        unduhan=[
            UnduhanTampil(b.label, write_address("", upp=kode, tahun=str(tahun), bentuk=b.value))
            for b in BentukTahunan
        ]
        if unduh
        else [],
        lama=[_lama(b) for b in bahan.banding],
    )
