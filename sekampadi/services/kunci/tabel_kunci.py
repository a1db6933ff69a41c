"""The table of keys of other systems."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, case, func, literal, select, true
from sqlmodel import Session

from sekampadi.db.listing import Source
from sekampadi.db.models import metadata
from sekampadi.db.scope import within
from sekampadi.domain.integrasi.kunci import KeadaanKunci
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.tabel import Column, Filter, Kind, Option, TableQuery, TableSpec
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import now_of
from sekampadi.services.tabel.tabel import Acts, TableSource

_KUNCI, _UPP, _OPERATOR = (metadata.tables[name] for name in ("kunci_api", "upp", "operator"))
CABUT = "cabut"
"""The act on a row."""

KUNCI_API = TableSpec(
    name="kunci-api",
    title=t("Kunci API"),
    path="/admin/kunci-api",
    permission=Permission.KUNCI_MANAGE,
    columns=(
        Column("nama", t("Nama kunci"), searchable=True),
        Column("upp", t("UPP"), several=True),
        Column("guna", t("Kegunaan"), sortable=False),
        Column(
            "keadaan", t("Keadaan"), sortable=False, labels={k.value: k.label for k in KeadaanKunci}
        ),
        Column("awalan", t("Awal kunci"), sortable=False),
        Column("terakhir", t("Terakhir dipakai"), Kind.DATE),
        Column("sampai", t("Berlaku sampai"), Kind.DATE),
        Column("oleh", t("Dibuat oleh")),
    ),
    default_sort="nama",
    filters=(
        Filter(
            "keadaan",
            t("Keadaan"),
            options=(
                Option("berlaku", t("Masih berlaku")),
                Option("selesai", t("Dicabut atau berakhir")),
                Option("semua", t("Semua")),
            ),
            default="berlaku",
        ),
    ),
)


def _over(now: datetime) -> ColumnElement[bool]:
    return _KUNCI.c.dicabut.is_not(None) | (_KUNCI.c.berakhir <= now)


def _keadaan(now: datetime) -> ColumnElement[str]:
    return case(
        (_KUNCI.c.dicabut.is_not(None), literal(KeadaanKunci.DICABUT.value)),
        (_KUNCI.c.berakhir <= now, literal(KeadaanKunci.BERAKHIR.value)),
        else_=literal(KeadaanKunci.BERLAKU.value),
    )


def _source(session: Session, principal: Principal, query: TableQuery) -> Source:
    now, maker = now_of(session), _OPERATOR.alias("o")
    wanted = {"berlaku": ~_over(now), "selesai": _over(now), "semua": true()}
    return Source(
        id=_KUNCI.c.id,
        main=_KUNCI,
        full=_KUNCI.join(_UPP, _UPP.c.id == _KUNCI.c.upp_id).join(
            maker, maker.c.id == _KUNCI.c.oleh
        ),
        columns={
            "nama": _KUNCI.c.nama,
            "upp": _UPP.c.nama,
            "guna": _KUNCI.c.guna,
            "keadaan": _keadaan(now),
            "awalan": _KUNCI.c.awalan,
            "terakhir": _KUNCI.c.terakhir_dipakai,
            "sampai": _KUNCI.c.berakhir,
            "oleh": maker.c.username,
        },
        base=(
            within(principal.scope, _KUNCI.c.upp_id),
            wanted[query.filters.get("keadaan", "berlaku")],
        ),
        filters={"keadaan": wanted.__getitem__},
        # Never null: a key that was never used comes before all others.
        sort={"terakhir": func.coalesce(_KUNCI.c.terakhir_dipakai, literal(date(1, 1, 1), Date()))},
    )


def _acts(session: Session, _principal: Principal, ids: Collection[int]) -> Acts:
    query = select(_KUNCI.c.id, _over(now_of(session))).where(_KUNCI.c.id.in_(sorted(ids)))
    return {
        row[0]: frozenset() if row[1] else frozenset({CABUT})
        for row in session.connection().execute(query)
    }


TABLE_KUNCI = TableSource(KUNCI_API, _source, acts=_acts)
