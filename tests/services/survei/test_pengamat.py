"""What a process remembers of addresses: per layanan, for a day, and never without end."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from sekampadi.db.kabar_redis import ANSWER
from sekampadi.db.shared import SharedStore
from sekampadi.domain.moderasi import Tanda
from sekampadi.domain.survei.beruntun import HARI, Kiriman, Pola
from sekampadi.services.survei.beruntun import MAX_HITUNGAN, MAX_JEJAK, Asal, Pengamat

MORNING = datetime(2026, 5, 4, 0, 0, tzinfo=UTC)


def send(
    pengamat: Pengamat, number: int, *, at: datetime, address: str, layanan: int = 1
) -> set[Tanda]:
    """Send an answer over a connection of its own; return the marks it and others get."""
    pola = Pola((1 + number % 4, *[1 + number // 4 % 4] * 9), (number,))
    kiriman = Kiriman(at, uuid4(), pola, layanan, 40 + number * 37 % 180)
    asal = Asal(f"s-{number}", address)
    temuan = pengamat.judge(asal, kiriman)
    kiriman.tanda = temuan.tanda
    return {temuan.tanda, *(s.tanda for s in pengamat.note(asal, kiriman))} - {Tanda(0)}


def test_a_day_is_counted_for_one_layanan_of_one_address() -> None:
    pengamat, office, marks = Pengamat(), "198.51.100.7", list[set[Tanda]]()
    for number in range(HARI.kali + 5):
        at = MORNING + timedelta(minutes=2 * number)
        marks.append(send(pengamat, number, at=at, address=office))
    assert marks[: HARI.kali - 1] == [set()] * (HARI.kali - 1)
    assert marks[HARI.kali - 1 :] == [{Tanda.BERUNTUN}] * 6
    evening = MORNING + timedelta(minutes=2 * (HARI.kali + 5))
    assert send(pengamat, 900, at=evening, address=office, layanan=2) == set()
    assert send(pengamat, 901, at=evening, address="198.51.100.8") == set()
    # The province's next day begins with nothing.
    assert send(pengamat, 902, at=MORNING + timedelta(hours=17), address=office) == set()
    assert len(pengamat._count) == 1


def test_more_addresses_than_there_is_room_for_are_forgotten() -> None:
    pengamat = Pengamat()
    for number in range(MAX_HITUNGAN + 50):
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        send(pengamat, number, at=MORNING + timedelta(milliseconds=number), address=address)
    assert len(pengamat._count) == MAX_HITUNGAN
    assert len(pengamat) == MAX_JEJAK


def test_processes_see_a_burst_that_comes_through_both(redis_url: str) -> None:
    told: list[str] = []
    stores = [SharedStore(redis_url, "secret"), SharedStore(redis_url, "secret")]
    both = [Pengamat(shared) for shared in stores]
    for shared in stores:
        shared.publish = told.append  # type: ignore[method-assign] - word by word, in its order
    seen: list[tuple[Tanda, UUID | None]] = []
    marked: dict[UUID, UUID] = {}
    for number in range(60):
        mine, theirs = both[number % 2], both[1 - number % 2]
        at = MORNING + timedelta(seconds=number * 0.15)
        pola = Pola((1 + number % 4, *[1 + number // 4 % 4] * 9), (number,))
        kiriman = Kiriman(at, uuid4(), pola, 1, 40 + number * 37 % 180)
        asal = Asal(f"s-{number}", "198.51.100.7")
        temuan = mine.judge(asal, kiriman)
        kiriman.tanda = temuan.tanda
        if temuan.beruntun is not None:
            marked[kiriman.identity] = temuan.beruntun
        for later in mine.note(asal, kiriman):
            marked |= dict.fromkeys(later.identities, later.beruntun)
        assert len(told) == number + 1
        assert "198.51.100.7" not in told[-1]
        theirs.hear(told[-1].removeprefix(ANSWER))
        seen.append((temuan.tanda, temuan.beruntun))
    assert len(marked) == 60, "all of it, whoever stored which"
    assert len(set(marked.values())) == 1, "and it is one burst"
    assert all(tanda is Tanda.BERUNTUN for tanda, _ in seen[30:])
    both[0].hear("nonsense")
    both[0].hear("[1, 2]")
    for shared in stores:
        shared.close()


def _told(at: str, pola: list[object] | None = None, layanan: float = 1) -> str:
    """Return what another process would say of an answer."""
    nilai = [1] * 10 if pola is None else pola
    return json.dumps(["aa", at, uuid4().hex, nilai, [1], layanan, 60, 0, None])


def test_a_process_that_nobody_answers_at_hears_of_the_next_day_too() -> None:
    pengamat = Pengamat()
    pengamat.hear(_told("2026-05-04T02:00:00+00:00"))
    pengamat.hear(_told("2026-05-05T02:00:00+00:00"))
    pengamat.hear(_told("2026-05-05T02:01:00+00:00"))
    assert [h.hari for h in pengamat._count.values()] == [2]
    pengamat.hear(_told("2026-05-04T16:59:59+00:00"))  # of yesterday, which is over
    assert [h.hari for h in pengamat._count.values()] == [2]


@pytest.mark.parametrize(
    "text",
    [
        _told("2026-05-05T02:00:00"),
        _told("9999-12-31T23:59:59+00:00"),
        _told("2026-05-05T02:00:00+00:00", [[1]] * 10),
        _told("2026-05-05T02:00:00+00:00", layanan=float("inf")),
        _told("2026-05-05T02:00:00+00:00", [1] * 4000),
        json.dumps([7] * 9),
    ],
    ids=["no zone", "beyond time", "lists", "endless", "too long", "numbers"],
)
def test_what_is_no_answer_leaves_nothing(text: str) -> None:
    pengamat = Pengamat()
    pengamat.hear(_told("2026-05-04T02:00:00+00:00"))
    pengamat.hear(text)
    assert [h.hari for h in pengamat._count.values()] == [1]
    assert pengamat._day == date(2026, 5, 4)


def test_an_address_is_watched_while_redis_is_away() -> None:
    shared = SharedStore("redis://127.0.0.1:1/0", "secret")
    pengamat = Pengamat(shared)
    marks = [
        send(pengamat, n, at=MORNING + timedelta(seconds=n * 0.1), address="198.51.100.7")
        for n in range(30)
    ]
    assert marks[24] == {Tanda.BERUNTUN}
    shared.close()


def test_answers_that_were_stored_together_are_told_by_one_word(redis_url: str) -> None:
    told: list[str] = []
    stores = [SharedStore(redis_url, "secret"), SharedStore(redis_url, "secret")]
    mine, theirs = (Pengamat(shared) for shared in stores)
    stores[0].publish = told.append  # type: ignore[method-assign] - what goes over Redis
    asal = Asal("", "198.51.100.7")
    group = [
        (asal, Kiriman(MORNING + timedelta(seconds=n), uuid4(), Pola((n,) * 10, (n,)), 1, 40 + n))
        for n in range(5)
    ]
    assert mine.note_all(group) == []
    [word] = told
    theirs.hear(word.removeprefix(ANSWER))
    assert [h.hari for h in theirs._count.values()] == [5]
    theirs.hear(f"{word.removeprefix(ANSWER)}\nnothing\n{_told('2026-05-04T02:00:00+00:00')}")
    assert [h.hari for h in theirs._count.values()] == [10, 1]
    for shared in stores:
        shared.close()
