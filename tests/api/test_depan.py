"""What is answered before the framework: the same routes with the same headers, and nothing else."""

from collections.abc import MutableMapping
from typing import Any

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from sekampadi.api.http.middleware import wrap
from sekampadi.api.lembar.depan import Front
from sekampadi.api.lembar.routes import LEMBAR_ROUTES
from sekampadi.api.routes import make_api
from sekampadi.reports.worker import RenderPool
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import make_client

pytestmark = pytest.mark.usefixtures("cast")


def _front(rt: Runtime, pool: RenderPool, asked: list[str]) -> ASGIApp:
    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope.get("path", scope["type"]))
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 418, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    return Front(inner, rt, pool)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/lembar", "/lembar?upp=upp-a", "/lembar/layanan-a1", "/lembar/x"]
)
async def test_forms_are_answered_before_it_as_they_are_behind_it(
    rt: Runtime, pool: RenderPool, method: str, path: str
) -> None:
    asked: list[str] = []
    behind = make_client(wrap(make_api(rt, pool), rt.settings))
    before = make_client(_front(rt, pool, asked))
    want, got = await behind.request(method, path), await before.request(method, path)
    assert asked == []
    assert got.status_code == want.status_code
    assert set(got.headers.multi_items()) == set(want.headers.multi_items())


@pytest.mark.parametrize("path", ["/", "/lembaran", "/lembar/a/b", "/Lembar/a", "/s/a"])
async def test_all_else_is_handed_on(rt: Runtime, pool: RenderPool, path: str) -> None:
    asked: list[str] = []
    async with make_client(_front(rt, pool, asked)) as browser:
        assert (await browser.get(path)).status_code == 418
    assert asked == [path]


async def test_sockets_and_the_servers_life_are_handed_on(rt: Runtime, pool: RenderPool) -> None:
    asked: list[str] = []
    front = _front(rt, pool, asked)

    async def receive() -> MutableMapping[str, Any]:
        raise AssertionError

    async def send(_: MutableMapping[str, Any]) -> None:
        raise AssertionError

    await front({"type": "websocket", "path": "/lembar/layanan-a1"}, receive, send)
    await front({"type": "lifespan"}, receive, send)
    assert asked == ["/lembar/layanan-a1", "lifespan"]


def test_none_of_its_routes_needs_what_only_the_api_has() -> None:
    for route in LEMBAR_ROUTES:
        assert not route.limited, "its limit would be another one than that of the API"
        assert not route.is_document
