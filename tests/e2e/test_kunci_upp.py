"""Keys at the running server: each reads its own UPP, ends at the next request, and is in no log.

What each reads is written by hand in ``tests/hak_kunci.toml``.
"""

import io
import json
import tomllib
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from openpyxl import load_workbook
from sqlmodel import select

from sekampadi.api.routes import ROUTES
from sekampadi.building import ROOT
from sekampadi.db.models import KunciApi, Upp
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Role
from sekampadi.services.kunci.kunci import revoke_kunci
from sekampadi.services.master.upp import set_upp_active
from sekampadi.services.sistem.runtime import Runtime
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.factories import isian, make_key, make_operator, submit

TABLE: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(
    (ROOT / "tests" / "hak_kunci.toml").read_text(encoding="utf-8")
)
UPP = ("upp-a", "upp-b", "upp-c", "upt-c1")
STORED = {"a1": 2, "a2": 1, "b1": 3, "c1": 4, "t1": 5}
FIELDS = {k: int(v) if v.isdigit() else v for k, v in isian().items() if isinstance(v, str)}


def _fill(rt: Runtime) -> None:
    for kode, count in STORED.items():
        for _ in range(count):
            submit(rt, f"layanan-{kode}", isian(), day=date(2023, 1, 3))


def _ask(server: AppServer, address: str, key: str, body: object = None) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {key}"}
    if body is not None:
        headers |= {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(
            urllib.request.Request(server.url + address, data, headers)
        ) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def _saya(body: bytes) -> object:
    found = json.loads(body)
    return {"upp": found["upp"]["kode"], "upt": [one["kode"] for one in found["upt"]]}


def _rows(body: bytes) -> object:
    return Counter(one["layanan"] for one in json.loads(body)["items"])


def _book(body: bytes) -> object:
    head, *lines = load_workbook(io.BytesIO(body))["Jawaban"].iter_rows(values_only=True)
    return Counter(line[head.index("Kode Layanan")] for line in lines)


READ: dict[str, Callable[[bytes], object]] = {
    "v1.saya": _saya,
    "v1.jawaban": _rows,
    "v1.jawaban.xlsx": _book,
    "v1.ikm": lambda body: {"n": json.loads(body)["n"]},
}

SENT: dict[str, Callable[[str], tuple[str, object]]] = {
    "v1.jawaban.kirim": lambda layanan: ("/api/v1/jawaban", {"layanan": layanan, **FIELDS}),
    "v1.undangan": lambda layanan: (
        "/api/v1/undangan",
        {"layanan": layanan, "referensi": uuid.uuid4().hex[:12] + "x"},
    ),
}


def test_the_table_has_each_route_of_keys_and_each_key() -> None:
    routes = {route.name for route in ROUTES if route.needs_key or route.optional_login}
    assert {*TABLE} == routes
    assert all({*keys} == {*UPP} for keys in TABLE.values())


def test_each_key_reads_its_own_and_ends_at_once_and_is_in_no_log(
    start_server: StartServer,
) -> None:
    server = start_server(_fill, extra={"SEKAMPADI_LOG_LEVEL": "DEBUG"})
    with server.runtime() as rt:
        acting = make_operator(rt, "pembuat", Role.ADMIN_PEMPROV)
        keys = {upp: make_key(rt, acting, upp, *Guna) for upp in UPP}
    wrong = []
    # What is sent comes last: the figures are those of before.
    for name in (*READ, *SENT):
        for upp, rows in TABLE[name].items():
            for asked, expected in rows.items():
                if name in SENT:
                    address, body = SENT[name](asked)
                    got: object = _ask(server, address, keys[upp], body)[0]
                else:
                    status, answer = _ask(server, asked, keys[upp])
                    got = READ[name](answer) if status == 200 else status
                if got != expected:
                    wrong.append((name, upp, asked, got, expected))
    assert wrong == []

    with server.runtime() as rt:
        with rt.reading() as session:
            ids = {
                kode: (kunci_id, upp_id)
                for kode, kunci_id, upp_id in session.exec(
                    select(Upp.kode, KunciApi.id, Upp.id).join(Upp)
                )
            }
        revoke_kunci(rt, acting, ids["upp-a"][0])
        with rt.writing() as session:
            session.get_one(KunciApi, ids["upp-b"][0]).berakhir = rt.now() - timedelta(seconds=1)
        set_upp_active(rt, acting, ids["upt-c1"][1], active=False)
        still = {upp: _every_route(server, keys[upp], upp) for upp in UPP}
        assert still == {"upp-a": {401}, "upp-b": {401}, "upp-c": {200, 201}, "upt-c1": {401}}
        set_upp_active(rt, acting, ids["upt-c1"][1], active=True)
        assert _ask(server, "/api/v1/saya", keys["upt-c1"])[0] == 200

    text = server.log.read_text(encoding="utf-8")
    assert "/api/v1/saya" in text, "the log has the requests"
    assert "DEBUG" in text, "and all that is said of them"
    for key in keys.values():
        assert key[4:] not in text
        assert key[12:24] not in text, "nor a part of it"
    assert "Bearer" not in text


def _every_route(server: AppServer, key: str, upp: str) -> set[int]:
    """Return what the routes of keys answer to one that asks for its own, the file apart, which is slow."""
    layanan = {"upp-a": "layanan-a1", "upp-b": "layanan-b1", "upp-c": "layanan-c1"}
    addresses = ("/api/v1/saya", f"/api/v1/upp/{upp}/jawaban", f"/api/v1/ikm?upp={upp}")
    sent = [make(layanan.get(upp, "layanan-t1")) for make in SENT.values()]
    return {_ask(server, address, key)[0] for address in addresses} | {
        _ask(server, address, key, body)[0] for address, body in sent
    }
