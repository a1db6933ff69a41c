"""The REST API beside its figures: caches, other origins, lists in parts, methods, sheets and questions."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from sekampadi.api.http.middleware import wrap
from sekampadi.api.routes import make_api
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.survei import SARAN_MAX
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.reports.worker import RenderPool
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import BASE, Client, make_client
from tests.factories import Cast, make_layanan

PUBLIC = ("/api/v1/upp", "/api/v1/ikm", "/api/v1/lembar", "/api/v1/pertanyaan?layanan=layanan-a1")
SITE = "https://kantor.example"
ASKED = {"origin": SITE, "access-control-request-method": "GET"}


def _client(rt: Runtime, pool: RenderPool, origins: str) -> Client:
    settings = rt.settings.model_copy(update={"api_origins": origins})
    return make_client(wrap(make_api(replace(rt, settings=settings), pool), settings))


@pytest.fixture
async def open_client(rt: Runtime, pool: RenderPool) -> AsyncIterator[Client]:
    """Return a browser that asks a server which lets one other site read."""
    async with _client(rt, pool, SITE) as client:
        yield client


@pytest.mark.parametrize("address", PUBLIC)
async def test_who_has_an_answer_is_told_so(
    client: Client, rt: Runtime, cast: Cast, address: str
) -> None:
    first = await client.get(address)
    tag = first.headers["etag"]
    for known in (tag, f'"x", W/{tag}', "*"):
        again = await client.get(address, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == first.headers["cache-control"]
    for other in ('"x"', tag.strip('"')):
        assert (await client.get(address, headers={"if-none-match": other})).status_code == 200


async def test_a_changed_answer_has_another_tag(client: Client, rt: Runtime, cast: Cast) -> None:
    address = "/api/v1/upp/upp-a/layanan"
    tag = (await client.get(address)).headers["etag"]
    make_layanan(rt, cast.upp["upp-a"], "layanan-a3")
    response = await client.get(address, headers={"if-none-match": tag})
    assert response.status_code == 200
    assert response.headers["etag"] != tag


async def test_failures_have_no_tag(client: Client, cast: Cast) -> None:
    response = await client.get("/api/v1/upp/nirwana/layanan", headers={"if-none-match": "*"})
    assert response.status_code == 404
    assert "etag" not in response.headers


async def test_no_other_site_reads_by_script_unless_a_setting_names_it(
    client: Client, cast: Cast
) -> None:
    response = await client.get("/api/v1/upp", headers={"origin": SITE})
    assert not [name for name in response.headers if name.startswith("access-control-")]
    response = await client.options("/api/v1/upp", headers=ASKED)
    assert response.status_code == 405
    assert not [name for name in response.headers if name.startswith("access-control-")]


async def test_a_named_site_reads_what_is_public_and_nothing_else(
    open_client: Client, cast: Cast
) -> None:
    response = await open_client.get("/api/v1/upp", headers={"origin": SITE})
    assert response.headers["access-control-allow-origin"] == SITE
    assert "Origin" in response.headers["vary"]
    assert "ETag" in response.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in response.headers
    # A failure may be read as well, else a script does not know why.
    response = await open_client.get("/api/v1/upp?x=1", headers={"origin": SITE})
    assert response.status_code == 422
    assert response.headers["access-control-allow-origin"] == SITE
    for address, origin in (
        ("/api/v1/upp", "https://lain.example"),
        ("/api/v1/upp", f"{SITE}.lain.example"),
        ("/api/v1/saya", SITE),
        ("/api/health", SITE),
    ):
        response = await open_client.get(address, headers={"origin": origin})
        assert "access-control-allow-origin" not in response.headers, address


async def test_what_a_browser_asks_first(open_client: Client, cast: Cast) -> None:
    response = await open_client.options("/api/v1/ikm", headers=ASKED)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == SITE
    assert response.headers["access-control-allow-methods"] == "GET"
    assert response.headers["access-control-allow-headers"] == "If-None-Match"
    for address in ("/api/v1/saya", "/api/v1/jawaban"):
        response = await open_client.options(address, headers=ASKED)
        assert response.status_code == 405
        assert "access-control-allow-origin" not in response.headers
    other = ASKED | {"origin": "https://lain.example"}
    assert (await open_client.options("/api/v1/ikm", headers=other)).status_code == 405


async def test_a_setting_may_name_everyone(rt: Runtime, pool: RenderPool, cast: Cast) -> None:
    async with _client(rt, pool, "*") as client:
        response = await client.get("/api/v1/upp", headers={"origin": SITE})
        assert response.headers["access-control-allow-origin"] == "*"
        response = await client.get("/api/v1/saya", headers={"origin": SITE})
        assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("address", [*PUBLIC, "/api/v1/saya"])
async def test_what_is_read_only_says_so(client: Client, cast: Cast, address: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        response = await client.request(method, address)
        assert response.status_code == 405
        assert response.headers["allow"] == "GET"
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["code"] == "method.unknown"
    assert (await client.head(PUBLIC[0])).status_code == 200


async def _parts(client: Client, address: str, batas: int) -> list[list[str]]:
    parts, after = [], ""
    while True:
        params = {"batas": str(batas)} | ({"sesudah": after} if after else {})
        response = await client.get(address, params=params)
        assert response.status_code == 200
        body = response.json()
        parts.append([item.get("kode") or item["nomor"] for item in body["items"]])
        after = body["sesudah"]
        if after is None:
            return parts


async def test_lists_are_read_part_by_part(client: Client, rt: Runtime, cast: Cast) -> None:
    whole = (await _parts(client, "/api/v1/upp", 500))[0]
    assert len(whole) == 4
    parts = await _parts(client, "/api/v1/upp", 3)
    assert [len(part) for part in parts] == [3, 1]
    assert [kode for part in parts for kode in part] == whole
    assert [len(p) for p in await _parts(client, "/api/v1/upp", 2)] == [2, 2]
    assert await _parts(client, "/api/v1/upp/upp-a/layanan", 1) == [["layanan-a1"], ["layanan-a2"]]
    # What leads on in one list leads nowhere in another.
    after = (await client.get("/api/v1/upp?batas=1")).json()["sesudah"]
    for address in (
        f"/api/v1/upp/upp-a/layanan?sesudah={after}",
        f"/api/v1/lembar?sesudah={after}",
    ):
        response = await client.get(address)
        assert (response.status_code, response.json()["code"]) == (422, "sesudah.unknown")


async def test_sheets_are_listed_newest_first(client: Client, rt: Runtime, quarter: Cast) -> None:
    admin = quarter.people[Role.ADMIN_PEMPROV]
    periode = Periode.triwulan(2023, 1)
    publish(rt, admin, kunci="upp-a", periode=periode)
    publish(rt, admin, layanan_kode="layanan-a1", periode=periode)
    body = (await client.get("/api/v1/lembar")).json()
    assert body["sesudah"] is None
    of_layanan, of_upp = body["items"]
    assert (of_layanan["upp"], of_layanan["layanan"]) == ("upp-a", "layanan-a1")
    assert (of_upp["upp"], of_upp["layanan"]) == ("upp-a", None)
    assert (of_upp["n"], of_upp["nilai_ikm"], of_upp["mutu"]) == (29, "86.60", "B")
    assert (of_upp["dari"], of_upp["sampai"]) == ("2023-01-01", "2023-03-31")
    for form, address in of_upp["berkas"].items():
        assert address.startswith(BASE)
        assert address.split("?")[0].endswith(form)
        assert (await client.get(address)).status_code == 200
    nomor = [item["nomor"] for item in body["items"]]
    assert await _parts(client, "/api/v1/lembar", 1) == [[n] for n in nomor]


async def test_the_questions_in_force(client: Client, cast: Cast) -> None:
    body = (await client.get("/api/v1/pertanyaan?layanan=layanan-a1")).json()
    assert body["layanan"] == {"kode": "layanan-a1", "nama": "Layanan a1"}
    assert [u["bidang"] for u in body["unsur"]] == [u.field for u in URUTAN]
    assert all([c["nilai"] for c in u["pilihan"]] == [1, 2, 3, 4] for u in body["unsur"])
    assert all(u["teks"] and all(c["teks"] for c in u["pilihan"]) for u in body["unsur"])
    kelompok = {k["bidang"]: k for k in body["responden"]}
    assert [c["nilai"] for c in kelompok["jenis_kelamin"]["pilihan"]] == ["L", "P"]
    assert kelompok["usia"]["paling_sedikit"] < kelompok["usia"]["paling_banyak"]
    assert body["saran"] == {"bidang": "saran", "karakter_paling_banyak": SARAN_MAX}
    response = await client.get("/api/v1/pertanyaan?layanan=nirwana")
    assert (response.status_code, response.json()["code"]) == (404, "layanan.unknown")
    assert (await client.get("/api/v1/pertanyaan")).status_code in {404, 422}
