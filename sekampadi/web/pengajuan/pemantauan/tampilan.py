"""What the pages of monitoring show: lines of UPP, findings, and the words of their figures."""

from dataclasses import dataclass, field
from datetime import date

from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN, Triwulan
from sekampadi.domain.pengajuan.kunjungan import StatusTemuan
from sekampadi.domain.pengajuan.pemantauan import KeadaanUpp
from sekampadi.domain.teks import write_address
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import format_angka, format_hari, format_tanggal, t
from sekampadi.reports.build.pemantauan import UNKNOWN, media_words, sampel_words
from sekampadi.services.pengajuan.pemantauan.kunjungan import TemuanRow
from sekampadi.services.pengajuan.pemantauan.pemantauan import BarisPemantauan, Pemantauan
from sekampadi.web.ui.states.shown import Shown
from sekampadi.web.ui.states.tabel import Pilih


@dataclass(frozen=True)
class SelPantau:
    """A cell: its heading, its words, and smaller ones beneath."""

    judul: str
    teks: str
    kecil: str = ""


@dataclass(frozen=True)
class BarisPantau(Shown):
    """An UPP, or all of them together."""

    nama: str = ""
    alamat: str = ""
    perhatian: list[str] = field(default_factory=list)
    sel: list[SelPantau] = field(default_factory=list)


@dataclass(frozen=True)
class TemuanTampil:
    """A finding; ``versi`` is the one that the person sees."""

    id: str
    kunjungan: str
    versi: str
    uraian: str
    rekomendasi: str
    orang: str
    target: str
    hari: str  # the target as a field shows it
    tindakan: str
    catatan: str
    status: str
    kata: str
    upp: str = ""
    alamat: str = ""


def upp_address(upp: str, triwulan: str = "") -> str:
    """Return the address of the page of one UPP."""
    return write_address("/admin/pemantauan/upp", upp=upp, triwulan=triwulan)


