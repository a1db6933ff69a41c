"""Gawai: a device and its browser in a few words, as whoever looks at the own logins knows it again."""

from typing import Final

from sekampadi.i18n import t

LONGEST: Final = 400
"""Characters of what a browser says of itself that are looked at."""

_PERAMBAN: Final = (
    # Most name others as well, so the order decides: the one that only itself says comes first.
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("YaBrowser/", "Yandex"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
)
_SISTEM: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Tizen", "TV Samsung"),
    ("Web0S", "TV LG"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def _named(text: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in known if sign in text), "")


def describe_gawai(user_agent: str) -> str:
    """Say in which browser and device something was done, as "Chrome di Android".

    Browsers say of themselves what they like: it tells people their logins apart and decides
    nothing. Only words of this program come out, at most 60 characters.

    Args:
        user_agent: what the browser says of itself; anything.
    """
    text = user_agent[:LONGEST]
    peramban, sistem = _named(text, _PERAMBAN), _named(text, _SISTEM)
    if not sistem:
        return peramban or t("Perangkat tidak dikenal")
    return t("{peramban} di {sistem}", peramban=peramban or t("Peramban lain"), sistem=sistem)
