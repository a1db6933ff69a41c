"""How public pages come up on a phone: Lighthouse, what jumps, and when the first step is usable.

Lighthouse is fetched by npm into ``.build/lighthouse``; Chromium is that of the tests. It measures
on a fast line and works out a slow one. What jumps only shows on a slow line, so that is measured
on one (1.6 Mbit/s, 150 ms, a processor slowed four times), and so is when a step can be sent.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from sekampadi.building import ROOT, build_environment
from sekampadi.demo import seed_demo
from tests.e2e.browser import ARGUMENTS, find_chromium
from tests.e2e.harness import AppServer
from tests.load.measure import machine
from tests.load.slow_line import slow_line

VERSION: Final = "13.5.0"
FOLDER: Final = ROOT / ".build" / "lighthouse"
PAGES: Final = ("/", "/survei?layanan=biro-organisasi-konsultasi", "/hasil", "/login")
SCORE_MIN, CLS_MAX, USABLE_MAX = 97, 0.05, 3.5
SIZES: Final = ((360, 640), (412, 823), (1280, 800))
_SLOWER: Final = 4
_TIMES: Final = (
    ("first-contentful-paint", "FCP"),
    ("largest-contentful-paint", "LCP"),
    ("total-blocking-time", "TBT"),
)
_WATCH: Final = """
window.jumped = 0; window.usable = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) jumped += entry.value;
}).observe({ type: "layout-shift", buffered: true });
const look = () => {
  const button = document.querySelector(".langkah-isi button[type=submit]");
  if (button && !button.disabled) window.usable = performance.now();
  else requestAnimationFrame(look);
};
addEventListener("DOMContentLoaded", look);
"""


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _install() -> None:
    have = FOLDER / "node_modules" / "lighthouse" / "package.json"
    if have.is_file() and json.loads(have.read_text(encoding="utf-8"))["version"] == VERSION:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    words = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(
        ["npm", "install", "--prefix", str(FOLDER), *words, f"lighthouse@{VERSION}"],
        env=build_environment(),
        check=True,
    )


def _run(url: str, *, again: bool = True) -> dict[str, Any]:
    """Measure a page once, and once again if that failed; the report as Lighthouse writes it."""
    program = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
    done = subprocess.run(
        [
            *("node", str(program), url, "--quiet", "--output=json", "--form-factor=mobile"),
            "--only-categories=performance,accessibility,best-practices,seo",
            f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
        ],
        env=build_environment() | {"CHROME_PATH": find_chromium(), "HOME": os.environ["HOME"]},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and again:  # on a busy machine a browser may come up too late
        return _run(url, again=False)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed at {url}: {done.stderr[-500:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _score(reports: Sequence[dict[str, Any]], category: str) -> int:
    found = [report["categories"][category]["score"] or 0 for report in reports]
    return int(100 * statistics.median(found) + 0.5)


def lighthouse(server: AppServer, runs: int) -> bool:
    """Measure all pages, print the medians, and tell whether all are good enough."""
    _say(f"Lighthouse {VERSION}, mobile, median of {runs}")
    head = "".join(f"{name:>8}" for _, name in _TIMES)
    _say(f"{'page':10}{'perf':>6}{'a11y':>6}{'best':>6}{'seo':>6}{head} (ms)    CLS")
    good = True
    for page in PAGES:
        reports = [_run(server.url + page) for _ in range(runs)]
        scores = [
            _score(reports, name)
            for name in ("performance", "accessibility", "best-practices", "seo")
        ]

        def middle(audit: str, reports: Sequence[dict[str, Any]] = reports) -> float:
            return statistics.median(r["audits"][audit]["numericValue"] for r in reports)

        times = "".join(f"{middle(audit):8.0f}" for audit, _ in _TIMES)
        cls = middle("cumulative-layout-shift")
        line = "".join(f"{score:6}" for score in scores)
        _say(f"{page.partition('?')[0]:10}{line}{times}     {cls:7.3f}")
        good = good and min(scores) >= SCORE_MIN and cls < CLS_MAX
    return good


def _visit(browser: Browser, url: str, width: int, height: int) -> tuple[float, float]:
    """Return what jumped, and after how many seconds the first step could be sent (0 without)."""
    phone = width < 800
    context = browser.new_context(
        viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone
    )
    context.add_init_script(_WATCH)
    page = context.new_page()
    if phone:
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(url, wait_until="commit")
    page.wait_for_timeout(6000)
    found = page.evaluate("[jumped, usable / 1000]")
    context.close()
    return float(found[0]), float(found[1])


def on_a_slow_line(server: AppServer, runs: int) -> bool:
    """Measure what jumps and when the first step is usable, and tell whether all is good enough."""
    _say()
    _say(f"1.6 Mbit/s, 150 ms, phones {_SLOWER}x slower; worst CLS and median of {runs}")
    _say(f"{'page':10}" + "".join(f"{f'{w}x{h}':>12}" for w, h in SIZES) + "   first step")
    good = True
    with slow_line(server.port) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for page in PAGES:
            url = f"http://localhost:{port}{page}"
            seen = [[_visit(browser, url, *size) for _ in range(runs)] for size in SIZES]
            worst = [max(jumped for jumped, _ in some) for some in seen]
            usable = statistics.median(u for some in seen[:2] for _, u in some)
            step = f"{usable:9.1f} s" if usable else ""
            _say(f"{page.partition('?')[0]:10}" + "".join(f"{w:12.3f}" for w in worst) + step)
            good = good and max(worst) < CLS_MAX and usable <= USABLE_MAX
        browser.close()
    return good


def main() -> int:
    """Serve the demonstration and measure; the status tells whether the limits were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--database", type=Path, help="a SQLite file instead of a new demonstration"
    )
    args = parser.parse_args()
    _install()
    _say(machine())
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder) / "server")
        if args.database:
            server.use_database(args.database)
            server.migrate()
        else:
            server.migrate()
            with server.runtime() as rt:
                seed_demo(rt)
        server.start()
        try:
            good = lighthouse(server, args.runs)
            good = on_a_slow_line(server, min(2, args.runs)) and good
        finally:
            server.stop()
    _say()
    _say("the limits were met" if good else "a limit was missed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
