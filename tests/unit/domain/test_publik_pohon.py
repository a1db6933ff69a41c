"""The tree of public figures and the network of its cells, against counting everything that could be."""

import random
from collections.abc import Iterator
from itertools import product

import pytest

from sekampadi.domain.publik.jaring import Jaring, sensitive
from sekampadi.domain.publik.pohon import Pohon, Simpul, Sisa
from sekampadi.domain.survei.responden import Kelompok

SEX = Kelompok.JENIS_KELAMIN
UNDER = {"upp:1": "grup:1", "upp:2": "grup:1", "upp:3": "provinsi", "grup:1": "provinsi"}
LEAVES = ("upp:1", "upp:2", "upp:3")
Cells = dict[str, tuple[int, int]]
"""Women and men of each node that has cells."""


def whole(leaves: tuple[tuple[int, int], ...]) -> Cells:
    """Add the cells of three UPP up, two of them below a group."""
    (a, b, c), found = leaves, dict(zip(LEAVES, leaves, strict=True))
    group = (a[0] + b[0], a[1] + b[1])
    return {**found, "grup:1": group, "provinsi": (group[0] + c[0], group[1] + c[1])}


def tree(cells: Cells) -> Pohon:
    """Return the nodes, each UPP with one layanan."""
    nodes = [Simpul(k, UNDER.get(k), sum(row), {SEX: row}) for k, row in cells.items()]
    nodes += [Simpul(f"layanan:{k[4:]}", k, sum(cells[k])) for k in LEAVES]
    return Pohon(nodes)


def possible(total: int) -> Iterator[Cells]:
    """List all provinces of so many people."""
    for counts in product(range(total + 1), repeat=5):
        if (last := total - sum(counts)) >= 0:
            a, b, c, d, e = counts
            yield whole(((a, b), (c, d), (e, last)))


TOTAL = 4
POSSIBLE = list(possible(TOTAL))


@pytest.mark.parametrize("seed", range(150))
def test_a_cell_is_determined_when_it_is_the_same_in_all_that_could_be(seed: int) -> None:
    rng = random.Random(seed)
    truth = rng.choice(POSSIBLE)
    pohon = tree(truth)
    others = [k for k in pohon.simpul if k != "provinsi"]
    shown = {"provinsi", *(k for k in others if rng.random() < rng.choice((0.4, 0.8)))}
    cells = {
        (k, c)
        for k in truth
        for c in (0, 1)
        if k in shown and rng.random() < rng.choice((0.2, 0.5))
    }
    # What a stranger reads: the sums of shown nodes, a layanan's being its UPP's, and shown cells.
    sums = {k.replace("layanan", "upp") for k in shown}
    known = [
        p
        for p in POSSIBLE
        if all(sum(p[k]) == sum(truth[k]) for k in sums)
        and all(p[k][c] == truth[k][c] for k, c in cells)
    ]
    jaring = Jaring(pohon, shown, truth, cells)
    for k, row in truth.items():
        for c, people in enumerate(row):
            if (k, c) not in cells:
                only = len({p[k][c] for p in known}) == 1
                assert jaring.is_determined((k, c), people) is only, (k, c, truth, shown, cells)


def test_few_people_are_more_than_nobody_and_no_more_than_said() -> None:
    rows = {"b": (0, 1, 4, 5), "a": (4, 0, 9, 2)}
    assert list(sensitive(rows, 4)) == [("a", 0), ("a", 3), ("b", 1), ("b", 2)]


@pytest.mark.parametrize(
    ("n", "parts", "safe"),
    [(0, 0, True), (0, 3, True), (4, 2, False), (5, 1, False), (5, 2, True), (6, 1, False)],
)
def test_what_is_left_is_nobody_or_five_in_two_parts(n: int, parts: int, safe: bool) -> None:
    assert Sisa(n, parts).is_safe is safe


PLACE = tree(whole(((1, 2), (3, 4), (5, 6))))


def test_a_tree_is_read_from_above_and_from_below() -> None:
    assert PLACE.akar == "provinsi"
    assert PLACE.atas_ke_bawah[0] == PLACE.bawah_ke_atas[-1] == "provinsi"
    for kunci, node in PLACE.simpul.items():
        if node.induk is not None:
            assert kunci in PLACE.anak[node.induk]
            order = PLACE.atas_ke_bawah
            assert order.index(node.induk) < order.index(kunci)
    assert PLACE.cabang("grup:1") == {"grup:1", "upp:1", "upp:2", "layanan:1", "layanan:2"}
    assert [k for k in PLACE.atas_ke_bawah if PLACE.is_layanan(k)] == [
        *("layanan:3", "layanan:1", "layanan:2")
    ]


def test_what_lies_in_no_shown_node() -> None:
    shown = {"provinsi", "grup:1", "layanan:1", "upp:3"}
    hidden = PLACE.tertutup(shown)
    # Looked at from below: the layanan of a shown UPP is in no shown node at or below it.
    left = {"upp:2": 7, "layanan:2": 7, "layanan:3": 11}
    assert {k: n for k, n in hidden.items() if n} == left
    # Without the shown ones the province is that sum, and the group that of both its parts.
    assert PLACE.tertutup(set())["provinsi"] == 21
    assert PLACE.tertutup({"layanan:1"})["grup:1"] == 7
    assert PLACE.sisa("grup:1", hidden) == Sisa(7, 1)
    assert PLACE.sisa("provinsi", hidden) == Sisa(0, 0)
    assert PLACE.sisa("layanan:2", hidden) == Sisa(0, 0)
    assert PLACE.sisa("provinsi", PLACE.tertutup(set())) == Sisa(21, 2)


def test_whose_sum_nobody_knows() -> None:
    assert PLACE.berlubang({"provinsi", "layanan:1", "upp:3"}) == {"grup:1", "upp:2", "layanan:2", "layanan:3"}  # fmt: skip
    # What is not shown itself can be added up when all its parts are.
    assert PLACE.berlubang({"layanan:1", "layanan:2", "layanan:3"}) == set()
    assert PLACE.berlubang(set()) == set(PLACE.simpul)


def test_the_nearest_shown_node_above_and_the_topmost_below() -> None:
    shown = {"provinsi", "upp:1", "layanan:1", "layanan:2"}
    assert PLACE.penaung(shown) == {
        **dict.fromkeys(("provinsi", "grup:1", "upp:2", "upp:3", "layanan:3"), "provinsi"),
        **{k: k for k in ("upp:1", "layanan:1", "layanan:2")},
    }
    assert PLACE.penaung({"upp:3"})["grup:1"] is None
    assert PLACE.teratas("provinsi", shown) == ["layanan:2", "upp:1"]
    assert PLACE.teratas("upp:1", shown) == ["layanan:1"]
    assert PLACE.teratas("upp:3", shown) == []


def node(kunci: str, induk: str | None, n: int = 5) -> Simpul:
    return Simpul(kunci, induk, n)


@pytest.mark.parametrize(
    ("nodes", "why"),
    [
        ([node("a", None), node("a", None)], "given twice"),
        ([node("a", None), node("b", "c")], "does not exist"),
        ([node("a", None), node("b", None)], "2 nodes have no parent"),
        ([], "0 nodes have no parent"),
        ([node("a", None), node("b", "c"), node("c", "b")], "in a circle"),
        ([node("a", None, 6), node("b", "a", 5)], "not the sum"),
    ],
)
def test_what_is_no_tree_is_refused(nodes: list[Simpul], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Pohon(nodes)
