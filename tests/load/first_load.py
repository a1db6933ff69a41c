"""What a browser fetches for the first page of a visit, read from the built files.

``modulepreload`` and ``script`` and ``link`` of the page, then every static import of what was
found, and of theirs. Dynamic imports are not followed: they are what is deliberately left for
later. ``tests/e2e/test_first_load.py`` holds this against a real browser.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

_STATIC_IMPORT = re.compile(
    r"""(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{}\s,]+?\s*from\s*)?["'`]([^"'`]+)["'`]"""
)
_CSS_IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([^"')\s;]+)""")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inline: list[str] = []
        self._in_module = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script":
            if values.get("src"):
                self.found.append(str(values["src"]))
            self._in_module = values.get("type") == "module" and not values.get("src")
        elif tag == "img" and values.get("src"):
            self.found.append(str(values["src"]))
        elif tag == "link" and values.get("href"):
            rel = set(str(values.get("rel") or "").split())
            if rel & {"stylesheet", "modulepreload", "preload", "icon"}:
                self.found.append(str(values["href"]))

    def handle_data(self, data: str) -> None:
        if self._in_module:
            self.inline.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_module = False


@dataclass(frozen=True)
class FirstLoad:
    """The files of a first load: address -> bytes over the network, for a browser that takes brotli.

    Browsers take it from https and from localhost; over plain http they get an eighth more.
    """

    files: dict[str, int]

    @property
    def total(self) -> int:
        """All bytes together."""
        return sum(self.files.values())

    def table(self) -> str:
        """Return the files, the largest first, for a person to read."""
        rows = sorted(self.files.items(), key=lambda item: -item[1])
        return "\n".join(f"{size:8,d}  {name}" for name, size in rows)


def page_file(site: Path, address: str) -> Path:
    """Return the file of a page such as ``/survei``."""
    name = address.strip("/")
    found = [site / name / "index.html", site / f"{name}.html"] if name else [site / "index.html"]
    return next(path for path in found if path.is_file())


def travelling_size(path: Path) -> int:
    """Return how many bytes of a file travel: of its ``.br`` beside it, if there is one."""
    ready = path.with_name(path.name + ".br")
    return (ready if ready.is_file() else path).stat().st_size


def _resolve(name: str, importer: str) -> str | None:
    """Turn an import into an address of this site, or None for one elsewhere or inline."""
    if name.startswith(("data:", "http:", "https:", "//", "blob:")):
        return None
    name = name.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    if name.startswith("/"):
        return name
    if name.startswith("."):
        parts = importer.split("/")[:-1]
        for part in name.split("/"):
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        return "/".join(parts)
    return None


def first_load(site: Path, address: str) -> FirstLoad:
    """Follow a page to everything it loads at once.

    Args:
        site: the folder of the built files.
        address: the page, such as ``/survei``.
    """
    html = page_file(site, address)
    page = _Page()
    page.feed(html.read_text(encoding="utf-8"))
    names = [
        *page.found,
        *(name for text in page.inline for name in _STATIC_IMPORT.findall(text)),
    ]
    waiting = [found for name in names if (found := _resolve(name, "/"))]
    files = {address: travelling_size(html)}
    while waiting:
        name = waiting.pop()
        path = site / name.lstrip("/")
        if name in files or not path.is_file():
            continue
        files[name] = travelling_size(path)
        if path.suffix == ".js":
            more = _STATIC_IMPORT.findall(path.read_text(encoding="utf-8"))
        elif path.suffix == ".css":
            more = _CSS_IMPORT.findall(path.read_text(encoding="utf-8"))
        else:
            continue
        waiting += [found for name_ in more if (found := _resolve(name_, name))]
    return FirstLoad(files)
