"""What a plan quotes of the suggestions: picked by a person, shortened at most, tied to its answer."""

from sqlmodel import Session

from sekampadi.db.models import Petikan, TindakLanjut
from sekampadi.db.queries.tindak_lanjut import (
    PetikanRow,
    SaranTriwulan,
    find_petikan,
    is_tayang,
    list_petikan,
    list_saran,
)
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.tindak_lanjut.petikan import shorten_saran
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.tindak_lanjut.kegiatan import parse_unsur
from sekampadi.services.tindak_lanjut.lembar import read_lembar, saran_upp_ids
from sekampadi.services.tindak_lanjut.rencana import WRITE, objek_of, owned, touch

PETIKAN_MAX = 50
"""Quotations of one unsur: a plan that quotes everybody reads nobody."""


def read_saran(
    session: Session, plan: TindakLanjut, jawaban_id: int | None = None
) -> list[SaranTriwulan]:
    """List the suggestions that a plan may quote, the newest first; or one of them."""
    ids = saran_upp_ids(read_lembar(session, plan), plan.upp_id)
    periode = Triwulan(plan.tahun, plan.triwulan).periode
    return list_saran(session, ids, periode, jawaban_id=jawaban_id)


def _row(session: Session, petikan: Petikan) -> PetikanRow:
    found = list_petikan(session, [petikan.tindak_lanjut_id])
    return next(p for p in found if p.id == petikan.id)


def pick(
    rt: Runtime,
    principal: Principal | None,
    rencana_id: int,
    unsur: object,
    *,
    jawaban_id: int,
    teks: object = None,
) -> PetikanRow:
    """Quote a suggestion for an unsur; picked twice, it is quoted once.

    Args:
        teks: a shortening of it; None for all of it.

    Raises:
        ConflictError: ``petikan.too_many``.
        DomainError: as :func:`~sekampadi.domain.tindak_lanjut.petikan.shorten_saran`.
        NotFoundError: ``rencana.unknown``; ``saran.unknown`` for what does not belong to the plan's
            UPP and triwulan, or was removed.
    """
    person = require(principal, WRITE)
    about = parse_unsur(unsur)
    with rt.writing() as session:
        plan = owned(session, person, rencana_id)
        found = read_saran(session, plan, jawaban_id)
        if not found:
            raise NotFoundError("saran.unknown", t("Saran tidak ditemukan."))
        saran = found[0].saran
        short = shorten_saran(saran, saran if teks is None else teks)
        own = [p for p in list_petikan(session, [rencana_id]) if p.unsur is about]
        if there := next((p for p in own if p.jawaban_id == jawaban_id), None):
            return there
        if len(own) >= PETIKAN_MAX:
            raise ConflictError(
                "petikan.too_many", t("Satu unsur paling banyak {n} petikan.", n=PETIKAN_MAX)
            )
        petikan = Petikan(
            tindak_lanjut_id=rencana_id,
            unsur=about.value,
            jawaban_id=jawaban_id,
            teks=short,
            dipilih_pada=rt.now(),
            dipilih_oleh=person.username,
        )
        session.add(petikan)
        touch(session, person, plan)
        session.flush()
        _tell(session, person, petikan, "", short)
        return _row(session, petikan)


def _tell(session: Session, person: Principal, petikan: Petikan, before: str, after: str) -> None:
    # The trail outlives a removal by moderation: it holds how much was quoted, not people's words.
    verb = "petik_ubah" if before and after else "petik" if after else "petik_hapus"
    record(
        session,
        person,
        f"tindak_lanjut.{verb}",
        objek_of(petikan.tindak_lanjut_id),
        unsur=petikan.unsur,
        jawaban=petikan.jawaban_id,
        sebelum={"karakter": len(before)},
        sesudah={"karakter": len(after)},
    )


def _held(session: Session, person: Principal, petikan_id: int) -> tuple[Petikan, TindakLanjut]:
    found = find_petikan(session, person.scope, petikan_id)
    if found is None:
        raise NotFoundError("petikan.unknown", t("Petikan tidak ditemukan."))
    return found


def change_petikan(
    rt: Runtime, principal: Principal | None, petikan_id: int, teks: object
) -> PetikanRow:
    """Shorten a quotation in another way; what was left out can be taken in again.

    Raises:
        DomainError: as :func:`~sekampadi.domain.tindak_lanjut.petikan.shorten_saran`.
        NotFoundError: ``petikan.unknown``; ``saran.unknown`` when the suggestion was removed.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        petikan, plan = _held(session, person, petikan_id)
        row = _row(session, petikan)
        if row.dihapus:
            raise NotFoundError("saran.unknown", t("Saran ini sudah dihapus oleh moderator."))
        short, before = shorten_saran(row.saran, teks), petikan.teks
        if short != before:
            petikan.teks = short
            session.add(petikan)
            touch(session, person, plan)
            _tell(session, person, petikan, before, short)
            session.flush()
        return _row(session, petikan)


def drop_petikan(rt: Runtime, principal: Principal | None, petikan_id: int) -> None:
    """Quote a suggestion no longer.

    Raises:
        ConflictError: ``petikan.tayang`` while it stands on the public page.
        NotFoundError: ``petikan.unknown``.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        petikan, plan = _held(session, person, petikan_id)
        if is_tayang(session, petikan_id):
            raise ConflictError(
                "petikan.tayang",
                t("Petikan ini tampil di halaman Hasil. Turunkan dahulu dari sana."),
            )
        before = petikan.teks
        session.delete(petikan)
        touch(session, person, plan)
        _tell(session, person, petikan, before, "")
