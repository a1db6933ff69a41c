"""Where answers come from, remembered for half an hour in memory only, to see bursts.

An address is never kept: only a hash of it with a key that is made anew each day, in memory, and
forgotten with the last answer of the half hour. Until the day ends it is remembered only how many
answers about a layanan an address sent, not which. Several processes tell one another what came from
which hash, so each sees what all of them see; a connection is of one process anyway. One that has
just begun knows what came since, and while Redis is away each sees its own share.
"""

import hashlib
import json
import logging
import secrets
import threading
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel, col

from sekampadi.db.kabar_redis import ANSWER
from sekampadi.db.models import Jawaban
from sekampadi.db.shared import SharedStore, UnreachableError
from sekampadi.domain.laporan.rekap import Penilaian
from sekampadi.domain.moderasi import TANPA_TANDA, Tanda
from sekampadi.domain.periode import local_date
from sekampadi.domain.survei.beruntun import (
    ALAMAT,
    JENDELA,
    SAMBUNGAN,
    Hitungan,
    Jejak,
    Kiriman,
    Pola,
    Susulan,
)
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.akun.coba_masuk import network_of

logger = logging.getLogger(__name__)

MAX_JEJAK = 20_000
"""Connections and addresses remembered at once; the longest silent are forgotten first."""
MAX_HITUNGAN = 20_000
"""Addresses counted at once, for each layanan they answer; likewise."""
_LONGEST_WORD = 4000
"""What another process says of an answer has some three hundred characters."""

_T = SQLModel.metadata.tables[str(Jawaban.__tablename__)]


@dataclass(frozen=True, slots=True)
class Asal:
    """Where an answer comes from: the connection, as the server names it, and the address."""

    sambungan: str
    alamat: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TemuanPola:
    """What is known of an answer before it is stored."""

    tanda: Tanda = TANPA_TANDA
    beruntun: uuid.UUID | None = None


def pola_of(penilaian: Penilaian) -> Pola:
    """Return what an answer looks like."""
    return Pola(
        (int(penilaian.umum.value), *(penilaian.nilai[u] for u in URUTAN)),
        tuple(penilaian.responden.columns.values()),
    )


def _write(name: bytes, kiriman: Kiriman, beruntun: uuid.UUID | None) -> str:
    """Write down what other processes are told of an answer."""
    pola = kiriman.pola
    told = (
        *(name.hex(), kiriman.waktu.isoformat(), kiriman.identity.hex),
        *(pola.nilai, pola.responden, kiriman.layanan, kiriman.durasi, int(kiriman.tanda)),
        beruntun.hex if beruntun else None,
    )
    return json.dumps(told)


def _read(text: str) -> tuple[bytes, Kiriman, uuid.UUID | None]:
    if len(text) > _LONGEST_WORD:
        raise ValueError("too long")
    name, waktu, identity, nilai, responden, layanan, durasi, tanda, beruntun = json.loads(text)
    kiriman = Kiriman(
        datetime.fromisoformat(waktu),
        uuid.UUID(identity),
        Pola(tuple(int(n) for n in nilai), tuple(responden)),
        int(layanan),
        None if durasi is None else int(durasi),
        Tanda(tanda),
    )
    if kiriman.waktu.tzinfo is None:
        raise ValueError("a moment without its zone cannot be compared")
    hash(kiriman.pola)  # is asked for later, before an answer is stored
    return bytes.fromhex(name), kiriman, uuid.UUID(beruntun) if beruntun else None


