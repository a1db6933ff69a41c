"""Several who press at the same moment."""

import threading
from collections.abc import Callable


def race(*acts: Callable[[], object]) -> tuple[dict[int, object], dict[int, Exception]]:
    """Let all act at once; return what each got, and what each other ran into, by place."""
    barrier = threading.Barrier(len(acts))
    done: dict[int, object] = {}
    told: dict[int, Exception] = {}

    def press(at: int) -> None:
        barrier.wait()
        try:
            done[at] = acts[at]()
        except Exception as error:
            told[at] = error

    threads = [threading.Thread(target=press, args=(at,)) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done, told
