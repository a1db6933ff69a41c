"""Peringkat: the parts of what is shown in groups that the data can tell apart, not in places."""

from collections.abc import Sequence
from dataclasses import dataclass

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.laporan.perbandingan import Putusan, judge
from sekampadi.domain.laporan.uji import N_UJI, TARAF, Sampel, holm, welch
from sekampadi.i18n import t


class Kedudukan(Labelled):
    """Where an index stands against all others of the whole together."""

    ATAS = "atas", t("Atas")
    TENGAH = "tengah", t("Tengah")
    """Not to be told apart from the others."""
    BAWAH = "bawah", t("Bawah")
    SEDIKIT = "sedikit", t("Kurang dari {n} jawaban", n=N_UJI)
    """With too few answers to tell."""

    @property
    def kata(self) -> str:
        """Where each of the group stands, in words."""
        return {
            "atas": t("di atas"),
            "tengah": t("belum dapat dibedakan"),
            "bawah": t("di bawah"),
            "sedikit": t("belum dapat dibandingkan"),
        }[self.value]


def group(items: Sequence[Ketelitian]) -> list[Kedudukan | None]:
    """Say of each index whether it is above or below the others of the whole together.

    Each is compared with all answers but its own (Welch, both ways, with the larger of the two
    variances for it), corrected by Holm for all that can be tested.

    Args:
        items: all parts of the whole, each with what tests go by.

    Returns:
        A group for each, in their order; None for one with too few answers, or nobody beside it.
    """
    known = [k.sampel for k in items if k.sampel is not None and k.n]
    if not known:
        return [None] * len(items)
    whole = sum(known[1:], known[0])

    def rest(k: Ketelitian) -> Sampel | None:
        return whole - k.sampel if k.sampel is not None and k.n else None

    tests = [welch(k.sampel, rest(k), terbesar=True) for k in items]
    tested = [(i, beda) for i, beda in enumerate(tests) if beda is not None]
    found: list[Kedudukan | None] = [None] * len(items)
    for (i, beda), p in zip(tested, holm([b.p_dua for _, b in tested]), strict=True):
        if p >= TARAF:
            found[i] = Kedudukan.TENGAH
        else:
            found[i] = Kedudukan.ATAS if beda.selisih > 0 else Kedudukan.BAWAH
    return found


@dataclass(frozen=True, slots=True)
class Bagian:
    """A part of what is shown: an UPP of the province, or a layanan of an UPP.

    Args:
        kode: its kode, for addresses.
        hitung: the counters of the running quarter.
        kini: its index of the running quarter.
        lalu: its index of the quarter before, made with the same weight method.
        teliti_kini: how far the one can be relied on.
        teliti_lalu: how far the other can.
        akhir_ini: its answers of the last days.
        aktif: whether people may answer about it.
        baru: whether that is so since a few days only, so that silence says nothing.
    """

    id: int
    kode: str
    nama: str
    hitung: Hitung
    kini: HasilIkm
    lalu: HasilIkm
    teliti_kini: Ketelitian
    teliti_lalu: Ketelitian
    akhir_ini: int
    aktif: bool = True
    baru: bool = False


@dataclass(frozen=True, slots=True)
class Peringkat:
    """A line of the ranking.

    Args:
        bagian: who stands there.
        kedudukan: its group; None while it has no answers.
        putusan: whether it went up or down since the quarter before.
    """

    bagian: Bagian
    kedudukan: Kedudukan | None
    putusan: Putusan


def rank(bagian: Sequence[Bagian]) -> tuple[Peringkat, ...]:
    """Put parts into groups, the best first; within a group they stand by name, as equals do.

    With too few answers to tell, a part stands beneath those that were compared; without any, last.
    """
    places = group([b.teliti_kini for b in bagian])
    changes = judge([(b.teliti_kini, b.teliti_lalu) for b in bagian])
    order = list(Kedudukan)
    found: list[tuple[tuple[int, str], Peringkat]] = []
    for b, place, change in zip(bagian, places, changes, strict=True):
        if not b.kini.n:
            if b.aktif:
                found.append(((len(order), b.nama), Peringkat(b, None, change)))
            continue
        few = Kedudukan.SEDIKIT if b.kini.n < N_UJI else Kedudukan.TENGAH
        kedudukan = place or few
        found.append(((order.index(kedudukan), b.nama), Peringkat(b, kedudukan, change)))
    return tuple(row for _, row in sorted(found, key=lambda pair: pair[0]))
