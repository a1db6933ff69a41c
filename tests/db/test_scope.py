"""The boundary between UPP: what lies outside does not exist."""

import pytest

from sekampadi.domain.errors import (
    DomainError,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Principal, Role, Scope
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.cakupan import resolve_cakupan
from sekampadi.services.laporan.dashboard import load_dashboard
from sekampadi.services.laporan.figures import load_figures
from sekampadi.services.laporan.laporan import load_laporan, load_lembar
from sekampadi.services.sistem.runtime import Runtime
from tests import factories

ALL = Periode()


@pytest.fixture
def answered(rt: Runtime, cast: factories.Cast) -> factories.Cast:
    """Give each layanan a number of answers of its own: 1, 2, 4, 8, 16."""
    for power, kode in enumerate(cast.layanan):
        for _ in range(2**power):
            factories.submit(rt, kode)
    return cast


def n(rt: Runtime, principal: Principal, kunci: str = "", layanan: str = "") -> int:
    return load_figures(rt, principal, kunci=kunci, layanan_kode=layanan, periode=ALL).hasil.n


def test_an_operator_reads_his_upp(rt: Runtime, answered: factories.Cast) -> None:
    admin = answered.people[Role.ADMIN_UPP]
    assert n(rt, admin) == n(rt, admin, "upp-a") == 1 + 2
    assert n(rt, admin, layanan="layanan-a2") == 2
    assert n(rt, admin, "upp-a", "layanan-a2") == 2


@pytest.mark.parametrize(
    "kunci", ["upp-b", "upp-b+upt", "upt-c1", "upp-c+upt", "tidak-ada", "\0", "+upt"]
)
def test_an_operator_does_not_find_another_upp(
    rt: Runtime, answered: factories.Cast, kunci: str
) -> None:
    admin = answered.people[Role.ADMIN_UPP]
    for load in (load_figures, load_laporan, load_lembar):
        with pytest.raises(NotFoundError) as caught:
            load(rt, admin, kunci=kunci, periode=ALL)
        assert caught.value.code == "upp.unknown"
    with pytest.raises(NotFoundError):
        load_dashboard(rt, admin, kunci)


@pytest.mark.parametrize(
    ("kunci", "layanan"), [("", "layanan-b1"), ("", "layanan-t1"), ("", "tidak-ada"), ("", "\0")]
)
def test_an_operator_does_not_find_anothers_layanan(
    rt: Runtime, answered: factories.Cast, kunci: str, layanan: str
) -> None:
    admin = answered.people[Role.ADMIN_UPP]
    for load in (load_figures, load_laporan, load_lembar):
        with pytest.raises(NotFoundError) as caught:
            load(rt, admin, kunci=kunci, layanan_kode=layanan, periode=ALL)
        assert caught.value.code == "layanan.unknown"


def test_the_answer_is_the_same_whether_it_is_forbidden_or_does_not_exist(
    rt: Runtime, answered: factories.Cast
) -> None:
    admin = answered.people[Role.ADMIN_UPP]
    messages = set()
    for kunci in ("upp-b", "tidak-ada"):
        with pytest.raises(DomainError) as caught:
            n(rt, admin, kunci)
        messages.add((type(caught.value), caught.value.code, caught.value.message))
    assert len(messages) == 1


def test_a_layanan_of_another_upp_than_the_named_one_is_not_found(
    rt: Runtime, answered: factories.Cast
) -> None:
    pemprov = answered.people[Role.ADMIN_PEMPROV]
    assert n(rt, pemprov, "upp-b", "layanan-b1") == 4
    assert n(rt, pemprov, "upp-c+upt", "layanan-t1") == 16
    for kunci in ("upp-a", "upp-c"):
        with pytest.raises(NotFoundError):
            n(rt, pemprov, kunci, "layanan-t1")


def test_a_parent_sees_its_upt_and_the_upt_not_its_parent(
    rt: Runtime, answered: factories.Cast
) -> None:
    parent, upt = answered.admin_c, answered.admin_upt
    assert n(rt, parent) == n(rt, parent, "upp-c+upt") == 8 + 16
    assert n(rt, parent, "upp-c") == 8
    assert n(rt, parent, "upt-c1") == 16
    assert n(rt, upt) == 16
    with pytest.raises(NotFoundError):
        n(rt, upt, "upp-c")


def test_the_province_reads_everything(rt: Runtime, answered: factories.Cast) -> None:
    pemprov = answered.people[Role.ADMIN_PEMPROV]
    assert n(rt, pemprov) == 31
    assert n(rt, pemprov, "upp-c+upt") == 24
    assert n(rt, pemprov, "upp-c") == 8


def test_overall_counts_what_the_person_may_see(rt: Runtime, answered: factories.Cast) -> None:
    def overall(principal: Principal, kunci: str = "") -> tuple[int, int]:
        page = load_laporan(rt, principal, kunci=kunci, periode=ALL, ukuran=10)
        return page.figures.hasil.n, page.halaman.overall

    assert overall(answered.people[Role.ADMIN_PEMPROV], "upp-b") == (4, 31)
    assert overall(answered.people[Role.ADMIN_UPP]) == (3, 3)
    assert overall(answered.admin_c, "upt-c1") == (16, 24)


def test_an_account_of_an_upp_without_upp_sees_nothing(
    rt: Runtime, answered: factories.Cast
) -> None:
    stray = factories.make_operator(rt, "tanpa-upp", Role.ADMIN_UPP)
    assert stray.scope == Scope(frozenset())
    for kunci in ("", "upp-a"):
        with pytest.raises(NotFoundError):
            n(rt, stray, kunci)


def test_nobody_and_those_without_the_right_read_nothing(
    rt: Runtime, answered: factories.Cast
) -> None:
    for load in (load_figures, load_laporan, load_lembar):
        with pytest.raises(UnauthenticatedError):
            load(rt, None, periode=ALL)
        for role in (Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM):
            with pytest.raises(ForbiddenError):
                load(rt, answered.people[role], periode=ALL)
    with pytest.raises(UnauthenticatedError):
        load_dashboard(rt, None)
    assert load_dashboard(rt, answered.people[Role.ADMIN_UPP]).snapshot.capaian is None


def test_the_choices_of_a_person_lie_inside_the_scope(
    rt: Runtime, answered: factories.Cast
) -> None:
    def keys(principal: Principal) -> list[str]:
        return [p.kunci for p in load_dashboard(rt, principal).pilihan]

    assert keys(answered.people[Role.ADMIN_UPP]) == [""]
    assert keys(answered.admin_c) == ["upp-c+upt", "upp-c", "upt-c1"]
    assert keys(answered.people[Role.PIMPINAN]) == [
        *("", "upp-a", "upp-b", "upp-c+upt", "upp-c", "upt-c1")
    ]
    for principal in (answered.admin_c, answered.people[Role.PIMPINAN]):
        for kunci in keys(principal):
            load_dashboard(rt, principal, kunci)


def test_a_part_keeps_the_boundary_of_the_person(rt: Runtime, answered: factories.Cast) -> None:
    """Two who may see different things share no part, though it has one name."""
    admin, upt = answered.people[Role.ADMIN_UPP], answered.admin_upt
    pimpinan = answered.people[Role.PIMPINAN]
    wishes = {admin: ["", "upp-a"], upt: ["", "upt-c1"], answered.admin_c: ["", "upp-c", "upt-c1"]}
    wishes[pimpinan] = ["", "upp-a", "upp-c", "upp-c+upt"]
    with rt.reading() as session:
        for person, keys in wishes.items():
            for kunci in keys:
                cakupan = resolve_cakupan(session, person, kunci)
                assert cakupan.scope == person.scope, (person.username, kunci)
                assert cakupan.selection(ALL).scope == person.scope
        assert resolve_cakupan(session, admin, "", "layanan-a1").scope == admin.scope


def test_the_comparison_of_upp_is_for_the_province_alone(
    rt: Runtime, answered: factories.Cast
) -> None:
    pimpinan = answered.people[Role.PIMPINAN]
    whole = load_dashboard(rt, pimpinan).snapshot
    assert whole.capaian is not None
    assert {b.upp.kode: b.hasil.n for b in whole.capaian.baris} == {
        "upp-a": 3,
        "upp-b": 4,
        "upp-c": 8,
        "upt-c1": 16,
    }
    assert load_dashboard(rt, pimpinan, "upp-a").snapshot.capaian is None
    assert load_dashboard(rt, answered.admin_c).snapshot.capaian is None


def test_pages_of_the_laporan_stay_inside_the_pages(rt: Runtime, answered: factories.Cast) -> None:
    pemprov = answered.people[Role.ADMIN_PEMPROV]
    for wanted, shown, lines in ((1, 1, 10), (4, 4, 1), (99, 4, 1), (0, 1, 10), (-3, 1, 10)):
        page = load_laporan(rt, pemprov, periode=ALL, halaman=wanted, ukuran=10).halaman
        assert (page.number, len(page.rows), page.pages) == (shown, lines, 4)
    empty = load_laporan(rt, pemprov, periode=Periode.tahun(2000), ukuran=10).halaman
    assert (empty.number, empty.pages, empty.rows, empty.overall) == (1, 1, (), 31)
    with pytest.raises(DomainError) as caught:
        load_laporan(rt, pemprov, periode=ALL, ukuran=1_000_000)
    assert caught.value.code == "halaman.ukuran"
