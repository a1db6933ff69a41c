"""Evidence over HTTP: how much comes in, how it leaves, and to whom."""

import asyncio
import io
import os
from collections.abc import AsyncIterator, MutableMapping
from typing import Any

import httpx
import pytest
from PIL import Image
from starlette.types import ASGIApp

from sekampadi.api.http.berkas_masuk import EACH, EACH_UPP, Gate
from sekampadi.api.http.middleware import MAX_BODY
from sekampadi.db.models import Operator
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import PROVINSI, Principal, Role
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX
from sekampadi.services.akun.sesi import end_sessions
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import BASE, Client, Login
from tests.bukti import (
    HOSTILE,
    DuaKegiatan,
    make_dua,
    padded_pdf,
    picture,
    snapshot,
    with_gps,
    with_link,
)
from tests.conftest import Content, Copy

OWN = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def content() -> Content:
    """Give every test a plan."""
    return make_dua


@pytest.fixture
def dua(rt: Runtime, copied: Copy) -> DuaKegiatan:
    dua: DuaKegiatan = copied.made
    return dua


@pytest.fixture
async def admin(login: Login, dua: DuaKegiatan) -> Client:
    return await login(dua.cast.people[Role.ADMIN_UPP])


def _address(dua: DuaKegiatan) -> str:
    return f"/api/unggah/kegiatan/{dua.kegiatan[0]}"


async def test_a_photo_goes_in_and_out(admin: Client, dua: DuaKegiatan, login: Login) -> None:
    asked = {"nama": "../../Loket 2.png", "keterangan": "Loket baru"}
    sent = await admin.post(_address(dua), params=asked, content=with_gps(), headers=OWN)
    assert sent.status_code == 200
    assert sent.headers["cache-control"] == "no-store"
    assert sent.json()["nama"] == "Loket 2.jpg"
    address = f"/unduh/bukti/{sent.json()['kunci']}"
    got = await admin.get(address)
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["content-disposition"] == (
        "inline; filename=\"bukti.jpg\"; filename*=UTF-8''Loket%202.jpg"
    )
    assert got.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["cache-control"] == "private, no-store"
    with Image.open(io.BytesIO(got.content)) as drawn:
        assert not drawn.getexif()
    # Who may see the plan sees it; another UPP, and a petugas of the same one, do not.
    for role, status in (
        (Role.PIMPINAN_UPP, 200),
        (Role.PIMPINAN, 200),
        (Role.PENGELOLA_SISTEM, 403),
    ):
        assert (await (await login(dua.cast.people[role])).get(address)).status_code == status
    assert (await (await login(dua.cast.admin_b)).get(address)).status_code == 404


async def test_a_pdf_is_only_saved(admin: Client, dua: DuaKegiatan) -> None:
    data = with_link()
    sent = await admin.post(
        _address(dua), params={"nama": "Berita “acara”.pdf"}, content=data, headers=OWN
    )
    got = await admin.get(f"/unduh/bukti/{sent.json()['kunci']}")
    assert got.content == data
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-disposition"].startswith('attachment; filename="bukti.pdf";')
    assert got.headers["x-content-type-options"] == "nosniff"


async def test_whether_another_upp_has_the_same_file_is_not_told(
    rt: Runtime, admin: Client, dua: DuaKegiatan
) -> None:
    sent = await admin.post(_address(dua), content=with_link(), headers=OWN)
    address = f"/unduh/bukti/{sent.json()['kunci']}"
    before = (await admin.get(address)).headers
    # Another one stores the same bytes: the file is replaced by itself.
    [path] = [p for p in (rt.settings.data_dir / "berkas").rglob("*") if p.is_file()]
    os.utime(path, (1, 1))
    after = (await admin.get(address)).headers
    assert before["last-modified"] == after["last-modified"]
    assert before["etag"] == after["etag"]


