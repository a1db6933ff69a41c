"""What strangers may send: frames of a socket and requests, drawn by Hypothesis before anything is measured.

Texts, numbers and trees that fit nowhere, names that are private or of nobody, addresses of all routes
with odd methods, heads, bodies and encodings. The same seed gives the same ones.
"""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.api.test_routes import EXAMPLES
from tests.load.wire import PREFIX

Frame = str | bytes
T = TypeVar("T")

_TEXTS = st.one_of(
    st.sampled_from([
        "\ud800", "a\0b", "\u202eterbalik\u2066", "x" * 40_000, "9" * 400, "-1", "1e400", "NaN", "",
        " ", "upp-a", "layanan-a1", "layanan-b1", "2024-02-30", "0000-00-00", "' OR 1=1 --", "{{7*7}}",
        "<script>alert(1)</script>", "../../etc/passwd", "{}", "[]", "null", "=HYPERLINK(1)", "\r\nX: 1",
        "${jndi:ldap://x}", "\U0001f4a9" * 300, "e\u0301" * 50, "%00", "\x1b[31m",
    ]),
    st.text(max_size=40),
)  # fmt: skip
_SCALARS = st.one_of(
    _TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([2**63, -(2**63) - 1, 10**300, 10**4000, 0, -1, 1e308, float("nan"), -0.0]),
    st.floats(),
)
_KEYS = st.one_of(
    st.sampled_from([
        "uuid", "isian", "langkah", "layanan", "nama", "username", "id", "\udfff", "u1", "__class__",
        "__proto__", "$ref", "data", "draf", "vars", "hashes", "token", "value", "var_name", "path",
    ]),
    st.text(max_size=8),
)  # fmt: skip
_TREES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=8,
)
_PLACES = st.one_of(
    st.sampled_from(
        ["/admin", "/survei", "/admin/layanan", "/admin/entri", "\ud800", "//", 5, None]
    ),
    _TEXTS,
)
_NO_EVENTS: list[Frame] = [
    "", "4", "42[]", "3", "6", "1", "zzz", "bAAAA", PREFIX + "5", PREFIX + '["event"', PREFIX + '["event",{},{}]',
    PREFIX + '["event"]', PREFIX + '["event",' + "[" * 9000, PREFIX + '["event",' + "[" * 5000 + "]" * 5000 + "]",
    PREFIX + '["event",' + '{"a":' * 3000 + "1" + "}" * 3000 + "]", PREFIX + '["disconnect"]',
    PREFIX + '["client_error",7]', PREFIX + '["ping",1,2,3]', PREFIX + '["connect",{}]',
    PREFIX + '["link_token_to_sid","x"]', PREFIX + '["new_token","x"]', "42/admin,[\"event\",{}]", "40/admin,",
    "40/_event,", "41/lain,", "451-/_event,[\"event\",{\"_placeholder\":true,\"num\":0}]",
    "459999999999-/_event,[]", "43/_event,1[]", "42/_event,99999999999999999999[\"event\",{}]",
    "42" + "9" * 5000 + "[\"event\",{}]", "\x00", "2probe", "5", "44/_event,{}", PREFIX + '["event",' + "9" * 6000 + "]",
    b"", b"\x00\xff\xfe", b"\x04" * 2000, b"4" + b"2[]", b"PK\x03\x04", b"\x80" * 60_000, "x" * 63_000,
]  # fmt: skip
_REFLEX_NAMES = (
    "reflex___state____state.setvar", "reflex___state____state.hydrate", "reflex___state____state.hydrate_and_load",
    "reflex___state____state.set_is_hydrated", "reflex___state____state._reset_client_storage",
    "reflex___state____state.get_state", "reflex___state____state.__init__", "reflex___state____state.reset",
    "reflex___state____on_load_internal_state.on_load_internal", "reflex___state____state.dict",
    "reflex___state____update_vars_internal_state.update_vars_internal", "_call_script", "_redirect",
    "reflex___state____frontend_event_exception_state.handle_frontend_exception", "_download",
    "reflex___state____state.upload", "state", "", ".", "..", "\0", "\ud800.x", "x" * 3000,
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """A request.

    Args:
        method: as it is sent.
        path: with its query, percent-encoded as it is sent.
        head: further headers.
        body: what follows them.
        known: whether the cookie of a login goes with it.
    """

    method: str
    path: str
    head: tuple[tuple[str, str], ...]
    body: bytes
    known: bool

    def raw(self, host: str, cookie: str, address: str) -> bytes:
        """Return it as bytes that end the connection.

        Args:
            host: with the port.
            cookie: of a login, sent when ``known``.
            address: that a proxy of ours would have seen.
        """
        head = [("Host", host), ("Connection", "close"), ("X-Forwarded-For", address), *self.head]
        if self.known:
            head.append(("Cookie", f"sekampadi_sesi={cookie}"))
        if not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in head):
            head.append(("Content-Length", str(len(self.body))))
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in head),
        ]
        return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + self.body


