"""Master data over HTTP: files in, the template out, style and mark."""

import io

import pytest
from PIL import Image

from sekampadi.domain.izin import Role
from sekampadi.services.impor.impor_layanan import plan_upload
from sekampadi.services.sistem.pengaturan import save_identitas
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import BASE, Client, Login
from tests.factories import Cast
from tests.services.impor.test_impor_layanan import ROWS, workbook
from tests.services.sistem.test_pengaturan import SAMBAS

OWN = {"origin": BASE}


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "PNG")
    return out.getvalue()


async def test_a_file_is_taken_and_its_preview_named(rt: Runtime, login: Login, cast: Cast) -> None:
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    response = await browser.post("/api/unggah/layanan", content=workbook(ROWS), headers=OWN)
    assert response.status_code == 200
    path, _, token = response.json()["ke"].partition("?impor=")
    assert path == "/admin/layanan"
    assert len(plan_upload(rt, cast.people[Role.ADMIN_PEMPROV], token).baris) == 4


@pytest.mark.parametrize("address", ["/api/unggah/layanan", "/api/unggah/logo"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://jahat.example"},
        {"origin": "null"},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
    ],
)
async def test_another_sites_page_sends_nothing(
    login: Login, cast: Cast, address: str, headers: dict[str, str]
) -> None:
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    response = await browser.post(address, content=png(), headers=headers)
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "sesi.cross_site"


async def test_what_is_wrong_with_a_file_is_said_in_words(login: Login, cast: Cast) -> None:
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    response = await browser.post("/api/unggah/layanan", content=b"x", headers=OWN)
    assert response.status_code == 422
    assert "Excel" in response.json()["error"]["message"]
    response = await browser.post("/api/unggah/layanan", content=b"0" * 1_030_000, headers=OWN)
    assert response.json()["error"]["code"] == "impor.size"
    response = await browser.post("/api/unggah/layanan", content=b"0" * 2_000_000, headers=OWN)
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "permintaan.terlalu_besar"


async def test_the_style_and_the_mark_of_a_government(
    rt: Runtime, client: Client, login: Login, cast: Cast
) -> None:
    plain = (await client.get("/identitas.css")).text
    assert "Provinsi Kalimantan Barat" in plain
    assert "--warna" not in plain
    assert (await client.get("/identitas/logo")).headers["content-type"] == "image/svg+xml"
    admin = cast.people[Role.ADMIN_PEMPROV]
    save_identitas(rt, admin, SAMBAS)
    style = await client.get("/identitas.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "#7A1F5C" in style.text
    browser = await login(admin)
    response = await browser.post("/api/unggah/logo", content=png(), headers=OWN)
    assert response.status_code == 200
    logo = await client.get("/identitas/logo")
    assert logo.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(logo.content)).size == (40, 20)
    lembar = await browser.get("/unduh/lembar.pdf")
    assert lembar.content.startswith(b"%PDF")
    poster = await browser.get("/unduh/poster.pdf")
    assert poster.content.startswith(b"%PDF")


async def test_a_one_time_password_opens_no_download(rt: Runtime, login: Login, cast: Cast) -> None:
    from sekampadi.services.akun.sesi import issue_ticket
    from sekampadi.services.master.kelola_operator import reset_account_password

    made = reset_account_password(rt, cast.people[Role.ADMIN_PEMPROV], cast.admin_b.operator_id)
    browser = await login(cast.people[Role.ADMIN_UPP])
    await browser.post("/sesi/keluar", headers={"origin": BASE})
    ticket = issue_ticket(rt, made.username, made.kata_sandi)
    await browser.get("/sesi/masuk", params={"tiket": ticket})
    response = await browser.get("/unduh/templat-layanan.xlsx")
    assert response.status_code == 403
    assert "kata sandi" in response.text
