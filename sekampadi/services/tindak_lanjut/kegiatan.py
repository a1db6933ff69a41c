"""The actions of a plan: planned, changed, put in another order, taken out (decree, L.2 a)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, col, delete

from sekampadi.db.models import DrafIsian, Kegiatan, TindakLanjut
from sekampadi.db.queries.tindak_lanjut import (
    KegiatanRow,
    count_bukti,
    find_kegiatan,
    kegiatan_row,
    list_kegiatan,
    next_urutan,
)
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.izin import Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.domain.tindak_lanjut.rencana import KEGIATAN_MAX, IsianKegiatan, parse_kegiatan
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.tindak_lanjut.rencana import READ, WRITE, objek_of, owned, touch

FORMULIR_KEGIATAN = ("kegiatan", "hasil", "tayang")
"""The forms about an action; ``hasil:12`` names that of an action's result."""


def parse_unsur(value: object) -> Unsur:
    """Read the name of an unsur.

    Raises:
        DomainError: ``unsur.unknown``.
    """
    if value not in URUTAN:
        raise DomainError("unsur.unknown", t("Unsur tidak dikenal."))
    return Unsur(str(value))


def held_kegiatan(
    session: Session, person: Principal, kegiatan_id: int, versi: int | None = None
) -> tuple[Kegiatan, TindakLanjut]:
    """Return an action that a person may change, with its plan, and hold both.

    Args:
        versi: the one that the person has seen; None where what he does writes over nothing.

    Raises:
        NotFoundError: ``kegiatan.unknown``.
        ConflictError: ``kegiatan.berubah`` when somebody has changed it since.
    """
    found = find_kegiatan(session, person.scope, kegiatan_id)
    if found is None:
        raise unknown_kegiatan()
    # The plan first: who adds, moves and takes out waits in the same order.
    plan = owned(session, person, found[0].tindak_lanjut_id)
    session.expire(found[0])
    found = find_kegiatan(session, person.scope, kegiatan_id, lock=True)
    if found is None:
        raise unknown_kegiatan()
    row = found[0]
    if versi is not None and versi != row.versi:
        raise ConflictError(
            "kegiatan.berubah",
            t("Kegiatan ini baru saja diubah oleh {siapa}.", siapa=row.diubah_oleh),
        )
    return row, plan


def unknown_kegiatan() -> NotFoundError:
    """Return what is said of an action that does not exist."""
    return NotFoundError("kegiatan.unknown", t("Kegiatan tidak ditemukan."))


def store(
    session: Session,
    person: Principal,
    held: tuple[Kegiatan, TindakLanjut],
    values: Mapping[str, object],
    aksi: str,
) -> KegiatanRow:
    """Write values into an action, and into the history what they were before; nothing for no change."""
    row, plan = held
    before = {k: getattr(row, k) for k in values}
    changed = {k: v for k, v in values.items() if v != before[k]}
    if not changed:
        return kegiatan_row(row)
    for name, value in changed.items():
        setattr(row, name, value)
    row.versi += 1
    touch(session, person, plan)
    row.diubah_pada, row.diubah_oleh = plan.diubah_pada, plan.diubah_oleh
    session.add(row)
    record(
        session,
        person,
        aksi,
        objek_of(row.tindak_lanjut_id),
        kegiatan=row.id,
        nama=row.nama,
        sebelum={k: _plain(before[k]) for k in changed},
        sesudah={k: _plain(v) for k, v in changed.items()},
    )
    session.flush()
    return kegiatan_row(row)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (int, str)) else str(value)


def _values(isi: IsianKegiatan) -> dict[str, Any]:
    return asdict(isi) | {"prioritas": isi.prioritas.value, "jangka": isi.jangka.value}


def load_kegiatan(rt: Runtime, principal: Principal | None, kegiatan_id: int) -> KegiatanRow:
    """Read an action as it is stored now.

    Raises:
        NotFoundError: ``kegiatan.unknown``.
    """
    person = require(principal, READ)
    with rt.reading() as session:
        found = find_kegiatan(session, person.scope, kegiatan_id)
        if found is None:
            raise unknown_kegiatan()
        return kegiatan_row(found[0])


