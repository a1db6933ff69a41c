"""The table of all plans: who has planned, who has not though a sheet is published, and how far each is."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Subquery,
    and_,
    case,
    extract,
    func,
    literal,
    or_,
    select,
    union,
)
from sqlmodel import Session

from sekampadi.db.listing import Source
from sekampadi.db.models import metadata
from sekampadi.db.queries.master import list_upp
from sekampadi.db.scope import within
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN, Triwulan
from sekampadi.domain.tabel import Column, Filter, Kind, Option, TableQuery, TableSpec
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.sistem.runtime import runtime_of
from sekampadi.services.tabel.tabel import Options, TableSource
from sekampadi.services.tindak_lanjut.daftar import last_over

_UPP, _PLAN, _ACT, _SHEET = (
    metadata.tables[name] for name in ("upp", "tindak_lanjut", "kegiatan", "publikasi")
)
_ALL = Option("", t("Semua"))
_YEARS = range(TAHUN_MIN, 2100)


def _number(triwulan: Triwulan) -> int:
    return triwulan.tahun * 10 + triwulan.nomor


def triwulan_of_cell(value: object) -> Triwulan:
    """Return the triwulan that a cell of the table holds as a number."""
    number = int(str(value))
    return Triwulan(number // 10, number % 10)


RENCANA = TableSpec(
    name="tindak-lanjut",
    title=t("Tindak lanjut"),
    path="/admin/tindak-lanjut",
    permission=Permission.TINDAK_LANJUT_READ,
    export_permission=Permission.LAPORAN_EXPORT,
    default_sort="-triwulan",
    columns=(
        Column(
            "triwulan",
            t("Triwulan"),
            labels={
                _number(w): w.periode.label
                for y in _YEARS
                for n in range(1, 5)
                if (w := Triwulan(y, n))
            },
        ),
        Column("upp", t("UPP"), searchable=True),
        Column("kegiatan", t("Kegiatan"), Kind.NUMBER),
        Column("selesai", t("Selesai"), Kind.NUMBER),
        Column("persen", t("Persentase"), Kind.NUMBER, hint=t("Selesai dari yang direncanakan")),
        Column("terlambat", t("Terlambat"), Kind.NUMBER),
        Column("diubah", t("Terakhir diubah"), Kind.DATE, sortable=False),
        Column("kode", t("Kode UPP"), screen=False, sortable=False),
        Column("dimulai", t("RTL"), labels={1: t("Ada"), 0: t("Belum disusun")}, screen=False),
    ),
    filters=(
        Filter("triwulan", t("Triwulan")),
        Filter("upp", t("UPP")),
        Filter(
            "status",
            t("Status"),
            options=(
                _ALL,
                Option("belum", t("RTL belum disusun")),
                Option("berjalan", t("Masih berjalan")),
                Option("terlambat", t("Ada yang terlambat")),
                Option("selesai", t("Semua kegiatan selesai")),
            ),
        ),
    ),
)


def _sheets() -> Any:
    """Choose UPP and triwulan of the sheets in force from which a plan can be begun, as ``seri_rencana`` has it."""
    s, u = _SHEET.c, _UPP.c
    joint = and_(s.seri.like("upt:%"), u.induk_id == s.upp_id, u.aktif)
    return (
        select(
            u.id,
            extract("year", s.sampai).label("tahun"),
            (extract("month", s.sampai) // 3).label("triwulan"),
        )
        # An UPT plans from what its induk has published for both.
        .join_from(_SHEET, _UPP, or_(u.id == s.upp_id, joint))
        .where(
            or_(s.seri.like("upp:%"), s.seri.like("upt:%")),
            s.digantikan_pada.is_(None),
            s.ditarik_pada.is_(None),
            # A whole triwulan: it ends with one, and begins two months before.
            extract("month", s.sampai) % 3 == 0,
            extract("year", s.dari) == extract("year", s.sampai),
            extract("month", s.dari) == extract("month", s.sampai) - 2,
        )
    )


def _lines(session: Session, principal: Principal) -> Subquery:
    rt = runtime_of(session)
    if rt is None:
        raise RuntimeError("plans are listed in a session of a runtime")
    a, p = _ACT.c, _PLAN.c
    open_ = a.status.in_([x.value for x in StatusKegiatan if x.terbuka])
    done = a.status == StatusKegiatan.SELESAI.value

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    told = (
        select(
            a.tindak_lanjut_id,
            func.count().label("kegiatan"),
            count(done).label("selesai"),
            count(and_(open_, a.target < rt.today())).label("terlambat"),
            count(open_).label("terbuka"),
        )
        .group_by(a.tindak_lanjut_id)
        .subquery("told")
    )
    key = union(select(p.upp_id, p.tahun, p.triwulan), _sheets()).subquery("key").c
    counted = {k: func.coalesce(told.c[k], 0).label(k) for k in told.c.keys()[1:]}
    return (
        select(
            (key.upp_id * 100_000 + key.tahun * 10 + key.triwulan).label("id"),
            key.upp_id,
            (key.tahun * 10 + key.triwulan).label("triwulan"),
            _UPP.c.nama.label("upp"),
            _UPP.c.kode,
            case((p.id.is_(None), 0), else_=1).label("dimulai"),
            p.diubah_pada,
            *counted.values(),
        )
        .join(_UPP, _UPP.c.id == key.upp_id)
        .outerjoin(
            _PLAN,
            and_(p.upp_id == key.upp_id, p.tahun == key.tahun, p.triwulan == key.triwulan),
        )
        .outerjoin(told, told.c.tindak_lanjut_id == p.id)
        .where(within(principal.scope, key.upp_id))
        .subquery("b")
    )


def _source(session: Session, principal: Principal, query: TableQuery) -> Source:
    b = _lines(session, principal)
    c = b.c
    upp_id = (
        require_upp(session, principal.scope, kode).id
        if (kode := query.filters.get("upp"))
        else None
    )
    status = {
        "belum": c.dimulai == 0,
        "berjalan": and_(c.dimulai == 1, or_(c.terbuka > 0, c.kegiatan == 0)),
        "terlambat": c.terlambat > 0,
        "selesai": and_(c.kegiatan > 0, c.terbuka == 0),
    }
    # Hundredths, rounded half up as Realisasi does; the screen shows what that says.
    hundredths = (c.selesai * 20_000 + c.kegiatan) // (c.kegiatan * 2)
    return Source(
        id=c.id,
        main=b,
        full=b,
        columns={
            "triwulan": c.triwulan,
            "upp": c.upp,
            "kegiatan": c.kegiatan,
            "selesai": c.selesai,
            "persen": case((c.kegiatan > 0, hundredths / literal(100.0)), else_=None),
            "terlambat": c.terlambat,
            "diubah": c.diubah_pada,
            "kode": c.kode,
            "dimulai": c.dimulai,
        },
        filters={
            "triwulan": lambda value: c.triwulan == _number(_parse_triwulan(value)),
            "upp": lambda _value: c.upp_id == upp_id,
            "status": lambda value: status[value],
        },
        sort={"persen": case((c.kegiatan > 0, hundredths), else_=-1)},
    )


def _parse_triwulan(value: str) -> Triwulan:
    triwulan = Triwulan.parse(value)
    if triwulan is None:
        raise DomainError("triwulan.unknown", t("Pilih triwulan yang sudah berakhir."))
    return triwulan


def _options(session: Session, principal: Principal, _query: TableQuery) -> Options:
    rt = runtime_of(session)
    newest = last_over(rt.today()) if rt else Triwulan(TAHUN_MIN, 1)
    numbers = range(newest.tahun * 4 + newest.nomor - 1, TAHUN_MIN * 4 - 1, -1)
    offered = [Triwulan(n // 4, n % 4 + 1) for n in numbers]
    upp = list_upp(session, principal.scope, active_only=False)
    return {
        "triwulan": (_ALL, *(Option(w.kunci, w.periode.label) for w in offered)),
        "upp": (_ALL, *(Option(u.kode, u.nama) for u in upp)),
    }


TABLE_RENCANA = TableSource(RENCANA, _source, _options)
