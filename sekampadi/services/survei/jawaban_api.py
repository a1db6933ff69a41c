"""Answers that another system sends for its citizens: the rules and the way of the survey, once each.

What is stored holds no trace of the key that sent it but that it came by the API. Nothing is known of
how long it took, and thousands from one address are what is expected: such answers bear the marks of
their words, and none of where they came from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from sekampadi.db.models import Jawaban, Sumber
from sekampadi.db.queries.master import find_perangkat_id, perangkat_id_in_force
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.survei.jawaban_api import (
    check_tanggal_api,
    isian_of,
    parse_identity,
    parse_perangkat,
    parse_tanggal_api,
)
from sekampadi.domain.survei.survei import JawabanBaru, parse_jawaban
from sekampadi.i18n import format_tanggal, t
from sekampadi.metrics.counters import counting_answer
from sekampadi.services.laporan.cakupan import require_layanan
from sekampadi.services.sistem.antrean import Lane
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.survei.lembar import stands_as
from sekampadi.services.survei.storing import Incoming, Masuk, store_in_turn
from sekampadi.services.survei.survei import layanan_closed, no_perangkat


@dataclass(frozen=True, slots=True)
class JawabanApi:
    """An answer that has been read and may be stored.

    Args:
        tanggal: the day it counts on.
        given: whether the sender has said so; else it is today, which a repetition may be later than.
    """

    incoming: Incoming
    tanggal: date
    given: bool


@dataclass(frozen=True, slots=True)
class JawabanTersimpan:
    """An answer that stands."""

    uuid: UUID
    layanan_kode: str
    tanggal: date  # the day it counts on
    baru: bool  # whether it was stored just now


def read_jawaban_api(
    rt: Runtime,
    principal: Principal | None,
    *,
    identity_text: str,
    layanan_kode: str,
    isian: Mapping[str, object],
    tanggal: str | None = None,
    perangkat: str | None = None,
) -> JawabanApi:
    """Read an answer that a key sends about a layanan of its UPP.

    Args:
        identity_text: the UUID that the sender has made for it.
        isian: the fields of the survey, numbers as numbers.
        tanggal: the day it was given on, today without one.
        perangkat: which version of the questions was asked (``sekampadi/2``), for who wants to be
            refused when others are in force.

    Raises:
        DomainError: ``idempotency_key.missing`` or ``.format``.
        FieldErrors: all fields that are wrong, as :func:`parse_jawaban` and the readers beside it.
        NotFoundError: ``layanan.unknown``, also for one of another UPP.
    """
    principal = require(principal, Permission.API_KIRIM)
    scope = principal.scope
    identity = parse_identity(identity_text)
    errors: dict[str, DomainError] = {}
    late: dict[str, DomainError] = {}
    day = today = rt.today()
    version: tuple[str, int] | None = None
    baru: JawabanBaru | None = None
    try:
        day = today if tanggal is None else parse_tanggal_api(tanggal)
        check_tanggal_api(day, today)
    except DomainError as error:
        # One that was in time when it was sent first may stand already, and is nobody's mistake.
        (late if error.code in {"tanggal.too_old", "tanggal.future"} else errors)["tanggal"] = error
    try:
        version = None if perangkat is None else parse_perangkat(perangkat)
    except DomainError as error:
        errors["perangkat"] = error
    try:
        baru = parse_jawaban(isian_of(isian))
    except FieldErrors as error:
        errors |= error.errors
    if errors or baru is None:
        raise FieldErrors(late | errors)
    with rt.reading() as session:
        kode = require_layanan(session, scope, layanan_kode).kode

    def admit(session: Session) -> Masuk:
        if late:
            raise FieldErrors(late)
        if tanggal is not None:
            # It may have waited past midnight, and the triwulan been frozen meanwhile.
            _check_in_time(day, rt.today())
        layanan = require_layanan(session, scope, kode)
        if not layanan.is_open:
            raise layanan_closed()
        perangkat_id = _perangkat_of(session, day, version)
        return Masuk(layanan, perangkat_id, Sumber.API, rt.now(), day)

    return JawabanApi(Incoming(identity, kode, baru, admit), day, tanggal is not None)


def _check_in_time(day: date, today: date) -> None:
    try:
        check_tanggal_api(day, today)
    except DomainError as error:
        raise FieldErrors({"tanggal": error}) from None


def _perangkat_of(session: Session, day: date, version: tuple[str, int] | None) -> int:
    """Return the question set in force on a day, which is the one that was asked if anybody says so."""
    in_force = perangkat_id_in_force(session, day)
    if in_force is None:
        raise no_perangkat()
    if version is not None and find_perangkat_id(session, *version) != in_force:
        raise ConflictError(
            "perangkat.outdated",
            t(
                "Pertanyaan yang dijawab bukan yang berlaku pada {tanggal}. Ambil pertanyaan yang "
                "berlaku, lalu tanyakan kembali.",
                tanggal=format_tanggal(day),
            ),
        )
    return in_force


async def store_jawaban_api(rt: Runtime, jawaban: JawabanApi, lane: Lane) -> JawabanTersimpan:
    """Store an answer and count it, exactly once: sent again as it was, it changes nothing.

    Args:
        lane: where it is looked up what was sent before.

    Raises:
        ConflictError: ``jawaban.berbeda`` when another one stands under its identity;
            ``perangkat.outdated``.
        NotFoundError: ``layanan.inactive``; ``perangkat.none``.
        FieldErrors: ``tanggal.future``, ``tanggal.too_old``.
        DomainError: ``antrean.penuh`` when too many wait.
    """
    incoming = jawaban.incoming
    with counting_answer(Sumber.API.value) as outcome:
        try:
            outcome.new = await store_in_turn(rt, incoming)
        except ConflictError as error:
            if error.code == "survei.uuid_taken":  # for another layanan, perhaps of another UPP
                raise _other() from None
            raise
        day = jawaban.tanggal
        if not outcome.new:
            wanted = jawaban.tanggal if jawaban.given else None
            day = await lane.run(_same_day, rt, incoming.identity, incoming.baru, wanted)
        return JawabanTersimpan(incoming.identity, incoming.layanan_kode, day, outcome.new)


def _other() -> ConflictError:
    return ConflictError(
        "jawaban.berbeda",
        t("Idempotency-Key ini sudah dipakai untuk jawaban lain. Buat UUID baru."),
    )


def _same_day(rt: Runtime, identity: UUID, baru: JawabanBaru, day: date | None) -> date:
    """Return the day of what is stored, which is this very answer and of this day if one is said."""
    if not stands_as(rt, identity, baru):
        raise _other()
    with rt.reading() as session:
        stored = session.exec(
            select(col(Jawaban.tanggal)).where(col(Jawaban.uuid) == identity)
        ).one()
    if day is not None and day != stored:
        raise _other()
    return stored