def add_kegiatan(
    rt: Runtime,
    principal: Principal | None,
    rencana_id: int,
    unsur: object,
    isian: Mapping[str, object],
) -> KegiatanRow:
    """Plan an action for an unsur.

    Raises:
        ConflictError: ``kegiatan.too_many``.
        FieldErrors: as :func:`~sekampadi.domain.tindak_lanjut.rencana.parse_kegiatan`.
        NotFoundError: ``rencana.unknown``.
    """
    person = require(principal, WRITE)
    about = parse_unsur(unsur)
    with rt.writing() as session:
        plan = owned(session, person, rencana_id)
        isi = parse_kegiatan(isian, Triwulan(plan.tahun, plan.triwulan))
        own = [k for k in list_kegiatan(session, [rencana_id]) if k.unsur is about]
        if len(own) >= KEGIATAN_MAX:
            raise ConflictError(
                "kegiatan.too_many", t("Satu unsur paling banyak {n} kegiatan.", n=KEGIATAN_MAX)
            )
        row = Kegiatan(
            tindak_lanjut_id=rencana_id,
            unsur=about.value,
            urutan=next_urutan(session, rencana_id, about),
            diubah_pada=rt.now(),
            diubah_oleh=person.username,
            **_values(isi),
        )
        session.add(row)
        touch(session, person, plan)
        session.flush()
        record(
            session,
            person,
            "tindak_lanjut.kegiatan_tambah",
            objek_of(rencana_id),
            kegiatan=row.id,
            nama=row.nama,
            sebelum={},
            sesudah={k: _plain(v) for k, v in _values(isi).items()},
        )
        return kegiatan_row(row)


def change_kegiatan(
    rt: Runtime,
    principal: Principal | None,
    kegiatan_id: int,
    versi: int,
    isian: Mapping[str, object],
) -> KegiatanRow:
    """Change what is planned of an action.

    Args:
        versi: of the action as the person has seen it.

    Raises:
        ConflictError: ``kegiatan.berubah`` when somebody has changed it since; nothing is written.
        FieldErrors: as :func:`~sekampadi.domain.tindak_lanjut.rencana.parse_kegiatan`.
        NotFoundError: ``kegiatan.unknown``.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        held = held_kegiatan(session, person, kegiatan_id, versi)
        isi = parse_kegiatan(isian, Triwulan(held[1].tahun, held[1].triwulan))
        return store(session, person, held, _values(isi), "tindak_lanjut.kegiatan_ubah")


def remove_kegiatan(rt: Runtime, principal: Principal | None, kegiatan_id: int, versi: int) -> None:
    """Take an action out of a plan that nobody has begun; of another one it is said that it is off.

    Raises:
        ConflictError: ``kegiatan.berubah``; ``kegiatan.sudah_jalan`` when something was told of it.
        NotFoundError: ``kegiatan.unknown``.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        row, plan = held_kegiatan(session, person, kegiatan_id, versi)
        begun = row.status != StatusKegiatan.BELUM or row.uraian or row.tayang_pada is not None
        if begun or count_bukti(session, kegiatan_id):
            raise ConflictError(
                "kegiatan.sudah_jalan",
                t(
                    "Kegiatan yang sudah dilaporkan tidak dapat dihapus. "
                    "Ubah statusnya menjadi Batal dan tulis alasannya."
                ),
            )
        before = {k: _plain(v) for k, v in _values(kegiatan_row(row).isi).items()}
        session.delete(row)
        # Nobody would ever find a draft of it again, and it would count.
        forms = [f"{kind}:{kegiatan_id}" for kind in FORMULIR_KEGIATAN]
        session.exec(
            delete(DrafIsian).where(
                col(DrafIsian.tindak_lanjut_id) == plan.id, col(DrafIsian.objek).in_(forms)
            )
        )
        touch(session, person, plan)
        record(
            session,
            person,
            "tindak_lanjut.kegiatan_hapus",
            objek_of(row.tindak_lanjut_id),
            kegiatan=kegiatan_id,
            nama=row.nama,
            sebelum=before,
            sesudah={},
        )


def move_kegiatan(rt: Runtime, principal: Principal | None, kegiatan_id: int, *, up: bool) -> None:
    """Put an action before the one above it in its unsur, or behind the one below; no harm at an end.

    Raises:
        NotFoundError: ``kegiatan.unknown``.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        row, plan = held_kegiatan(session, person, kegiatan_id)
        own = [
            k for k in list_kegiatan(session, [row.tindak_lanjut_id]) if k.unsur.value == row.unsur
        ]
        at = next(i for i, k in enumerate(own) if k.id == kegiatan_id)
        other = at - 1 if up else at + 1
        if not 0 <= other < len(own):
            return
        neighbour, _ = held_kegiatan(session, person, own[other].id)
        row.urutan, neighbour.urutan = neighbour.urutan, row.urutan
        session.add(row)
        session.add(neighbour)
        touch(session, person, plan)
        record(
            session,
            person,
            "tindak_lanjut.kegiatan_geser",
            objek_of(row.tindak_lanjut_id),
            kegiatan=kegiatan_id,
            nama=row.nama,
            sebelum={"urutan": at + 1},
            sesudah={"urutan": other + 1},
        )
