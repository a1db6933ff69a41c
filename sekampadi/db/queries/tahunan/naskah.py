"""Reads of what belongs to annual reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, SQLModel, col, select

from sekampadi.db.engine import insert_or_ignore
from sekampadi.db.models import DrafTahunan, IkmLama, LaporanTahunan, NaskahTahunan
from sekampadi.domain.tahunan.ikm_lama import NilaiLama
from sekampadi.domain.tahunan.naskah import IsiNaskah


@dataclass(frozen=True, slots=True)
class NaskahRow:
    """A version of a part, by whom and when."""

    bagian: str
    versi: int
    isi: IsiNaskah
    ditulis_pada: datetime
    ditulis_oleh: str


@dataclass(frozen=True, slots=True)
class VersiNaskah:
    """That there is a version of a part: by whom and when, and whether it takes the words away."""

    versi: int
    ditulis_pada: datetime
    ditulis_oleh: str
    kosong: bool


@dataclass(frozen=True, slots=True)
class IkmLamaRow:
    """An index of before, and who typed it in when."""

    nilai: NilaiLama
    versi: int
    diubah_pada: datetime
    diubah_oleh: str


def find_laporan_tahunan(
    session: Session, seri: str, tahun: int, *, lock: bool = False
) -> LaporanTahunan | None:
    """Find the report of a series and year, held if asked for; None before anything was written."""
    query = select(LaporanTahunan).where(
        col(LaporanTahunan.seri) == seri, col(LaporanTahunan.tahun) == tahun
    )
    return session.exec(query.with_for_update() if lock else query).first()


def list_tahun_ditulis(session: Session, seri: str) -> frozenset[int]:
    """Return of which years something was written of a series."""
    rows = session.exec(
        select(LaporanTahunan.tahun)
        .join(NaskahTahunan, col(NaskahTahunan.laporan_id) == col(LaporanTahunan.id))
        .where(col(LaporanTahunan.seri) == seri)
        .distinct()
    )
    return frozenset(rows)


def hold_laporan_tahunan(session: Session, **values: Any) -> LaporanTahunan:
    """Hold the report of ``seri`` and ``tahun``; of two who write its first word, one makes it."""
    insert_or_ignore(session, SQLModel.metadata.tables["laporan_tahunan"], {"versi": 0, **values})
    row = find_laporan_tahunan(session, values["seri"], values["tahun"], lock=True)
    if row is None:
        raise RuntimeError("a report that was just made is gone")
    return row


def _naskah_row(row: NaskahTahunan) -> NaskahRow:
    isi = IsiNaskah.restore(row.isi)
    return NaskahRow(row.bagian, row.versi, isi, row.ditulis_pada, row.ditulis_oleh)


def list_naskah(session: Session, laporan_id: int) -> dict[str, NaskahRow]:
    """Return the newest version of each part that was ever written, by the part."""
    # A part has up to some eight pages in each of its versions: only the newest are read.
    newest = (
        select(NaskahTahunan.bagian, func.max(NaskahTahunan.versi).label("versi"))
        .where(col(NaskahTahunan.laporan_id) == laporan_id)
        .group_by(col(NaskahTahunan.bagian))
        .subquery()
    )
    rows = session.exec(
        select(NaskahTahunan)
        .join(
            newest,
            (col(NaskahTahunan.bagian) == newest.c.bagian)
            & (col(NaskahTahunan.versi) == newest.c.versi),
        )
        .where(col(NaskahTahunan.laporan_id) == laporan_id)
    )
    return {row.bagian: _naskah_row(row) for row in rows}


def list_versi_naskah(
    session: Session, laporan_id: int, bagian: str, *, limit: int
) -> list[VersiNaskah]:
    """Return so many versions of a part, newest first, without what stands in them."""
    rows = session.exec(
        select(
            NaskahTahunan.versi,
            NaskahTahunan.ditulis_pada,
            NaskahTahunan.ditulis_oleh,
            # The lines of a table have no such text: of them it is unknown, and they are not empty.
            func.coalesce(col(NaskahTahunan.isi)["teks"].as_string() == "", False),
        )
        .where(col(NaskahTahunan.laporan_id) == laporan_id, col(NaskahTahunan.bagian) == bagian)
        .order_by(col(NaskahTahunan.versi).desc())
        .limit(limit)
    )
    return [VersiNaskah(versi, pada, oleh, bool(kosong)) for versi, pada, oleh, kosong in rows]


def find_naskah(
    session: Session, laporan_id: int, bagian: str, versi: int | None = None
) -> NaskahRow | None:
    """Find a version of a part, with None the newest."""
    query = select(NaskahTahunan).where(
        col(NaskahTahunan.laporan_id) == laporan_id, col(NaskahTahunan.bagian) == bagian
    )
    if versi is not None:
        query = query.where(col(NaskahTahunan.versi) == versi)
    row = session.exec(query.order_by(col(NaskahTahunan.versi).desc()).limit(1)).first()
    return _naskah_row(row) if row else None


def count_versi_since(
    session: Session, laporan_id: int, bagian: str, oleh: str, sejak: datetime
) -> int:
    """Count the versions of a part that a person has written since a moment."""
    return session.exec(
        select(func.count()).where(
            col(NaskahTahunan.laporan_id) == laporan_id,
            col(NaskahTahunan.bagian) == bagian,
            col(NaskahTahunan.ditulis_oleh) == oleh,
            col(NaskahTahunan.ditulis_pada) >= sejak,
        )
    ).one()


def list_draf_tahunan(session: Session, operator_id: int, laporan_id: int) -> list[DrafTahunan]:
    """Return a person's drafts in a report."""
    return list(
        session.exec(
            select(DrafTahunan).where(
                col(DrafTahunan.operator_id) == operator_id,
                col(DrafTahunan.laporan_id) == laporan_id,
            )
        )
    )


def find_ikm_lama(session: Session, seri: str, tahun: int, *, lock: bool = False) -> IkmLama | None:
    """Find what was typed in of a series for a year, also when it was taken out; held if asked for."""
    query = select(IkmLama).where(col(IkmLama.seri) == seri, col(IkmLama.tahun) == tahun)
    return session.exec(query.with_for_update() if lock else query).first()


def list_ikm_lama(session: Session, seri: str, tahun: Iterable[int]) -> dict[int, IkmLamaRow]:
    """Return what was typed in of a series for some years."""
    rows = session.exec(
        select(IkmLama).where(
            col(IkmLama.seri) == seri,
            col(IkmLama.tahun).in_(sorted(tahun)),
            col(IkmLama.nilai) != "",
        )
    )
    return {
        r.tahun: IkmLamaRow(
            NilaiLama(r.tahun, Decimal(r.nilai), r.n, r.sumber),
            r.versi,
            r.diubah_pada,
            r.diubah_oleh,
        )
        for r in rows
    }
