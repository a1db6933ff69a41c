"""The appendices of an annual report: processing sheet, questionnaires, what was published."""

from sekampadi.domain.ikm import round_half_up
from sekampadi.domain.periode import local_date
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.responden import PenilaianUmum
from sekampadi.domain.survei.unsur import SKOR
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import bulat, desimal, total_table
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.tindak_lanjut import realisasi_words
from sekampadi.reports.model import Cell, Format, Table
from sekampadi.services.tahunan.bahan import BahanTahunan


def _processing_table(bahan: BahanTahunan) -> Table:
    """Return the decree's processing sheet: sums, NRR and NRR tertimbang per unsur, and the index.

    The last column adds up what stands before it. The weighted means are added unrounded, as the
    index is made of them.
    """
    hasil = bahan.hasil
    lines = total_table(hasil)
    weighted = None
    if hasil.exact is not None:
        weighted = round_half_up(hasil.exact / 25)
    more = (bulat(sum(u.jumlah for u in hasil.unsur)), Cell(None, empty=""), desimal(weighted))
    rows = tuple((*row, cell) for row, cell in zip(lines.rows, more, strict=True))
    blank = [Cell(None, empty="")] * len(hasil.unsur)
    return Table(
        "pengolahan",
        t("Lembar pengolahan data"),
        (*lines.columns, t("Jumlah")),
        rows,
        ((Cell(t("IKM = jumlah NRR tertimbang × 25")), *blank, desimal(hasil.nilai)),),
        widths=(24, *([8] * 9), 9),
        notes=(
            t(
                "NRR = jumlah nilai / responden; NRR tertimbang = NRR × bobot, metode {metode}. "
                "Dihitung tanpa pembulatan; hanya hasil akhirnya yang dibulatkan.",
                metode=hasil.metode.label,
            ),
        ),
    )


def pengolahan_blok(bahan: BahanTahunan) -> Blok:
    """Return the processing sheet; nothing without answers. Its table is ``pengolahan``.

    Single answers stand in the Excel appendix only: a document holds no thousand lines.
    """
    if not bahan.hasil.n:
        return Blok()
    words = t("Jawaban satu per satu tersedia pada lampiran Excel laporan ini.")
    return Blok((words,), (_processing_table(bahan),))


def _question_table(nama: str, kunci: str, perangkat: PerangkatPertanyaan) -> Table:
    best = [t(p.label) for p in sorted(PenilaianUmum, key=lambda p: p.value)]
    return Table(
        kunci,
        nama,
        (t("Unsur"), t("Pertanyaan"), *(t("Nilai {s}", s=s) for s in SKOR)),
        (
            *(
                (Cell(q.unsur.kode), Cell(q.teks), *(Cell(option) for option in q.opsi))
                for q in perangkat.pertanyaan
            ),
            (Cell(t("Umum")), Cell(perangkat.umum), *(Cell(words) for words in best)),
        ),
        widths=(8, 40, 13, 13, 13, 13),
    )


def kuesioner_lampiran(bahan: BahanTahunan) -> Blok:
    """Return the questions under which people answered, a table for each question set.

    Their names are ``kuesioner_<kode>_<versi>``. Nothing without answers.
    """
    found = []
    for named, words in zip(bahan.perangkat, bahan.kuesioner, strict=True):
        nama = t("{nama}, versi {versi}", nama=words.nama, versi=named["versi"])
        kunci = f"kuesioner_{named['kode']}_{named['versi']}"
        found.append(_question_table(nama, kunci, words))
    return Blok(isi=tuple(found))


def dokumentasi_blok(bahan: BahanTahunan) -> Blok:
    """Return the sheets that were published in the year; nothing where none was. Table ``terbitan``."""
    rows = []
    for tw in bahan.triwulan:
        if tw.terbit is None:
            continue
        rows.append(
            (
                Cell(tw.triwulan.periode.nama),
                Cell(tw.terbit.nomor),
                Cell(local_date(tw.terbit.waktu), Format.TANGGAL),
                Cell(tw.terbit.kode),
            )
        )
    if not rows:
        return Blok()
    table = Table(
        "terbitan",
        t("Lembar IKM yang terbit"),
        (t("Triwulan"), t("Nomor lembar"), t("Terbit"), t("Kode pemeriksaan")),
        tuple(rows),
        widths=(20, 36, 22, 22),
    )
    return Blok(isi=(table,))


def hasil_lalu_blok(bahan: BahanTahunan) -> Blok:
    """Return what came of the actions of the year before; nothing where none was planned.

    Its table is ``hasil_lalu``.
    """
    r, tahun = bahan.tahun_lalu, bahan.objek.tahun - 1
    if not r.rencana:
        return Blok()
    lines = (
        (t("Kegiatan direncanakan"), bulat(r.rencana)),
        (t("Selesai"), bulat(r.selesai)),
        (t("Berjalan"), bulat(r.berjalan)),
        (t("Belum dimulai"), bulat(r.belum)),
        (t("Batal"), bulat(r.batal)),
        (t("Realisasi"), Cell(r.persen, Format.PERSEN)),
    )
    table = Table(
        "hasil_lalu",
        t("Pelaksanaan rencana tindak lanjut tahun {tahun}", tahun=tahun),
        (t("Uraian"), t("Jumlah")),
        tuple((Cell(name), cell) for name, cell in lines),
        widths=(60, 40),
    )
    return Blok((realisasi_words(r, tahun),), (table,))
