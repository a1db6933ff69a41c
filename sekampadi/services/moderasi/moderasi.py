"""Moderasi: authorize -> hold the answers -> change them, their counters and the audit trail, at once.

Everything is safe to do twice and by two people at once: an answer is held before its status is
looked at, so it is taken out of the figures exactly once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from sekampadi.db.counters import (
    PROVINSI_KUNCI,
    Change,
    Place,
    list_frozen_among,
    move_counters,
    upp_kunci,
)
from sekampadi.db.engine import batched
from sekampadi.db.models import Jawaban
from sekampadi.db.queries.penilaian import Terkunci, last_act, lock_jawaban, status_is
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.moderasi import StatusJawaban, Tindakan, parse_alasan
from sekampadi.domain.periode import ZONA, Periode, first_of_triwulan
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.laporan.cakupan import require_layanan
from sekampadi.services.publik.beku import freezes_on
from sekampadi.services.publik.publik import ensure_frozen
from sekampadi.services.publik.tunda import list_tertunda
from sekampadi.services.sistem.runtime import Runtime, record, require

_LATELY = timedelta(days=1)
"""How long a page may stand open before its person is told of what a colleague has done."""
MANY = 100
"""The most answers of one act: a page of the table."""


@dataclass(frozen=True, slots=True)
class HasilModerasi:
    """What an act has done."""

    diubah: int
    dilewati: int  # as wanted already, because somebody was quicker
    tertunda: tuple[date, ...] = ()  # whose public figures are frozen and do not follow at once
    # When a removal was done, by which it can be taken back; None for other acts.
    pada: datetime | None = field(default=None, compare=False)


def parse_ids(ids: Collection[int]) -> frozenset[int]:
    """Check how many answers an act is for."""
    found = frozenset(ids)
    if not found:
        raise DomainError("moderasi.none", t("Pilih paling sedikit satu jawaban."))
    if len(found) > MANY:
        raise DomainError(
            "moderasi.many", t("Paling banyak {n} jawaban dalam satu tindakan.", n=MANY)
        )
    return found


def hold(session: Session, principal: Principal, ids: Collection[int]) -> list[Terkunci]:
    """Hold answers; all of them or none."""
    held = lock_jawaban(session, principal.scope, ids)
    if len(held) != len(ids):
        raise NotFoundError("jawaban.unknown", t("Jawaban tidak ditemukan."))
    return held


def change(
    session: Session, status: StatusJawaban, answers: Sequence[Terkunci], values: dict[str, Any]
) -> None:
    """Change held answers of one status alike."""
    count = 0
    for some in batched(answers):
        changed = session.connection().execute(
            update(Jawaban)
            .where(col(Jawaban.id).in_([a.id for a in some]), status_is(status))
            .values(**values)
        )
        count += changed.rowcount
    if count != len(answers):
        # They are held, so this cannot be; if it were, nothing may be counted.
        raise ConflictError("moderasi.raced", t("Jawaban sedang diubah orang lain. Coba lagi."))


def switch_status(
    session: Session,
    tindakan: Tindakan,
    held: Sequence[Terkunci],
    *,
    oleh: Principal,
    alasan: str,
    now: datetime,
) -> list[Terkunci]:
    """Take held answers out of every figure, or count them again; return those that were not so."""
    answers = [a for a in held if a.status is tindakan.allowed_from]
    removes = tindakan is Tindakan.HAPUS
    values: dict[str, Any] = (
        {"dihapus_pada": now, "dihapus_oleh": oleh.username, "alasan_hapus": alasan}
        if removes
        else {"dihapus_pada": None, "dihapus_oleh": "", "alasan_hapus": ""}
    )
    change(session, tindakan.allowed_from, answers, values)
    sign = -1 if removes else 1
    move_counters(session, [Change(a.place, Rekap.of([a.penilaian]), sign, a.id) for a in answers])
    return answers


def mark_reviewed(session: Session, held: Sequence[Terkunci]) -> list[Terkunci]:
    """Say that held answers are all right; return those that waited for it."""
    answers = [a for a in held if a.perlu_ditinjau and a.status is Tindakan.TINJAU.allowed_from]
    change(session, StatusJawaban.AKTIF, answers, {"ditinjau": True})
    return answers


def list_tertunda_of(
    session: Session, rt: Runtime, answers: Sequence[Terkunci], *, ke: int | None = None
) -> tuple[date, ...]:
    """List the triwulan in which the public sees a change, or a move to an UPP, later or never."""
    upp_ids = [{a.place.upp_id} | ({ke} if ke is not None else set()) for a in answers]
    places = zip(upp_ids, answers, strict=True)
    return list_tertunda(session, rt, [(u, a.place.tanggal) for ids, a in places for u in ids])


def record_each(
    session: Session,
    principal: Principal,
    tindakan: Tindakan,
    answers: Iterable[Terkunci],
    **rincian: object,
) -> None:
    """Write a line of the audit trail for each answer."""
    for a in answers:
        record(
            session,
            principal,
            f"jawaban.{tindakan.value}",
            f"jawaban/{a.id}",
            layanan=a.layanan_kode,
            tanggal=a.place.tanggal.isoformat(),
            **rincian,
        )


def _switch(
    rt: Runtime,
    principal: Principal | None,
    tindakan: Tindakan,
    ids: Collection[int],
    alasan: object,
    *,
    menunggu: Collection[int] = (),
) -> HasilModerasi:
    principal = require(principal, Permission.JAWABAN_MODERATE)
    wanted, reason, now = parse_ids(ids), parse_alasan(alasan), rt.now()
    with rt.writing() as session:
        held = hold(session, principal, wanted)
        _tell_reviewed(session, [a for a in held if a.id in menunggu], now)
        todo = switch_status(session, tindakan, held, oleh=principal, alasan=reason, now=now)
        record_each(session, principal, tindakan, todo, alasan=reason)
        tertunda = list_tertunda_of(session, rt, todo)
    rt.figures_changed(*(a.place.upp_id for a in todo))
    removed = now if tindakan is Tindakan.HAPUS else None
    return HasilModerasi(len(todo), len(held) - len(todo), tertunda, removed)


def _tell_reviewed(session: Session, seen_waiting: Iterable[Terkunci], now: datetime) -> None:
    """Refuse to overrule unsaid who has found answers all right since they were looked at."""
    reviewed = [
        f"jawaban/{a.id}"
        for a in seen_waiting
        if a.status is StatusJawaban.AKTIF and not a.perlu_ditinjau
    ]
    last = last_act(session, reviewed, "jawaban.tinjau", now - _LATELY) if reviewed else None
    if last is not None:
        raise ConflictError(
            "moderasi.ditinjau",
            t(
                "{n} jawaban ini sementara itu ditandai sudah ditinjau oleh {oleh}, {kapan}. Bila "
                "tetap harus dihapus, tekan sekali lagi.",
                n=len(reviewed),
                oleh=last[0],
                kapan=f"{last[1].astimezone(ZONA):%d-%m-%Y %H.%M}",
            ),
        )


def remove(
    rt: Runtime,
    principal: Principal | None,
    ids: Collection[int],
    alasan: object,
    menunggu: Collection[int] = (),
) -> HasilModerasi:
    """Take answers, at most :data:`MANY`, out of every figure; they stay in the list "Dihapus".

    Nothing is changed when one of them lies outside the person's scope.

    Args:
        menunggu: those that waited for a look when the person saw them.

    Raises:
        DomainError: ``alasan.missing``, ``alasan.too_long``, ``moderasi.none``, ``moderasi.many``.
        ConflictError: ``moderasi.ditinjau`` when a colleague has found one of them all right since.
    """
    return _switch(rt, principal, Tindakan.HAPUS, ids, alasan, menunggu=menunggu)


def restore(
    rt: Runtime, principal: Principal | None, ids: Collection[int], alasan: object
) -> HasilModerasi:
    """Count removed answers again. Its ``DomainError`` are those of :func:`remove`."""
    return _switch(rt, principal, Tindakan.PULIHKAN, ids, alasan)


def _check_frozen_alike(session: Session, upp_id: int, answers: Sequence[Terkunci]) -> None:
    """Refuse a move between an UPP whose figures are public early and one whose are not.

    The joint freeze would count the answer where it is, while the early figures keep it: twice in
    every sum, and the difference is that answer. Asked after the counters were written, as
    ``hold_back`` asks: who freezes keeps their writers out.
    """
    moved = {(first_of_triwulan(a.place.tanggal), a.place.upp_id) for a in answers}
    frozen = list_frozen_among(
        session,
        {t for t, _ in moved},
        {PROVINSI_KUNCI, upp_kunci(upp_id)} | {upp_kunci(u) for _, u in moved},
    )
    unlike = [
        triwulan
        for triwulan, upp in moved
        if (triwulan, PROVINSI_KUNCI) not in frozen
        and ((triwulan, upp_kunci(upp)) in frozen) != ((triwulan, upp_kunci(upp_id)) in frozen)
    ]
    if unlike:
        raise ConflictError(
            "moderasi.dibekukan",
            t(
                "Jawaban {periode} belum dapat dipindahkan antara kedua UPP ini, karena angka salah "
                "satunya sudah dibekukan untuk umum dan yang lain belum. Silakan pindahkan mulai "
                "{tanggal}, setelah angka semua UPP dibekukan.",
                periode=", ".join(Periode.triwulan_of(q).label for q in sorted(set(unlike))),
                tanggal=format_tanggal(freezes_on(max(unlike))),
            ),
        )


def move(
    rt: Runtime,
    principal: Principal | None,
    ids: Collection[int],
    layanan_kode: str,
    alasan: object,
) -> HasilModerasi:
    """Move answers to the layanan they are really about; the counters of both follow."""
    principal = require(principal, Permission.JAWABAN_MODERATE)
    wanted, reason = parse_ids(ids), parse_alasan(alasan)
    # On the day from which it may be done nobody waits for the worker.
    ensure_frozen(rt)
    with rt.writing() as session:
        target = require_layanan(session, principal.scope, layanan_kode)
        held = hold(session, principal, wanted)
        if any(a.status is not Tindakan.PINDAH.allowed_from for a in held):
            raise ConflictError(
                "moderasi.removed", t("Jawaban yang dihapus harus dipulihkan dahulu.")
            )
        todo = [a for a in held if a.place.layanan_id != target.id]
        if todo:
            change(session, StatusJawaban.AKTIF, todo, {"layanan_id": target.id, "tempat_id": 0})
            changes = []
            for a in todo:
                there = Place(target.upp.id, target.id, 0, a.place.sumber, a.place.tanggal)
                rekap = Rekap.of([a.penilaian])
                changes += [Change(a.place, rekap, -1, a.id), Change(there, rekap, 1, a.id)]
            move_counters(session, changes)
            _check_frozen_alike(session, target.upp.id, todo)
            record_each(session, principal, Tindakan.PINDAH, todo, ke=target.kode, alasan=reason)
        tertunda = list_tertunda_of(session, rt, todo, ke=target.upp.id)
    rt.figures_changed(*(a.place.upp_id for a in todo), target.upp.id if todo else None)
    return HasilModerasi(len(todo), len(held) - len(todo), tertunda)


def review(rt: Runtime, principal: Principal | None, ids: Collection[int]) -> HasilModerasi:
    """Say that marked answers are all right; they leave the list "perlu ditinjau"."""
    principal = require(principal, Permission.JAWABAN_MODERATE)
    wanted = parse_ids(ids)
    with rt.writing() as session:
        held = hold(session, principal, wanted)
        todo = mark_reviewed(session, held)
        record_each(session, principal, Tindakan.TINJAU, todo)
    return HasilModerasi(len(todo), len(held) - len(todo))
