"""What the province sees of many UPP at once: counters and small tables, a fixed number of statements."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlmodel import Session, col

from sekampadi.db.models import (
    Jawaban,
    Kegiatan,
    KodeTerpasang,
    Kunjungan,
    Layanan,
    Publikasi,
    PublikasiMedia,
    RekapHari,
    RekapUppBulan,
    Temuan,
    TindakLanjut,
)
from sekampadi.db.queries.pelaksanaan import list_pelaksanaan
from sekampadi.db.queries.penilaian import NEEDS_REVIEW, status_is
from sekampadi.db.queries.tindak_lanjut_ringkas import TERBUKA
from sekampadi.db.scope import within
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.moderasi import StatusJawaban
from sekampadi.domain.pengajuan.pemantauan import SampelTriwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.tindak_lanjut.hasil import Realisasi, StatusKegiatan

_MONTH = timedelta(days=31)


def _rows(session: Session, query: Any) -> Any:
    return session.connection().execute(query)


def read_terakhir(session: Session, scope: Scope) -> dict[int, date]:
    """Return the day of the last answer of each UPP; one without any is absent.

    The months say where to look, so that only one month of days is read of each UPP.
    """
    u = RekapUppBulan.c
    months: dict[date, list[int]] = {}
    last = (
        select(u.upp_id, func.max(u.bulan))
        .where(u.n > 0, within(scope, u.upp_id))
        .group_by(u.upp_id)
    )
    for upp_id, bulan in _rows(session, last):
        months.setdefault(bulan, []).append(upp_id)
    if not months:
        return {}
    h, upp = RekapHari.c, col(Layanan.upp_id)
    places = [
        and_(h.tanggal >= bulan, h.tanggal < (bulan + _MONTH).replace(day=1), upp.in_(sorted(ids)))
        for bulan, ids in sorted(months.items())
    ]
    days = (
        select(upp, func.max(h.tanggal))
        .join_from(RekapHari, Layanan, col(Layanan.id) == h.layanan_id)
        .where(h.n > 0, or_(*places))
        .group_by(upp)
    )
    return dict(_rows(session, days).all())


def read_sampel_per_upp(
    session: Session, scope: Scope, triwulan: Triwulan, sebelumnya: Triwulan
) -> dict[int, SampelTriwulan]:
    """Return how many people each UPP served: in the triwulan, else in the one before it."""
    found: dict[int, SampelTriwulan] = {}
    for row in list_pelaksanaan(session, scope, (sebelumnya, triwulan)):
        if row.isi.dilayani:
            found[row.upp_id] = SampelTriwulan(row.isi.dilayani, row.triwulan)
    return found


def count_kode(session: Session, scope: Scope) -> dict[int, tuple[tuple[str, int], ...]]:
    """Count the codes of each UPP that hang, by their medium."""
    query = (
        select(col(KodeTerpasang.upp_id), col(KodeTerpasang.media), func.count())
        .where(col(KodeTerpasang.dilepas_pada).is_(None), within(scope, col(KodeTerpasang.upp_id)))
        .group_by(col(KodeTerpasang.upp_id), col(KodeTerpasang.media))
        .order_by(col(KodeTerpasang.upp_id), col(KodeTerpasang.media))
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for upp_id, media, number in _rows(session, query):
        found.setdefault(upp_id, []).append((media, number))
    return {upp_id: tuple(kinds) for upp_id, kinds in found.items()}


def read_lembar(session: Session, periode: Periode) -> Mapping[str, int]:
    """Return the series with a sheet of a period in force, and in how many kinds of media it was proven.

    What was proven for an earlier revision counts: it is the same sheet's place.
    """
    in_force = and_(col(Publikasi.digantikan_pada).is_(None), col(Publikasi.ditarik_pada).is_(None))
    proven = or_(col(PublikasiMedia.alamat) != "", col(PublikasiMedia.bukti) != "")
    query = (
        select(
            col(Publikasi.seri),
            func.max(case((in_force, 1), else_=0)),
            func.count(case((proven, col(PublikasiMedia.jenis))).distinct()),
        )
        .join_from(
            Publikasi,
            PublikasiMedia,
            col(PublikasiMedia.publikasi_id) == col(Publikasi.id),
            isouter=True,
        )
        .where(
            col(Publikasi.dari) == periode.dari,
            col(Publikasi.sampai) == periode.sampai,
            col(Publikasi.layanan_id).is_(None),
        )
        .group_by(col(Publikasi.seri))
    )
    return {seri: int(media) for seri, there, media in _rows(session, query) if there}


def count_moderasi(session: Session, scope: Scope) -> dict[int, int]:
    """Count the answers of each UPP that wait for a moderator; grows with what waits."""
    query = (
        select(col(Layanan.upp_id), func.count())
        .join_from(Jawaban, Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(NEEDS_REVIEW, status_is(StatusJawaban.AKTIF), within(scope, col(Layanan.upp_id)))
        .group_by(col(Layanan.upp_id))
    )
    return dict(_rows(session, query).all())


def read_rtl(
    session: Session, scope: Scope, sampai: Triwulan, today: date
) -> dict[int, tuple[Realisasi, int]]:
    """Count what came of the plans of a year up to a triwulan, per UPP, and what of it is late."""
    late = and_(col(Kegiatan.status).in_(TERBUKA), col(Kegiatan.target) < today)
    query = (
        select(
            *(col(TindakLanjut.upp_id), col(Kegiatan.status), func.count()),
            func.sum(case((late, 1), else_=0)),
        )
        .join_from(Kegiatan, TindakLanjut, col(TindakLanjut.id) == col(Kegiatan.tindak_lanjut_id))
        .where(
            within(scope, col(TindakLanjut.upp_id)),
            col(TindakLanjut.tahun) == sampai.tahun,
            col(TindakLanjut.triwulan) <= sampai.nomor,
        )
        .group_by(col(TindakLanjut.upp_id), col(Kegiatan.status))
    )
    counted: dict[int, dict[str, int]] = {}
    delayed: dict[int, int] = {}
    for upp_id, status, number, over in _rows(session, query):
        counted.setdefault(upp_id, {})[status] = number
        delayed[upp_id] = delayed.get(upp_id, 0) + int(over)
    return {
        upp_id: (
            Realisasi(
                sum(n.values()),
                n.get(StatusKegiatan.SELESAI, 0),
                n.get(StatusKegiatan.BERJALAN, 0),
                n.get(StatusKegiatan.BATAL, 0),
            ),
            delayed[upp_id],
        )
        for upp_id, n in counted.items()
    }


def count_temuan(session: Session, scope: Scope, today: date) -> dict[int, tuple[int, int]]:
    """Count the findings of each UPP that are open, and those of them that are late."""
    waiting = or_(col(Temuan.tindakan) == "", col(Temuan.catatan) != "")
    late = and_(waiting, col(Temuan.target) < today)
    query = (
        select(col(Kunjungan.upp_id), func.count(), func.sum(case((late, 1), else_=0)))
        .join_from(Temuan, Kunjungan, col(Kunjungan.id) == col(Temuan.kunjungan_id))
        .where(col(Temuan.selesai_pada).is_(None), within(scope, col(Kunjungan.upp_id)))
        .group_by(col(Kunjungan.upp_id))
    )
    return {upp_id: (number, int(over)) for upp_id, number, over in _rows(session, query)}
