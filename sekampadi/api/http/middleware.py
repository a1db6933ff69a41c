"""What surrounds the whole app, pages and events included: headers, caching, limits, access log."""

import logging
import re
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from starlette.middleware.body_limit import RequestBodyLimitResponder
from starlette.responses import RedirectResponse
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sekampadi.api.http.call import MAX_BODY, SERVED_BY, ApiRoute
from sekampadi.api.http.errors import SizeError, error_response
from sekampadi.api.routes import ROUTES
from sekampadi.api.site import BUILD_DIR, Site
from sekampadi.metrics.counters import count_request
from sekampadi.settings import Settings

access = logging.getLogger("sekampadi.access")

_HASHED = re.compile(r"/assets/.+-[A-Za-z0-9_-]{8}\.\w+")
_UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read"),
    *("display-capture", "encrypted-media", "gamepad", "geolocation", "gyroscope"),
    *("hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "publickey-credentials-create", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb", "window-management"),
    "xr-spatial-tracking",
)
_USED = ("clipboard-write", "fullscreen")
"""What pages of this program ask for: the wall screen fills its screen."""
_PERMISSIONS = ", ".join(
    [*(f"{name}=()" for name in _UNUSED), *(f"{name}=(self)" for name in _USED)]
)

_FOR_PAGES = (
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", _PERMISSIONS.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class SecurityHeaders:
    """Adds to every answer what its own endpoint has not said already."""

    def __init__(self, app: ASGIApp, site: Site, *, https: bool) -> None:
        self.app = app
        self._site = site
        self._for_all = [
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            # What other sites are to show says so by itself, as everything here may: "cross-origin".
            (b"cross-origin-resource-policy", b"same-origin"),
            *([(b"strict-transport-security", b"max-age=31536000")] if https else []),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        path = scope["path"]

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = raw = list(message.get("headers", ()))
                self._add(path, message["status"], raw)
            await send(message)

        await self.app(scope, receive, with_headers)

    def _add(self, path: str, status: int, raw: list[tuple[bytes, bytes]]) -> None:
        said = dict(raw)
        own = [*self._for_all]
        if said.get(b"content-type", b"").startswith(b"text/html"):
            own += _FOR_PAGES
            if b"content-security-policy" not in said:
                own.append((b"content-security-policy", self._site.policy(path).encode()))
            # Browsers keep whole pages for their Back button. One of the administration holds what
            # a login has loaded, and must be gone with it.
            private = path == "/admin" or path.startswith("/admin/")
            own.append((b"cache-control", b"no-store" if private else b"no-cache"))
        elif status in {200, 206, 304}:
            if _HASHED.fullmatch(path):
                raw[:] = [(k, v) for k, v in raw if k != b"cache-control"]
                raw.append((b"cache-control", b"public, max-age=31536000, immutable"))
            else:
                # Kept, but asked about each time: a new version has the same name.
                own.append((b"cache-control", b"no-cache"))
        raw += [(name, value) for name, value in own if name not in said]


class DirectPages:
    """Serves a page at its own address.

    The static files answer ``/survei`` with a redirect to ``/survei/``, which costs a phone a
    round trip, and behind a proxy names the wrong scheme. An address in capitals leads to the page.
    """

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            query = scope.get("query_string", b"").decode("latin-1")
            proper = self._site.proper_address(scope["path"], query)
            if proper is not None:
                # Latin-1 is how the bytes came in, and how they go out.
                await RedirectResponse(proper, 302)(scope, receive, send)
                return
        if scope["type"] == "http" and self._site.is_folder(scope["path"]):
            path = scope["path"] + "/"
            scope = {**scope, "path": path, "raw_path": quote(path).encode()}
        await self.app(scope, receive, send)


class BodyLimit:
    """Refuses what says itself that it is too large, with a sentence, before it is read.

    What comes in pieces and grows too large is cut off while it is read. Some routes take more,
    and forms that anybody may send less.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[ApiRoute]) -> None:
        self.app = app
        others = [route for route in routes if route.body_max != MAX_BODY]
        self._others = [(compile_path(r.path)[0], r.body_max) for r in others]

    def _most(self, path: str) -> int:
        return next((most for pattern, most in self._others if pattern.match(path)), MAX_BODY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self._most(scope["path"])
        headers = dict(scope.get("headers", ()))
        stated = headers.get(b"content-length", b"")
        if stated.isdigit() and int(stated[:20]) > most:
            as_json = scope["path"].startswith("/api/")
            refused = error_response(SizeError(most), as_json=as_json, path=scope["path"])
            await refused(scope, receive, send)
            return
        said = not stated or (stated.isdigit() and len(stated) < 16)
        http1 = str(scope.get("http_version", "")).startswith("1")
        if said and http1 and b"transfer-encoding" not in headers:
            # The server reads no more than was said, and without a word there is nothing to read.
            await self.app(scope, receive, send)
            return
        await RequestBodyLimitResponder(self.app, most)(scope, receive, send)


class AccessLog:
    """Writes a line per request: method, path, status, time; and counts it by its route.

    Neither the asking address nor the query string, in which tickets and the tokens of the
    event channel stand.
    """

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self._site = site

    def _route(self, path: str) -> str:
        """Name what no route of ours has served, by what was built: addresses have no end."""
        if path.startswith("/assets/"):
            return "/assets"
        page = path.rstrip("/")
        return (page or "/") if not page or self._site.is_folder(page) else "other"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500
        served_by: list[str] = []
        scope = {**scope, SERVED_BY: served_by}

        async def with_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, with_status)
        finally:
            seconds = time.perf_counter() - begun
            route = served_by[0] if served_by else self._route(scope["path"])
            count_request(route, status, seconds)
            if access.isEnabledFor(logging.INFO):
                # Quoted, so that a line break in a path cannot forge a line of the log.
                path, spent = quote(scope["path"][:80]), seconds * 1000
                more = {"route": route, "status": status, "ms": int(spent)}
                access.info("%s %s %d %.0f ms", scope["method"], path, status, spent, extra=more)


def wrap(
    app: ASGIApp,
    settings: Settings,
    *,
    build_dir: Path = BUILD_DIR,
    routes: Sequence[ApiRoute] = ROUTES,
) -> ASGIApp:
    """Surround the whole app, API, pages and events, with all of this module."""
    site = Site(settings.base_url, build_dir)
    limited = BodyLimit(app, routes)
    headers = SecurityHeaders(DirectPages(limited, site), site, https=settings.secure_cookies)
    return AccessLog(headers, site)


def wrap_forms(app: ASGIApp, settings: Settings, route: ApiRoute) -> ASGIApp:
    """Surround one route that is answered before all pages with what is said of every answer."""
    limited = BodyLimit(app, (route,))
    site = Site(settings.base_url)
    headers = SecurityHeaders(limited, site, https=settings.secure_cookies)
    return AccessLog(headers, site)
