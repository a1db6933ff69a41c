"""What waits is read anew each time, as after a pause, unless a test is about how long it is kept."""

import pytest

from sekampadi.services.tugas import tugas


@pytest.fixture(autouse=True)
def pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every load come later than what was read before it is kept for."""
    monkeypatch.setattr(tugas, "FRESH_SECONDS", -1.0)
