"""Drafts belong to a person and a form; who is there is believed for a while."""

from datetime import timedelta

import pytest

from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.services.tindak_lanjut.draf import (
    DRAF_MAX,
    HADIR,
    Hadir,
    drop_draf,
    load_draf,
    save_draf,
    say_hadir,
    say_pergi,
)
from tests.conftest import SettableClock
from tests.services.tindak_lanjut.conftest import Panggung


def test_a_draft_is_its_person_s_alone(panggung: Panggung) -> None:
    rt, person, rencana_id = panggung.rt, panggung.person, panggung.rencana_id
    pemprov = panggung.cast.people[Role.ADMIN_PEMPROV]
    form = {"objek": "baru:waktu", "versi": 0}
    save_draf(rt, person, rencana_id, **form, isi={"nama": "Menamb"})
    save_draf(rt, person, rencana_id, **form, isi={"nama": "Menambah \x00loket", "x": 3})
    save_draf(rt, pemprov, rencana_id, **form, isi={"nama": "Lain"})
    (draf,) = load_draf(rt, person, rencana_id).values()
    assert (draf.isi, draf.versi, draf.diubah_pada) == ({"nama": "Menambah loket"}, 0, rt.now())
    drop_draf(rt, person, rencana_id, "baru:waktu")
    assert not load_draf(rt, person, rencana_id)
    assert load_draf(rt, pemprov, rencana_id)["baru:waktu"].isi == {"nama": "Lain"}


def test_drafts_are_bounded_and_inside_the_scope(panggung: Panggung) -> None:
    rt, person, rencana_id = panggung.rt, panggung.person, panggung.rencana_id
    for isi in ({"nama": "x" * 5001}, {f"f{i}": "" for i in range(21)}):
        with pytest.raises(DomainError) as caught:
            save_draf(rt, person, rencana_id, objek="a", versi=0, isi=isi)
        assert caught.value.code == "draf.too_long"
    for i in range(DRAF_MAX):
        save_draf(rt, person, rencana_id, objek=f"hasil:{i}", versi=1, isi={})
    with pytest.raises(DomainError) as many:
        save_draf(rt, person, rencana_id, objek="hasil:99", versi=1, isi={})
    assert many.value.code == "draf.too_many"
    with pytest.raises(NotFoundError):
        save_draf(rt, panggung.cast.admin_b, rencana_id, objek="a", versi=0, isi={})


def test_two_people_see_each_other_until_one_goes(panggung: Panggung, clock: SettableClock) -> None:
    rt, rencana_id = panggung.rt, panggung.rencana_id
    one, other = panggung.person, panggung.cast.people[Role.PIMPINAN_UPP]
    assert say_hadir(rt, one, rencana_id) == ()
    assert say_hadir(rt, other, rencana_id) == (Hadir("admin_upp", ""),)
    say_hadir(rt, one, rencana_id, "kegiatan:3")
    assert say_hadir(rt, other, rencana_id) == (Hadir("admin_upp", "kegiatan:3"),)
    clock.advance(HADIR + timedelta(seconds=1))
    assert say_hadir(rt, other, rencana_id) == ()
    assert say_hadir(rt, one, rencana_id) == (Hadir("pimpinan_upp", ""),)
    say_pergi(rt, other, rencana_id)
    assert say_hadir(rt, one, rencana_id) == ()
    with pytest.raises(NotFoundError):
        say_hadir(rt, panggung.cast.admin_b, rencana_id)
