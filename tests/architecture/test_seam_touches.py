"""What the seam touches is there: asked of the installed Reflex.

Where one of these fails after an upgrade, its name says what in ``sekampadi/web/reflex_seam`` has
to be written anew.
"""

import asyncio
import gc
import importlib
import inspect
import json
import logging
import uuid
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import reflex as rx
import socketio
from reflex.istate.manager.memory import StateManagerMemory
from reflex.utils.frontend_skeleton import initialize_vite_config
from reflex.utils.misc import preload_color_theme
from reflex_base import constants
from reflex_base.config import Config, get_config
from reflex_base.environment import EnvironmentVariables, environment

from sekampadi.web.reflex_seam import counting, elements, events, lean, outside, sockets, states
from tests.architecture.kecil import TAB, WAIT, House, Page, house, until

Made: TypeAlias = Callable[[], AbstractAsyncContextManager[House]]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Made:
    """Return what builds and runs the app; a state's context is that of the test's own task."""
    return lambda: house(monkeypatch, tmp_path)


# ---- outside ------------------------------------------------------------------------


def test_reflex_reads_every_variable_that_is_set_for_it(tmp_path: Path) -> None:
    options = {"trusted_proxies": 1, "kept_seconds": 1, "frame_max": 1}
    ours = {
        **outside.building(tmp_path),
        **outside.serving(tmp_path, redis_url="redis://x", **options),
        **outside.SERVE_THE_BUILD,
    }
    names = [name for name in vars(EnvironmentVariables) if name.startswith("REFLEX_")]
    known = {getattr(environment, name).name for name in names}
    known |= {f"REFLEX_{name.upper()}" for name in Config.class_fields()}
    assert set(ours) <= known, "Reflex does not look at these any more"


async def test_the_environment_of_the_server_takes_effect(made: Made) -> None:
    async with made() as house:
        config, engine = get_config(), house.app.sio.eio
        assert isinstance(house.app.state_manager, StateManagerMemory)
        assert house.app.state_manager.token_expiration == 77
        assert config.trusted_proxy_hops == 3
        assert engine.max_http_buffer_size == 54321
        assert (engine.ping_interval, engine.ping_timeout) == (10, 15)


def test_an_export_lies_where_the_server_looks_for_it() -> None:
    dirs = constants.Dirs
    assert Path(dirs.WEB) / dirs.BUILD_DIR == outside.BUILD_DIR
    assert Path(dirs.WEB) / dirs.STATIC == outside.SITE_DIR


def test_frames_of_a_page_begin_as_the_gate_expects() -> None:
    assert str(constants.Endpoint.EVENT) == outside.EVENT_PATH
    kinds, names = socketio.packet, constants.SocketEvent

    def frame(kind: int, data: Any) -> str:
        return "4" + str(kinds.Packet(kind, data=data, namespace=outside.EVENT_PATH).encode())

    assert frame(kinds.CONNECT, {}).startswith(outside.CONNECT_FRAME)
    assert frame(kinds.EVENT, [names.EVENT, {}]).startswith(outside.EVENT_FRAME)
    sent = [frame(kinds.EVENT, [n, {}]) for n in (names.EVENT, names.PING, names.CLIENT_ERROR)]
    for text in [*sent, frame(kinds.CONNECT, {}), frame(kinds.DISCONNECT, None)]:
        assert outside.PAGE_FRAME.match(text), text
    assert not outside.PAGE_FRAME.match(frame(kinds.EVENT, ["state_mismatch", {}]))


def test_the_loggers_that_are_quieted_are_those_that_write() -> None:
    assert importlib.import_module(outside.EVENT_LOGGER).logger.name == outside.EVENT_LOGGER
    for name in outside.LOGGERS:
        importlib.import_module(name)
    importlib.import_module("reflex.app")
    writing = [n for n in logging.root.manager.loggerDict if n.partition(".")[0] in outside.LOGGERS]
    assert {n.partition(".")[0] for n in writing} >= {"reflex", "reflex_base"}


@pytest.mark.parametrize(
    "text",
    [
        'const TOKEN_KEY = "token";',  # sekampadi.js and survei-draf.js take it away
        "window.sessionStorage.getItem(TOKEN_KEY)",
        # How the server's commands reach ours, and nothing of them is run.
        'event.name == "_set_value"',
        "event.payload.ref in refs ? refs[event.payload.ref] : event.payload.ref;",
        "ref.current.value = event.payload.value;",
        # Why what rx calls functions and scripts is not used at all.
        "eval(event.payload.function)()",
        "? eval(event.payload.callback)",
        'socket.current.on("new_token"',
    ],
)
def test_the_pages_script_does_what_ours_rely_on(text: str) -> None:
    script = constants.Templates.Dirs.WEB_TEMPLATE / "utils" / "state.js"
    assert text in script.read_text(encoding="utf-8")


