"""The appendices of an annual report: processing sheet, questionnaires, what was published."""

from sekampadi.domain.ikm import round_half_up
from sekampadi.domain.periode import local_date
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.responden import PenilaianUmum
from sekampadi.domain.survei.unsur import SKOR
from sekampadi.domain.tindak_lanjut.hasil import IsianHasil
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import bulat, desimal, total_table
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.tindak_lanjut import realisasi_cells, realisasi_words
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


def terbitan_blok(bahan: BahanTahunan) -> Blok:
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


def _told(hasil: IsianHasil) -> str:
    """Return what was told of an action: what was done, else why nothing was."""
    return "\n".join(text for text in (hasil.uraian, hasil.alasan) if text)


def _action_table(bahan: BahanTahunan) -> Table:
    return Table(
        "hasil_lalu",
        t("Hasil tindak lanjut tahun {tahun}", tahun=bahan.objek.tahun - 1),
        (
            *(t("No."), t("RTL dari hasil"), t("Unsur"), t("Kegiatan"), t("Target")),
            *(t("Status"), t("Uraian atau alasan"), t("Berkas bukti")),
        ),
        tuple(
            (
                *(bulat(nomor), Cell(k.triwulan.periode.nama)),
                *(Cell(f"{k.row.unsur.kode} {k.row.unsur.nama}"), Cell(k.row.isi.nama)),
                Cell(k.row.isi.target, Format.TANGGAL),
                *(Cell(k.row.hasil.status.label), Cell(_told(k.row.hasil) or None)),
                bulat(k.bukti),
            )
            for nomor, k in enumerate(bahan.lalu.kegiatan, start=1)
        ),
        widths=(5, 13, 14, 20, 12, 10, 22, 8),
        kept=0.7,
    )


def _upp_table(bahan: BahanTahunan) -> Table:
    return Table(
        "hasil_lalu",
        t("Hasil tindak lanjut tahun {tahun} per UPP", tahun=bahan.objek.tahun - 1),
        (
            *(t("No."), t("UPP"), t("Direncanakan"), t("Selesai"), t("Berjalan")),
            *(t("Belum dimulai"), t("Batal"), t("Realisasi")),
        ),
        tuple(
            (bulat(nomor), Cell(upp.nama), *realisasi_cells(r))
            for nomor, (upp, r) in enumerate(bahan.lalu.per_upp, start=1)
        ),
        ((Cell(None, empty=""), Cell(t("Seluruh UPP")), *realisasi_cells(bahan.tahun_lalu)),),
        widths=(5, 33, 13, 9, 9, 12, 8, 11),
    )


def hasil_lalu_blok(bahan: BahanTahunan) -> Blok:
    """Return what came of the actions of the year before; nothing where none was planned.

    Its table is ``hasil_lalu``: each action of an UPP, of the province the counts of each UPP.
    """
    r = bahan.tahun_lalu
    if not r.rencana:
        return Blok()
    table = _upp_table(bahan) if bahan.objek.upp is None else _action_table(bahan)
    return Blok((realisasi_words(r, bahan.objek.tahun - 1),), (table,))
