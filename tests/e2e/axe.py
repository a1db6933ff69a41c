"""What axe-core finds wrong on a page: its rules for WCAG 2 A and AA, and its best practices, all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e import steps
from tests.e2e.harness import AppServer, Tab

Sizes = Sequence[tuple[int, int]]

DESK, PHONE = (1280, 800), (360, 740)
BOTH = (DESK, PHONE)

_AXE = Axe().axe_script
_OPTIONS = {
    "resultTypes": ["violations"],
    # The only rule for A and AA that axe leaves off by itself (WCAG 2.2, 2.5.8).
    "rules": {"target-size": {"enabled": True}},
}

_PAGE = {"exclude": [["tbody tr:nth-child(n + 5)"]]}
"""What to look at of a page: all of it, but of a table's rows, which are alike, the first four."""

_MENU = ".samping .menu"

_SETTLE = """() => new Promise((done) => {
  const moving = () => document.getAnimations().some((a) => a.playState === "running");
  let timer;
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => moving() ? wait() : done(), 60); };
  new MutationObserver(wait).observe(document, { childList: true, subtree: true, attributes: true });
  setTimeout(done, 3000);
  wait();
})"""
"""Waits until a page has come to rest: a colour on its way to another is none of ours."""

_UNFOLD = """() => {
  for (const el of document.querySelectorAll("details")) el.open = true;
}"""


def violations(page: Page, within: str = "", *, menu: bool = True) -> list[str]:
    """Return what is wrong with what a page shows now, a line for each rule and element.

    ``within`` is the one element to look at; the rules for a page as a whole look at pages only.
    Without ``menu`` that of the admin pages is left out: a third of their elements.
    """
    whole = _PAGE if menu else {"exclude": [*_PAGE["exclude"], [_MENU]]}
    page.evaluate(_SETTLE)
    for frame in page.frames:
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(_AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "([where, options]) => axe.run(where, options).then((told) => told.violations)",
        [within or whole, _OPTIONS],
    )
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))} {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


@dataclass
class Inspector:
    """Looks at one place after the other and keeps what is wrong, so that one run tells it all."""

    tab: Tab
    server: AppServer
    found: dict[str, list[str]] = field(default_factory=dict)
    looked: list[str] = field(default_factory=list)
    menus: set[tuple[int, int]] = field(default_factory=set)
    """The sizes in which the menu, the same on every page of a person, has been looked at."""

    def enter(self, username: str) -> None:
        """Let the tab be somebody's without the form, which is looked at elsewhere."""
        steps.take_cookie(self.tab, self.server, username)

    def visit(self, address: str, sizes: Sizes = BOTH) -> None:
        """Open a page and look at it."""
        self.tab.open(self.server.url + address)
        self.tab.page.locator("main h1").first.wait_for()
        self.look(address, sizes=sizes)

    def resize(self, size: tuple[int, int]) -> None:
        """Make the tab as wide and high as a screen."""
        self.tab.page.set_viewport_size({"width": size[0], "height": size[1]})

    def look(self, place: str, *, within: str = "", sizes: Sizes = BOTH) -> None:
        """Look at what the tab shows in each size, on a phone with all that can be unfolded."""
        for size in sizes:
            self.resize(size)
            if size == PHONE and not within:
                self.tab.page.evaluate(_UNFOLD)
            if wrong := violations(self.tab.page, within, menu=size not in self.menus):
                self.found[f"{place} ({size[0]})"] = wrong
            if not within and self.tab.page.locator(_MENU).count():
                self.menus.add(size)
            self.looked.append(place)

    def told(self) -> str:
        """Return everything that is wrong, to be read."""
        return "\n".join(f"{place}\n  " + "\n  ".join(bad) for place, bad in self.found.items())