def frames(
    handlers: Mapping[str, Callable[..., Any]], tokens: list[str]
) -> st.SearchStrategy[Frame]:
    """Return what draws frames.

    Args:
        handlers: names of all events of the app -> what they call.
        tokens: names of tabs, of others too.
    """
    arguments = {n: list(inspect.signature(f).parameters)[1:] for n, f in handlers.items()}
    names = sorted(handlers)
    others = sorted({name.rpartition(".")[0] for name in names})

    def event(name: str, payload: object, route: object, token: object, odd: object) -> str:
        parts: dict[str, object] = {
            "name": name,
            "payload": payload,
            "router_data": route,
            "token": token,
        }
        if odd is not None:
            parts |= {"substate": odd, "client_state": odd}
        return PREFIX + json.dumps(["event", parts])

    def of(name: str) -> st.SearchStrategy[object]:
        return st.fixed_dictionaries(dict.fromkeys(arguments.get(name, []), _TREES))

    route = st.one_of(
        st.fixed_dictionaries({
            "pathname": _PLACES, "asPath": _PLACES,
            "query": st.dictionaries(st.sampled_from(["layanan", "cakupan", "upp", "id", "\0"]), _TEXTS, max_size=3),
        }),
        _TREES,
    )  # fmt: skip
    private = st.builds(
        "{}.{}".format,
        st.sampled_from(others),
        st.sampled_from(["_rt", "_muat", "__init__", "__class__", "set_boleh", "setvar", "reset", "get_state",
                         "set_halaman", "dict", "_clean", "tidak_ada", "masuk", "hapus"]),
    )  # fmt: skip
    wrong = st.one_of(st.sampled_from(_REFLEX_NAMES), private, _TEXTS)
    token = st.sampled_from([None, *tokens])
    ours = st.sampled_from(names).flatmap(
        lambda name: st.builds(event, st.just(name), of(name), route, token, st.none())
    )
    theirs = st.builds(event, wrong, _TREES, route, token, st.one_of(st.none(), _TREES))
    missing = st.builds(event, st.sampled_from(names), _TREES, route, token, st.none())
    noise = st.one_of(
        st.sampled_from(_NO_EVENTS),
        st.binary(max_size=200),
        st.builds(lambda tree: PREFIX + json.dumps(tree), _TREES),
        st.builds(lambda tree: PREFIX + json.dumps(["event", tree]), _TREES),
    )
    return st.one_of(ours, ours, ours, theirs, missing, noise)


