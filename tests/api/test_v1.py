"""The REST API: figures, who sees which, and what is not accepted."""

from datetime import date

import pytest
from sqlalchemy.exc import OperationalError

from sekampadi.api.http.ratelimit import RateLimiter
from sekampadi.api.routes import make_api
from sekampadi.db.engine import make_engine
from sekampadi.db.models import Upp
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.izin import Role
from sekampadi.reports.worker import RenderPool
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import BIRO_ORGANISASI, Client, Login, make_client
from tests.conftest import SettableClock
from tests.factories import Cast, isian, make_layanan, make_upp, submit

QUARTER = "dari=2023-01-01&sampai=2023-03-31"


async def test_the_quarter_of_the_decree(client: Client, quarter: None) -> None:
    response = await client.get(f"/api/v1/ikm?upp=upp-a&{QUARTER}")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-cache"
    body = response.json()
    assert {k: body[k] for k in ("n", "nilai_ikm", "mutu", "kinerja", "metode")} == {
        "n": 29,
        "nilai_ikm": "86.60",
        "mutu": "B",
        "kinerja": "Baik",
        "metode": "sekampadi",
    }
    assert tuple(u["jumlah"] for u in body["unsur"]) == BIRO_ORGANISASI
    assert [u["nrr"] for u in body["unsur"]] == [
        "3.48",
        "3.34",
        "3.38",
        "3.76",
        "3.28",
        "3.38",
        "3.52",
        "3.31",
        "3.76",
    ]
    assert [u["nrr_tertimbang"] for u in body["unsur"]] == [
        "0.39",
        "0.37",
        "0.38",
        "0.42",
        "0.36",
        "0.38",
        "0.39",
        "0.37",
        "0.42",
    ]
    assert body["unsur"][7] == {
        "kode": "U8",
        "nama": "Sarana dan prasarana",
        "jumlah": 96,
        "nrr": "3.31",
        "nrr_tertimbang": "0.37",
    }
    assert body["responden"]["jenis_kelamin"] == {"L": 17, "P": 12}
    # Three people are hidden, and one other cell with them.
    assert body["responden"]["pekerjaan"]["Masyarakat"] is None
    assert None in {v for k, v in body["responden"]["pekerjaan"].items() if k != "Masyarakat"}


async def test_the_province_and_one_layanan(client: Client, quarter: None, rt: Runtime) -> None:
    for _ in range(6):
        submit(rt, "layanan-b1", isian(), day=date(2023, 2, 3))
    assert (await client.get(f"/api/v1/ikm?{QUARTER}")).json()["n"] == 35
    assert (await client.get("/api/v1/ikm?layanan=layanan-a1")).json()["n"] == 20
    assert (await client.get("/api/v1/ikm?upp=upp-a&layanan=layanan-a2")).json()["n"] == 9
    assert (await client.get("/api/v1/ikm?upp=upp-b")).json()["nilai_ikm"] == "74.93"


async def test_no_answers_and_too_few_look_alike(client: Client, cast: Cast, rt: Runtime) -> None:
    for _ in range(4):
        submit(rt, "layanan-a1", isian(), day=date(2023, 2, 3))
    body = (await client.get("/api/v1/ikm?upp=upp-a")).json()
    assert body == (await client.get("/api/v1/ikm?upp=upp-b")).json()
    assert body["n"] is None
    assert body["nilai_ikm"] is None
    assert body["mutu"] is None
    assert {u["jumlah"] for u in body["unsur"]} == {None}
    assert {u["nrr"] for u in body["unsur"]} == {None}
    assert {v for cells in body["responden"].values() for v in cells.values()} == {None}
    assert body["triwulan"] == []
    assert "kurang dari 5 orang" in body["catatan"]


