"""What the machine could do at best: bare Starlette and SQLite, five requests a survey, one insert.

``tests.load.bench_lembar`` starts it beside the program, in the same run. It checks nothing and counts
nothing.
"""

import json
import os
import sqlite3
from urllib.parse import parse_qsl

from granian import Granian
from granian.constants import Interfaces
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

_PAGE = "<!doctype html><form method=post><input name=draf value='{}'></form>" + "x" * 3000


def make_app() -> Starlette:
    """Make the app, with a database of its own at ``CEILING_DATABASE``."""
    connection = sqlite3.connect(os.environ["CEILING_DATABASE"], isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS jawaban (id INTEGER PRIMARY KEY, isian TEXT)")

    async def survey(request: Request) -> Response:
        if request.method == "GET":
            return HTMLResponse(_PAGE)
        form = dict(parse_qsl((await request.body()).decode()))
        if form.get("langkah") == "4":
            connection.execute("INSERT INTO jawaban (isian) VALUES (?)", [json.dumps(form)])
        return HTMLResponse(_PAGE)

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    routes = [
        Route("/lembar/{kode}", survey, methods=["GET", "POST"]),
        Route("/api/health", health),
    ]
    return Starlette(routes=routes)


if __name__ == "__main__":
    Granian(
        "tests.load.ceiling:make_app",
        interface=Interfaces.ASGI,
        factory=True,
        port=int(os.environ["CEILING_PORT"]),
        workers=int(os.environ.get("CEILING_WORKERS", "1")),
        websockets=False,
        log_access=False,
    ).serve()
