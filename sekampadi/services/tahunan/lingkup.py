"""Whose answers the report of a year leaves to others, and which questions people were asked."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow, find_perangkat_id, list_upp, read_perangkat
from sekampadi.db.queries.publikasi import list_perangkat_used
from sekampadi.db.queries.rekap import Selection, read_rekap_per_upp
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.tahunan.objek import ObjekTahunan


def list_perangkat_tahun(
    session: Session, cakupan: Cakupan, tahun: int
) -> tuple[Mapping[str, object], ...]:
    """List how the question sets of a year are named: ``kode``, ``versi``, ``nama``."""
    periode = Periode.tahun(tahun)
    return tuple(list_perangkat_used(session, periode, upp_ids=cakupan.upp_ids, layanan_id=None))


def read_kuesioner(
    session: Session, perangkat: Iterable[Mapping[str, object]]
) -> tuple[PerangkatPertanyaan, ...]:
    """Read the words of question sets, in their order."""
    ids = (find_perangkat_id(session, str(p["kode"]), int(str(p["versi"]))) for p in perangkat)
    return tuple(read_perangkat(session, i) for i in ids if i is not None)


def list_upt_tahun(session: Session, cakupan: Cakupan, objek: ObjekTahunan) -> tuple[UppRow, ...]:
    """List the UPT whose answers are not in the report of their induk; none for the province."""
    if objek.upp is None:
        return ()
    rows = [
        u for u in list_upp(session, cakupan.scope, active_only=False) if u.induk_id == objek.upp.id
    ]
    if all(u.aktif for u in rows):
        return tuple(rows)
    # A closed one is told of while it has answers in the year.
    ids = frozenset(u.id for u in rows)
    answered = read_rekap_per_upp(session, Selection(cakupan.scope, objek.periode, ids))
    return tuple(u for u in rows if u.aktif or u.id in answered)
