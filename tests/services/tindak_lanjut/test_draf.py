"""Drafts belong to a person and a form; who is there is believed for a while."""

from datetime import timedelta

import pytest

from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.services.tindak_lanjut import draf
from sekampadi.services.tindak_lanjut.draf import (
    HADIR,
    Hadir,
    drop_draf,
    load_draf,
    save_draf,
    say_hadir,
    say_pergi,
)
from sekampadi.services.tindak_lanjut.kegiatan import remove_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests.conftest import SettableClock
from tests.services.tindak_lanjut.conftest import TRIWULAN, Panggung


def test_a_draft_is_its_person_s_alone(panggung: Panggung) -> None:
    rt, person, rencana_id = panggung.rt, panggung.person, panggung.rencana_id
    pemprov = panggung.cast.people[Role.ADMIN_PEMPROV]
    form = {"objek": "baru:waktu", "versi": 0}
    save_draf(rt, person, rencana_id, **form, isi={"nama": "Menamb"})
    save_draf(rt, person, rencana_id, **form, isi={"nama": "Menambah \x00loket", "x": 3})
    save_draf(rt, pemprov, rencana_id, **form, isi={"nama": "Lain"})
    (kept,) = load_draf(rt, person, rencana_id).values()
    assert (kept.isi, kept.versi, kept.diubah_pada) == ({"nama": "Menambah loket"}, 0, rt.now())
    drop_draf(rt, person, rencana_id, "baru:waktu")
    assert not load_draf(rt, person, rencana_id)
    assert load_draf(rt, pemprov, rencana_id)["baru:waktu"].isi == {"nama": "Lain"}


def test_drafts_are_bounded_and_inside_the_scope(
    panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    rt, person, rencana_id = panggung.rt, panggung.person, panggung.rencana_id
    for isi in ({"nama": "x" * 5001}, {f"f{i}": "" for i in range(21)}):
        with pytest.raises(DomainError) as caught:
            save_draf(rt, person, rencana_id, objek="baru:waktu", versi=0, isi=isi)
        assert caught.value.code == "draf.too_long"
    monkeypatch.setattr(draf, "DRAF_MAX", 3)
    for unsur in list(Unsur)[:3]:
        save_draf(rt, person, rencana_id, objek=f"baru:{unsur}", versi=0, isi={})
    with pytest.raises(DomainError) as many:
        save_draf(rt, person, rencana_id, objek=f"baru:{list(Unsur)[3]}", versi=0, isi={})
    assert many.value.code == "draf.too_many"
    with pytest.raises(NotFoundError):
        save_draf(rt, panggung.cast.admin_b, rencana_id, objek="baru:waktu", versi=0, isi={})


def test_a_draft_is_of_a_form_of_its_plan(panggung: Panggung) -> None:
    rt, admin = panggung.rt, panggung.cast.people[Role.ADMIN_PEMPROV]
    other = begin(rt, admin, "upp-c", TRIWULAN)
    kegiatan_id = panggung.kegiatan()
    for objek in ("kegiatan:{}", "hasil:{}", "tayang:{}"):
        own = objek.format(kegiatan_id)
        save_draf(rt, admin, panggung.rencana_id, objek=own, versi=1, isi={})
        with pytest.raises(NotFoundError) as caught:  # also to one who may write in both
            save_draf(rt, admin, other, objek=own, versi=1, isi={})
        assert caught.value.code == "kegiatan.unknown"
    for objek, code in (
        ("kegiatan:99", "kegiatan.unknown"),
        ("kegiatan:" + "9" * 30, "kegiatan.unknown"),
        (f"lain:{kegiatan_id}", "kegiatan.unknown"),
        ("", "kegiatan.unknown"),
        ("baru:cuaca", "unsur.unknown"),
    ):
        with pytest.raises(DomainError) as wrong:
            save_draf(rt, admin, other, objek=objek, versi=1, isi={})
        assert wrong.value.code == code
    assert not load_draf(rt, admin, other)


def test_the_drafts_of_an_action_go_with_it(panggung: Panggung) -> None:
    rt, admin = panggung.rt, panggung.cast.people[Role.ADMIN_PEMPROV]
    gone, stays = panggung.kegiatan(), panggung.kegiatan()
    for who in (panggung.person, admin):
        for kegiatan_id in (gone, stays):
            objek = f"kegiatan:{kegiatan_id}"
            save_draf(rt, who, panggung.rencana_id, objek=objek, versi=1, isi={})
    remove_kegiatan(rt, admin, gone, 1)
    for who in (panggung.person, admin):
        assert list(load_draf(rt, who, panggung.rencana_id)) == [f"kegiatan:{stays}"]


def test_two_people_see_each_other_until_one_goes(panggung: Panggung, clock: SettableClock) -> None:
    rt, rencana_id = panggung.rt, panggung.rencana_id
    one, other = panggung.person, panggung.cast.people[Role.PIMPINAN_UPP]
    assert say_hadir(rt, one, rencana_id) == ()
    assert say_hadir(rt, other, rencana_id) == (Hadir("admin_upp", ""),)
    say_hadir(rt, one, rencana_id, "kegiatan:3")
    assert say_hadir(rt, other, rencana_id) == (Hadir("admin_upp", "kegiatan:3"),)
    clock.advance(timedelta(hours=-1))  # set back: nobody stays for an hour who has gone
    assert say_hadir(rt, other, rencana_id) == ()
    assert say_hadir(rt, one, rencana_id, "kegiatan:3") == (Hadir("pimpinan_upp", ""),)
    clock.advance(HADIR + timedelta(seconds=1))
    assert say_hadir(rt, other, rencana_id) == ()
    assert say_hadir(rt, one, rencana_id) == (Hadir("pimpinan_upp", ""),)
    say_pergi(rt, other, rencana_id)
    assert say_hadir(rt, one, rencana_id) == ()
    with pytest.raises(NotFoundError):
        say_hadir(rt, panggung.cast.admin_b, rencana_id)
