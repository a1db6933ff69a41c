"""publikasi: published sheets as they were, and the media they were shown in."""

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_CURRENT = sa.text("digantikan_pada IS NULL AND ditarik_pada IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "publikasi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.String(length=160), nullable=False),
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("seri", sa.String(length=40), nullable=False),
        sa.Column("upp_id", sa.Integer(), nullable=True),
        sa.Column("layanan_id", sa.Integer(), nullable=True),
        sa.Column("penerbit", sa.String(length=80), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("dari", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=False),
        sa.Column("revisi", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("nilai", sa.String(length=6), nullable=False),
        sa.Column("mutu", sa.String(length=1), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.String(length=60), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("digantikan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditarik_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditarik_oleh", sa.String(length=60), nullable=False),
        sa.Column("alasan_tarik", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["upp_id"], ["upp.id"], name=op.f("fk_publikasi_upp_id")),
        sa.ForeignKeyConstraint(
            ["layanan_id"], ["layanan.id"], name=op.f("fk_publikasi_layanan_id")
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_publikasi_operator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publikasi")),
        sa.UniqueConstraint("nomor", name=op.f("uq_publikasi_nomor")),
        sa.UniqueConstraint("kode", name=op.f("uq_publikasi_kode")),
        sa.UniqueConstraint(
            "seri", "dari", "sampai", "revisi", name=op.f("uq_publikasi_seri_dari_sampai_revisi")
        ),
        sa.UniqueConstraint(
            "penerbit",
            "tahun",
            "urut",
            "revisi",
            name=op.f("uq_publikasi_penerbit_tahun_urut_revisi"),
        ),
    )
    op.create_index(op.f("ix_publikasi_upp_id"), "publikasi", ["upp_id"])
    op.create_index("ix_publikasi_seri_sampai", "publikasi", ["seri", "sampai"])
    op.create_index(
        "uq_publikasi_berlaku",
        "publikasi",
        ["seri", "dari", "sampai"],
        unique=True,
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    )
    op.create_table(
        "publikasi_media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publikasi_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=20), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("alamat", sa.String(length=500), nullable=False),
        sa.Column("keterangan", sa.String(length=200), nullable=False),
        sa.Column("bukti", sa.String(length=64), nullable=False),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicatat_oleh", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["publikasi_id"], ["publikasi.id"], name=op.f("fk_publikasi_media_publikasi_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publikasi_media")),
    )
    op.create_index(op.f("ix_publikasi_media_publikasi_id"), "publikasi_media", ["publikasi_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("publikasi_media")
    op.drop_table("publikasi")
