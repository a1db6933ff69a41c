"""Invitations over HTTP: asking by key, opening on a phone, and what stands in the logs."""

import base64
import logging
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from sekampadi.db.models import metadata
from sekampadi.domain.izin import Role
from sekampadi.logs import MASK, mask
from sekampadi.services.kunci.kunci import make_kunci, revoke_kunci
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.kotak import empty_kotak
from tests.api.conftest import BASE, Client
from tests.api.isi_lembar import RESPONDEN, SKM, answers, page_of, send
from tests.conftest import SettableClock
from tests.factories import Cast

ASK = "/api/v1/undangan"


@pytest.fixture
def kunci(rt: Runtime, cast: Cast) -> dict[str, str]:
    """Return what a service application of ``upp-a`` sends with each request."""
    isian = {
        "nama": "Perizinan",
        "upp": "upp-a",
        "guna_undangan": "1",
        "sampai": (rt.today() + timedelta(days=90)).isoformat(),
    }
    made = make_kunci(rt, cast.people[Role.ADMIN_PEMPROV], isian)
    return {"Authorization": f"Bearer {made.rahasia}"}


def _held(rt: Runtime) -> int:
    kotak = metadata.tables["kotak_jawaban"]
    with rt.reading() as session:
        return len(session.connection().execute(select(kotak)).all())


async def _ask(client: Client, kunci: dict[str, str], **body: Any) -> httpx.Response:
    given = {"layanan": "layanan-a1", "referensi": "REG-2023-000123"} | body
    return await client.post(ASK, json=given, headers=kunci)


async def _fill_in(client: Client) -> None:
    page = page_of(await client.get("/lembar/layanan-a1"))
    page = await send(client, page, **RESPONDEN)
    page = await send(client, await send(client, page, umum="3"), **SKM)
    page = await send(client, page, saran="Cepat dan ramah sekali.")
    assert "Jawaban Anda sudah terkirim." in page.text


async def test_a_service_application_gets_a_link_with_its_messages(
    client: Client, kunci: dict[str, str]
) -> None:
    response = await _ask(client, kunci)
    assert response.status_code == 201
    assert response.headers["cache-control"] == "no-store"
    made = response.json()
    assert made["tautan"].startswith(f"{BASE}/u?k=")
    assert made["berlaku_sampai"] == "2023-06-04"
    teks = made["teks"]
    for text in (teks["whatsapp"], teks["sms"], teks["email"]["isi"]):
        assert made["tautan"] in text
        assert "REG-2023" not in text
    assert len(teks["sms"]) <= 160
    assert made["wa_me"].startswith("https://wa.me/?text=Layanan%20Layanan%20a1")
    kind, _, data = made["qr"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert b"<svg" in base64.b64decode(data)
    again = await _ask(client, kunci)
    assert again.status_code == 200
    assert again.json() == made
    simple = await _ask(client, kunci, bahasa="simple")
    assert simple.json()["tautan"] == made["tautan"]
    assert "Bagaimana pelayanannya?" in simple.json()["teks"]["whatsapp"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"referensi": "6171010101900001"}, 422, "undangan.referensi"),
        ({"referensi": "a b"}, 422, "undangan.referensi"),
        ({"referensi": 7}, 422, "referensi.type"),
        ({"referensi": "x" * 65}, 422, "referensi.too_long"),
        ({"nama": "Budi"}, 422, "field.unknown"),
        ({"bahasa": "en"}, 422, "bahasa.invalid"),
        ({"layanan": "layanan-b1"}, 404, "layanan.unknown"),
        ({"layanan": ""}, 422, "layanan.invalid"),
    ],
)
async def test_what_is_wrong_is_told_and_stores_nothing(
    client: Client, kunci: dict[str, str], rt: Runtime, body: Any, status: int, code: str
) -> None:
    response = await _ask(client, kunci, **body)
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, response.json()["code"]) == (status, code)
    with rt.reading() as session:
        assert not session.connection().execute(select(metadata.tables["undangan"])).all()


