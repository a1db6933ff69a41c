"""Moments that pages write in lists of their own: by the clock of the province."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from sekampadi.services.survei.entri import LembarEntri
from sekampadi.web.laporan.figur import show_waktu
from sekampadi.web.moderasi.penilaian import state as penilaian
from sekampadi.web.notifikasi import state as notifikasi
from sekampadi.web.survei.entri import state as entri


def _typed_in(moment: datetime) -> str:
    """Return the hour beside a sheet that was typed in."""
    sheet = LembarEntri(UUID(int=1), moment, date(2023, 12, 29), "A", 35, (3,) * 9, True, False)
    return entri._baris(sheet).jam


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (show_waktu, "1 Januari 2024 pukul 00.05.09 WIB"),
        (notifikasi._moment, "1 Januari 2024, 00.05"),
        (penilaian._moment, "01-01-2024 00.05.09"),
        (_typed_in, "00.05"),
    ],
)
def test_a_moment_is_written_by_the_clock_of_the_province(
    write: Callable[[datetime], str], words: str
) -> None:
    assert write(datetime(2023, 12, 31, 17, 5, 9, tzinfo=UTC)) == words
