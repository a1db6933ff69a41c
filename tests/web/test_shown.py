"""Every tab begins with the same empty pieces: none is copied, and so none may be changed."""

import copy
import dataclasses

import pytest

import sekampadi.web.routes  # noqa: F401 - all pages, and so all kinds
from sekampadi.web.laporan.dashboard.state import DashboardState
from sekampadi.web.laporan.figur import Nilai
from sekampadi.web.ui.states.shown import Shown

KINDS = sorted(Shown.__subclasses__(), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", KINDS)
def test_it_cannot_be_changed(kind: type[Shown]) -> None:
    assert dataclasses.is_dataclass(kind)
    one = kind()
    first = dataclasses.fields(kind)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(one, first, "lain")


def test_it_is_handed_on() -> None:
    one = Nilai()
    assert copy.copy(one) is one
    assert copy.deepcopy([one])[0] is one


def test_reflex_copies_none_for_a_tab() -> None:
    views = {id(DashboardState.get_fields()["view"].default_value()) for _ in range(2)}
    assert len(views) == 1
