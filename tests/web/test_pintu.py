"""The door before the socket: what is refused before there is a tab."""

import uuid
from typing import Any, cast

import pytest

from sekampadi.web.reflex_seam.sockets import Handshake
from sekampadi.web.tabs import Tabs


@pytest.mark.parametrize(
    "origin",
    ["http://[", "http://[::1", "null", "//", "http://jahat.example", "http://localhost@x"],
)
def test_an_origin_that_is_no_address_of_ours_is_refused(origin: str) -> None:
    nothing = cast(Any, None)  # the handshake is looked at before anything else is asked
    tabs = Tabs(nothing, nothing, nothing)
    asked = Handshake([str(uuid.uuid4())], "", origin, "localhost")
    assert tabs.refuses(asked) == "origin"
    assert tabs.refuses(asked._replace(origin="http://localhost")) == ""
