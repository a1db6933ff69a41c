"""What an endpoint is handed, and how a route is declared."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from sekampadi.domain.integrasi.kunci import IZIN_KUNCI
from sekampadi.domain.izin import Permission, Principal
from sekampadi.services.sistem.antrean import DOKUMEN, IMPOR, LAMAN, SEHAT, UMUM, Lane
from sekampadi.services.sistem.runtime import Runtime

T = TypeVar("T")
B = TypeVar("B", bound=BaseModel)
P = ParamSpec("P")

SERVED_BY = "sekampadi.served_by"
"""Where in the scope of a request the template of its route is left for who counts."""
MAX_BODY = 1024 * 1024
"""Bytes a request may carry; a survey has about three thousand."""


class Renderer(Protocol):
    """Runs heavy rendering elsewhere, within a time limit (``sekampadi.reports.worker``)."""

    async def run(
        self,
        fn: Callable[..., bytes],
        *args: object,
        timeout: float,  # noqa: ASYNC109 - it bounds the worker, not the waiting coroutine
    ) -> bytes:
        """Run a function of ``sekampadi.reports.render``."""

    def call(self, fn: Callable[..., T], *args: object, timeout: float) -> T:
        """Run a function there, and wait for it in this thread."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request, its person known and its parameters read.

    ``token`` is the secret of the session cookie, believed by nobody yet; ``query`` has the
    declared parameters that were given and are not empty; ``reader`` opens files that came in;
    ``body`` is what was sent to a route that says what it takes.
    """

    rt: Runtime
    renderer: Renderer
    request: Request
    principal: Principal | None
    token: str | None
    query: Mapping[str, str]
    reader: Renderer
    lane: Lane = LAMAN
    body: BaseModel | None = None

    def body_of(self, kind: type[B]) -> B:
        """Return what was sent, as the route declares it."""
        if not isinstance(self.body, kind):
            raise TypeError(f"the route does not say that it takes {kind.__name__}")
        return self.body

    async def in_thread(
        self, use_case: Callable[Concatenate[Runtime, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a use case in a thread: the database would block every other request.

        Raises:
            DomainError: ``antrean.penuh`` when too many of its kind wait; else as the use case.
        """
        return await self.lane.run(use_case, self.rt, *args, **kwargs)

    async def render(self, fn: Callable[..., bytes], *args: object) -> bytes:
        """Make a document, within the time that the settings give it."""
        return await self.renderer.run(fn, *args, timeout=self.rt.settings.report_timeout)


Endpoint = Callable[[Call], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of an address, with what the OpenAPI document says of it."""

    name: str
    description: str = ""
    example: str = ""
    schema: Mapping[str, Any] | None = None  # None for any text
    required: bool = False


@dataclass(frozen=True, slots=True)
class Doc:
    """How the OpenAPI document describes a route.

    ``schema`` names that of its 200 answer; ``statuses`` are the others it may answer with. ``created``:
    it may answer with 201 in the same form as well; ``media`` is the type of what it answers with.
    """

    summary: str
    schema: str
    statuses: tuple[int, ...] = ()
    description: str = ""
    created: bool = False
    media: str = "application/json"


@dataclass(frozen=True, slots=True)
class ApiRoute:
    """A route with the right it needs: what is not declared here is not served.

    The name is stable, for the log and the tests. Each parameter is taken at most once; with None
    anything is. On a public route, ``optional_login`` finds out who asks all the same; ``limited``
    counts against the rate limit of the asking address; ``body_max`` is in bytes; ``body`` is the JSON
    that a POST takes, ``headers`` what it is told in headers beside it; ``doc`` is for the OpenAPI document.

    A permission of :data:`IZIN_KUNCI` is a key's: no cookie is looked at, and who shows no key is
    refused. With ``optional_login`` a key counts like a cookie.
    """

    path: str
    endpoint: Endpoint
    permission: Permission
    name: str
    methods: tuple[str, ...] = ("GET",)
    params: tuple[Param, ...] | None = ()
    optional_login: bool = False
    limited: bool = False
    body_max: int = MAX_BODY
    doc: Doc | None = None
    body: type[BaseModel] | None = None
    headers: tuple[Param, ...] = ()

    @property
    def needs_key(self) -> bool:
        """Whether only a key may ask, and no person."""
        return self.permission in IZIN_KUNCI

    @property
    def is_api(self) -> bool:
        """Whether a program asks, and gets JSON; otherwise a browser does, and gets pages."""
        return self.path.startswith("/api")

    @property
    def is_v1(self) -> bool:
        """Whether it belongs to what other systems build on (docs/integrasi/api.md)."""
        return self.path.startswith("/api/v1/")

    @property
    def lane(self) -> Lane:
        """Where its slow work is done."""
        if self.name.startswith("health"):
            return SEHAT
        if self.name == "entri.impor" or self.name.startswith("unggah."):
            return IMPOR
        if not self.path.startswith("/unduh/"):
            return LAMAN
        return UMUM if self.permission is Permission.PUBLIC else DOKUMEN

    @property
    def is_document(self) -> bool:
        """Whether it is made of much, not only handed out: of those a person has few at a time."""
        return self.lane is DOKUMEN and self.path.endswith((".pdf", ".docx", ".xlsx", ".zip"))

    @property
    def knows_person(self) -> bool:
        """Whether the cookie is looked up."""
        return self.optional_login or self.permission is not Permission.PUBLIC


def open_route(
    path: str,
    endpoint: Endpoint,
    name: str,
    doc: Doc | None = None,
    *,
    params: tuple[Param, ...] = (),
    optional_login: bool = False,
) -> ApiRoute:
    """Declare what everyone may ask for, within the limit of an address."""
    return ApiRoute(
        path,
        endpoint,
        Permission.PUBLIC,
        name,
        params=params,
        optional_login=optional_login,
        limited=True,
        doc=doc,
    )


JsonObject = dict[str, Any]
