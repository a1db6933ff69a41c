"""Hooks of Schemathesis, which its own process loads (``SCHEMATHESIS_HOOKS``).

What a schema cannot say is said here, so that no check is left out: data the document calls right is
made right in these three ways as well, and then has to be accepted.
"""

import io
import random
from datetime import UTC, datetime
from typing import Any

import schemathesis
from openpyxl import load_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAYANAN = {"upp-a": "layanan-a1", "upp-b": "layanan-b1"}
"""Whose key -> a layanan of it."""
_turns = random.Random(0)
_handed_out: dict[str, str] = {}
"""Address of a list -> what led to its next part."""


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: dict[str, Any]) -> None:
    """Send each request from an address of its own, and mend what the document cannot say.

    The server is told that a proxy stands in front of it. Limits have tests of their own
    (``tests/api/test_kunci.py``); here they would only hide answers.
    """
    case.headers["X-Forwarded-For"] = ".".join(str(_turns.randint(1, 250)) for _ in range(4))
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    query, body = case.query or {}, case.body
    # That a period does not end before it begins.
    if query.get("dari") and query.get("sampai") and query["sampai"] < query["dari"]:
        query["dari"], query["sampai"] = query["sampai"], query["dari"]
    # That what leads to the next part was handed out for this list.
    if query.get("sesudah"):
        known = _handed_out.get(case.formatted_path)
        query.update({"sesudah": known} if known else {})
        if not known:
            del query["sesudah"]
    if case.operation.label == "POST /api/v1/jawaban" and isinstance(body, dict):
        # That a day is one of the last seven, and a version of questions the one in force.
        if body.get("tanggal"):
            body["tanggal"] = datetime.now(UTC).date().isoformat()
        if body.get("perangkat"):
            body["perangkat"] = "sekampadi/1"
        # Whatever is called layanan is found as well, every second time.
        if _turns.random() < 0.5:
            body["layanan"] = LAYANAN.get(case.auth_identity or "", "layanan-a1")


@schemathesis.hook
def after_call(_context: Any, case: Any, response: Any) -> None:
    """Keep what leads to the next part of a list."""
    if response.status_code == 200 and "json" in response.headers.get("content-type", [""])[0]:
        document = response.json()
        if isinstance(document, dict) and document.get("sesudah"):
            _handed_out[case.formatted_path] = document["sesudah"]


@schemathesis.deserializer(XLSX)
def open_workbook(_context: Any, response: Any) -> str:
    """Open a workbook, and return the names of its sheets: for a schema it is a text."""
    return " ".join(load_workbook(io.BytesIO(response.content), read_only=True).sheetnames)