def offer_triwulan(today: date) -> list[Pilih]:
    """Offer all triwulan that have begun, the newest first."""
    running = Triwulan.of(today)
    numbers = range(running.tahun * 4 + running.nomor - 1, TAHUN_MIN * 4 - 1, -1)
    offered = [Triwulan(n // 4, n % 4 + 1) for n in numbers]
    return [Pilih(one.kunci, one.periode.label) for one in offered]


def persen(realisasi: Realisasi) -> str:
    """Say how much was carried out; a dash where nothing was planned."""
    return f"{format_angka(realisasi.persen)} %" if realisasi.rencana else "–"


def _senyap(keadaan: KeadaanUpp, today: date) -> tuple[str, str]:
    days = keadaan.senyap(today)
    if days is None or keadaan.terakhir is None:
        return t("belum pernah"), ""
    ago = t("hari ini") if not days else t("{n} hari lalu", n=format_angka(days))
    return ago, format_hari(keadaan.terakhir)


def _sampel(keadaan: KeadaanUpp) -> str:
    minimum = keadaan.sampel.minimum
    if minimum is None:
        return t("sampel {kata}", kata=UNKNOWN)
    return t("dari {n}", n=format_angka(minimum)) + " " + sampel_words(keadaan.sampel)


def _media(keadaan: KeadaanUpp) -> str:
    words = media_words(keadaan.kode)
    return f"{words}; {keadaan.belum_di}" if keadaan.belum_di else words


def _lembar(keadaan: KeadaanUpp) -> tuple[str, str]:
    if not keadaan.lembar:
        return t("belum"), ""
    return t("terbit"), t("{n} media", n=format_angka(keadaan.media))


def _tenggat(keadaan: KeadaanUpp) -> tuple[str, str]:
    told = keadaan.ketepatan
    if not told.semua:
        return "–", ""
    late = (
        (told.lambat, t("{n} terlambat", n=format_angka(told.lambat))),
        (told.belum, t("{n} belum", n=format_angka(told.belum))),
    )
    words = t("{a} dari {b} tepat", a=format_angka(told.tepat), b=format_angka(told.semua))
    return words, ", ".join(text for n, text in late if n)


def _late(n: int) -> str:
    return t("{n} lewat", n=format_angka(n)) if n else ""


def show_sel(keadaan: KeadaanUpp, today: date) -> list[SelPantau]:
    """Write the figures of an UPP."""
    return [
        SelPantau(t("Jawaban terakhir"), *_senyap(keadaan, today)),
        SelPantau(t("Jawaban"), format_angka(keadaan.jawaban), _sampel(keadaan)),
        SelPantau(t("Kode QR"), format_angka(keadaan.terpasang), _media(keadaan)),
        SelPantau(t("Lembar"), *_lembar(keadaan)),
        SelPantau(t("Moderasi"), format_angka(keadaan.moderasi)),
        SelPantau(t("Tenggat"), *_tenggat(keadaan)),
        SelPantau(t("RTL"), persen(keadaan.rtl), _late(keadaan.rtl_lewat)),
        SelPantau(t("Temuan"), format_angka(keadaan.temuan), _late(keadaan.temuan_lewat)),
    ]


KOLOM = tuple(sel.judul for sel in show_sel(KeadaanUpp(), date(2023, 1, 1)))
"""The headings, in the order of the cells."""


def show_baris(baris: BarisPemantauan, found: Pemantauan) -> BarisPantau:
    """Show an UPP in the list."""
    return BarisPantau(
        baris.upp.nama,
        upp_address(baris.upp.kode, "" if not found.berakhir else found.triwulan.kunci),
        [p.label for p in baris.perhatian],
        show_sel(baris.keadaan, found.hari),
    )


def show_jumlah(found: Pemantauan) -> BarisPantau:
    """Show the sums of all UPP."""
    each = [b.keadaan for b in found.baris]

    def total(*numbers: int) -> str:
        return format_angka(sum(numbers))

    known = [k.sampel.minimum for k in each if k.sampel.minimum is not None]
    told = [k.ketepatan for k in each]
    return BarisPantau(
        t("Jumlah"),
        sel=[
            SelPantau(KOLOM[0], ""),
            SelPantau(
                KOLOM[1],
                total(*(k.jawaban for k in each)),
                t(
                    "sampel {n}, diketahui {m} UPP",
                    n=total(*known),
                    m=format_angka(len(known)),
                )
                if known
                else "",
            ),
            SelPantau(KOLOM[2], total(*(k.terpasang for k in each))),
            SelPantau(
                KOLOM[3],
                t("{a} dari {b}", a=total(*(k.lembar for k in each)), b=format_angka(len(each))),
            ),
            SelPantau(KOLOM[4], total(*(k.moderasi for k in each))),
            SelPantau(
                KOLOM[5],
                t(
                    "{a} dari {b} tepat",
                    a=total(*(x.tepat for x in told)),
                    b=total(*(x.semua for x in told)),
                ),
                t("{n} belum", n=total(*(x.belum for x in told))),
            ),
            SelPantau(KOLOM[6], persen(found.realisasi)),
            SelPantau(KOLOM[7], total(*(k.temuan for k in each))),
        ],
    )


_KATA = {StatusTemuan.LEWAT: "terlambat", StatusTemuan.SELESAI: "selesai"}


def show_temuan(row: TemuanRow, upp: str = "", kode: str = "") -> TemuanTampil:
    """Show a finding; in a list of several UPP with the name of its own."""
    return TemuanTampil(
        str(row.id),
        str(row.kunjungan_id),
        str(row.versi),
        row.uraian,
        row.rekomendasi,
        row.penanggung_jawab,
        format_tanggal(row.target) if row.target else "",
        format_hari(row.target) if row.target else "",
        row.tindakan,
        row.catatan,
        _KATA.get(row.status, "belum"),
        t("Selesai {tanggal}", tanggal=format_tanggal(row.selesai_pada))
        if row.selesai_pada
        else row.status.label,
        upp,
        upp_address(kode) if kode else "",
    )
