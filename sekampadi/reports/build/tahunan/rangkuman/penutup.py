"""The conclusion of an annual report: what was found, good and bad (decree, L.3)."""

from collections.abc import Iterable

from sekampadi.domain.ikm import Mutu
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.reports.build.ketelitian import sample_words
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.rangkuman.perbandingan_kata import (
    change_sentence,
    unsur_sentence,
)
from sekampadi.reports.build.tahunan.rangkuman.ringkasan import (
    few_sentence,
    high_sentence,
    index_sentence,
    list_lemah,
    low_sentence,
    realisasi_sentence,
)
from sekampadi.reports.build.tahunan.tulisan import join_words
from sekampadi.reports.build.tahunan.unit import upp_lemah_words
from sekampadi.services.tahunan.bahan import BahanTahunan


def _listed(head: str, items: Iterable[str]) -> list[str]:
    found = [f"– {words}" for words in items if words]
    return [head, *found] if found else []


def _good_unsur(bahan: BahanTahunan) -> str:
    """Say which unsur are at least of class B; empty where none is, or few answered.

    Of those that are and those that are not, the fewer are named.
    """
    hasil, weak = bahan.hasil, {u.unsur for u in list_lemah(bahan)}
    good = [u.kode for u in URUTAN if u not in weak]
    if hasil.n < N_UJI or not good:
        return ""
    if len(good) < len(weak):
        names = join_words(good)
        return t("Unsur yang bermutu B (Baik) atau lebih baik: {unsur}.", unsur=names)
    if weak:
        names = join_words([u.kode for u in URUTAN if u in weak])
        return t("Selain {unsur}, semua unsur bermutu B (Baik) atau lebih baik.", unsur=names)
    if all(u.mutu is Mutu.A for u in hasil.unsur):
        return t("Semua unsur bermutu A (Sangat Baik).")
    return t("Semua unsur bermutu B (Baik) atau lebih baik.")


def _moved(bahan: BahanTahunan, arah: Arah) -> list[str]:
    """Return what went up, or down, since the year before: the index, and unsur by name."""
    last = bahan.banding[-1]
    found = []
    if last.perubahan and last.perubahan.arah is arah:
        found.append(change_sentence(bahan, last))
    return [*found, unsur_sentence(last, arah)]


def kesimpulan_blok(bahan: BahanTahunan) -> Blok:
    """Return the conclusion: the index, what is good, what is not, each only where figures carry it."""
    own = bahan.tertulis("kesimpulan").isi.alinea
    r = bahan.realisasi
    # What was called off is not left to be done; where nothing else was planned nothing is good of it.
    over = bool(r.selesai) and r.selesai + r.batal == r.rencana
    # That one UPP of many is done with its plan says nothing of a province.
    done = realisasi_sentence(bahan) if over and bahan.objek.upp else ""
    good = _listed(
        t("Yang sudah baik:"),
        (
            _good_unsur(bahan),
            high_sentence(bahan),
            *_moved(bahan, Arah.NAIK),
            done,
        ),
    )
    sample = bahan.laporan.ketelitian
    bad = _listed(
        t("Yang perlu diperbaiki:"),
        (
            low_sentence(bahan),
            upp_lemah_words(bahan),
            *_moved(bahan, Arah.TURUN),
            sample_words(sample) if sample.kurang or sample.mustahil else "",
            "" if over else realisasi_sentence(bahan),
        ),
    )
    first = " ".join(s for s in (index_sentence(bahan), few_sentence(bahan)) if s)
    return Blok((first, *good, *bad), penutup=own)
