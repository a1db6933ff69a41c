"""The citizen's side: which survey there is, and storing an answer exactly once."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlmodel import Session

from sekampadi.db.models import Sumber
from sekampadi.db.queries.master import (
    LayananRow,
    UppRow,
    list_layanan,
    list_upp,
    perangkat_id_in_force,
    read_perangkat,
)
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.integrasi.undangan import is_token
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.moderasi import TANPA_TANDA, tanda_awal
from sekampadi.domain.periode import local_date
from sekampadi.domain.survei.awal import durasi_sejak, is_ahead, within_tenggang
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.survei import Isian, JawabanBaru, parse_jawaban, parse_uuid
from sekampadi.i18n import t
from sekampadi.metrics.counters import counting_answer
from sekampadi.services.laporan.cakupan import require_layanan
from sekampadi.services.sistem.antrean import LAMAN
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.awal import closed_at, find_awal
from sekampadi.services.survei.beruntun import Asal
from sekampadi.services.survei.kotak import is_in_kotak, put_into_kotak
from sekampadi.services.survei.storing import (
    Incoming,
    Masuk,
    check_stored,
    store_in_turn,
)

T = TypeVar("T")
_ASKED: Final = "sekampadi.asked"


@dataclass(frozen=True, slots=True)
class Survei:
    """An open survey: the layanan it is about, and its questions."""

    layanan: LayananRow
    perangkat_id: int
    perangkat: PerangkatPertanyaan


@dataclass(frozen=True, slots=True)
class Pengisian:
    """How a browser filled in a survey. Paper and imports have none, and are not marked for it."""

    awal: object = ""  # the signed start that its draft carries, unparsed
    asal: Asal | None = None  # None when nobody knows
    undangan: str = ""  # the secret of the invitation it came by, unparsed


def list_open_upp(rt: Runtime) -> list[UppRow]:
    """List the active UPP, for everyone."""
    with rt.reading() as session:
        return list_upp(session)


def list_open_layanan(rt: Runtime, upp_kode: str) -> list[LayananRow]:
    """List the active layanan of an active UPP, for everyone."""
    with rt.reading() as session:
        upp = next((u for u in list_upp(session) if u.kode == upp_kode), None)
        if upp is None:
            raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
        return list_layanan(session, PROVINSI, upp_id=upp.id)


def open_layanan(
    session: Session, layanan_kode: str, awal: datetime | None, now: datetime
) -> LayananRow:
    """Find the open layanan of a kode, or one that closed after a survey about it began.

    Raises:
        NotFoundError: ``layanan.unknown``; ``layanan.inactive``.
    """
    layanan = _once(session, layanan_kode, lambda: require_layanan(session, PROVINSI, layanan_kode))
    if not layanan.is_open and not within_tenggang(awal, closed_at(session, layanan.id), now):
        raise layanan_closed()
    return layanan


def layanan_closed() -> NotFoundError:
    """Return what is said of a layanan about which nobody may answer any more."""
    return NotFoundError("layanan.inactive", t("Survei untuk layanan ini sudah ditutup."))


def no_perangkat() -> NotFoundError:
    """Return what is said while no question set is in force."""
    return NotFoundError("perangkat.none", t("Survei belum tersedia."))


def open_survei(
    rt: Runtime, layanan_kode: str, *, uuid_text: object = "", awal: object = ""
) -> Survei:
    """Open the survey of a layanan, also if it closed after the signed start of a draft."""
    begun = find_awal(rt, uuid_text, layanan_kode, awal) if awal else None
    with rt.reading() as session:
        layanan = open_layanan(session, layanan_kode, begun, rt.now())
        perangkat_id = perangkat_id_in_force(session, rt.today())
    if perangkat_id is None:
        raise no_perangkat()
    return Survei(layanan, perangkat_id, load_perangkat(rt, perangkat_id))


def load_perangkat(rt: Runtime, perangkat_id: int) -> PerangkatPertanyaan:
    """Return the words of a question set that is or was in force: none of these is ever changed."""
    return rt.keep(f"perangkat/{perangkat_id}", lambda s: read_perangkat(s, perangkat_id))


def is_stored(rt: Runtime, uuid_text: object, layanan_kode: str) -> bool:
    """Tell whether a survey about a layanan was sent already; one that cannot be was not."""
    try:
        identity = parse_uuid(uuid_text)
        with rt.reading() as session:
            if check_stored(session, identity, layanan_kode):
                return True
            return is_in_kotak(session, rt.settings, identity)
    except DomainError:
        return False


async def submit_daring(
    rt: Runtime,
    identity: uuid.UUID,
    layanan_kode: str,
    isian: Isian,
    *,
    durasi: int | None = None,
    pengisian: Pengisian | None = None,
) -> JawabanBaru | None:
    """Store an answer and count it, exactly once: sent again with its identity, it changes nothing.

    Those who send at the same time share a transaction. What came by an invitation is put into the box,
    and enters together with others (:mod:`sekampadi.services.survei.kotak`); by a link that was used or
    is unknown it is an answer like any other.

    Args:
        durasi: seconds it took, as the browser says. A signed start knows better.
        pengisian: how a browser filled it in; None for other programs.

    Returns:
        The answer as it was read when it had been stored before, under its identity; None when it
        is new.

    Raises:
        DomainError: ``antrean.penuh`` when too many wait.
        ConflictError: ``survei.uuid_taken`` when the identity belongs to another layanan.
    """
    sumber = Sumber.DARING
    if pengisian is not None and is_token(pengisian.undangan):
        invited = make_incoming(
            rt,
            *(identity, layanan_kode, parse_jawaban(isian)),
            sumber=sumber,
            durasi=durasi,
            pengisian=replace(pengisian, asal=None),
        )
        # Counted nowhere before it enters: a count with its moment would say when it came.
        if await LAMAN.run(put_into_kotak, rt, invited, pengisian.undangan):
            return None
    with counting_answer(sumber.value) as outcome:
        baru = parse_jawaban(isian)
        incoming = make_incoming(
            rt, identity, layanan_kode, baru, sumber=sumber, durasi=durasi, pengisian=pengisian
        )
        outcome.new = await store_in_turn(rt, incoming)
    return None if outcome.new else baru


def make_incoming(
    rt: Runtime,
    identity: uuid.UUID,
    layanan_kode: str,
    baru: JawabanBaru,
    *,
    sumber: Sumber,
    durasi: int | None,
    pengisian: Pengisian | None,
) -> Incoming:
    """Say how an answer comes in; nothing is asked of the database before it is stored."""
    now, begun, tanda, asal = rt.now(), None, TANPA_TANDA, None
    if pengisian is not None:
        begun, asal = find_awal(rt, identity, layanan_kode, pengisian.awal), pengisian.asal
        known = durasi_sejak(begun, now)
        tanda, durasi = tanda_awal(known), durasi if known is None else known
        if is_ahead(begun, now):
            # It has a start, before the clock was set back; how long ago, nobody can tell.
            tanda, durasi = TANPA_TANDA, None
    day = local_date(now)

    def admit(session: Session) -> Masuk:
        layanan = open_layanan(session, layanan_kode, begun, now)
        # Its words are not needed here, and a submit holds the write lock while it asks.
        perangkat_id = _once(session, day, lambda: perangkat_id_in_force(session, day))
        if perangkat_id is None:
            raise no_perangkat()
        return Masuk(layanan, perangkat_id, sumber, now, day, durasi, tanda=tanda, asal=asal)

    return Incoming(identity, layanan_kode, baru, admit)


def _once(session: Session, key: object, ask: Callable[[], T]) -> T:
    """Ask the database once in a transaction: those who send together mostly ask the same."""
    known: dict[object, Any] = session.info.setdefault(_ASKED, {})
    if key not in known:
        known[key] = ask()
    found: T = known[key]
    return found
