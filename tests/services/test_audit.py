"""The audit trail: every use case that writes leaves its line, with what, whose and about what."""

import ast
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

import sekampadi.services
from sekampadi.db.models import Audit, Operator
from sekampadi.domain.audit.kata import AKSI, JENIS_OBJEK
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast
from tests.services import (  # noqa: F401 - they put their use cases on the list
    kasus_berkas_tahunan,
    kasus_data_pribadi,
    kasus_dossier,
    kasus_faktor,
    kasus_jawaban,
    kasus_oidc,
    kasus_pekppp,
    kasus_pemantauan,
    kasus_pengajuan,
    kasus_sesi,
    kasus_tahunan,
    kasus_tenggat,
    kasus_tindak_lanjut,
    kasus_webhook,
)
from tests.services.kasus import CASES, Stage

BY_COMMAND = {
    *("cadangan.buat", "cadangan.pulih", "cadangan.pindah", "sistem.migrasi", "sistem.rekap"),
    *("sistem.tanda", "sistem.berkas"),
}
"""Acts of commands, which ``test_audit_perintah.py`` looks at."""


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
        assert {a.aksi for a in found} <= {*AKSI}, "its words are missing"
        assert {a.operator_id for a in found} == {person.operator_id if person else None}
        for row, (_, _, told) in zip(found, lines, strict=True):
            assert {k: row.rincian.get(k) for k in told} == told, row.aksi
        assert all(a.waktu == rt.now() for a in found) or name == "moderation_of_a_burst"


_SECRET = "kalimat-rahasia-warga"


def _without_names(cast: Cast) -> Cast:
    """Return a cast whose people have names that stand nowhere else."""
    people = {
        role: replace(p, username=f"orang-{p.operator_id}") for role, p in cast.people.items()
    }
    return replace(cast, people=people)


def _change(rt: Runtime, statement: str) -> None:
    with rt.writing() as session:
        session.connection().execute(text(statement))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", CASES)
def test_no_act_tells_a_name_a_secret_or_a_suggestion(
    name: str, rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    act, role = CASES[name]
    hidden = _without_names(cast)
    person = hidden.people[role or Role.PIMPINAN]
    steps = act(Stage(rt, hidden, clock, person))
    # Planted where a use case could take them from: names, hashes, words of citizens.
    _change(rt, "UPDATE operator SET username = 'orang-' || id")
    with suppress(DomainError, StopIteration):  # whom an act calls by the old name is not known
        next(steps)
        _change(rt, f"UPDATE jawaban SET saran = saran || ' {_SECRET}'")
        next(steps)
    with rt.reading() as session:
        told = json.dumps([(a.objek, a.rincian) for a in session.exec(select(Audit))])
        hashes = [o.password_hash for o in session.exec(select(Operator)) if o.password_hash]
    for secret in ("orang-", _SECRET, PASSWORD, "padi menguning", "argon2", *hashes):
        assert secret not in told, (name, secret)


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
    assert written - BY_COMMAND <= told, sorted(written - BY_COMMAND - told)
    assert written <= {*AKSI}
    assert {a.partition(".")[0] for a in AKSI} == {*JENIS_OBJEK}
