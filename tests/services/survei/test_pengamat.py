"""What a process remembers of addresses: per layanan, for a day, and never without end."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

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
