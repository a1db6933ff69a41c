"""The table of codes that hang or hung somewhere."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import case, func, literal, select
from sqlmodel import Session

from sekampadi.db.listing import Source
from sekampadi.db.models import metadata
from sekampadi.db.queries.master import list_upp
from sekampadi.db.scope import within
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.pengajuan.kode_terpasang import MediaKode
from sekampadi.domain.tabel import Column, Filter, Kind, Option, TableQuery, TableSpec
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.pengajuan.pemantauan.kode import scope_of
from sekampadi.services.tabel.tabel import Acts, Options, TableSource

_KODE, _UPP, _LAYANAN = (metadata.tables[name] for name in ("kode_terpasang", "upp", "layanan"))
_ALL = Option("", t("Semua"))
UBAH, FOTO, LEPAS, KEMBALI, HAPUS = "ubah", "foto", "lepas", "aktif", "hapus"
"""The acts on a row; ``aktif`` is what the tables call opening again."""

KODE = TableSpec(
    name="kode-qr",
    title=t("Kode QR terpasang"),
    path="/admin/kode-qr",
    permission=Permission.QR_LOG,
    columns=(
        Column("kunci", t("Foto"), sortable=False),
        Column("tempat", t("Tempat"), searchable=True),
        Column("media", t("Media"), labels={m.value: m.label for m in MediaKode}),
        Column("upp", t("UPP"), searchable=True, several=True),
        Column("layanan", t("Layanan"), searchable=True),
        Column("tanggal", t("Dipasang"), Kind.DATE),
        Column("dilepas", t("Dilepas"), Kind.DATE),
        Column("keterangan", t("Keterangan"), screen=False),
        Column("oleh", t("Pencatat"), screen=False),
    ),
    default_sort="-tanggal",
    filters=(
        Filter("upp", t("UPP")),
        Filter("media", t("Media"), options=(_ALL, *(Option(m.value, m.label) for m in MediaKode))),
        Filter(
            "keadaan",
            t("Keadaan"),
            options=(_ALL, Option("ada", t("Terpasang")), Option("lepas", t("Sudah dilepas"))),
        ),
    ),
)


def _source(session: Session, principal: Principal, query: TableQuery) -> Source:
    k, u, y = _KODE.alias("k"), _UPP.alias("u"), _LAYANAN.alias("l")
    scope = scope_of(principal)
    upp_id = require_upp(session, scope, query.filters["upp"]).id if "upp" in query.filters else 0
    nama = case((y.c.nama.is_(None), literal("")), else_=y.c.nama)
    return Source(
        id=k.c.id,
        main=k,
        full=k.join(u, u.c.id == k.c.upp_id).outerjoin(y, y.c.id == k.c.layanan_id),
        columns={
            "kunci": k.c.kunci,
            "tempat": k.c.tempat,
            "media": k.c.media,
            "upp": u.c.nama,
            "layanan": nama,
            "tanggal": k.c.tanggal,
            "dilepas": k.c.dilepas_pada,
            "keterangan": k.c.keterangan,
            "oleh": k.c.dicatat_oleh,
        },
        base=(within(scope, k.c.upp_id),),
        filters={
            "upp": lambda _value: k.c.upp_id == upp_id,
            "media": lambda value: k.c.media == value,
            "keadaan": lambda value: k.c.dilepas_pada.is_(None) == (value == "ada"),
        },
        # Never null: what still hangs comes behind all that was taken down.
        sort={"dilepas": func.coalesce(k.c.dilepas_pada, literal(date.max))},
        search={
            "upp": lambda match: k.c.upp_id.in_(select(u.c.id).where(match(u.c.nama))),
            "layanan": lambda match: k.c.layanan_id.in_(select(y.c.id).where(match(y.c.nama))),
        },
    )


def _options(session: Session, principal: Principal, _query: TableQuery) -> Options:
    rows = list_upp(session, scope_of(principal), active_only=False)
    return {"upp": (_ALL, *(Option(u.kode, u.nama) for u in rows))}


def _acts(session: Session, _principal: Principal, ids: Collection[int]) -> Acts:
    query = select(_KODE.c.id, _KODE.c.dilepas_pada).where(_KODE.c.id.in_(sorted(ids)))
    return {
        row[0]: frozenset({UBAH, FOTO, HAPUS, LEPAS if row[1] is None else KEMBALI})
        for row in session.connection().execute(query)
    }


TABLE_KODE = TableSource(KODE, _source, _options, _acts)
