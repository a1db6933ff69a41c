"""Which respondent cells may be public: rows, columns, and longer ways round."""

from collections.abc import Mapping

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.domain.publik.publik import Keputusan, Simpul, decide, still_safe
from sekampadi.domain.survei.responden import Kelompok

USIA, SEX = Kelompok.USIA, Kelompok.JENIS_KELAMIN


def nodes(usia: Mapping[str, tuple[int, ...]]) -> list[Simpul]:
    """Build a province of UPP with one layanan each, from people by age; all else is one cell."""

    def cells(row: tuple[int, ...]) -> dict[Kelompok, tuple[int, ...]]:
        rest = {k: (sum(row), *(0,) * (len(k.cells) - 1)) for k in Kelompok if k is not USIA}
        return {USIA: row, **rest}

    whole = tuple(map(sum, zip(*usia.values(), strict=True)))
    found = [Simpul("provinsi", None, sum(whole), cells(whole))]
    for upp, row in usia.items():
        found.append(Simpul(f"upp:{upp}", "provinsi", sum(row), cells(row)))
        found.append(Simpul(f"layanan:{upp}", f"upp:{upp}", sum(row)))
    return found


def shown(usia: Mapping[str, tuple[int, ...]]) -> dict[str, list[int]]:
    """Decide, and list the places of the shown age cells."""
    all_ = nodes(usia)
    keputusan = decide(all_)
    assert still_safe(all_, keputusan)
    return {
        k.removeprefix("upp:"): [c for c, seen in enumerate(groups[USIA]) if seen]
        for k, groups in keputusan.sel.items()
    }


def test_one_small_cell_of_a_row_takes_the_next_smallest_with_it() -> None:
    assert shown({"1": (3, 20, 30, 40, 50, 60)})["1"] == [2, 3, 4, 5]


def test_small_cells_that_are_five_together_hide_each_other() -> None:
    assert shown({"1": (3, 2, 30, 40, 50, 60)})["1"] == [2, 3, 4, 5]


def test_cells_of_nobody_are_shown_where_everyone_can_count_them() -> None:
    assert shown({"1": (0, 20, 30, 0, 50, 60)})["1"] == [0, 1, 2, 3, 4, 5]
    # Beside a hidden one nobody may be somebody.
    assert shown({"1": (0, 3, 30, 2, 50, 60)})["1"] == [2, 4, 5]


def test_down_the_column_a_hidden_cell_is_not_left_over() -> None:
    found = shown(
        {
            "1": (3, 3, 30, 30, 30, 30),
            "2": (30, 30, 30, 30, 30, 30),
            "3": (40, 50, 30, 30, 30, 30),
        }
    )
    assert found["provinsi"] == [0, 1, 2, 3, 4, 5]
    assert found["1"] == [2, 3, 4, 5]
    # The province less the other two would be the three; the smaller of the two steps back.
    assert found["2"] == [2, 3, 4, 5]
    assert found["3"] == [0, 1, 2, 3, 4, 5]


def test_no_layanan_has_cells() -> None:
    keputusan = decide(nodes({"1": (9, 9, 9, 9, 9, 9)}))
    assert "layanan:1" in keputusan.tampil
    assert "layanan:1" not in keputusan.sel


def test_a_longer_way_round_is_seen() -> None:
    """Two circles of hidden cells joined by one: no row and no column tells it, all of them do."""
    h, x = 6, 20
    masks = {
        "upp:1": (False, False, False, True, True, True),
        "upp:2": (False, False, True, True, True, True),
        "upp:3": (True, True, False, False, True, True),
        "upp:4": (True, True, False, False, True, True),
        "provinsi": (True,) * 6,
    }
    for between, safe in ((3, False), (h, True)):
        all_ = nodes(
            {
                "1": (h, h, between, x, x, x),
                "2": (h, h, x, x, x, x),
                "3": (x, x, h, h, x, x),
                "4": (x, x, h, h, x, x),
            }
        )
        sel = {
            k: {g: mask if g is USIA else (False,) * len(g.cells) for g in Kelompok}
            for k, mask in masks.items()
        }
        # Six people may be known to be six.
        keputusan = Keputusan(frozenset(s.kunci for s in all_), sel)
        assert still_safe(all_, keputusan) is safe
        assert still_safe(all_, decide(all_))


def test_cells_that_are_public_already_stay_exactly_so() -> None:
    all_ = nodes({"1": (3, 20, 30, 40, 50, 60), "2": (30, 30, 30, 30, 30, 30)})
    mask = {g: (False,) * len(g.cells) for g in Kelompok}
    mask[USIA] = (False, True, False, True, True, True)
    keputusan = decide(all_, {"upp:1": mask})
    assert keputusan.sel["upp:1"] == mask
    assert still_safe(all_, keputusan)


def test_cells_that_are_public_already_may_give_somebody_away() -> None:
    all_ = nodes({"1": (3, 20, 30, 40, 50, 60), "2": (30, 30, 30, 30, 30, 30)})
    mask = {g: (False,) * len(g.cells) for g in Kelompok}
    mask[USIA] = (False, True, True, True, True, True)
    with pytest.raises(DomainError) as refused:
        decide(all_, {"upp:1": mask})
    assert refused.value.code == "publikasi.disembunyikan"
    mask[USIA] = (True, False, False, False, False, False)
    with pytest.raises(DomainError):
        decide(all_, {"upp:1": mask})


def test_the_other_groupings_are_decided_each_by_itself() -> None:
    keputusan = decide(nodes({"1": (3, 20, 30, 40, 50, 60)}))
    assert keputusan.sel["upp:1"][SEX] == (True, True)


def test_cells_that_are_not_the_answers_are_refused() -> None:
    wrong = {k: (8, *(0,) * (len(k.cells) - 1)) for k in Kelompok}
    with pytest.raises(ValueError, match="not its answers"):
        decide([Simpul("provinsi", None, 9, wrong)])
