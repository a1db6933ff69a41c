"""The table of connected walls."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, literal, select, true
from sqlmodel import Session

from sekampadi.db.listing import Source
from sekampadi.db.models import metadata
from sekampadi.db.scope import within
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.sesi.layar_terhubung import KeadaanLayar
from sekampadi.domain.tabel import Column, Filter, Kind, Option, TableQuery, TableSpec
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import now_of
from sekampadi.services.tabel.tabel import Acts, TableSource

_LAYAR, _UPP, _OPERATOR = (metadata.tables[name] for name in ("layar_terhubung", "upp", "operator"))
UBAH, TAUTAN, CABUT = "ubah", "tautan", "cabut"
"""The acts on a row."""

_OPEN = (KeadaanLayar.TERHUBUNG, KeadaanLayar.MENUNGGU, KeadaanLayar.KEDALUWARSA)

TERHUBUNG = TableSpec(
    name="layar-terhubung",
    title=t("Layar terhubung"),
    path="/admin/layar-terhubung",
    permission=Permission.LAYAR_CONNECT,
    columns=(
        Column("nama", t("Nama layar"), searchable=True),
        Column("upp", t("Cakupan"), several=True),
        Column(
            "keadaan", t("Keadaan"), sortable=False, labels={k.value: k.label for k in KeadaanLayar}
        ),
        Column("gawai", t("Perangkat"), screen=False),
        Column("terakhir", t("Terakhir terlihat"), Kind.DATE),
        Column("sampai", t("Berlaku sampai"), Kind.DATE),
        Column("oleh", t("Dihubungkan oleh")),
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
    layar = _LAYAR.c
    return layar.dicabut_pada.is_not(None) | (layar.berlaku_sampai <= now)


def _keadaan(now: datetime) -> ColumnElement[str]:
    layar = _LAYAR.c
    return case(
        (layar.dicabut_pada.is_not(None), literal(KeadaanLayar.DICABUT.value)),
        (layar.berlaku_sampai <= now, literal(KeadaanLayar.BERAKHIR.value)),
        (layar.token_hash.is_not(None), literal(KeadaanLayar.TERHUBUNG.value)),
        (layar.tautan_sampai > now, literal(KeadaanLayar.MENUNGGU.value)),
        else_=literal(KeadaanLayar.KEDALUWARSA.value),
    )


def _source(session: Session, principal: Principal, query: TableQuery) -> Source:
    now, maker = now_of(session), _OPERATOR.alias("o")
    wanted = {"berlaku": ~_over(now), "selesai": _over(now), "semua": true()}
    whole = literal(t("Seluruh provinsi"))
    return Source(
        id=_LAYAR.c.id,
        main=_LAYAR,
        full=_LAYAR.outerjoin(_UPP, _UPP.c.id == _LAYAR.c.upp_id).join(
            maker, maker.c.id == _LAYAR.c.dibuat_oleh
        ),
        columns={
            "nama": _LAYAR.c.nama,
            "upp": case((_UPP.c.nama.is_(None), whole), else_=_UPP.c.nama),
            "keadaan": _keadaan(now),
            "gawai": _LAYAR.c.gawai,
            "terakhir": _LAYAR.c.terakhir,
            "sampai": _LAYAR.c.berlaku_sampai,
            "oleh": maker.c.username,
        },
        base=(
            within(principal.scope, _LAYAR.c.upp_id),
            wanted[query.filters.get("keadaan", "berlaku")],
        ),
        filters={"keadaan": wanted.__getitem__},
        # Never null: a wall that was never seen comes before all others.
        sort={"terakhir": func.coalesce(_LAYAR.c.terakhir, _LAYAR.c.dibuat)},
    )


def _acts(session: Session, _principal: Principal, ids: Collection[int]) -> Acts:
    query = select(_LAYAR.c.id, _keadaan(now_of(session))).where(_LAYAR.c.id.in_(sorted(ids)))
    open_ = frozenset({UBAH, TAUTAN, CABUT})
    return {
        row[0]: open_ if KeadaanLayar(row[1]) in _OPEN else frozenset()
        for row in session.connection().execute(query)
    }


TABLE_TERHUBUNG = TableSource(TERHUBUNG, _source, acts=_acts)
