"""Monitoring as a document: all UPP side by side, the codes that hang, visits and findings (decree, M.5 and M.6)."""

from collections.abc import Sequence
from datetime import date, datetime

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.pengajuan.kode_terpasang import MediaKode
from sekampadi.domain.pengajuan.pemantauan import SENYAP_HARI, SampelTriwulan
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat, letterhead_lines, printed_note, share
from sekampadi.reports.model import Cell, Format, KeyFigure, Report, Section, Table
from sekampadi.services.pengajuan.pemantauan.kode import KodeRow
from sekampadi.services.pengajuan.pemantauan.kunjungan import KunjunganRow
from sekampadi.services.pengajuan.pemantauan.pemantauan import (
    BarisPemantauan,
    Pemantauan,
    PemantauanLengkap,
)

_NONE = Cell(None, empty="")
UNKNOWN = t("belum diketahui")
"""What is said of a minimum sample while nobody has told how many people were served."""


def media_words(kode: Sequence[tuple[str, int]]) -> str:
    """Name the media of codes with how many of each, ``2 Poster, 1 Situs web``."""
    return ", ".join(f"{format_angka(n)} {MediaKode(media).pendek}" for media, n in kode)


def sampel_words(sampel: SampelTriwulan) -> str:
    """Say of which triwulan the number of people served is; empty while nothing is known."""
    if sampel.menurut is None:
        return ""
    return f"({sampel.menurut.periode.nama})"


def _line(at: int, b: BarisPemantauan, hari: date) -> tuple[Cell, ...]:
    k = b.keadaan
    return (
        bulat(at),
        Cell(b.upp.nama),
        Cell("; ".join(p.label for p in b.perhatian) or None, empty=""),
        Cell(k.terakhir, Format.TANGGAL),
        bulat(k.senyap(hari)),
        bulat(k.jawaban),
        bulat(k.sampel.minimum, empty=UNKNOWN),
        bulat(k.terpasang),
        Cell(t("terbit") if k.lembar else t("belum")),
        bulat(k.media if k.lembar else None),
        bulat(k.moderasi),
        bulat(k.ketepatan.tepat),
        bulat(k.ketepatan.lambat),
        bulat(k.ketepatan.belum),
        share(k.rtl.selesai if k.rtl.rencana else None, k.rtl.rencana),
        bulat(k.temuan),
    )


def _totals(found: Pemantauan) -> tuple[Cell, ...]:
    each = [b.keadaan for b in found.baris]
    all_ = found.realisasi
    known = [k.sampel.minimum for k in each if k.sampel.minimum is not None]
    return (
        _NONE,
        Cell(t("Jumlah")),
        Cell(t("{n} UPP perlu perhatian", n=format_angka(found.perlu))),
        _NONE,
        _NONE,
        bulat(sum(k.jawaban for k in each), "SUM({kolom:5})"),
        bulat(sum(known) if known else None, "SUM({kolom:6})"),
        bulat(sum(k.terpasang for k in each), "SUM({kolom:7})"),
        Cell(
            t(
                "{a} dari {b}",
                a=format_angka(sum(k.lembar for k in each)),
                b=format_angka(len(each)),
            )
        ),
        _NONE,
        bulat(sum(k.moderasi for k in each), "SUM({kolom:10})"),
        bulat(sum(k.ketepatan.tepat for k in each), "SUM({kolom:11})"),
        bulat(sum(k.ketepatan.lambat for k in each), "SUM({kolom:12})"),
        bulat(sum(k.ketepatan.belum for k in each), "SUM({kolom:13})"),
        share(all_.selesai if all_.rencana else None, all_.rencana),
        bulat(sum(k.temuan for k in each), "SUM({kolom:15})"),
    )


def notes_of(found: Pemantauan) -> tuple[str, ...]:
    """Say what the columns count, and as of when."""
    lembar = found.lembar.periode.nama
    return (
        t(
            "Jawaban dan sampel minimum: {triwulan}. Sampel minimum menurut Krejcie dan Morgan dari "
            "jumlah penerima layanan yang diisi UPP; bila belum diisi, dari triwulan sebelumnya.",
            triwulan=found.triwulan.periode.nama,
        ),
        t(
            "Lembar dan media: {triwulan}, media yang berbukti. Tenggat dan RTL: sampai dengan "
            "{triwulan}; RTL sejak awal tahunnya.",
            triwulan=lembar,
        ),
        t(
            "Kode QR, moderasi, temuan, dan jawaban terakhir: keadaan hari ini. Tidak ada jawaban "
            "baru: lebih dari {n} hari.",
            n=SENYAP_HARI,
        ),
    )


_COLUMNS = (
    *(t("No."), t("UPP"), t("Perlu perhatian"), t("Jawaban terakhir"), t("Hari lalu")),
    *(t("Jawaban"), t("Sampel minimum"), t("Kode QR"), t("Lembar"), t("Media lembar")),
    *(
        t("Moderasi"),
        t("Tenggat: tepat"),
        t("Tenggat: lewat"),
        t("Tenggat: belum"),
        t("RTL selesai"),
    ),
    t("Temuan"),
)
_WIDTHS = (4.0, 20, 36, 11, 6, 8, 9, 6, 7, 7, 9, 8, 8, 8, 8, 7)
_DAY = 3
"""The column of the day of the last answer: paper says only how long ago that is."""


