"""The same answers by every way in, on a running server: one figure. And the sample of the document, on it."""

import asyncio
import json
import random
import re
import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.survei.responden import CHOSEN
from sekampadi.domain.survei.survei import FIELDS, Langkah
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories, impor
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.factories import random_isian
from tests.lembar import fetch
from tests.load.respondents import THINK, Citizen
from tests.recompute import Jawaban, hitung

N = 25
WAYS = ("survei", "lembar", "kertas", "excel", "api")
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "integrasi" / "jawaban.md"


def offices(rt: Runtime) -> None:
    for way in WAYS:
        factories.make_layanan(rt, factories.make_upp(rt, f"upp-{way}"), f"layanan-{way}")


def key_of(rt: Runtime) -> str:
    """Return a key with which answers of the last office are sent in."""
    token, _ = redeem_ticket(rt, issue_ticket(rt, "admin_pemprov", factories.PASSWORD))
    admin = find_principal(rt, token)
    assert admin is not None
    return factories.make_key(rt, admin, "upp-api", Guna.KIRIM)


def answers() -> list[dict[str, object]]:
    """Return answers whose figures are no whole numbers, some of them with words."""
    rng = random.Random(16)
    return [
        random_isian(rng) | {"saran": f"Loket {at} ramai.\nAntre “lama”." if at % 3 else ""}
        for at in range(N)
    ]


def numbers(isian: dict[str, object]) -> dict[str, object]:
    """Return the fields as JSON has them."""
    return {k: int(str(v)) if str(v).isdigit() else v for k, v in isian.items()}


