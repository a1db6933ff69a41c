"""The log of codes: what hangs where, with its photo, and since when (decree, H row 1 "dokumentasi" and M.5)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from sekampadi.db.models import KodeTerpasang, Layanan, Upp
from sekampadi.db.queries.master import (
    LayananRow,
    UppRow,
    list_layanan,
    list_upp,
)
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Role, Scope
from sekampadi.domain.pengajuan.kode_terpasang import (
    MediaKode,
    parse_dilepas,
    parse_kode_terpasang,
)
from sekampadi.i18n import format_hari, t
from sekampadi.services.laporan.cakupan import require_layanan, require_upp_of
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula
from sekampadi.services.sistem.simpanan import drop_unnamed

READ, LOG = Permission.QR_PRINT, Permission.QR_LOG


@dataclass(frozen=True, slots=True)
class KodeRow:
    """A code that hangs or hung somewhere; ``kunci`` names its photo in addresses, empty for none."""

    id: int
    upp_id: int
    upp_kode: str
    upp_nama: str
    layanan_kode: str  # empty for a code of all layanan of the UPP
    layanan_nama: str
    tempat: str
    media: MediaKode
    tanggal: date
    keterangan: str
    kunci: str
    dilepas_pada: date | None
    dicatat_oleh: str


def scope_of(person: Principal) -> Scope:
    """Return whose codes a person sees and logs: a petugas those of the own UPP alone."""
    if person.role is Role.PETUGAS_LAYANAN:
        return Scope(frozenset({person.upp_id} if person.upp_id is not None else ()))
    return person.scope


def list_kode(
    session: Session,
    scope: Scope,
    *,
    upp_ids: Collection[int] | None = None,
    kode_id: int | None = None,
    hanging_only: bool = False,
) -> list[KodeRow]:
    """List codes inside a scope by UPP, those that hang first, the newest of them first."""
    query = (
        select(KodeTerpasang, Upp, Layanan)
        .join(Upp, col(Upp.id) == col(KodeTerpasang.upp_id))
        .outerjoin(Layanan, col(Layanan.id) == col(KodeTerpasang.layanan_id))
        .where(within(scope, col(KodeTerpasang.upp_id)))
        .order_by(
            col(Upp.nama),
            col(KodeTerpasang.dilepas_pada).is_not(None),
            col(KodeTerpasang.tanggal).desc(),
            col(KodeTerpasang.id).desc(),
        )
    )
    if upp_ids is not None:
        query = query.where(col(KodeTerpasang.upp_id).in_(sorted(upp_ids)))
    if kode_id is not None:
        query = query.where(col(KodeTerpasang.id) == kode_id)
    if hanging_only:
        query = query.where(col(KodeTerpasang.dilepas_pada).is_(None))
    return [
        KodeRow(
            stored_id(row.id),
            row.upp_id,
            upp.kode,
            upp.nama,
            layanan.kode if layanan else "",
            layanan.nama if layanan else "",
            row.tempat,
            MediaKode(row.media),
            row.tanggal,
            row.keterangan,
            row.kunci,
            row.dilepas_pada,
            row.dicatat_oleh,
        )
        for row, upp, layanan in session.exec(query)
    ]


def load_pilihan_kode(
    rt: Runtime, principal: Principal | None, upp_kode: str
) -> tuple[tuple[UppRow, ...], tuple[LayananRow, ...]]:
    """Return the UPP whose codes a person may log, and the layanan of one of them (none without one)."""
    person = require(principal, LOG)
    scope = scope_of(person)
    with rt.reading() as session:
        upp = list_upp(session, scope)
        one = next((u for u in upp if u.kode == upp_kode), upp[0] if len(upp) == 1 else None)
        layanan = list_layanan(session, scope, upp_id=one.id) if one else []
    return tuple(upp), tuple(layanan)


def load_kode(rt: Runtime, principal: Principal | None, kode_id: int) -> KodeRow:
    """Read a code for its form.

    Raises:
        NotFoundError: ``kode.unknown``.
    """
    person = require(principal, LOG)
    with rt.reading() as session:
        rows = list_kode(session, scope_of(person), kode_id=kode_id)
    if not rows:
        raise unknown_kode()
    return rows[0]


def isian_kode(row: KodeRow) -> dict[str, str]:
    """Return what the form of a code shows of it."""
    return {
        "upp": row.upp_kode,
        "layanan": row.layanan_kode,
        "tempat": row.tempat,
        "media": row.media.value,
        "tanggal": format_hari(row.tanggal),
        "keterangan": row.keterangan,
        "dilepas": format_hari(row.dilepas_pada) if row.dilepas_pada else "",
    }


def _shown(session: Session, kode_id: int | None) -> dict[str, str]:
    (row,) = list_kode(session, PROVINSI, kode_id=stored_id(kode_id))
    return isian_kode(row)


def add_kode(rt: Runtime, principal: Principal | None, isian: Mapping[str, object]) -> int:
    """Write down where a code hangs; return its id.

    Args:
        isian: as :func:`~sekampadi.domain.pengajuan.kode_terpasang.parse_kode_terpasang`, with
            ``upp`` (kode; without one the own UPP) and ``layanan`` (kode, may be empty).

    Raises:
        FieldErrors: those of the form; ``upp.missing``, ``layanan.other``.
        NotFoundError: ``upp.unknown``, ``layanan.unknown``.
    """
    person = require(principal, LOG)
    isi = parse_kode_terpasang(isian, rt.today())
    with rt.writing() as session:
        upp = _upp_of(session, person, str(isian.get("upp") or ""))
        row = KodeTerpasang(
            upp_id=upp.id,
            layanan_id=_layanan_id(session, person, upp, isian),
            tempat=isi.tempat,
            media=isi.media.value,
            tanggal=isi.tanggal,
            keterangan=isi.keterangan,
            dicatat_pada=rt.now(),
            dicatat_oleh=person.username,
        )
        session.add(row)
        session.flush()
        record(session, person, "kode.pasang", objek_of(row), sebelum={}, sesudah=told_of(row))
        return stored_id(row.id)


def _upp_of(session: Session, person: Principal, kode: str) -> UppRow:
    if not kode and person.upp_id is None:
        raise FieldErrors({"upp": DomainError("upp.missing", t("Pilih UPP dari daftar."))})
    upp = require_upp_of(session, person, kode)
    if not scope_of(person).covers(upp.id):
        raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
    return upp


def _layanan_id(
    session: Session, person: Principal, upp: UppRow, isian: Mapping[str, object]
) -> int | None:
    kode = str(isian.get("layanan") or "")
    if not kode:
        return None
    layanan = require_layanan(session, scope_of(person), kode)
    if layanan.upp.id != upp.id:
        raise FieldErrors(
            {"layanan": DomainError("layanan.other", t("Pilih layanan UPP ini dari daftar."))}
        )
    return layanan.id


def change_kode(
    rt: Runtime,
    principal: Principal | None,
    kode_id: int,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Correct what is written of a code; its UPP stays.

    Args:
        semula: as :func:`isian_kode` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: as :func:`add_kode`; ``tanggal.after`` behind the day it was taken down.
        NotFoundError: ``kode.unknown``, ``layanan.unknown``.
    """
    person = require(principal, LOG)
    isi = parse_kode_terpasang(isian, rt.today())
    with rt.writing() as session:
        row = held_kode(session, person, kode_id)
        if row.dilepas_pada is not None and isi.tanggal > row.dilepas_pada:
            after = DomainError("tanggal.after", t("Kode ini sudah dilepas sebelum tanggal itu."))
            raise FieldErrors({"tanggal": after})
        (upp,) = (u for u in list_upp(session, Scope(frozenset({row.upp_id})), active_only=False))
        before, seen = told_of(row), _shown(session, row.id)
        row.layanan_id = _layanan_id(session, person, upp, isian)
        row.tempat, row.media = isi.tempat, isi.media.value
        row.tanggal, row.keterangan = isi.tanggal, isi.keterangan
        session.add(row)
        baru = _shown(session, row.id)
        check_semula(session, semula, seen, baru, aksi="kode.", objek=objek_of(row))
        record(session, person, "kode.ubah", objek_of(row), sebelum=before, sesudah=told_of(row))


