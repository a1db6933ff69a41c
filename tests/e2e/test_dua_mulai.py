"""Two begin at the same time, on the same data: both do, or one gives way and says why."""

import fcntl
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlmodel import col, func, select

from sekampadi.db.migrate import is_current
from sekampadi.db.models import Audit, Jawaban, Layanan, Operator, Perangkat, Upp
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.e2e.conftest import Beginnings
from tests.e2e.harness import AppServer, wait_until
from tests.e2e.warm import Warm, WarmProcess
from tests.lembar import answer_plainly

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(params=BACKENDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AppServer:
    """Return where a server would serve: without tables, with a folder that is not there yet."""
    if request.param == "sqlite":
        return AppServer(tmp_path / "data")
    pg_uri = request.getfixturevalue("pg_uri")
    name = f"mulai_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(pg_uri, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
    url = pg_uri.replace("/postgres?", f"/{name}?")
    return AppServer(tmp_path / "data", url.replace("postgresql://", "postgresql+psycopg://"))


class Together:
    """Commands that begin at the same moment, each a process with a log of its own."""

    def __init__(self, warm: Warm, server: AppServer, *commands: list[str]) -> None:
        self.logs = [server.folder.parent / f"{n}.log" for n in range(len(commands))]
        self.processes: list[WarmProcess] = [
            warm.start(words, server.environment, log)
            for words, log in zip(commands, self.logs, strict=True)
        ]

    def said(self) -> str:
        """Return what they have said so far."""
        return "".join(log.read_text(encoding="utf-8") for log in self.logs if log.exists())

    def finish(self) -> list[tuple[int, str]]:
        return [
            (process.wait(60), log.read_text(encoding="utf-8"))
            for process, log in zip(self.processes, self.logs, strict=True)
        ]


def _shape(rt: Runtime) -> list[int]:
    with rt.reading() as session:
        return [
            session.exec(select(func.count()).select_from(table)).one()
            for table in (Upp, Layanan, Operator, Jawaban)
        ]


def test_the_tables_are_made_once(warm: Warm, empty: AppServer) -> None:
    ended = Together(warm, empty, *([["migrate"]] * 4)).finish()
    assert [status for status, _ in ended] == [0] * 4, ended
    said = sorted(text for _, text in ended)
    assert set(said) <= {"Tabel diperbarui.\n", "Tabel sudah terbaru.\n"}, said
    assert said.count("Tabel diperbarui.\n") == 1, said
    with empty.runtime() as rt, rt.reading() as session:
        assert is_current(rt.engine)
        assert len(session.exec(select(Perangkat)).all()) == 2


def test_a_second_first_start_waits_for_the_first(warm: Warm, tmp_path: Path) -> None:
    data = AppServer(tmp_path / "data")
    with (data.folder / ".preparing.lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = Together(warm, data, ["ensure-demo"])
        wait_until(lambda: "menunggu sampai selesai" in second.said(), "it says that it waits")
        data.migrate()
        with data.runtime() as rt:
            factories.make_cast(rt)
            before = _shape(rt)
        (data.folder / "akun-demo.txt").write_text("roorg  the-first-one-made-it\n")
    ((status, said),) = second.finish()
    assert status == 0, said
    assert "the-first-one-made-it" in said
    with data.runtime() as rt:
        assert _shape(rt) == before, "it has filled what was filled"


@pytest.mark.parametrize("same_name", [True, False])
def test_of_two_first_accounts_each_is_made_once(
    warm: Warm, empty: AppServer, same_name: bool
) -> None:
    empty.migrate()
    names = ("kepala", "kepala" if same_name else "wakil")
    ended = Together(warm, empty, *(["create-admin", "--username", n] for n in names)).finish()
    said = [text for _, text in ended]
    assert sorted(status for status, _ in ended) == ([0, 1] if same_name else [0, 0]), said
    assert not same_name or "Username ini sudah dipakai.\n" in said, said
    with empty.runtime() as rt, rt.reading() as session:
        assert set(session.exec(select(Operator.username))) == set(names)
        accounts = {f"operator/{i}" for i in session.exec(select(Operator.id))}
        acts = session.exec(select(Audit.objek).where(col(Audit.aksi) == "operator.buat")).all()
        assert sorted(acts) == sorted(accounts)


def test_of_two_servers_at_one_port_one_gives_way(
    warm: Warm, template_databases: Beginnings, tmp_path: Path
) -> None:
    server = AppServer(tmp_path / "data", warm=warm)
    server.use_database(template_databases["cast"])
    both = Together(warm, server, server.words, server.words)
    wait_until(lambda: any(p.poll() is not None for p in both.processes), "one gives way")
    gone = int(both.processes[0].poll() is None)
    server.process = both.processes[1 - gone]
    said = both.logs[gone].read_text(encoding="utf-8")
    assert both.processes[gone].poll() == 1
    assert said.startswith(f"Alamat 127.0.0.1, porta {server.port}, tidak dapat dipakai"), said
    server.wait_ready()
    assert "Terima kasih" in answer_plainly(server.url).text
    server.stop()
    with server.runtime() as rt:
        assert _shape(rt)[-1] == 1
    server.start()  # and the address is free again
    server.stop()


def test_two_servers_of_one_folder_both_serve(
    warm: Warm, template_databases: Beginnings, tmp_path: Path
) -> None:
    first = AppServer(tmp_path / "data", warm=warm)
    second = AppServer(first.folder, warm=warm)
    first.use_database(template_databases["cast"])
    both = Together(warm, first, first.words, second.words)
    first.process, second.process = both.processes
    for server in (first, second):
        server.wait_ready()
    with ThreadPoolExecutor(8) as people:
        for done in [people.submit(answer_plainly, s.url) for s in (first, second) * 8]:
            assert "Terima kasih" in done.result().text
    for server in (first, second):
        server.stop()
    for log in both.logs:
        assert "Traceback" not in log.read_text(encoding="utf-8")
    with first.runtime() as rt:
        assert _shape(rt)[-1] == 16
        assert check_rekap(rt) == []
