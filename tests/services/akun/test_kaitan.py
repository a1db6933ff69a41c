"""The link between an account and a person at a provider: who may make it, and what ends it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlmodel import select

from sekampadi.db.models import Operator
from sekampadi.domain.errors import (
    ConflictError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.sesi.oidc import says_two_factors, subject_key
from sekampadi.services.akun.oidc.kaitan import (
    begin_kaitan,
    load_kaitan,
    read_izin,
    remove_kaitan,
    store_kaitan,
)
from sekampadi.services.akun.oidc.masuk import enter
from sekampadi.services.akun.oidc.segel import seal, unseal
from sekampadi.services.akun.oidc.token import Orang
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.master.data_operator import copy_data_saya, empty_account
from sekampadi.services.master.kelola_operator import reset_account_kaitan, set_account_active
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast
from tests.faktor import NEXT, set_up

KUNCI = subject_key("https://sso.contoh.go.id", "siti")
ISSUER = {"oidc_issuer": "https://sso.contoh.go.id", "oidc_client_id": "sekampadi"}


@pytest.fixture
def rt(rt: Runtime) -> Runtime:
    rt.settings = rt.settings.model_copy(update=ISSUER)
    return rt


@pytest.fixture
def person(cast: Cast) -> Principal:
    return cast.people[Role.PIMPINAN]


def links(rt: Runtime) -> dict[str, str]:
    with rt.reading() as session:
        rows = session.exec(select(Operator.username, Operator.oidc_sub)).all()
        return {name: sub for name, sub in rows if sub}


def test_the_password_is_asked_for_once_more(rt: Runtime, person: Principal) -> None:
    for isian, code in (({}, "sandi.missing"), ({"sandi": "bukan ini"}, "sandi.wrong")):
        with pytest.raises(FieldErrors) as caught:
            begin_kaitan(rt, person, isian, token="t" * 43)
        assert caught.value.errors["sandi"].code == code
    izin = begin_kaitan(rt, person, {"sandi": PASSWORD}, token="t" * 43)
    assert read_izin(rt, izin, "t" * 43) == person.operator_id
    assert read_izin(rt, izin, "u" * 43) is None
    assert read_izin(rt, izin, None) is None


def test_and_a_code_where_there_is_a_second_factor(rt: Runtime, person: Principal) -> None:
    phone = set_up(rt, person)
    with pytest.raises(FieldErrors) as caught:
        begin_kaitan(rt, person, {"sandi": PASSWORD}, token="t" * 43)
    assert set(caught.value.errors) == {"kode"}
    kode = phone.code(rt.now() + NEXT)
    assert begin_kaitan(rt, person, {"sandi": PASSWORD, "kode": kode}, token="t" * 43)


@pytest.mark.parametrize(
    ("limit", "code"), [("harus_ganti", "sandi.harus_ganti"), ("harus_faktor", "faktor.harus")]
)
def test_who_has_something_to_do_first_links_nothing(
    rt: Runtime, person: Principal, limit: str, code: str
) -> None:
    limited = replace(person, **{limit: True})
    for act in (
        lambda: begin_kaitan(rt, limited, {"sandi": PASSWORD}, token="t" * 43),
        lambda: store_kaitan(rt, limited, KUNCI),
        lambda: remove_kaitan(rt, limited),
    ):
        with pytest.raises(ForbiddenError) as caught:
            act()
        assert caught.value.code == code
    assert not load_kaitan(rt, limited).terhubung
    assert links(rt) == {}


def test_without_a_provider_nothing_begins(rt: Runtime, person: Principal) -> None:
    rt.settings = rt.settings.model_copy(update={"oidc_issuer": ""})
    with pytest.raises(NotFoundError):
        begin_kaitan(rt, person, {"sandi": PASSWORD}, token="t" * 43)
    assert load_kaitan(rt, person).nama == ""


def test_a_permission_lasts_a_minute(rt: Runtime, person: Principal, clock: SettableClock) -> None:
    izin = begin_kaitan(rt, person, {"sandi": PASSWORD}, token="t" * 43)
    clock.advance(timedelta(seconds=60))
    assert read_izin(rt, izin, "t" * 43) is None
    clock.advance(timedelta(hours=-2))
    assert read_izin(rt, izin, "t" * 43) is None, "the clock was set back"


def test_one_person_opens_one_account(rt: Runtime, cast: Cast, person: Principal) -> None:
    store_kaitan(rt, person, KUNCI)
    store_kaitan(rt, person, KUNCI)
    with pytest.raises(ConflictError) as caught:
        store_kaitan(rt, cast.admin_b, KUNCI)
    assert caught.value.code == "oidc.taken"
    assert links(rt) == {"pimpinan": KUNCI}
    remove_kaitan(rt, person)
    store_kaitan(rt, cast.admin_b, KUNCI)
    assert links(rt) == {"admin-b": KUNCI}
    with pytest.raises(UnauthenticatedError):
        enter(rt, Orang(subject_key("https://sso.contoh.go.id", "SITI"), dua_faktor=True))


def test_who_manages_the_account_takes_it_back(rt: Runtime, cast: Cast, person: Principal) -> None:
    store_kaitan(rt, person, KUNCI)
    token, _ = redeem_ticket(rt, enter(rt, Orang(KUNCI, dua_faktor=False)).tiket)
    admin = cast.people[Role.PENGELOLA_SISTEM]
    reset_account_kaitan(rt, admin, person.operator_id)
    assert links(rt) == {}
    assert find_principal(rt, token) is None
    with pytest.raises(ConflictError) as caught:
        reset_account_kaitan(rt, admin, person.operator_id)
    assert caught.value.code == "oidc.none"
    with pytest.raises(NotFoundError):
        reset_account_kaitan(rt, cast.admin_b, cast.admin_c.operator_id)


def test_an_emptied_account_has_no_link(rt: Runtime, cast: Cast, person: Principal) -> None:
    store_kaitan(rt, person, KUNCI)
    akun = copy_data_saya(rt, person)["akun"]
    assert isinstance(akun, dict)
    assert akun["layanan_masuk"] is True
    assert KUNCI not in str(copy_data_saya(rt, person))
    admin = cast.people[Role.PENGELOLA_SISTEM]
    set_account_active(rt, admin, person.operator_id, False)
    empty_account(rt, admin, person.operator_id)
    assert links(rt) == {}


def test_passwords_go_on_to_work(rt: Runtime, person: Principal) -> None:
    store_kaitan(rt, person, KUNCI)
    assert issue_ticket(rt, "pimpinan", PASSWORD)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_is_sealed_is_read_for_its_purpose_only(rt: Runtime) -> None:
    sealed = seal(rt.settings, "satu", "rahasia")
    assert "rahasia" not in sealed
    assert unseal(rt.settings, "satu", sealed) == "rahasia"
    for other in (sealed[:-2] + "AA", sealed + "A", "", ".", "x" * 5000, sealed.partition(".")[2]):
        assert unseal(rt.settings, "satu", other) is None
    assert unseal(rt.settings, "dua", sealed) is None
    new = {"secret_key": SecretStr("n" * 16 + "another-secret-of-the-tests")}
    old = {"secret_key_old": rt.settings.secret_key}
    assert unseal(rt.settings.model_copy(update=new), "satu", sealed) is None
    assert unseal(rt.settings.model_copy(update=new | old), "satu", sealed) == "rahasia"


@pytest.mark.parametrize(
    ("amr", "acr", "two"),
    [
        (None, None, False),
        (["pwd"], None, False),
        (["pwd", "pin"], None, False),
        (["hwk"], None, False),
        (["otp", "sms"], None, False),
        (["pin", "sc"], None, True),
        (["face", "swk"], None, True),
        ([1, None, "mfa"], None, True),
        ("mfa", None, False),
        (None, "dua", True),
        (None, "du", False),
        (None, ["dua"], False),
    ],
)
def test_two_factors_are_two_kinds(amr: object, acr: object, two: bool) -> None:
    assert says_two_factors(amr, acr, ["dua"]) is two
