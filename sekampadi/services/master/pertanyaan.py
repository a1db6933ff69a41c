"""Pertanyaan: question sets as versions. What is in force is never edited, only followed by a new version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from sekampadi.db.models import Butir, Perangkat
from sekampadi.db.models.perangkat import StatusPerangkat
from sekampadi.db.queries.master import read_perangkat
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.survei.perangkat import (
    Keadaan,
    Masa,
    keadaan,
    option_field,
    parse_perangkat,
)
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula

_P = Permission.PERTANYAAN_MANAGE


@dataclass(frozen=True, slots=True)
class VersiPerangkat:
    """A version of a question set in the list."""

    id: int
    kode: str  # of the set it is a version of
    versi: int
    nama: str
    keadaan: Keadaan
    masa: Masa | None  # None for a draft or a withdrawn one


@dataclass(frozen=True, slots=True)
class RincianPerangkat:
    """A version with its questions."""

    versi: VersiPerangkat
    isi: PerangkatPertanyaan


def _masa(rows: list[Perangkat]) -> dict[int, Masa]:
    """Return when each published version holds: until the day before the next one's."""
    published = sorted(
        (
            (row.berlaku_dari, stored_id(row.id))
            for row in rows
            if row.status == StatusPerangkat.BERLAKU.value and row.berlaku_dari is not None
        ),
        reverse=True,
    )
    found: dict[int, Masa] = {}
    end: date | None = None
    for dari, perangkat_id in published:
        found[perangkat_id] = Masa(dari, end)
        end = dari
    return found


def _versions(session: Session, today: date) -> list[VersiPerangkat]:
    rows = list(session.exec(select(Perangkat).order_by(col(Perangkat.id).desc())))
    masa = _masa(rows)
    return [
        VersiPerangkat(
            stored_id(row.id),
            row.kode,
            row.versi,
            row.nama,
            keadaan(row.status, masa.get(stored_id(row.id)), today),
            masa.get(stored_id(row.id)),
        )
        for row in rows
    ]


def list_versi(rt: Runtime, principal: Principal | None) -> list[VersiPerangkat]:
    """List all versions: what is in force first, then what will be, drafts, and the archive."""
    require(principal, _P)
    order = (Keadaan.BERLAKU, Keadaan.TERJADWAL, Keadaan.DRAF, Keadaan.ARSIP)
    with rt.reading() as session:
        return sorted(_versions(session, rt.today()), key=lambda v: order.index(v.keadaan))


def _unknown() -> NotFoundError:
    return NotFoundError("perangkat.unknown", t("Kuesioner tidak ditemukan."))


def _load(session: Session, perangkat_id: int, *, draft: bool = False) -> Perangkat:
    perangkat = session.exec(
        select(Perangkat).where(col(Perangkat.id) == perangkat_id).with_for_update()
    ).one_or_none()
    if perangkat is None:
        raise _unknown()
    if draft and perangkat.status != StatusPerangkat.DRAF.value:
        raise ConflictError(
            "perangkat.not_draft",
            t("Kuesioner ini bukan draf lagi, jadi tidak dapat diubah. Buat versi barunya."),
        )
    return perangkat


def load_perangkat(rt: Runtime, principal: Principal | None, perangkat_id: int) -> RincianPerangkat:
    """Read a version with its questions."""
    require(principal, _P)
    with rt.reading() as session:
        versi = next((v for v in _versions(session, rt.today()) if v.id == perangkat_id), None)
        if versi is None:
            raise _unknown()
        return RincianPerangkat(versi, read_perangkat(session, perangkat_id))


def isian_perangkat(isi: PerangkatPertanyaan) -> dict[str, str]:
    """Return the words of a questionnaire as the form of a draft holds them."""
    fields = {"nama": isi.nama, "umum": isi.umum}
    for q in isi.pertanyaan:
        fields[q.unsur.field] = q.teks
        for skor, word in enumerate(q.opsi, 1):
            fields[option_field(q.unsur.field, skor)] = word
    return fields


def _write_butir(session: Session, perangkat_id: int, isi: PerangkatPertanyaan) -> None:
    session.exec(delete(Butir).where(col(Butir.perangkat_id) == perangkat_id))
    for q in isi.pertanyaan:
        opsi = {f"opsi_{i}": teks for i, teks in enumerate(q.opsi, 1)}
        session.add(Butir(perangkat_id=perangkat_id, unsur=q.unsur.value, teks=q.teks, **opsi))


