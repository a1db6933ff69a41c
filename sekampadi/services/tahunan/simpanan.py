"""What pages show of an annual report, kept for some seconds: a page asks for it at each event."""

from collections.abc import Callable
from typing import Final, TypeVar

from sqlmodel import Session

from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.objek import ObjekTahunan, list_tahun

T = TypeVar("T")

SEGAR_DETIK: Final = 3.0
"""How old what a page shows may be where nobody has done anything since.

Only answers, and acts in another process, change it unnoticed so long."""


def keep_setahun(rt: Runtime, objek: ObjekTahunan, apa: str, read: Callable[[Session], T]) -> T:
    """Return what is read of a report for whoever may see it, an already authorized use case.

    Args:
        apa: what it is; of each series it is kept of one year, so that not all that is ever looked
            at stays.
        read: reads it, the same for everybody.
    """

    def name(tahun: int) -> str:
        return f"tahunan/{objek.seri}/{apa}/{tahun}"

    for other in list_tahun(rt):
        if other != objek.tahun:
            rt.forget(name(other))
    return rt.keep(name(objek.tahun), read, seconds=SEGAR_DETIK, until_act=True)
