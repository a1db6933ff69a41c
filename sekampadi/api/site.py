"""The built pages and their Content-Security-Policy.

Reflex prerenders each page with scripts and styles inside: the theme, the scroll position, React
Router's start, the colours. They are the same at every request, so the policy names their hashes, and
what somebody smuggles into a page is neither run nor shown. Nothing is run that is a text
(``eval``), and text becomes markup or the address of a script only where ``assets/sekampadi.js``
lets it (decision 77).
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sekampadi.web.reflex_seam.outside import SITE_DIR

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_INLINE_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)

_SHORT = ("/s/", "/cek/", "/lembar/")
_BY_KODE = frozenset({"/", "/survei", "/hasil"})
_KODE = re.compile(r"(?<![^&])(?:upp|layanan)=[^&]*", re.IGNORECASE)

_CONDITIONS = (b"if-", b"range")
_MOST_KEPT, _LONGEST_KEPT, _LONGEST_KEY = 200, 300_000, 100
_STRAIGHT = "http.response.pathsend"
"""By it a server is handed the file instead of what is in it."""

BUILD_DIR = Path(__file__).resolve().parents[2] / SITE_DIR


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def script_hashes(page: str) -> frozenset[str]:
    """Return the hashes of the scripts inside a page, as the policy writes them."""
    return frozenset(_hash(script) for script in _INLINE_SCRIPT.findall(page) if script)


def style_hashes(page: str) -> frozenset[str]:
    """Return the hashes of the style elements inside a page; that of an empty one is among them.

    Emotion and Plotly put an empty one into the page and write its rules by the browser's interface,
    which no policy hinders, and neither does it hinder React, which sets styles one by one.
    """
    return frozenset(_hash(style) for style in ("", *_INLINE_STYLE.findall(page)))


def _socket_origin(base_url: str) -> str:
    parts = urlsplit(base_url)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"


class Site:
    """The built pages, and the policy of each.

    The finished frontend is read at the first page, and again when a new build has taken its
    place: the old hashes would stop every script of the new pages. The websocket stands at the
    public address.
    """

    def __init__(self, base_url: str, build_dir: Path = BUILD_DIR) -> None:
        self._socket = _socket_origin(base_url)
        self._build_dir = build_dir
        self._stamp: int | None = None
        self._policies: dict[str, str] = {}
        self._folders: frozenset[str] = frozenset()

    def policy(self, path: str) -> str:
        """Return the policy of the page at a path; of the page of unknown addresses elsewhere."""
        self._refresh()
        known = self._policies.get("/" + path.strip("/")) or self._policies.get("/404")
        return known or self._policy("")

    @property
    def stamp(self) -> int | None:
        """Which build it is; None before the first."""
        self._refresh()
        return self._stamp

    def is_folder(self, path: str) -> bool:
        """Tell whether a path names a page that lies in a folder of its own."""
        self._refresh()
        return path in self._folders

    def proper_address(self, path: str, query: str) -> str | None:
        """Return where a page lies that was asked for in capitals; None when all is well.

        People type addresses from posters, and phones begin them with a capital. Kode are small
        letters, digits and hyphens everywhere.
        """
        self._refresh()
        small = path.lower()
        page = "/" + small.strip("/")
        if page in self._policies:
            small = page if small != page + "/" else small
        elif not small.startswith(_SHORT) or path.startswith(_SHORT):
            return None  # what follows is read in any case there
        proper = _KODE.sub(lambda m: m[0].lower(), query) if page in _BY_KODE else query
        if (small, proper) == (path, query):
            return None
        return quote(small) + (f"?{proper}" if proper else "")

    def _refresh(self) -> None:
        try:
            stamp = (self._build_dir / "index.html").stat().st_mtime_ns
        except OSError:
            return
        if stamp == self._stamp:
            return
        policies, folders = {}, set()
        for file in sorted(self._build_dir.rglob("*.html")):
            name = file.relative_to(self._build_dir).with_suffix("").as_posix()
            path = ("/" + name).removesuffix("/index") or "/"
            policies[path] = self._policy(file.read_text(encoding="utf-8"))
            if name.endswith("/index"):
                folders.add(path)
        self._policies, self._folders, self._stamp = policies, frozenset(folders), stamp

    def _policy(self, page: str) -> str:
        directives = {
            "default-src": "'self'",
            "script-src": " ".join(("'self'", *sorted(script_hashes(page)))),
            "style-src": " ".join(("'self'", *sorted(style_hashes(page)))),
            "img-src": "'self' data: blob:",
            "font-src": "'self' data:",
            "connect-src": f"'self' {self._socket}",
            "worker-src": "'self'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
            "base-uri": "'self'",
            "object-src": "'none'",
            "require-trusted-types-for": "'script'",
            # Both are made by sekampadi.js, before the page is there and needs them.
            "trusted-types": "default sekampadi",
        }
        return "; ".join(f"{name} {value}" for name, value in directives.items())


class KeptPages:
    """Answers for a page what was answered before: it is read for the first visitor, not for each.

    What a browser is sent depends on nothing but the page and the encodings it takes, until another
    build takes its place. Who asks under a condition, or for a part, is left to the files.
    """

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self._site = site
        self._stamp: int | None = None
        self._kept: dict[tuple[str, bytes], list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        key = self._key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        if (kept := self._kept.get(key)) is not None:
            for message in kept:
                # Whoever is further out adds headers.
                await send(_copied(message))
            return
        heard: list[Message] = []
        stamp = self._stamp

        async def hear(message: Message) -> None:
            heard.append(_copied(message))
            await send(message)

        extensions = {k: v for k, v in (scope.get("extensions") or {}).items() if k != _STRAIGHT}
        await self.app({**scope, "extensions": extensions}, receive, hear)
        # Of a build that another has replaced meanwhile nothing is kept.
        if _may_be_kept(heard) and self._site.stamp == stamp:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = heard

    def _key(self, scope: Scope) -> tuple[str, bytes] | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        path, encodings = scope["path"], b""
        if path != "/" and not (path.endswith("/") and self._site.is_folder(path[:-1])):
            return None
        for name, value in scope["headers"]:
            if name.startswith(_CONDITIONS):
                return None
            if name == b"accept-encoding":
                encodings += value + b","
        if self._site.stamp != self._stamp:
            self._stamp = self._site.stamp
            self._kept.clear()
        return None if len(encodings) > _LONGEST_KEY else (path, encodings)


def _copied(message: Message) -> Message:
    headers = message.get("headers")
    return dict(message) if headers is None else {**message, "headers": list(headers)}


def _may_be_kept(messages: list[Message]) -> bool:
    if not messages or messages[0].get("status") != 200:
        return False
    headers: Mapping[bytes, bytes] = dict(messages[0]["headers"])
    whole = sum(len(message.get("body", b"")) for message in messages[1:])
    said = headers.get(b"content-length", b"")
    # One that was cut off in between is not what the next one is to get.
    return headers.get(b"content-type", b"").startswith(b"text/html") and (
        whole <= _LONGEST_KEPT and said == str(whole).encode()
    )