async def test_everyone_reads_closed_triwulan_and_their_sums_only(
    client: Client, quarter: None, rt: Runtime
) -> None:
    for day in (date(2023, 5, 14), date(2022, 12, 31)):
        for _ in range(6):
            submit(rt, "layanan-a1", isian(), day=day)
    body = (await client.get("/api/v1/ikm?upp=upp-a")).json()
    assert body["n"] == 35
    assert (body["dari"], body["sampai"]) == ("2022-10-01", "2023-03-31")
    assert body["triwulan"] == ["2022-4", "2023-1"]
    query = "upp=upp-a&dari=2023-01-01&sampai=2023-03-31"
    assert (await client.get(f"/api/v1/ikm?{query}")).json()["n"] == 29
    assert (await client.get("/api/v1/ikm?upp=upp-a&sampai=2022-12-31")).json()["n"] == 6


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("dari=9999-10-01&sampai=9999-12-31", 401),
        ("dari=9999-10-01", 401),
        ("sampai=0001-03-31", 200),
        ("dari=0001-01-01", 200),
        ("dari=2023-04-01", 401),
    ],
)
async def test_the_ends_of_time_are_no_error(
    client: Client, quarter: None, query: str, status: int
) -> None:
    assert (await client.get(f"/api/v1/ikm?{query}")).status_code == status


async def test_a_triwulan_is_read_from_the_eighth_day_after_it(
    client: Client, quarter: None, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 4, 7))
    response = await client.get("/api/v1/ikm?upp=upp-a&dari=2023-01-01&sampai=2023-03-31")
    assert response.status_code == 401
    assert response.json()["code"] == "periode.not_frozen"
    assert "8 April 2023" in response.json()["detail"]
    assert (await client.get("/api/v1/ikm?upp=upp-a")).json()["n"] is None
    clock.set_local(date(2023, 4, 8))
    assert (await client.get("/api/v1/ikm?upp=upp-a")).json()["n"] == 29


@pytest.mark.parametrize(
    "query",
    [
        "dari=2023-01-02",
        "sampai=2023-03-30",
        "sampai=2023-04-30",
        "dari=2023-02-01&sampai=2023-03-31",
        "dari=2023-05-14&sampai=2023-05-14",
    ],
)
async def test_free_ranges_need_a_login(
    query: str, client: Client, login: Login, quarter: None, cast: Cast
) -> None:
    response = await client.get(f"/api/v1/ikm?upp=upp-a&{query}")
    assert response.status_code == 401
    assert response.json()["code"] == "periode.not_whole_triwulan"
    for person in (cast.people[Role.ADMIN_UPP], cast.people[Role.PIMPINAN]):
        browser = await login(person)
        assert (await browser.get(f"/api/v1/ikm?upp=upp-a&{query}")).status_code == 200


async def test_a_person_sees_everything_of_the_own_upp(
    login: Login, quarter: None, cast: Cast, rt: Runtime
) -> None:
    submit(rt, "layanan-b1", isian(), day=date(2023, 2, 3))
    browser = await login(cast.people[Role.ADMIN_UPP])
    body = (await browser.get("/api/v1/ikm")).json()
    assert body["n"] == 29
    assert body["responden"]["pekerjaan"]["Masyarakat"] == 3
    day = (await browser.get("/api/v1/ikm?upp=upp-a&dari=2023-01-01&sampai=2023-01-01")).json()
    assert 0 < day["n"] < 5
    assert day["nilai_ikm"] is not None


async def test_another_upp_is_seen_as_everyone_sees_it(
    client: Client, login: Login, quarter: None, cast: Cast
) -> None:
    browser = await login(cast.admin_b)
    address = f"/api/v1/ikm?upp=upp-a&{QUARTER}"
    assert (await browser.get(address)).json() == (await client.get(address)).json()
    response = await browser.get("/api/v1/ikm?upp=upp-a&dari=2023-01-02")
    assert response.status_code == 403
    assert response.json()["code"] == "periode.not_whole_triwulan"
    assert (await browser.get("/api/v1/ikm?upp=nirwana")).status_code == 404


async def test_without_the_right_a_person_is_everyone(
    client: Client, login: Login, quarter: None, cast: Cast
) -> None:
    everyone = (await client.get("/api/v1/ikm?upp=upp-a")).json()
    for role in (Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM):
        browser = await login(cast.people[role])
        assert (await browser.get("/api/v1/ikm?upp=upp-a")).json() == everyone


