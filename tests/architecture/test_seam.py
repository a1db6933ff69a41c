"""Only the seam touches what Reflex keeps to itself: read in the source of every other module."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import reflex as rx
from reflex.app import EventNamespace
from reflex.state import BaseState

from tests.architecture.test_layers import PROGRAM, ROOT, SOURCES

SEAM = PROGRAM / "web" / "reflex_seam"
OUTSIDE = [path for path in [*SOURCES, ROOT / "rxconfig.py"] if SEAM not in path.parents]

PUBLIC = frozenset(
    {
        *("App", "Component", "Config", "State", "Var", "el", "event", "plotly", "plugins"),
        *("cond", "foreach", "fragment", "match"),
        *("redirect", "set_focus"),
    }
)
"""All of ``rx`` that may be used outside the seam; ``import reflex as rx`` is the only import."""
_FRAMEWORK = re.compile(r"(?:reflex\w*|socketio|engineio)(?:\.|$)")
_INNER = frozenset(
    {
        *("event_namespace", "event_processor", "sio", "state_manager", "set_contexts"),
        *("add_middleware", "modify_state", "sid_to_token", "token_to_sid", "router_data"),
        *("substates", "parent_state", "dirty_vars", "event_handlers", "get_delta"),
        *("get_full_name", "get_substate", "rx_router_session", "link_token_to_sid"),
    }
)
"""Names without an underscore that Reflex's manual does not tell either."""
_THEIRS = frozenset(
    name
    for kind in (BaseState, rx.State, rx.App, EventNamespace)
    for name in dir(kind)
    if name.startswith("_")
)
_COMMON_DUNDERS = frozenset({"__name__", "__module__", "__init__"})
_SPELLED = re.compile(
    r"^_*REFLEX_|/_event|reflex___|_rx_state_|^\.web(?:/|$)|_(?:call_function|call_script|set_value)|hydrate_and_load"
    r"|^(?:reflex\w*|socketio|engineio)\.(?!lock/|lock$)"
)
"""What a text has that names a thing of the framework's: variables, addresses, loggers."""


def _is_private(name: str) -> bool:
    return name.startswith("_") and name not in _COMMON_DUNDERS


def _docstrings(tree: ast.AST) -> set[ast.AST]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _defined(tree: ast.AST) -> set[str]:
    """Return the private names a module makes itself: functions, attributes, variables."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found |= {node.attr} if ast.unparse(node.value) == "self" else set()
    return found


def _imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if _FRAMEWORK.match(alias.name) and (alias.name, alias.asname) != ("reflex", "rx"):
                yield f"import {alias.name}"
    elif isinstance(node, ast.ImportFrom) and _FRAMEWORK.match(node.module or ""):
        yield f"from {node.module}"


def _attributes(node: ast.AST, ours: frozenset[str], *, pages: bool) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        of_rx = isinstance(node.value, ast.Name) and node.value.id == "rx"
        if of_rx and node.attr not in PUBLIC:
            yield f"rx.{node.attr}"
        foreign = _is_private(node.attr) and (node.attr in _THEIRS or node.attr not in ours)
        if pages and (foreign or node.attr in _INNER):
            yield f".{node.attr}"
    elif pages and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        if node.name in _THEIRS - {"__init__", "__len__", "__call__"} or node.name in _INNER:
            yield f"def {node.name}"
    elif pages and isinstance(node, ast.Call):
        yield from (f"{k.arg}=" for k in node.keywords if k.arg and _is_private(k.arg))
        named = isinstance(node.func, ast.Name) and node.func.id in {
            "getattr",
            "setattr",
            "hasattr",
        }
        text = node.args[1] if named and len(node.args) > 1 else None
        if isinstance(text, ast.Constant) and (_is_private(text.value) or text.value in _INNER):
            yield f"getattr {text.value}"


def touches(text: str, ours: frozenset[str] = frozenset(), *, pages: bool = True) -> list[str]:
    """Return what a module touches of the framework's inside.

    Args:
        text: its source.
        ours: private names that the program itself makes.
        pages: whether objects of the framework come into its hands.
    """
    tree = ast.parse(text)
    skipped = _docstrings(tree)
    found = []
    for node in ast.walk(tree):
        found += _imports(node)
        found += _attributes(node, ours, pages=pages)
        if isinstance(node, ast.Constant) and node not in skipped:
            found += [repr(node.value)] if _SPELLED.search(str(node.value)) else []
    return found


@pytest.fixture(scope="module")
def ours() -> frozenset[str]:
    """Return the private names that the program makes, the seam left out."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in OUTSIDE]
    return frozenset(name for tree in trees for name in _defined(tree) if _is_private(name))


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_seam_touches_the_framework(path: Path, ours: frozenset[str]) -> None:
    text = path.read_text(encoding="utf-8")
    pages = PROGRAM / "web" in path.parents or "import reflex" in text
    assert touches(text, ours, pages=pages) == []


@pytest.mark.parametrize(
    "text",
    [
        "import reflex",
        "import reflex as r",
        "import reflex.state",
        "from reflex import State",
        "from reflex.app import App",
        "def late():\n    from reflex_base.registry import RegistrationContext",
        "from reflex_components_core.el.elements.base import BaseHTML",
        "import socketio",
        "from engineio.async_drivers.asgi import WebSocket",
        "rx.state.BaseState",
        "rx.utils",
        "rx._x",
        "rx.Middleware",
        "rx.call_function('() => 1')",
        "rx.call_script('1')",
        "rx.set_value('perintah', 1)",
        "app._event_processor",
        "self._clean()",
        "state.router_data['headers']",
        "app.event_namespace.emit('event', {})",
        "namespace.__class__ = Other",
        "getattr(value, '__wrapped__', value)",
        "setattr(state, 'get_delta', other)",
        "class S(rx.State):\n    def _mark_dirty(self): ...",
        "class S(rx.State):\n    def get_delta(self): ...",
        "kind(_reflex_internal_init=True)",
        "rx.Var(_js_expr='x')",
        "environ['__REFLEX_SKIP_COMPILE'] = 'true'",
        "HYDRATE = 'reflex___state____state.hydrate_and_load'",
        "logging.getLogger('reflex_base.event')",
        "Path('.web/build')",
        "name + '_rx_state_'",
    ],
)
def test_a_touch_is_seen(text: str) -> None:
    assert touches(text, frozenset({"_clean", "_mark_dirty"})) != []


def test_what_is_public_or_ours_is_no_touch() -> None:
    text = '''
import reflex as rx
from sekampadi.web.reflex_seam.events import EventSpec

class S(rx.State):
    """Reflex's reflex.state: see .web/utils/state.js and REFLEX_DIR."""

    angka: int = 0
    _rahasia: str = ""

    @rx.event
    def muat(self) -> EventSpec:
        self._baca()
        super().__init__()
        return rx.redirect(self.router.url.path + type(self).__name__)

    def _baca(self) -> None: ...
'''
    assert touches(text, frozenset({"_baca", "_rahasia"})) == []
