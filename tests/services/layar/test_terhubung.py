"""Connected walls: the link, what it opens, and its end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from sekampadi.db.models import LayarTerhubung
from sekampadi.domain.errors import ConflictError, FieldErrors, ForbiddenError, NotFoundError
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Role, Scope
from sekampadi.domain.sesi.layar_terhubung import TAUTAN_LIFE, end_of
from sekampadi.services.akun.layar_masuk import touch_layar
from sekampadi.services.akun.sesi import (
    drop_ended,
    end_session,
    find_principal,
    find_principals,
    mark_of,
)
from sekampadi.services.layar.layar import load_layar
from sekampadi.services.layar.tabel_terhubung import TABLE_TERHUBUNG
from sekampadi.services.layar.terhubung import (
    change_layar,
    connect_layar,
    list_cakupan_layar,
    load_layar_terhubung,
    open_tautan,
    peek_tautan,
    renew_tautan,
    revoke_layar,
)
from sekampadi.services.master.kelola_operator import set_account_active, update_account
from sekampadi.services.master.upp import set_upp_active
from sekampadi.services.sistem.pantau import who_may_watch
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import load_table
from tests.conftest import SettableClock
from tests.factories import Cast, connect_wall

HOUR = timedelta(hours=1)


def admin(cast: Cast) -> Principal:
    return cast.people[Role.ADMIN_PEMPROV]


def fields(rt: Runtime, **given: object) -> dict[str, object]:
    sampai = (rt.today() + timedelta(days=90)).isoformat()
    return {"nama": "Lobi", "upp": "", "sampai": sampai} | given


def link(rt: Runtime, person: Principal, **given: object) -> str:
    return connect_layar(rt, person, fields(rt, **given)).alamat.partition("tiket=")[2]


def stored(rt: Runtime) -> LayarTerhubung:
    with rt.reading() as session:
        row = session.exec(select(LayarTerhubung)).one()
        session.expunge(row)
        return row


def rows(rt: Runtime, person: Principal, keadaan: str = "") -> list[dict[str, object]]:
    view = load_table(rt, person, TABLE_TERHUBUNG, {"keadaan": keadaan})
    return [dict(row.values) for row in view.page.rows]


def test_a_wall_of_the_province_shows_the_screen_and_has_no_other_right(
    rt: Runtime, cast: Cast
) -> None:
    _, cookie = connect_wall(rt, admin(cast))
    wall = find_principal(rt, cookie)
    assert wall is not None
    assert (wall.operator_id, wall.username, wall.scope, wall.layar_id) == (0, "Lobi", PROVINSI, 1)
    assert {p for p in Permission if wall.may(p)} == {
        Permission.PUBLIC,
        Permission.BINGKAI_READ,
        Permission.LAYAR_READ,
    }
    assert load_layar(rt, wall).snapshot.cakupan.upp is None
    assert load_layar(rt, wall, "upp-b").snapshot.cakupan.upp is not None
    assert load_layar(rt, wall).calon == ()
    assert find_principals(rt, [cookie, "x" * 43]) == {cookie: wall}
    asked = {(cookie, Permission.LAYAR_READ), (cookie, Permission.DASHBOARD_READ)}
    assert who_may_watch(rt, asked) == {(cookie, Permission.LAYAR_READ)}


def test_a_wall_of_an_upp_shows_that_and_its_upt(rt: Runtime, cast: Cast) -> None:
    _, cookie = connect_wall(rt, cast.admin_c, "upp-c")
    wall = find_principal(rt, cookie)
    assert wall is not None
    assert wall.scope == Scope(frozenset({cast.upp["upp-c"], cast.upp["upt-c1"]}))
    assert load_layar(rt, wall).snapshot.cakupan.nama == "UPP-C beserta UPT"
    assert load_layar(rt, wall, "upt-c1").snapshot.cakupan.kunci == "upt-c1"
    for kode in ("upp-a", "upp-b", "upp-a+upt"):
        with pytest.raises(NotFoundError):
            load_layar(rt, wall, kode)
    with pytest.raises(NotFoundError):
        load_layar(rt, wall, "", "layanan-b1")
    other = find_principal(rt, connect_wall(rt, admin(cast))[1])
    assert other is not None
    assert mark_of(cookie, wall) != mark_of(cookie, other)


def test_it_has_no_idle_limit_and_ends_with_its_last_day(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    secret = link(rt, admin(cast))
    cookie, ends = open_tautan(rt, secret)
    assert ends == end_of(rt.today() + timedelta(days=90))
    clock.moment = ends - timedelta(seconds=1)
    drop_ended(rt)
    assert find_principal(rt, cookie) is not None
    clock.moment = ends
    assert find_principal(rt, cookie) is None
    drop_ended(rt)
    clock.advance(-HOUR)
    assert find_principal(rt, cookie) is None, "a clock that is set back revives nothing"
    assert stored(rt).token_hash is None


def test_only_hashes_are_stored(rt: Runtime, cast: Cast) -> None:
    secret = link(rt, admin(cast))
    assert secret not in repr(stored(rt))
    cookie, _ = open_tautan(rt, secret, gawai="TV LG")
    row = stored(rt)
    assert cookie not in repr(row)
    assert (row.tautan_hash, row.gawai) == (None, "TV LG")


def test_a_link_is_opened_once_by_one_of_eight(rt: Runtime, cast: Cast) -> None:
    secret = link(rt, admin(cast))
    assert [peek_tautan(rt, secret) for _ in range(3)] == ["Lobi"] * 3

    def attempt(_: int) -> bool:
        try:
            open_tautan(rt, secret)
        except NotFoundError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    with pytest.raises(NotFoundError, match="sudah dipakai"):
        peek_tautan(rt, secret)


@pytest.mark.parametrize(
    ("passed", "good"),
    [
        (TAUTAN_LIFE - timedelta(seconds=1), True),
        (TAUTAN_LIFE, False),
        (-timedelta(seconds=30), True),
        (-HOUR, False),
    ],
)
def test_a_link_lasts_a_quarter_of_an_hour(
    rt: Runtime, cast: Cast, clock: SettableClock, passed: timedelta, good: bool
) -> None:
    secret = link(rt, admin(cast))
    clock.advance(passed)
    if good:
        open_tautan(rt, secret)
        return
    for act in (peek_tautan, open_tautan):
        with pytest.raises(NotFoundError, match="kedaluwarsa"):
            act(rt, secret)


@pytest.mark.parametrize("secret", ["", "salah", "\0", "\ud800", "x" * 10_000])
def test_an_invented_link_opens_nothing(rt: Runtime, secret: str) -> None:
    with pytest.raises(NotFoundError):
        open_tautan(rt, secret)


def test_revoking_ends_it_at_once_and_for_good(rt: Runtime, cast: Cast) -> None:
    told: list[None] = []
    rt.rights_listeners.append(lambda: told.append(None))
    _, cookie = connect_wall(rt, admin(cast))
    secret = renew_tautan(rt, admin(cast), 1).alamat.partition("tiket=")[2]
    told.clear()
    revoke_layar(rt, admin(cast), 1)
    revoke_layar(rt, admin(cast), 1)
    assert told == [None]
    assert find_principal(rt, cookie) is None
    with pytest.raises(NotFoundError):
        open_tautan(rt, secret)
    for act in (renew_tautan, lambda rt, who, number: change_layar(rt, who, number, fields(rt))):
        with pytest.raises(ConflictError, match="dicabut"):
            act(rt, admin(cast), 1)


def test_a_new_link_replaces_the_device(rt: Runtime, cast: Cast) -> None:
    _, older = connect_wall(rt, admin(cast))
    secret = renew_tautan(rt, admin(cast), 1).alamat.partition("tiket=")[2]
    assert find_principal(rt, older) is not None, "until somebody opens the link"
    newer, _ = open_tautan(rt, secret)
    assert find_principal(rt, older) is None
    end_session(rt, older)
    assert find_principal(rt, newer) is not None
    end_session(rt, newer)
    assert find_principal(rt, newer) is None
    assert stored(rt).dicabut_pada == rt.now()


def test_what_hangs_outlives_the_account_that_made_it_what_waits_does_not(
    rt: Runtime, cast: Cast
) -> None:
    _, cookie = connect_wall(rt, cast.admin_b, "upp-b")
    waiting = link(rt, cast.admin_b, upp="upp-b")
    set_account_active(rt, admin(cast), cast.admin_b.operator_id, False)
    assert find_principal(rt, cookie) is not None
    with pytest.raises(NotFoundError):
        open_tautan(rt, waiting)
    # Whoever comes after him sees it, and can take it back.
    assert [r["oleh"] for r in rows(rt, admin(cast))] == ["admin-b", "admin-b"]
    revoke_layar(rt, admin(cast), 1)
    assert find_principal(rt, cookie) is None


def test_a_link_of_somebody_who_has_lost_the_right_opens_nothing(rt: Runtime, cast: Cast) -> None:
    secret = link(rt, cast.admin_b, upp="upp-b")
    form = {"username": "admin-b", "role": Role.PIMPINAN_UPP.value, "upp": "upp-b"}
    update_account(rt, admin(cast), cast.admin_b.operator_id, form)
    with pytest.raises(NotFoundError):
        open_tautan(rt, secret)
    secret = link(rt, cast.admin_c, upp="upp-c")
    form = {"username": "admin-c", "role": Role.ADMIN_UPP.value, "upp": "upp-b"}
    update_account(rt, admin(cast), cast.admin_c.operator_id, form)
    with pytest.raises(NotFoundError):
        open_tautan(rt, secret)


def test_a_closed_office_shows_no_wall(rt: Runtime, cast: Cast) -> None:
    _, cookie = connect_wall(rt, cast.admin_b, "upp-b")
    waiting = link(rt, admin(cast), upp="upp-b")
    set_upp_active(rt, admin(cast), cast.upp["upp-b"], False)
    assert find_principal(rt, cookie) is None
    with pytest.raises(NotFoundError):
        open_tautan(rt, waiting)
    with pytest.raises(FieldErrors):
        connect_layar(rt, admin(cast), fields(rt, upp="upp-b"))


def test_an_admin_of_an_upp_connects_its_own_alone(rt: Runtime, cast: Cast) -> None:
    assert [u.kode for u in list_cakupan_layar(rt, cast.admin_c)[1]] == ["upp-c", "upt-c1"]
    assert list_cakupan_layar(rt, admin(cast))[0]
    with pytest.raises(FieldErrors) as caught:
        connect_layar(rt, cast.admin_b, fields(rt))
    assert caught.value.errors["upp"].code == "upp.missing"
    with pytest.raises(NotFoundError):
        connect_layar(rt, cast.admin_b, fields(rt, upp="upp-a"))
    connect_wall(rt, admin(cast))
    connect_wall(rt, admin(cast), "upp-a")
    assert rows(rt, cast.admin_b) == []
    for act in (
        load_layar_terhubung,
        renew_tautan,
        revoke_layar,
        lambda rt, who, number: change_layar(rt, who, number, fields(rt)),
    ):
        for number in (1, 2, 99):
            with pytest.raises(NotFoundError):
                act(rt, cast.admin_b, number)
    with pytest.raises(ForbiddenError):
        connect_layar(rt, cast.people[Role.PIMPINAN], fields(rt))


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"nama": ""}, "nama", "nama.missing"),
        ({"nama": "x" * 61}, "nama", "nama.too_long"),
        ({"nama": None}, "nama", "nama.missing"),
        ({"sampai": ""}, "sampai", "sampai.missing"),
        ({"sampai": "besok"}, "sampai", "sampai.format"),
        ({"sampai": "2023-05-14"}, "sampai", "sampai.past"),
        ({"sampai": "2024-05-15"}, "sampai", "sampai.far"),
    ],
)
def test_the_form_keeps_its_rules(
    rt: Runtime, cast: Cast, given: dict[str, object], field: str, code: str
) -> None:
    with pytest.raises(FieldErrors) as caught:
        connect_layar(rt, admin(cast), fields(rt, **given))
    assert caught.value.errors[field].code == code
    with rt.reading() as session:
        assert session.exec(select(LayarTerhubung)).all() == []


@pytest.mark.parametrize("sampai", ["2023-05-15", "2024-05-14"])
def test_today_and_a_year_are_the_bounds(rt: Runtime, cast: Cast, sampai: str) -> None:
    connect_layar(rt, admin(cast), fields(rt, sampai=sampai))


def test_name_and_day_are_changed(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    _, cookie = connect_wall(rt, admin(cast))
    change_layar(rt, admin(cast), 1, fields(rt, nama="Ruang rapat", sampai="2023-05-15"))
    found = load_layar_terhubung(rt, admin(cast), 1)
    assert (found.nama, found.sampai.isoformat()) == ("Ruang rapat", "2023-05-15")
    clock.advance(timedelta(hours=14))  # midnight of the province
    assert find_principal(rt, cookie) is None


def test_the_table_says_what_each_is(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    person = admin(cast)
    for nama in "abcd":
        link(rt, person, nama=nama)
    clock.advance(TAUTAN_LIFE)
    open_tautan(rt, renew_tautan(rt, person, 1).alamat.partition("tiket=")[2])
    renew_tautan(rt, person, 2)
    revoke_layar(rt, person, 3)
    link(rt, person, nama="e", sampai="2023-05-15")
    assert [(r["nama"], r["keadaan"]) for r in rows(rt, person)] == [
        *(("a", "terhubung"), ("b", "menunggu"), ("d", "kedaluwarsa"), ("e", "menunggu")),
    ]
    clock.advance(timedelta(days=1))
    assert {r["nama"] for r in rows(rt, person, "selesai")} == {"c", "e"}
    assert len(rows(rt, person, "semua")) == 5


def test_it_is_written_down_once_a_minute_that_it_is_seen(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    connect_wall(rt, admin(cast))
    began = rt.now()
    clock.advance(timedelta(seconds=50))
    touch_layar(rt, [1])
    assert stored(rt).terakhir == began
    clock.advance(timedelta(seconds=10))
    touch_layar(rt, [1, 99])
    assert stored(rt).terakhir == rt.now()
    clock.advance(-HOUR)
    touch_layar(rt, [1])
    assert stored(rt).terakhir == rt.now()
