"""Indices of the years before an UPP used SEKAMPADI: typed in by hand, marked as such, taken out again."""

from collections.abc import Mapping
from decimal import Decimal

from sqlmodel import Session, SQLModel

from sekampadi.db.engine import insert_or_ignore
from sekampadi.db.models import IkmLama
from sekampadi.db.queries.rekap import Selection, read_rekap
from sekampadi.db.queries.tahunan.naskah import find_ikm_lama
from sekampadi.domain.errors import ChangedError, ConflictError, DomainError
from sekampadi.domain.izin import Principal
from sekampadi.domain.periode import Periode
from sekampadi.domain.tahunan.ikm_lama import TAHUN_LAMA_MIN, NilaiLama, parse_ikm_lama
from sekampadi.i18n import format_angka, t
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.services.tahunan.objek import ObjekTahunan, hold_laporan, open_objek


def _year(objek: ObjekTahunan, lama: object) -> int:
    """Read for which of the two years before the report's an index is given."""
    text = str(lama)
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if year not in (objek.tahun - 1, objek.tahun - 2) or year < TAHUN_LAMA_MIN:
        raise DomainError("tahun.unknown", t("Pilih salah satu dari dua tahun sebelumnya."))
    return year


def _check_free(session: Session, objek: ObjekTahunan, year: int, person: Principal) -> None:
    """Refuse an index by hand where there are answers: two figures of one year would disagree."""
    ids = frozenset({objek.upp.id}) if objek.upp else None
    if read_rekap(session, Selection(person.scope, Periode.tahun(year), ids)).n:
        raise ConflictError(
            "ikm_lama.ada_jawaban",
            t(
                "Tahun {tahun} sudah memiliki jawaban survei; nilainya dihitung dari sana.",
                tahun=year,
            ),
        )


def _stored(row: IkmLama) -> dict[str, object] | None:
    return {"nilai": row.nilai, "n": row.n, "sumber": row.sumber} if row.nilai else None


def _values(nilai: NilaiLama) -> dict[str, object]:
    return {"nilai": str(nilai.nilai), "n": nilai.n, "sumber": nilai.sumber}


def save_ikm_lama(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    lama: object,
    versi: int,
    isian: Mapping[str, object],
) -> bool:
    """Write the index of one of the two years before a report's, as an earlier report gives it.

    Returns:
        Whether anything has changed: what stands there already, saved again, is no new version.

    Args:
        lama: the year.
        versi: of what the person saw there, 0 for nothing.

    Raises:
        ChangedError: ``isian.berubah``.
        ConflictError: ``ikm_lama.ada_jawaban``.
        DomainError: ``tahun.unknown``.
        FieldErrors: ``nilai.*``, ``n.number``, ``sumber.*``.
        ForbiddenError: ``tahunan.bukan_penulis``.
        NotFoundError: ``upp.unknown``.
    """
    with rt.writing() as session:
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        year = _year(objek, lama)
        nilai = parse_ikm_lama(year, isian)
        # The report is made, so that an UPP somebody wrote of is not deleted as never used.
        hold_laporan(session, rt, person, objek)
        _check_free(session, objek, year, person)
        row = _held(session, rt, objek, year, person)
        before = _stored(row)
        if before == _values(nilai):
            return False  # who presses twice, or saw an older one, has written nothing over
        _check_unchanged(row, versi)
        _write(row, rt, person, nilai)
        session.add(row)
        record(
            session,
            person,
            "tahunan.ikm_lama",
            objek.objek,
            tahun=year,
            sebelum=before,
            sesudah=_stored(row),
        )
    return True


def remove_ikm_lama(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    lama: object,
    versi: int,
) -> None:
    """Take an index by hand out again; no harm when there is none.

    Raises:
        ChangedError: ``isian.berubah``.
        DomainError: ``tahun.unknown``.
        ForbiddenError: ``tahunan.bukan_penulis``.
        NotFoundError: ``upp.unknown``.
    """
    with rt.writing() as session:
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        year = _year(objek, lama)
        row = find_ikm_lama(session, objek.seri, year, lock=True)
        if row is None or not row.nilai:
            return
        _check_unchanged(row, versi)
        before = _stored(row)
        _write(row, rt, person, None)
        session.add(row)
        record(session, person, "tahunan.ikm_lama_hapus", objek.objek, tahun=year, sebelum=before)


def _held(
    session: Session, rt: Runtime, objek: ObjekTahunan, year: int, person: Principal
) -> IkmLama:
    """Return the row of a year, held: two reports share it, so that holding one is not enough."""
    values: dict[str, object] = {
        **{"seri": objek.seri, "tahun": year, "nilai": "", "n": None, "sumber": "", "versi": 0},
        **{"diubah_pada": rt.now(), "diubah_oleh": person.username},
    }
    insert_or_ignore(session, SQLModel.metadata.tables["ikm_lama"], values)
    row = find_ikm_lama(session, objek.seri, year, lock=True)
    if row is None:
        raise RuntimeError("an index that was just made is gone")
    return row


def _write(row: IkmLama, rt: Runtime, person: Principal, nilai: NilaiLama | None) -> None:
    """Put a value in, or take it out; the version goes on either way."""
    values = _values(nilai) if nilai else {"nilai": "", "n": None, "sumber": ""}
    row.sqlmodel_update(values)
    row.versi += 1
    row.diubah_pada, row.diubah_oleh = rt.now(), person.username


def _check_unchanged(row: IkmLama, versi: int) -> None:
    # Who saw nothing may write where nothing is.
    if versi != row.versi and (row.nilai or versi != 0):
        raise ChangedError(
            {**isian_ikm_lama(row), "versi": str(row.versi)},
            *(row.diubah_oleh, row.diubah_pada),
            message=t(
                "Nilai ini baru diubah {oleh}. Periksa dahulu, lalu simpan lagi.",
                oleh=row.diubah_oleh,
            ),
        )


def isian_ikm_lama(row: IkmLama) -> dict[str, str]:
    """Return what the form of an index shows of it; empty fields where none is given."""
    nilai = format_angka(Decimal(row.nilai)) if row.nilai else ""
    people = "" if row.n is None else format_angka(row.n)
    return {"nilai": nilai, "n": people, "sumber": row.sumber}
