"""The table of the audit trail, and one row of it with what stood before and afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, String, Text, case, cast, func, literal, select
from sqlmodel import Session

from sekampadi.db.listing import Match, Source
from sekampadi.db.models import metadata
from sekampadi.db.queries.master import list_upp
from sekampadi.domain.audit.kata import (
    AKSI,
    JENIS_OBJEK,
    aksi_in_words,
    compare_rincian,
    list_rincian,
    objek_in_words,
)
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import ZONA
from sekampadi.domain.tabel import (
    Column,
    Filter,
    FilterKind,
    Kind,
    Option,
    TableQuery,
    TableSpec,
)
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tabel.tabel import Options, TableSource

_AUDIT, _OPERATOR, _UPP = (metadata.tables[name] for name in ("audit", "operator", "upp"))
_P: Final = Permission.AUDIT_READ
_ALL: Final = Option("", t("Semua"))
_NOBODY: Final = "0"
"""The filter's value for rows of no account."""
TANPA_AKUN: Final = t("Tanpa akun")
"""Who acted where no account did: the command line, the program itself, a login that failed."""
PEMPROV: Final = t("Pemprov")
"""Where an account without an UPP works."""
_ACCOUNT: Final = "operator/"

AUDIT: Final = TableSpec(
    name="audit",
    title=t("Jejak Audit"),
    path="/admin/audit",
    permission=_P,
    export_permission=_P,
    columns=(
        Column("waktu", t("Waktu"), Kind.DATE),
        Column("aksi", t("Tindakan"), labels=AKSI),
        Column("objek", t("Objek"), searchable=True),
        Column("oleh", t("Oleh"), searchable=True),
        Column("upp", t("UPP pelaku"), hint=t("UPP akun yang melakukannya, bukan UPP yang diubah")),
        Column("rincian", t("Rincian"), searchable=True, sortable=False, screen=False),
        Column("operator_id", t("Nomor akun"), Kind.NUMBER, sortable=False, screen=False),
        Column("jejak", t("Sidik rantai"), sortable=False, screen=False),
    ),
    default_sort="-waktu",
    filters=(
        Filter(
            "jenis",
            t("Jenis"),
            options=(_ALL, *(Option(k, words) for k, words in JENIS_OBJEK.items())),
            resets=("aksi",),
        ),
        Filter("aksi", t("Tindakan")),
        Filter("operator", t("Oleh")),
        Filter("upp", t("UPP pelaku")),
        Filter("dari", t("Dari tanggal"), FilterKind.DATE),
        Filter("sampai", t("Sampai tanggal"), FilterKind.DATE),
    ),
)


@dataclass(frozen=True, slots=True)
class RincianAudit:
    """A row of the trail in words; ``perubahan`` holds name, before and after, ``lain`` the rest."""

    id: int
    waktu: datetime
    aksi: str
    objek: str
    oleh: str
    upp: str
    perubahan: tuple[tuple[str, str, str], ...]
    lain: tuple[tuple[str, str], ...]
    jejak: str


def _account(audit: Any) -> ColumnElement[int | None]:
    """Return the account that a row is about, by its number; null for another object."""
    number = cast(func.substr(audit.c.objek, len(_ACCOUNT) + 1), Integer)
    return case((audit.c.objek.like(f"{_ACCOUNT}%"), number), else_=None)


def _moment(day: str, *, after: bool = False) -> datetime:
    """Return when a day of the province begins, or ends."""
    local = datetime.combine(date.fromisoformat(day), time.min, ZONA)
    try:
        begin = local.astimezone(UTC)
    except OverflowError:  # the first day of the calendar begins before it in UTC
        begin = datetime.min.replace(tzinfo=UTC)
    return begin + timedelta(days=1) if after else begin


def _operator_id(value: str) -> int:
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise DomainError(
        "saring.unknown", t("Pilihan pada saringan {nama} tidak dikenal.", nama=t("Oleh"))
    )


