"""Storing answers: each exactly once, those that come at the same time in one transaction.

A transaction has its price whatever is in it: its beginning, the log it writes, the counters it adds
to, the change of threads, the word to the screens. Answers that wait for one another anyway share it.
"""

import logging
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final, cast

from sqlalchemy import bindparam, insert
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import Session, col, select

from sekampadi.db.counters import Change, Place, add_to_counters, move_counters
from sekampadi.db.models import Jawaban, Sumber
from sekampadi.db.queries.master import LayananRow, find_layanan
from sekampadi.db.siap import Siap
from sekampadi.domain.errors import ConflictError, DomainError
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.moderasi import TANPA_TANDA, Tanda, sidik_saran
from sekampadi.domain.survei.beruntun import Kiriman, Pola
from sekampadi.domain.survei.survei import JawabanBaru
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.services.notifikasi.beruntun_kabar import note_beruntun
from sekampadi.services.notifikasi.peringatan import find_sorotan, note_jawaban
from sekampadi.services.sistem.convoy import Convoy
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.beruntun import Asal, log_unmarked, mark_susulan, pola_of
from sekampadi.services.survei.tanda import Ukuran, known_ukuran, mark_new

logger = logging.getLogger(__name__)

_STORE = Siap(insert(Jawaban).returning(col(Jawaban.id)))
_STORED = Siap(select(col(Jawaban.layanan_id)).where(col(Jawaban.uuid) == bindparam("uuid")))
_PATIENCE: Final = 5.0
"""Seconds after which those of a group that failed are no longer tried one by one: they send again."""
_TURN: Final = 0x53454B41
"""The number of PostgreSQL's lock for whoever stores answers."""


@dataclass(frozen=True, slots=True)
class Masuk:
    """How an answer comes in."""

    layanan: LayananRow
    perangkat_id: int
    sumber: Sumber
    waktu: datetime  # the moment it reached the system
    tanggal: date  # the province's calendar day it counts on
    durasi: int | None = None  # seconds; None when nobody knows
    tanda: Tanda = TANPA_TANDA  # the marks it brings along
    asal: Asal | None = None  # the browser; None when there is none

    @property
    def place(self) -> Place:
        """Where it counts."""
        return Place(self.layanan.upp.id, self.layanan.id, 0, self.sumber.value, self.tanggal)


@dataclass(frozen=True, slots=True)
class Incoming:
    """An answer that is to be stored.

    Args:
        identity: under which it stands, made where it was filled in.
        admit: finds in the write session how it comes in, or refuses it before it writes anything;
            called only when it is not stored yet.
    """

    identity: uuid.UUID
    layanan_kode: str
    baru: JawabanBaru
    admit: Callable[[Session], Masuk]


@dataclass(frozen=True, slots=True)
class _Stored:
    """An answer that this transaction has stored."""

    masuk: Masuk
    kiriman: Kiriman
    change: Change


Fate = bool | Exception
"""What became of an answer: whether it is new, or what it was refused or failed with."""


def store_once(rt: Runtime, incoming: Incoming) -> bool:
    """Store an answer and count it unless it is stored; tell whether it is new.

    Raises:
        ConflictError: ``survei.uuid_taken`` when the identity belongs to another layanan.
    """
    try:
        [fate] = _store(rt, [incoming])
    except IntegrityError:
        # Another process stored the same identity between our look and our write.
        with rt.reading() as session:
            if not _check_same(session, incoming):
                raise  # something else was wrong: the person must not be thanked
        return False
    if isinstance(fate, Exception):
        raise fate
    return fate


async def store_in_turn(rt: Runtime, incoming: Incoming) -> bool:
    """Do what :func:`store_once` does, together with those who wait for the same: all ways in of citizens.

    Raises:
        DomainError: ``antrean.penuh`` when too many wait; else as :func:`store_once`.
    """
    if rt.convoy is None:
        rt.convoy = Convoy("jawaban", partial(store_all, rt), processes=rt.settings.workers)
    return cast(bool, await rt.convoy.join(incoming))


def store_all(rt: Runtime, answers: Sequence[Incoming]) -> list[Fate]:
    """Store answers in one transaction, and tell of each what became of it.

    What fails takes nobody along: all are undone then, and each is tried by itself.
    """
    began = time.monotonic()
    failed: Exception | None = None
    if len(answers) > 1:
        try:
            return _store(rt, answers)
        except Exception as error:
            logger.warning("answers could not be stored together: %s", type(error).__name__)
            failed = error
    found: list[Fate] = []
    for incoming in answers:
        if failed is not None and time.monotonic() - began > _PATIENCE:
            found.append(failed)  # a database that is away keeps each of them waiting
            continue
        try:
            found.append(store_once(rt, incoming))
        except Exception as error:
            found.append(error)
    return found


