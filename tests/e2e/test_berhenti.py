"""A server that is told to stop lets what it has begun end: an answer that is being stored is thanked for."""

import signal
import sqlite3
import threading
import time
import urllib.parse
import urllib.request

from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.domain.survei.unsur import URUTAN
from tests.e2e.conftest import StartServer
from tests.lembar import Page

RESPONDEN = {
    "usia": "35",
    "jenis_kelamin": "P",
    "pendidikan": "SMA/K/MA",
    "pekerjaan": "Wiraswasta/Usahawan",
}


def _fetch(url: str, data: dict[str, str] | None = None) -> tuple[int, Page]:
    body = urllib.parse.urlencode(data).encode() if data is not None else None
    with urllib.request.urlopen(url, body, timeout=60) as response:
        return response.status, Page(response.read().decode())


def test_an_answer_in_flight_is_stored_and_thanked_for(start_server: StartServer) -> None:
    server = start_server("cast")
    _, page = _fetch(f"{server.url}/lembar/layanan-a1")
    for values in (RESPONDEN, {"umum": "3"}, {u.field: "4" for u in URUTAN}):
        form = page.form.fill(**values)
        _, page = _fetch(server.url + form.action, form.press("lanjut"))
    last = page.form.fill(saran="Tepat waktu.")
    found: list[tuple[int, Page]] = []
    sending = threading.Thread(
        target=lambda: found.append(_fetch(server.url + last.action, last.press("lanjut")))
    )
    # Somebody else writes, so the answer waits for its turn.
    other = sqlite3.connect(server.folder / "sekampadi.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    sending.start()
    time.sleep(1)
    assert server.process is not None
    server.process.send_signal(signal.SIGTERM)
    time.sleep(2)
    assert sending.is_alive()
    assert server.process.poll() is None, "it waits for what it has begun"
    other.execute("ROLLBACK")
    other.close()
    sending.join(30)
    server.stop()
    ((status, thanks),) = found
    assert status == 200
    assert "Terima kasih" in thanks.text
    with server.runtime() as rt, rt.reading() as session:
        assert [a.saran for a in session.exec(select(Jawaban))] == ["Tepat waktu."]
