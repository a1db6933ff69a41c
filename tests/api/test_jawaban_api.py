"""Answers in and out over HTTP: with a key for it, once, and every refusal with its code and its fields."""

import io
import logging
import uuid
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from sekampadi.db.models import Audit, Jawaban
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Role
from sekampadi.domain.survei import kata
from sekampadi.services.kunci.kunci import revoke_kunci
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.ekspor import export_folder
from tests.api.conftest import Client, Login
from tests.factories import Cast, isian, make_key, submit

AT, UPP_A = "/api/v1/jawaban", "/api/v1/upp/upp-a/jawaban"


def body(**changes: object) -> dict[str, object]:
    """Return an answer in JSON; None leaves a field out."""
    fields = {k: int(str(v)) if str(v).isdigit() else v for k, v in isian().items()}
    found = fields | {"layanan": "layanan-a1"} | changes
    return {name: value for name, value in found.items() if value is not None}


def as_key(key: str, identity: object = None) -> dict[str, str]:
    return {"authorization": f"Bearer {key}", "idempotency-key": str(identity or uuid.uuid4())}


def stored(rt: Runtime) -> list[Jawaban]:
    with rt.reading() as session:
        found = list(session.exec(select(Jawaban).order_by(col(Jawaban.id))))
        session.expunge_all()
        return found


@pytest.fixture
def key(rt: Runtime, cast: Cast) -> str:
    return make_key(rt, cast.people[Role.ADMIN_UPP], "upp-a", Guna.KIRIM)


@pytest.fixture
def reader(rt: Runtime, cast: Cast) -> str:
    return make_key(rt, cast.people[Role.ADMIN_UPP], "upp-a", Guna.JAWABAN)


async def test_an_answer_is_stored_once_and_thanked_as_the_survey_thanks(
    client: Client, rt: Runtime, key: str
) -> None:
    identity = uuid.uuid4()
    sent = body(saran="Ramah", tanggal="2023-05-14", perangkat="sekampadi/1")
    first = await client.post(AT, json=sent, headers=as_key(key, identity))
    assert (first.status_code, first.headers["cache-control"]) == (201, "no-store")
    assert first.json() == {
        "uuid": str(identity),
        "layanan": "layanan-a1",
        "tanggal": "2023-05-14",
        "terima_kasih": {"judul": kata.TERIMA_KASIH, "kalimat": kata.PENUTUP},
    }
    again = await client.post(AT, json=sent, headers=as_key(key, identity))
    assert (again.status_code, again.json()) == (200, first.json())
    other = await client.post(AT, json=sent | {"u1": 1}, headers=as_key(key, identity))
    assert (other.status_code, other.json()["code"]) == (409, "jawaban.berbeda")
    [row] = stored(rt)
    assert (row.uuid, row.sumber, row.tanggal, row.u1) == (identity, "api", date(2023, 5, 14), 3)


async def test_mistakes_are_told_field_by_field(client: Client, rt: Runtime, key: str) -> None:
    sent = body(usia=9, u3=5, jenis_kelamin="X", tanggal="2023-05-07")
    response = await client.post(AT, json=sent, headers=as_key(key))
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    told = {e["field"]: (e["code"], e["detail"]) for e in response.json()["errors"]}
    assert told == {
        "usia": ("usia.out_of_range", "Usia harus antara 10 dan 110 tahun."),
        "u3": ("u3.unknown_option", "Pilih salah satu jawaban yang tersedia."),
        "jenis_kelamin": (
            "jenis_kelamin.unknown_option",
            "Pilih salah satu jawaban yang tersedia.",
        ),
        "tanggal": (
            "tanggal.too_old",
            "Tanggal 7 Mei 2023 terlalu lama. Paling awal 8 Mei 2023.",
        ),
    }
    assert stored(rt) == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"usia": "35"}, "usia", "usia.type"),
        ({"u1": 3.5}, "u1", "u1.type"),
        ({"umum": True}, "umum", "umum.type"),
        ({"saran": "x" * 2001}, "saran", "saran.too_long"),
        ({"layanan": 7}, "layanan", "layanan.type"),
        ({"u10": 4}, "u10", "field.unknown"),
        ({"nama": "Budi"}, "nama", "field.unknown"),
        ({"u9": None}, "u9", "u9.missing"),
    ],
)
async def test_a_form_that_is_wrong(
    client: Client, rt: Runtime, key: str, change: dict[str, object], field: str, code: str
) -> None:
    response = await client.post(AT, json=body(**change), headers=as_key(key))
    assert response.status_code == 422, response.text
    assert [(e["field"], e["code"]) for e in response.json()["errors"]] == [(field, code)]
    assert stored(rt) == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'"x"', 422),
        (b"[" * 5000, 400),
        (b'{"usia": 1, "usia": 2}', 400),
        (b'{"usia": NaN}', 400),
    ],
)
async def test_nonsense_is_refused(
    client: Client, rt: Runtime, key: str, sent: bytes, status: int
) -> None:
    headers = as_key(key) | {"content-type": "application/json"}
    response = await client.post(AT, content=sent, headers=headers)
    assert (response.status_code, bool(response.json()["code"])) == (status, True)
    assert stored(rt) == []


