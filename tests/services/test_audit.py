"""The audit trail: every use case that writes leaves its line, with what, whose and about what."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

import sekampadi.services
from sekampadi.db.models import Audit
from sekampadi.domain.izin import Role
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.services import (  # noqa: F401 - they put their use cases on the list
    kasus_berkas_tahunan,
    kasus_data_pribadi,
    kasus_dossier,
    kasus_faktor,
    kasus_jawaban,
    kasus_pekppp,
    kasus_pemantauan,
    kasus_pengajuan,
    kasus_sesi,
    kasus_tahunan,
    kasus_tenggat,
    kasus_tindak_lanjut,
)
from tests.services.kasus import CASES, Stage


def _trail(session: Session, after: int) -> list[Audit]:
    return list(session.exec(select(Audit).where(col(Audit.id) > after).order_by(col(Audit.id))))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", CASES)
def test_every_act_leaves_its_line(
    name: str, rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    act, role = CASES[name]
    person = None if role is None else cast.people[role]
    steps = act(Stage(rt, cast, clock, person or cast.people[Role.PIMPINAN]))
    next(steps)
    with rt.reading() as session:
        before = max((a.id or 0 for a in session.exec(select(Audit))), default=0)
    lines = next(steps)
    with rt.reading() as session:
        found = _trail(session, before)
        assert [(a.aksi, a.objek) for a in found] == [(aksi, objek) for aksi, objek, _ in lines]
        assert {a.operator_id for a in found} == {person.operator_id if person else None}
        for row, (_, _, told) in zip(found, lines, strict=True):
            assert {k: row.rincian.get(k) for k in told} == told, row.aksi
        assert all(a.waktu == rt.now() for a in found) or name == "moderation_of_a_burst"


def _acts(tree: ast.Module) -> Iterator[str]:
    """List the actions that a module names where it writes a line."""
    named = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in {
            "record",
            "_record",
        }:
            continue
        for part in [*node.args[1:], *(k.value for k in node.keywords if k.arg == "aksi")]:
            for word in ast.walk(part):
                text = getattr(word, "value", named.get(getattr(word, "id", ""), ""))
                if isinstance(text, str) and text.replace("_", "").replace(".", "").isalpha():
                    yield from [text] if text.strip(".").count(".") == 1 else []


def test_no_act_of_the_services_is_missing_here() -> None:
    consts = [c for act, _ in CASES.values() for c in act.__code__.co_consts]
    told = {t for c in consts for t in (c if isinstance(c, tuple) else (c,)) if isinstance(t, str)}
    folder = Path(sekampadi.services.__file__).parent
    written = {a for path in folder.rglob("*.py") for a in _acts(ast.parse(path.read_bytes()))}
    assert len(written) > 40
    assert written <= told, sorted(written - told)
