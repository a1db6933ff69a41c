"""What may be public of a triwulan: each sentence of the rule, in a province of a few parts."""

import random
from collections.abc import Mapping

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.domain.publik.publik import Keputusan, Simpul, decide, still_safe, units

Pohon = Mapping[str, Mapping[str, int]]
"""Per UPP (``1``, or ``grup/1`` below a group) its layanan with their answers."""


def nodes(pohon: Pohon) -> list[Simpul]:
    """Build the nodes of a province; they have no cells."""
    total: dict[str, int] = {"provinsi": 0}
    induk: dict[str, str | None] = {"provinsi": None}
    for place, layanan in pohon.items():
        *grup, upp = place.split("/")
        above = f"grup:{grup[0]}" if grup else "provinsi"
        chain = [f"upp:{upp}", *([above] if grup else []), "provinsi"]
        if grup:
            induk[above] = "provinsi"
        induk[f"upp:{upp}"] = above
        for kode, n in layanan.items():
            induk[f"layanan:{kode}"] = f"upp:{upp}"
            for k in (f"layanan:{kode}", *chain):
                total[k] = total.get(k, 0) + n
    return [Simpul(k, above, total.get(k, 0)) for k, above in induk.items()]


def hidden(pohon: Pohon) -> set[str]:
    """Decide, and list what is hidden."""
    all_ = nodes(pohon)
    keputusan = decide(all_)
    assert still_safe(all_, keputusan)
    return {s.kunci for s in all_} - keputusan.tampil


def test_a_part_of_fewer_than_five_answers_is_hidden_nobody_included() -> None:
    assert hidden({"1": {"a": 4, "b": 9, "c": 2}, "2": {"d": 5, "e": 0}}) == {
        *("layanan:a", "layanan:c", "layanan:e"),
    }


def test_with_one_small_layanan_the_next_smallest_goes_too() -> None:
    assert hidden({"1": {"a": 3, "b": 20, "c": 8}}) == {"layanan:a", "layanan:c"}


def test_two_small_layanan_hide_each_other_only_when_they_are_five_together() -> None:
    assert hidden({"1": {"a": 3, "b": 2, "c": 8}}) == {"layanan:a", "layanan:b"}
    assert hidden({"1": {"a": 3, "b": 1, "c": 8}}) == {"layanan:a", "layanan:b", "layanan:c"}


def test_a_small_upp_takes_another_with_it_and_what_would_give_that_away() -> None:
    # With layanan d on show, UPP 3 could be counted all the same.
    assert hidden({"1": {"a": 30}, "2": {"b": 3}, "3": {"d": 5}}) == {
        *("layanan:b", "upp:2", "layanan:d", "upp:3"),
    }


def test_a_part_that_stays_is_worth_more_than_one_that_cannot_help() -> None:
    # UPP 3 has layanan of its own to hide among; the larger UPP 1 stays whole.
    found = hidden({"1": {"a": 30, "b": 40}, "2": {"c": 2}, "3": {"d": 4, "e": 3}})
    assert found == {"layanan:c", "upp:2", "layanan:d", "layanan:e", "upp:3"}


def test_upt_are_hidden_beside_their_induk() -> None:
    found = hidden({"1/1": {"a": 40}, "1/2": {"b": 4}, "1/3": {"c": 30}, "4": {"d": 50}})
    assert found == {"upp:2", "layanan:b", "upp:3", "layanan:c"}


def test_a_lonely_small_part_hides_all_above_it() -> None:
    assert hidden({"1": {"a": 4}}) == {"provinsi", "upp:1", "layanan:a"}
    # Of six answers in one layanan nothing is hidden behind the province.
    assert hidden({"1": {"a": 6}, "2": {"b": 0}}) == {"upp:2", "layanan:b"}


