"""What the server may ask a page to do has the same names on both sides, and carries nothing to run."""

import re

import pytest
import reflex as rx
from reflex_base.event import EventHandler

from sekampadi.building import ROOT
from sekampadi.web.commands import Command, answer_page, tell_page, when_pressed
from sekampadi.web.reflex_seam.events import Event
from sekampadi.web.survei.entri.state import EntriState
from sekampadi.web.survei.state import SurveiState

HOSTILE = '"); alert(1); ("</script><reflex.Var>1</reflex.Var>\u2028'


def test_both_sides_know_the_same_commands() -> None:
    names = []
    for name in ("sekampadi.js", "admin.js"):
        script = (ROOT / "assets" / name).read_text(encoding="utf-8")
        table = script.partition("const commands = {\n")[2].partition("\n  };")[0]
        names += re.findall(r"^    (\w+)[:,]", table, re.MULTILINE)
    [others] = re.findall(r"for \(const name of \[([^\]]+)\]\) \{\s+commands\[name\]", script)
    names += re.findall(r'"(\w+)"', others)
    assert sorted(names) == sorted(Command)


def test_what_people_typed_goes_as_it_is() -> None:
    event = tell_page(Command.DRAF_KEPT, HOSTILE, 3, "Disimpan", False)
    words = [HOSTILE, 3, "Disimpan", False]
    assert event == Event(
        name="_set_value",
        payload={"ref": "ref_perintah", "value": {"name": "terkirim", "words": words}},
    )
    assert answer_page(Command.LAPSED, HOSTILE).events == [tell_page(Command.LAPSED, HOSTILE)]


def test_what_a_command_says_goes_to_one_handler() -> None:
    told = tell_page(Command.DRAFT, "layanan-a1", answer=SurveiState.lanjutkan_draf).payload[
        "value"
    ]
    assert told["answer"].endswith("survei_state.lanjutkan_draf")
    assert told["argument"] == "text"
    [pressed] = Event.from_event_type(when_pressed(Command.SHEET_DAY, answer=EntriState.segarkan))
    assert pressed == tell_page(Command.SHEET_DAY, answer=EntriState.segarkan)


def test_a_handler_of_two_arguments_hears_none() -> None:
    def dua(_state: rx.State, satu: str, lain: str) -> None: ...

    with pytest.raises(ValueError, match="too many values"):
        tell_page(Command.DRAFT, answer=EventHandler(fn=dua))
