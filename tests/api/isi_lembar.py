"""Filling in the plain survey as a text browser does."""

import base64
import hashlib

import httpx
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client
from tests.lembar import Page

AT = "/lembar/layanan-a1"
RESPONDEN = {
    "usia": "35",
    "jenis_kelamin": "P",
    "pendidikan": "SMA/K/MA",
    "pekerjaan": "Wiraswasta/Usahawan",
}
SKM = {u.field: str(1 + i % 4) for i, u in enumerate(URUTAN)}
LARGEST = 20 * 1024
LONGEST_PAGE = LARGEST + 3 * 4000
"""A page with a suggestion of the greatest length in a script of three bytes a letter."""


def answers(rt: Runtime) -> list[Jawaban]:
    """Return what is stored, in its order."""
    with rt.reading() as session:
        found = list(session.exec(select(Jawaban).order_by(col(Jawaban.id))))
        session.expunge_all()
        return found


def page_of(response: httpx.Response, status: int = 200, largest: int = LARGEST) -> Page:
    """Read a page, small and without script, as all of them are."""
    assert response.status_code == status, response.text
    assert len(response.content) <= largest
    assert "<script" not in response.text
    policy = response.headers["content-security-policy"]
    style = response.text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    assert "{{" not in response.text
    return Page(response.text)


async def begin(client: Client, at: str = AT) -> Page:
    """Open a new survey."""
    return page_of(await client.get(at))


async def send(
    client: Client,
    page: Page,
    status: int = 200,
    press: str = "lanjut",
    largest: int = LARGEST,
    **values: object,
) -> Page:
    """Fill in the form of a page, and press one of its buttons."""
    form = page.form.fill(**values)
    assert form.method == "post"
    response = await client.post(form.action, data=form.press(press))
    return page_of(response, status, largest)


async def to_last(client: Client) -> Page:
    """Answer all but the last step."""
    page = await send(client, await begin(client), **RESPONDEN)
    page = await send(client, page, umum="3")
    return await send(client, page, **SKM)