def test_what_is_shown_below_a_public_group_does_not_depend_on_others() -> None:
    """By this a margin may be made of what the joint freeze will show (``beku.foresee``)."""
    rng = random.Random(1)
    seen = set[int]()
    for _ in range(200):
        inside: Pohon = {
            f"1/{upp}": {
                f"{upp}{x}": rng.choice([1, 3, 5, 8, 20]) for x in "ab"[: rng.randint(1, 2)]
            }
            for upp in range(1, 7)
        }
        below = {s.kunci for s in nodes(inside)} - {"provinsi"}
        found = []
        for _ in range(3):
            others: Pohon = {
                str(upp): {f"{upp}x": rng.choice([0, 1, 4, 5, 30])}
                for upp in range(7, 7 + rng.randint(0, 4))
            }
            tampil = decide(nodes({**inside, **others}), {"grup:1": {}}).tampil
            found.append(tampil & below)
        assert found[0] == found[1] == found[2]
        seen.add(len(found[0]))
    assert len(seen) > 5, "nothing would be told apart here"


def test_the_order_of_the_nodes_does_not_matter() -> None:
    all_ = nodes({"1": {"a": 3, "b": 7, "c": 7}, "2": {"d": 2}, "3": {"e": 6}, "4": {"f": 6}})
    assert decide(all_) == decide(all_[::-1])


def test_what_is_public_already_stays_and_something_else_goes() -> None:
    all_ = nodes({"1": {"a": 3, "b": 20, "c": 8}})
    assert "layanan:c" not in decide(all_).tampil
    keputusan = decide(all_, {"layanan:c": {}})
    assert keputusan.tampil == {"provinsi", "upp:1", "layanan:c"}
    assert still_safe(all_, keputusan)


def test_what_is_public_already_may_give_a_part_away() -> None:
    all_ = nodes({"1": {"a": 3, "b": 20}})
    with pytest.raises(DomainError) as refused:
        decide(all_, {"upp:1": {}, "layanan:b": {}})
    assert refused.value.code == "publikasi.disembunyikan"
    with pytest.raises(DomainError):
        decide(all_, {"layanan:a": {}})


def test_new_figures_may_break_an_old_decision() -> None:
    before = nodes({"1": {"a": 3, "b": 3, "c": 8}})
    keputusan = decide(before)
    assert still_safe(nodes({"1": {"a": 4, "b": 3, "c": 5}}), keputusan)
    # Too few in a shown part, too few left, one part left only.
    assert not still_safe(nodes({"1": {"a": 3, "b": 3, "c": 4}}), keputusan)
    assert not still_safe(nodes({"1": {"a": 3, "b": 1, "c": 8}}), keputusan)
    assert not still_safe(nodes({"1": {"a": 7, "b": 0, "c": 8}}), keputusan)


def test_hidden_layanan_of_one_sum_change_together_a_shown_one_alone() -> None:
    all_ = nodes({"1": {"a": 3, "b": 4, "c": 8}, "2": {"d": 2, "e": 1}, "3": {"f": 2}})
    keputusan = decide(all_)
    assert keputusan.tampil == {"provinsi", "upp:1", "layanan:c"}
    assert set(units(all_, keputusan.tampil)) == {
        frozenset({"layanan:a", "layanan:b"}),
        frozenset({"layanan:c"}),
        frozenset({"layanan:d", "layanan:e", "layanan:f"}),
    }
    assert units(all_, frozenset()) == (frozenset(f"layanan:{x}" for x in "abcdef"),)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ([Simpul("provinsi", None, 9)] * 2, "given twice"),
        ([Simpul("provinsi", None, 9), Simpul("upp:1", None, 9)], "2 nodes have no parent"),
        ([Simpul("provinsi", None, 9), Simpul("upp:1", "provinsi", 8)], "not the sum"),
        ([Simpul("provinsi", None, 9), Simpul("upp:1", "upp:2", 9)], "does not exist"),
        ([Simpul("provinsi", None, 0), Simpul("a", "b", 0), Simpul("b", "a", 0)], "circle"),
    ],
)
def test_figures_that_do_not_add_up_are_refused(broken: list[Simpul], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        decide(broken)


def test_a_decision_about_nothing_shows_nothing() -> None:
    assert decide(nodes({})) == Keputusan(frozenset(), {})
