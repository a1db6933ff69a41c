"""Photos of an annual report over HTTP: in for who writes it, out to who sees it."""

import pytest

from sekampadi.domain.izin import Role
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client, Login
from tests.bukti import done, pdf, picture, snapshot, with_gps
from tests.factories import Cast

OWN = {"sec-fetch-site": "same-origin"}
ADDRESS = "/api/unggah/laporan-tahunan"
ASKED = {"upp": "upp-a", "tahun": "2022", "keterangan": "Kode QR di loket"}

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


async def test_a_photo_goes_in_and_out(login: Login, cast: Cast) -> None:
    admin = await login(cast.people[Role.ADMIN_UPP])
    sent = await admin.post(ADDRESS, params=ASKED, content=with_gps(), headers=OWN)
    assert sent.status_code == 200
    assert sent.headers["cache-control"] == "no-store"
    address = f"/unduh/foto-tahunan/{sent.json()['kunci']}"
    got = await admin.get(address)
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["content-disposition"] == (
        "inline; filename=\"foto.jpg\"; filename*=UTF-8''Kode%20QR%20di%20loket.jpg"
    )
    assert got.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert got.headers["cache-control"] == "private, no-store"
    for role, status in (
        (Role.PIMPINAN_UPP, 200),
        (Role.PIMPINAN, 200),
        (Role.PETUGAS_LAYANAN, 403),
    ):
        assert (await (await login(cast.people[role])).get(address)).status_code == status
    assert (await (await login(cast.admin_b)).get(address)).status_code == 404


async def test_nobody_else_sends_anything(
    rt: Runtime, client: Client, login: Login, cast: Cast
) -> None:
    admin = await login(cast.people[Role.ADMIN_UPP])
    before = snapshot(rt.settings.data_dir)
    for browser, headers, status in (
        (client, OWN, 401),
        (admin, {}, 403),
        (admin, {"origin": "https://jahat.example"}, 403),
        (await login(cast.admin_b), OWN, 404),
        (await login(cast.people[Role.KETUA_TIM]), OWN, 403),
        (await login(cast.people[Role.PIMPINAN_UPP]), OWN, 403),
    ):
        sent = await browser.post(ADDRESS, params=ASKED, content=picture(), headers=headers)
        assert sent.status_code == status
    assert snapshot(rt.settings.data_dir) == before


@pytest.mark.parametrize(
    ("changed", "data", "status", "code"),
    [
        ({}, done(pdf()), 422, "bukti.kind"),
        ({}, b"", 422, "bukti.empty"),
        ({}, b"\xff\xd8\xff" + b"0" * BYTES_MAX, 413, "permintaan.terlalu_besar"),
        ({"keterangan": " "}, picture(), 422, "keterangan.missing"),
        ({"keterangan": "x" * 201}, picture(), 422, "param.length"),
        ({"tahun": "2019"}, picture(), 422, "tahun.unknown"),
        ({"upp": "../x"}, picture(), 404, "upp.unknown"),
        ({"lain": "1"}, picture(), 422, "param.unknown"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_stays(
    rt: Runtime,
    login: Login,
    cast: Cast,
    changed: dict[str, str],
    data: bytes,
    status: int,
    code: str,
) -> None:
    admin = await login(cast.people[Role.ADMIN_UPP])
    before = snapshot(rt.settings.data_dir)
    sent = await admin.post(ADDRESS, params=ASKED | changed, content=data, headers=OWN)
    assert sent.status_code == status
    assert sent.json()["error"]["code"] == code
    assert sent.json()["error"]["message"].endswith(".")
    assert snapshot(rt.settings.data_dir) == before
