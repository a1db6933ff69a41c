"""A client that a generator makes of the document works with the running server."""

import importlib
import json
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate
from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Role
from tests.e2e.conftest import StartServer
from tests.factories import isian, make_key, make_operator

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONFIG = {
    "post_hooks": [],
    # The generator knows no workbooks; as bytes it reads them.
    "content_type_overrides": {XLSX: "application/octet-stream"},
}


@pytest.fixture
def module_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder that modules are found in, and forget them afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in [n for n in sys.modules if n.partition(".")[0] == "klien_jadi"]:
        del sys.modules[name]


def _made(address: str, folder: Path) -> None:
    (folder / "config.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    program = Path(sys.executable).with_name("openapi-python-client")
    words = f"generate --url {address} --meta none --output-path klien_jadi --config config.json"
    done = subprocess.run(
        # A warning says that a part of the document was not understood.
        [program, *words.split(), "--fail-on-warning"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _part(name: str) -> Any:
    return importlib.import_module(f"klien_jadi.{name}")


def test_a_generated_client_reads_and_sends(start_server: StartServer, module_folder: Path) -> None:
    server = start_server("cast")
    with server.runtime() as rt:
        acting = make_operator(rt, "pembuat", Role.ADMIN_PEMPROV)
        key = make_key(rt, acting, "upp-a", *Guna)
    address = f"{server.url}/api/v1/openapi.json"
    with urllib.request.urlopen(address) as response:
        validate(json.load(response))
    _made(address, module_folder)
    made = _part("client")
    everyone = made.Client(base_url=server.url)
    system = made.AuthenticatedClient(base_url=server.url, token=key)

    found = _part("api.terbuka_untuk_umum.v1_upp").sync(client=everyone)
    assert [one.kode for one in found.items] == ["upp-a", "upp-b", "upp-c", "upt-c1"]
    saya = _part("api.dengan_kunci_api.v1_saya").sync(client=system)
    assert (saya.upp.kode, {str(g) for g in saya.guna}) == ("upp-a", {g.value for g in Guna})

    masukan = _part("models.jawaban_masukan").JawabanMasukan
    given = {k: int(v) if v.isdigit() else v for k, v in isian().items() if isinstance(v, str)}
    body = masukan.from_dict({"layanan": "layanan-a1", **given})
    send, identity = _part("api.dengan_kunci_api.v1_jawaban_kirim"), uuid.uuid4()
    # As a UUID the generated code would hand over what no header can hold.
    assert signature(send.sync_detailed).parameters["idempotency_key"].annotation is str
    answers = [
        send.sync_detailed(client=system, body=body, idempotency_key=str(identity))
        for _ in range(2)
    ]
    assert [int(one.status_code) for one in answers] == [201, 200]
    assert {one.parsed.uuid for one in answers} == {identity}
    refused = send.sync(client=everyone, body=body, idempotency_key=str(uuid.uuid4()))
    assert (refused.status, refused.code) == (401, "kunci.required")
    rows = _part("api.dengan_kunci_api.v1_jawaban").sync("upp-a", client=system)
    assert [(row.layanan, str(row.sumber)) for row in rows.items] == [("layanan-a1", "api")]
    book = _part("api.dengan_kunci_api.v1_jawaban_xlsx").sync("upp-a", client=system)
    assert book.payload.read(2) == b"PK"
    with server.runtime() as rt, rt.reading() as session:
        assert session.exec(select(Jawaban.uuid)).all() == [identity]