_METHODS = (
    *["GET"] * 12,
    *["POST"] * 6,
    "HEAD",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "PROPFIND",
    "X",
)
_MORE_PLACES = (
    "/", "/survei?layanan=layanan-a1", "/admin", "/login", "/hasil", "/sesi/masuk?tiket=", "/api/sesi",
    "/layar/buka?tiket=x", "/sesi/masuk", "/unduh/", "/_event/", "/_event/?EIO=4&transport=polling",
    "/_event/?EIO=3&transport=websocket&token=x", "/_upload", "/ping", "/_health", "/api/", "/api/v1/ikm",
    "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/data/sekampadi.db", "/%00", "/%ff%fe", "/\\..\\x", "//jahat.example/",
    "/assets/..%5c..%5cx", "/%", "/%zz", "*", "http://jahat.example/", "/" + "a" * 5000, "/s/%F0%9F%92%A9", "/cek/%00",
)  # fmt: skip
_PIECES = st.sampled_from([
    "%00", "%ff", "%ED%A0%80", "%C0%AE", "%E2%80%AE", "%0d%0aSet-Cookie:x=1", "..%2f", "%25%32%65", "+", "1", "-1",
    "9" * 400, "upp-a", "upp-b", "layanan-b1", "%3Cscript%3E", "%27%20OR%201=1", "a" * 3000, "2024-02-30", "0001-01-01",
    "9999-12-31", "true", "[]", "%7B%7D", "1e999", "NaN", "0x10", "\u0661".encode().hex(), "%D9%A1", "",
])  # fmt: skip
_PARAMS = st.sampled_from([
    "upp", "layanan", "dari", "sampai", "tahun", "triwulan", "halaman", "id", "tiket", "jenis", "cari", "urut", "kode",
    "addendum", "format", "bahasa", "upp[]", "__proto__", "%00", "",
])  # fmt: skip
_HEADS = st.sampled_from([
    ("Cookie", "sekampadi_sesi=" + "x" * 4000), ("Cookie", "sekampadi_sesi=\xff\x01; ; =;;"), ("Range", "bytes=-1"),
    ("Range", "bytes=0-,0-,0-,5-2"), ("Accept-Encoding", "br;q=x, gzip;q=-1, *;q=nan"), ("If-None-Match", '"' * 500),
    ("If-Modified-Since", "kemarin"), ("Accept-Language", "x" * 2000), ("Accept", "*/*;q=9e999"), ("Origin", "null"),
    ("Origin", "https://jahat.example"), ("Origin", "http://[::1"), ("Referer", "http://[::1"), ("Referer", "\xff\xfe"),
    ("Host", "jahat.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-origin"),
    ("Content-Type", "application/json"), ("Content-Type", "application/json; charset=utf-99"),
    ("Content-Type", "multipart/form-data"), ("Content-Type", "multipart/form-data; boundary=" + "b" * 300),
    ("Content-Type", "multipart/form-data; boundary=b"), ("Content-Type", "application/x-www-form-urlencoded"),
    ("Content-Type", "text/plain; charset=\xff"), ("Content-Encoding", "gzip"), ("Content-Encoding", "br"),
    ("Content-Length", "-1"), ("Content-Length", "99999999999999999999"), ("Content-Length", "satu"),
    ("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "gzip, chunked"), ("Expect", "100-continue"),
    ("Upgrade", "websocket"), ("Upgrade", "h2c"), ("Authorization", "Bearer " + "a" * 500), ("X-HTTP-Method-Override", "DELETE"),
    ("X-Request-Id", "\x1b[31m" + "x" * 500), ("X-Forwarded-Proto", "gopher"), ("Forwarded", "for=\";"),
    ("X" * 300, "1"), ("A", "b" * 7000),
])  # fmt: skip
_BODIES = st.one_of(
    st.just(b""),
    st.binary(max_size=400),
    st.sampled_from([
        b"{", b"[" * 20_000, b'{"a":' * 5000, b"null", b"1e99999", b"\xff\xfe{\x00}\x00", b"9" * 5000, b"\x1f\x8b\x08\x00" * 50,
        b"a=1&a=1&" * 3000, b"usia=%00&u1=9&langkah=%ff&uuid=x", b"%" * 3000, b"=" * 3000, b"&" * 3000,
        b"--b\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"../../x\0.xlsx\"\r\n\r\nPK\x03\x04\r\n--b--",
        b"--b\r\n" * 2000, b"--b\r\nContent-Disposition: form-data\r\n\r\n", b"5\r\nhello\r\nZZ\r\n", b"0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        b"PK\x05\x06" + b"\0" * 18, b"\x89PNG\r\n\x1a\n" + b"\0" * 500, b"x" * 200_000,
    ]),
    st.builds(lambda tree: json.dumps(tree).encode(), _TREES),
)  # fmt: skip


def asks() -> st.SearchStrategy[Ask]:
    """Return what draws requests to all routes and to addresses that are none."""
    places = sorted({address for address, _ in EXAMPLES.values()})

    def mend(path: str, more: list[tuple[str, str]], tail: str, cut: int) -> str:
        if tail and cut:
            path = path[: -(cut % len(path)) or None] + tail
        if more:
            path += ("&" if "?" in path else "?") + "&".join(f"{k}={v}" for k, v in more)
        return path.replace(" ", "%20") or "/"

    odd = st.one_of(st.just(""), st.just(""), _PIECES)
    path = st.builds(
        mend,
        st.one_of(st.sampled_from(places), st.sampled_from(places), st.sampled_from(_MORE_PLACES)),
        st.lists(st.tuples(_PARAMS, _PIECES), max_size=4),
        odd,
        st.integers(0, 12),
    )
    head = st.lists(_HEADS, max_size=3).map(tuple)
    return st.builds(Ask, st.sampled_from(_METHODS), path, head, _BODIES, st.booleans())


def draw(strategy: st.SearchStrategy[T], number: int, start: int) -> list[T]:
    """Draw so many examples of a strategy.

    Args:
        strategy: what draws.
        number: how many.
        start: the seed.
    """
    found: list[T] = []

    @seed(start)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(example: T) -> None:
        found.append(example)

    keep()
    return found[:number] if len(found) >= number else (found * number)[:number]
