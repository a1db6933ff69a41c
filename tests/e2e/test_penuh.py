"""A disk without room: people are told and keep what they wrote, and it goes on when there is room.

The same on a real file system, with people at sockets, and on PostgreSQL: ``tests/load/bench_penuh.py``.
"""

import json
import resource
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.services.sistem.rekap import check_rekap
from tests.e2e.conftest import Beginnings
from tests.e2e.harness import AppServer, wait_until
from tests.e2e.warm import Warm
from tests.lembar import answer_plainly, fetch, fill_in
from tests.load.measure import worker_pids

UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@contextmanager
def no_room_beyond(server: AppServer, size: int) -> Iterator[None]:
    """Let no file of the server grow beyond so many bytes, as if the disk ended there."""
    pids = worker_pids(server)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, UNLIMITED)


def _codes(body: IO[bytes]) -> list[str]:
    return [reason["code"] for reason in json.load(body)["reasons"]]


def ready(server: AppServer) -> tuple[int, list[str]]:
    """Return the status of readiness, and the codes of its reasons."""
    try:
        with urllib.request.urlopen(f"{server.url}/api/health/ready", timeout=30) as response:
            return int(response.status), _codes(response)
    except urllib.error.HTTPError as error:
        return error.code, _codes(error)


def test_what_finds_no_room_is_kept_by_who_wrote_it(
    warm: Warm, template_databases: Beginnings, tmp_path: Path
) -> None:
    server = AppServer(tmp_path / "data", warm=warm, extra={"SEKAMPADI_DISK_MIN_MB": "1"})
    server.use_database(template_databases["cast"])
    server.start()
    log = server.folder / "sekampadi.db-wal"
    said = []
    while not log.exists() or log.stat().st_size < 300_000:  # more than what else it writes
        answer_plainly(server.url)
        said.append("Tepat waktu.")
    form = fill_in(server.url, "layanan-a1", "Loketnya terang.")
    with no_room_beyond(server, log.stat().st_size):
        for _ in range(2):
            page = fetch(server.url + form.action, form.press("lanjut"))
            assert "Jawaban Anda belum tersimpan" in page.text
            assert page.form.values["saran"] == "Loketnya terang."
            assert page.form.values["draf"] == form.values["draf"], "it stays the same survey"
            form = page.form
        assert ready(server) == (503, ["disk.full"])
        with server.runtime() as rt, rt.reading() as session:
            assert session.exec(select(Jawaban.saran)).all() == said
    assert "Terima kasih" in fetch(server.url + form.action, form.press("lanjut")).text
    wait_until(lambda: ready(server) == (200, []), "it is ready again, by itself")
    server.stop()
    with server.runtime() as rt:
        with rt.reading() as session:
            assert session.exec(select(Jawaban.saran)).all() == [*said, "Loketnya terang."]
        assert check_rekap(rt) == []
