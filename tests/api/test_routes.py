"""Every route against every role: what each may is written by hand in ``tests/hak_akses.toml``."""

import logging
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message

from sekampadi.api.http.call import ApiRoute, Call
from sekampadi.api.routes import ROUTES, make_api
from sekampadi.domain.izin import Permission, Role
from sekampadi.reports.worker import RenderPool
from sekampadi.services.akun.sesi import end_session, issue_ticket, redeem_ticket
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import BASE, Client, Login
from tests.factories import PASSWORD, Cast
from tests.hak_akses import route_rights

EXAMPLES: dict[str, tuple[str, int]] = {
    "health": ("/api/health", 200),
    "health.live": ("/api/health/live", 200),
    "health.ready": ("/api/health/ready", 200),
    "v1.openapi": ("/api/v1/openapi.json", 200),
    "v1.dokumentasi": ("/api/v1/dokumentasi", 200),
    "v1.ikm": ("/api/v1/ikm?upp=upp-a", 200),
    "v1.upp": ("/api/v1/upp", 200),
    "v1.layanan": ("/api/v1/upp/upp-a/layanan", 200),
    "v1.lembar": ("/api/v1/lembar", 200),
    "v1.pertanyaan": ("/api/v1/pertanyaan?layanan=layanan-a1", 200),
    "v1.saya": ("/api/v1/saya", 401),
    "api.unknown": ("/api/v2/ikm", 404),
    "sesi.masuk": ("/sesi/masuk?tiket=x", 303),
    "sesi.oidc": ("/sesi/oidc", 404),
    "sesi.oidc_kembali": ("/sesi/oidc/kembali?code=x&state=y", 404),
    "sesi.keluar": ("/sesi/keluar", 200),
    "sesi.aktif": ("/api/sesi", 200),
    "layar.buka": ("/layar/buka?tiket=x", 404),
    "bantuan.cara": ("/bantuan/cara?halaman=/admin", 200),
    "unduh.panduan": ("/unduh/panduan.pdf", 200),
    "privasi": ("/privasi", 200),
    "undangan.buka": ("/u?k=x", 404),
    "v1.undangan": ("/api/v1/undangan", 401),
    "unduh.data_saya": ("/unduh/data-saya.json", 200),
    "unduh.data_operator": ("/unduh/data-operator.json?id=999999", 404),
    "unduh.lembar": ("/unduh/lembar.pdf?upp=upp-a", 200),
    "unduh.poster": ("/unduh/poster.pdf?upp=upp-a", 200),
    "unduh.kuesioner": ("/unduh/kuesioner.pdf?layanan=layanan-a1", 200),
    "unduh.templat_jawaban": ("/unduh/templat-jawaban.xlsx?layanan=layanan-a1", 200),
    "entri.lembar": ("/api/entri/lembar", 422),
    "entri.impor": ("/api/entri/impor?layanan=layanan-a1", 422),
    "unduh.tabel.penilaian": ("/unduh/tabel/penilaian.xlsx?upp=upp-a", 200),
    "unduh.tabel.responden": ("/unduh/tabel/responden.xlsx?upp=upp-a", 200),
    "unduh.tabel.tindak-lanjut": ("/unduh/tabel/tindak-lanjut.xlsx?upp=upp-a", 200),
    "unduh.tabel.audit": ("/unduh/tabel/audit.xlsx?jenis=upp", 200),
    "unduh.ekspor": (f"/unduh/ekspor/{'0' * 32}.xlsx", 404),
    "unduh.templat_layanan": ("/unduh/templat-layanan.xlsx", 200),
    "unggah.layanan": ("/api/unggah/layanan", 422),
    "unggah.logo": ("/api/unggah/logo", 422),
    "identitas.gaya": ("/identitas.css", 200),
    "identitas.logo": ("/identitas/logo", 200),
    "unduh.matriks_penyampaian": ("/unduh/matriks-penyampaian.xlsx", 200),
    "unduh.laporan.pdf": ("/unduh/laporan.pdf?upp=upp-a", 200),
    "unduh.laporan.xlsx": ("/unduh/laporan.xlsx?upp=upp-a", 200),
    "unduh.laporan.docx": ("/unduh/laporan.docx?upp=upp-a", 200),
    "unduh.laporan.csv": ("/unduh/laporan.csv?upp=upp-a", 200),
    "unduh.rekap.pdf": ("/unduh/rekap.pdf", 200),
    "unduh.rekap.xlsx": ("/unduh/rekap.xlsx", 200),
    "unduh.rekap.docx": ("/unduh/rekap.docx", 200),
    "unduh.rekap.csv": ("/unduh/rekap.csv", 200),
    "unduh.rtl.pdf": ("/unduh/rtl.pdf?upp=upp-a&triwulan=2023-1", 404),
    "unduh.rtl.xlsx": ("/unduh/rtl.xlsx?upp=upp-a&triwulan=2023-1", 404),
    "unduh.rtl.docx": ("/unduh/rtl.docx?upp=upp-a&triwulan=2023-1", 404),
    "unduh.rtl.csv": ("/unduh/rtl.csv?upp=upp-a&triwulan=2023-1", 404),
    "unduh.pekppp.pdf": ("/unduh/pekppp.pdf?upp=upp-a&tahun=2023", 200),
    "unduh.pekppp.zip": ("/unduh/pekppp.zip?upp=upp-a&tahun=2023", 200),
    "unduh.laporan-tahunan.pdf": ("/unduh/laporan-tahunan.pdf?upp=upp-a&tahun=2023", 200),
    "unduh.laporan-tahunan.docx": ("/unduh/laporan-tahunan.docx?upp=upp-a&tahun=2023", 200),
    "unduh.laporan-tahunan.xlsx": ("/unduh/laporan-tahunan.xlsx?upp=upp-a&tahun=2023", 200),
    "unggah.foto_tahunan": ("/api/unggah/laporan-tahunan?upp=upp-a&tahun=1", 422),
    "unduh.foto_tahunan": (f"/unduh/foto-tahunan/{'0' * 32}", 404),
    "unduh.laporan-tindak-lanjut.pdf": (
        "/unduh/laporan-tindak-lanjut.pdf?upp=upp-a&tahun=2023",
        200,
    ),
    "unduh.laporan-tindak-lanjut.xlsx": (
        "/unduh/laporan-tindak-lanjut.xlsx?upp=upp-a&tahun=2023",
        200,
    ),
    "unduh.laporan-tindak-lanjut.docx": (
        "/unduh/laporan-tindak-lanjut.docx?upp=upp-a&tahun=2023",
        200,
    ),
    "unduh.laporan-tindak-lanjut.csv": (
        "/unduh/laporan-tindak-lanjut.csv?upp=upp-a&tahun=2023",
        200,
    ),
    # Before it is closed a dossier is not found by the Pimpinan: this one is there for nobody.
    **{
        f"unduh.dossier-{kind}.{ending}": (
            f"/unduh/dossier-{kind}.{ending}?triwulan=2023-1&addendum=9",
            404,
        )
        for kind, endings in (
            ("rekap", ("pdf", "xlsx", "docx", "csv")),
            ("laporan", ("pdf", "xlsx", "docx", "csv")),
            ("surat", ("pdf", "docx")),
        )
        for ending in endings
    },
    "unduh.paket": ("/unduh/paket.zip?upp=upp-a&dari=2023-01-01&sampai=2023-03-31", 200),
    "qr.provinsi.png": ("/qr/provinsi.png", 200),
    "qr.provinsi.svg": ("/qr/provinsi.svg", 200),
    "qr.upp.png": ("/qr/upp/upp-a.png", 200),
    "qr.upp.svg": ("/qr/upp/upp-a.svg", 200),
    "qr.layanan.png": ("/qr/layanan-a1.png", 200),
    "qr.layanan.svg": ("/qr/layanan-a1.svg", 200),
    "survei.pendek": ("/s/layanan-a1", 302),
    "lembar": ("/lembar?upp=upp-a", 200),
    "lembar.isi": ("/lembar/layanan-a1", 200),
    "internal.live": ("/api/internal/live", 200),
    "v1.hasil": ("/api/v1/hasil", 200),
    "v1.hasil.satu": ("/api/v1/hasil/upp-a", 200),
    "publikasi.pdf": ("/unduh/publikasi/0001/UPP-A/TW-I/2023.pdf", 404),
    "publikasi.csv": ("/unduh/publikasi/0001/UPP-A/TW-I/2023.csv", 404),
    "publikasi.json": ("/unduh/publikasi/0001/UPP-A/TW-I/2023.json", 404),
    "hasil.csv": ("/unduh/hasil.csv?upp=upp-a", 200),
    "hasil.json": ("/unduh/hasil.json?upp=upp-a", 200),
    "publikasi.cek": ("/cek/K7QMR2WX9HBT", 302),
    "sematan": ("/sematan?upp=upp-a", 200),
    "sematan.kartu": ("/sematan/upp-a", 200),
    "sematan.lencana": ("/sematan/upp-a.svg", 200),
    "data": ("/data", 200),
    "data.ikm.csv": ("/data/ikm.csv", 200),
    "data.ikm.json": ("/data/ikm.json", 200),
    "data.kelompok.csv": ("/data/kelompok.csv", 200),
    "data.kelompok.json": ("/data/kelompok.json", 200),
    "data.katalog": ("/data/katalog.jsonld", 200),
    "data.satu_data": ("/data/satu-data.json", 200),
    "unggah.bukti": ("/api/unggah/bukti/1", 404),
    "unduh.bukti": ("/unduh/bukti/1.jpg", 404),
    "unggah.bukti_kegiatan": ("/api/unggah/kegiatan/1", 404),
    "unduh.bukti_kegiatan": (f"/unduh/bukti/{'0' * 32}", 404),
    "unduh.penyampaian": (f"/unduh/penyampaian/{'0' * 32}", 404),
    "unggah.foto_kode": ("/api/unggah/kode-qr/1", 404),
    "unduh.foto_kode": (f"/unduh/kode-qr/{'0' * 32}", 404),
    "unduh.pemantauan.pdf": ("/unduh/pemantauan.pdf", 200),
    "unduh.pemantauan.xlsx": ("/unduh/pemantauan.xlsx", 200),
    "v1.jawaban": ("/api/v1/upp/upp-a/jawaban", 401),
    "v1.jawaban.kirim": ("/api/v1/jawaban", 401),
    "v1.jawaban.xlsx": ("/api/v1/upp/upp-a/jawaban.xlsx", 401),
    "unduh.pratinjau": ("/unduh/pratinjau.html?upp=upp-a&dari=2023-01-01&sampai=2023-03-31", 422),
}
"""Name of a route -> an address of upp-a, and the status for those who have the right."""


