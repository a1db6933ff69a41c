"""Saran perbaikan dari responden: how often each unsur is spoken of, and what people picked (decree, L.3).

Which unsur a text speaks of, and in what tone, is read off word lists: counts are a help to find the
texts, no verdict. Who may not read suggestions is shown neither counts nor texts.
"""

from collections.abc import Iterator

from sekampadi.db.queries.tindak_lanjut import PetikanRow
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tindak_lanjut.usulan import Nada
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.tulisan import own_words
from sekampadi.reports.build.tindak_lanjut import quoted
from sekampadi.reports.model import Cell, Table
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.saran import RingkasanSaran

_BLANK = Cell(None, empty="")
KETEPATAN = t(
    "Diukur pada 150 saran uji yang diberi tanda lebih dahulu: dari sebutan unsur yang ditemukan 0,84 "
    "benar (presisi), dari yang seharusnya ditemukan 0,78 ditemukan, dan nadanya benar pada 86 %. Saran "
    "uji itu ditulis satu orang yang bukan responden."
)
"""How well the word lists do (docs/figures.md, measured by ``tests.load.bench_saran``)."""


_CUT = " ….,;"
"""What stands at the ends of a quotation that was cut."""


def _count_table(saran: RingkasanSaran) -> Table:
    rows = [
        (
            Cell(f"{u.kode} {u.nama}"),
            *(bulat(saran.menyebut[u][nada]) for nada in Nada),
            bulat(saran.banyak(u)),
        )
        for u in URUTAN
    ]
    blank = [_BLANK] * len(Nada)
    return Table(
        "saran_unsur",
        t("Unsur yang disebut dalam kritik dan saran"),
        (t("Unsur"), t("Keluhan"), t("Usul"), t("Pujian"), t("Jumlah")),
        tuple(rows),
        (
            (Cell(t("Saran yang tidak menyebut unsur")), *blank, bulat(saran.tanpa)),
            (Cell(t("Seluruh kritik dan saran")), *blank, bulat(saran.jumlah)),
        ),
        widths=(44, 12, 12, 12, 12),
        notes=(
            t(
                "Satu saran dapat menyebut beberapa unsur, sehingga jumlah per unsur dapat melebihi "
                "jumlah saran. Unsur dan nada dibaca program menurut daftar kata: alat bantu untuk "
                "menemukan saran, bukan penilaian atas layanan."
            ),
            KETEPATAN,
        ),
    )


def list_quoted(bahan: BahanTahunan) -> Iterator[tuple[Unsur, str, PetikanRow]]:
    """List what is quoted in the plans of the year, by unsur and time; what was removed is left out.

    Of a suggestion that several plans quote for one unsur, what is but a piece of another quotation
    is left out, too. Each with the name of its triwulan. Nothing for who may not read suggestions.
    """
    if bahan.saran is None:
        return
    for unsur in URUTAN:
        found = [
            (x.triwulan.periode.nama, petikan)
            for x in bahan.triwulan
            for baris in (x.rencana.baris if x.rencana else ())
            for petikan in (baris.petikan if baris.nilai.unsur is unsur else ())
            if not petikan.dihapus
        ]
        for at, (triwulan, petikan) in enumerate(found):
            if not any(
                _says_it(other, petikan, first=place < at)
                for place, (_, other) in enumerate(found)
                if place != at
            ):
                yield unsur, triwulan, petikan


def _says_it(other: PetikanRow, petikan: PetikanRow, *, first: bool) -> bool:
    """Tell whether another quotation of a suggestion holds all of one; of equal ones the first does."""
    if other.jawaban_id != petikan.jawaban_id:
        return False
    all_, piece = (" ".join(p.teks.split()).strip(_CUT).casefold() for p in (other, petikan))
    return piece in all_ and (piece != all_ or first)


def _quotation_table(found: list[tuple[Unsur, str, PetikanRow]]) -> Table:
    return Table(
        "petikan",
        t("Petikan saran yang ditindaklanjuti"),
        (t("No."), t("Unsur"), t("Petikan kritik, saran, dan masukan"), t("RTL")),
        tuple(
            (bulat(at), Cell(f"{unsur.kode} {unsur.nama}"), Cell(quoted(petikan)), Cell(triwulan))
            for at, (unsur, triwulan, petikan) in enumerate(found, start=1)
        ),
        widths=(6, 24, 50, 18),
        notes=(t("Dipilih dan dipetik oleh penyusun rencana tindak lanjut (RTL)."),),
    )


def _count_words(saran: RingkasanSaran) -> str:
    words = t("Responden menulis {n} kritik dan saran.", n=format_angka(saran.jumlah))
    counts = {u: saran.banyak(u) for u in URUTAN}
    most = max(counts.values())
    top = [u for u, n in counts.items() if n == most]
    # A few mentions, or two unsur alike, are no order; and the lists are not always right.
    if most < N_UJI or len(top) > 1:
        return words
    return " ".join(
        (
            words,
            t(
                "Menurut daftar kata, yang paling sering disebut adalah {kode} {nama}, dalam {n} saran.",
                kode=top[0].kode,
                nama=top[0].nama,
                n=format_angka(most),
            ),
        )
    )


def _none_words(bahan: BahanTahunan) -> str:
    tahun = bahan.objek.tahun
    if bahan.berjalan:
        words = t(
            "Sampai saat ini belum ada kritik atau saran yang ditulis responden pada tahun {tahun}."
        )
    elif not bahan.hasil.n:  # paper answers of a year that is over may still come in
        words = t("Belum ada kritik atau saran yang ditulis responden pada tahun {tahun}.")
    else:
        words = t("Tidak ada kritik atau saran yang ditulis responden pada tahun {tahun}.")
    return words.format(tahun=tahun)


def saran_blok(bahan: BahanTahunan) -> Blok:
    """Return what people suggested.

    Its tables are ``saran_unsur`` and, where plans quote some, ``petikan``; what a person adds stands
    beneath.
    """
    own = own_words(bahan, "saran")
    saran = bahan.saran
    if saran is None:
        return Blok(penutup=own)
    if not saran.jumlah:
        return Blok((_none_words(bahan),), (), own)
    found = list(list_quoted(bahan))
    tables = [_count_table(saran)]
    if found:
        tables.append(_quotation_table(found))
    return Blok((_count_words(saran),), tuple(tables), own)
