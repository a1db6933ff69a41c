"""A year beside the two before it, as a table, a chart and sentences (decree, L.3)."""

from dataclasses import replace
from decimal import Decimal

from sekampadi.domain.laporan.perbandingan import format_p
from sekampadi.domain.laporan.satuan import N_SATUAN
from sekampadi.domain.publik.pohon import SEDIKIT
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import bulat, desimal, mutu, selisih
from sekampadi.reports.build.tahunan.alt import trend_words
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.rangkuman.perbandingan_kata import (
    caution_sentences,
    change_sentence,
    source_sentence,
    unsur_sentences,
)
from sekampadi.reports.build.tahunan.tulisan import TERTUTUP
from sekampadi.reports.build.tren import trend_chart
from sekampadi.reports.model import Cell, Chart, Table
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.banding import TahunBanding

_SPAN = Decimal(5)
"""Points around the middle of the chart, or a change of one would look like a fall."""


def _known(bahan: BahanTahunan) -> list[TahunBanding]:
    return [b for b in bahan.banding if b.hasil or b.lama]


def _year_row(b: TahunBanding) -> tuple[Cell, ...]:
    if b.hasil and b.ketelitian:
        change = b.perubahan
        putusan = change.putusan if change else None
        return (
            Cell(str(b.tahun)),
            bulat(b.hasil.n),
            desimal(b.hasil.nilai),
            desimal(b.ketelitian.margin_satuan),
            mutu(b.hasil)[0],
            selisih(change.ikm if change else None),
            desimal(putusan.margin if putusan else None),
            Cell(
                putusan.arah.label if putusan else None,
                small=format_p(putusan.p) if putusan and putusan.p is not None else "",
            ),
        )
    if b.lama is None:
        raise ValueError("a year of which nothing is known has no line")
    lama = b.lama.nilai
    return (
        Cell(str(b.tahun), small=t("diisi tangan")),
        bulat(lama.n),
        desimal(lama.nilai),
        desimal(None),
        Cell(lama.mutu.value),
        *(selisih(None), desimal(None)),
        Cell(t("tidak diuji")),
    )


def _year_table(bahan: BahanTahunan) -> Table:
    hasil = bahan.hasil
    now = (
        Cell(str(bahan.objek.tahun), small=t("sementara") if bahan.berjalan else ""),
        bulat(bahan.n),
        desimal(hasil.nilai),
        desimal(bahan.laporan.ketelitian.margin_satuan),
        mutu(hasil)[0],
        *([Cell(None, empty="")] * 3),
    )
    tahun = bahan.objek.tahun
    notes = list[str]()
    if any(b.perubahan for b in bahan.banding):
        notes.append(t("Perubahan: nilai tahun {tahun} dikurangi nilai tahun itu.", tahun=tahun))
    if any(h is not None and h.n for h in (hasil, *(b.hasil for b in bahan.banding))):
        # Of a value typed in by hand nobody knows the method.
        notes.append(
            t("IKM dari jawaban survei dihitung dengan metode {metode}.", metode=hasil.metode.label)
        )
    if any(b.perubahan and b.perubahan.putusan.p is not None for b in bahan.banding):
        notes.append(
            t(
                "Simpulan menurut {uji}, dikoreksi Holm untuk semua perubahan di tabel ini.",
                uji=_test_name(bahan),
            )
            if bahan.rekap
            # The laporan of the province's year is judged together with this table (decision 73).
            else t(
                "Simpulan menurut {uji}, dikoreksi Holm untuk semua perubahan di tabel ini; "
                "karena itu lebih ketat daripada laporan yang membandingkan satu periode.",
                uji=_test_name(bahan),
            )
        )
    if bahan.rekap:
        notes.append(
            t(
                "Margin dan simpulan dihitung dengan UPP sebagai satuan, karena jawaban dari UPP yang sama "
                "dapat saling mirip; keduanya tidak ada bila UPP yang dapat dihitung tersendiri kurang "
                "dari {n}, atau jawaban terpusat pada sedikit UPP.",
                n=N_SATUAN,
            )
        )
    if any(b.lama for b in bahan.banding):
        notes.append(
            t("Diisi tangan: diambil dari laporan terdahulu, tidak dihitung dari jawaban survei.")
        )
    return Table(
        "banding_tahun",
        t("Nilai IKM tahun {tahun} dan dua tahun sebelumnya", tahun=tahun),
        (
            *(t("Tahun"), t("Responden"), t("IKM"), t("Margin ±"), t("Mutu")),
            *(t("Perubahan"), t("Margin perubahan ±"), t("Simpulan")),
        ),
        (*(_year_row(b) for b in _known(bahan)), now),
        widths=(12, 12, 10, 10, 8, 12, 13, 20),
        notes=tuple(notes),
    )


