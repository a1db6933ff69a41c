"""The rows of both SOP, and how long papers lay in each."""

from datetime import datetime, timedelta

import pytest

from sekampadi.domain.pengajuan.alur import StatusDossier, StatusPengajuan
from sekampadi.domain.pengajuan.mutu_baku import (
    BARIS_DOSSIER,
    BARIS_PENGAJUAN,
    SOP_ELEKTRONIK,
    SOP_HYBRID,
    Lama,
    begins,
    measure,
)
from sekampadi.domain.periode import ZONA, Periode

S, D = StatusPengajuan, StatusDossier
MULAI = datetime(2023, 4, 1, tzinfo=ZONA)


def _at(hours: float) -> datetime:
    return MULAI + timedelta(hours=hours)


def test_the_times_are_those_of_the_decree() -> None:
    shared = ["120 menit", "60 menit", "3 hari", "60 menit"]
    assert [r.waktu for r in SOP_ELEKTRONIK] == ["1 menit", "5 menit", "90 menit", *shared]
    assert [r.waktu for r in SOP_HYBRID] == [
        *("1 menit", "6 menit", "2 menit per lembar"),
        *shared,
    ]
    assert [r.nomor for r in SOP_ELEKTRONIK] == [r.nomor for r in SOP_HYBRID] == [*range(1, 8)]


def test_the_papers_begin_at_midnight_of_the_province() -> None:
    assert begins(Periode.triwulan(2023, 1)).isoformat() == "2023-04-01T00:00:00+07:00"


def test_what_comes_back_to_a_row_is_added_up() -> None:
    moves = [
        (S.HASIL_DIKIRIM, _at(2)),
        (S.HASIL_DITERIMA, _at(5)),
        (S.TL_DIAJUKAN, _at(10)),
        (S.DISETUJUI, _at(11)),
        (S.DIKEMBALIKAN, _at(20)),
        (S.TL_DIAJUKAN, _at(23)),
        (S.DISETUJUI, _at(24)),
        (S.DITERIMA, _at(30)),
    ]
    found = measure(BARIS_PENGAJUAN, S.BELUM, MULAI, moves, _at(99))
    hours = {row: lama.berlalu / timedelta(hours=1) for row, lama in found.items()}
    assert hours == {3: 5, 4: 6 + 4, 5: 9 + 6}
    assert sum(hours.values()) == 30
    assert not any(lama.berjalan for lama in found.values())


def test_whose_turn_it_is_runs_on() -> None:
    found = measure(BARIS_PENGAJUAN, S.BELUM, MULAI, [(S.HASIL_DIKIRIM, _at(1))], _at(50))
    assert found == {3: Lama(timedelta(hours=50), berjalan=True)}


def test_the_province_has_rows_of_its_own() -> None:
    moves = [(D.DISUSUN, _at(1)), (D.DIPELAJARI, _at(3)), (D.DITUTUP, _at(4))]
    found = measure(BARIS_DOSSIER, D.DIHIMPUN, MULAI, moves, _at(9))
    assert {row: lama.label for row, lama in found.items()} == {
        **{5: "1 jam", 6: "2 jam", 7: "1 jam"}
    }


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "kurang dari 1 menit"),
        (0.9, "kurang dari 1 menit"),
        (59, "59 menit"),
        (60, "1 jam"),
        (61, "1 jam 1 menit"),
        (24 * 60, "1 hari"),
        (27 * 60 + 59, "1 hari 3 jam"),
    ],
)
def test_a_time_is_said_no_finer_than_anybody_needs(minutes: float, words: str) -> None:
    assert Lama(timedelta(minutes=minutes), berjalan=False).label == words
