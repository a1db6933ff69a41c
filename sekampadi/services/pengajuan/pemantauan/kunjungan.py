"""Visits to an UPP, and how they are read together with what was found (decree, M.6)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from sekampadi.db.models import Kunjungan, Temuan, Upp
from sekampadi.db.queries.master import UppRow, get_upp, upp_row
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Permission, Principal, Scope
from sekampadi.domain.pengajuan.kunjungan import (
    JenisKunjungan,
    StatusTemuan,
    parse_kunjungan,
    status_temuan,
)
from sekampadi.i18n import format_hari, t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import changed_meanwhile

READ, WRITE = Permission.PEMANTAUAN_READ, Permission.PEMANTAUAN_WRITE


@dataclass(frozen=True, slots=True)
class TemuanRow:
    """A finding, and where it stands."""

    id: int
    kunjungan_id: int
    uraian: str
    rekomendasi: str
    penanggung_jawab: str
    target: date | None
    tindakan: str
    catatan: str
    selesai_pada: date | None
    versi: int
    status: StatusTemuan


@dataclass(frozen=True, slots=True)
class KunjunganRow:
    """A visit with its findings, those that are still open first."""

    id: int
    upp: UppRow
    tanggal: date
    jenis: JenisKunjungan
    petugas: str
    catatan: str
    versi: int
    dicatat_oleh: str
    temuan: tuple[TemuanRow, ...]


def temuan_row(row: Temuan, today: date) -> TemuanRow:
    """Return a stored finding as a frozen row."""
    return TemuanRow(
        stored_id(row.id),
        row.kunjungan_id,
        row.uraian,
        row.rekomendasi,
        row.penanggung_jawab,
        row.target,
        row.tindakan,
        row.catatan,
        row.selesai_pada,
        row.versi,
        status_temuan(row.tindakan, row.catatan, row.target, row.selesai_pada, today),
    )


def list_kunjungan(
    session: Session, scope: Scope, today: date, *, upp_ids: Collection[int] | None = None
) -> list[KunjunganRow]:
    """List the visits inside a scope, the newest first, in two statements."""
    query = (
        select(Kunjungan, Upp)
        .join(Upp, col(Upp.id) == col(Kunjungan.upp_id))
        .where(within(scope, col(Kunjungan.upp_id)))
        .order_by(col(Kunjungan.tanggal).desc(), col(Kunjungan.id).desc())
    )
    if upp_ids is not None:
        query = query.where(col(Kunjungan.upp_id).in_(sorted(upp_ids)))
    visits = session.exec(query).all()
    found: dict[int, list[TemuanRow]] = {}
    if visits:
        findings = (
            select(Temuan)
            .join(Kunjungan, col(Kunjungan.id) == col(Temuan.kunjungan_id))
            .where(within(scope, col(Kunjungan.upp_id)))
            .order_by(col(Temuan.id))
        )
        if upp_ids is not None:
            findings = findings.where(col(Kunjungan.upp_id).in_(sorted(upp_ids)))
        for one in session.exec(findings):
            found.setdefault(one.kunjungan_id, []).append(temuan_row(one, today))
    return [
        KunjunganRow(
            stored_id(row.id),
            upp_row(upp),
            row.tanggal,
            JenisKunjungan(row.jenis),
            row.petugas,
            row.catatan,
            row.versi,
            row.dicatat_oleh,
            tuple(
                sorted(
                    found.get(stored_id(row.id), ()),
                    key=lambda x: (not x.status.terbuka, x.target or date.max, x.id),
                )
            ),
        )
        for row, upp in visits
    ]


def add_kunjungan(
    rt: Runtime, principal: Principal | None, upp_kode: str, isian: Mapping[str, object]
) -> int:
    """Write down a visit to an UPP; return its id.

    Raises:
        FieldErrors: those of the form.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, WRITE)
    isi = parse_kunjungan(isian, rt.today())
    with rt.writing() as session:
        upp = require_upp(session, person.scope, upp_kode)
        row = Kunjungan(
            upp_id=upp.id,
            tanggal=isi.tanggal,
            jenis=isi.jenis.value,
            petugas=isi.petugas,
            catatan=isi.catatan,
            dicatat_pada=rt.now(),
            dicatat_oleh=person.username,
        )
        session.add(row)
        session.flush()
        objek = f"kunjungan/{row.id}"
        record(
            session, person, "kunjungan.tambah", objek, upp=upp.kode, sebelum={}, sesudah=_told(row)
        )
        return stored_id(row.id)


