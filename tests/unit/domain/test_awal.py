"""The signed start of a survey: whose it is, how long it holds, and what it lets in."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from sekampadi.domain.moderasi import MUSTAHIL_DETIK, Tanda, tanda_awal
from sekampadi.domain.survei.awal import (
    TENGGANG,
    UMUR,
    durasi_sejak,
    read_awal,
    sign_awal,
    within_tenggang,
)

KEY = b"the secret of the tests"
ONE = UUID("00000000-0000-4000-8000-000000000001")
OTHER = UUID("00000000-0000-4000-8000-000000000002")
BEGAN = datetime(2026, 5, 4, 2, 0, 0, tzinfo=UTC)


def test_a_start_comes_back_for_its_survey_and_layanan_only() -> None:
    token = sign_awal(KEY, ONE, "layanan-a1", BEGAN)
    assert token.startswith("v1.")
    assert len(token) < 50
    assert read_awal(KEY, ONE, "layanan-a1", token) == BEGAN
    assert read_awal(KEY, OTHER, "layanan-a1", token) is None
    assert read_awal(KEY, ONE, "layanan-a2", token) is None
    assert read_awal(b"another secret", ONE, "layanan-a1", token) is None


@pytest.mark.parametrize(
    "forge",
    [
        lambda t: t.replace(".17", ".16", 1),
        lambda t: t[:-1],
        lambda t: t + "A",
        lambda t: "v2" + t[2:],
        lambda t: t.upper(),
        lambda t: t.replace(".", ".-", 1),
        lambda t: t.replace(".", ".\u0661", 1),
        lambda t: t * 40,
        lambda _: "",
        lambda _: "v1..",
        lambda _: "v1." + "9" * 60 + ".x",
        lambda _: "\ud800",
        lambda _: None,
        lambda _: 17,
        lambda _: ["v1"],
    ],
)
def test_what_the_server_has_not_signed_is_no_start(forge: object) -> None:
    assert callable(forge)
    assert (
        read_awal(KEY, ONE, "layanan-a1", forge(sign_awal(KEY, ONE, "layanan-a1", BEGAN))) is None
    )


def test_the_duration_counts_from_the_start_and_is_unknown_after_the_drafts_lifetime() -> None:
    assert durasi_sejak(BEGAN, BEGAN + timedelta(seconds=95.9)) == 95
    assert durasi_sejak(BEGAN, BEGAN - timedelta(seconds=3)) == 0
    assert durasi_sejak(BEGAN, BEGAN + UMUR) == 12 * 3600
    assert durasi_sejak(BEGAN, BEGAN + UMUR + timedelta(seconds=1)) is None
    assert durasi_sejak(None, BEGAN) is None


def test_the_start_tells_what_no_person_does() -> None:
    assert tanda_awal(None) == Tanda.TANPA_AWAL
    assert tanda_awal(MUSTAHIL_DETIK - 1) == Tanda.MUSTAHIL
    assert tanda_awal(MUSTAHIL_DETIK) == Tanda(0)


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [(0, 0, True), (600, 0, True), (600, 1800, True), (600, 1801, False), (-1, 0, False)],
)
def test_what_was_begun_before_the_closing_is_taken_for_half_an_hour(
    before: int, after: int, taken: bool
) -> None:
    closed = BEGAN + timedelta(hours=1)
    begun, now = closed - timedelta(seconds=before), closed + timedelta(seconds=after)
    assert within_tenggang(begun, closed, now) is taken
    assert not within_tenggang(None, closed, now)
    assert not within_tenggang(begun, None, now)
    assert timedelta(minutes=30) == TENGGANG
