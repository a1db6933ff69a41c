"""pengajuan: both SOP, their snapshots, delegations and deadlines; codes that hang, visits, findings."""

import sqlalchemy as sa

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TABLES = (
    *("temuan", "kunjungan", "kode_terpasang", "tenggat_geser", "delegasi", "langkah"),
    *("dossier_pengajuan", "dossier", "beku_berkas", "beku", "pengajuan"),
)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _text(name: str, length: int = 0) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _create(
    table: str, *columns: object, fk: dict[str, str], key: tuple[str, ...] = ("id",)
) -> None:
    op.create_table(
        table,
        *columns,  # type: ignore[arg-type]
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
            for column, other in fk.items()
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _triwulan(table: str, least: int) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"triwulan BETWEEN {least} AND 4", name=op.f(f"ck_{table}_triwulan"))


def _alur() -> None:
    _create(
        "pengajuan",
        *(_number("id"), _number("upp_id"), _number("tahun"), _number("triwulan")),
        *(_text("status", 20), _number("versi"), _moment("diubah_pada")),
        _triwulan("pengajuan", 0),
        sa.UniqueConstraint(
            "upp_id", "tahun", "triwulan", name=op.f("uq_pengajuan_upp_id_tahun_triwulan")
        ),
        fk={"upp_id": "upp"},
    )
    _create(
        "beku",
        *(_number("id"), _text("sidik", 64)),
        *(sa.Column("isi", sa.JSON(), nullable=False), _moment("dibuat_pada")),
        fk={},
    )
    _index("beku", "sidik")
    _create(
        "beku_berkas",
        *(_number("id"), _number("beku_id"), _text("jenis", 20), _text("kunci", 32)),
        *(_text("sidik", 64), _text("nama", 120), _number("ukuran")),
        sa.UniqueConstraint("kunci", name=op.f("uq_beku_berkas_kunci")),
        fk={"beku_id": "beku"},
    )
    _index("beku_berkas", "beku_id", "sidik")
    _create(
        "dossier",
        *(_number("id"), _number("tahun"), _number("triwulan"), _number("urut")),
        *(_text("nomor", 80), _text("status", 20), _number("versi")),
        *(_text("pengantar"), _text("simpulan"), _text("surat_nomor", 80)),
        *(_day("surat_tanggal", nullable=True), _number("beku_id", nullable=True)),
        _moment("diubah_pada"),
        _triwulan("dossier", 1),
        sa.UniqueConstraint(
            "tahun", "triwulan", "urut", name=op.f("uq_dossier_tahun_triwulan_urut")
        ),
        sa.UniqueConstraint("nomor", name=op.f("uq_dossier_nomor")),
        fk={"beku_id": "beku"},
    )
    _create(
        "dossier_pengajuan",
        *(_number("dossier_id"), _number("pengajuan_id"), _number("beku_id")),
        fk={"dossier_id": "dossier", "pengajuan_id": "pengajuan", "beku_id": "beku"},
        key=("dossier_id", "pengajuan_id"),
    )
    _index("dossier_pengajuan", "pengajuan_id")
    _create(
        "langkah",
        *(_number("id"), _number("pengajuan_id", nullable=True)),
        _number("dossier_id", nullable=True),
        *(_text("aksi", 20), _text("dari", 20), _text("ke", 20), _moment("waktu")),
        *(_number("operator_id", nullable=True), _text("oleh", 60)),
        *(_text("sebagai", 30), _text("bentuk", 5)),
        *(_text("catatan"), _number("beku_id", nullable=True)),
        sa.CheckConstraint(
            "(pengajuan_id IS NULL) <> (dossier_id IS NULL)", name=op.f("ck_langkah_objek")
        ),
        fk={
            "pengajuan_id": "pengajuan",
            "dossier_id": "dossier",
            "operator_id": "operator",
            "beku_id": "beku",
        },
    )
    _index("langkah", "pengajuan_id", "dossier_id")


def _tenggat() -> None:
    _create(
        "delegasi",
        *(_number("id"), _text("peran", 30), _number("upp_id", nullable=True)),
        *(_number("operator_id"), _text("bentuk", 5), _day("dari"), _day("sampai")),
        *(_text("dasar", 200), _moment("dibuat_pada"), _text("dibuat_oleh", 60)),
        *(_moment("dicabut_pada", nullable=True), _text("dicabut_oleh", 60)),
        fk={"upp_id": "upp", "operator_id": "operator"},
    )
    _index("delegasi", "upp_id", "operator_id")
    _create(
        "tenggat_geser",
        *(_number("id"), _number("tahun"), _number("triwulan"), _number("upp_id", nullable=True)),
        *(_day("tanggal"), _text("alasan", 500)),
        *(_moment("dibuat_pada"), _text("dibuat_oleh", 60)),
        _triwulan("tenggat_geser", 0),
        fk={"upp_id": "upp"},
    )


def _pemantauan() -> None:
    _create(
        "kode_terpasang",
        *(_number("id"), _number("upp_id"), _number("layanan_id", nullable=True)),
        *(_text("tempat", 200), _text("media", 20), _day("tanggal"), _text("keterangan", 200)),
        *(_text("sidik", 64), _text("kunci", 32), _number("ukuran")),
        _day("dilepas_pada", nullable=True),
        *(_moment("dicatat_pada"), _text("dicatat_oleh", 60)),
        fk={"upp_id": "upp", "layanan_id": "layanan"},
    )
    _index("kode_terpasang", "upp_id", "sidik", "kunci")
    _create(
        "kunjungan",
        *(_number("id"), _number("upp_id"), _day("tanggal"), _text("jenis", 20)),
        *(_text("petugas", 300), _text("catatan"), _number("versi")),
        *(_moment("dicatat_pada"), _text("dicatat_oleh", 60)),
        fk={"upp_id": "upp"},
    )
    _index("kunjungan", "upp_id")
    _create(
        "temuan",
        *(_number("id"), _number("kunjungan_id"), _number("penulis_id")),
        *(_text("uraian"), _text("rekomendasi")),
        *(_text("penanggung_jawab", 200), _day("target", nullable=True)),
        *(_text("tindakan"), _text("catatan")),
        *(_day("selesai_pada", nullable=True), _number("versi")),
        *(_moment("diubah_pada"), _text("diubah_oleh", 60)),
        fk={"kunjungan_id": "kunjungan", "penulis_id": "operator"},
    )
    _index("temuan", "kunjungan_id")


def upgrade() -> None:
    """Apply."""
    _alur()
    _tenggat()
    _pemantauan()


def downgrade() -> None:
    """Undo."""
    for table in _TABLES:
        op.drop_table(table)
