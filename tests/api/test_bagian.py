"""Nobody slows down the documents of all others by asking for many at once."""

import asyncio

from starlette.responses import Response

from sekampadi.api.http.bagian import EACH_DOCUMENT
from sekampadi.api.http.call import ApiRoute, Call
from sekampadi.api.http.middleware import wrap
from sekampadi.api.routes import ROUTES, make_api
from sekampadi.domain.izin import Permission, Role
from sekampadi.reports.worker import RenderPool
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Login, make_client
from tests.factories import Cast


def test_what_is_only_handed_out_is_no_document() -> None:
    of = {r.name: r.is_document for r in ROUTES}
    assert of["unduh.laporan.pdf"]
    assert of["unduh.paket"]
    assert of["unduh.pekppp.zip"]
    # Pictures of a page come in dozens.
    paths = {r.path for r in ROUTES if r.is_document}
    assert not {"/unduh/bukti/{id}.jpg", "/unduh/bukti/{kunci}"} & paths


async def test_who_asks_for_many_documents_leaves_room_to_the_others(
    rt: Runtime, cast: Cast, pool: RenderPool, login: Login
) -> None:
    go, begun = asyncio.Event(), asyncio.Semaphore(0)

    async def slow(call: Call) -> Response:
        begun.release()
        await go.wait()
        return Response("jadi")

    route = ApiRoute("/unduh/uji.pdf", slow, Permission.LAPORAN_EXPORT, "unduh.uji.pdf")
    app = wrap(make_api(rt, pool, routes=(route,)), rt.settings)
    greedy, other = make_client(app), make_client(app)
    greedy.cookies = (await login(cast.people[Role.ADMIN_UPP])).cookies
    other.cookies = (await login(cast.people[Role.ADMIN_PEMPROV])).cookies
    try:
        asked = [asyncio.create_task(greedy.get(route.path)) for _ in range(EACH_DOCUMENT)]
        for _ in asked:
            await begun.acquire()
        for _ in range(27):
            refused = await greedy.get(route.path)
            assert refused.status_code == 503
            assert refused.headers["retry-after"]
            assert "Dokumen Anda yang lain masih disiapkan" in refused.text
        served = asyncio.create_task(other.get(route.path))
        await begun.acquire()
        go.set()
        assert [r.status_code for r in await asyncio.gather(*asked, served)] == [200] * 4
        assert (await greedy.get(route.path)).status_code == 200
    finally:
        await greedy.aclose()
        await other.aclose()