def draft_version(rt: Runtime, principal: Principal | None, perangkat_id: int) -> int:
    """Make a new version of a question set, a draft with the same words, and return its id.

    Raises:
        ConflictError: ``perangkat.busy`` when somebody makes one at the same moment.
    """
    person = require(principal, _P)
    try:
        with rt.writing() as session:
            source = _load(session, perangkat_id)
            newest = session.exec(
                select(func.max(Perangkat.versi)).where(col(Perangkat.kode) == source.kode)
            ).one()
            copy = Perangkat(
                kode=source.kode,
                versi=int(newest) + 1,
                nama=source.nama,
                umum=source.umum,
                status=StatusPerangkat.DRAF.value,
            )
            session.add(copy)
            session.flush()
            copy_id = stored_id(copy.id)
            _write_butir(session, copy_id, read_perangkat(session, perangkat_id))
            record(session, person, "pertanyaan.draf", _name(copy), dari_versi=source.versi)
            return copy_id
    except IntegrityError:
        raise ConflictError(
            "perangkat.busy", t("Orang lain baru saja membuat versi baru. Muat ulang halaman ini.")
        ) from None


def _name(perangkat: Perangkat) -> str:
    return f"{perangkat.kode}/{perangkat.versi}"


def update_draft(
    rt: Runtime,
    principal: Principal | None,
    perangkat_id: int,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Change the words of a draft.

    Args:
        semula: as :func:`isian_perangkat` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        ConflictError: ``perangkat.not_draft``.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        perangkat = _load(session, perangkat_id, draft=True)
        isi = parse_perangkat(perangkat.kode, isian)
        seen = isian_perangkat(read_perangkat(session, perangkat_id))
        baru = isian_perangkat(isi)
        check_semula(session, semula, seen, baru, aksi="pertanyaan.", objek=_name(perangkat))
        perangkat.nama, perangkat.umum = isi.nama, isi.umum
        session.add(perangkat)
        _write_butir(session, perangkat_id, isi)
        record(session, person, "pertanyaan.ubah", _name(perangkat))


def publish_draft(
    rt: Runtime,
    principal: Principal | None,
    perangkat_id: int,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Let a draft come into force on a day, today or later; until then the present one holds.

    Args:
        semula: the words as the person saw them, as :func:`isian_perangkat`; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        ConflictError: ``perangkat.not_draft``.
        FieldErrors: ``berlaku_dari.missing``, ``.format``, ``.past``, ``.range``, ``.taken``.
    """
    person = require(principal, _P)
    today = rt.today()
    with rt.writing() as session:
        perangkat = _load(session, perangkat_id, draft=True)
        reader = FormReader(isian)
        dari = reader.day("berlaku_dari", t("Tanggal mulai berlaku"))
        if dari is not None and dari < today:
            reader.wrong(
                "berlaku_dari",
                "berlaku_dari.past",
                t("Paling awal hari ini: jawaban yang sudah masuk tetap pada versinya."),
            )
        elif dari is not None and dari > today + timedelta(days=3 * 366):
            reader.wrong("berlaku_dari", "berlaku_dari.range", t("Paling lambat tiga tahun lagi."))
        # The published versions are locked, then read: of two for one day the second waits, and
        # a statement that has waited does not see rows that were published meanwhile.
        published = select(Perangkat).where(col(Perangkat.status) == StatusPerangkat.BERLAKU.value)
        session.exec(published.order_by(col(Perangkat.id)).with_for_update()).all()
        days = {p.berlaku_dari for p in session.exec(published)}
        if dari is not None and dari in days:
            reader.wrong(
                "berlaku_dari",
                "berlaku_dari.taken",
                t("Sudah ada kuesioner yang berlaku mulai tanggal itu. Pilih tanggal lain."),
            )
        reader.check()
        seen = isian_perangkat(read_perangkat(session, perangkat_id))
        check_semula(
            *(session, semula, seen, semula or {}),
            aksi="pertanyaan.",
            objek=_name(perangkat),
            words=_look_again,
        )
        perangkat.status, perangkat.berlaku_dari = StatusPerangkat.BERLAKU.value, dari
        session.add(perangkat)
        record(session, person, "pertanyaan.terbit", _name(perangkat), berlaku_dari=str(dari))


def _look_again(oleh: str) -> str:
    return t(
        "Belum diberlakukan: draf ini baru saja diubah {oleh}. Pratinjau di bawah sudah menurut "
        "yang tersimpan; periksa, lalu berlakukan lagi.",
        oleh=oleh,
    )


def withdraw(rt: Runtime, principal: Principal | None, perangkat_id: int) -> None:
    """Put away a draft, or a version whose day has not come; nobody has answered it.

    Raises:
        ConflictError: ``perangkat.in_force`` for one that has come into force.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        perangkat = _load(session, perangkat_id)
        begun = perangkat.berlaku_dari is not None and perangkat.berlaku_dari <= rt.today()
        if perangkat.status == StatusPerangkat.BERLAKU.value and begun:
            raise ConflictError(
                "perangkat.in_force",
                t(
                    "Kuesioner yang sudah berlaku tidak dapat ditarik. Ia menjadi arsip dengan "
                    "sendirinya ketika versi berikutnya berlaku."
                ),
            )
        if perangkat.status == StatusPerangkat.ARSIP.value:
            return
        perangkat.status, perangkat.berlaku_dari = StatusPerangkat.ARSIP.value, None
        session.add(perangkat)
        record(session, person, "pertanyaan.arsip", _name(perangkat))
