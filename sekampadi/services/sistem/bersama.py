"""What a process asks of the others of its service: whether one lives, and how much one address took."""

from typing import cast

from sekampadi.db.kabar_redis import alive_channel
from sekampadi.db.shared import UnreachableError
from sekampadi.db.shared_counts import take_from_bucket
from sekampadi.services.akun.coba_masuk import network_of
from sekampadi.services.sistem.runtime import Runtime


def is_alive(rt: Runtime, process: str) -> bool:
    """Tell whether another process lives: it listens as long as it does.

    One that nobody can ask for is taken to live, so that no tab is taken from it.
    """
    if rt.shared is None:
        return True
    try:
        found = rt.shared.ask(lambda client: client.pubsub_numsub(alive_channel(process)))
    except UnreachableError:
        return True
    return any(listeners for _, listeners in cast(list[tuple[bytes, int]], found))


def take_request(rt: Runtime, address: str, per_minute: int) -> int | None:
    """Count a request of an address for all processes.

    Returns:
        0 when it is taken, otherwise the whole seconds to wait; None when each process has to
        count by itself.
    """
    if rt.shared is None:
        return None
    try:
        name = rt.shared.name("laju", network_of(address), rt.today())
        return take_from_bucket(rt.shared, name, per_minute / 60, per_minute)
    except UnreachableError:
        return None
