"""What proves the levels of a year: for the page, for the sheet, and for the zip."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sekampadi.db.queries.pekppp.tahun import KodeTahun
from sekampadi.db.queries.tindak_lanjut import BuktiRow
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.pekppp.fakta import Indikator
from sekampadi.domain.periode import local_date
from sekampadi.domain.publikasi import Media, MediaRow, PublikasiRow
from sekampadi.domain.teks import write_address
from sekampadi.i18n import t
from sekampadi.services.pengajuan.pekppp.bahan import BahanPekppp, LembarBerlaku, RencanaTahun
from sekampadi.services.pengajuan.pengajuan import address_of as pengajuan_address
from sekampadi.services.publikasi.hasil import address_of

Sumber = PublikasiRow | KodeTahun | MediaRow | BuktiRow | Triwulan | int | None
"""What a file of the zip is made of: a sheet, a photo, a file of evidence, the plan of a triwulan,
the Laporan Hasil Tindak Lanjut of a year; None for what has no file."""


@dataclass(frozen=True, slots=True)
class BuktiTahun:
    """One piece of evidence.

    Args:
        apa: what it is.
        tentang: of which sheet, medium or action.
        alamat: where it is shown, in the application or outside; empty for nowhere.
    """

    indikator: Indikator
    apa: str
    tentang: str
    tanggal: date | None
    alamat: str
    sumber: Sumber


def list_bukti(bahan: BahanPekppp) -> tuple[BuktiTahun, ...]:
    """List what proves the levels of a year, by indicator."""
    return (*_skm(bahan), *_media(bahan), *_rtl(bahan), *_kecepatan(bahan))


def _skm(bahan: BahanPekppp) -> Iterable[BuktiTahun]:
    for before, sheets in ((False, bahan.lembar), (True, bahan.lembar_lalu)):
        for lembar in sheets:
            words = t("Lembar IKM {periode}", periode=lembar.row.periode.label)
            if before:
                words = t("{apa} (tahun sebelumnya)", apa=words)
            nomor = t("Nomor {nomor}", nomor=lembar.row.nomor)
            yield BuktiTahun(
                Indikator.SKM, words, nomor, lembar.terbit, address_of(lembar.row), lembar.row
            )
    if bahan.rencana:
        years = [bahan.fakta.tahun, *([bahan.fakta.tahun - 1] if bahan.lembar_lalu else [])]
        for tahun in years:
            address = "/unduh/laporan-tindak-lanjut.pdf"
            yield BuktiTahun(
                Indikator.SKM,
                t("Laporan Hasil Tindak Lanjut {tahun}", tahun=tahun),
                bahan.upp.nama,
                None,
                write_address(address, upp=bahan.upp.kode, tahun=tahun),
                tahun,
            )
    for kode in bahan.kode:
        if kode.sidik:
            address = write_address("/admin/kode-qr", upp=bahan.upp.kode)
            words = t("Alat survei: kode QR")
            yield BuktiTahun(Indikator.SKM, words, kode.tempat, kode.tanggal, address, kode)


def _media(bahan: BahanPekppp) -> Iterable[BuktiTahun]:
    for lembar in bahan.lembar:
        for row in lembar.media:
            if row.terbukti:
                yield _shown(lembar, row)


def _shown(lembar: LembarBerlaku, row: MediaRow) -> BuktiTahun:
    sheet = t("lembar {periode}", periode=lembar.row.periode.label)
    words = f"{row.keterangan}, {sheet}" if row.keterangan else sheet
    photo = f"/unduh/bukti/{row.id}.jpg" if row.bukti else ""
    return BuktiTahun(
        Indikator.MEDIA,
        Media(row.jenis).label,
        words[:1].upper() + words[1:],
        row.tanggal,
        row.alamat or photo,
        row if row.bukti else None,
    )


def _plan_address(bahan: BahanPekppp, rencana: RencanaTahun) -> str:
    return write_address(
        "/admin/tindak-lanjut/rencana", upp=bahan.upp.kode, triwulan=rencana.triwulan.kunci
    )


def _rtl(bahan: BahanPekppp) -> Iterable[BuktiTahun]:
    for rencana in bahan.rencana:
        name = rencana.triwulan.periode.nama
        yield BuktiTahun(
            Indikator.RTL,
            t("RTL {tw}", tw=name),
            t("{n} kegiatan", n=len(rencana.kegiatan)),
            None,
            _plan_address(bahan, rencana),
            rencana.triwulan,
        )
        for kegiatan in rencana.kegiatan:
            for file in rencana.bukti.get(kegiatan.id, ()):
                yield BuktiTahun(
                    Indikator.RTL,
                    file.keterangan or file.nama,
                    t("RTL {tw}: {nama}", tw=name, nama=kegiatan.isi.nama),
                    local_date(file.diunggah_pada),
                    f"/unduh/bukti/{file.kunci}",
                    file,
                )
    for row in bahan.pengajuan:
        yield BuktiTahun(
            Indikator.RTL,
            t("Penyampaian {masa}", masa=row.masa.label),
            row.status.label,
            local_date(row.diubah_pada),
            pengajuan_address(bahan.upp.kode, row.masa),
            None,
        )


def _kecepatan(bahan: BahanPekppp) -> Iterable[BuktiTahun]:
    for rencana in bahan.rencana:
        for kegiatan in rencana.kegiatan:
            if rencana.selesai and kegiatan.hasil.selesai_pada == rencana.selesai:
                yield BuktiTahun(
                    Indikator.KECEPATAN,
                    t("Kegiatan pertama selesai"),
                    t(
                        "RTL {tw}: {nama}",
                        tw=rencana.triwulan.periode.nama,
                        nama=kegiatan.isi.nama,
                    ),
                    rencana.selesai,
                    _plan_address(bahan, rencana) + "&bagian=hasil",
                    None,
                )
                break
