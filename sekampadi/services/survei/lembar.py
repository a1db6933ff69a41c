"""What the plain pages of a survey need, read once for all who fill them in."""

from dataclasses import dataclass

from sqlmodel import Session

from sekampadi.db.queries.master import perangkat_id_in_force, read_perangkat
from sekampadi.domain.identitas import Identitas
from sekampadi.services.sistem.pengaturan import identitas_of, load_identitas
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import Survei, no_perangkat, open_layanan, open_survei

KEEP_SECONDS = 2.0
"""How long a closing by another process is not seen; what is sent is held against it all the same."""


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class BahanLembar:
    """Under whose name a survey stands, and what it asks. One that is read anew is another one."""

    identitas: Identitas
    survei: Survei


def _name(kode: str) -> str:
    return f"lembar/{kode}"


def peek_lembar(rt: Runtime, layanan_kode: str) -> BahanLembar | None:
    """Return what is known of the open survey of a layanan without asking the database."""
    return rt.peek(_name(layanan_kode), BahanLembar, seconds=KEEP_SECONDS, until_act=True)


def load_lembar(
    rt: Runtime, layanan_kode: str, uuid_text: object = "", awal: object = ""
) -> BahanLembar:
    """Open the survey of a layanan, also if it closed after the signed start of a draft.

    Raises:
        NotFoundError: as :func:`~sekampadi.services.survei.survei.open_survei`.
    """

    def read(session: Session) -> BahanLembar:
        layanan = open_layanan(session, layanan_kode, None, rt.now())
        perangkat_id = perangkat_id_in_force(session, rt.today())
        if perangkat_id is None:
            raise no_perangkat()
        words = read_perangkat(session, perangkat_id)
        return BahanLembar(identitas_of(session), Survei(layanan, perangkat_id, words))

    if awal:
        opened = open_survei(rt, layanan_kode, uuid_text=uuid_text, awal=awal)
        if not opened.layanan.is_open:
            return BahanLembar(load_identitas(rt), opened)
    return rt.keep(_name(layanan_kode), read, seconds=KEEP_SECONDS, until_act=True)