async def test_nobody_else_sends_anything(
    rt: Runtime, client: Client, admin: Client, dua: DuaKegiatan, login: Login
) -> None:
    before = snapshot(rt.settings.data_dir)
    address = _address(dua)
    for browser, headers, status in (
        (client, OWN, 401),
        (admin, {}, 403),
        (admin, {"origin": "https://jahat.example"}, 403),
        (admin, {"sec-fetch-site": "cross-site", "origin": BASE}, 403),
        (await login(dua.cast.admin_b), OWN, 404),
        (await login(dua.cast.people[Role.PIMPINAN_UPP]), OWN, 403),
    ):
        sent = await browser.post(address, content=picture(), headers=headers)
        assert sent.status_code == status
    for wrong in ("0x1", "-1", "9" * 30, "²", "1%00"):
        sent = await admin.post(f"/api/unggah/kegiatan/{wrong}", content=picture(), headers=OWN)
        assert sent.status_code == 404
    for wrong in ("x", "0" * 31, "%00", "..%2F..%2Fx", "A" * 32):
        assert (await admin.get(f"/unduh/bukti/{wrong}")).status_code == 404
    assert snapshot(rt.settings.data_dir) == before


@pytest.mark.parametrize("what", HOSTILE)
async def test_hostile_files_are_refused_with_a_sentence(
    what: str, rt: Runtime, admin: Client, dua: DuaKegiatan
) -> None:
    nama, data, code = HOSTILE[what]
    before = snapshot(rt.settings.data_dir)
    sent = await admin.post(_address(dua), params={"nama": nama}, content=data, headers=OWN)
    error = sent.json()["error"]
    if len(data) > BYTES_MAX:
        assert (sent.status_code, error["code"]) == (413, "permintaan.terlalu_besar")
    else:
        assert (sent.status_code, error["code"]) == (422, code)
    assert error["message"].endswith(".")
    assert snapshot(rt.settings.data_dir) == before


async def test_ten_megabytes_are_taken_and_no_byte_more(
    rt: Runtime, admin: Client, dua: DuaKegiatan
) -> None:
    sent = await admin.post(_address(dua), content=padded_pdf(BYTES_MAX), headers=OWN)
    assert sent.json()["ukuran"] == BYTES_MAX
    before = snapshot(rt.settings.data_dir)
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(200):
            taken += 1024 * 1024
            yield b"0" * 1024 * 1024

    in_pieces = await admin.post(_address(dua), content=endless(), headers=OWN)
    said = httpx.Request(
        "POST", BASE + _address(dua), headers={**OWN, "content-length": "209715200"}
    )
    said.headers["cookie"] = "; ".join(f"{k}={v}" for k, v in admin.cookies.items())
    for answer in (in_pieces, await admin.send(said)):
        assert answer.status_code == 413
        assert answer.json()["error"] == {
            "code": "permintaan.terlalu_besar",
            "message": "Kiriman paling besar 10 MB.",
        }
    assert taken <= BYTES_MAX + 2 * 1024 * 1024  # the rest of 200 MB was never asked for
    assert snapshot(rt.settings.data_dir) == before


async def test_only_this_route_takes_more(admin: Client) -> None:
    for address in ("/api/unggah/bukti/1", "/api/unggah/layanan", "/api/unggah/kegiatan/1/x"):
        sent = await admin.post(address, content=b"0" * (MAX_BODY + 1), headers=OWN)
        assert sent.status_code == 413
        assert sent.json()["error"]["message"] == "Kiriman paling besar 1 MB."


async def test_a_stranger_is_turned_away_before_he_has_sent_anything(
    app: ASGIApp, client: Client, dua: DuaKegiatan
) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(9):
            taken += 1
            yield b"0" * 1024 * 1024

    assert (await client.post(_address(dua), content=endless(), headers=OWN)).status_code == 401
    assert taken <= 1


