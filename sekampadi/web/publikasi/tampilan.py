"""What the page of publications shows: sheets, lines of the media log, and what would be published."""

from dataclasses import dataclass, field

from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import local_date
from sekampadi.domain.publikasi import Media, PublikasiRow, StatusPublikasi
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.services.publikasi.daftar import MediaLine, PublikasiLine
from sekampadi.services.publikasi.hasil import address_of
from sekampadi.services.publikasi.rancangan import Rancangan, explain_rancangan
from sekampadi.services.publikasi.terbuka.sematan import Pasang
from sekampadi.web.laporan.figur import Nilai, show_nilai
from sekampadi.web.ui.states.shown import Shown


@dataclass(frozen=True)
class BarisTerbitan:
    """A published sheet."""

    id: str
    nomor: str
    periode: str
    nilai: str
    mutu: str
    n: str
    terbit: str
    status: str
    status_kode: str
    keterangan: str
    media: str
    pdf: str
    sampaikan: str  # where the sheet in force of a triwulan is handed in; empty for others


@dataclass(frozen=True)
class BarisMedia:
    """A line of the publication log."""

    id: str
    jenis: str
    tanggal: str
    alamat: str
    keterangan: str
    foto: str
    terbukti: bool
    unggah: str
    nomor: str  # of the sheet, when it is another revision


@dataclass(frozen=True)
class PublikasiPlan(Shown):
    """What would be published, once anything is picked.

    ``galat`` says why it cannot be, ``catatan`` what the person should know before; ``terakhir`` is
    the number of the newest sheet of the same part and period.
    """

    tampil: bool = False
    nama: str = ""
    periode: str = ""
    nilai: Nilai = field(default_factory=Nilai)
    galat: str = ""
    catatan: str = ""
    terakhir: str = ""
    tombol: str = ""
    pratinjau: str = ""


@dataclass(frozen=True)
class PasangView(Shown):
    """What is taken along to another site: addresses for the preview, and the HTML."""

    nama: str = ""
    kartu: str = ""
    lencana: str = ""
    kode_kartu: str = ""
    kode_lencana: str = ""


def show_pasang(found: Pasang) -> PasangView:
    """Write it for its dialog."""
    return PasangView(found.nama, found.kartu, found.lencana, found.kode_kartu, found.kode_lencana)


def _sampaikan(row: PublikasiRow, upp: str) -> str:
    dari = row.periode.dari
    triwulan = Triwulan.of(dari) if dari else None
    of_upp = row.seri.startswith(("upp:", "upt:")) and row.status is StatusPublikasi.BERLAKU
    if triwulan is None or triwulan.periode != row.periode or not of_upp:
        return ""
    return write_address("/admin/pengajuan/rinci", upp=upp, masa=triwulan.kunci)


def show_terbitan(terbitan: PublikasiLine, upp: str) -> BarisTerbitan:
    """Write a published sheet for its line; ``upp`` is its kode, empty for the own UPP."""
    row = terbitan.row
    words = row.alasan and t("Alasan revisi: {alasan}", alasan=row.alasan)
    if row.status is StatusPublikasi.DITARIK:
        words = t("Alasan penarikan: {alasan}", alasan=row.alasan_tarik)
    return BarisTerbitan(
        str(row.id),
        row.nomor,
        row.periode.label,
        row.nilai.replace(".", ","),
        row.mutu,
        format_angka(row.n),
        format_tanggal(local_date(row.waktu)),
        row.status.label,
        row.status.value,
        words,
        str(terbitan.jumlah_media),
        address_of(row),
        _sampaikan(row, upp),
    )


def show_media(line: MediaLine, nomor: str) -> BarisMedia:
    """Write a line of the log of the sheet ``nomor``."""
    row = line.row
    return BarisMedia(
        str(row.id),
        Media(row.jenis).label,
        format_tanggal(row.tanggal),
        row.alamat,
        row.keterangan,
        f"/unduh/bukti/{row.id}.jpg" if row.bukti else "",
        row.terbukti,
        f"/api/unggah/bukti/{row.id}",
        "" if line.nomor == nomor else line.nomor,
    )


def show_rencana(found: Rancangan) -> PublikasiPlan:
    """Write what would be published."""
    figures, last = found.figures, found.terakhir
    words = t("Terbitkan revisi {n}", n=last.revisi + 1) if last else t("Terbitkan")
    return PublikasiPlan(
        True,
        figures.cakupan.nama,
        figures.periode.label,
        show_nilai(figures.hasil),
        found.galat,
        explain_rancangan(found),
        last.nomor if last else "",
        words,
        write_address(
            "/unduh/pratinjau.html",
            upp=figures.cakupan.kunci,
            layanan=figures.cakupan.layanan.kode if figures.cakupan.layanan else "",
            dari=str(figures.periode.dari),
            sampai=str(figures.periode.sampai),
        ),
    )
