"""The REST API for whoever asks again, and for pages of other sites."""

import pytest

from sekampadi.api.routes import make_api
from sekampadi.reports.worker import RenderPool
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import make_client
from tests.factories import Cast

QUARTER = "/api/v1/ikm?upp=upp-a&dari=2023-01-01&sampai=2023-03-31"
SITE = "https://dinas.contoh.go.id"
OTHER = "https://lain.contoh.go.id"
_ASKS = "access-control-request-method"


@pytest.mark.parametrize("address", ["/api/v1/upp", QUARTER])
async def test_who_has_an_answer_is_told_so(
    address: str, rt: Runtime, pool: RenderPool, cast: Cast
) -> None:
    async with make_client(make_api(rt, pool)) as client:
        first = await client.get(address)
        tag = first.headers["etag"]
        for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again = await client.get(address, headers={"if-none-match": known})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
        other = await client.get(address, headers={"if-none-match": '"x"'})
        assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize(
    ("origins", "asks", "told"),
    [("", SITE, None), (SITE, SITE, SITE), (SITE, OTHER, None), ("*", OTHER, "*")],
)
async def test_scripts_of_sites_that_the_setting_names_read_what_is_public(
    origins: str, asks: str, told: str | None, rt: Runtime, pool: RenderPool, cast: Cast
) -> None:
    rt.settings = rt.settings.model_copy(update={"api_origins": origins})
    async with make_client(make_api(rt, pool)) as client:
        headers = {"origin": asks}
        answer = await client.get("/api/v1/upp", headers=headers)
        assert answer.headers.get("access-control-allow-origin") == told
        assert "access-control-allow-credentials" not in answer.headers
        before = await client.options("/api/v1/upp", headers=headers | {_ASKS: "GET"})
        assert (before.status_code == 204) == (told is not None)
        # What needs a key is not for pages, whatever the setting says.
        of_key = await client.get("/api/v1/saya", headers=headers)
        assert "access-control-allow-origin" not in of_key.headers


async def test_an_answer_varies_by_the_site_and_by_who_asks(
    rt: Runtime, pool: RenderPool, cast: Cast
) -> None:
    rt.settings = rt.settings.model_copy(update={"api_origins": SITE})
    async with make_client(make_api(rt, pool)) as client:
        answer = await client.get(QUARTER, headers={"origin": SITE})
        varies = {part.strip() for part in answer.headers["vary"].split(",")}
        assert varies == {"Authorization", "Cookie", "Origin"}