class Pengamat:
    """Watches where answers come from; one for each process.

    Args:
        shared: by which it tells those of other processes; None for one that serves alone.
    """

    def __init__(self, shared: SharedStore | None = None) -> None:
        self._shared = shared
        self._lock = threading.Lock()
        self._day: date | None = None
        self._key = b""
        self._seen: OrderedDict[bytes, Jejak] = OrderedDict()
        self._count: OrderedDict[tuple[bytes, int], Hitungan] = OrderedDict()

    def __len__(self) -> int:
        """Return how many connections and addresses are remembered."""
        return len(self._seen)

    def _names(self, asal: Asal | None, now: datetime) -> list[tuple[bytes, Jejak]]:
        """Return what is known of a connection and its address, in this order."""
        self._begin_day(local_date(now))
        if asal is None:
            return []
        found = []
        for kind, text, batas in (
            (b"sambungan", asal.sambungan, SAMBUNGAN),
            (b"alamat", network_of(asal.alamat), ALAMAT),
        ):
            if text:
                name = self._name(kind, text, shared=batas is ALAMAT)
                found.append((name, self._seen.get(name) or Jejak(batas)))
        return found

    def _begin_day(self, today: date) -> None:
        if self._day != today:
            self._day, self._key = today, secrets.token_bytes(32)
            self._seen.clear()
            self._count.clear()

    def _name(self, kind: bytes, text: str, *, shared: bool) -> bytes:
        if shared and self._shared is not None and self._day is not None:
            try:
                return self._shared.name(kind.decode(), text, self._day).encode()
            except UnreachableError:
                pass  # by its own key: the others do not hear of it either
        return hashlib.blake2b(
            text.encode("utf-8", "ignore"), key=self._key, person=kind, digest_size=16
        ).digest()

    def judge(self, asal: Asal | None, kiriman: Kiriman) -> TemuanPola:
        """Tell whether an answer about to be stored belongs to a burst that goes on."""
        with self._lock:
            for name, jejak in self._names(asal, kiriman.waktu):
                banyak = self._is_too_many(name, jejak, kiriman)
                if tanda := jejak.judge(kiriman, banyak=banyak):
                    return TemuanPola(tanda, jejak.beruntun)
        return TemuanPola()

    def note(self, asal: Asal | None, kiriman: Kiriman) -> list[Susulan]:
        """Remember an answer that is stored now; return the marks that it and others lack."""
        return self.note_all([(asal, kiriman)])

    def note_all(self, answers: Sequence[tuple[Asal | None, Kiriman]]) -> list[Susulan]:
        """Remember answers that were stored together; the other processes are told by one word."""
        found: list[Susulan] = []
        words: list[str] = []
        for asal, kiriman in answers:
            later, told = self._note(asal, kiriman)
            found += later
            words += [told] if told else []
        if words and self._shared is not None:
            self._shared.publish(ANSWER + "\n".join(words))
        return found

    def _note(self, asal: Asal | None, kiriman: Kiriman) -> tuple[list[Susulan], str]:
        told = ""
        with self._lock:
            for name, jejak in self._names(asal, kiriman.waktu):
                banyak = self._is_too_many(name, jejak, kiriman)
                later = jejak.add(kiriman, uuid.uuid4(), banyak=banyak)
                self._keep(name, jejak, kiriman.waktu)
                if jejak.batas is ALAMAT:
                    self._add(name, kiriman)
                    if self._shared is not None:
                        told = _write(name, kiriman, jejak.beruntun if later is not None else None)
                if later is not None:
                    # What one connection does is not held against the others of its office.
                    return later, told
        return [], told

    def hear(self, text: str) -> None:
        """Remember answers that another process has noted; what is none of them is left out."""
        for line in text.split("\n"):
            self._hear(line)

    def _hear(self, text: str) -> None:
        try:
            name, kiriman, beruntun = _read(text)
            day = local_date(kiriman.waktu)
        except (ValueError, TypeError, OverflowError, AttributeError):
            logger.warning("what another process said of an answer cannot be read")
            return
        with self._lock:
            if self._day is None or day > self._day:
                self._begin_day(day)
            if self._day != day:
                return  # about midnight: its name is another one by now
            jejak = self._seen.get(name) or Jejak(ALAMAT)
            jejak.take(kiriman, beruntun)
            self._keep(name, jejak, kiriman.waktu)
            self._add(name, kiriman)

    def _is_too_many(self, name: bytes, jejak: Jejak, kiriman: Kiriman) -> bool:
        if jejak.batas is not ALAMAT:
            return False
        hitungan = self._count.get((name, kiriman.layanan))
        return hitungan is not None and hitungan.is_too_many(kiriman.waktu)

    def _add(self, name: bytes, kiriman: Kiriman) -> None:
        key = (name, kiriman.layanan)
        self._count.setdefault(key, Hitungan()).add(kiriman.waktu)
        self._count.move_to_end(key)
        if len(self._count) > MAX_HITUNGAN:
            self._count.popitem(last=False)

    def _keep(self, name: bytes, jejak: Jejak, now: datetime) -> None:
        self._seen[name] = jejak
        self._seen.move_to_end(name)
        while self._seen:
            oldest = next(iter(self._seen.values()))
            silent = not oldest.kiriman or now - oldest.kiriman[-1].waktu > JENDELA
            if not silent and len(self._seen) <= MAX_JEJAK:
                return
            self._seen.popitem(last=False)


def mark_susulan(session: Session, later: list[Susulan]) -> None:
    """Mark answers that were stored before their burst was recognised.

    A burst that an answer belongs to already keeps it; what was reviewed stays reviewed.
    """
    for susulan in later:
        session.connection().execute(
            update(Jawaban)
            .where(col(Jawaban.uuid).in_(susulan.identities))
            .values(
                tanda=_T.c.tanda.op("|")(int(susulan.tanda)),
                beruntun=func.coalesce(_T.c.beruntun, susulan.beruntun),
            )
        )


def log_unmarked(error: SQLAlchemyError) -> None:
    """Say that the first answers of a burst stay unmarked: they are stored, which matters more."""
    logger.error("the first answers of a burst could not be marked", exc_info=error)
