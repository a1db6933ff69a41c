"""Schemathesis asks the running server all that the document allows, and much that it does not."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sekampadi.building import ROOT
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Role
from sekampadi.services.sistem.runtime import Runtime
from tests.e2e.conftest import StartServer
from tests.factories import isian, make_key, make_operator, submit

UPP = ("upp-a", "upp-b")
CONFIG = f"""
[auth.wfc]
path = "kunci.json"
peers = {json.dumps(UPP)}
"""
"""Two UPP ask in turns, and each is also asked for what the other has read."""
PHASES = {"examples", "coverage", "fuzzing", "stateful"}


def _fill(rt: Runtime) -> None:
    for kode in ("layanan-a1", "layanan-a2", "layanan-b1"):
        for day in (3, 4, 5):
            submit(rt, kode, isian(), day=date(2023, 1, day))


def _keys(rt: Runtime) -> dict[str, str]:
    acting = make_operator(rt, "pembuat", Role.ADMIN_PEMPROV)
    return {upp: make_key(rt, acting, upp, *Guna) for upp in UPP}


@pytest.mark.timeout(1500)
@pytest.mark.parametrize("examples", [4, pytest.param(150, marks=pytest.mark.long)])
def test_the_server_is_as_the_document_says(
    examples: int, start_server: StartServer, tmp_path: Path
) -> None:
    server = start_server(_fill, extra={"SEKAMPADI_TRUSTED_PROXIES": "1"})
    with server.runtime() as rt:
        keys = _keys(rt)
    auth = [
        {"name": upp, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {key}"}]}
        for upp, key in keys.items()
    ]
    (tmp_path / "kunci.json").write_text(json.dumps({"auth": auth}), encoding="utf-8")
    (tmp_path / "schemathesis.toml").write_text(CONFIG, encoding="utf-8")
    report = tmp_path / "report.json"
    words = f"run {server.url}/api/v1/openapi.json --checks all --seed 16 --no-color"
    words += f" --max-examples {examples} --generation-database none --report json"
    program = Path(sys.executable).with_name("schemathesis")
    done = subprocess.run(
        [program, *words.split(), "--report-json-path", report],
        cwd=tmp_path,
        env=server.environment
        | {"PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "tests.e2e.kait_schemathesis"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    told = json.loads(report.read_text(encoding="utf-8"))
    assert {p for p, how in told["phases"].items() if how["status"] == "success"} == PHASES
    operations = told["operations"]
    assert operations["tested"] == operations["total"] >= 14
    assert told["filtered"] == 0
    assert {name: found for name, found in told["warnings"].items() if found} == {}
    # It was let in, and got through to the answers.
    rates = told["valid_rates"]
    for name in ("GET /api/v1/saya", "GET /api/v1/upp/{kode}/jawaban", "POST /api/v1/jawaban"):
        assert sum(part["accepted"] for part in rates[name].values()) > 0, name
    for key in keys.values():
        assert key[8:] not in server.log.read_text(encoding="utf-8")
