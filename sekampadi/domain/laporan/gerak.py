"""Gerak: how an index moved, whether that is more than chance, and only then why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from sekampadi.domain.ikm import HasilIkm, Metode, round_half_up
from sekampadi.domain.laporan.ketelitian import compute_ketelitian
from sekampadi.domain.laporan.layar import Hitung, total
from sekampadi.domain.laporan.perbandingan import Arah, Putusan, decide, judge
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.i18n import format_angka, t


@dataclass(frozen=True, slots=True)
class Gerak:
    """How an index moved, and what moved it most.

    Args:
        dari: before.
        ke: after.
        n_dari: answers before.
        n_ke: answers after.
        putusan: whether it is more than chance.
        unsur: the unsur that changed most in the direction of the index; None when it stood still.
        unsur_selisih: by how much its NRR changed.
        bagian: the part (a layanan) that pulled most in that direction; None when it stood still,
            and when that part has fewer than ten answers before or after.
        bagian_n: its answers after.
    """

    dari: Decimal
    ke: Decimal
    n_dari: int
    n_ke: int
    putusan: Putusan
    unsur: Unsur | None
    unsur_selisih: Decimal
    bagian: int | None
    bagian_n: int

    @property
    def selisih(self) -> Decimal:
        """The difference of the two published figures."""
        return self.ke - self.dari


def _signed(value: Fraction) -> Decimal:
    return round_half_up(value) if value >= 0 else -round_half_up(-value)


def pulls(
    before: Mapping[int, Hitung], after: Mapping[int, Hitung], metode: Metode
) -> dict[int, Fraction]:
    """Return how far each part pulled the index; together exactly its change.

    Args:
        before: part -> its answers before.
        after: part -> its answers after.
        metode: the weight method.

    Each part pulls with its share of the answers times its distance from the index before: so a
    part counts that became better or worse, and one that only grew or shrank.
    """
    was, now = total(before.values()), total(after.values())
    base = was.hasil(metode).exact
    if base is None or not now.n:
        return {}

    # (index of the part - base) x its share of the answers, with the answers cancelled out; in whole
    # numbers over one divisor, for with fractions a wall of six hundred layanan spends its time here.
    bobot = metode.bobot * 25
    of_sum, of_n = bobot.numerator * base.denominator, base.numerator * bobot.denominator
    below = bobot.denominator * base.denominator * now.n * was.n

    def distance(part: Hitung | None) -> int:
        return of_sum * sum(part.jumlah) - of_n * part.n if part else 0

    return {
        key: Fraction(distance(after.get(key)) * was.n - distance(before.get(key)) * now.n, below)
        for key in before.keys() | after.keys()
    }


LayananUpp = Mapping[int, Sequence[int]]
"""By UPP, in the order of their names: its layanan."""


def hasil_per_upp(
    parts: Mapping[int, Hitung], upp: LayananUpp, metode: Metode
) -> dict[int, HasilIkm]:
    """Return the index of each UPP that has answers.

    Args:
        parts: layanan -> its answers.
        upp: the layanan of each UPP.
    """
    each = {k: total(parts[i] for i in ids if i in parts) for k, ids in upp.items()}
    return {k: h.hasil(metode) for k, h in each.items() if h.n}


def judge_grown(
    before: Mapping[int, Hitung],
    after: Mapping[int, Hitung],
    metode: Metode,
    upp: LayananUpp | None = None,
) -> Putusan:
    """Judge an index that only grew: what has come in is tested against what was there.

    Arguments as in :func:`explain`; with ``upp`` the UPP are the units, so that it takes ten of them
    with five or more answers among what has come in.
    """
    came = {k: h - before[k] if k in before else h for k, h in after.items()}
    was, later, now = (total(side.values()) for side in (before, came, after))
    sure = [
        compute_ketelitian(
            h,
            h.hasil(metode),
            per_upp=None if upp is None else hasil_per_upp(side, upp, metode),
        )
        for h, side in ((later, came), (was, before))
    ]
    found = judge([(sure[0], sure[1])])[0]
    if found.beda is None:
        return found
    a, b = was.hasil(metode).nilai, now.hasil(metode).nilai
    share = Fraction(later.n, now.n)
    new = found.beda
    beda = replace(new, selisih=new.selisih * share, galat=new.galat * float(share))
    return decide(beda, (b or Decimal(0)) - (a or Decimal(0)), new.p_turun, new.p_dua)


def explain(
    before: Mapping[int, Hitung],
    after: Mapping[int, Hitung],
    metode: Metode,
    putusan: Putusan | None = None,
) -> Gerak | None:
    """Say how an index moved and why; None when one of the two does not exist.

    Args:
        before: part -> its answers before.
        after: part -> its answers after.
        metode: the weight method of both: another method is no movement of the citizens' opinion.
        putusan: what a test said of the change; None tests the answers of one against the other.
    """
    was, now = total(before.values()), total(after.values())
    a, b = was.hasil(metode), now.hasil(metode)
    if a.nilai is None or b.nilai is None or a.exact is None or b.exact is None:
        return None
    if putusan is None:
        sure = [compute_ketelitian(*side) for side in ((now, b), (was, a))]
        putusan = judge([(sure[0], sure[1])])[0]
    change = b.exact - a.exact
    if not change:
        return Gerak(a.nilai, b.nilai, was.n, now.n, putusan, None, Decimal("0.00"), None, 0)
    sign = 1 if change > 0 else -1
    moved = {
        u: Fraction(y, now.n) - Fraction(x, was.n)
        for u, x, y in zip(URUTAN, was.jumlah, now.jumlah, strict=True)
    }
    unsur = max(URUTAN, key=lambda u: sign * moved[u])
    pulled = pulls(before, after, metode)
    part = max(sorted(pulled), key=lambda k: sign * pulled[k])
    then, n = (side[part].n if part in side else 0 for side in (before, after))
    named = part if min(then, n) >= N_UJI else None
    return Gerak(a.nilai, b.nilai, was.n, now.n, putusan, unsur, _signed(moved[unsur]), named, n)


def format_selisih(value: Decimal) -> str:
    """Write a change with its sign, ``+0,12``; ``±0,00`` when there is none."""
    if not value:
        return "±" + format_angka(abs(value))
    return ("+" if value > 0 else "−") + format_angka(abs(value))


def format_perubahan(selisih: Decimal, putusan: Putusan) -> str:
    """Write a change with its margin, ``+0,12 ± 0,30``; without one where it could not be tested."""
    margin = putusan.margin
    if margin is None:
        return format_selisih(selisih)
    # A second sign of plus or minus would say nothing.
    return f"{format_selisih(selisih).removeprefix('±')} ± {format_angka(margin)}"


def _because(gerak: Gerak, bagian: str) -> str:
    """Name what moved an index most; empty unless it moved beyond chance, and to be seen."""
    if gerak.unsur is None or not gerak.selisih or not gerak.putusan.arah.nyata:
        return ""
    words = t(
        "; yang paling {kerja}: unsur {unsur}",
        kerja=t("mendorong") if gerak.selisih > 0 else t("menekan"),
        unsur=gerak.unsur.nama,
    )
    if gerak.unsur_selisih:
        words += f" ({format_selisih(gerak.unsur_selisih)})"
    if bagian:
        words += t(
            " dan layanan {bagian} ({n} jawaban)", bagian=bagian, n=format_angka(gerak.bagian_n)
        )
    return words


def _moved(gerak: Gerak) -> str:
    """Say where an index moved, and by how much; of one that did so beyond chance."""
    putusan = gerak.putusan
    selisih = format_perubahan(gerak.selisih, putusan)
    if putusan.arah is not Arah.KECIL:
        # The word says which way.
        selisih = selisih[1:]
    return t(
        "IKM {kerja} {selisih} poin menjadi {nilai}",
        kerja=putusan.arah.label,
        selisih=selisih,
        nilai=format_angka(gerak.ke),
    )


def sentence_since_yesterday(gerak: Gerak | None, bagian: str, hari_ini: int) -> str:
    """Say in one sentence what the answers of today made of the running quarter's index.

    Args:
        gerak: the movement; None when there was nothing to compare with.
        bagian: the name of the layanan that pulled most.
        hari_ini: answers of today.
    """
    if not hari_ini:
        return t("Belum ada jawaban hari ini; angka masih seperti kemarin.")
    answers = format_angka(hari_ini)
    if gerak is None:
        return t("Hari ini masuk {n} jawaban, yang pertama pada triwulan ini.", n=answers)
    if not gerak.putusan.arah.nyata:
        return t(
            "Hari ini masuk {n} jawaban; IKM {ke}, kemarin {dari}.",
            n=answers,
            ke=format_angka(gerak.ke),
            dari=format_angka(gerak.dari),
        )
    return t(
        "Sejak kemarin {gerak} dengan {n} jawaban baru{sebab}.",
        gerak=_moved(gerak),
        n=answers,
        sebab=_because(gerak, bagian),
    )


def sentence_since_quarter(gerak: Gerak | None, bagian: str, lalu: str) -> str:
    """Say in one sentence how the index differs from that of the quarter before.

    Args:
        gerak: the movement; None when one of the two quarters has no answers.
        bagian: the name of the layanan that pulled most.
        lalu: the name of the quarter before.
    """
    if gerak is None:
        return t("Belum dapat dibandingkan dengan {lalu}: belum ada cukup data.", lalu=lalu)
    before = t(
        "Dibandingkan {lalu} ({nilai} dari {n} jawaban)",
        lalu=lalu,
        nilai=format_angka(gerak.dari),
        n=format_angka(gerak.n_dari),
    )
    if gerak.putusan.arah.nyata:
        return t(
            "{dulu}, {gerak} dari {n} jawaban{sebab}.",
            dulu=before,
            gerak=_moved(gerak),
            n=format_angka(gerak.n_ke),
            sebab=_because(gerak, bagian),
        )
    now = t(
        "IKM {nilai} dari {n} jawaban", nilai=format_angka(gerak.ke), n=format_angka(gerak.n_ke)
    )
    if gerak.putusan.arah is Arah.TIDAK_DIKETAHUI:
        words = t("belum dapat dinilai: jawabannya terlalu sedikit (kurang dari {n})", n=N_UJI)
        if gerak.putusan.sebab and min(gerak.n_dari, gerak.n_ke) >= N_UJI:
            words = t("belum dapat dinilai: {sebab}", sebab=gerak.putusan.sebab)
        return f"{before}, {now} {words}."
    words = t(
        "belum dapat dibedakan: selisih {selisih} poin mungkin hanya kebetulan",
        selisih=format_perubahan(gerak.selisih, gerak.putusan),
    )
    return f"{before}, {now} {words}."
