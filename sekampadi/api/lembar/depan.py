"""What stands before the framework: forms without script are answered without it.

Around its own pages and events Reflex has four layers of middleware, which a form has no use for.
The routes are those of :mod:`sekampadi.api.routes`, with their rights, headers and limits.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from sekampadi.api.http.call import ApiRoute, Renderer
from sekampadi.api.http.middleware import wrap_forms
from sekampadi.api.lembar.routes import LEMBAR_ROUTES
from sekampadi.api.routes import make_endpoint
from sekampadi.services.sistem.runtime import Runtime

_PREFIX: Final = "/lembar"


def _as_app(endpoint: Callable[[Request], Awaitable[Response]]) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await (await endpoint(Request(scope, receive)))(scope, receive, send)

    return app


class Front:
    """Answers the forms, and hands everything else on."""

    def __init__(
        self,
        inner: ASGIApp,
        rt: Runtime,
        renderer: Renderer,
        *,
        routes: Sequence[ApiRoute] = LEMBAR_ROUTES,
    ) -> None:
        self.inner = inner
        self._routes = [
            (
                compile_path(route.path)[0],
                wrap_forms(_as_app(make_endpoint(route, rt, renderer)), rt.settings, route),
            )
            for route in routes
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, a socket, or the life of the server."""
        if scope["type"] == "http" and scope["path"].startswith(_PREFIX):
            for pattern, app in self._routes:
                if found := pattern.match(scope["path"]):
                    scope["path_params"] = found.groupdict()
                    await app(scope, receive, send)
                    return
        await self.inner(scope, receive, send)
