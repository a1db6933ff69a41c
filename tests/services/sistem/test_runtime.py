"""What a process keeps of what it has read: never longer than it is told that it has changed."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from sekampadi.domain.errors import NotFoundError
from sekampadi.services.sistem.runtime import Runtime


@pytest.mark.parametrize("known", [False, True], ids=["first", "again"])
@pytest.mark.parametrize(
    "change", [Runtime.acted_elsewhere, lambda rt: rt.forget("uji")], ids=["elsewhere", "here"]
)
def test_what_changed_while_it_was_read_is_read_again(
    rt: Runtime, change: Callable[[Runtime], None], *, known: bool
) -> None:
    def read(_session: Session) -> list[str]:
        change(rt)  # after what is read here was read
        return ["lama"]

    if known:
        rt.keep("uji", lambda _: ["lama"])
    assert rt.keep("uji", read, seconds=-1.0) == ["lama"]
    assert rt.peek("uji", list) is None
    assert rt.keep("uji", lambda _: ["baru"]) == ["baru"]
    assert rt.peek("uji", list) == ["baru"]


def test_what_is_refused_now_is_kept_no_longer(rt: Runtime) -> None:
    def refuse(_: object) -> str:
        raise NotFoundError("layanan.inactive", "Survei ditutup.")

    assert rt.keep("uji", lambda _: "buka") == "buka"
    with pytest.raises(NotFoundError):
        rt.keep("uji", refuse, seconds=-1.0)
    # The next one asks, too, and is not told what was before.
    with pytest.raises(NotFoundError):
        rt.keep("uji", refuse)
