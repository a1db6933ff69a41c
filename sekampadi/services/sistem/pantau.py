"""Those who watch live figures: whether they may go on, asked for all at once, and how many they are."""

from collections.abc import Callable, Collection

from sekampadi.db.kabar import Listener
from sekampadi.db.kabar_redis import ACT, RIGHTS, Ears, RedisListener
from sekampadi.domain.izin import Permission, Principal
from sekampadi.services.akun.sesi import find_principals
from sekampadi.services.sistem.runtime import Runtime, require


def who_may_watch(
    rt: Runtime, asked: Collection[tuple[str, Permission]]
) -> frozenset[tuple[str, Permission]]:
    """Return which cookies, with the right of a page, belong to a session that still carries it."""
    found = find_principals(rt, {secret for secret, _ in asked})
    return frozenset(
        (secret, permission)
        for secret, permission in asked
        if secret in found and found[secret].may(permission)
    )


def read_gauge(rt: Runtime, principal: Principal | None, name: str) -> dict[str, int]:
    """Read how a part of this process is doing; unknown ones have nothing to tell."""
    require(principal, Permission.SISTEM_READ)
    gauge = rt.gauges.get(name)
    return dict(gauge()) if gauge else {}


def hear_others(rt: Runtime, ears: Ears, process: str = "") -> Callable[[], None]:
    """Begin to tell other processes of the same service of changes, and to hear of theirs.

    Args:
        ears: what is done with what they say.
        process: by which name they may ask whether this one lives.

    Returns:
        What ends it. A process that serves alone on SQLite has nothing to hear, and nothing to end.
    """
    listeners: list[Listener | RedisListener] = []
    has_notify = rt.engine.dialect.name == "postgresql"
    if has_notify:
        listeners.append(Listener(rt.engine.url, ears.change, ears.gap))
    if (shared := rt.shared) is not None:
        if not has_notify:
            rt.listeners.append(lambda upp_id: shared.publish(str(upp_id)))
        rt.rights_listeners.append(lambda: shared.publish(RIGHTS))
        rt.act_listeners.append(lambda: shared.publish(ACT))
        others = RedisListener(shared, ears, process)
        listeners.append(others)
        rt.hears = others.listening.is_set
    for listener in listeners:
        listener.start()

    def stop() -> None:
        for listener in listeners:
            listener.stop()

    return stop