def _store(rt: Runtime, answers: Sequence[Incoming]) -> list[Fate]:
    """Store answers in one transaction; what fails but by its own refusal undoes them all."""
    ukuran = known_ukuran(rt)
    ready = [(a, pola_of(a.baru.penilaian), find_sorotan(rt, a.baru)) for a in answers]
    found: list[Fate] = []
    stored: list[_Stored] = []
    with rt.writing() as session:
        _take_turns(session)
        for incoming, pola, sorotan in ready:
            try:
                one = _insert(rt, session, incoming, pola, ukuran)
            except DomainError as error:
                if len(answers) == 1:
                    raise
                found.append(error)  # refused before anything was written
                continue
            found.append(one is not None)
            if one is not None:
                stored.append(one)
                upp_id = one.masuk.layanan.upp.id
                note_jawaban(session, sorotan, rt.now(), upp_id, one.change.jawaban_id)
        if len(stored) == 1:
            add_to_counters(session, stored[0].change)
        elif stored:
            move_counters(session, [one.change for one in stored])
    # Only after the commit, so that whoever recognises the burst finds all that came before.
    later = rt.pengamat.note_all([(one.masuk.asal, one.kiriman) for one in stored])
    if later:
        try:
            with rt.writing() as session:
                mark_susulan(session, later)
                note_beruntun(session, rt.now(), later)
        except SQLAlchemyError as error:
            log_unmarked(error)
    rt.figures_changed(*(one.masuk.layanan.upp.id for one in stored))
    return found


def _take_turns(session: Session) -> None:
    """Wait until nobody else stores answers, until the end of the transaction.

    Answers are written in the order in which they came, and each may touch others: the one of the same
    identity, those of the same words. Two transactions would wait for each other in a circle, which
    PostgreSQL ends after a second, again and again if somebody sends such answers. SQLite has one writer.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def _insert(
    rt: Runtime, session: Session, incoming: Incoming, pola: Pola, ukuran: Ukuran
) -> _Stored | None:
    """Store an answer, not counted yet; None when it is stored already."""
    if _check_same(session, incoming):
        return None
    identity, baru, masuk = incoming.identity, incoming.baru, incoming.admit(session)
    columns = jawaban_columns(identity, masuk, baru)
    # How long it took counts only by the server's own clock.
    known = None if Tanda.TANPA_AWAL in masuk.tanda else masuk.durasi
    kiriman = Kiriman(masuk.waktu, identity, pola, masuk.layanan.id, known)
    temuan = rt.pengamat.judge(masuk.asal, kiriman)
    kiriman.tanda = temuan.tanda
    tanda = mark_new(session, columns, ukuran) | masuk.tanda | temuan.tanda
    columns |= {"tanda": int(tanda), "beruntun": temuan.beruntun}
    [jawaban_id] = _STORE.first(session.connection(), columns) or ()
    rekap = Rekap.of([baru.penilaian])
    return _Stored(masuk, kiriman, Change(masuk.place, rekap, 1, jawaban_id))


def check_stored(session: Session, identity: uuid.UUID, layanan_kode: str) -> bool:
    """Tell whether the identity is stored already, for this very layanan.

    Raises:
        ConflictError: ``survei.uuid_taken`` when it is, for another one.
    """
    found = _STORED.first(session.connection(), {"uuid": identity})
    if found is None:
        return False
    layanan = find_layanan(session, PROVINSI, layanan_kode)
    if layanan is None or layanan.id != found[0]:
        raise ConflictError(
            "survei.uuid_taken",
            t("Survei ini sudah terkirim untuk layanan lain. Mulai survei baru."),
        )
    return True


def _check_same(session: Session, incoming: Incoming) -> bool:
    return check_stored(session, incoming.identity, incoming.layanan_kode)


def jawaban_columns(identity: uuid.UUID, masuk: Masuk, baru: JawabanBaru) -> dict[str, Any]:
    """Spread an answer over the columns of its table."""
    return {
        "uuid": identity,
        "layanan_id": masuk.layanan.id,
        "perangkat_id": masuk.perangkat_id,
        "sumber": masuk.sumber.value,
        "waktu": masuk.waktu,
        "tanggal": masuk.tanggal,
        **answer_columns(baru),
        "saran_sidik": sidik_saran(baru.saran),
        "durasi_detik": masuk.durasi,
    }


def answer_columns(baru: JawabanBaru) -> dict[str, Any]:
    """Spread what a person answered over the columns of the table."""
    penilaian = baru.penilaian
    return {
        **penilaian.responden.columns,
        "umum": int(penilaian.umum.value),
        "saran": baru.saran,
        **{u.field: penilaian.nilai[u] for u in URUTAN},
    }
