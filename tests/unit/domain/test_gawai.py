"""Devices in words: only our own, whatever a browser says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekampadi.domain.sesi.gawai import describe_gawai

CHROME = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) {} Mobile/15E148 Safari/604.1"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (CHROME, "Chrome di Android"),
        (CHROME.replace("Chrome/", "SamsungBrowser/25.0 Chrome/"), "Samsung Internet di Android"),
        (WINDOWS, "Chrome di Windows"),
        (WINDOWS + " Edg/130.0.0.0", "Edge di Windows"),
        (WINDOWS + " OPR/115.0.0.0", "Opera di Windows"),
        (MAC, "Safari di macOS"),
        (IPHONE.format("Version/17.6"), "Safari di iPhone"),
        (IPHONE.format("CriOS/130.0.6723.90"), "Chrome di iPhone"),
        (IPHONE.format("FxiOS/132.0"), "Firefox di iPhone"),
        (IPHONE.format("Version/17.6").replace("iPhone", "iPad"), "Safari di iPad"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox di Linux",
        ),
        (
            "Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) AppleWebKit/537.36 (KHTML, like Gecko) "
            "94.0.4606.31/7.0 TV Safari/537.36",
            "Peramban lain di TV Samsung",
        ),
        ("", "Perangkat tidak dikenal"),
        ("curl/8.5.0", "Perangkat tidak dikenal"),
        ("<script>alert(1)</script>", "Perangkat tidak dikenal"),
        ("Firefox/1", "Firefox"),
    ],
)
def test_a_device_in_words(said: str, words: str) -> None:
    assert describe_gawai(said) == words


@given(st.text())
def test_nothing_of_what_is_said_comes_out(said: str) -> None:
    marked = describe_gawai(said + "§§")
    assert "§" not in marked
    assert marked == describe_gawai(said)
    assert 1 <= len(marked) <= 60


def test_only_the_beginning_is_looked_at() -> None:
    assert describe_gawai("x" * 10_000 + " Firefox/1 Windows") == "Perangkat tidak dikenal"