async def test_only_a_key_of_this_use_may_ask_and_only_until_it_is_taken_back(
    client: Client, kunci: dict[str, str], rt: Runtime, cast: Cast
) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    isian = {"nama": "Angka", "upp": "upp-a", "guna_angka": "1", "sampai": "2023-08-01"}
    other = make_kunci(rt, admin, isian).rahasia
    assert (await _ask(client, {})).status_code == 401
    assert (await _ask(client, {"Authorization": f"Bearer {other}"})).status_code == 403
    assert (await _ask(client, kunci)).status_code == 201
    revoke_kunci(rt, admin, 1)
    assert (await _ask(client, kunci)).status_code == 401


async def test_a_link_leads_to_its_survey_and_looking_uses_nothing_up(
    client: Client, kunci: dict[str, str], rt: Runtime
) -> None:
    link = (await _ask(client, kunci)).json()["tautan"]
    for method in ("GET", "HEAD", "GET"):
        shown = await client.request(method, link + "&fbclid=abc")
        assert (shown.status_code, shown.headers["location"]) == (303, "/survei?layanan=layanan-a1")
        cookie = shown.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie
        assert shown.headers["cache-control"] == "no-store"
    await _fill_in(client)
    assert answers(rt) == []
    assert _held(rt) == 1


async def test_a_link_is_good_for_one_answer(
    client: Client, kunci: dict[str, str], rt: Runtime
) -> None:
    link = (await _ask(client, kunci)).json()["tautan"]
    await client.get(link)
    await _fill_in(client)
    again = await client.get(link)
    assert again.status_code == 410
    assert "Tautan undangan ini sudah dipakai." in again.text
    assert 'href="/survei?layanan=layanan-a1"' in again.text
    assert "set-cookie" not in again.headers
    assert again.headers["referrer-policy"] == "no-referrer"
    await _fill_in(client)  # the next person on this phone: an answer like any other
    assert _held(rt) == 1
    assert len(answers(rt)) == 1


@pytest.mark.parametrize("query", ["", "?k=", "?k=" + "x" * 22, "?k=%00", "?x=1", "?k=a&k=b"])
async def test_a_link_that_is_none_leads_to_the_open_survey(
    client: Client, cast: Cast, query: str
) -> None:
    assert cast
    shown = await client.get("/u" + query)
    assert shown.status_code == 404
    assert "Tautan undangan ini tidak dikenal." in shown.text
    assert 'href="/"' in shown.text


async def test_neither_link_nor_reference_nor_key_stands_in_any_log(
    client: Client,
    kunci: dict[str, str],
    rt: Runtime,
    clock: SettableClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = [kunci["Authorization"].partition(" ")[2], "REG-2023-00012"]
    for n in range(5):
        made = await _ask(client, kunci, referensi=f"REG-2023-00012{n}")
        link = made.json()["tautan"]
        secrets.append(link.partition("?k=")[2])
        client.cookies.clear()
        await client.get(link)
        await _fill_in(client)
        await client.get(link)
    await _ask(client, kunci, referensi="REG-2023-00012 salah")
    clock.advance(timedelta(weeks=1))
    assert empty_kotak(rt) == 5
    lines = [r.getMessage() for r in caplog.records if not r.name.startswith("httpx")]
    text = "\n".join(lines)
    assert "GET /u 303" in text
    assert "POST /api/v1/undangan 201" in text
    assert not [secret for secret in secrets if secret in text]


def test_a_link_in_any_text_of_the_log_is_masked() -> None:
    token = "aB3" * 7 + "x"
    for text in (f"GET /u?k={token} HTTP/1.1", f"/u%3Fk%3D{token}", f"/u?fbclid=1&k={token}"):
        assert token not in mask(text)
        assert MASK in mask(text)
    assert token not in mask(f"sekampadi_undangan={token}; lain=1")
