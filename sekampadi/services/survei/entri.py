"""Paper answers typed in one by one: stored once, counted on the paper's own day, and taken back when mistyped."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from sekampadi.db.models import Audit, Jawaban, Layanan, Sumber
from sekampadi.db.queries.master import (
    LayananRow,
    list_layanan,
    perangkat_id_in_force,
    perangkat_in_force,
)
from sekampadi.db.queries.penilaian import lock_jawaban
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.moderasi import StatusJawaban, Tindakan
from sekampadi.domain.periode import ZONA
from sekampadi.domain.survei.entri import parse_tanggal_kertas
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.survei import Isian, parse_jawaban, parse_uuid
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_layanan
from sekampadi.services.moderasi.moderasi import switch_status
from sekampadi.services.publik.tunda import list_tertunda
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.survei.storing import Incoming, Masuk, store_once

AKSI_ENTRI: Final = "jawaban.entri"
AKSI_BATAL: Final = "jawaban.entri_batal"
BATAL_DALAM: Final = timedelta(hours=1)
"""How long the person who typed a sheet may take it back; later it is a moderator's decision."""
TERAKHIR: Final = 10


@dataclass(frozen=True, slots=True)
class LembarEntri:
    """A sheet a person has typed in."""

    uuid: UUID
    waktu: datetime  # when it was stored
    tanggal: date  # the day on the paper
    layanan: str
    usia: int  # of the respondent, to find the paper again
    nilai: tuple[int, ...]
    dapat_dibatalkan: bool  # whether the person may still take it back
    dihapus: bool


@dataclass(frozen=True, slots=True)
class RuangEntri:
    """What a person needs to type sheets in."""

    layanan: tuple[LayananRow, ...]  # closed ones too: their papers may still lie on the desk
    perangkat: PerangkatPertanyaan | None  # of the day; None when none was in force
    hari_ini: int  # how many the person has entered today and not taken back
    terakhir: tuple[LembarEntri, ...]  # the newest first


@dataclass(frozen=True, slots=True)
class LembarTersimpan:
    """A sheet that stands."""

    uuid: UUID
    tertunda: tuple[date, ...] = ()  # of its day, when the public figures of that are frozen


def enter_jawaban(
    rt: Runtime,
    principal: Principal | None,
    *,
    uuid_text: object,
    layanan_kode: object,
    tanggal: object,
    isian: Isian,
) -> LembarTersimpan:
    """Store a sheet typed in from paper, exactly once: sent again, it changes nothing.

    Its identity is made in the browser when it is opened; the layanan may have been closed since.

    Raises:
        DomainError: ``survei.uuid``.
        ConflictError: ``survei.uuid_taken`` when the identity belongs to another layanan.
    """
    principal = require(principal, Permission.JAWABAN_ENTER)
    identity = parse_uuid(uuid_text)
    errors: dict[str, DomainError] = {}
    day = rt.today()
    try:
        day = parse_tanggal_kertas(tanggal, rt.today())
    except DomainError as error:
        errors["tanggal"] = error
    try:
        baru = parse_jawaban(isian)
    except FieldErrors as error:
        raise FieldErrors(errors | error.errors) from None
    if errors:
        raise FieldErrors(errors)
    with rt.reading() as session:
        kode = layanan_kode if isinstance(layanan_kode, str) else ""
        found = require_layanan(session, principal.scope, kode)

    def admit(session: Session) -> Masuk:
        layanan = require_layanan(session, principal.scope, kode)
        perangkat_id = perangkat_id_in_force(session, day)
        if perangkat_id is None:
            words = t("Belum ada kuesioner yang berlaku pada tanggal ini.")
            raise FieldErrors({"tanggal": DomainError("perangkat.none", words)})
        now = rt.now()
        record(
            session,
            principal,
            AKSI_ENTRI,
            str(identity),
            layanan=layanan.kode,
            tanggal=day.isoformat(),
        )
        return Masuk(layanan, perangkat_id, Sumber.KERTAS, now, day)

    store_once(rt, Incoming(identity, kode, baru, admit))
    with rt.reading() as session:
        return LembarTersimpan(identity, list_tertunda(session, rt, [(found.upp.id, day)]))


