"""The first indicator: whether the survey conforms, is published, and is followed up."""

from collections.abc import Iterable

from sekampadi.domain.laporan.sampel import minimum_sample
from sekampadi.domain.pengajuan.pekppp.fakta import (
    FaktaTahun,
    FaktaTriwulan,
    Indikator,
    NilaiIndikator,
)
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import format_angka, t


def nilai_skm(f: FaktaTahun) -> NilaiIndikator:
    """Score the first indicator."""
    if not f.jawaban and not f.lembar:
        why = t("Belum ada jawaban survei dan belum ada lembar SKM pada {n}.", n=f.tahun)
        lack = t("Kumpulkan jawaban survei, lalu terbitkan lembar triwulannya.")
        return NilaiIndikator(Indikator.SKM, 0, (why,), (lack,))
    steps = (
        list(_nonconforming(f)),
        list(_unshown(f, elektronik=False)),
        list(_unshown(f, elektronik=True)),
        list(_unfollowed(f)),
    )
    level = next((i for i, lacks in enumerate(steps) if lacks), len(steps))
    kurang = tuple(steps[level]) if level < len(steps) else ()
    return NilaiIndikator(Indikator.SKM, 1 + level, tuple(_why_skm(f)), kurang)


def _why_skm(f: FaktaTahun) -> Iterable[str]:
    asked, sheets = len(f.diminta), f.lembar
    if not asked:
        yield t("Belum ada triwulan yang lembarnya harus terbit.")
        return
    yield t("{a} dari {b} lembar triwulan yang diminta terbit.", **of_words(len(sheets), asked))
    if not sheets:
        return
    full = sum(x.unsur >= len(URUTAN) for x in sheets)
    yield t("{a} dari {b} lembar menilai sembilan unsur.", **of_words(full, len(sheets)))
    n = format_angka(sum(x.n for x in sheets))
    minimum = _minimum(sheets)
    if minimum is None:
        yield t("{n} responden; sampel minimum belum diketahui.", n=n)
    else:
        yield t("{n} responden, sampel minimum {m}.", n=n, m=format_angka(minimum))
    paper = sum(x.has_media(elektronik=False) for x in sheets)
    electronic = sum(x.has_media(elektronik=True) for x in sheets)
    yield t("{a} dari {b} lembar di media non-elektronik.", **of_words(paper, len(sheets)))
    yield t("{a} dari {b} lembar di media elektronik.", **of_words(electronic, len(sheets)))
    planned = sum(x.realisasi.rencana > 0 for x in sheets)
    yield t("{a} dari {b} lembar ditindaklanjuti dengan RTL.", **of_words(planned, len(sheets)))


def _minimum(sheets: Iterable[FaktaTriwulan]) -> int | None:
    """Return the minimum sample of all these triwulan; None where people served are not told."""
    served = [x.dilayani for x in sheets]
    known = [x for x in served if x]
    return minimum_sample(sum(known)) if known and len(known) == len(served) else None


def _nonconforming(f: FaktaTahun) -> Iterable[str]:
    if not f.diminta:
        yield t(
            "Terbitkan lembar {tw} sesudah triwulan itu berakhir.",
            tw=next(x for x in f.triwulan if not x.terbit).nama,
        )
        return
    for x in f.diminta:
        if not x.terbit:
            yield t("Terbitkan lembar {tw}.", tw=x.nama)
        elif x.unsur < len(URUTAN):
            yield t(
                "Lembar {tw} hanya menilai {n} unsur; yang diminta sembilan.", tw=x.nama, n=x.unsur
            )
    untold = [x.nama for x in f.lembar if not x.dilayani]
    if untold:
        yield t("Isi jumlah penerima layanan {tw}.", tw=", ".join(untold))
    minimum, n = _minimum(f.lembar), sum(x.n for x in f.lembar)
    if minimum is not None and n < minimum:
        yield t(
            "Kumpulkan {n} jawaban lagi: {a} dari sampel minimum {b}.",
            n=format_angka(minimum - n),
            **of_words(n, minimum),
        )


def _unshown(f: FaktaTahun, *, elektronik: bool) -> Iterable[str]:
    for x in f.lembar:
        if not x.has_media(elektronik=elektronik):
            yield (
                t("Catat satu media elektronik untuk lembar {tw}.", tw=x.nama)
                if elektronik
                else t("Catat satu media non-elektronik untuk lembar {tw}.", tw=x.nama)
            )


def _unfollowed(f: FaktaTahun) -> Iterable[str]:
    for x in f.lembar:
        if f.today > x.tenggat and not x.realisasi.rencana:
            yield t("Susun RTL {tw} dengan sedikitnya satu kegiatan.", tw=x.nama)
    if not f.realisasi.selesai:
        yield t("Selesaikan satu kegiatan RTL dan laporkan hasilnya.")


def of_words(part: int, whole: int) -> dict[str, str]:
    """Return how sentences name a part of a whole."""
    return {"a": format_angka(part), "b": format_angka(whole)}