def _source(session: Session, principal: Principal, query: TableQuery) -> Source:
    a, o, u = _AUDIT.alias("a"), _OPERATOR.alias("o"), _UPP.alias("u")
    about = _OPERATOR.alias("b")
    upp_id = 0
    if "upp" in query.filters:
        upp_id = require_upp(session, principal.scope, query.filters["upp"]).id
    who = _operator_id(query.filters.get("operator", _NOBODY))
    objek = func.coalesce(about.c.username, a.c.objek)
    oleh = func.coalesce(o.c.username, literal(TANPA_AKUN))
    named = select(_OPERATOR.c.id)

    def by_name(match: Match) -> ColumnElement[bool]:
        return a.c.operator_id.in_(named.where(match(_OPERATOR.c.username)))

    def by_object(match: Match) -> ColumnElement[bool]:
        ids = session.connection().execute(named.where(match(_OPERATOR.c.username))).scalars()
        accounts = [f"{_ACCOUNT}{i}" for i in ids]
        return match(a.c.objek) | a.c.objek.in_(accounts) if accounts else match(a.c.objek)

    filters: dict[str, Callable[[str], ColumnElement[bool]]] = {
        "jenis": lambda value: a.c.aksi.like(f"{value.replace('_', chr(92) + '_')}.%", escape="\\"),
        "aksi": lambda value: a.c.aksi == value,
        "operator": lambda _value: a.c.operator_id == who if who else a.c.operator_id.is_(None),
        "upp": lambda _value: a.c.operator_id.in_(named.where(_OPERATOR.c.upp_id == upp_id)),
        "dari": lambda value: a.c.waktu >= _moment(value),
        "sampai": lambda value: a.c.waktu < _moment(value, after=True),
    }
    return Source(
        id=a.c.id,
        main=a,
        full=a.outerjoin(o, o.c.id == a.c.operator_id)
        .outerjoin(u, u.c.id == o.c.upp_id)
        .outerjoin(about, about.c.id == _account(a)),
        columns={
            "waktu": a.c.waktu,
            "aksi": a.c.aksi,
            "objek": objek,
            "oleh": oleh,
            # Nobody's row has none; an account without one is of the province.
            "upp": func.coalesce(u.c.nama, case((o.c.id.is_not(None), PEMPROV), else_="")),
            "rincian": cast(a.c.rincian, Text),
            "operator_id": a.c.operator_id,
            "jejak": cast(a.c.jejak, String),
        },
        filters=filters,
        search={
            "objek": by_object,
            "oleh": by_name,
            "rincian": lambda match: match(cast(a.c.rincian, Text)),
        },
    )


def _options(session: Session, principal: Principal, query: TableQuery) -> Options:
    jenis = query.filters.get("jenis", "")
    acts = [Option(k, v) for k, v in AKSI.items() if k.startswith(f"{jenis}.") or not jenis]
    people = session.connection().execute(
        select(_OPERATOR.c.id, _OPERATOR.c.username).order_by(_OPERATOR.c.username)
    )
    offices = list_upp(session, principal.scope, active_only=False)
    return {
        "aksi": (_ALL, *acts),
        "operator": (
            _ALL,
            Option(_NOBODY, TANPA_AKUN),
            *(Option(str(number), username) for number, username in people),
        ),
        "upp": (_ALL, *(Option(u.kode, u.nama) for u in offices)),
    }


TABLE_AUDIT: Final = TableSource(AUDIT, _source, _options)


def load_rincian_audit(rt: Runtime, principal: Principal | None, audit_id: int) -> RincianAudit:
    """Read one row of the trail, with the names of whom its numbers stand for.

    Raises:
        NotFoundError: ``audit.unknown``.
    """
    person = require(principal, _P)
    with rt.reading() as session:
        source = _source(session, person, TableQuery())
        columns = ("waktu", "aksi", "objek", "oleh", "upp", "jejak")
        query = select(*(source.columns[c].label(c) for c in columns))
        query = query.add_columns(source.main.c.rincian.label("rincian"))
        row = (
            session.connection()
            .execute(query.select_from(source.full).where(source.id == audit_id))
            .mappings()
            .first()
        )
    if row is None:
        raise NotFoundError("audit.unknown", t("Baris jejak audit ini tidak ditemukan."))
    return RincianAudit(
        audit_id,
        row["waktu"],
        aksi_in_words(row["aksi"]),
        objek_in_words(row["objek"]),
        row["oleh"],
        row["upp"],
        compare_rincian(row["rincian"]),
        list_rincian(row["rincian"]),
        row["jejak"],
    )