def _upp_table(found: Pemantauan, *, rinci: bool) -> Table:
    kept = [at for at in range(len(_COLUMNS)) if rinci or at != _DAY]
    lines = (_line(at, b, found.hari) for at, b in enumerate(found.baris, start=1))
    totals = _totals(found)
    return Table(
        "pemantauan",
        t("Keadaan tiap UPP"),
        tuple(_COLUMNS[at] for at in kept),
        tuple(tuple(line[at] for at in kept) for line in lines),
        (tuple(totals[at] for at in kept),),
        widths=tuple(_WIDTHS[at] for at in kept),
        notes=notes_of(found),
    )


def _kode_table(kode: Sequence[KodeRow]) -> Table:
    return Table(
        "kode",
        t("Kode QR yang terpasang"),
        (t("No."), t("UPP"), t("Layanan"), t("Tempat"), t("Media"), t("Dipasang"), t("Foto")),
        tuple(
            (
                bulat(at),
                Cell(k.upp_nama),
                Cell(k.layanan_nama or t("semua layanan")),
                Cell(k.tempat, small=k.keterangan),
                Cell(k.media.label),
                Cell(k.tanggal, Format.TANGGAL),
                Cell(t("ada") if k.kunci else t("belum")),
            )
            for at, k in enumerate(kode, start=1)
        ),
        widths=(4, 24, 22, 26, 18, 12, 7),
    )


def _temuan_table(kunjungan: Sequence[KunjunganRow]) -> Table:
    rows = [
        (
            Cell(v.upp.nama, small=f"{v.jenis.label}; {v.petugas}"),
            Cell(v.tanggal, Format.TANGGAL),
            Cell(f.uraian),
            Cell(f.rekomendasi or None),
            Cell(f.penanggung_jawab or None),
            Cell(f.target, Format.TANGGAL),
            Cell(f.tindakan or None, small=f.catatan),
            Cell(f.status.label),
        )
        for v in kunjungan
        for f in v.temuan
    ]
    return Table(
        "temuan",
        t("Temuan dan tindak lanjutnya"),
        (
            *(t("UPP"), t("Kunjungan"), t("Temuan"), t("Rekomendasi"), t("Penanggung jawab")),
            *(t("Target"), t("Tindakan UPP"), t("Status")),
        ),
        tuple(rows),
        widths=(20, 11, 26, 22, 14, 11, 26, 12),
    )


def _kunjungan_table(kunjungan: Sequence[KunjunganRow]) -> Table:
    return Table(
        "kunjungan",
        t("Kunjungan"),
        (t("UPP"), t("Tanggal"), t("Jenis"), t("Petugas"), t("Catatan"), t("Temuan")),
        tuple(
            (
                Cell(v.upp.nama),
                Cell(v.tanggal, Format.TANGGAL),
                Cell(v.jenis.label),
                Cell(v.petugas),
                Cell(v.catatan or None),
                bulat(len(v.temuan)),
            )
            for v in kunjungan
        ),
        widths=(24, 12, 12, 24, 34, 8),
    )


def build_pemantauan(
    lengkap: PemantauanLengkap,
    *,
    printed: date | datetime,
    rinci: bool,
    letterhead: Letterhead | None = None,
) -> Report:
    """Build the document; its tables are ``pemantauan``, and where there are any ``kode``, ``kunjungan``, ``temuan``.

    Args:
        rinci: with each code that hangs, for Excel: six hundred of them are no summary on paper.
    """
    found, kunjungan = lengkap.pemantauan, lengkap.kunjungan
    tables = [_upp_table(found, rinci=rinci)]
    if lengkap.kode and rinci:
        tables.append(_kode_table(lengkap.kode))
    if kunjungan:
        tables.append(_kunjungan_table(kunjungan))
    if any(v.temuan for v in kunjungan):
        tables.append(_temuan_table(kunjungan))
    figures = (
        KeyFigure("upp", t("UPP"), bulat(len(found.baris))),
        KeyFigure("perlu", t("Perlu perhatian"), bulat(found.perlu), t("UPP")),
        KeyFigure("temuan", t("Temuan terbuka"), bulat(sum(b.keadaan.temuan for b in found.baris))),
    )
    lines = {"label": found.triwulan.periode.nama}
    return Report(
        kind="pemantauan",
        title=t("PEMANTAUAN PELAKSANAAN SURVEI KEPUASAN MASYARAKAT"),
        subtitle=t("Seluruh UPP") if len(found.baris) != 1 else found.baris[0].upp.nama,
        lines={**letterhead_lines(letterhead or Letterhead()), **lines},
        figures=figures,
        tables=tuple(tables),
        text=(),
        notes=(printed_note(printed),),
        sections=tuple(Section(table.title, (table.kunci,)) for table in tables),
        landscape=True,
    )