def call(
    address: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, Any]:
    request = urllib.request.Request(address, body, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


async def by_survei(server: AppServer, isian: list[dict[str, object]]) -> None:
    async with aiohttp.ClientSession() as http:
        citizen = Citizen(http, server.url, "layanan-survei", 1)
        await citizen.arrive()
        for one in isian:
            identity = str(uuid.uuid4())
            await citizen.begin()
            for langkah in Langkah:
                await asyncio.sleep(THINK)
                await citizen.send_step(langkah, identity, one)
        await citizen.wire.close()


def by_lembar(server: AppServer, isian: list[dict[str, object]]) -> None:
    for one in isian:
        page = fetch(f"{server.url}/lembar/layanan-lembar")
        for langkah in Langkah:
            form = page.form.fill(**{f: one[f] for f in langkah.fields})
            page = fetch(server.url + form.action, form.press("lanjut"))
        assert "Jawaban Anda sudah terkirim." in page.text


def by_kertas(
    server: AppServer, isian: list[dict[str, object]], own: dict[str, str], today: date
) -> None:
    for one in isian:
        sheet = {"uuid": str(uuid.uuid4()), "layanan": "layanan-kertas", "isian": one}
        body = json.dumps(sheet | {"tanggal": today.isoformat()}).encode()
        assert call(f"{server.url}/api/entri/lembar", body, own)[0] == 200


def by_excel(
    server: AppServer, isian: list[dict[str, object]], own: dict[str, str], today: date
) -> None:
    rows = [
        impor.baris(
            tanggal=today,
            usia=int(str(one["usia"])),
            **{k.value: one[k.value] for k in CHOSEN},
            umum=int(str(one["umum"])),
            nilai=[int(str(one[u.field])) for u in URUTAN],
            saran=one["saran"] or None,
        )
        for one in isian
    ]
    file = impor.berkas(rows, "layanan-excel").getvalue()
    address = f"{server.url}/api/entri/impor?layanan=layanan-excel&simpan=1"
    status, said = call(address, file, own)
    assert (status, said["baru"], said["galat"]) == (200, N, [])


def by_api(server: AppServer, isian: list[dict[str, object]], key: str) -> None:
    for one in isian:
        headers = {
            "Authorization": f"Bearer {key}",
            "Idempotency-Key": str(uuid.uuid4()),
            "Content-Type": "application/json",
        }
        body = json.dumps(numbers(one) | {"layanan": "layanan-api"}).encode()
        status, said = call(f"{server.url}/api/v1/jawaban", body, headers)
        assert status == 201, said


async def test_the_same_answers_by_every_way_are_one_figure(start_server: StartServer) -> None:
    server, isian = start_server(offices), answers()
    with server.runtime() as rt:
        token, _ = redeem_ticket(rt, issue_ticket(rt, "admin_pemprov", factories.PASSWORD))
        key, today = key_of(rt), rt.today()
    own = {"Cookie": f"sekampadi_sesi={token}", "Origin": server.url}
    await by_survei(server, isian)
    by_lembar(server, isian)
    by_kertas(server, isian, own, today)
    by_excel(server, isian, own, today)
    by_api(server, isian, key)
    told = [call(f"{server.url}/api/v1/ikm?upp=upp-{way}", headers=own)[1] for way in WAYS]
    assert told == [told[0]] * len(WAYS)
    with server.runtime() as rt:
        rows = Jawaban(rt.engine)
        offices_ = {u["kode"]: i for i, u in rows.upp.items()}
        each = [rows.pick(upp=[offices_[f"upp-{way}"]]) for way in WAYS]
        assert check_rekap(rt) == []
    for way, found in zip(WAYS, each, strict=True):
        hand = hitung(found)
        assert (told[0]["n"], told[0]["nilai_ikm"]) == (hand.n, str(hand.ikm)), way
        assert hand.mutu == (told[0]["mutu"], told[0]["kinerja"]), way
        assert [(u["jumlah"], u["nrr"], u["nrr_tertimbang"]) for u in told[0]["unsur"]] == [
            (u.jumlah, str(u.nrr), str(u.tertimbang)) for u in hand.unsur
        ], way
        assert _said(found) == _said(each[0]), way
    assert told[0]["n"] == N
    assert {
        way: {row["sumber"] for row in found} for way, found in zip(WAYS, each, strict=True)
    } == {
        "survei": {"daring"},
        "lembar": {"daring"},
        "kertas": {"kertas"},
        "excel": {"kertas"},
        "api": {"api"},
    }


def _said(rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return sorted(tuple(str(row[f]) for f in FIELDS) for row in rows)


class Line:
    """A bad line before a server: what it does with each request is told beforehand."""

    def __init__(self, url: str, fates: list[str]) -> None:
        self.url, self.fates = url, fates
        self.identities: list[str] = []

    def handler(self) -> type[BaseHTTPRequestHandler]:
        line = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                fate = line.fates.pop(0)
                line.identities.append(self.headers["Idempotency-Key"])
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if fate == "busy":
                    self.send_response(503)
                    self.send_header("Retry-After", "0")
                    self.end_headers()
                    return
                names = ("Authorization", "Idempotency-Key", "Content-Type")
                headers = {name: self.headers[name] for name in names}
                status, said = call(line.url + self.path, body, headers)
                if fate == "lost":  # it has arrived, and nobody is told so
                    return
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


@contextmanager
def bad_line(line: Line) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), line.handler())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def sample() -> Callable[..., Any]:
    """Return the function that the document shows."""
    [code] = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    kirim: Callable[..., Any] = names["kirim"]
    return kirim


def test_the_sample_of_the_document_sends_until_it_is_stored_and_once(
    start_server: StartServer,
) -> None:
    server = start_server(offices)
    with server.runtime() as rt:
        key = key_of(rt)
    jawaban = numbers(factories.isian(saran="Cepat.")) | {"layanan": "layanan-api"}
    line = Line(server.url, ["busy", "lost", "busy", "well"])
    with bad_line(line) as address:
        said = sample()(address, key, jawaban, jeda=0.01)
    assert said["layanan"] == "layanan-api"
    assert said["terima_kasih"]["judul"] == "Terima kasih"
    assert (len(line.identities), set(line.identities)) == (4, {said["uuid"]})
    with pytest.raises(ValueError, match=r"usia\.out_of_range"):
        sample()(server.url, key, jawaban | {"usia": 9})
    with pytest.raises(ValueError, match=r"jawaban\.berbeda"):
        sample()(server.url, key, jawaban | {"u1": 1}, identitas=said["uuid"])
    with bad_line(Line(server.url, ["busy"] * 3)) as address, pytest.raises(TimeoutError):
        sample()(address, key, jawaban, percobaan=3, jeda=0.01)
    with server.runtime() as rt:
        assert len(Jawaban(rt.engine).rows) == 1
    assert key not in server.output()
    assert said["uuid"] not in server.output()
