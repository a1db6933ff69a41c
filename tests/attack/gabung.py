"""Who tries to join references of invitations to answers, and the world in which he tries.

He holds everything: all tables with the places of their rows, a copy of the box taken on the last night of
each week, the application's own log of when it asked for which reference, and the server's log of when links
were opened and surveys sent. References are numbers that count up. What he lacks are the program's secret
and a look at the database between two answers.
"""

import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from sekampadi.domain.integrasi.undangan import minggu_of
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.kotak import empty_kotak
from tests.conftest import SettableClock
from tests.factories import Cast, isian, send
from tests.undangan import answer, invite, token_of

MONDAY = date(2023, 5, 15)
Row = Mapping[str, Any]
Guess = dict[str, Any]
"""Reference -> the identity of the answer that is said to belong to it."""


@dataclass
class Bukti:
    """What the attacker holds of one world.

    Args:
        dibuat: reference -> when the application asked for it, by its own log.
        dibuka: when any link was opened, by the server's log, which does not say which.
        dikirim: when any survey was sent, likewise.
        undangan: the invitations as they lie in the database.
        jawaban: all answers, likewise.
        kotak: week -> the box as it lay there on the last night of the week.
        benar: reference -> what its person wrote: only the judge looks at that.
    """

    dibuat: dict[str, datetime] = field(default_factory=dict)
    dibuka: list[datetime] = field(default_factory=list)
    dikirim: list[datetime] = field(default_factory=list)
    undangan: list[Row] = field(default_factory=list)
    jawaban: list[Row] = field(default_factory=list)
    kotak: dict[str, list[Row]] = field(default_factory=dict)
    benar: dict[str, str] = field(default_factory=dict)

    def batches(self) -> Iterator[tuple[list[Row], list[Row]]]:
        """Yield the invitations that were used in a week, with the answers of this week.

        Answers that were stored at one moment are among them the only ones that can be meant.
        """
        for week in sorted({str(u["terpakai"]) for u in self.undangan} - {""}):
            used = [u for u in self.undangan if u["terpakai"] == week]
            found = [j for j in self.jawaban if minggu_of(j["tanggal"]) == week]
            moments = [j["waktu"] for j in found]
            together = [j for j in found if moments.count(j["waktu"]) >= len(used)]
            yield used, together or found


def dump(rt: Runtime, table: str) -> list[Row]:
    """Read a table in the order in which it lies there, with where and by which transaction if that is known."""
    more = ", ctid::text AS ctid, xmin::text AS xmin" if rt.engine.dialect.name != "sqlite" else ""
    with rt.reading() as session:
        found = session.connection().execute(text(f"SELECT *{more} FROM {table}"))
        rows = [dict(row) for row in found.mappings()]
    for row in rows:
        for name in ("tanggal", "waktu"):
            if isinstance(row.get(name), str):
                kind = date if name == "tanggal" else datetime
                row[name] = kind.fromisoformat(str(row[name]))
    return rows


