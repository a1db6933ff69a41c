"""The log: short, and not for a stranger to fill."""

import io
import logging
from collections.abc import Iterator

import pytest

from sekampadi.web.hemat import SparingFilter


class Clock:
    """Seconds that a test lets pass."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def log() -> Iterator[tuple[io.StringIO, Clock]]:
    clock, out = Clock(), io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(SparingFilter(clock))
    names = (
        "sekampadi.web.uji",
        "sekampadi.api.http.soket",
        "sekampadi.services.uji",
        "engineio.server",
        "sekampadi.access",
    )
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield out, clock
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_once_a_second_with_a_count(log: tuple[io.StringIO, Clock]) -> None:
    out, clock = log
    logger = logging.getLogger("sekampadi.web.uji")
    for second in range(3):
        clock.now += 1
        for _ in range(1000):
            logger.warning("dropped %d", second)
    assert out.getvalue().splitlines() == [
        "dropped 0",
        "dropped 1 (and 999 more like it)",
        "dropped 2 (and 999 more like it)",
    ]


@pytest.mark.parametrize("name", ["sekampadi.api.http.soket", "sekampadi.services.uji"])
def test_every_part_of_the_program_is_spared(name: str, log: tuple[io.StringIO, Clock]) -> None:
    out, _ = log
    for _ in range(1000):
        logging.getLogger(name).warning("dropped a malformed frame")
    assert out.getvalue() == "dropped a malformed frame\n"


def test_of_a_fault_that_repeats_each_id_is_told_and_one_traceback(
    log: tuple[io.StringIO, Clock],
) -> None:
    out, clock = log

    def fail(number: int) -> None:
        try:
            raise ValueError("rinci")
        except ValueError:
            logging.getLogger("sekampadi.api.http.soket").exception("fault %d in uji", number)

    for number in range(50):
        fail(number)
    told = out.getvalue()
    assert told.count("Traceback") == 1
    assert all(f"fault {number} in uji" in told for number in range(50))
    clock.now += 1
    fail(50)
    assert out.getvalue().count("Traceback") == 2


def test_a_framework_writes_a_short_line_and_no_traceback(log: tuple[io.StringIO, Clock]) -> None:
    out, _ = log
    try:
        raise ValueError("kata sandi: rahasia")
    except ValueError:
        logging.getLogger("engineio.server").exception("failed:\n%s", "x" * 5000)
    assert out.getvalue().startswith("failed:%0Axxx")
    assert len(out.getvalue()) < 250
    assert "Traceback" not in out.getvalue()
    assert "rahasia" not in out.getvalue()


def test_faults_and_the_access_log_are_left_alone(log: tuple[io.StringIO, Clock]) -> None:
    out, _ = log
    for number in range(3):
        logging.getLogger("sekampadi.web.uji").error("event failed, id %d", number)
        logging.getLogger("sekampadi.access").info("GET / 200")
    assert len(out.getvalue().splitlines()) == 6
