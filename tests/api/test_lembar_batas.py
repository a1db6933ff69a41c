"""What comes to the plain survey from elsewhere than its forms, and how much of it."""

import json
import uuid
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest

from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client
from tests.api.isi_lembar import AT, LONGEST_PAGE, answers, begin, page_of, send, to_last

pytestmark = pytest.mark.usefixtures("cast")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"draf=%7B",
        b"\xff\xfe\x00",
        b"&".join(b"u%d=1" % i for i in range(100)),
        b"draf=" + b"[" * 30_000,
        b"draf=%7B%22uuid%22%3A%22x%22%2C%22layanan%22%3A%22layanan-a1%22%7D&langkah=4&ke=lanjut",
    ],
    ids=["nothing", "half", "bytes", "fields", "nested", "identity"],
)
async def test_what_is_no_form_of_ours_leads_to_a_new_survey(
    client: Client, rt: Runtime, body: bytes
) -> None:
    response = await client.post(
        AT, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert (response.status_code, response.headers["location"]) == (303, AT)
    assert answers(rt) == []


async def test_halves_of_letters_in_a_draft_are_left_out(client: Client) -> None:
    identity, isian = str(uuid.uuid4()), {"usia": "3\ud8005", "saran": "Baik\udfff."}
    draft = {"uuid": identity, "layanan": "layanan-a1", "langkah": 1, "isian": isian}
    page = page_of(await client.post(AT, data={"draf": json.dumps(draft)}))
    assert page.form.values["usia"] == "35"
    assert json.loads(page.form.values["draf"])["isian"] == {"saran": "Baik."}


async def test_a_draft_of_other_types_is_shown_as_empty(client: Client) -> None:
    identity = str(uuid.uuid4())
    isian = {"usia": [1], "umum": {"a": 1}, "u1": 3, "jenis_kelamin": "<script>", "u10": "4"}
    draft = {"uuid": identity, "layanan": "layanan-a1", "langkah": 99, "isian": isian}
    page = page_of(await client.post(AT, data={"draf": json.dumps(draft)}))
    assert "Langkah 1 dari 4" in page.text
    assert page.form.values["usia"] == ""
    assert page.form.values["jenis_kelamin"] == ""


@pytest.mark.parametrize("in_pieces", [False, True])
async def test_a_form_is_no_larger_than_it_can_be_and_what_is_refused_takes_nothing_away(
    client: Client, rt: Runtime, in_pieces: bool
) -> None:
    page = await to_last(client)
    await send(client, page, saran="Baik.")
    body = urlencode(page.form.press("lanjut") | {"saran": "x" * 70_000}).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 8192):
            yield body[at : at + 8192]

    refused = await client.post(
        page.form.action,
        content=pieces() if in_pieces else body,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert refused.status_code == 413
    assert "Kiriman paling besar 64 KB." in refused.text
    assert [a.saran for a in answers(rt)] == ["Baik."]
    # The longest that a browser lets somebody write, each letter nine bytes, is refused in its form.
    page = await send(client, await to_last(client), 422, largest=LONGEST_PAGE, saran="ꦱ" * 4000)
    assert page.form.values["saran"] == "ꦱ" * 4000


async def test_no_field_comes_back_longer_than_it_is(client: Client) -> None:
    page = (await begin(client)).form.fill(usia="7" * 30_000)
    page.values["pekerjaan"] = "ASN" * 5_000
    shown = page_of(await client.post(page.action, data=page.press("lanjut")), 422)
    assert shown.form.values["usia"] == "7" * 12
    assert shown.form.values["pekerjaan"] == ""


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost:3000"}, 200),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:3000"}, 403),
    ],
)
async def test_another_site_sends_no_answers_through_its_visitors(
    client: Client, rt: Runtime, headers: dict[str, str], status: int
) -> None:
    page = await to_last(client)
    response = await client.post(AT, data=page.form.press("lanjut"), headers=headers)
    assert response.status_code == status
    assert len(answers(rt)) == (status == 200)
