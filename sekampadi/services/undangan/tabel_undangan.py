"""The table of invitations: how many were made and answered of a layanan in a month, from five on."""

from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Integer, String, case, cast, func, literal
from sqlmodel import Session

from sekampadi.db.listing import Source
from sekampadi.db.models import metadata
from sekampadi.db.scope import within
from sekampadi.domain.integrasi.undangan import TERBUKA
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.tabel import Column, TableQuery, TableSpec
from sekampadi.i18n import t
from sekampadi.services.tabel.tabel import TableSource

_BULAN, _LAYANAN, _UPP = (metadata.tables[n] for n in ("undangan_bulan", "layanan", "upp"))
SEDIKIT: Final = t("kurang dari {n}", n=TERBUKA)

UNDANGAN = TableSpec(
    name="undangan",
    title=t("Undangan"),
    path="/admin/undangan",
    permission=Permission.KUNCI_MANAGE,
    # What is hidden must not show in the order either.
    columns=(
        Column("bulan", t("Bulan")),
        Column("upp", t("UPP"), several=True, searchable=True),
        Column("layanan", t("Layanan"), searchable=True),
        Column("dibuat", t("Undangan dibuat"), sortable=False, narrow=True),
        Column("dijawab", t("Jawaban masuk"), sortable=False, narrow=True),
        Column(
            "persen",
            t("Dijawab"),
            sortable=False,
            narrow=True,
            hint=t(
                "Jawaban yang masuk pada bulan itu, dibagi undangan yang dibuat pada bulan itu."
            ),
        ),
    ),
    default_sort="-bulan",
)


def _counted(column: ColumnElement[int]) -> ColumnElement[str]:
    return case((column < TERBUKA, literal(SEDIKIT)), else_=cast(column, String))


def _source(_session: Session, principal: Principal, _query: TableQuery) -> Source:
    dibuat, dijawab = _BULAN.c.dibuat, _BULAN.c.dijawab
    asked = case((dibuat < 1, 1), else_=dibuat)
    percent = (200 * dijawab + asked) // (2 * asked)  # to the nearest
    all_ = _BULAN.join(_LAYANAN, _LAYANAN.c.id == _BULAN.c.layanan_id).join(
        _UPP, _UPP.c.id == _LAYANAN.c.upp_id
    )
    few = (dibuat < TERBUKA) | (dijawab < TERBUKA)
    return Source(
        # Names a line of the screen, and nothing else.
        id=cast(_BULAN.c.layanan_id, BigInteger) * 1_000_000
        + cast(func.replace(_BULAN.c.bulan, "-", ""), Integer),
        main=all_,
        full=all_,
        columns={
            "bulan": _BULAN.c.bulan,
            "upp": _UPP.c.nama,
            "layanan": _LAYANAN.c.nama,
            "dibuat": _counted(dibuat),
            "dijawab": _counted(dijawab),
            "persen": case(
                (few, literal("–")), else_=cast(cast(percent, Integer), String).concat("%")
            ),
        },
        base=(within(principal.scope, _LAYANAN.c.upp_id),),
        filters={},
    )


TABLE_UNDANGAN = TableSource(UNDANGAN, _source)
