"""A tab's states, each made when it is first asked for.

Here for tabs that this process keeps in its memory; those in Redis are ``lazy_redis.py``'s.

Reflex makes all states of the app for each tab, keeps them, and reads all of them for a hydration.
A page uses two or three. What nobody has asked for has its first values, and these the page has from
its build: it says so with the hashes of what it holds.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from itertools import takewhile
from types import MappingProxyType
from typing import Any, Final

import reflex as rx
from reflex.istate.delta import _resolve_delta
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken, StateToken
from reflex.state import (
    BaseState,
    _initial_snapshot_cache,
    cache_initial_snapshot,
)

_held: ContextVar[bool] = ContextVar("held", default=False)
"""Whether the page that hydrates needs no unmade states: it holds their first values or was told them."""
_ROOT_DICT: Final[Callable[..., dict[str, Any]]] = BaseState.dict


@cache
def _kinds(states: frozenset[type[BaseState]]) -> dict[str, type[BaseState]]:
    return {state.get_name(): state for state in states}


class Substates(dict[str, BaseState]):
    """The states below a tab's root, by name: all are in it, only those made are counted."""

    def __init__(self, root: BaseState) -> None:
        super().__init__()
        self._root: BaseState | None = root
        self.told = False
        self._kinds = _kinds(frozenset(root.get_substates()))

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a state, made or not."""
        return name in self._kinds

    def __missing__(self, name: str) -> BaseState:
        """Make a state."""
        if self._root is None:
            raise KeyError(name)
        made = self._kinds[name](parent_state=self._root, _reflex_internal_init=True)
        self[name] = made
        return made

    def clear(self) -> None:
        """Let go of everything, the root too: without a circle nobody has to collect it."""
        super().clear()
        self._root = None

    def unmade(self) -> Iterator[BaseState]:
        """Make the others, too, one after the other, and keep none."""
        for name, kind in self._kinds.items():
            if not dict.__contains__(self, name):
                yield kind(parent_state=self._root, _reflex_internal_init=True)


def told_all(root: BaseState) -> None:
    """Remember that the tab's page has been told of all its states."""
    if isinstance(root.substates, Substates):
        root.substates.told = True


def is_new(root: BaseState) -> bool:
    """Tell whether nobody has asked for any state of a tab."""
    substates = root.substates
    return isinstance(substates, Substates) and not len(substates)


class LazyMemory(StateManagerMemory):
    """Reflex's manager, which makes less for a tab, and looks at fewer when one has expired."""

    def _get_or_create_state(self, token: StateToken[Any]) -> Any:
        if token.cache_key not in self.states and isinstance(token, BaseStateToken):
            kind: type[BaseState] = token.cls.get_root_state()
            root = kind(init_substates=False, _reflex_internal_init=True)
            object.__setattr__(root, "substates", Substates(root))
            self.states[token.cache_key] = root
        return super()._get_or_create_state(token)

    def _track_token(self, token: StateToken[Any]) -> None:
        # Whoever was here last stands last: all are kept equally long.
        self._token_expires_at.pop(token.cache_key, None)
        super()._track_token(token)

    def _purge_expired_tokens(self) -> float | None:
        now = time.time()
        due = list(takewhile(lambda kept: kept[0] <= now, self._token_expires_at.values()))
        for _, token in due:
            lock = self._states_locks.get(token.lock_key)
            if lock is None or not lock.locked():
                self._purge_token(token)
        # One that is at work comes to stand last when it is done.
        left = (expires for expires, _ in self._token_expires_at.values() if expires > now)
        return next(left, None)


def _root_dict(self: BaseState, *args: Any, initial: bool = False, **kwargs: Any) -> dict[str, Any]:
    found = _ROOT_DICT(self, *args, initial=initial, **kwargs)
    if isinstance(self.substates, Substates) and not initial and not _held.get():
        for state in self.substates.unmade():
            found.update(state.dict(*args, **kwargs))
    return found


def make_states_late(app: rx.App, also: Mapping[type, type] = MappingProxyType({})) -> None:
    """Let an app make a tab's states when they are asked for; ``also`` by what is done so elsewhere."""
    manager: Any = app.state_manager
    kind = {StateManagerMemory: LazyMemory, **also}.get(type(manager))
    if kind is not None:
        # Reflex makes it by itself, and offers no place to name another class.
        object.__setattr__(manager, "__class__", kind)
        type.__setattr__(rx.State, "dict", _root_dict)


async def _first_hashes() -> list[str]:
    cached = _initial_snapshot_cache.get(rx.State)
    if cached is None:
        root: type[BaseState] = rx.State
        first = await _resolve_delta(root(_reflex_internal_init=True).dict(initial=True))
        cache_initial_snapshot(rx.State, first)
        cached = _initial_snapshot_cache[rx.State]
    return [cached.names_digest, *(cached.hashes[name] for name in sorted(cached.hashes))]


def forget_what_is_held() -> None:
    """Let events that come of a hydration know nothing of what its page holds."""
    _held.set(False)


_known: dict[int, list[str]] = {}


async def notice_what_is_held(hashes: object, root: BaseState) -> bool:
    """Look whether a page that hydrates holds the first values of all states, and remember it.

    For the event being handled only. A page that was built of other states holds other values: it
    gets everything. One that connects again says nothing. It was told of all states when it came, and
    of each change, and needs those that are made: what broke off with its connection was of them.
    """
    key = id(_initial_snapshot_cache.get(rx.State))
    if key not in _known:
        _known.clear()
        found = await _first_hashes()
        _known[id(_initial_snapshot_cache[rx.State])] = found
        key = id(_initial_snapshot_cache[rx.State])
    held = hashes == _known[key]
    again = hashes is None and isinstance(root.substates, Substates) and root.substates.told
    _held.set(held or again)
    return held
