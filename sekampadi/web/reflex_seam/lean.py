"""The build as small as it can be: what every visitor would otherwise fetch for nothing, or too early.

Reflex copies the scripts of ``assets/`` as they are, comments and all, and Vite leaves the names in
a file that calls ``eval`` as they are, which one of Reflex's own does.
"""

import re
import subprocess
from pathlib import Path
from typing import Any, Final

import reflex as rx

VITE_CONFIG: Final = "vite.config.js"
GROUPS: Final = "          groups: [\n"
"""Where Reflex's configuration of Vite says what shares a file."""
LIBRARIES: Final = """\
            {
              name: "pustaka",
              test: /node_modules\\/(@emotion\\/react|mergician|react-router|socket\\.io-client|universal-cookie)\\//,
            },
"""
"""A file of their own for the libraries that would share one with the caller of ``eval``."""
_SHRINK: Final = """\
import { readFileSync, writeFileSync } from "node:fs";
import { minifySync } from "vite";
for (const file of process.argv.slice(1)) {
  const { code, errors } = minifySync(file, readFileSync(file, "utf8"), { module: false });
  if (errors.length) throw new Error(`${file}: ${errors[0].message}`);
  writeFileSync(file, code);
}
"""


def share_libraries(config: str) -> str:
    """Return the configuration of Vite with a file of its own for the libraries."""
    if config.count(GROUPS) != 1:
        raise RuntimeError(f"{VITE_CONFIG} of Reflex has no {GROUPS.strip()} any more")
    return config if LIBRARIES in config else config.replace(GROUPS, GROUPS + LIBRARIES)


def shrink_scripts(site: Path) -> None:
    """Shrink the scripts of ``assets/`` in a finished build, by what Vite shrinks the rest with."""
    scripts = [str(path.resolve()) for path in sorted(site.glob("*.js"))]
    command = ["node", "--input-type=module", "--eval", _SHRINK, *scripts]
    # Vite is found from the folder of the pages' sources.
    subprocess.run(command, cwd=site.parent.parent, check=True)  # noqa: S603 - fixed


_PRELOAD: Final = '<link rel="modulepreload" '


def let_styles_go_first(site: Path) -> int:
    """Let browsers fetch the scripts of a finished build behind what the page is drawn with; return how many.

    React Router asks for all of them ahead of the style sheets, with the same urgency: on a slow
    network a page that is there already stays white until 130 KB of script have come.
    """
    changed = 0
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        changed += text.count(_PRELOAD)
        page.write_text(text.replace(_PRELOAD, f'{_PRELOAD}fetchpriority="low" '), encoding="utf-8")
    return changed


_MAP_STYLE: Final = re.compile(r"\.textContent=`\.maplibregl-map\{[^`]*`")


def drop_map_style(site: Path) -> int:
    """Empty the style sheet for maps that Plotly puts into a page as soon as it is loaded; return of how many files.

    There are no maps in its small edition. The pages' policy would refuse the sheet, and say so each time.
    """
    changed = 0
    for script in (site / "assets").glob("plotly*.js"):
        text, count = _MAP_STYLE.subn(".textContent=``", script.read_text(encoding="utf-8"))
        script.write_text(text, encoding="utf-8")
        changed += count
    return changed


_THEME: Final = re.compile(
    r"\n// Only run in browser environment, not during SSR\nif \(typeof document.*?\n\}\n",
    re.DOTALL,
)
_LIGHT: Final = (
    '{const e=document.documentElement;e.classList.add("light");e.style.colorScheme="light"}'
)


def shorten_theme(site: Path) -> int:
    """Shorten the script that looks for a dark theme before a page is drawn; return of how many files.

    There is none here: it comes to the same class each time, in a kilobyte of each page and once more
    in the scripts. Where storage is forbidden it would even take the dark controls of a dark system.
    """
    changed = 0
    for path in (*sorted(site.rglob("*.html")), *sorted((site / "assets").glob("root-*.js"))):
        text, count = _THEME.subn(lambda _: _LIGHT, path.read_text(encoding="utf-8"))
        if count:
            path.write_text(text, encoding="utf-8")
        changed += count
    return changed


class LeanBuild(rx.plugins.Plugin):
    """All of it, at the moments Reflex offers: before it builds, and before it compresses."""

    def pre_compile(self, **context: Any) -> None:
        """Change the configuration of Vite."""
        context["add_modify_task"](VITE_CONFIG, share_libraries)

    def post_build(self, **context: Any) -> None:
        """Shrink what was copied, and put what is fetched in order."""
        shrink_scripts(context["static_dir"])
        if not let_styles_go_first(context["static_dir"]):
            raise RuntimeError("the pages of Reflex preload no scripts any more")
        if not shorten_theme(context["static_dir"]):
            raise RuntimeError("Reflex looks for a dark theme otherwise than before")
        if not drop_map_style(context["static_dir"]):
            raise RuntimeError("Plotly brings no style sheet for maps any more")
