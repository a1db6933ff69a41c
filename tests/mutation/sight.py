"""A plugin of pytest that writes down which test runs which lines of the program, and what it costs.

``python -m pytest -p tests.mutation.sight`` with the file to write in ``SEKAMPADI_SIGHT``.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

_ROOT = str(Path.cwd() / "sekampadi") + os.sep
_seen: set[tuple[str, int]] = set()
_tests: dict[str, dict[str, Any]] = {}


def _line(frame: FrameType, event: str, _arg: object) -> Any:
    if event == "line":
        _seen.add((frame.f_code.co_filename, frame.f_lineno))
    return _line


def _call(frame: FrameType, _event: str, _arg: object) -> Any:
    code = frame.f_code
    if not code.co_filename.startswith(_ROOT):
        return None
    _seen.add((code.co_filename, code.co_firstlineno))
    return _line


def _packed(lines: list[int]) -> str:
    bits = 0
    for line in lines:
        bits |= 1 << line
    return f"{bits:x}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """See what one test runs, with the making of what it needs."""
    _seen.clear()
    begun = time.process_time()
    threading.settrace(_call)
    sys.settrace(_call)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
        by_file: dict[str, list[int]] = {}
        for name, line in tuple(_seen):
            by_file.setdefault("sekampadi/" + name.removeprefix(_ROOT), []).append(line)
        test = _tests.setdefault(item.nodeid, {"passed": True})
        test["seconds"] = time.process_time() - begun
        test["lines"] = {name: _packed(lines) for name, lines in by_file.items()}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember which tests fail without any mistake."""
    if report.failed:
        _tests.setdefault(report.nodeid, {})["passed"] = False


def pytest_sessionfinish() -> None:
    """Write it down."""
    Path(os.environ["SEKAMPADI_SIGHT"]).write_text(json.dumps(_tests), encoding="utf-8")
