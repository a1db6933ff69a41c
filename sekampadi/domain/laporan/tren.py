"""Tren: the running triwulan beside the ones before it, and what may be said of the change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sekampadi.domain.ikm import HasilIkm, Metode
from sekampadi.domain.laporan.gerak import format_perubahan
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_ketelitian
from sekampadi.domain.laporan.layar import Hitung, total
from sekampadi.domain.laporan.perbandingan import Arah, Putusan, compare, periode_before
from sekampadi.domain.periode import Periode
from sekampadi.i18n import format_angka, t


def list_triwulan(today: date, count: int) -> tuple[Periode, ...]:
    """List the triwulan up to the running one, oldest first."""
    found = [Periode.triwulan_of(today)]
    while len(found) < count and (before := periode_before(found[-1])) is not None:
        found.append(before)
    return tuple(reversed(found))


def in_force(methods: Iterable[tuple[date, Metode]], day: date) -> Metode:
    """Return the weight method of a day.

    Args:
        methods: all of them with the day from which they hold, the newest first.
    """
    return next((method for since, method in methods if since <= day), Metode.SEKAMPADI)


def hitung_of(bulan: Mapping[date, Hitung], periode: Periode) -> Hitung:
    """Merge the months that lie in a period."""
    dari, sampai = periode.dari or date.min, periode.sampai or date.max
    return total(hitung for month, hitung in bulan.items() if dari <= month <= sampai)


@dataclass(frozen=True, slots=True)
class Kini:
    """The running triwulan and the change against the last one.

    Args:
        hasil: its index.
        ketelitian: how far that can be relied on.
        lalu: the index of the last triwulan, made with the same weight method.
        putusan: whether the change is more than chance.
    """

    hasil: HasilIkm
    ketelitian: Ketelitian
    lalu: HasilIkm
    putusan: Putusan

    @property
    def arah(self) -> Arah:
        """Which way it went."""
        return self.putusan.arah

    @property
    def selisih(self) -> Decimal | None:
        """The difference of the printed figures; None when one of them has no answers."""
        a, b = self.hasil.nilai, self.lalu.nilai
        return None if a is None or b is None else a - b


def judge(kini: Hitung, lalu: Hitung, metode: Metode, populasi: int | None) -> Kini:
    """Judge the running triwulan.

    Args:
        metode: the weight method of the running triwulan: its change is no change of the service.
        populasi: people served in it, None when nobody knows. It corrects no margin here, where
            two triwulan are compared.
    """
    hasil, dulu = kini.hasil(metode), lalu.hasil(metode)
    change = compare(hasil, dulu, compute_ketelitian(kini, hasil), compute_ketelitian(lalu, dulu))
    return Kini(hasil, compute_ketelitian(kini, hasil, populasi), dulu, change.putusan)


def tell_change(kini: Kini, *, sendiri: bool = False) -> str:
    """Say how the index stands beside that of the last triwulan; never more than the margins allow.

    Args:
        sendiri: whether it is the index of an UPP, which the wall and the rekap of the province
            judge among all UPP, and which may have changed by itself but not among them.
    """
    selisih = kini.selisih
    if not kini.hasil.n:
        return t("belum ada jawaban pada triwulan ini")
    if selisih is None:
        return t("triwulan lalu belum ada data")
    lalu = format_angka(kini.lalu.nilai)
    match kini.arah:
        case Arah.NAIK | Arah.TURUN | Arah.KECIL:
            change = format_perubahan(selisih, kini.putusan)
            # The word says which way; only one that says neither leaves it to the sign.
            words = t(
                "{kerja} {selisih} dari triwulan lalu ({lalu})",
                kerja=kini.arah.label,
                selisih=change if kini.arah is Arah.KECIL else change[1:],
                lalu=lalu,
            )
            return words + t(", dinilai sendiri") if sendiri else words
        case Arah.SETARA:
            return t("belum dapat dibedakan dari triwulan lalu ({lalu})", lalu=lalu)
        case Arah.TIDAK_DIKETAHUI:
            return t("jawaban belum cukup untuk dibandingkan dengan triwulan lalu")
