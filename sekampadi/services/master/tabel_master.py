"""The tables of the master data: UPP, operator, layanan (decree, K.2 c and d)."""

from typing import Any

from sqlalchemy import ColumnElement, case, literal, select
from sqlmodel import Session

from sekampadi.db.listing import Match, Source
from sekampadi.db.models import JenisUpp, metadata
from sekampadi.db.queries.master import list_upp
from sekampadi.db.scope import within
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.tabel import Column, Filter, Option, TableQuery, TableSpec
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.master.tindakan import acts_on_layanan, acts_on_operator, acts_on_upp
from sekampadi.services.tabel.tabel import Options, TableSource

_UPP, _OPERATOR, _LAYANAN = (metadata.tables[name] for name in ("upp", "operator", "layanan"))

_ALL = Option("", t("Semua"))
_STATUS = Filter(
    "status",
    t("Status"),
    options=(_ALL, Option("aktif", t("Aktif")), Option("nonaktif", t("Tidak aktif"))),
)
_UPP_FILTER = Filter("upp", t("UPP"))

JENIS: tuple[str, ...] = tuple(j.value for j in JenisUpp)
"""The kinds of offices, as a form offers them."""

UPP_SPEC = TableSpec(
    name="upp",
    title=t("UPP"),
    path="/admin/upp",
    permission=Permission.UPP_MANAGE,
    columns=(
        Column("nama", t("Nama UPP"), searchable=True),
        Column("jenis", t("Jenis")),
        Column("induk", t("Induk")),
        Column("kode", t("Kode"), searchable=True),
        Column("status", t("Status")),
    ),
    default_sort="nama",
    filters=(
        Filter("jenis", t("Jenis"), options=(_ALL, *(Option(j.value, j.value) for j in JenisUpp))),
        _STATUS,
    ),
)

OPERATOR_SPEC = TableSpec(
    name="operator",
    title=t("Operator"),
    path="/admin/operator",
    permission=Permission.OPERATOR_MANAGE,
    columns=(
        Column("username", t("Username"), searchable=True),
        Column("upp", t("Nama UPP"), searchable=True, several=True),
        Column("role", t("Hak Akses")),
        Column("status", t("Status")),
    ),
    default_sort="username",
    filters=(
        _UPP_FILTER,
        Filter("role", t("Hak Akses"), options=(_ALL, *(Option(r.value, r.label) for r in Role))),
        _STATUS,
    ),
)

LAYANAN_SPEC = TableSpec(
    name="layanan",
    title=t("Layanan"),
    path="/admin/layanan",
    permission=Permission.LAYANAN_MANAGE,
    columns=(
        Column("upp", t("UPP"), searchable=True, several=True),
        Column("nama", t("Jenis Layanan"), searchable=True),
        Column("biaya", t("Biaya")),
        Column("standar_waktu", t("Standar Waktu")),
        Column("status", t("Status")),
        Column("kode", t("Kode"), searchable=True, screen=False),
    ),
    default_sort="upp",
    filters=(_UPP_FILTER, _STATUS),
)


def _words(active: ColumnElement[bool]) -> ColumnElement[str]:
    return case((active, literal(t("Aktif"))), else_=literal(t("Tidak aktif")))


def _filled(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((column.is_(None), literal("")), else_=column)


def _upp_source(_session: Session, principal: Principal, _query: TableQuery) -> Source:
    u, i = _UPP.alias("u"), _UPP.alias("i")
    return Source(
        id=u.c.id,
        main=u,
        full=u.outerjoin(i, i.c.id == u.c.induk_id),
        columns={
            "nama": u.c.nama,
            "jenis": u.c.jenis,
            "induk": _filled(i.c.nama),
            "kode": u.c.kode,
            "status": _words(u.c.aktif),
        },
        base=(within(principal.scope, u.c.id),),
        filters={
            "jenis": lambda value: u.c.jenis == value,
            "status": lambda value: u.c.aktif.is_(value == "aktif"),
        },
    )


def _upp_id(session: Session, principal: Principal, query: TableQuery) -> int | None:
    """Return the UPP a filter names."""
    if "upp" not in query.filters:
        return None
    return require_upp(session, principal.scope, query.filters["upp"]).id


def _upp_options(session: Session, principal: Principal, _query: TableQuery) -> Options:
    rows = list_upp(session, principal.scope, active_only=False)
    return {"upp": (_ALL, *(Option(u.kode, u.nama) for u in rows))}


def _in_upp(column: ColumnElement[Any], upp: Any, match: Match) -> ColumnElement[bool]:
    return column.in_(select(upp.c.id).where(match(upp.c.nama)))


def _operator_source(session: Session, principal: Principal, query: TableQuery) -> Source:
    o, u = _OPERATOR.alias("o"), _UPP.alias("u")
    upp_id = _upp_id(session, principal, query)
    return Source(
        id=o.c.id,
        main=o,
        full=o.outerjoin(u, u.c.id == o.c.upp_id),
        columns={
            "username": o.c.username,
            "upp": _filled(u.c.nama),
            "role": o.c.role,
            "status": _words(o.c.aktif),
        },
        base=(within(principal.scope, o.c.upp_id),),
        filters={
            "upp": lambda _value: o.c.upp_id == upp_id,
            "role": lambda value: o.c.role == value,
            "status": lambda value: o.c.aktif.is_(value == "aktif"),
        },
        search={"upp": lambda match: _in_upp(o.c.upp_id, u, match)},
    )


def _layanan_source(session: Session, principal: Principal, query: TableQuery) -> Source:
    y, u = _LAYANAN.alias("l"), _UPP.alias("u")
    upp_id = _upp_id(session, principal, query)
    return Source(
        id=y.c.id,
        main=y,
        full=y.join(u, u.c.id == y.c.upp_id),
        columns={
            "upp": u.c.nama,
            "nama": y.c.nama,
            "biaya": y.c.biaya,
            "standar_waktu": y.c.standar_waktu,
            "status": _words(y.c.aktif),
            "kode": y.c.kode,
        },
        base=(within(principal.scope, y.c.upp_id),),
        filters={
            "upp": lambda _value: y.c.upp_id == upp_id,
            "status": lambda value: y.c.aktif.is_(value == "aktif"),
        },
        search={"upp": lambda match: _in_upp(y.c.upp_id, u, match)},
    )


UPP = TableSource(UPP_SPEC, _upp_source, acts=acts_on_upp)
OPERATOR = TableSource(OPERATOR_SPEC, _operator_source, _upp_options, acts_on_operator)
LAYANAN = TableSource(LAYANAN_SPEC, _layanan_source, _upp_options, acts_on_layanan)
