"""Notices: read marks, what a person sees, and where he is reached."""

from datetime import timedelta

import pytest

from sekampadi.domain.errors import FieldErrors, ForbiddenError
from sekampadi.domain.izin import Permission, Role
from sekampadi.services.notifikasi.notifikasi import (
    SIMPAN,
    UKURAN,
    count_unread,
    load_notifikasi,
    load_saluran,
    mark_read,
    purge_notifikasi,
    save_saluran,
    send_test,
)
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.notifikasi import tell


def test_the_same_cause_is_told_once(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PIMPINAN]
    assert tell(rt, person)
    assert not tell(rt, person)
    assert tell(rt, cast.people[Role.KETUA_TIM]), "to somebody else it is news"
    assert load_notifikasi(rt, person).total == 1


def test_read_marks_are_each_persons_own(rt: Runtime, cast: Cast) -> None:
    person, other = cast.people[Role.PIMPINAN], cast.people[Role.KETUA_TIM]
    for number in range(3):
        tell(rt, person, f"uji/{number}")
    tell(rt, other)
    first = load_notifikasi(rt, person).baris[-1]
    assert mark_read(rt, other, first.id) == 0, "somebody else's"
    assert mark_read(rt, person, first.id) == 1
    assert mark_read(rt, person, first.id) == 0
    assert count_unread(rt, person) == 2
    assert [r.dibaca for r in load_notifikasi(rt, person).baris] == [False, False, True]
    assert mark_read(rt, person) == 2
    assert (count_unread(rt, person), count_unread(rt, other)) == (0, 1)


def test_notices_come_in_pages(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PIMPINAN]
    for number in range(UKURAN + 2):
        tell(rt, person, f"uji/{number}")
    assert len(load_notifikasi(rt, person, 1).baris) == UKURAN
    assert len(load_notifikasi(rt, person, 2).baris) == 2
    assert len(load_notifikasi(rt, person, 999).baris) == 2
    assert len(load_notifikasi(rt, person, -1).baris) == UKURAN


def test_what_lies_outside_ones_rights_or_scope_is_not_shown(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    tell(rt, person, "uji/1", upp_id=cast.upp["upp-a"])
    tell(rt, person, "uji/2", upp_id=cast.upp["upp-b"])
    tell(rt, person, "uji/3", izin=Permission.BACKUP_MANAGE)
    page = load_notifikasi(rt, person)
    assert (page.total, len(page.baris), page.belum) == (1, 1, 1)
    assert mark_read(rt, person) == 1


def test_petugas_layanan_is_told_nothing(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PETUGAS_LAYANAN]
    assert count_unread(rt, person) == count_unread(rt, None) == 0
    for act in (load_notifikasi, mark_read, load_saluran, send_test):
        with pytest.raises(ForbiddenError):
            act(rt, person)  # type: ignore[operator]


def test_old_notices_are_removed(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    tell(rt, cast.people[Role.PIMPINAN])
    clock.advance(SIMPAN)
    assert purge_notifikasi(rt) == 0
    clock.advance(timedelta(seconds=1))
    assert purge_notifikasi(rt) == 1


def test_a_new_webhook_address_gets_a_new_key(rt: Runtime, cast: Cast) -> None:
    person, other = cast.people[Role.PIMPINAN], cast.people[Role.KETUA_TIM]
    first = save_saluran(rt, person, {"webhook": "https://contoh.go.id/a"})
    assert save_saluran(rt, person, {"webhook": "https://contoh.go.id/a", "email": "a@b.id"}) == (
        type(first)("a@b.id", first.webhook, first.kunci, False)
    )
    second = save_saluran(rt, person, {"webhook": "https://contoh.go.id/b"})
    third = save_saluran(rt, other, {"webhook": "https://contoh.go.id/b"})
    assert len({first.kunci, second.kunci, third.kunci}) == 3
    assert save_saluran(rt, person, {}).kunci == ""


def test_a_wrong_address_changes_nothing(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.PIMPINAN]
    for isian in ({"email": "bukan"}, {"webhook": "http://contoh.go.id"}):
        with pytest.raises(FieldErrors):
            save_saluran(rt, person, isian)
    assert load_saluran(rt, person).email == ""


def test_a_test_notice_at_most_once_a_minute(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    person = cast.people[Role.PENGELOLA_SISTEM]
    assert send_test(rt, person)
    assert not send_test(rt, person)
    clock.advance(timedelta(minutes=1))
    assert send_test(rt, person)
    assert count_unread(rt, person) == 2