# ---- elements -----------------------------------------------------------------------


def test_a_page_knows_whether_the_server_is_away() -> None:
    assert "connectErrors.length > 0" in str(elements.has_connection_errors)


def test_only_our_form_is_sent_by_the_browser() -> None:
    ours = elements.FormulirBiasa.create(action="/sesi/keluar", method="post")
    assert "on_submit" not in ours.event_triggers
    assert "/sesi/keluar" in str(ours)
    assert "on_submit" in rx.el.form(action="/x").event_triggers, "rx.el.form would do by now"


def test_only_our_style_sheet_is_imported_by_the_page() -> None:
    imports = elements.LembarGaya.create(nama="admin")._get_all_imports()
    assert [var.tag for var in imports[""]] == ["$/public/admin.css"]
    assert "precedence" not in str(rx.el.link(rel="stylesheet", href="/x.css")), "would do by now"


def test_every_page_hears_commands() -> None:
    """Reflex's own way to set a value, with our setter behind it."""
    ours = elements.Commands.create()
    [code] = ours.add_custom_code()
    assert code.startswith('refs["ref_perintah"] = { current: { set value(told) {')
    assert [v.tag for v in ours._get_all_imports()["$/utils/state"]] == ["refs", "ReflexEvent"]
    registry = constants.Templates.Dirs.WEB_TEMPLATE / "utils" / "context-registry.js"
    assert "export const eventLoop = {" in registry.read_text(encoding="utf-8")
    [event] = events.Event.from_event_type(events.pressed_command("gagal", 7))
    assert (event.name, event.payload) == (
        "_set_value",
        {"ref": "ref_perintah", "value": {"name": "gagal", "words": [7]}},
    )


# ---- lean ---------------------------------------------------------------------------