@pytest.mark.parametrize(("change", "status"), [("keluar", 401), ("peran", 403), ("upp", 404)])
async def test_who_loses_the_right_while_he_sends_stores_nothing(
    change: str, status: int, rt: Runtime, admin: Client, dua: DuaKegiatan
) -> None:
    before, person = snapshot(rt.settings.data_dir), dua.cast.people[Role.ADMIN_UPP]

    async def slowly() -> AsyncIterator[bytes]:
        yield picture()[:100]
        with rt.writing() as session:
            account = session.get_one(Operator, person.operator_id)
            if change == "keluar":
                end_sessions(session, person.operator_id)
            elif change == "peran":
                account.role = Role.PIMPINAN_UPP.value
            else:
                account.upp_id = dua.cast.upp["upp-b"]
        yield picture()[100:]

    sent = await admin.post(_address(dua), content=slowly(), headers=OWN)
    assert sent.status_code == status
    assert snapshot(rt.settings.data_dir) == before


def _sender(operator_id: int, upp_id: int | None) -> Principal:
    return Principal(operator_id, f"o{operator_id}", Role.ADMIN_UPP, upp_id, "", PROVINSI)


@pytest.mark.parametrize(
    ("slow", "refused"),
    [
        ([(1, None)] * EACH, (1, None)),
        ([(1, 7)] * EACH, (1, 7)),
        ([(i, 7) for i in range(EACH_UPP)], (9, 7)),
    ],
)
async def test_who_sends_slowly_leaves_a_place_to_the_others(
    slow: list[tuple[int, int | None]], refused: tuple[int, int | None]
) -> None:
    gate, go = Gate(), asyncio.Event()

    async def send(who: tuple[int, int | None]) -> None:
        async with gate.turn(_sender(*who)):
            await go.wait()

    sending = [asyncio.create_task(send(who)) for who in slow]
    await asyncio.sleep(0)
    with pytest.raises(DomainError, match=r"antrean\.penuh"):
        await send(refused)
    for other in ((20, None), (21, 8)):
        async with asyncio.timeout(1), gate.turn(_sender(*other)):
            pass
    sending[0].cancel()
    await asyncio.wait({sending[0]})
    again = asyncio.create_task(send(refused))
    await asyncio.sleep(0)
    go.set()
    await asyncio.gather(*sending[1:], again)


async def test_few_large_files_are_in_memory_at_a_time() -> None:
    gate, inside, most, go = Gate(2, 3), 0, 0, asyncio.Event()

    async def send() -> None:
        nonlocal inside, most
        async with gate.turn():
            inside += 1
            most = max(most, inside)
            await go.wait()
            inside -= 1

    five = [asyncio.create_task(send()) for _ in range(5)]
    await asyncio.sleep(0)
    with pytest.raises(DomainError, match=r"antrean\.penuh"):
        await asyncio.create_task(send())
    five[4].cancel()  # who leaves the queue makes room in it
    await asyncio.wait({five[4]})
    later = asyncio.create_task(send())
    await asyncio.sleep(0)
    assert inside == 2
    go.set()
    await asyncio.gather(*five[:4], later)
    assert (inside, most) == (0, 2)


async def test_who_sends_too_slowly_is_told_so(
    rt: Runtime, admin: Client, dua: DuaKegiatan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sekampadi.api.http.berkas_masuk.RECEIVING_SECONDS", 0.01)

    async def never() -> AsyncIterator[bytes]:
        yield b"%PDF-1.7"
        await asyncio.Event().wait()

    sent = await admin.post(_address(dua), content=never(), headers=OWN)
    assert (sent.status_code, sent.json()["error"]["code"]) == (503, "berkas.slow")
    assert snapshot(rt.settings.data_dir) == {}


async def test_who_leaves_half_way_leaves_nothing_and_no_fault(
    rt: Runtime,
    app: ASGIApp,
    admin: Client,
    dua: DuaKegiatan,
    caplog: pytest.LogCaptureFixture,
) -> None:
    request = admin.build_request("POST", _address(dua), headers=OWN)
    came = [
        {"type": "http.request", "body": b"%PDF-1.7", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, object]:
        return came.pop(0)

    statuses = []

    async def send(message: MutableMapping[str, Any]) -> None:
        statuses.append(message.get("status"))

    scope = {
        "type": "http",
        "method": "POST",
        "path": request.url.path,
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 9),
    }
    await app(scope, receive, send)
    assert statuses[0] == 503
    assert "fault" not in caplog.text
    assert snapshot(rt.settings.data_dir) == {}
