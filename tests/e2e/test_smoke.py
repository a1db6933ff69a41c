"""The production server serves a living page, survives restarts, and its visitors notice."""

import redis

from sekampadi.domain.izin import Role
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab, wait_until


def _say_hello(tab: Tab, server: AppServer) -> None:
    tab.open(f"{server.url}/")
    assert tab.page.get_by_role("heading").first.inner_text()


def test_start_page_hydrates_without_an_error(
    shared_server: AppServer, page_360: OpenTab, page_1280: OpenTab
) -> None:
    for name, opener in (("beranda-360", page_360), ("beranda-1280", page_1280)):
        tab = opener()
        _say_hello(tab, shared_server)
        tab.shot(name)


def test_a_page_comes_back_after_the_server_was_killed(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360()
    tab.tolerate("net::ERR_|WebSocket connection to")
    _say_hello(tab, server)
    before = tab.hydrations
    server.restart(killed=True)
    tab.wait_hydrated(before)


def test_a_tab_can_lose_the_network_and_get_it_back(
    shared_server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    _say_hello(tab, shared_server)
    tab.go_offline()
    assert not tab.page.evaluate("navigator.onLine")
    tab.go_online()
    tab.reload()


def test_the_server_runs_on_postgresql_and_redis(
    start_server: StartServer, pg_database_url: str, redis_url: str, page_1280: OpenTab
) -> None:
    kept = redis.Redis.from_url(redis_url)
    kept.flushdb()  # other tests have left their logins' states
    server = start_server("cast", database_url=pg_database_url, redis_url=redis_url)
    tab = page_1280()
    _say_hello(tab, server)
    assert not list(kept.scan_iter("*reflex___state*")), "a visitor's state is in Redis"
    steps.log_in(tab, server, Role.PIMPINAN.value)
    # It is written when what the page asked for is done, not before the page has it.
    wait_until(lambda: any(kept.scan_iter("*reflex___state*")), "the state of a login in Redis")


def test_a_taken_port_is_told_in_a_sentence(shared_server: AppServer) -> None:
    done = shared_server.command("serve", "--no-build", "--port", str(shared_server.port))
    assert done.returncode == 1
    assert str(shared_server.port) in done.stderr
    assert "Traceback" not in done.stderr


def test_production_refuses_the_default_secret(shared_server: AppServer) -> None:
    other = AppServer(
        shared_server.folder / "production",
        extra={"SEKAMPADI_ENV": "production", "SEKAMPADI_SECRET_KEY": "only-for-development"},
    )
    done = other.command("serve", "--no-build", "--port", str(other.port))
    assert done.returncode != 0
    assert "SEKAMPADI_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr
