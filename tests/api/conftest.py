"""The HTTP app on a real database, a real render worker, and a client that checks what it gets."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import date

import httpx
import pytest
from jsonschema import Draft202012Validator
from starlette.types import ASGIApp

from sekampadi.api.http.middleware import wrap
from sekampadi.api.lembar.depan import Front
from sekampadi.api.rest.dokumen import openapi_document
from sekampadi.api.routes import ROUTES, make_api
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.izin import Principal
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.reports.worker import RenderPool
from sekampadi.services.akun.sesi import issue_ticket
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import Content

BASE = "http://localhost:3000"
BIRO_ORGANISASI = (101, 97, 98, 109, 95, 98, 102, 96, 109)
"""Decree, K.2 g: the sums of U1 to U9 over 29 answers."""

Client = httpx.AsyncClient
Login = Callable[[Principal], Awaitable[Client]]
Document = openapi_document(
    ROUTES, pemerintah=Identitas().pemerintah, base_url=BASE, cookie="sekampadi_sesi"
)


@pytest.fixture(params=["sqlite"])
def backend(request: pytest.FixtureRequest) -> str:
    """HTTP does not depend on the database; the tests that do say so."""
    return str(request.param)


@pytest.fixture(scope="session")
def pool() -> Iterator[RenderPool]:
    """Start one render worker for all tests."""
    pool = RenderPool()
    yield pool
    pool.close()


@pytest.fixture
def app(rt: Runtime, pool: RenderPool) -> ASGIApp:
    return Front(wrap(make_api(rt, pool), rt.settings), rt, pool)


async def _check_against_document(response: httpx.Response) -> None:
    """Hold an answer against the OpenAPI document."""
    for template, item in Document["paths"].items():
        pattern = re.sub(r"{\w+}", "[^/]+", template)
        operation = item.get(response.request.method.lower())
        if operation is None or not re.fullmatch(pattern, response.request.url.path):
            continue
        await response.aread()
        described = operation["responses"].get(str(response.status_code))
        if described is None:
            assert response.status_code == 500, f"{response.status_code} is not described"
            return
        if response.status_code == 304 or response.request.method == "HEAD":
            assert response.content == b""
            return
        media = response.headers["content-type"].partition(";")[0]
        reference = described["content"][media]["schema"]
        schema = {**reference, "components": Document["components"]}
        Draft202012Validator(schema).validate(response.json())


def make_client(app: ASGIApp) -> Client:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),
        base_url=BASE,
        event_hooks={"response": [_check_against_document]},
    )


@pytest.fixture
async def client(app: ASGIApp) -> AsyncIterator[Client]:
    """Return a browser in which nobody is logged in."""
    async with make_client(app) as client:
        yield client


@pytest.fixture
async def login(app: ASGIApp, rt: Runtime) -> AsyncIterator[Login]:
    """Return a maker of browsers in which a person is logged in."""
    clients: list[Client] = []

    async def enter(person: Principal) -> Client:
        client = make_client(app)
        clients.append(client)
        ticket = issue_ticket(rt, person.username, factories.PASSWORD)
        response = await client.get("/sesi/masuk", params={"tiket": ticket})
        assert response.headers["location"].startswith("/admin")
        return client

    yield enter
    for client in clients:
        await client.aclose()


def spread(total: int, n: int) -> list[str]:
    """Return ``n`` scores that add up to ``total``."""
    low, more = divmod(total, n)
    return [str(low + 1)] * more + [str(low)] * (n - more)


def make_quarter(rt: Runtime) -> factories.Cast:
    """Give ``upp-a`` the 29 answers of Biro Organisasi, in the first quarter of 2023."""
    cast = factories.make_cast(rt)
    columns = [spread(total, 29) for total in BIRO_ORGANISASI]
    for i in range(29):
        factories.submit(
            rt,
            "layanan-a1" if i < 20 else "layanan-a2",
            factories.isian(
                jenis_kelamin="L" if i < 17 else "P",
                pekerjaan="ASN" if i < 26 else "Masyarakat",
                usia=str(20 + i),
                **{u.field: column[i] for u, column in zip(URUTAN, columns, strict=True)},
            ),
            day=date(2023, 1 + i % 3, 1 + i % 28),
        )
    return cast


@pytest.fixture
def content(content: Content | None, request: pytest.FixtureRequest) -> Content | None:
    """Leave those answers once for all tests that want them."""
    return make_quarter if "quarter" in request.fixturenames else content


@pytest.fixture
def quarter(cast: factories.Cast) -> factories.Cast:
    """Begin with those answers."""
    return cast
