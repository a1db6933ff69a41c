"""A tab's states out of Redis: those that are there; the others are made when they are first asked for."""

from contextlib import suppress
from typing import Any, Final

import reflex as rx
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import BaseStateToken, StateToken
from reflex.state import BaseState
from reflex_base.utils.exceptions import StateSchemaMismatchError

from sekampadi.web.reflex_seam.lazy import Substates


def _read(kind: type[BaseState], data: bytes) -> BaseState:
    """Return a state as it was kept, or its first values, when another version has kept it."""
    with suppress(StateSchemaMismatchError):
        return kind._deserialize(data=data)
    return kind(init_substates=False, _reflex_internal_init=True)


class LazyRedis(StateManagerRedis):
    """Reflex's manager, which makes fewer states for an event that asks for all: a hydration.

    Each is asked for in Redis; of 46 that a tab may have four or five are there.
    """

    async def get_state(  # type: ignore[override]  # as Reflex's own for Redis
        self,
        token: StateToken[Any],
        top_level: bool = True,
        for_state_instance: BaseState | None = None,
    ) -> Any:
        """Return the states that an event needs; by a tab's root all that it has."""
        asked = self._coerce_token(token)
        root_kind: type[BaseState] = rx.State
        kinds = sorted(root_kind.get_substates(), key=lambda kind: kind.get_name())
        whole = isinstance(asked, BaseStateToken) and asked.cls is root_kind
        if not whole or for_state_instance is not None or any(k.get_substates() for k in kinds):
            return await super().get_state(asked, top_level, for_state_instance)
        keys = [f"{asked.ident}_{kind.get_full_name()}" for kind in (root_kind, *kinds)]
        first, *others = await self.redis.mget(keys)
        if first is None:
            root = root_kind(init_substates=False, _reflex_internal_init=True)
        else:
            root = _read(root_kind, first)
        substates = Substates(root)
        substates.told = first is not None
        for kind, data in zip(kinds, others, strict=True):
            if data is not None:
                state = substates[kind.get_name()] = _read(kind, data)
                state.parent_state = root
        object.__setattr__(root, "substates", substates)
        return root


IN_REDIS: Final[dict[type, type]] = {StateManagerRedis: LazyRedis}
"""What stands in for which manager of Reflex."""
