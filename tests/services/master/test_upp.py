"""UPP: adding, changing, closing, deleting; induk; kode."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Audit, Upp
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Permission, Role
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.master.tabel_master import UPP
from sekampadi.services.master.upp import (
    create_upp,
    delete_upp,
    list_induk,
    load_upp,
    set_upp_active,
    update_upp,
)
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import open_survei
from sekampadi.services.tabel.tabel import load_table
from tests import factories
from tests.factories import Cast

DINAS = {"nama": "Dinas Perikanan", "jenis": "Dinas", "induk": ""}


def fields_of(error: pytest.ExceptionInfo[FieldErrors]) -> dict[str, str]:
    return {field: e.code for field, e in error.value.errors.items()}


def test_an_upp_is_added_with_a_kode_from_its_name(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    told: list[int] = []
    rt.listeners.append(told.append)
    row = create_upp(rt, admin, DINAS)
    assert (row.kode, row.nama, row.jenis, row.induk_id, row.aktif) == (
        "dinas-perikanan",
        "Dinas Perikanan",
        "Dinas",
        None,
        True,
    )
    assert told == [row.id]
    update_upp(rt, admin, row.id, DINAS | {"nama": "Dinas Kelautan"})
    again, _ = load_upp(rt, admin, row.id)
    assert (again.kode, again.nama) == ("dinas-perikanan", "Dinas Kelautan")
    # The name is free again, the kode is not.
    assert create_upp(rt, admin, DINAS).kode == "dinas-perikanan-2"
    with rt.reading() as session:
        acts = [a.aksi for a in session.exec(select(Audit).order_by(col(Audit.id)))]
    assert acts == ["upp.buat", "upp.ubah", "upp.buat"]


def test_a_kode_is_unique_over_upp_and_layanan(rt: Runtime, cast: Cast) -> None:
    row = create_upp(rt, cast.people[Role.ADMIN_PEMPROV], DINAS | {"nama": "Layanan A1"})
    assert row.kode == "layanan-a1-2"


def test_of_eight_that_add_at_once_each_gets_a_kode_of_its_own(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    names = [f"Dinas{' ' * (i + 1)}Kembar{'!' * i}" for i in range(8)]
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda n: create_upp(rt, admin, DINAS | {"nama": n}), names))
    assert len({row.kode for row in rows}) == 8


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"nama": " "}, {"nama": "nama.missing"}),
        ({"nama": "x" * 201}, {"nama": "nama.too_long"}),
        ({"nama": "upp-a"}, {"nama": "nama.taken"}),
        ({"jenis": "Kantor"}, {"jenis": "jenis.unknown"}),
        ({"induk": "upp-a"}, {"induk": "induk.not_upt"}),
        ({"jenis": "UPT"}, {"induk": "induk.missing"}),
        ({"jenis": "UPT", "induk": "upt-c1"}, {"induk": "induk.depth"}),
        ({"jenis": "UPT", "induk": "\0'"}, {"induk": "induk.missing"}),
        ({"nama": None, "jenis": 7}, {"nama": "nama.missing", "jenis": "jenis.missing"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    rt: Runtime, cast: Cast, change: dict[str, object], wrong: dict[str, str]
) -> None:
    with pytest.raises(FieldErrors) as caught:
        create_upp(rt, cast.people[Role.ADMIN_PEMPROV], DINAS | change)
    assert fields_of(caught) == wrong


def test_an_induk_is_an_active_upp_and_there_is_one_level(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    upt = create_upp(rt, admin, {"nama": "UPT Baru", "jenis": "UPT", "induk": "upp-a"})
    assert upt.induk_id == cast.upp["upp-a"]
    assert {u.kode for u in list_induk(rt, admin)} == {"upp-a", "upp-b", "upp-c"}
    with pytest.raises(FieldErrors) as caught:  # it has an UPT itself
        update_upp(rt, admin, cast.upp["upp-c"], {"nama": "C", "jenis": "UPT", "induk": "upp-a"})
    assert "jenis" in fields_of(caught)
    with pytest.raises(FieldErrors) as caught:  # of itself
        update_upp(rt, admin, upt.id, {"nama": "UPT Baru", "jenis": "UPT", "induk": upt.kode})
    assert fields_of(caught) == {"induk": "induk.depth"}
    factories.make_upp(rt, "upp-tutup", aktif=False)
    with pytest.raises(FieldErrors) as caught:
        create_upp(rt, admin, {"nama": "UPT Lain", "jenis": "UPT", "induk": "upp-tutup"})
    assert fields_of(caught) == {"induk": "induk.inactive"}


def test_two_that_make_a_chain_at_once_do_not_get_one(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]

    def attach(pair: tuple[str, str]) -> bool:
        child, parent = pair
        try:
            update_upp(rt, admin, cast.upp[child], {"nama": child, "jenis": "UPT", "induk": parent})
        except DomainError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(attach, [("upp-a", "upp-b"), ("upp-b", "upp-a")]))
    assert done.count(True) == 1


def test_a_closed_upp_takes_no_surveys_and_lets_nobody_in(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    token, _ = redeem_ticket(rt, issue_ticket(rt, "admin-b", factories.PASSWORD))
    waiting = issue_ticket(rt, "admin-b", factories.PASSWORD)
    factories.submit(rt, "layanan-b1")
    set_upp_active(rt, admin, cast.upp["upp-b"], False)
    assert find_principal(rt, token) is None
    with pytest.raises(UnauthenticatedError):
        redeem_ticket(rt, waiting)
    with pytest.raises(UnauthenticatedError):
        issue_ticket(rt, "admin-b", factories.PASSWORD)
    with pytest.raises(NotFoundError) as caught:
        open_survei(rt, "layanan-b1")
    assert caught.value.code == "layanan.inactive"
    set_upp_active(rt, admin, cast.upp["upp-b"], True)
    assert open_survei(rt, "layanan-b1").layanan.kode == "layanan-b1"
    assert find_principal(rt, token) is None  # ended is ended
    assert issue_ticket(rt, "admin-b", factories.PASSWORD)


def test_an_induk_is_closed_after_its_upt_and_opened_before(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    induk, upt = cast.upp["upp-c"], cast.upp["upt-c1"]
    with pytest.raises(ConflictError) as caught:
        set_upp_active(rt, admin, induk, False)
    assert caught.value.code == "upp.has_upt"
    set_upp_active(rt, admin, upt, False)
    set_upp_active(rt, admin, induk, False)
    with pytest.raises(ConflictError) as caught:
        set_upp_active(rt, admin, upt, True)
    assert caught.value.code == "induk.inactive"


def test_only_an_upp_never_used_is_deleted(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    row = create_upp(rt, admin, DINAS)
    delete_upp(rt, admin, row.id)
    with pytest.raises(NotFoundError):
        delete_upp(rt, admin, row.id)
    factories.submit(rt, "layanan-a1")
    for kode in ("upp-a", "upp-b", "upp-c"):
        with pytest.raises(ConflictError) as caught:
            delete_upp(rt, admin, cast.upp[kode])
        assert caught.value.code == "upp.used"
    with rt.reading() as session:
        assert len(session.exec(select(Upp)).all()) == 4


Act = Callable[[Runtime, object, int], object]
ACTS: dict[str, Act] = {
    "create": lambda rt, p, i: create_upp(rt, p, DINAS),  # type: ignore[arg-type]
    "update": lambda rt, p, i: update_upp(rt, p, i, DINAS),  # type: ignore[arg-type]
    "close": lambda rt, p, i: set_upp_active(rt, p, i, False),  # type: ignore[arg-type]
    "delete": delete_upp,  # type: ignore[arg-type]
    "load": load_upp,  # type: ignore[arg-type]
    "induk": lambda rt, p, i: list_induk(rt, p),  # type: ignore[arg-type]
    "table": lambda rt, p, i: load_table(rt, p, UPP, {}),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("act", ACTS)
def test_role_by_action(rt: Runtime, cast: Cast, act: str) -> None:
    free = factories.make_upp(rt, "upp-bebas")
    with pytest.raises(UnauthenticatedError):
        ACTS[act](rt, None, free)
    for role, person in cast.people.items():
        if Permission.UPP_MANAGE in role.permissions:
            ACTS[act](rt, person, free)
        else:
            with pytest.raises(ForbiddenError):
                ACTS[act](rt, person, free)


def test_the_table(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    view = load_table(rt, admin, UPP, {"cari": "upt", "status": "aktif"})
    [row] = view.page.rows
    assert (row.values["nama"], row.values["induk"]) == ("UPT-C1", "UPP-C")
    assert (view.page.total, view.page.overall) == (1, 4)
    assert load_table(rt, admin, UPP, {"status": "nonaktif"}).page.total == 0
    for sort in ("induk", "-status", "kode"):
        assert len(load_table(rt, admin, UPP, {"urut": sort}).page.rows) == 4