async def test_a_parent_with_its_upt(client: Client, cast: Cast, rt: Runtime) -> None:
    for kode in ("layanan-c1", "layanan-t1"):
        for _ in range(5):
            submit(rt, kode, isian(), day=date(2023, 2, 3))
    assert (await client.get("/api/v1/ikm?upp=upp-c")).json()["n"] == 5
    for kunci in ("upp-c%2Bupt", "upp-c+upt"):
        assert (await client.get(f"/api/v1/ikm?upp={kunci}")).json()["n"] == 10


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("dari=2023-06-31", 422, "tanggal.unknown"),
        ("sampai=2023-02-29", 422, "tanggal.unknown"),
        ("dari=0000-01-01", 422, "tanggal.unknown"),
        ("dari=31-03-2023", 422, "tanggal.format"),
        ("dari=2023-01-01T00:00", 422, "tanggal.format"),
        ("dari=kemarin", 422, "tanggal.format"),
        ("dari=%D9%A2%D9%A0%D9%A2%D9%A3-01-01", 422, "tanggal.format"),
        ("dari=2023-04-01&sampai=2023-03-31", 422, "periode.reversed"),
        ("sampay=2023-03-31", 422, "param.unknown"),
        ("UPP=upp-a", 422, "param.unknown"),
        ("upp=upp-a&upp=upp-b", 422, "param.repeated"),
        ("dari=2023-01-01&dari=", 422, "param.repeated"),
        ("upp=" + "a" * 201, 422, "param.length"),
        ("upp=nirwana", 404, "upp.unknown"),
        ("upp=UPP-A", 404, "upp.unknown"),
        ("upp=%00", 404, "upp.unknown"),
        ("upp=%ff%fe", 404, "upp.unknown"),
        ("upp=upp-a%2Bupt%2Bupt", 404, "upp.unknown"),
        ("upp=' OR 1=1 --", 404, "upp.unknown"),
        ("layanan=nirwana", 404, "layanan.unknown"),
        ("layanan=%00", 404, "layanan.unknown"),
        ("upp=upp-b&layanan=layanan-a1", 404, "layanan.unknown"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
async def test_what_is_not_accepted(
    query: str, status: int, code: str, client: Client, cast: Cast
) -> None:
    response = await client.get(f"/api/v1/ikm?{query}")
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["detail"].endswith(".")


@pytest.mark.parametrize(
    "query",
    ["dari=9999-12-31", "sampai=0001-01-01", "dari=0001-01-01&sampai=9999-12-31", "upp=&dari="],
)
async def test_the_ends_of_the_calendar(query: str, login: Login, cast: Cast) -> None:
    browser = await login(cast.people[Role.PIMPINAN])
    assert (await browser.get(f"/api/v1/ikm?{query}")).status_code == 200


async def test_upp_and_layanan(client: Client, cast: Cast, rt: Runtime) -> None:
    tutup = make_upp(rt, "upp-tutup", aktif=False)
    make_layanan(rt, tutup, "layanan-tutup")
    make_layanan(rt, cast.upp["upp-a"], "layanan-a3", aktif=False)
    items = (await client.get("/api/v1/upp")).json()["items"]
    assert {"kode": "upt-c1", "nama": "UPT-C1", "jenis": "UPT"} in items
    assert {i["kode"] for i in items} == {"upp-a", "upp-b", "upp-c", "upt-c1"}
    items = (await client.get("/api/v1/upp/upp-a/layanan")).json()["items"]
    assert items[0] == {
        "kode": "layanan-a1",
        "nama": "Layanan a1",
        "biaya": "0",
        "standar_waktu": "1 Jam",
    }
    assert [i["kode"] for i in items] == ["layanan-a1", "layanan-a2"]
    for kode in ("upp-tutup", "nirwana", "%00", "A%20B"):
        response = await client.get(f"/api/v1/upp/{kode}/layanan")
        assert (response.status_code, response.json()["code"]) == (404, "upp.unknown")
    assert (await client.get("/api/v1/upp?halaman=2")).status_code == 422


async def test_health(client: Client, rt: Runtime, pool: RenderPool) -> None:
    response = await client.get("/api/health")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "current",
        "disk": "ok",
    }
    with rt.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = 'old'")
    async with make_client(make_api(rt, pool)) as later:  # one look serves a whole second
        response = await later.get("/api/health")
    assert response.status_code == 503
    assert response.json()["migrations"] == "outdated"


