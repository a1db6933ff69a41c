"""Nobody approves what he has handed in himself, not as an acting official either."""

import pytest
from sqlmodel import select, update

from sekampadi.db.models import LangkahAlur
from sekampadi.domain.errors import ForbiddenError
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiDossier, AksiPengajuan
from sekampadi.services.pengajuan.delegasi import add_delegasi
from tests.services.pengajuan.conftest import Perjalanan

A, D = AksiPengajuan, AksiDossier


def _delegate(perjalanan: Perjalanan, peran: Role, username: str) -> None:
    today = perjalanan.rt.today()
    isian = {
        **{"peran": peran.value, "username": username, "bentuk": "plh", "dasar": "800/1/2023"},
        **{"dari": f"{today:%d-%m-%Y}", "sampai": f"{today:%d-%m-%Y}"},
        **({"upp": "upp-a"} if peran.of_upp else {}),
    }
    add_delegasi(perjalanan.rt, perjalanan.who(Role.ADMIN_PEMPROV), isian)


@pytest.mark.parametrize("known", [True, False], ids=["account", "name only"])
def test_who_handed_in_does_not_approve(perjalanan: Perjalanan, *, known: bool) -> None:
    person = perjalanan.who(Role.ADMIN_UPP)
    _delegate(perjalanan, Role.PIMPINAN_UPP, person.username)
    perjalanan.go(Role.ADMIN_UPP, A.KIRIM_HASIL)
    if not known:
        # As in data that was brought in from elsewhere: the name is all that is known.
        with perjalanan.rt.writing() as session:
            session.execute(update(LangkahAlur).values(operator_id=None))
    assert A.TERIMA_HASIL not in {a.aksi for a in perjalanan.halaman().boleh}
    with pytest.raises(ForbiddenError) as caught:
        perjalanan.go(Role.ADMIN_UPP, A.TERIMA_HASIL)
    assert caught.value.code == "alur.diri_sendiri"
    perjalanan.go(Role.PIMPINAN_UPP, A.TERIMA_HASIL)


def test_who_handed_a_dossier_over_does_not_close_it(perjalanan: Perjalanan) -> None:
    person = perjalanan.who(Role.KETUA_TIM)
    _delegate(perjalanan, Role.KABAG_TATALAKSANA, person.username)
    perjalanan.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN)
    perjalanan.dossier(Role.KETUA_TIM, D.SAMPAIKAN)
    with pytest.raises(ForbiddenError) as caught:
        perjalanan.dossier(Role.KETUA_TIM, D.TUTUP)
    assert caught.value.code == "alur.diri_sendiri"
    with perjalanan.rt.reading() as session:
        steps = session.exec(select(LangkahAlur.aksi)).all()
    assert steps[-1] == D.SAMPAIKAN.value
