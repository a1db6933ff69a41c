"""Layanan: adding, changing, closing, deleting; kode; the boundary between UPP."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from sekampadi.db.models import Layanan
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.services.master.layanan import (
    create_layanan,
    delete_layanan,
    list_own_upp,
    load_layanan,
    set_layanan_active,
    update_layanan,
)
from sekampadi.services.master.tabel_master import LAYANAN, OPERATOR
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import open_survei
from sekampadi.services.tabel.tabel import load_table
from tests import factories
from tests.factories import Cast

BARU = {"upp": "upp-a", "nama": "Izin Usaha", "biaya": "0", "standar_waktu": "3 Hari Kerja"}


def test_a_layanan_is_added_renamed_and_keeps_its_kode(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    kode = create_layanan(rt, admin, BARU)
    assert kode == "upp-a-izin-usaha"
    row = load_layanan(rt, admin, open_survei(rt, kode).layanan.id)
    update_layanan(rt, admin, row.id, {"nama": "Izin Berusaha", "biaya": "Rp 5.000"})
    found = open_survei(rt, kode).layanan
    assert (found.kode, found.nama, found.biaya, found.standar_waktu) == (
        kode,
        "Izin Berusaha",
        "Rp 5.000",
        "",
    )
    assert create_layanan(rt, admin, BARU) == "upp-a-izin-usaha-2"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"nama": ""}, "nama", "nama.missing"),
        ({"nama": "LAYANAN a1"}, "nama", "nama.taken"),
        ({"biaya": "x" * 101}, "biaya", "biaya.too_long"),
        ({"upp": "upp-b"}, "upp", "upp.missing"),
        ({"upp": "tidak-ada"}, "upp", "upp.missing"),
        ({"upp": None}, "upp", "upp.missing"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    rt: Runtime, cast: Cast, change: dict[str, object], field: str, code: str
) -> None:
    with pytest.raises(FieldErrors) as caught:
        create_layanan(rt, cast.people[Role.ADMIN_UPP], BARU | change)
    assert caught.value.errors[field].code == code


def test_a_closed_upp_gets_no_new_layanan(rt: Runtime, cast: Cast) -> None:
    factories.make_upp(rt, "upp-tutup", aktif=False)
    with pytest.raises(FieldErrors) as caught:
        create_layanan(rt, cast.people[Role.ADMIN_PEMPROV], BARU | {"upp": "upp-tutup"})
    assert caught.value.errors["upp"].code == "upp.inactive"


def test_of_eight_that_add_the_same_name_at_once_one_does(rt: Runtime, cast: Cast) -> None:
    def add(_: int) -> str:
        try:
            return create_layanan(rt, cast.people[Role.ADMIN_UPP], BARU)
        except DomainError as error:
            return error.code

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(add, range(8)))
    assert sorted(results) == ["nama.taken"] * 7 + ["upp-a-izin-usaha"]


def test_a_closed_layanan_takes_no_surveys_and_a_used_one_stays(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    factories.submit(rt, "layanan-a1")
    set_layanan_active(rt, admin, cast.layanan["layanan-a1"], False)
    with pytest.raises(NotFoundError) as caught:
        open_survei(rt, "layanan-a1")
    assert caught.value.code == "layanan.inactive"
    with pytest.raises(ConflictError) as used:
        delete_layanan(rt, admin, cast.layanan["layanan-a1"])
    assert used.value.code == "layanan.used"
    set_layanan_active(rt, admin, cast.layanan["layanan-a1"], True)
    assert open_survei(rt, "layanan-a1")
    delete_layanan(rt, admin, cast.layanan["layanan-a2"])
    with rt.reading() as session:
        kode = set(session.exec(select(Layanan.kode)))
    assert "layanan-a2" not in kode
    assert "layanan-a1" in kode


Act = Callable[[Runtime, object, int], object]
ACTS: dict[str, Act] = {
    "load": load_layanan,  # type: ignore[arg-type]
    "update": lambda rt, p, i: update_layanan(rt, p, i, {"nama": "Nama lain"}),  # type: ignore[arg-type]
    "close": lambda rt, p, i: set_layanan_active(rt, p, i, False),  # type: ignore[arg-type]
    "delete": delete_layanan,  # type: ignore[arg-type]
}


@pytest.mark.parametrize("act", ACTS)
def test_role_by_action(rt: Runtime, cast: Cast, act: str) -> None:
    with pytest.raises(UnauthenticatedError):
        ACTS[act](rt, None, cast.layanan["layanan-a1"])
    for role, person in cast.people.items():
        number = factories.make_layanan(
            rt, cast.upp["upp-a"], f"bebas-{role.value}".replace("_", "-")
        )
        if Permission.LAYANAN_MANAGE in role.permissions:
            ACTS[act](rt, person, number)
            if act == "update":
                update_layanan(rt, person, number, {"nama": f"Lagi {role.value}"})
        else:
            with pytest.raises(ForbiddenError):
                ACTS[act](rt, person, number)


@pytest.mark.parametrize("act", ACTS)
def test_another_upp_is_not_found(rt: Runtime, cast: Cast, act: str) -> None:
    for person in (cast.admin_b, cast.admin_upt):
        for kode in ("layanan-a1", "layanan-c1"):
            with pytest.raises(NotFoundError) as caught:
                ACTS[act](rt, person, cast.layanan[kode])
            assert caught.value.code == "layanan.unknown"
    # The parent reaches into its UPT.
    ACTS[act](rt, cast.admin_c, cast.layanan["layanan-t1"])


def test_the_table_ends_at_the_boundary(rt: Runtime, cast: Cast) -> None:
    names = lambda person, **q: [  # noqa: E731
        r.values["kode"] for r in load_table(rt, person, LAYANAN, q).page.rows
    ]
    assert sorted(names(cast.admin_c)) == ["layanan-c1", "layanan-t1"]
    assert names(cast.admin_c, upp="upt-c1") == ["layanan-t1"]
    assert names(cast.people[Role.ADMIN_PEMPROV], cari="upp-a") == ["layanan-a1", "layanan-a2"]
    with pytest.raises(NotFoundError):
        load_table(rt, cast.admin_b, LAYANAN, {"upp": "upp-a"})
    assert {u.kode for u in list_own_upp(rt, cast.admin_c)} == {"upp-c", "upt-c1"}
    for person, kode in ((cast.admin_c, ["upp-c", "upt-c1"]), (cast.admin_b, ["upp-b"])):
        for table in (LAYANAN, OPERATOR):
            options = load_table(rt, person, table, {}).options["upp"]
            assert [o.value for o in options] == ["", *kode]
            assert all(o.label for o in options)
    assert load_table(rt, cast.admin_b, LAYANAN, {"cari": "a1"}).page.total == 0


def test_the_own_upp_is_named_line_by_line_only_beside_others(rt: Runtime, cast: Cast) -> None:
    def columns(person: Principal) -> list[str]:
        return [c.key for c in load_table(rt, person, LAYANAN, {}).columns]

    assert "upp" not in columns(cast.admin_b)
    assert "upp" in columns(cast.people[Role.ADMIN_PEMPROV])
    assert "upp" in columns(cast.admin_c)  # a parent sees its UPT, too
