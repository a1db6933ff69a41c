"""What a survey needs to open, live or as plain pages, read once for all who fill it in."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel

from sekampadi.db.models import Jawaban
from sekampadi.db.queries.master import perangkat_id_in_force
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.survei.draf import Draf
from sekampadi.domain.survei.survei import JawabanBaru, parse_uuid
from sekampadi.i18n import t
from sekampadi.services.sistem.antrean import Lane
from sekampadi.services.sistem.pengaturan import identitas_of, load_identitas
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.beruntun import Asal
from sekampadi.services.survei.storing import answer_columns
from sekampadi.services.survei.survei import (
    Pengisian,
    Survei,
    load_perangkat,
    no_perangkat,
    open_layanan,
    open_survei,
    submit_daring,
)

_JAWABAN = SQLModel.metadata.tables[str(Jawaban.__tablename__)]

KEEP_SECONDS = 2.0
"""How long a closing by another process is not seen; what is sent is held against it all the same."""


@dataclass(frozen=True, slots=True)
class BahanLembar:
    """Under whose name a survey stands, and what it asks.

    One that is read anew and has not changed is the same, with the pages that were made of it.
    """

    identitas: Identitas
    survei: Survei
    halaman: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)


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
        words = load_perangkat(rt, perangkat_id)
        return BahanLembar(identitas_of(session), Survei(layanan, perangkat_id, words))

    try:
        return rt.keep(_name(layanan_kode), read, seconds=KEEP_SECONDS, until_act=True)
    except NotFoundError:
        if not awal:
            raise
    opened = open_survei(rt, layanan_kode, uuid_text=uuid_text, awal=awal)
    return BahanLembar(load_identitas(rt), opened)


async def send_lembar(rt: Runtime, draf: Draf, asal: Asal, lane: Lane, undangan: str = "") -> None:
    """Store the answer of a plain survey, and see that it is what stands under its identity.

    A form that was sent stays behind the browser's Back. Who fills it in anew, perhaps another
    person on the same phone, must not be thanked for what was not stored.

    Args:
        lane: where it is looked up what was sent before.
        undangan: the secret of the invitation it came by, unparsed.

    Raises:
        ConflictError: ``survei.sent_otherwise`` when it was sent before with other answers; else as
            :func:`~sekampadi.services.survei.survei.submit_daring`.
    """
    identity = parse_uuid(draf.uuid)
    again = await submit_daring(
        rt,
        identity,
        draf.layanan,
        draf.isian,
        durasi=draf.durasi,
        pengisian=Pengisian(draf.awal, asal, undangan),
    )
    if again is not None and not await lane.run(stands_as, rt, identity, again):
        raise ConflictError("survei.sent_otherwise", t("Survei ini sudah terkirim."))


def stands_as(rt: Runtime, identity: uuid.UUID, baru: JawabanBaru) -> bool:
    """Tell whether what is stored under an identity is this very answer, and not another's."""
    wanted = answer_columns(baru)
    columns = [_JAWABAN.c[name] for name in wanted]
    with rt.reading() as session:
        stored = (
            session.connection().execute(select(*columns).where(_JAWABAN.c.uuid == identity)).one()
        )
    return dict(stored._mapping) == wanted