def take_down(
    rt: Runtime,
    principal: Principal | None,
    kode_id: int,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Say on which day (``tanggal``) a code was taken down.

    Args:
        semula: as :func:`isian_kode` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        ConflictError: ``kode.dilepas``.
        FieldErrors: ``tanggal.*``.
        NotFoundError: ``kode.unknown``.
    """
    person = require(principal, LOG)
    with rt.writing() as session:
        row = held_kode(session, person, kode_id)
        if row.dilepas_pada is not None:
            raise ConflictError("kode.dilepas", t("Kode ini sudah ditandai dilepas."))
        before, seen = told_of(row), _shown(session, row.id)
        check_semula(session, semula, seen, {}, aksi="kode.", objek=objek_of(row))
        row.dilepas_pada = parse_dilepas(isian, row.tanggal, rt.today())
        session.add(row)
        record(session, person, "kode.lepas", objek_of(row), sebelum=before, sesudah=told_of(row))


def put_up_again(rt: Runtime, principal: Principal | None, kode_id: int) -> None:
    """Take back that a code was taken down.

    Raises:
        NotFoundError: ``kode.unknown``.
    """
    person = require(principal, LOG)
    with rt.writing() as session:
        row = held_kode(session, person, kode_id)
        before, row.dilepas_pada = told_of(row), None
        session.add(row)
        record(session, person, "kode.kembali", objek_of(row), sebelum=before, sesudah=told_of(row))


def remove_kode(rt: Runtime, principal: Principal | None, kode_id: int) -> None:
    """Take a code out of the log, with its photo; the audit trail keeps what stood there.

    Raises:
        NotFoundError: ``kode.unknown``.
    """
    person = require(principal, LOG)
    with rt.writing() as session:
        row = held_kode(session, person, kode_id)
        sidik = row.sidik
        record(session, person, "kode.hapus", objek_of(row), sebelum=told_of(row), sesudah={})
        session.delete(row)
    if sidik:
        drop_unnamed(rt, [sidik])


def held_kode(session: Session, person: Principal, kode_id: int) -> KodeTerpasang:
    """Find a code that a person may log, and let nobody else write about it meanwhile.

    Raises:
        NotFoundError: ``kode.unknown``.
    """
    row = session.exec(
        select(KodeTerpasang)
        .where(
            col(KodeTerpasang.id) == kode_id,
            within(scope_of(person), col(KodeTerpasang.upp_id)),
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise unknown_kode()
    return row


def unknown_kode() -> NotFoundError:
    """Return what is said of a code that does not exist."""
    return NotFoundError("kode.unknown", t("Catatan kode QR tidak ditemukan."))


def objek_of(row: KodeTerpasang) -> str:
    """Return how the audit trail names a code."""
    return f"kode/{row.id}"


def told_of(row: KodeTerpasang) -> dict[str, object]:
    """Return what the audit trail keeps of a code."""
    return {
        "upp": row.upp_id,
        "layanan": row.layanan_id,
        "tempat": row.tempat,
        "media": row.media,
        "tanggal": row.tanggal.isoformat(),
        "keterangan": row.keterangan,
        "foto": row.sidik,
        "dilepas": row.dilepas_pada.isoformat() if row.dilepas_pada else "",
    }