def change_kunjungan(
    rt: Runtime,
    principal: Principal | None,
    kunjungan_id: int,
    versi: int,
    isian: Mapping[str, object],
) -> None:
    """Correct what is written of a visit.

    Raises:
        ChangedError: ``isian.berubah`` when somebody has changed it since ``versi``.
        FieldErrors: those of the form.
        NotFoundError: ``kunjungan.unknown``.
    """
    person = require(principal, WRITE)
    isi = parse_kunjungan(isian, rt.today())
    with rt.writing() as session:
        row, upp = held_kunjungan(session, person, kunjungan_id)
        before, other = _told(row), row.petugas != isi.petugas
        if row.versi != versi:
            shown = isian_kunjungan(row) | {"versi": str(row.versi)}
            raise changed_meanwhile(session, shown, aksi="kunjungan.", objek=f"kunjungan/{row.id}")
        row.tanggal, row.jenis = isi.tanggal, isi.jenis.value
        row.petugas, row.catatan, row.versi = isi.petugas, isi.catatan, row.versi + 1
        session.add(row)
        objek = f"kunjungan/{row.id}"
        record(
            *(session, person, "kunjungan.ubah", objek),
            upp=upp.kode,
            petugas_diubah=other,
            sebelum=before,
            sesudah=_told(row),
        )


def remove_kunjungan(rt: Runtime, principal: Principal | None, kunjungan_id: int) -> None:
    """Take away a visit on which nothing was found.

    Raises:
        ConflictError: ``kunjungan.temuan``.
        NotFoundError: ``kunjungan.unknown``.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        row, upp = held_kunjungan(session, person, kunjungan_id)
        findings = select(Temuan.id).where(col(Temuan.kunjungan_id) == kunjungan_id)
        if session.exec(findings).first() is not None:
            raise ConflictError(
                "kunjungan.temuan", t("Kunjungan ini punya temuan. Hapus dahulu temuannya.")
            )
        objek = f"kunjungan/{row.id}"
        record(
            session, person, "kunjungan.hapus", objek, upp=upp.kode, sebelum=_told(row), sesudah={}
        )
        session.delete(row)


def held_kunjungan(
    session: Session, person: Principal, kunjungan_id: int
) -> tuple[Kunjungan, UppRow]:
    """Find a visit inside a person's scope; who writes about it waits for the other.

    Raises:
        NotFoundError: ``kunjungan.unknown``.
    """
    row = session.exec(
        select(Kunjungan)
        .where(col(Kunjungan.id) == kunjungan_id, within(person.scope, col(Kunjungan.upp_id)))
        .with_for_update()
    ).one_or_none()
    upp = get_upp(session, row.upp_id) if row else None
    if row is None or upp is None:
        raise NotFoundError("kunjungan.unknown", t("Kunjungan tidak ditemukan."))
    return row, upp


def isian_kunjungan(row: Kunjungan | KunjunganRow) -> dict[str, str]:
    """Return what the form of a visit shows of it."""
    return {
        "tanggal": format_hari(row.tanggal),
        "jenis": JenisKunjungan(row.jenis).value,
        "petugas": row.petugas,
        "catatan": row.catatan,
    }


def _told(row: Kunjungan) -> dict[str, object]:
    # Not who went: the trail holds no names.
    return {
        "tanggal": row.tanggal.isoformat(),
        "jenis": row.jenis,
        "catatan": row.catatan,
    }
