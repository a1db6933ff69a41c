"""What comes through the socket: an event of this app, clean, or a word of what it is instead."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
import reflex as rx
from reflex_base.event import EventHandler

from sekampadi.web.incoming import read_event
from sekampadi.web.reflex_seam.events import HYDRATE, RegisteredEventHandler


def simpan(_state: rx.State, data: dict[str, Any], lagi: str = "") -> None:
    """Stand for a handler of ours: one argument it must have, one it may."""


def hydrate(_state: rx.State, vars: dict[str, Any] | None = None) -> None:  # noqa: A002
    """Stand for Reflex's own."""


HANDLERS: Mapping[str, RegisteredEventHandler] = {
    name: RegisteredEventHandler(handler=EventHandler(fn=function), states=(rx.State,))
    for name, function in (("s.simpan", simpan), (HYDRATE, hydrate))
}


def frame(name: object = "s.simpan", payload: object = None, **more: object) -> list[object]:
    return [{"name": name, "payload": {"data": {}} if payload is None else payload, **more}]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ([], "a malformed event"),
        ([{}, {}], "a malformed event"),
        (["teks"], "a malformed event"),
        (frame(payload=[]), "a malformed event"),
        (frame(router_data=[]), "a malformed event"),
        (frame("s.lain"), "an unknown event s.lain"),
        (frame(7), "an unknown event 7"),
        (frame("a\nb" * 80), "an unknown event a%0Ab"),
        (frame("\U0001f4a9" * 80), "an unknown event %F0"),
        (frame(payload={}), "an event with wrong arguments s.simpan"),
        (frame(payload={"lagi": ""}), "an event with wrong arguments s.simpan"),
        (frame(payload={"data": {}, "asing": 1}), "an event with wrong arguments s.simpan"),
        (frame(HYDRATE, {"vars": {"x": 1}}), "a connection's attempt to set variables"),
    ],
)
def test_anything_else_is_named_and_dropped(data: list[object], word: str) -> None:
    with pytest.raises(ValueError, match="^" + word) as caught:
        read_event(HANDLERS, data)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_all_texts_of_an_event_are_cleaned() -> None:
    odd = "satu\ud800\0dua"
    data = frame(
        payload={"data": {odd: [odd, 7, None]}},
        router_data={"pathname": "/" + odd, "ip": 5, "query": {odd: odd, "n": 3}},
    )
    event = read_event(HANDLERS, data)
    assert event["name"] == "s.simpan"
    [(name, values)] = event["payload"]["data"].items()
    assert "satu" in name
    assert not {"\ud800", "\0"} & set(name)
    assert values == [name, 7, None]
    assert event["router_data"] == {"pathname": "/" + name, "query": {name: name}}


def test_where_a_page_says_it_is_may_be_long_but_not_endless() -> None:
    event = read_event(
        HANDLERS, frame(router_data={"pathname": "x" * 9000, "query": {"a": "y" * 9000}})
    )
    assert len(event["router_data"]["pathname"]) == len(event["router_data"]["query"]["a"]) == 2000


def test_an_optional_argument_may_come_and_may_not() -> None:
    assert read_event(HANDLERS, frame())["payload"] == {"data": {}}
    both = {"data": {"a": "b"}, "lagi": "ya"}
    assert read_event(HANDLERS, frame(payload=both))["payload"] == both
    assert read_event(HANDLERS, frame(HYDRATE, {}))["name"] == HYDRATE


@pytest.mark.parametrize(
    "odd", ["[", "//[x/", "jahat.example/x", "\\[", ":99999999", "@[::1", "//"]
)
def test_a_path_never_becomes_part_of_a_host(odd: str) -> None:
    event = read_event(HANDLERS, frame(router_data={"pathname": odd, "asPath": odd}))
    for name in ("pathname", "asPath"):
        for origin in ("http://localhost:3000", ""):
            assert urlsplit(origin + event["router_data"][name]).netloc == origin[7:]
