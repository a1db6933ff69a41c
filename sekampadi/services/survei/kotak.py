"""The box: answers that came by an invitation wait in it and enter the statistics together.

A service application knows when it made which invitation. So nothing may tell when an answer came: not
its moment, its day, its number, nor the counters. It lies in the box without any of these, and enters
after the end of its week, with at least four others about its layanan, in an order drawn by lot, all of
them at one moment (decision 85).
"""

import json
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from sekampadi.db.models import Sumber, metadata
from sekampadi.db.queries.integrasi.undangan import count_undangan, find_undangan
from sekampadi.db.queries.master import LayananRow, find_layanan
from sekampadi.domain.errors import ConflictError, DomainError
from sekampadi.domain.integrasi.undangan import (
    MINGGU_SIMPAN,
    MINGGU_TUNGGU,
    identity_of,
    last_day,
    may_enter,
    minggu_of,
    name_survei,
    name_terpakai,
    week_before,
)
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.moderasi import TANPA_TANDA, Tanda, tanda_of
from sekampadi.domain.periode import local_date
from sekampadi.domain.survei.survei import JawabanBaru, parse_jawaban
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.keys import derive, derive_all
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.storing import Incoming, Masuk, check_stored, store_all
from sekampadi.services.survei.tanda import Ukuran, known_ukuran
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

TUJUAN: Final = "undangan"
"""The purpose of the key."""
_MOVED: Final = 200
"""Rows of the box that PostgreSQL writes anew with each that comes, so that their places say nothing."""
_LATE: Final = timedelta(days=1)
"""So long after its last day an answer is taken that was begun in time."""
_LOT: Final = SystemRandom()
_UNDANGAN, _TERPAKAI, _KOTAK, _LAYANAN = (
    metadata.tables[name] for name in ("undangan", "undangan_terpakai", "kotak_jawaban", "layanan")
)


def keys_of(settings: Settings) -> list[bytes]:
    """Return the keys by which invitations may be named, the one for new ones first."""
    return [key.value for key in derive_all(settings, TUJUAN)]


def _held(session: Session, settings: Settings, identity: UUID) -> RowMapping | None:
    names = [name_survei(key, identity) for key in keys_of(settings)]
    query = select(_KOTAK).where(_KOTAK.c.kunci.in_(names))
    return session.connection().execute(query).mappings().first()


def is_in_kotak(session: Session, settings: Settings, identity: UUID) -> bool:
    """Tell whether the answer of an identity came by an invitation, not long ago."""
    return _held(session, settings, identity) is not None


