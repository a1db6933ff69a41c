"""A colleague who has found an answer all right is not overruled unsaid."""

import pytest
from sqlmodel import col, select, update

from sekampadi.db.models import Jawaban
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.izin import Role
from sekampadi.services.moderasi.moderasi import remove, review
from sekampadi.services.sistem.runtime import Runtime
from tests.factories import Cast, submit

WHY = "tidak menjawab pertanyaan"


def marked(rt: Runtime) -> list[int]:
    """Store two answers that wait for a look."""
    for _ in range(2):
        submit(rt, "layanan-a1")
    with rt.writing() as session:
        session.connection().execute(update(Jawaban).values(tanda=1))
        return list(session.exec(select(col(Jawaban.id))))


def test_who_saw_it_waiting_is_told_who_has_reviewed_it(rt: Runtime, cast: Cast) -> None:
    first, other = marked(rt)
    person, colleague = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    review(rt, colleague, [first])
    with pytest.raises(ConflictError, match=f"1 jawaban .* oleh {colleague.username}, ") as told:
        remove(rt, person, [first, other], WHY, menunggu=[first, other])
    assert told.value.code == "moderasi.ditinjau"
    with rt.reading() as session:
        assert set(session.exec(select(col(Jawaban.dihapus_pada)))) == {None}
    # Who has read that, and wants it all the same, presses again.
    assert remove(rt, person, [first, other], WHY).diubah == 2


def test_who_saw_it_reviewed_and_what_nobody_has_reviewed_are_removed_at_once(
    rt: Runtime, cast: Cast
) -> None:
    first, other = marked(rt)
    person = cast.people[Role.ADMIN_UPP]
    review(rt, cast.people[Role.ADMIN_PEMPROV], [first])
    assert remove(rt, person, [first], WHY, menunggu=[]).diubah == 1
    assert remove(rt, person, [other], WHY, menunggu=[other]).diubah == 1