def _write_a_megabyte(rt: Runtime) -> None:
    with rt.writing() as session:
        session.connection().exec_driver_sql(
            "CREATE TABLE besar AS SELECT randomblob(1000000) AS isi"
        )


async def test_health_says_when_there_is_no_room(
    client: Client, rt: Runtime, pool: RenderPool
) -> None:
    with rt.writing() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")  # no more than there are
    with pytest.raises(OperationalError):
        _write_a_megabyte(rt)
    response = await client.get("/api/health")
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert (response.json()["status"], response.json()["disk"]) == ("degraded", "full")
    with rt.writing() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
    async with make_client(make_api(rt, pool)) as later:
        assert (await later.get("/api/health")).status_code == 200
    little = rt.settings.model_copy(update={"disk_min_mb": 10**12})
    async with make_client(make_api(Runtime(rt.engine, little, rt.clock), pool)) as browser:
        response = await browser.get("/api/health")
    assert (response.status_code, response.json()["disk"]) == (503, "low")


async def test_health_without_a_database(pool: RenderPool, rt: Runtime) -> None:
    nowhere = make_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    lost = Runtime(nowhere, rt.settings, rt.clock)
    async with make_client(make_api(lost, pool)) as browser:
        response = await browser.get("/api/health")
        assert response.status_code == 503
        assert response.json()["database"] == "unreachable"
        # Nothing of the reason leaves the house, on other routes neither.
        failed = await browser.get("/api/v1/upp")
    assert failed.status_code == 500
    assert "127.0.0.1" not in response.text + failed.text
    assert "psycopg" not in response.text + failed.text


async def test_the_rate_limit(rt: Runtime, pool: RenderPool, cast: Cast) -> None:
    now = [0.0]
    limiter = RateLimiter(3, clock=lambda: now[0])
    async with make_client(make_api(rt, pool, limiter=limiter)) as browser:
        for _ in range(3):
            assert (await browser.get("/api/v1/upp")).status_code == 200
        response = await browser.get("/api/v1/ikm")
        assert response.status_code == 429
        assert response.json()["code"] == "rate.limited"
        assert response.headers["retry-after"] == "20"
        # Whoever watches the service, or scans a code, is not stopped by it.
        assert (await browser.get("/api/health")).status_code == 200
        assert (await browser.get("/qr/provinsi.svg")).status_code == 200
        now[0] += 20
        assert (await browser.get("/api/v1/upp")).status_code == 200


async def test_the_document_describes_what_is_served(client: Client, cast: Cast) -> None:
    document = (await client.get("/api/v1/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    assert Identitas().pemerintah in document["info"]["description"]
    assert set(document["paths"]) == {
        "/api/health",
        "/api/health/live",
        "/api/health/ready",
        "/api/v1/openapi.json",
        "/api/v1/ikm",
        "/api/v1/upp",
        "/api/v1/upp/{kode}/layanan",
        "/api/v1/hasil",
        "/api/v1/hasil/{kode}",
        "/api/v1/lembar",
        "/api/v1/pertanyaan",
        "/api/v1/saya",
        "/api/v1/jawaban",
        "/api/v1/upp/{kode}/jawaban",
        "/api/v1/upp/{kode}/jawaban.xlsx",
        "/api/v1/undangan",
    }
    names = [p["name"] for p in document["paths"]["/api/v1/ikm"]["get"]["parameters"]]
    assert names == ["upp", "layanan", "dari", "sampai"]


async def test_a_deactivated_upp_keeps_its_figures(
    client: Client, quarter: None, cast: Cast, rt: Runtime
) -> None:
    with rt.writing() as session:
        upp = session.get(Upp, cast.upp["upp-a"])
        assert upp is not None
        upp.aktif = False
    assert (await client.get("/api/v1/ikm?upp=upp-a")).json()["n"] == 29
