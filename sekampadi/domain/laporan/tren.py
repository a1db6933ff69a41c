"""Tren: the running triwulan beside the ones before it, and what may be said of the change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sekampadi.domain.ikm import HasilIkm, Metode
from sekampadi.domain.laporan import perbandingan
from sekampadi.domain.laporan.gerak import format_perubahan
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_ketelitian
from sekampadi.domain.laporan.layar import Hitung, total
from sekampadi.domain.laporan.perbandingan import Arah, Putusan, periode_before
from sekampadi.domain.laporan.uji import N_UJI
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


@dataclass(frozen=True, slots=True)
class TriwulanBanding:
    """A triwulan as it is compared.

    Args:
        hitung: its answers.
        per_upp: where UPP are the units, what they say of each; None where answers are.
    """

    hitung: Hitung
    per_upp: Mapping[int, Hitung] | None = None

    def ketelitian(
        self, metode: Metode, populasi: int | None = None, *, bagian: bool = False
    ) -> Ketelitian:
        """Tell how far its index by a weight method can be relied on; see :func:`compute_ketelitian`."""
        each = None
        if self.per_upp is not None:
            each = {k: h.hasil(metode) for k, h in self.per_upp.items() if h.n}
        return compute_ketelitian(
            self.hitung, self.hitung.hasil(metode), populasi, per_upp=each, bagian=bagian
        )


def judge_triwulan(kini: Ketelitian, lalu: Ketelitian, setahun: Ketelitian) -> Putusan:
    """Judge a triwulan beside the last one as its laporan does: together with that of a year ago."""
    return perbandingan.judge([(kini, lalu), (kini, setahun)])[0]


def judge(
    kini: TriwulanBanding,
    lalu: TriwulanBanding,
    setahun: TriwulanBanding,
    metode: Metode,
    populasi: int | None,
    *,
    bagian: bool = False,
) -> Kini:
    """Judge the running triwulan.

    Args:
        setahun: the same triwulan of a year ago.
        metode: the weight method of the running triwulan: its change is no change of the service.
        populasi: people served in it, None when nobody knows. It corrects no margin here, where
            two triwulan are compared.
        bagian: as in :func:`compute_ketelitian`.
    """
    sure = kini.ketelitian(metode, populasi, bagian=bagian)
    putusan = judge_triwulan(sure, lalu.ketelitian(metode), setahun.ketelitian(metode))
    dulu = lalu.hitung.hasil(metode)
    return Kini(kini.hitung.hasil(metode), sure, dulu, putusan)


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
        case Arah.TIDAK_DIKETAHUI if kini.putusan.sebab and min(kini.hasil.n, kini.lalu.n) >= N_UJI:
            return t(
                "belum dapat dibandingkan dengan triwulan lalu ({lalu}): {sebab}",
                lalu=lalu,
                sebab=kini.putusan.sebab,
            )
        case Arah.TIDAK_DIKETAHUI:
            return t("jawaban belum cukup untuk dibandingkan dengan triwulan lalu")
