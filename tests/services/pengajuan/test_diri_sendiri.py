"""Nobody approves what he has handed in himself, not as an acting official either."""

import pytest
from sqlmodel import col, select, update

from sekampadi.db.models import LangkahAlur, Operator
from sekampadi.domain.errors import ForbiddenError
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiDossier, AksiPengajuan, StatusDossier
from sekampadi.services.pengajuan.delegasi import add_delegasi
from sekampadi.services.pengajuan.dossier import load_dossier
from sekampadi.services.pengajuan.dossier_gerak import prepare_dossier
from tests.services.pengajuan.conftest import TRIWULAN, Perjalanan

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


def test_why_the_button_is_not_there_is_said(perjalanan: Perjalanan) -> None:
    person = perjalanan.who(Role.ADMIN_UPP)
    _delegate(perjalanan, Role.PIMPINAN_UPP, person.username)
    perjalanan.to(A.KIRIM_HASIL, A.TERIMA_HASIL)
    assert perjalanan.halaman().tertahan is None
    perjalanan.to(A.AJUKAN)
    held = perjalanan.halaman().tertahan
    assert held is not None
    assert (held.aksi, held.sebagai) == (A.SETUJUI.label, "Plh. Pimpinan UPP")
    assert held.oleh == ("pimpinan_upp",)
    assert held.kalimat.endswith("Yang dapat: pimpinan_upp.")
    # Who may is not told so, nor is who could not anyway.
    for role in (Role.PIMPINAN_UPP, Role.ADMIN_PEMPROV, Role.PIMPINAN):
        assert perjalanan.halaman(role).tertahan is None
    with perjalanan.rt.writing() as session:
        pimpinan = perjalanan.who(Role.PIMPINAN_UPP).operator_id
        session.execute(update(Operator).where(col(Operator.id) == pimpinan).values(aktif=False))
    held = perjalanan.halaman().tertahan
    assert held is not None
    assert "delegasi untuk orang lain" in held.kalimat


def test_who_handed_a_dossier_over_does_not_close_it(perjalanan: Perjalanan) -> None:
    person = perjalanan.who(Role.KETUA_TIM)
    _delegate(perjalanan, Role.KABAG_TATALAKSANA, person.username)
    perjalanan.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN)
    perjalanan.dossier(Role.KETUA_TIM, D.SAMPAIKAN)
    with pytest.raises(ForbiddenError) as caught:
        perjalanan.dossier(Role.KETUA_TIM, D.TUTUP)
    assert caught.value.code == "alur.diri_sendiri"
    held = load_dossier(perjalanan.rt, person, TRIWULAN).tertahan
    assert held is not None
    assert (held.aksi, held.oleh) == (D.TUTUP.label, ("kabag_tatalaksana",))
    with perjalanan.rt.reading() as session:
        steps = session.exec(select(LangkahAlur.aksi)).all()
    assert steps[-1] == D.SAMPAIKAN.value


def test_nobody_sits_in_two_seats_of_the_dossier_one_after_the_other(
    perjalanan: Perjalanan,
) -> None:
    person = perjalanan.who(Role.ADMIN_PEMPROV)
    for peran in (Role.KETUA_TIM, Role.KABAG_TATALAKSANA):
        _delegate(perjalanan, peran, person.username)
    perjalanan.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN)
    # He is told before the files are made.
    with pytest.raises(ForbiddenError) as caught:
        prepare_dossier(perjalanan.rt, person, TRIWULAN, 0)
    assert caught.value.code == "alur.diri_sendiri"
    perjalanan.dossier(Role.KETUA_TIM, D.SAMPAIKAN)
    # Taking it back, as the Ketua Tim, does not make it somebody else's.
    perjalanan.dossier(Role.ADMIN_PEMPROV, D.TARIK)
    with pytest.raises(ForbiddenError) as caught:
        perjalanan.dossier(Role.ADMIN_PEMPROV, D.SAMPAIKAN)
    assert caught.value.code == "alur.diri_sendiri"


def test_who_takes_his_dossier_back_hands_it_over_again(perjalanan: Perjalanan) -> None:
    perjalanan.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN)
    perjalanan.dossier(Role.KETUA_TIM, D.SAMPAIKAN)
    perjalanan.dossier(Role.KETUA_TIM, D.TARIK)
    assert perjalanan.dossier(Role.KETUA_TIM, D.SAMPAIKAN) is StatusDossier.DIPELAJARI
