"""What is offered for the rows of Tabel Master is what the use cases do not refuse, and nothing else."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import event
from sqlmodel import col, select

from sekampadi.db.models import Operator
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.akun.sesi import issue_ticket
from sekampadi.services.master.kelola_operator import (
    create_account,
    delete_account,
    set_account_active,
)
from sekampadi.services.master.layanan import create_layanan, delete_layanan, set_layanan_active
from sekampadi.services.master.tabel_master import LAYANAN, OPERATOR, UPP
from sekampadi.services.master.upp import create_upp, delete_upp, set_upp_active
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import TableSource, load_table
from tests import factories
from tests.factories import PASSWORD, Cast

Act = Callable[[Runtime, Principal, int], object]


def close_with(use_case: Callable[..., object]) -> dict[str, Act]:
    return {
        "nonaktif": lambda rt, p, i: use_case(rt, p, i, False),
        "aktif": lambda rt, p, i: use_case(rt, p, i, True),
    }


ACTS: dict[str, dict[str, Act]] = {
    "upp": {**close_with(set_upp_active), "hapus": delete_upp},
    "layanan": {**close_with(set_layanan_active), "hapus": delete_layanan},
    "operator": {**close_with(set_account_active), "hapus": delete_account},
}


def offers(rt: Runtime, person: Principal, table: TableSource) -> dict[int, frozenset[str]]:
    found = load_table(rt, person, table, {"ukuran": "100"})
    assert set(found.acts) == {row.id for row in found.page.rows}
    return dict(found.acts)


def is_refused(act: Act, rt: Runtime, person: Principal, row: int) -> bool:
    try:
        act(rt, person, row)
    except DomainError:
        return True
    return False


def is_active(rt: Runtime, person: Principal, table: TableSource, row: int) -> bool:
    rows = load_table(rt, person, table, {"ukuran": "100"}).page.rows
    return next(r.values["status"] == "Aktif" for r in rows if r.id == row)


def check(rt: Runtime, person: Principal, table: TableSource) -> set[tuple[str, bool]]:
    """Try each act on each row, those that are refused first; return what was seen."""
    seen = set()
    acts = ACTS[table.spec.name]
    for offered in (False, True):
        for row in offers(rt, person, table):
            for name, act in acts.items():
                now = offers(rt, person, table)
                if row not in now or (name in now[row]) is not offered:
                    continue
                # What is so already is not offered, and would not be refused.
                if name != "hapus" and is_active(rt, person, table, row) is (name == "aktif"):
                    continue
                assert is_refused(act, rt, person, row) is not offered, (row, name)
                seen.add((name, offered))
    return seen


def test_what_is_offered_is_not_refused(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    closed = [
        create_upp(rt, admin, {"nama": nama, "jenis": jenis, "induk": induk}).id
        for nama, jenis, induk in (
            ("Dinas Perikanan", "Dinas", ""),
            ("UPT Pelabuhan", "UPT", "dinas-perikanan"),
        )
    ]
    for upp_id in reversed(closed):
        set_upp_active(rt, admin, upp_id, False)
    create_upp(rt, admin, {"nama": "Dinas Kosong", "jenis": "Dinas"})
    create_layanan(rt, admin, {"upp": "upp-a", "nama": "Izin Baru"})
    answer = factories.submit(rt, "layanan-a1", factories.isian(), day=date(2026, 1, 5))
    assert answer is not None
    create_account(rt, admin, {"username": "baru", "role": "admin_upp", "upp": "upp-a"})
    issue_ticket(rt, "admin_upp", PASSWORD)
    both = {(name, offered) for name in ("nonaktif", "hapus") for offered in (False, True)}
    of_a = cast.people[Role.ADMIN_UPP]
    assert ("hapus", False) in check(rt, of_a, LAYANAN)
    assert check(rt, of_a, OPERATOR) >= both
    # The last admin stays, and so does who acts.
    with rt.reading() as session:
        admins = session.exec(
            select(Operator.id).where(col(Operator.role) == Role.ADMIN_PEMPROV.value)
        ).all()
    assert offers(rt, admin, OPERATOR)[admin.operator_id] == {"diri"}
    assert list(admins) == [admin.operator_id]
    second = factories.make_operator(rt, "kedua", Role.ADMIN_PEMPROV)
    assert {"nonaktif", "hapus"} <= offers(rt, admin, OPERATOR)[second.operator_id]
    set_account_active(rt, second, admin.operator_id, False)
    system = cast.people[Role.PENGELOLA_SISTEM]
    assert offers(rt, system, OPERATOR)[second.operator_id] == frozenset()
    assert check(rt, second, UPP) >= both | {("aktif", True), ("aktif", False)}


def test_removed_answers_keep_their_layanan(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    factories.submit(rt, "layanan-a1", factories.isian(), day=date(2026, 1, 5))
    a1 = cast.layanan["layanan-a1"]
    assert "hapus" not in offers(rt, admin, LAYANAN)[a1]
    remove(rt, admin, [1], "hanya percobaan")
    assert "hapus" not in offers(rt, admin, LAYANAN)[a1]
    assert is_refused(delete_layanan, rt, admin, a1)


def test_a_page_asks_once_for_all_its_rows(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(rt.engine, "before_cursor_execute", note)
    try:
        for table in (UPP, LAYANAN, OPERATOR):
            statements.clear()
            load_table(rt, admin, table, {"ukuran": "10"})
            few = len(statements)
            for number in range(8):
                create_upp(
                    rt, admin, {"nama": f"Dinas {table.spec.name} {number}", "jenis": "Dinas"}
                )
            statements.clear()
            load_table(rt, admin, table, {"ukuran": "100"})
            assert len(statements) == few
    finally:
        event.remove(rt.engine, "before_cursor_execute", note)