def test_every_route_has_a_right_a_name_and_an_example() -> None:
    assert all(isinstance(route.permission, Permission) for route in ROUTES)
    names = [route.name for route in ROUTES]
    assert sorted(set(names)) == sorted(names) == sorted(EXAMPLES)


def test_the_table_lists_every_route_and_no_other() -> None:
    assert sorted(route.name for route in ROUTES) == sorted(route_rights())


_DRAWN = {
    name
    for name, (address, _) in EXAMPLES.items()
    if address.partition("?")[0].endswith((".pdf", ".xlsx", ".docx", ".zip", ".png"))
}
"""Documents, which take a second or more to draw: one person of an UPP and one of the province is handed each."""
_DRAWERS = {Role.ADMIN_UPP, Role.ADMIN_PEMPROV}


@pytest.mark.parametrize("role", [None, *Role])
async def test_role_by_route(role: Role | None, client: Client, login: Login, cast: Cast) -> None:
    person = None if role is None else cast.people[role]
    browser = client if person is None else await login(person)
    for route in sorted(ROUTES, key=lambda r: r.name == "sesi.keluar"):
        address, success = EXAMPLES[route.name]
        if (role.value if role else "") in route_rights()[route.name]:
            expected = success
        else:
            expected = 401 if person is None or route.needs_key else 403
        if expected == 200 and route.name in _DRAWN and role not in _DRAWERS:
            # The right is asked first: who has it is told that the address is wrong.
            address, expected = address + f"{'&' if '?' in address else '?'}tak=ada", 422
        response = await browser.request(route.methods[0], address, headers={"origin": BASE})
        assert response.status_code == expected, (route.name, response.text[:200])
        if expected in {401, 403}:
            assert "%PDF" not in response.text