def live(
    rt: Runtime, cast: Cast, clock: SettableClock, seed: int, weeks: int, *, naive: bool = False
) -> Bukti:
    """Let a service application and citizens live for some weeks.

    Args:
        naive: answers are stored at once, as those without invitation, and the invitation remembers it then.
    """
    rng, bukti = random.Random(seed), Bukti()
    events: list[tuple[datetime, str, int]] = []
    number = 0
    for week in range(weeks):
        for _ in range(rng.randint(12, 18)):
            clock.set_local(MONDAY + timedelta(weeks=week, days=rng.randrange(5)), 8)
            made = clock.moment + timedelta(minutes=rng.randrange(480))
            events.append((made, "buat", number))
            if rng.random() < 0.75:
                # Most answer at once, some the next day.
                soon = rng.random() < 0.75
                used = made + timedelta(minutes=rng.expovariate(1 / (15 if soon else 1500)))
                events.append((used, "jawab", number))
            number += 1
        for _ in range(4):
            clock.set_local(MONDAY + timedelta(weeks=week, days=rng.randrange(7)), 9)
            events.append((clock.moment + timedelta(minutes=rng.randrange(600)), "biasa", -1))
        clock.set_local(MONDAY + timedelta(weeks=week, days=6), 23, 59)
        events.append((clock.moment, "salin", -1))
        events.append((clock.moment + timedelta(hours=2), "buka", -1))
    # References count up in the order in which they are asked for.
    made_order = [n for _, what, n in sorted(events) if what == "buat"]
    names = {n: f"REG-{place:05d}" for place, n in enumerate(made_order, start=1)}
    links: dict[int, str] = {}
    for moment, what, n in sorted(events):
        clock.moment = moment
        if what == "buat":
            links[n] = token_of(invite(rt, cast, names[n]))
            bukti.dibuat[names[n]] = moment
        elif what == "jawab":
            _answer(rt, bukti, names[n], links[n], rng, naive=naive)
        elif what == "biasa":
            send(rt, "layanan-a1", isian(usia=str(rng.randint(18, 70))))
            bukti.dikirim.append(moment)
        elif what == "salin":
            bukti.kotak[minggu_of(rt.today())] = [r for r in dump(rt, "kotak_jawaban") if r["isi"]]
        else:
            empty_kotak(rt)
    bukti.undangan, bukti.jawaban = dump(rt, "undangan"), dump(rt, "jawaban")
    return bukti


def _answer(
    rt: Runtime, bukti: Bukti, name: str, link: str, rng: random.Random, *, naive: bool
) -> None:
    words = f"Pendapat dari {name} tentang loket"
    fields = isian(usia=str(rng.randint(18, 70)), saran=words)
    identity = uuid.UUID(int=rng.getrandbits(128), version=4)
    bukti.benar[name] = words
    bukti.dibuka.append(rt.now() - timedelta(seconds=90))
    bukti.dikirim.append(rt.now())
    if not naive:
        answer(rt, link, fields, identity=identity)
        return
    send(rt, "layanan-a1", fields, identity=identity)
    with rt.writing() as session:
        session.connection().execute(
            text("UPDATE undangan SET terpakai = :week WHERE referensi = :name"),
            {"week": minggu_of(rt.today()), "name": name},
        )


def _moment(jawaban: Row) -> datetime:
    found: datetime = jawaban["waktu"]
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _place(row: Row) -> tuple[int, ...]:
    """Return where a row lies: in PostgreSQL by its page and line, else by the order it is read in."""
    text_ = str(row.get("ctid", ""))
    return tuple(int(part) for part in text_.strip("()").split(",")) if text_ else ()


def _pair(used: Sequence[Row], found: Sequence[Row]) -> Guess:
    return {u["referensi"]: j["uuid"] for u, j in zip(used, found, strict=False)}


def by_time(bukti: Bukti) -> Guess:
    """Take for each answer, in their order, the reference that was asked for last before it."""
    guess: Guess = {}
    for used, found in bukti.batches():
        left = {u["referensi"]: bukti.dibuat[u["referensi"]] for u in used}
        for j in sorted(found, key=lambda j: (j["waktu"], j["id"])):
            before = [name for name, made in left.items() if made <= _moment(j)]
            if before:
                name = max(before, key=lambda name: left[name])
                del left[name]
                guess[name] = j["uuid"]
    return guess


def by_time_in_turn(bukti: Bukti) -> Guess:
    """Take for each reference, in their order, the first answer after it was asked for that is left."""
    guess: Guess = {}
    for used, found in bukti.batches():
        left = sorted(found, key=lambda j: (j["waktu"], j["id"]))
        for u in sorted(used, key=lambda u: bukti.dibuat[u["referensi"]]):
            later = [j for j in left if _moment(j) >= bukti.dibuat[u["referensi"]]]
            if left:
                picked = (later or left)[0]
                left.remove(picked)
                guess[u["referensi"]] = picked["uuid"]
    return guess


def by_number(bukti: Bukti) -> Guess:
    """Say that answers are numbered in the order of the references."""
    guess: Guess = {}
    for used, found in bukti.batches():
        in_order = sorted(found, key=lambda j: int(j["id"]))
        guess |= _pair(sorted(used, key=lambda u: str(u["referensi"])), in_order)
    return guess


