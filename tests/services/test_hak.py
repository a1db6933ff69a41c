"""Rights asked by the services themselves: use cases, tables and files, role by role.

What each may is written by hand in ``tests/hak_akses.toml``.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

import sekampadi.services
from sekampadi.domain.errors import DomainError, ForbiddenError, UnauthenticatedError
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.kunci.masuk import find_kunci
from sekampadi.services.kunci.tabel_kunci import TABLE_KUNCI
from sekampadi.services.layar.tabel_terhubung import TABLE_TERHUBUNG
from sekampadi.services.master.tabel_master import LAYANAN, OPERATOR, UPP
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN, TABLE_RESPONDEN
from sekampadi.services.pengajuan.pemantauan.tabel_kode import TABLE_KODE
from sekampadi.services.sistem.audit.daftar import TABLE_AUDIT
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.daftar_tabel import TABLES
from sekampadi.services.tabel.tabel import authorize_export, load_table
from sekampadi.services.tindak_lanjut.tabel_rencana import TABLE_RENCANA
from sekampadi.services.undangan.tabel_undangan import TABLE_UNDANGAN
from tests.factories import Cast, make_key, make_wall
from tests.hak_akses import case_rights, file_rights, key_rights, table_rights, wall_rights

sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

ALL_TABLES = (
    *(UPP, OPERATOR, LAYANAN, TABLE_PENILAIAN, TABLE_RESPONDEN, TABLE_RENCANA),
    TABLE_AUDIT,
    TABLE_KODE,
    TABLE_TERHUBUNG,
    TABLE_UNDANGAN,
    TABLE_KUNCI,
)
FOR_ALL = {
    # It tells how much waits, and nothing to whom nothing waits for.
    "notifikasi.notifikasi.count_unread",
    "notifikasi.peringatan.list_jenis",
    # The right stands in the table that is asked for; see the tests of tables.
    "tabel.ekspor.start_ekspor",
    "tabel.tabel.authorize_export",
    "tabel.tabel.load_table",
    # What the use cases ask with.
    "akun.sesi.mark_of",
    "sistem.runtime.authorize",
    "sistem.runtime.require",
}
"""Functions that somebody without any right may call."""


def _use_cases() -> Iterator[tuple[str, Callable[..., Any]]]:
    """List what a page or an address can call: whoever acts is its first concern."""
    package = sekampadi.services
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        found = importlib.import_module(module.name)
        for name, function in inspect.getmembers(found, inspect.isfunction):
            if function.__module__ != module.name or name.startswith("_"):
                continue
            parameters = [*inspect.signature(function).parameters]
            if "principal" in parameters and "session" not in parameters:
                yield f"{module.name.removeprefix(package.__name__ + '.')}.{name}", function


def test_the_table_lists_every_use_case_and_no_other() -> None:
    assert sorted(name for name, _ in _use_cases()) == sorted(FOR_ALL | {*case_rights()})


def _is_let_in(function: Callable[..., Any], rt: Runtime, person: Principal | None) -> bool:
    given: dict[str, Any] = {"principal": person}
    for name, parameter in inspect.signature(function).parameters.items():
        if name in {"rt", "_rt"}:
            given[name] = rt
        elif name != "principal" and parameter.default is inspect.Parameter.empty:
            given[name] = 0 if name.endswith("_id") else None
    try:
        function(**given)
    except ForbiddenError as error:
        return error.code != "izin.denied"
    except UnauthenticatedError:
        return person is not None
    except (DomainError, AttributeError, TypeError, ValueError, KeyError):
        return True  # it has been let in, and finds that nothing was asked for
    return True


@sqlite
@pytest.mark.parametrize("role", [None, *Role])
def test_role_by_use_case(role: Role | None, rt: Runtime, cast: Cast) -> None:
    name_of_role = role.value if role else ""
    functions = dict(_use_cases())
    wrong = [
        name
        for name, roles in case_rights().items()
        if _is_let_in(functions[name], rt, role and cast.people[role]) != (name_of_role in roles)
    ]
    assert wrong == []


@sqlite
@pytest.mark.parametrize("upp", ["", "upp-a"])
def test_a_wall_by_use_case_and_table(upp: str, rt: Runtime, cast: Cast) -> None:
    wall = make_wall(rt, cast.people[Role.ADMIN_PEMPROV], upp)
    functions = dict(_use_cases())
    let_in = {name for name in case_rights() if _is_let_in(functions[name], rt, wall)}
    assert let_in == wall_rights("kasus")
    for table in ALL_TABLES:
        with pytest.raises(ForbiddenError):
            load_table(rt, wall, table, {})


@sqlite
@pytest.mark.parametrize("guna", list(Guna))
def test_a_key_by_use_case_and_table(guna: Guna, rt: Runtime, cast: Cast) -> None:
    key = find_kunci(rt, make_key(rt, cast.people[Role.ADMIN_PEMPROV], "upp-a", guna))
    functions = dict(_use_cases())
    let_in = {name for name in case_rights() if _is_let_in(functions[name], rt, key)}
    assert let_in == key_rights("kasus")[guna.value]
    for table in ALL_TABLES:
        with pytest.raises(ForbiddenError):
            load_table(rt, key, table, {})


@sqlite
@pytest.mark.parametrize("role", list(Role))
def test_role_by_table_and_act(role: Role, rt: Runtime, cast: Cast) -> None:
    person, seen = cast.people[role], set[str]()
    for table in ALL_TABLES:
        with suppress(ForbiddenError):
            view = load_table(rt, person, table, {})
            acts = {a.key for a in table.spec.actions_for(person)}
            assert acts == view.actions
            seen |= {table.spec.name, *(f"{table.spec.name}.{a}" for a in acts)}
            assert view.may_export == (role.value in file_rights().get(table.spec.name, ()))
    assert seen == {name for name, roles in table_rights().items() if role.value in roles}


@sqlite
@pytest.mark.parametrize("role", list(Role))
def test_role_by_file_of_a_table(role: Role, rt: Runtime, cast: Cast) -> None:
    taken = set()
    for table in ALL_TABLES:
        with suppress(DomainError):
            authorize_export(cast.people[role], table)
            taken.add(table.spec.name)
    assert taken == {name for name, roles in file_rights().items() if role.value in roles}
    assert {*TABLES} == {*file_rights()}


@sqlite
def test_suggestions_are_a_column_of_those_who_may_read_them(rt: Runtime, cast: Cast) -> None:
    for role in Role:
        with suppress(ForbiddenError):
            view = load_table(rt, cast.people[role], TABLE_PENILAIAN, {})
            # Who reads answers reads what was written with them, today: another role need not.
            assert "saran" in {c.key for c in view.columns}
