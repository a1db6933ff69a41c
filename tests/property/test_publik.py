"""On random provinces the attacker finds nothing in what the rule lets everyone read."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekampadi.domain.publik.publik import Keputusan, Simpul, decide, still_safe, units
from sekampadi.domain.survei.responden import Kelompok
from tests.attack.provinsi import Bacaan, Daun, Provinsi, attack_counts, attack_scores

FEW = st.one_of(st.integers(0, 6), st.integers(0, 25))
SIZES = {k.value: len(k.cells) for k in Kelompok}


@st.composite
def provinces(draw: st.DrawFn) -> Provinsi:
    """A province of up to seven UPP, some with UPT, with few answers in most parts."""
    induk: dict[str, str | None] = {"provinsi": None}
    daun: dict[str, Daun] = {}
    sel: dict[str, dict[str, tuple[int, ...]]] = {}

    def upp(kunci: str, above: str) -> None:
        induk[kunci] = above
        total = 0
        for j in range(draw(st.integers(1, 4))):
            layanan = f"layanan:{kunci}-{j}"
            induk[layanan] = kunci
            n = draw(FEW)
            daun[layanan] = Daun(n, tuple(draw(st.integers(n, 4 * n)) for _ in range(2)))
            total += n
        sel[kunci] = {}
        for kelompok, size in SIZES.items():
            row = [0] * size
            # Few cells are in use as a rule, which leaves the attacker fewer ways.
            used = draw(st.integers(1, size))
            for _ in range(total):
                row[draw(st.integers(0, used - 1))] += 1
            sel[kunci][kelompok] = tuple(row)

    for i in range(draw(st.integers(1, 5))):
        if draw(st.booleans()) and draw(st.booleans()):
            induk[f"grup:{i}"] = "provinsi"
            for j in range(draw(st.integers(1, 3))):
                upp(f"upp:{i}-{j}", f"grup:{i}")
        else:
            upp(f"upp:{i}", "provinsi")
    return Provinsi(induk, daun, sel)


def simpul_of(provinsi: Provinsi) -> list[Simpul]:
    """Return the nodes as the rule reads them."""
    n = provinsi.totals(None)
    cells: dict[str, dict[Kelompok, tuple[int, ...]]] = {}
    for kelompok in Kelompok:
        for k, row in provinsi.cells(kelompok.value).items():
            cells.setdefault(k, {})[kelompok] = tuple(row)
    return [Simpul(k, above, n[k], cells.get(k)) for k, above in provinsi.induk.items()]


def readings(provinsi: Provinsi, keputusan: Keputusan) -> list[Bacaan]:
    """Return what everyone may read."""
    n, s = provinsi.totals(None), [provinsi.totals(u) for u in range(2)]
    found = []
    for k in sorted(keputusan.tampil):
        sel: dict[str, Any] = {}
        for kelompok, masks in keputusan.sel.get(k, {}).items():
            row = provinsi.cells(kelompok.value)[k]
            sel[kelompok.value] = tuple(
                v if seen else None for v, seen in zip(row, masks, strict=True)
            )
        found.append(Bacaan(k, n[k], tuple(x[k] for x in s), sel))
    return found


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(provinces())
def test_nothing_of_a_few_people_follows(provinsi: Provinsi) -> None:
    nodes = simpul_of(provinsi)
    keputusan = decide(nodes)
    assert still_safe(nodes, keputusan)
    assert all(node.n >= 5 for node in nodes if node.kunci in keputusan.tampil)
    read = readings(provinsi, keputusan)
    assert attack_counts(provinsi, read) == []
    assert attack_scores(provinsi, read, range(2)) == []
    boxes = units(nodes, keputusan.tampil)
    assert sorted(k for box in boxes for k in box) == sorted(provinsi.daun)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(provinces())
def test_all_above_the_limit_at_once_is_not_safe_whenever_the_attacker_says_so(
    provinsi: Provinsi,
) -> None:
    nodes = simpul_of(provinsi)
    everything = frozenset(node.kunci for node in nodes if node.n >= 5)
    none = {
        k: {g: (False,) * len(g.cells) for g in Kelompok}
        for k in everything
        if not k.startswith("layanan:")
    }
    bare = Keputusan(everything, none)
    if attack_counts(provinsi, readings(provinsi, bare)):
        assert not still_safe(nodes, bare)
