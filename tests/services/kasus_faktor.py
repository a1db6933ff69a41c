"""The use cases of the second factor, done once; see :mod:`.kasus`."""

from collections.abc import Iterator
from contextlib import suppress

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role
from sekampadi.services.akun.faktor import (
    begin_faktor,
    remove_faktor,
    renew_pemulihan,
    reset_faktor_as_system,
)
from sekampadi.services.akun.masuk import finish_login
from sekampadi.services.master.kelola_operator import reset_account_faktor
from tests.factories import PASSWORD
from tests.faktor import NEXT, begin, set_up
from tests.services.kasus import Line, Stage, case


@case(Role.ADMIN_UPP)
def second_factor(s: Stage) -> Iterator[list[Line]]:
    yield []
    phone = set_up(s.rt, s.person)
    with suppress(DomainError):
        begin_faktor(s.rt, s.person, {"sandi": PASSWORD, "kode": "000000"})
    kode = phone.code(s.rt.now() + NEXT)
    codes = renew_pemulihan(s.rt, s.person, {"sandi": PASSWORD, "kode": kode})
    remove_faktor(s.rt, s.person, {"sandi": PASSWORD, "kode": codes[0]}, token=None)
    mine = f"operator/{s.person.operator_id}"
    yield [
        ("akun.faktor_mulai", mine, {}),
        ("akun.faktor_aktif", mine, {}),
        ("akun.faktor_gagal", mine, {}),
        ("akun.pemulihan", mine, {}),
        ("akun.faktor_lepas", mine, {}),
    ]


@case(None)
def right_password_before_the_code(s: Stage) -> Iterator[list[Line]]:
    set_up(s.rt, s.person)
    yield []
    begin(s.rt, s.person.username)
    yield [("login.sandi", f"operator/{s.person.operator_id}", {})]


@case(None)
def wrong_code(s: Stage) -> Iterator[list[Line]]:
    set_up(s.rt, s.person)
    waiting = begin(s.rt, s.person.username)
    yield []
    with suppress(DomainError):
        finish_login(s.rt, waiting, "000000")
    yield [("login.kode_gagal", f"operator/{s.person.operator_id}", {})]


@case(Role.PIMPINAN)
def recovery_code(s: Stage) -> Iterator[list[Line]]:
    phone = set_up(s.rt, s.person)
    waiting = begin(s.rt, s.person.username)
    yield []
    finish_login(s.rt, waiting, phone.pemulihan[0])
    yield [("login.pemulihan", "", {})]


@case(Role.PENGELOLA_SISTEM)
def second_factor_of_another(s: Stage) -> Iterator[list[Line]]:
    other = s.cast.people[Role.PIMPINAN]
    set_up(s.rt, other)
    yield []
    reset_account_faktor(s.rt, s.person, other.operator_id)
    yield [("operator.faktor", f"operator/{other.operator_id}", {})]


@case(None)
def second_factor_by_command(s: Stage) -> Iterator[list[Line]]:
    set_up(s.rt, s.person)
    yield []
    reset_faktor_as_system(s.rt, username=s.person.username)
    yield [("operator.faktor", f"operator/{s.person.operator_id}", {})]
