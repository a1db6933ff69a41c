"""A text browser: it reads the forms of a page, fills one in, and sends what stands in it."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sekampadi.domain.survei.unsur import URUTAN

RESPONDEN = {
    "usia": "35",
    "jenis_kelamin": "P",
    "pendidikan": "SMA/K/MA",
    "pekerjaan": "Wiraswasta/Usahawan",
}


@dataclass
class Form:
    """A form as a text browser sees it: what it would send, and what may be chosen."""

    action: str = ""
    method: str = "get"
    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def fill(self, **values: object) -> "Form":
        """Fill in fields that the form has."""
        for name, value in values.items():
            assert name in self.values or str(value) in self.choices[name], (name, value)
            self.values[name] = str(value)
        return self

    def press(self, value: str) -> dict[str, str]:
        """Return what is sent when a button of the form is pressed."""
        name = next(n for n, v in self.buttons if v == value)
        return {**self.values, name: value}


class Page(HTMLParser):
    """A page: its forms, links, headings and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.form = Form()
        self.links: list[str] = []
        self.words: list[str] = []
        self._area = ""
        self._hidden = False
        self.feed(html)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a person can act on."""
        given = {name: value or "" for name, value in attrs}
        form, name, value = self.form, given.get("name", ""), given.get("value", "")
        self._hidden = tag == "style"
        if tag == "form":
            form.action, form.method = given["action"], given["method"]
        elif tag == "a":
            self.links.append(given["href"])
        elif tag == "button":
            form.buttons.append((name, value))
        elif tag == "textarea":
            self._area = name
            form.values[name] = ""
        elif tag == "input" and given.get("type") == "radio":
            form.choices.setdefault(name, []).append(value)
            # Where none is checked, such a browser checks the first by itself.
            if "checked" in given or name not in form.values:
                form.values[name] = value
        elif tag == "input":
            form.values[name] = value

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        self._hidden = False
        if tag == "textarea":
            # A browser leaves out the line end that follows the tag.
            self.form.values[self._area] = self.form.values[self._area].removeprefix("\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Collect the words."""
        if self._area:
            self.form.values[self._area] += data
        if not self._hidden:
            self.words.append(data)


def fetch(url: str, data: dict[str, str] | None = None) -> Page:
    """Return the page at an address, or what it answers to a form, whatever its status."""
    body = urllib.parse.urlencode(data).encode() if data is not None else None
    try:
        with urllib.request.urlopen(url, body, timeout=60) as response:
            return Page(response.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return Page(error.read().decode())


def fill_in(url: str, layanan: str, saran: str) -> Form:
    """Go through the steps of a survey; return the last, filled in and not sent.

    Args:
        url: of the server, without a slash at the end.
        layanan: kode of a layanan.
        saran: what stands in the last step.
    """
    page = fetch(f"{url}/lembar/{layanan}")
    for values in (RESPONDEN, {"umum": "3"}, {u.field: "4" for u in URUTAN}):
        form = page.form.fill(**values)
        page = fetch(url + form.action, form.press("lanjut"))
    return page.form.fill(saran=saran)


def answer_plainly(url: str, layanan: str = "layanan-a1", saran: str = "Tepat waktu.") -> Page:
    """Answer a survey as :func:`fill_in`; return the page that is answered to the last step."""
    form = fill_in(url, layanan, saran)
    return fetch(url + form.action, form.press("lanjut"))
