"""Answers as the moderator's tables show them, and as an act of moderation takes hold of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as select_models

from sekampadi.db.counters import Place
from sekampadi.db.listing import Match, Source
from sekampadi.db.models import Audit, Jawaban, Layanan, Operator, RekapUppBulan, Upp
from sekampadi.db.queries.jawaban import penilaian_of
from sekampadi.db.scope import within
from sekampadi.db.tally import Condition, Few
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.rekap import Penilaian
from sekampadi.domain.moderasi import StatusJawaban
from sekampadi.domain.periode import parse_tanggal
from sekampadi.domain.survei.responden import CHOSEN, FIELDS
from sekampadi.domain.survei.unsur import URUTAN

_JAWABAN = SQLModel.metadata.tables[str(Jawaban.__tablename__)]
_LAYANAN = SQLModel.metadata.tables[str(Layanan.__tablename__)]
_UPP = SQLModel.metadata.tables[str(Upp.__tablename__)]

_FULL = _JAWABAN.join(_LAYANAN, _LAYANAN.c.id == _JAWABAN.c.layanan_id).join(
    _UPP, _UPP.c.id == _LAYANAN.c.upp_id
)

NEEDS_REVIEW: Condition = and_(col(Jawaban.tanda) != 0, ~col(Jawaban.ditinjau))
"""Marked, and nobody has said that it is all right."""


_IN_BURST: Condition = col(Jawaban.beruntun).is_not(None)
_TINJAU: dict[str, Condition] = {
    "perlu": NEEDS_REVIEW,
    "satuan": and_(NEEDS_REVIEW, ~_IN_BURST),
    "beruntun": _IN_BURST,
    "tidak": ~NEEDS_REVIEW,
}
"""The choices of the filter; a burst is judged as one, above the table."""


def status_is(status: StatusJawaban) -> Condition:
    """Return the condition of a status."""
    removed = col(Jawaban.dihapus_pada)
    return removed.is_not(None) if status is StatusJawaban.DIHAPUS else removed.is_(None)


def _of_layanan(where: Condition) -> Condition:
    # A subquery rather than a join: so it can be counted without one.
    return _JAWABAN.c.layanan_id.in_(select(_LAYANAN.c.id).where(where))


def in_scope(scope: Scope) -> tuple[Condition, ...]:
    """Return the condition that an answer lies inside a scope; none for the province."""
    return () if scope.upp_ids is None else (_of_layanan(within(scope, col(Layanan.upp_id))),)


def of_upp(upp_ids: frozenset[int]) -> Condition:
    """Return the condition that an answer belongs to one of these UPP."""
    return _of_layanan(col(Layanan.upp_id).in_(sorted(upp_ids)))


def _named_layanan(match: Match) -> Condition:
    return _of_layanan(match(_LAYANAN.c.nama))


def _named_upp(match: Match) -> Condition:
    return _of_layanan(_LAYANAN.c.upp_id.in_(select(_UPP.c.id).where(match(_UPP.c.nama))))


def _places(name: ColumnElement[str]) -> Select[tuple[int, int]]:
    """Return a statement of layanan and their places in the order of a name."""
    place = func.dense_rank().over(order_by=func.lower(name))
    joined = _LAYANAN.join(_UPP, _UPP.c.id == _LAYANAN.c.upp_id)
    return select(_LAYANAN.c.id, place.label("urutan")).select_from(joined)


def _place_of(places: Select[tuple[int, int]], label: str) -> ColumnElement[int]:
    # Six hundred names are put in order once, instead of comparing texts for every answer.
    ranked = places.cte(label).prefix_with("MATERIALIZED")
    return select(ranked.c[1]).where(ranked.c[0] == _JAWABAN.c.layanan_id).scalar_subquery()


_BY_UPP, _BY_LAYANAN = _places(_UPP.c.nama), _places(_LAYANAN.c.nama)
_BY_ORDER = {
    k.value: case({c.value: at for at, c in enumerate(k.cells)}, value=_JAWABAN.c[k.value])
    for k in CHOSEN
    if k.about.ordered
}
"""Fields whose choices go from low to high, which their letters do not."""


def _counted(scope: Scope) -> Select[tuple[int]]:
    """Return the number of answers that count, from the counters: those know it anyway."""
    n = func.coalesce(func.sum(RekapUppBulan.c.n), 0)
    return select(n).where(within(scope, RekapUppBulan.c.upp_id))


def jawaban_source(
    scope: Scope, status: StatusJawaban, *, upp_ids: frozenset[int] | None, layanan_id: int | None
) -> Source:
    """Bind the tables of answers; what the filters stand for was found in the scope before."""
    columns: dict[str, ColumnElement[Any]] = {
        "upp": _UPP.c.nama,
        "layanan": _LAYANAN.c.nama,
        **{
            name: _JAWABAN.c[name]
            for name in (
                *("tanggal", *FIELDS, "umum"),
                *(u.field for u in URUTAN),
                *("saran", "sumber", "tanda", "ditinjau"),
                *("dihapus_pada", "dihapus_oleh", "alasan_hapus"),
            )
        },
    }
    return Source(
        id=_JAWABAN.c.id,
        main=_JAWABAN,
        full=_FULL,
        columns=columns,
        base=(status_is(status), *in_scope(scope)),
        filters={
            "upp": lambda _: literal(True) if upp_ids is None else of_upp(upp_ids),
            "layanan": lambda _: col(Jawaban.layanan_id) == layanan_id,
            "dari": lambda day: col(Jawaban.tanggal) >= parse_tanggal(day),
            "sampai": lambda day: col(Jawaban.tanggal) <= parse_tanggal(day),
            "sumber": lambda sumber: col(Jawaban.sumber) == sumber,
            "status": lambda _: literal(True),  # the base has it
            "tinjau": _TINJAU.__getitem__,
        },
        sort={
            "upp": _place_of(_BY_UPP, "urutan_upp"),
            "layanan": _place_of(_BY_LAYANAN, "urutan_layanan"),
            **_BY_ORDER,
        },
        search={"layanan": _named_layanan, "upp": _named_upp},
        lean=True,
        few={
            "upp": Few(_JAWABAN.c.layanan_id, _BY_UPP),
            "layanan": Few(_JAWABAN.c.layanan_id, _BY_LAYANAN),
            **{
                name: Few(_BY_ORDER.get(name, _JAWABAN.c[name]))
                for name in (
                    *("tanggal", *FIELDS, "umum", "dihapus_oleh"),
                    *(u.field for u in URUTAN),
                )
            },
        },
        overall=_counted(scope) if status is StatusJawaban.AKTIF else None,
    )


@dataclass(frozen=True, slots=True)
class Terkunci:
    """An answer held for an act: nobody else can change it before the transaction ends."""

    id: int
    place: Place
    layanan_kode: str
    penilaian: Penilaian
    status: StatusJawaban
    perlu_ditinjau: bool
    dihapus_pada: datetime | None


def lock_jawaban(session: Session, scope: Scope, ids: Collection[int]) -> list[Terkunci]:
    """Take hold of answers in scope, by their ids so that two people cannot block each other."""
    # Two statements: one that joins would compare a row that was moved while it waited with the
    # layanan of the moment before, and lose it.
    held = session.exec(
        select_models(Jawaban)
        .where(col(Jawaban.id).in_(sorted(ids)))
        .order_by(col(Jawaban.id))
        .with_for_update()
    ).all()
    owners = {
        stored_id(la.id): la
        for la in session.exec(
            select_models(Layanan).where(
                col(Layanan.id).in_({j.layanan_id for j in held}),
                within(scope, col(Layanan.upp_id)),
            )
        )
    }
    return [
        Terkunci(
            stored_id(j.id),
            Place(la.upp_id, j.layanan_id, j.tempat_id, j.sumber, j.tanggal),
            la.kode,
            penilaian_of(j),
            StatusJawaban.AKTIF if j.dihapus_pada is None else StatusJawaban.DIHAPUS,
            bool(j.tanda) and not j.ditinjau,
            j.dihapus_pada,
        )
        for j in held
        if (la := owners.get(j.layanan_id)) is not None
    ]


def last_act(
    session: Session, objek: Collection[str], aksi: str, since: datetime
) -> tuple[str, datetime] | None:
    """Return who did the newest act of a kind on one of some things, and when; None for nobody."""
    found = session.exec(
        select_models(Operator.username, Audit.waktu)
        .join(Audit, col(Audit.operator_id) == col(Operator.id))
        .where(
            col(Audit.waktu) >= since,
            col(Audit.objek).in_(sorted(objek)),
            col(Audit.aksi) == aksi,
        )
        .order_by(col(Audit.id).desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else None