@pytest.mark.parametrize(
    ("identity", "code"),
    [
        (None, "idempotency_key.missing"),
        ("", "idempotency_key.missing"),
        ("1", "idempotency_key.format"),
        ("886313e1-3b8a-5372-9b90-0c9aee199e5d", "idempotency_key.format"),
    ],
)
async def test_without_an_identity_nothing_is_stored(
    client: Client, rt: Runtime, key: str, identity: str | None, code: str
) -> None:
    headers = as_key(key) | {"idempotency-key": identity or ""}
    if identity is None:
        del headers["idempotency-key"]
    response = await client.post(AT, json=body(), headers=headers)
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert stored(rt) == []


async def test_of_two_identities_neither_is_believed(client: Client, rt: Runtime, key: str) -> None:
    headers = [*as_key(key).items(), ("idempotency-key", str(uuid.uuid4()))]
    response = await client.post(AT, json=body(), headers=headers)
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key.format")
    assert stored(rt) == []


async def test_keys_of_another_upp_and_of_another_use_and_people(
    client: Client, rt: Runtime, cast: Cast, key: str, reader: str, login: Login
) -> None:
    submit(rt, "layanan-b1", isian(saran="milik B"))
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    of_b = make_key(rt, cast.admin_b, "upp-b", *Guna)
    rest = make_key(rt, pemprov, "upp-a", Guna.ANGKA, Guna.UNDANGAN)
    browser = await login(pemprov)

    async def ask(who: str, method: str, address: str) -> tuple[int, str]:
        sent: Any = {"json": body()} if method == "POST" else {}
        response = await client.request(method, address, headers=as_key(who), **sent)
        return response.status_code, response.json().get("code", "")

    for address in (UPP_A, f"{UPP_A}.xlsx", f"{UPP_A}?layanan=layanan-a1"):
        assert await ask(of_b, "GET", address) == (404, "upp.unknown")
        for other in (key, rest):
            assert await ask(other, "GET", address) == (403, "izin.denied")
        assert (await browser.get(address)).status_code == 401
        assert await ask("skp_" + "x" * 43, "GET", address) == (401, "kunci.unknown")
    for address in (
        "/api/v1/upp/upp-b/jawaban",
        "/api/v1/upp/upp-b/jawaban.xlsx",
        "/api/v1/upp/upp-b/jawaban?layanan=layanan-a1",
        f"{UPP_A}?layanan=layanan-b1",
        "/api/v1/upp/nirwana/jawaban",
        "/api/v1/upp/UPP-A/jawaban",
    ):
        assert (await ask(reader, "GET", address))[0] == 404
    assert await ask(of_b, "POST", AT) == (404, "layanan.unknown")
    for other in (reader, rest):
        assert await ask(other, "POST", AT) == (403, "izin.denied")
    assert (await browser.post(AT, json=body())).status_code == 401
    assert [row.saran for row in stored(rt)] == ["milik B"]


