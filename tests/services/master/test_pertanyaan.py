"""Question sets: drafts, versions, the day they come into force, and what answers keep."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.db.queries.master import perangkat_in_force
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.survei.perangkat import Keadaan, option_field
from sekampadi.services.master.pertanyaan import (
    draft_version,
    list_versi,
    load_perangkat,
    publish_draft,
    update_draft,
    withdraw,
)
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import open_survei
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast

KINI, BESOK = date(2023, 5, 15), date(2023, 5, 16)


@pytest.fixture
def admin(cast: Cast) -> Principal:
    return cast.people[Role.ADMIN_PEMPROV]


def in_force(rt: Runtime, day: date) -> int:
    with rt.reading() as session:
        found = perangkat_in_force(session, day)
    assert found is not None
    return found[0]


def words_of(rt: Runtime, admin: Principal, number: int, **changes: str) -> dict[str, object]:
    isi = load_perangkat(rt, admin, number).isi
    fields: dict[str, object] = {"nama": isi.nama, "umum": isi.umum}
    for q in isi.pertanyaan:
        fields[q.unsur.field] = q.teks
        fields |= {option_field(q.unsur.field, i): w for i, w in enumerate(q.opsi, 1)}
    return fields | changes


def states(rt: Runtime, admin: Principal) -> dict[tuple[str, int], Keadaan]:
    return {(v.kode, v.versi): v.keadaan for v in list_versi(rt, admin)}


def test_a_change_is_a_new_version_and_answers_keep_theirs(
    rt: Runtime, cast: Cast, admin: Principal, clock: SettableClock
) -> None:
    old = in_force(rt, KINI)
    before = factories.submit(rt, "layanan-a1")
    draft = draft_version(rt, admin, old)
    update_draft(
        rt, admin, draft, words_of(rt, admin, draft, u1="Apakah syaratnya mudah dipenuhi?")
    )
    # The draft shows nobody anything yet.
    assert open_survei(rt, "layanan-a1").perangkat_id == old
    publish_draft(rt, admin, draft, {"berlaku_dari": BESOK.isoformat()})
    assert states(rt, admin)["sekampadi", 1] is Keadaan.BERLAKU
    assert states(rt, admin)["sekampadi", 2] is Keadaan.TERJADWAL
    still = factories.submit(rt, "layanan-a1")
    clock.set_local(BESOK, 0, 0, 1)
    opened = open_survei(rt, "layanan-a1")
    assert opened.perangkat_id == draft
    assert opened.perangkat.pertanyaan[0].teks == "Apakah syaratnya mudah dipenuhi?"
    after = factories.submit(rt, "layanan-a1")
    assert states(rt, admin)["sekampadi", 1] is Keadaan.ARSIP
    assert states(rt, admin)["sekampadi", 2] is Keadaan.BERLAKU
    with rt.reading() as session:
        rows = session.exec(select(Jawaban.uuid, Jawaban.perangkat_id).order_by(col(Jawaban.id)))
        assert list(rows) == [(before, old), (still, old), (after, draft)]
    # A paper of an earlier day is entered under the version of that day.
    assert in_force(rt, KINI) == old
    # What was answered still reads as it was asked.
    assert "kemudahan persyaratan" in load_perangkat(rt, admin, old).isi.pertanyaan[0].teks


def test_what_is_in_force_cannot_be_edited_published_again_or_withdrawn(
    rt: Runtime, cast: Cast, admin: Principal
) -> None:
    old = in_force(rt, KINI)
    isian = words_of(rt, admin, old)
    for attempt in (
        lambda: update_draft(rt, admin, old, isian),
        lambda: publish_draft(rt, admin, old, {"berlaku_dari": BESOK.isoformat()}),
    ):
        with pytest.raises(ConflictError) as caught:
            attempt()
        assert caught.value.code == "perangkat.not_draft"
    with pytest.raises(ConflictError) as caught:
        withdraw(rt, admin, old)
    assert caught.value.code == "perangkat.in_force"
    assert in_force(rt, KINI) == old


def test_a_scheduled_version_can_be_withdrawn(rt: Runtime, cast: Cast, admin: Principal) -> None:
    old = in_force(rt, KINI)
    draft = draft_version(rt, admin, old)
    publish_draft(rt, admin, draft, {"berlaku_dari": BESOK.isoformat()})
    withdraw(rt, admin, draft)
    withdraw(rt, admin, draft)  # a second time changes nothing
    assert states(rt, admin)["sekampadi", 2] is Keadaan.ARSIP
    assert in_force(rt, BESOK) == old


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2023-05-14", "berlaku_dari.past"),
        ("2020-01-01", "berlaku_dari.past"),
        ("2030-01-01", "berlaku_dari.range"),
        ("", "berlaku_dari.missing"),
        ("2023-06-31", "berlaku_dari.format"),
        ("20230601", "berlaku_dari.format"),
    ],
)
def test_a_day_that_cannot_be(
    rt: Runtime, cast: Cast, admin: Principal, day: str, code: str
) -> None:
    draft = draft_version(rt, admin, in_force(rt, KINI))
    with pytest.raises(FieldErrors) as caught:
        publish_draft(rt, admin, draft, {"berlaku_dari": day})
    assert caught.value.errors["berlaku_dari"].code == code
    assert states(rt, admin)["sekampadi", 2] is Keadaan.DRAF


def test_of_two_published_for_one_day_at_once_one_is(
    rt: Runtime, cast: Cast, admin: Principal
) -> None:
    old = in_force(rt, KINI)
    drafts = [draft_version(rt, admin, old) for _ in range(2)]

    def publish(number: int) -> str:
        try:
            publish_draft(rt, admin, number, {"berlaku_dari": BESOK.isoformat()})
        except FieldErrors as error:
            return error.errors["berlaku_dari"].code
        return "ok"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(publish, drafts)) == ["berlaku_dari.taken", "ok"]


def test_of_two_that_make_a_version_at_once_both_or_one_do(
    rt: Runtime, cast: Cast, admin: Principal
) -> None:
    old = in_force(rt, KINI)

    def make(_: int) -> str:
        try:
            draft_version(rt, admin, old)
        except DomainError as error:
            return error.code
        return "ok"

    with ThreadPoolExecutor(4) as pool:
        results = set(pool.map(make, range(4)))
    assert results <= {"ok", "perangkat.busy"}
    numbers = [v.versi for v in list_versi(rt, admin) if v.kode == "sekampadi"]
    assert len(numbers) == len(set(numbers))


def test_errors_of_a_draft_change_nothing(rt: Runtime, cast: Cast, admin: Principal) -> None:
    draft = draft_version(rt, admin, in_force(rt, KINI))
    before = load_perangkat(rt, admin, draft).isi
    with pytest.raises(FieldErrors) as caught:
        update_draft(rt, admin, draft, words_of(rt, admin, draft, u1="", u2_1="", nama="Lain"))
    assert set(caught.value.errors) == {"u1", "u2_1"}
    assert load_perangkat(rt, admin, draft).isi == before


def test_role_by_action(rt: Runtime, cast: Cast, admin: Principal) -> None:
    draft = draft_version(rt, admin, in_force(rt, KINI))
    acts = (
        lambda p: list_versi(rt, p),
        lambda p: load_perangkat(rt, p, draft),
        lambda p: draft_version(rt, p, draft),
        lambda p: update_draft(rt, p, draft, {}),
        lambda p: publish_draft(rt, p, draft, {}),
        lambda p: withdraw(rt, p, draft),
    )
    for act in acts:
        with pytest.raises(UnauthenticatedError):
            act(None)
        for role, person in cast.people.items():
            if Permission.PERTANYAAN_MANAGE not in role.permissions:
                with pytest.raises(ForbiddenError):
                    act(person)
    with pytest.raises(NotFoundError):
        load_perangkat(rt, admin, 999)