def test_reflexs_configuration_of_vite_takes_our_group(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("reflex.utils.frontend_skeleton.get_web_dir", lambda: tmp_path)
    initialize_vite_config()
    config = (tmp_path / lean.VITE_CONFIG).read_text(encoding="utf-8")
    ours = lean.share_libraries(config)
    assert ours.replace(lean.LIBRARIES, "") == config
    assert lean.share_libraries(ours) == ours
    with pytest.raises(RuntimeError, match="has no groups"):
        lean.share_libraries("export default {}")


def test_the_style_sheet_for_maps_is_emptied(tmp_path: Path) -> None:
    script = tmp_path / "assets" / "plotly-basic.min-AAAAAAAA.js"
    script.parent.mkdir()
    script.write_text("e.textContent=`.maplibregl-map{font:12px}`,a();b.textContent=`c`")
    assert lean.drop_map_style(tmp_path) == 1
    assert script.read_text() == "e.textContent=``,a();b.textContent=`c`"
    assert lean.drop_map_style(tmp_path) == 0


def test_no_dark_theme_is_looked_for(tmp_path: Path) -> None:
    content = json.loads(str(preload_color_theme("light").children[0].contents))
    assert "prefers-color-scheme: dark" in content, "Reflex looks no more: this would do by now"
    page, script = tmp_path / "survei" / "index.html", tmp_path / "assets" / "root-AAAAAAAA.js"
    for path in (page, script):
        path.parent.mkdir()
        path.write_text(f"<script>{content}</script><style>a</style>")
    assert lean.shorten_theme(tmp_path) == 2
    for path in (page, script):
        assert len(path.read_text()) < 200
        assert path.read_text().endswith("</script><style>a</style>")
        assert 'classList.add("light")' in path.read_text()
    assert lean.shorten_theme(tmp_path) == 0


def test_a_plugin_is_asked_before_the_build_and_after_it() -> None:
    ours = {name for name in vars(lean.LeanBuild) if not name.startswith("_")}
    assert ours <= set(vars(rx.plugins.Plugin))


# ---- counting -----------------------------------------------------------------------


async def test_visitors_that_are_kept_are_counted(made: Made) -> None:
    async with made() as house:
        assert counting.kept_visitors(house.app) == 0
        for number in (1, 2):
            page = await house.page(f"tab-{number}")
            page.event(house.name(house.umum, "hitung"))
            await until(lambda page=page: page.updates, "an answer")
            assert counting.kept_visitors(house.app) == number


# ---- events -------------------------------------------------------------------------


async def test_every_handler_of_reflex_is_known(made: Made) -> None:
    async with made() as house:
        known = events.registered_events(house.app)
        assert {events.HYDRATE, events.PAGE_LOAD} <= set(known)
        assert house.name(house.umum, "hitung") in known
        assert f"{house.umum.get_full_name()}.{events.SETTER}" in known, "each state has a setter"
        theirs = {
            f"{state.__name__}.{function.__name__}"
            for function, state in map(events.behind, known.values())
            if state.__module__.startswith("reflex")
            and state not in {house.umum, house.rahasia}  # of a function, so Reflex moves them
        }
    assert theirs >= events.NEEDED_BY_PAGES
    denied = {name for name in theirs if not name.endswith(f".{events.SETTER}")}
    assert denied - events.NEEDED_BY_PAGES == {"UpdateVarsInternalState.update_vars_internal"}


async def test_arguments_of_reflexs_handlers_are_looked_at(made: Made) -> None:
    async with made() as house:
        known = events.registered_events(house.app)
        for name, registered in known.items():
            function, state = events.behind(registered)
            label = f"{state.__name__}.{function.__name__}"
            if label in events.NEEDED_BY_PAGES:
                arguments = set(list(inspect.signature(function).parameters)[1:])
                unseen = arguments - events.argument_checks(function).keys()
                # Dropped altogether when it holds anything.
                assert unseen <= ({"vars"} if name == events.HYDRATE else set()), name
        hitung = known[house.name(house.umum, "hitung")]
        assert events.argument_checks(events.behind(hitung)[0]) == {}


async def test_the_guard_is_asked_first_and_its_answer_is_the_only_one(made: Made) -> None:
    async with made() as house:
        isikan = house.name(house.rahasia, "isikan")
        house.deny.add(isikan)
        page = await house.page()
        page.event(isikan)
        await until(lambda: page.told('"tidak"'), "a denial reaches the page")
        [call] = [e for u in page.updates for e in u["events"]]
        assert call["name"] == "_set_value"
        ref = "ref_perintah"
        assert call["payload"] == {"ref": ref, "value": {"name": "tidak", "words": ["'\"<", 1]}}
        assert not page.told("rahasia")
        tab, name, connection = house.asked[-1]
        assert (tab, name, connection.tab) == (TAB, isikan, TAB)
        assert (connection.address, connection.page) == ("203.0.113.7", "/coba")
        assert connection.headers["cookie"] == "a=1"
        assert house.socket.is_connected(connection.sid)
    assert states.current_tab() == ""


async def test_variables_are_set_past_the_states(made: Made) -> None:
    async with made() as house:
        page = await house.page()
        state = house.umum(_reflex_internal_init=True)
        update = events.setter_of(state)({"angka": 7, "daftar": [1]})
        await sockets.send(house.app, update, list(house.door.sids))
        await until(lambda: page.updates, "what is sent reaches the page")
        [sent] = [u["delta"] for u in page.updates]
        assert sent.keys() == state.dict().keys()
        assert sent[state.get_full_name()].keys() == state.dict()[state.get_full_name()].keys()


# ---- sockets ------------------------------------------------------------------------


async def test_the_door_is_asked_for_each_connection_and_frame(made: Made) -> None:
    async with made() as house:
        page = await house.page()
        assert house.door.seen == [sockets.Handshake([TAB], "a=1", "http://sini", "sini")]
        page.send(f'{outside.EVENT_FRAME},{{"bukan":"event"}}]')
        page.event(house.name(house.rahasia, "isikan"))
        await until(lambda: len(house.asked) == 1, "the second frame is an event")
        assert [tab for tab, _ in house.door.frames] == [TAB, TAB]
        page.close()
        await until(lambda: house.door.gone == [TAB], "the door hears of the end")
        await until(lambda: not house.socket.is_connected(house.door.sids[0]), "the end")


async def test_a_refused_connection_becomes_no_tab(made: Made) -> None:
    async with made() as house:
        house.door.refusal = "token"
        page = Page(house.app)
        page.open()
        await until(lambda: any(f.startswith("44") for f in page.frames), "the refusal is told")
        assert house.door.sids == []
        page.event(house.name(house.rahasia, "isikan"))
        await asyncio.sleep(0.05)
        assert house.asked == []


async def test_a_duplicated_tab_is_found_out_and_renamed(made: Made) -> None:
    async with made() as house:
        await house.page()
        second = await house.page()
        await until(lambda: any('"new_token","baru"' in f for f in second.frames), "a new name")
        assert await house.socket.is_open_elsewhere("baru", "") is True
        assert await house.socket.is_open_elsewhere(str(uuid.uuid4()), "") is False


async def test_nothing_of_a_login_or_an_address_is_kept_with_a_state(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "LINGER", 0.05)
    async with made() as house:
        page = await house.page()
        for kali in (1, 10):
            page.event(house.name(house.umum, "hitung"), kali=kali)
        await until(lambda: house.handled == [1], "the first is at work")
        page.close()
        await until(lambda: house.door.gone, "the end")
        await asyncio.sleep(0.2)
        sid = house.door.sids[0]
        assert sid in states._origins, "its events still want to know"
        house.gate.set()
        await until(lambda: sid not in states._origins, "it is forgotten")
        token = rx.BaseStateToken(ident=TAB, cls=rx.State)
        root = house.app.state_manager.states[token.cache_key]
        assert root.router_data["sid"] == sid
        assert root.router.url.netloc == "sini"
        for part in (root, *root.substates.values()):
            kept = part._serialize()
            assert not [t for t in (b"a=1", b"203.0.113.7", b"198.51.100.9") if t in kept]
    *_, last = house.asked
    assert last[2].headers == {"cookie": "a=1", "x-forwarded-for": "198.51.100.9"}


async def test_the_end_of_a_socket_raises_nothing(made: Made) -> None:
    async with made() as house:
        page = await house.page()
        engine = house.app.sio.eio
        assert any(isinstance(o, sockets._QuietSocket) for o in gc.get_objects()), "it is in use"
        assert socketio.AsyncServer(async_mode="asgi").eio._async is not engine._async
        page.close()
        await asyncio.wait_for(page.task, WAIT)


# ---- states -------------------------------------------------------------------------


async def test_what_is_withheld_reaches_only_whom_it_may(made: Made) -> None:
    async with made() as house:
        private = house.rahasia.get_full_name()
        first = house.rahasia(_reflex_internal_init=True).dict(initial=True)
        assert private in first, "the build writes the first values into the pages"
        for tab, allowed in (("orang", False), ("pegawai", True)):
            house.open = {tab} if allowed else set()
            page = await house.page(tab)
            page.event(events.HYDRATE)
            await until(lambda page=page: page.told("umum_state"), "a hydration")
            page.event(house.name(house.rahasia, "isikan"))
            page.event(house.name(house.umum, "hitung"), kali=1)
            house.gate.set()
            await until(lambda page=page: page.told('"angka_rx_state_": 1'), "a delta")
            assert page.told(private) is allowed
            assert page.told("rahasia") is allowed


async def test_a_tab_is_forgotten_but_for_what_is_public(made: Made) -> None:
    async with made() as house:
        token = rx.BaseStateToken(ident=TAB, cls=rx.State)
        private, public = house.rahasia.get_name(), house.umum.get_name()
        async with house.app.state_manager.modify_state(token) as root:
            root.substates[private].isi = "rahasia"
            root.substates[public].angka = 5
        await states.forget_tab(house.app, TAB)
        async with house.app.state_manager.modify_state(token) as root:
            assert root.substates[private].isi == "mula-mula"
            assert root.substates[private].dirty_vars == set()
            assert root.substates[public].angka == 5


async def test_a_value_comes_without_its_state(made: Made) -> None:
    async with made() as house:
        state = house.umum(_reflex_internal_init=True)
        assert type(state.daftar) is not list, "a state hands it out as it is by now"
        assert type(states.unwrap(state.daftar)) is list
        assert states.unwrap("teks") == "teks"


async def test_a_flood_is_counted_and_dropped_and_then_the_state(made: Made) -> None:
    async with made() as house:
        page = await house.page()
        for kali in (1, 10, 100):
            page.event(house.name(house.umum, "hitung"), kali=kali)
        await until(lambda: states.waiting_events(house.app, TAB) == 3, "three wait")
        assert states.drop_state(house.app, TAB) is False, "it is at work"
        states.drop_waiting(house.app, TAB, 2)
        house.gate.set()
        await until(lambda: states.waiting_events(house.app, TAB) == 0, "none waits")
        token = rx.BaseStateToken(ident=TAB, cls=rx.State)
        manager = house.app.state_manager
        assert manager.states[token.cache_key].substates[house.umum.get_name()].angka == 11
        assert states.drop_state(house.app, TAB) is True
        assert token.cache_key not in manager.states
        assert token.lock_key not in manager._states_locks