@pytest.mark.parametrize("name", ["unduh.lembar", "unduh.poster"])
@pytest.mark.parametrize(
    "query", ["upp=upp-a", "layanan=layanan-a1", "upp=upp-b&layanan=layanan-a1", "upp=upp-a%2Bupt"]
)
async def test_another_upp_is_not_found(name: str, query: str, login: Login, cast: Cast) -> None:
    address = EXAMPLES[name][0].partition("?")[0]
    browser = await login(cast.admin_b)
    response = await browser.get(f"{address}?{query}")
    assert response.status_code == 404
    assert (await browser.get(f"{address}?upp=upp-b")).status_code == 200


async def test_the_right_is_asked_before_the_endpoint_runs(rt: Runtime, pool: RenderPool) -> None:
    ran: list[str] = []

    async def endpoint(_call: Call) -> Response:
        ran.append("ran")
        return PlainTextResponse("ok")

    route = ApiRoute("/api/x", endpoint, Permission.SESSION, "x")
    app = make_api(rt, pool, routes=(route,))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE) as browser:
        response = await browser.get("/api/x?unknown=1", headers={"cookie": "sekampadi_sesi=x"})
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "sesi.required"
    assert ran == []


@pytest.mark.parametrize("path", ["/api/x", "/x"])
async def test_a_fault_shows_an_id_and_no_traceback(
    path: str, rt: Runtime, pool: RenderPool, caplog: pytest.LogCaptureFixture
) -> None:
    async def endpoint(_call: Call) -> Response:
        raise RuntimeError("secret-of-the-house")

    app = make_api(rt, pool, routes=(ApiRoute(path, endpoint, Permission.PUBLIC, "x"),))
    with caplog.at_level(logging.ERROR):
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url=BASE
        ) as browser:
            response = await browser.get(path)
    assert response.status_code == 500
    assert "secret-of-the-house" not in response.text
    assert "Traceback" not in response.text
    [line] = [r for r in caplog.records if r.name == "sekampadi.api.routes"]
    fault_id = line.getMessage().split()[1]
    assert fault_id in response.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_other_methods_are_refused(method: str, client: Client, cast: Cast) -> None:
    response = await client.request(method, "/api/v1/ikm")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET"
    assert response.json()["code"] == "method.unknown"
    assert (await client.request(method, "/unduh/lembar.pdf")).status_code == 405


