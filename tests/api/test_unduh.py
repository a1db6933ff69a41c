"""Documents and QR codes: the right file, with the right figures in it."""

import io
import re
import xml.etree.ElementTree as ET

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from sekampadi.api.routes import make_api
from sekampadi.domain.izin import Role
from sekampadi.reports.worker import RenderPool
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import BASE, Client, Login, make_client
from tests.factories import Cast, make_layanan, make_upp

QUARTER = "dari=2023-01-01&sampai=2023-03-31"


def _text(pdf: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )


def _decode(png: bytes) -> str:
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    return str(found.text)


async def test_the_sheet_says_what_the_api_says(
    client: Client, login: Login, quarter: None, cast: Cast
) -> None:
    body = (await client.get(f"/api/v1/ikm?upp=upp-a&{QUARTER}")).json()
    browser = await login(cast.people[Role.PIMPINAN])
    response = await browser.get(f"/unduh/lembar.pdf?upp=upp-a&{QUARTER}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["cache-control"] == "private, no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    disposition = response.headers["content-disposition"]
    assert 'attachment; filename="ikm-upp-a-2023-01-01-2023-03-31.pdf"' in disposition
    assert "filename*=UTF-8''IKM%20UPP-A%20%E2%80%93%20Triwulan%20I%202023.pdf" in disposition
    reader = PdfReader(io.BytesIO(response.content))
    assert len(reader.pages) == 1
    text = _text(response.content)
    assert body["nilai_ikm"].replace(".", ",") in text
    assert body["kinerja"] in text
    assert re.search(rf"\b{body['n']}\b", text)
    for count in body["responden"]["jenis_kelamin"].values():
        assert re.search(rf"\b{count}\b", text)
    assert "0,111" in text


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "ikm-provinsi-seluruh-data.pdf"),
        ("dari=2023-01-01", "ikm-provinsi-sejak-2023-01-01.pdf"),
        ("upp=upp-c%2Bupt&sampai=2023-03-31", "ikm-upp-c-upt-sampai-2023-03-31.pdf"),
        ("layanan=layanan-a1", "ikm-upp-a-layanan-a1-seluruh-data.pdf"),
    ],
)
async def test_a_file_name_says_what_is_inside(
    query: str, name: str, login: Login, cast: Cast
) -> None:
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    response = await browser.get(f"/unduh/lembar.pdf?{query}")
    assert f'filename="{name}"' in response.headers["content-disposition"]


async def test_an_operator_gets_the_sheet_of_the_own_upp(login: Login, cast: Cast) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    response = await browser.get("/unduh/lembar.pdf")
    assert 'filename="ikm-upp-a-' in response.headers["content-disposition"]
    browser = await login(cast.admin_c)
    response = await browser.get("/unduh/lembar.pdf")
    assert 'filename="ikm-upp-c-upt-' in response.headers["content-disposition"]


async def test_a_sheet_that_takes_too_long(
    rt: Runtime, quarter: None, cast: Cast, login: Login
) -> None:
    browser = await login(cast.people[Role.PIMPINAN])
    hurried = Runtime(rt.engine, rt.settings.model_copy(update={"report_timeout": 0.001}), rt.clock)
    pool = RenderPool()
    try:
        async with make_client(make_api(hurried, pool)) as impatient:
            impatient.cookies = browser.cookies
            response = await impatient.get("/unduh/lembar.pdf")
    finally:
        pool.close()
    assert response.status_code == 503
    assert "terlalu lama" in response.text


@pytest.mark.parametrize(
    ("role", "query", "url", "words"),
    [
        (Role.PIMPINAN, "", f"{BASE}/", "Provinsi Kalimantan Barat"),
        (Role.PIMPINAN, "upp=upp-b", f"{BASE}/?upp=upp-b", "UPP-B"),
        (Role.PETUGAS_LAYANAN, "", f"{BASE}/?upp=upp-a", "UPP-A"),
        (Role.ADMIN_UPP, "layanan=layanan-a1", f"{BASE}/s/layanan-a1", "Layanan a1"),
    ],
)
async def test_a_poster_leads_to_the_survey(
    role: Role, query: str, url: str, words: str, login: Login, cast: Cast
) -> None:
    browser = await login(cast.people[role])
    response = await browser.get(f"/unduh/poster.pdf?{query}")
    assert response.status_code == 200
    text = _text(response.content)
    assert words in text
    assert url.removeprefix("http://").rstrip("/") in text


async def test_no_poster_of_what_is_closed(login: Login, cast: Cast, rt: Runtime) -> None:
    make_layanan(rt, cast.upp["upp-a"], "layanan-tutup", aktif=False)
    browser = await login(cast.people[Role.ADMIN_UPP])
    response = await browser.get("/unduh/poster.pdf?layanan=layanan-tutup")
    assert response.status_code == 404
    assert "sudah ditutup" in response.text
    assert (await browser.get("/unduh/poster.pdf?dari=2023-01-01")).status_code == 422


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/qr/layanan-a1", f"{BASE}/s/layanan-a1"),
        ("/qr/upp/upp-a", f"{BASE}/?upp=upp-a"),
        ("/qr/provinsi", f"{BASE}/"),
    ],
)
async def test_a_code_reads_as_the_short_address(
    path: str, url: str, client: Client, cast: Cast
) -> None:
    response = await client.get(path + ".png")
    assert response.headers["content-type"] == "image/png"
    assert "public" in response.headers["cache-control"]
    assert "content-disposition" not in response.headers
    assert _decode(response.content) == url
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    response = await client.get(path + ".png?unduh=1")
    assert response.headers["content-disposition"].startswith('attachment; filename="qr-')
    response = await client.get(path + ".svg?unduh=1")
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.headers["content-disposition"].endswith('.svg"')
    assert ET.fromstring(response.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert b"<script" not in response.content


@pytest.mark.parametrize(
    "path",
    [
        "/qr/nirwana.png",
        "/qr/upp/nirwana.svg",
        "/qr/%00.png",
        "/qr/..png",
        "/qr/layanan-tutup.png",
        "/qr/layanan-di-tutup.png",
        "/qr/upp/upp-tutup.png",
    ],
)
async def test_no_code_without_an_open_survey(
    path: str, client: Client, cast: Cast, rt: Runtime
) -> None:
    make_layanan(rt, cast.upp["upp-a"], "layanan-tutup", aktif=False)
    make_layanan(rt, make_upp(rt, "upp-tutup", aktif=False), "layanan-di-tutup")
    response = await client.get(path)
    assert response.status_code == 404
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/s/layanan-a1", "/survei?layanan=layanan-a1"),
        ("/s/LAYANAN-A1", "/survei?layanan=layanan-a1"),
        ("/s/layanan-a1?fbclid=1&utm_source=x", "/survei?layanan=layanan-a1"),
        ("/s/nirwana", "/survei?layanan=nirwana"),
        ("/s/a%26b", "/survei"),
        ("/s/%0d%0aSet-Cookie:a", "/survei"),
        ("/s/" + "a" * 121, "/survei"),
    ],
)
async def test_the_short_address(path: str, target: str, client: Client) -> None:
    response = await client.get(path)
    assert (response.status_code, response.headers["location"]) == (302, target)