def load_entri(rt: Runtime, principal: Principal | None, *, tanggal: object) -> RuangEntri:
    """Read what the screen needs for a day on the papers, today when it is none."""
    principal = require(principal, Permission.JAWABAN_ENTER)
    try:
        day = parse_tanggal_kertas(tanggal, rt.today())
    except DomainError:
        day = rt.today()
    with rt.reading() as session:
        found = perangkat_in_force(session, day)
        return RuangEntri(
            layanan=tuple(list_layanan(session, principal.scope, active_only=False)),
            perangkat=found[1] if found else None,
            hari_ini=_count_today(session, rt, principal),
            terakhir=_last(session, rt, principal),
        )


def _count_today(session: Session, rt: Runtime, principal: Principal) -> int:
    begin = datetime.combine(rt.today(), time(), ZONA)
    undone = aliased(Audit)
    query = (
        select(func.count())
        .select_from(Audit)
        .where(
            col(Audit.operator_id) == principal.operator_id,
            col(Audit.aksi) == AKSI_ENTRI,
            col(Audit.waktu) >= begin,
            ~select(col(undone.id))
            .where(
                col(undone.operator_id) == principal.operator_id,
                col(undone.aksi) == AKSI_BATAL,
                col(undone.objek) == col(Audit.objek),
                col(undone.waktu) >= begin,
            )
            .exists(),
        )
    )
    return session.exec(query).one()


def _last(session: Session, rt: Runtime, principal: Principal) -> tuple[LembarEntri, ...]:
    query = (
        select(col(Audit.objek))
        .where(col(Audit.operator_id) == principal.operator_id, col(Audit.aksi) == AKSI_ENTRI)
        .order_by(col(Audit.id).desc())
        .limit(TERAKHIR)
    )
    ids = [UUID(objek) for objek in session.exec(query)]
    rows = {
        jawaban.uuid: (jawaban, nama)
        for jawaban, nama in session.exec(
            select(Jawaban, Layanan.nama)
            .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
            .where(col(Jawaban.uuid).in_(ids), within(principal.scope, col(Layanan.upp_id)))
        )
    }
    return tuple(_show(rt, *rows[i]) for i in ids if i in rows)


def _show(rt: Runtime, jawaban: Jawaban, layanan: str) -> LembarEntri:
    removed = jawaban.dihapus_pada is not None
    return LembarEntri(
        uuid=jawaban.uuid,
        waktu=jawaban.waktu,
        tanggal=jawaban.tanggal,
        layanan=layanan,
        usia=jawaban.usia,
        nilai=tuple(getattr(jawaban, u.field) for u in URUTAN),
        dapat_dibatalkan=not removed and rt.now() - jawaban.waktu <= BATAL_DALAM,
        dihapus=removed,
    )


def undo_entri(rt: Runtime, principal: Principal | None, *, uuid_text: object) -> tuple[date, ...]:
    """Take back one's own sheet of the last hour; return its triwulan if that is frozen.

    Nothing is lost: it stands among the removed answers, from where a moderator can restore it.

    Raises:
        ConflictError: ``entri.too_late`` after :data:`BATAL_DALAM`.
        DomainError: ``survei.uuid``.
    """
    principal = require(principal, Permission.JAWABAN_ENTER)
    identity = parse_uuid(uuid_text)
    with rt.writing() as session:
        own = session.exec(
            select(Audit.id).where(
                col(Audit.operator_id) == principal.operator_id,
                col(Audit.aksi) == AKSI_ENTRI,
                col(Audit.objek) == str(identity),
            )
        ).first()
        found = session.exec(
            select(Jawaban.id, Jawaban.waktu)
            .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
            .where(col(Jawaban.uuid) == identity, within(principal.scope, col(Layanan.upp_id)))
        ).one_or_none()
        if own is None or found is None:
            raise NotFoundError("entri.unknown", t("Lembar ini tidak ditemukan."))
        # Only now is it loaded: what was read before it was held may have changed since.
        [answer] = lock_jawaban(session, principal.scope, [stored_id(found[0])])
        if answer.status is StatusJawaban.DIHAPUS:
            return ()
        now = rt.now()
        if now - found[1] > BATAL_DALAM:
            raise ConflictError(
                "entri.too_late",
                t("Lembar ini sudah lebih dari satu jam. Minta Operator OPD memoderasinya."),
            )
        alasan = t("salah ketik, dibatalkan oleh pengetik")
        switch_status(session, Tindakan.HAPUS, [answer], oleh=principal, alasan=alasan, now=now)
        record(session, principal, AKSI_BATAL, str(identity))
        place = answer.place
        tertunda = list_tertunda(session, rt, [(place.upp_id, place.tanggal)])
    rt.figures_changed(place.upp_id)
    return tertunda