def by_number_backwards(bukti: Bukti) -> Guess:
    """Say that they are numbered in the opposite order."""
    guess: Guess = {}
    for used, found in bukti.batches():
        in_order = sorted(found, key=lambda j: -int(j["id"]))
        guess |= _pair(sorted(used, key=lambda u: str(u["referensi"])), in_order)
    return guess


def by_place(bukti: Bukti) -> Guess:
    """Say that both lie in one order on the disk."""
    guess: Guess = {}
    for used, found in bukti.batches():
        guess |= _pair(sorted(used, key=_place), sorted(found, key=_place))
    return guess


def by_transaction(bukti: Bukti) -> Guess:
    """Say that invitation and answer were written by transactions in one order."""
    guess: Guess = {}

    def xmin(row: Row) -> tuple[int, tuple[int, ...]]:
        return int(row.get("xmin", 0)), _place(row)

    for used, found in bukti.batches():
        guess |= _pair(sorted(used, key=xmin), sorted(found, key=xmin))
    return guess


def by_name(bukti: Bukti) -> Guess:
    """Say that their names sort alike."""
    guess: Guess = {}
    for used, found in bukti.batches():
        in_order = sorted(found, key=lambda j: str(j["uuid"]))
        guess |= _pair(sorted(used, key=lambda u: str(u["kunci"])), in_order)
    return guess


def by_log(bukti: Bukti) -> Guess:
    """Find by the server's log who sent when, and take the answer of this moment; among equals the next number.

    Who opens a link is taken for the reference that was asked for last, and to send after a minute and a half.
    """
    guess: Guess = {}
    for used, found in bukti.batches():
        left = {u["referensi"]: bukti.dibuat[u["referensi"]] for u in used}
        answers = sorted(found, key=lambda j: int(j["id"]))
        for moment in bukti.dibuka:
            before = [name for name, made in left.items() if made <= moment]
            if before and answers:
                name = max(before, key=lambda name: left[name])
                del left[name]
                sent = moment + timedelta(seconds=90)
                picked = min(answers, key=lambda j: abs(_moment(j) - sent))
                answers.remove(picked)
                guess[name] = picked["uuid"]
    return guess


def by_count(bukti: Bukti) -> Guess:
    """Take the days on which most was asked for to be those on which most was answered."""
    guess: Guess = {}
    for used, found in bukti.batches():
        days = [bukti.dibuat[u["referensi"]].date() for u in used]
        given = [j["tanggal"] for j in found]
        left = sorted(used, key=lambda u: -days.count(bukti.dibuat[u["referensi"]].date()))
        guess |= _pair(left, sorted(found, key=lambda j: (-given.count(j["tanggal"]), j["id"])))
    return guess


def by_box(bukti: Bukti) -> Guess:
    """Say that the box of the last night lies in the order in which its answers came."""
    guess: Guess = {}
    by_words = {str(j["saran"]): j["uuid"] for j in bukti.jawaban}
    for used, _found in bukti.batches():
        # What enters on a Monday lay there in the night before.
        nights = [week for week in bukti.kotak if week < used[0]["terpakai"]]
        box = bukti.kotak[max(nights)] if nights else []
        lying = [
            words
            for row in sorted(box, key=_place)
            for words in by_words
            if words and words in row["isi"]
        ]
        names = sorted((u["referensi"] for u in used), key=lambda r: bukti.dibuat[r])
        guess |= {r: by_words[words] for r, words in zip(names, lying, strict=False)}
    return guess


PENYERANG: tuple[Callable[[Bukti], Guess], ...] = (
    *(by_time, by_time_in_turn, by_number, by_number_backwards, by_place, by_transaction),
    *(by_name, by_log, by_count, by_box),
)


def hits(bukti: Bukti, guess: Guess) -> int:
    """Count the references of which an attacker is right."""
    words = {j["uuid"]: j["saran"] for j in bukti.jawaban}
    return sum(words.get(uuid_) == bukti.benar.get(name) for name, uuid_ in guess.items())
