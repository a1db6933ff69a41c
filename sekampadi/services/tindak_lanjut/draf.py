"""Drafts of a plan's forms, kept as they are typed, and who else has the plan open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_
from sqlmodel import Session, col, delete, select

from sekampadi.db.models import DrafIsian, Kegiatan, Kehadiran, Operator
from sekampadi.db.queries.tindak_lanjut import find_rencana
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Principal
from sekampadi.domain.periode import SKEW
from sekampadi.domain.teks import clean_text
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tindak_lanjut.kegiatan import (
    FORMULIR_KEGIATAN,
    parse_unsur,
    unknown_kegiatan,
)
from sekampadi.services.tindak_lanjut.rencana import READ, WRITE, unknown_rencana

DRAF_MAX = 40
"""Unsaved forms of a person in one plan."""
_FIELDS_MAX, _TEXT_MAX, _OBJEK_MAX = 20, 5000, 40
HADIR = timedelta(seconds=20)
"""How long a person is believed to be there without saying so again."""


@dataclass(frozen=True, slots=True)
class DrafRow:
    """What was typed into a form: of which version, what, and when last."""

    objek: str
    versi: int
    isi: Mapping[str, str]
    diubah_pada: datetime


@dataclass(frozen=True, slots=True)
class Hadir:
    """Somebody else who has the plan open; ``mengisi`` names the form he has open, or is empty."""

    username: str
    mengisi: str


def _check(session: Session, person: Principal, rencana_id: int) -> None:
    if find_rencana(session, person.scope, rencana_id) is None:
        raise unknown_rencana()


def _check_objek(session: Session, rencana_id: int, objek: str) -> None:
    """Refuse a form that is none of the plan's: its draft would be nobody's to find."""
    kind, _, about = objek.partition(":")
    if kind == "baru":
        parse_unsur(about)
        return
    is_id = kind in FORMULIR_KEGIATAN and about.isascii() and about.isdigit() and len(about) < 10
    row = session.get(Kegiatan, int(about)) if is_id else None
    if row is None or row.tindak_lanjut_id != rencana_id:
        raise unknown_kegiatan()


def _clean(isi: Mapping[str, object]) -> dict[str, str]:
    texts = {k: clean_text(v) for k, v in isi.items() if isinstance(v, str)}
    if len(texts) > _FIELDS_MAX or any(len(v) > _TEXT_MAX or len(k) > 40 for k, v in texts.items()):
        raise DomainError("draf.too_long", t("Isian terlalu panjang untuk disimpan sebagai draf."))
    return texts


def save_draf(
    rt: Runtime,
    principal: Principal | None,
    rencana_id: int,
    *,
    objek: str,
    versi: int,
    isi: Mapping[str, object],
) -> datetime:
    """Keep what a person has typed into a form of a plan; return when.

    Args:
        objek: the form, ``kegiatan:12``, ``hasil:12``, ``baru:waktu``.
        versi: of the action as it was when the typing began; 0 for a new one.
        isi: the form's fields; what is no text is left out.

    Raises:
        DomainError: ``draf.too_long``, ``draf.too_many``; ``unsur.unknown``.
        NotFoundError: ``rencana.unknown``; ``kegiatan.unknown`` for an action of another plan, or
            of none.
    """
    person = require(principal, WRITE)
    texts, name, now = _clean(isi), clean_text(objek)[:_OBJEK_MAX], rt.now()
    with rt.writing() as session:
        _check(session, person, rencana_id)
        _check_objek(session, rencana_id, name)
        # One person may have two tabs: they wait for each other.
        session.exec(
            select(Operator.id).where(col(Operator.id) == person.operator_id).with_for_update()
        ).one()
        own = {d.objek: d for d in _own(session, person, rencana_id)}
        draf = own.get(name)
        if draf is None and len(own) >= DRAF_MAX:
            raise DomainError("draf.too_many", t("Terlalu banyak draf. Simpan atau buang dahulu."))
        draf = draf or DrafIsian(
            operator_id=person.operator_id,
            tindak_lanjut_id=rencana_id,
            objek=name,
            versi=versi,
            isi={},
            diubah_pada=now,
        )
        draf.versi, draf.isi, draf.diubah_pada = versi, texts, now
        session.add(draf)
    return now


def _own(session: Session, person: Principal, rencana_id: int) -> list[DrafIsian]:
    return list(
        session.exec(
            select(DrafIsian)
            .where(
                col(DrafIsian.operator_id) == person.operator_id,
                col(DrafIsian.tindak_lanjut_id) == rencana_id,
            )
            .order_by(col(DrafIsian.objek))
        )
    )


def load_draf(rt: Runtime, principal: Principal | None, rencana_id: int) -> dict[str, DrafRow]:
    """Return a person's own drafts in a plan by the form they belong to.

    Raises:
        NotFoundError: ``rencana.unknown``.
    """
    person = require(principal, WRITE)
    with rt.reading() as session:
        _check(session, person, rencana_id)
        return {
            d.objek: DrafRow(d.objek, d.versi, dict(d.isi), d.diubah_pada)
            for d in _own(session, person, rencana_id)
        }


def drop_draf(rt: Runtime, principal: Principal | None, rencana_id: int, objek: str) -> None:
    """Throw a draft away, because it was saved or is not wanted; no harm when there is none."""
    person = require(principal, WRITE)
    with rt.writing() as session:
        session.exec(
            delete(DrafIsian).where(
                col(DrafIsian.operator_id) == person.operator_id,
                col(DrafIsian.tindak_lanjut_id) == rencana_id,
                col(DrafIsian.objek) == objek,
            )
        )


def say_hadir(
    rt: Runtime, principal: Principal | None, rencana_id: int, mengisi: str = ""
) -> tuple[Hadir, ...]:
    """Say that a person has a plan open, and return who else has.

    Args:
        mengisi: the form he has open; empty for none.

    Raises:
        NotFoundError: ``rencana.unknown``.
    """
    person = require(principal, READ)
    now = rt.now()
    with rt.writing() as session:
        _check(session, person, rencana_id)
        seen = col(Kehadiran.terlihat_pada)
        # Those seen later than now were seen before the clock was set back.
        session.exec(delete(Kehadiran).where(or_(seen < now - HADIR, seen > now + SKEW)))
        session.merge(
            Kehadiran(
                tindak_lanjut_id=rencana_id,
                operator_id=person.operator_id,
                terlihat_pada=now,
                mengisi=clean_text(mengisi)[:_OBJEK_MAX],
            )
        )
        session.flush()
        rows = session.exec(
            select(Operator.username, Kehadiran.mengisi)
            .join(Kehadiran, col(Kehadiran.operator_id) == col(Operator.id))
            .where(
                col(Kehadiran.tindak_lanjut_id) == rencana_id,
                col(Kehadiran.operator_id) != person.operator_id,
            )
            .order_by(col(Operator.username))
        ).all()
    return tuple(Hadir(*row) for row in rows)


def say_pergi(rt: Runtime, principal: Principal | None, rencana_id: int) -> None:
    """Say that a person has left a plan; who forgets to, is gone after a while anyway."""
    person = require(principal, READ)
    with rt.writing() as session:
        session.exec(
            delete(Kehadiran).where(
                col(Kehadiran.tindak_lanjut_id) == rencana_id,
                col(Kehadiran.operator_id) == person.operator_id,
            )
        )