async def test_people_get_a_page_with_a_way_on(client: Client, login: Login, cast: Cast) -> None:
    response = await client.get("/unduh/lembar.pdf")
    assert response.headers["content-type"].startswith("text/html")
    assert 'href="/login"' in response.text
    assert "Silakan masuk" in response.text
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    response = await browser.get("/unduh/lembar.pdf?dari=2023-06-31")
    assert response.status_code == 422
    assert "Tanggal 2023-06-31 tidak ada di kalender." in response.text
    assert 'href="/"' in response.text


async def test_what_a_person_typed_is_escaped_on_the_page(login: Login, cast: Cast) -> None:
    browser = await login(cast.people[Role.ADMIN_PEMPROV])
    response = await browser.get("/unduh/lembar.pdf", params={"upp": "<script>alert(1)</script>"})
    assert response.status_code == 404
    assert "<script" not in response.text
    assert "'unsafe-inline'" not in response.headers["content-security-policy"]


async def test_who_goes_while_sending_is_no_fault(
    rt: Runtime, pool: RenderPool, caplog: pytest.LogCaptureFixture
) -> None:
    incoming = iter(
        [
            {"type": "http.request", "body": b"draf=", "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    sent: list[Message] = []

    async def receive() -> Message:
        return next(incoming)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/lembar/layanan-a1", "headers": []}
    scope |= {"query_string": b"", "server": ("localhost", 3000), "scheme": "http"}
    with caplog.at_level(logging.INFO, "sekampadi.api.routes"):
        await make_api(rt, pool)(scope, receive, send)
    assert sent[0]["status"] == 503
    [line] = [r for r in caplog.records if r.name == "sekampadi.api.routes"]
    assert line.levelno == logging.INFO
    assert "lembar.isi" in line.getMessage()


async def test_who_loses_the_right_while_a_body_comes_in_stores_nothing(
    rt: Runtime, pool: RenderPool, cast: Cast
) -> None:
    token, _ = redeem_ticket(rt, issue_ticket(rt, "admin_pemprov", PASSWORD))
    ran: list[str] = []

    async def endpoint(_call: Call) -> Response:
        ran.append("ran")
        return PlainTextResponse("ok")

    async def slow() -> AsyncIterator[bytes]:
        yield b"a"
        end_session(rt, token)
        yield b"b"

    route = ApiRoute("/api/x", endpoint, Permission.SESSION, "x", methods=("POST",))
    app = make_api(rt, pool, routes=(route,))
    cookie = {"cookie": f"sekampadi_sesi={token}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE) as browser:
        assert (await browser.post("/api/x", content=b"ab", headers=cookie)).status_code == 200
        response = await browser.post("/api/x", content=slow(), headers=cookie)
    assert response.status_code == 401
    assert ran == ["ran"]