async def test_a_key_that_is_taken_back_sends_and_reads_nothing_any_more(
    client: Client, rt: Runtime, cast: Cast
) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    key = make_key(rt, admin, "upp-a", *Guna)
    assert (await client.post(AT, json=body(), headers=as_key(key))).status_code == 201
    with rt.reading() as session:
        [objek] = session.exec(select(Audit.objek).where(Audit.aksi == "kunci.buat")).all()
    revoke_kunci(rt, admin, int(objek.partition("/")[2]))
    assert (await client.post(AT, json=body(), headers=as_key(key))).status_code == 401
    assert (await client.get(UPP_A, headers=as_key(key))).status_code == 401
    assert len(stored(rt)) == 1


async def test_answers_are_read_part_by_part(client: Client, rt: Runtime, reader: str) -> None:
    for at in range(7):
        submit(rt, "layanan-a1", isian(saran=f"saran {at}", u2="4"), day=date(2023, 5, 1 + at % 2))
    submit(rt, "layanan-a2", isian())
    submit(rt, "layanan-b1", isian())
    found: list[dict[str, Any]] = []
    asked = {"batas": "3", "layanan": "layanan-a1"}
    while True:
        response = await client.get(UPP_A, params=asked, headers=as_key(reader))
        assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")
        part = response.json()
        found += part["items"]
        if part["sesudah"] is None:
            break
        asked["sesudah"] = part["sesudah"]
    assert sorted(one["saran"] for one in found) == [f"saran {at}" for at in range(7)]
    assert found[0] | {"saran": ""} == {
        "tanggal": "2023-05-01",
        "upp": "UPP-A",
        "layanan": "layanan-a1",
        "layanan_nama": "Layanan a1",
        "umum": 3,
        **dict.fromkeys(("u1", "u3", "u4", "u5", "u6", "u7", "u8", "u9"), 3),
        "u2": 4,
        "saran": "",
        "sumber": "daring",
        "tanda": [],
    }
    for wrong in (
        "batas=0",
        "batas=",
        "sesudah=x",
        "dari=kemarin",
        "cari=x",
        "dari=2023-05-02&sampai=2023-05-01",
    ):
        response = await client.get(f"{UPP_A}?{wrong}", headers=as_key(reader))
        assert (response.status_code, bool(response.json()["code"])) == (422, True)


async def test_the_file_of_a_key_holds_its_answers_and_is_told_in_the_trail(
    client: Client, rt: Runtime, cast: Cast, reader: str
) -> None:
    submit(rt, "layanan-a1", isian(saran="=1+1"), day=date(2023, 5, 2))
    submit(rt, "layanan-b1", isian(saran="milik B"))
    address = f"{UPP_A}.xlsx?dari=2023-05-01"
    response = await client.get(address, headers=as_key(reader))
    assert response.status_code == 200, response.text[:300]
    book = load_workbook(io.BytesIO(response.content))
    head, line = book["Jawaban"].iter_rows(values_only=True)
    assert (head[1], head[-1]) == ("Tanggal", "Kode Layanan")
    told = dict(zip(head, line, strict=True))
    assert (told["UPP"], told["Saran"], line[-1]) == ("UPP-A", "=1+1", "layanan-a1")
    assert dict(book["Keterangan"].iter_rows(values_only=True))["Dibuat oleh"] == "Aplikasi"
    assert not list(export_folder(rt.settings).iterdir())
    with rt.reading() as session:
        one = session.exec(select(Audit).where(Audit.aksi == "ekspor.tabel")).one()
        assert (one.operator_id, one.objek) == (None, "jawaban")
        assert one.rincian["kunci"] == 1
        assert one.rincian["saringan"] == {"upp": "upp-a", "dari": "2023-05-01"}


async def test_nothing_secret_is_logged(
    client: Client, rt: Runtime, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    identity = uuid.uuid4()
    with caplog.at_level(logging.DEBUG):
        for _ in range(2):
            await client.post(AT, json=body(saran="Rahasia"), headers=as_key(key, identity))
        await client.post(AT, json=body(usia=5), headers=as_key(key, identity))
    own = [r.getMessage() for r in caplog.records if not r.name.startswith(("sqlalchemy", "httpx"))]
    assert not [m for m in own if key in m or str(identity) in m or "Rahasia" in m]


async def test_the_document_tells_the_forms(client: Client) -> None:
    document = (await client.get("/api/v1/openapi.json")).json()
    assert [*document["paths"][AT]] == ["post"]
    assert {"JawabanTersimpan", "DaftarJawaban"} <= {*document["components"]["schemas"]}
