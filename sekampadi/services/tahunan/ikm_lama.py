"""Indices of the years before an UPP used SEKAMPADI: typed in by hand, marked as such, taken out again."""

from collections.abc import Mapping

from sqlmodel import Session

from sekampadi.db.models import IkmLama
from sekampadi.db.queries.rekap import Selection, read_rekap
from sekampadi.db.queries.tahunan import IkmLamaRow, list_ikm_lama
from sekampadi.domain.errors import ConflictError, DomainError
from sekampadi.domain.ikm import two_places
from sekampadi.domain.izin import Principal
from sekampadi.domain.periode import Periode
from sekampadi.domain.tahunan.ikm_lama import TAHUN_LAMA_MIN, NilaiLama, parse_ikm_lama
from sekampadi.i18n import t
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


def _stored(row: IkmLamaRow | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {"nilai": two_places(row.nilai.nilai), "n": row.nilai.n, "sumber": row.nilai.sumber}


def save_ikm_lama(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    lama: object,
    versi: int,
    isian: Mapping[str, object],
) -> NilaiLama:
    """Write the index of one of the two years before a report's, as an earlier report gives it.

    Args:
        lama: the year.
        versi: of what the person saw there, 0 for nothing.

    Raises:
        ConflictError: ``ikm_lama.ada_jawaban``; ``ikm_lama.berubah``.
        DomainError: ``tahun.unknown``.
        FieldErrors: ``nilai.*``, ``n.number``, ``sumber.*``.
        ForbiddenError: ``tahunan.bukan_penulis``.
        NotFoundError: ``upp.unknown``.
    """
    with rt.writing() as session:
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        year = _year(objek, lama)
        nilai = parse_ikm_lama(year, isian)
        hold_laporan(session, rt, person, objek)
        _check_free(session, objek, year, person)
        before = _unchanged(session, objek, year, versi)
        session.merge(
            IkmLama(
                seri=objek.seri,
                tahun=year,
                nilai=str(nilai.nilai),
                n=nilai.n,
                sumber=nilai.sumber,
                versi=versi + 1,
                diubah_pada=rt.now(),
                diubah_oleh=person.username,
            )
        )
        record(
            session,
            person,
            "tahunan.ikm_lama",
            objek.objek,
            tahun=year,
            sebelum=_stored(before),
            sesudah={"nilai": str(nilai.nilai), "n": nilai.n, "sumber": nilai.sumber},
        )
    return nilai


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
        ConflictError: ``ikm_lama.berubah``.
        DomainError: ``tahun.unknown``.
        ForbiddenError: ``tahunan.bukan_penulis``.
        NotFoundError: ``upp.unknown``.
    """
    with rt.writing() as session:
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        year = _year(objek, lama)
        hold_laporan(session, rt, person, objek)
        before = _unchanged(session, objek, year, versi)
        row = session.get(IkmLama, (objek.seri, year))
        if row is not None:
            session.delete(row)
            record(
                session,
                person,
                "tahunan.ikm_lama_hapus",
                objek.objek,
                tahun=year,
                sebelum=_stored(before),
            )


def _unchanged(session: Session, objek: ObjekTahunan, year: int, versi: int) -> IkmLamaRow | None:
    row = list_ikm_lama(session, objek.seri, [year]).get(year)
    if row is not None and row.versi != versi:
        raise ConflictError(
            "ikm_lama.berubah",
            t(
                "Nilai ini baru diubah {oleh}. Periksa dahulu, lalu simpan lagi.",
                oleh=row.diubah_oleh,
            ),
        )
    return row