def _chart(bahan: BahanTahunan) -> Chart | None:
    """Draw the indices of the years; nothing where there are fewer than two."""
    labels, values = list[str](), list[Decimal | None]()
    for b in bahan.banding:
        mark = t("{tahun} (diisi tangan)", tahun=b.tahun) if b.lama else str(b.tahun)
        value = b.hasil.nilai if b.hasil else b.lama.nilai.nilai if b.lama else None
        labels.append(mark)
        values.append(value)
    now = str(bahan.objek.tahun)
    labels.append(t("{tahun} (sementara)", tahun=now) if bahan.berjalan else now)
    values.append(bahan.hasil.nilai)
    known = [(a, v) for a, v in zip(labels, values, strict=True) if v is not None]
    if len(known) < 2:
        return None
    title = t("Nilai IKM tahun {a} sampai {b}", a=known[0][0], b=known[-1][0])
    # A year of which nothing is known keeps its place, or the line would lead over it.
    first = next(at for at, v in enumerate(values) if v is not None)
    found = trend_chart(title, labels[first:], values[first:], least=_SPAN)
    return replace(
        found,
        kunci="grafik_banding",
        axis=True,
        gap=t("hasil tahun itu tidak ada atau tidak ditampilkan"),
        alt=trend_words(found),
    )


def _test_name(bahan: BahanTahunan) -> str:
    return t("uji t dua arah dengan UPP sebagai satuan") if bahan.rekap else t("uji Welch dua arah")


def _tested(bahan: BahanTahunan) -> list[TahunBanding]:
    return [b for b in bahan.banding if any(g.putusan.p is not None for g in b.unsur)]


def _unsur_table(bahan: BahanTahunan) -> Table | None:
    """Return the NIK of each unsur in the years, with the changes; None without a year to test."""
    years = _tested(bahan)
    if not years:
        return None
    rows = []
    for at, now in enumerate(bahan.hasil.unsur):
        gerak = [b.unsur[at] for b in years]
        rows.append(
            (
                Cell(f"{now.unsur.kode} {now.unsur.nama}"),
                *(desimal(g.dulu.nik) for g in gerak),
                desimal(now.nik),
                *(cell for g in gerak for cell in (selisih(g.selisih), Cell(g.putusan.arah.label))),
            )
        )
    heads = [
        text for b in years for text in (t("Perubahan sejak {tahun}", tahun=b.tahun), t("Simpulan"))
    ]
    many = len(years)
    return Table(
        "banding_unsur",
        t("Nilai per unsur tahun {tahun} dan tahun sebelumnya", tahun=bahan.objek.tahun),
        (
            t("Unsur pelayanan"),
            *(str(b.tahun) for b in years),
            str(bahan.objek.tahun),
            *heads,
        ),
        tuple(rows),
        widths=(26, *([9] * (many + 1)), *([12, 13] * many)),
        notes=(
            t(
                "Nilai per unsur: NRR × 25. Simpulan menurut {uji}, dikoreksi Holm untuk semua "
                "perubahan di tabel ini.",
                uji=_test_name(bahan),
            ),
        ),
    )


def _missing(bahan: BahanTahunan) -> list[str]:
    """Say of which years before there is nothing, or nothing that is shown."""
    return [
        t(
            "Hasil survei tahun {tahun} tidak ditampilkan untuk menjaga kerahasiaan responden, karena "
            "jawabannya kurang dari {n}.",
            tahun=b.tahun,
            n=SEDIKIT,
        )
        if b.tersembunyi
        else t("Hasil survei tahun {tahun} tidak ada.", tahun=b.tahun)
        for b in bahan.banding
        if not (b.hasil or b.lama)
    ]


def perbandingan_blok(bahan: BahanTahunan) -> Blok:
    """Return the comparison with the two years before; earlier indices typed in are marked.

    Its tables are ``banding_tahun`` and ``banding_unsur``, its chart ``grafik_banding``.
    """
    own = bahan.tertulis("perbandingan").isi.alinea
    known, tahun = _known(bahan), bahan.objek.tahun
    if not known and any(b.tersembunyi for b in bahan.banding):
        return Blok(tuple(_missing(bahan)), penutup=own)
    if not known:
        words = t(
            "Hasil survei tahun {a} dan {b} tidak ada, sehingga hasil tahun {tahun} belum dapat "
            "dibandingkan.",
            a=bahan.banding[0].tahun,
            b=bahan.banding[-1].tahun,
            tahun=tahun,
        )
        return Blok((words,), penutup=own)
    words_ = [s for b in reversed(known) if (s := change_sentence(bahan, b))]
    if bahan.sedikit:
        words_ = [TERTUTUP]
    elif not bahan.hasil.n:
        words_ = [t("Tahun {tahun} belum mempunyai jawaban untuk dibandingkan.", tahun=tahun)]
        words_ += [source_sentence(b) for b in reversed(known) if b.lama]
    for b in reversed(known):
        words_ += unsur_sentences(b)
    words_ += _missing(bahan)
    words_ += caution_sentences(bahan)
    items = (_year_table(bahan), _chart(bahan), _unsur_table(bahan))
    return Blok(tuple(words_), tuple(x for x in items if x is not None), own)