def _write(baru: JawabanBaru) -> str:
    penilaian = baru.penilaian
    fields: dict[str, str] = {
        **{name: str(value) for name, value in penilaian.responden.columns.items()},
        "umum": penilaian.umum.value,
        **{u.field: str(penilaian.nilai[u]) for u in URUTAN},
        "saran": baru.saran,
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _tanda(baru: JawabanBaru, masuk: Masuk, ukuran: Ukuran) -> Tanda:
    """Return the marks that need to know how long it took, which is kept of no such answer."""
    known = None if Tanda.TANPA_AWAL in masuk.tanda else masuk.durasi
    nilai = [baru.penilaian.nilai[u] for u in URUTAN]
    timed = tanda_of(nilai, "", durasi=known, median=ukuran.median, ambang=ukuran.ambang)
    return masuk.tanda | timed


def put_into_kotak(rt: Runtime, incoming: Incoming, token: str) -> bool:
    """Take an answer that came by an invitation, exactly once, and use the link up with it.

    Returns:
        Whether it lies in the box now, or did already; False when the link is none, was used, or is of
        another layanan: then it is an answer like any other.

    Raises:
        ConflictError: ``survei.sent_otherwise`` when another answer lies there under its identity.
        NotFoundError: ``layanan.inactive`` and the like, as for any answer.
    """
    try:
        return _put(rt, incoming, token)
    except IntegrityError:
        return _put(
            rt, incoming, token
        )  # two came at once by the same link: this one sees the other


def _put(rt: Runtime, incoming: Incoming, token: str) -> bool:
    ukuran, isi, today = known_ukuran(rt), _write(incoming.baru), rt.today()
    key, minggu = derive(rt.settings, TUJUAN).value, minggu_of(today)
    with rt.writing() as session:
        if check_stored(session, incoming.identity, incoming.layanan_kode):
            return False
        held = _held(session, rt.settings, incoming.identity)
        if held is not None:
            if held["isi"] not in {"", isi}:
                raise ConflictError("survei.sent_otherwise", t("Survei ini sudah terkirim."))
            return True
        row = find_undangan(session, keys_of(rt.settings), token)
        if row is None or row.terpakai or row.layanan_kode != incoming.layanan_kode:
            return False
        if today > last_day(row.minggu) + _LATE:
            return False
        masuk = incoming.admit(session)
        connection = session.connection()
        spent = {"tanda": name_terpakai(key, row.kunci), "minggu": minggu}
        connection.execute(insert(_TERPAKAI).values(spent))
        connection.execute(
            insert(_KOTAK).values(
                kunci=name_survei(key, incoming.identity),
                layanan_id=masuk.layanan.id,
                perangkat_id=masuk.perangkat_id,
                minggu=minggu,
                tanda=int(_tanda(incoming.baru, masuk, ukuran)),
                isi=isi,
            )
        )
        _mix(session, masuk.layanan.id)
    return True


def _mix(session: Session, layanan_id: int) -> None:
    """Write rows of the box anew in an order drawn by lot: PostgreSQL keeps them where they came in.

    SQLite has them in the order of their names, which is random already.
    """
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return
    query = (
        select(_KOTAK.c.kunci)
        .where(_KOTAK.c.layanan_id == layanan_id, _KOTAK.c.isi != "")
        .order_by(func.random())
        .limit(_MOVED)
        .with_for_update(skip_locked=True)
    )
    _touch(session, list(connection.execute(query).scalars()), {})


def _touch(session: Session, names: Sequence[str], values: Mapping[str, Any]) -> None:
    """Write rows of the box anew, one after the other in an order drawn by lot."""
    if not names:
        return
    order = sorted(names)
    _LOT.shuffle(order)
    changed = values or {"isi": _KOTAK.c.isi}
    session.connection().execute(
        update(_KOTAK).where(_KOTAK.c.kunci == bindparam("row")).values(**changed),
        [{"row": name} for name in order],
    )


def empty_kotak(rt: Runtime) -> int:
    """Let the answers of past weeks enter where there are enough of a layanan; return how many did.

    Done again it changes nothing, also after it was broken off. Old invitations are deleted, too.
    """
    today, entered = rt.today(), 0
    week = minggu_of(today)
    query = (
        select(_KOTAK, _LAYANAN.c.kode)
        .join_from(_KOTAK, _LAYANAN, _LAYANAN.c.id == _KOTAK.c.layanan_id)
        .where(_KOTAK.c.isi != "", _KOTAK.c.minggu < week)
    )
    groups: dict[str, list[RowMapping]] = defaultdict(list)
    with rt.reading() as session:
        for row in session.connection().execute(query).mappings():
            groups[row["kode"]].append(row)
    ready = [kode for kode, rows in groups.items() if may_enter([r["minggu"] for r in rows], today)]
    _LOT.shuffle(ready)
    for kode in ready:
        entered += _enter(rt, kode, groups[kode])
    _forget_old(rt)
    return entered


def _enter(rt: Runtime, kode: str, rows: list[RowMapping]) -> int:
    """Store the answers of a layanan in an order drawn by lot, all at one moment."""
    rows.sort(key=lambda row: str(row["kunci"]))
    _LOT.shuffle(rows)
    now, keys = rt.now(), keys_of(rt.settings)
    with rt.reading() as session:
        layanan = find_layanan(session, PROVINSI, kode)
    if layanan is None:
        raise RuntimeError("an answer is kept of a layanan that does not exist")
    ready: list[tuple[RowMapping, Incoming]] = []
    for row in rows:
        with suppress(DomainError):  # of a form that is not asked any more
            ready.append((row, _incoming(keys[-1], row, layanan, now)))
    fates = store_all(rt, [incoming for _, incoming in ready])
    done = [r for (r, _), f in zip(ready, fates, strict=True) if not isinstance(f, Exception)]
    if len(done) < len(rows):
        logger.error("answers by invitation could not enter: %d", len(rows) - len(done))
    if not done:
        return 0
    with rt.writing() as session:
        _touch(session, [row["kunci"] for row in done], {"isi": "", "tanda": 0})
        _mark_used(session, keys, layanan.id, minggu_of(local_date(now)))
        count_undangan(session, layanan.id, rt.today().isoformat()[:7], dijawab=len(done))
    return len(done)


def _incoming(key: bytes, row: RowMapping, layanan: LayananRow, now: datetime) -> Incoming:
    tanda = Tanda(row["tanda"]) or TANPA_TANDA
    masuk = Masuk(*(layanan, row["perangkat_id"], Sumber.DARING, now, local_date(now)), tanda=tanda)
    # The oldest key names them: an order that was broken off is taken up after the secret was replaced.
    identity = identity_of(key, row["kunci"])
    return Incoming(identity, layanan.kode, parse_jawaban(json.loads(row["isi"])), lambda _: masuk)


def _mark_used(session: Session, keys: Sequence[bytes], layanan_id: int, week: str) -> None:
    """Let the invitations of a layanan that were used remember the week, all of them together."""
    connection = session.connection()
    open_ = select(_UNDANGAN.c.kunci).where(
        _UNDANGAN.c.layanan_id == layanan_id, _UNDANGAN.c.terpakai == ""
    )
    signs = {
        name_terpakai(key, kunci): kunci
        for kunci in connection.execute(open_).scalars()
        for key in keys
    }
    used = connection.execute(select(_TERPAKAI.c.tanda)).scalars()
    spent = sorted(sign for sign in used if sign in signs)
    if not spent:
        return
    _LOT.shuffle(spent)
    connection.execute(
        update(_UNDANGAN).where(_UNDANGAN.c.kunci == bindparam("row")).values(terpakai=week),
        [{"row": signs[sign]} for sign in spent],
    )
    connection.execute(
        delete(_TERPAKAI).where(_TERPAKAI.c.tanda == bindparam("sign")),
        [{"sign": sign} for sign in spent],
    )


def _forget_old(rt: Runtime) -> None:
    """Delete invitations with their references after so many weeks, and what was kept for a repetition."""
    today = rt.today()
    with rt.writing() as session:
        for table, old in (
            (_UNDANGAN, _UNDANGAN.c.minggu < week_before(today, MINGGU_SIMPAN)),
            (_TERPAKAI, _TERPAKAI.c.minggu < week_before(today, MINGGU_TUNGGU)),
            (_KOTAK, (_KOTAK.c.isi == "") & (_KOTAK.c.minggu < week_before(today, 2))),
        ):
            session.connection().execute(delete(table).where(old))
