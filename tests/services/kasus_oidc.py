"""The use cases of logins by a provider, done once; see :mod:`.kasus`. The provider itself is not asked."""

from collections.abc import Iterator
from contextlib import suppress

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role
from sekampadi.services.akun.oidc.kaitan import remove_kaitan, store_kaitan
from sekampadi.services.akun.oidc.masuk import enter
from sekampadi.services.akun.oidc.token import Orang
from sekampadi.services.master.kelola_operator import reset_account_kaitan
from tests.services.kasus import Line, Stage, case

KUNCI = "a" * 64


@case(Role.ADMIN_UPP)
def own_link(s: Stage) -> Iterator[list[Line]]:
    yield []
    store_kaitan(s.rt, s.person, KUNCI)
    remove_kaitan(s.rt, s.person)
    remove_kaitan(s.rt, s.person)
    mine = f"operator/{s.person.operator_id}"
    yield [("akun.oidc_kait", mine, {}), ("akun.oidc_lepas", mine, {})]


@case(None)
def let_in_by_the_provider(s: Stage) -> Iterator[list[Line]]:
    store_kaitan(s.rt, s.person, KUNCI)
    yield []
    enter(s.rt, Orang(KUNCI, dua_faktor=True))
    with suppress(DomainError):
        enter(s.rt, Orang("b" * 64, dua_faktor=True))
    yield [
        ("login.oidc", f"operator/{s.person.operator_id}", {"faktor": "penyedia"}),
        ("login.oidc_gagal", "", {}),
    ]


@case(Role.PENGELOLA_SISTEM)
def link_of_another(s: Stage) -> Iterator[list[Line]]:
    other = s.cast.people[Role.PIMPINAN]
    store_kaitan(s.rt, other, KUNCI)
    yield []
    reset_account_kaitan(s.rt, s.person, other.operator_id)
    yield [("operator.oidc", f"operator/{other.operator_id}", {})]
