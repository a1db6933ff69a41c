"""What an annual report is drawn of, without what would tell of a handful of people what they answered.

A report is handed on to who may not read single answers. What is taken out here no block, chart or
sentence can print.
"""

from dataclasses import replace

from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm_of_rekap, compute_rata_rata_upp
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.lindung import hidden_parts, too_few
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.services.tahunan.bahan import BahanTahunan, TriwulanTahun
from sekampadi.services.tahunan.banding import TahunBanding


def protect(bahan: BahanTahunan) -> BahanTahunan:
    """Take out figures of fewer than five answers, and those from which they would follow.

    A year of so few has its number alone (``sedikit``). Triwulan and, of the province, UPP are hidden
    by ``hidden_parts``; the mean of the UPP is that of those shown then.
    """
    quarters = hidden_parts({x.triwulan.nomor: x.hasil.n for x in bahan.triwulan})
    found = replace(
        bahan,
        triwulan=tuple(_hide(x) if x.triwulan.nomor in quarters else x for x in bahan.triwulan),
        banding=tuple(_before(b) for b in bahan.banding),
    )
    found = _protect_upp(found)
    return _protect_year(found) if too_few(bahan.hasil.n) else found


def _nothing(metode: Metode) -> HasilIkm:
    return compute_ikm_of_rekap(Rekap(), metode)


def _unknown(sure: Ketelitian, n: int) -> Ketelitian:
    return replace(
        sure,
        n=n,
        nilai=None,
        margin=None,
        margin_bebas=None,
        koreksi=False,
        sampel=None,
        per_upp=None if sure.per_upp is None else {},
    )


def _hide(x: TriwulanTahun) -> TriwulanTahun:
    sure = _unknown(x.ketelitian, 0)
    return replace(x, hasil=_nothing(x.hasil.metode), ketelitian=sure, tersembunyi=True)


def _before(b: TahunBanding) -> TahunBanding:
    if b.hasil is None or not too_few(b.hasil.n):
        return b
    return replace(b, hasil=None, ketelitian=None, perubahan=None, unsur=(), tersembunyi=True)


def _protect_upp(bahan: BahanTahunan) -> BahanTahunan:
    rekap, laporan = bahan.rekap, bahan.laporan
    if rekap is None:
        return bahan
    hidden = hidden_parts({row.upp.kode: row.hasil.n for row in rekap.baris})
    if not hidden:
        return bahan
    baris = tuple(row for row in rekap.baris if row.upp.kode not in hidden)
    mean = compute_rata_rata_upp(row.hasil for row in baris)
    return replace(
        bahan,
        rekap=replace(rekap, baris=baris, rata_rata=mean),
        laporan=replace(
            laporan, per_upp=tuple(r for r in laporan.per_upp if r.upp.kode not in hidden)
        ),
        upp_tersembunyi=len(hidden),
    )


def _protect_year(bahan: BahanTahunan) -> BahanTahunan:
    hasil, laporan = bahan.hasil, bahan.laporan
    figures = replace(laporan.figures, rekap=Rekap(), hasil=_nothing(hasil.metode))
    return replace(
        bahan,
        laporan=replace(
            laporan,
            figures=figures,
            ketelitian=_unknown(laporan.ketelitian, hasil.n),
            pembanding=(),
            per_upp=(),
        ),
        banding=tuple(replace(b, perubahan=None, unsur=()) for b in bahan.banding),
        lain_upp=None,
        saran=None,
        mentah=None,
        selisih=(),
        sedikit=hasil.n,
    )
