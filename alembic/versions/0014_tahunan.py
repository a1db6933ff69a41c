"""tahunan: the words of annual reports with their versions and drafts, and indices of before."""

import sqlalchemy as sa

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "laporan_tahunan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seri", sa.String(length=40), nullable=False),
        sa.Column("upp_id", sa.Integer(), nullable=True),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["upp_id"], ["upp.id"], name=op.f("fk_laporan_tahunan_upp_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laporan_tahunan")),
        sa.UniqueConstraint("seri", "tahun", name=op.f("uq_laporan_tahunan_seri_tahun")),
    )
    op.create_index(op.f("ix_laporan_tahunan_upp_id"), "laporan_tahunan", ["upp_id"])
    op.create_table(
        "naskah_tahunan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("laporan_id", sa.Integer(), nullable=False),
        sa.Column("bagian", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("ditulis_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ditulis_oleh", sa.String(length=60), nullable=False),
        sa.CheckConstraint("versi > 0", name=op.f("ck_naskah_tahunan_versi")),
        sa.ForeignKeyConstraint(
            ["laporan_id"], ["laporan_tahunan.id"], name=op.f("fk_naskah_tahunan_laporan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naskah_tahunan")),
        sa.UniqueConstraint(
            "laporan_id", "bagian", "versi", name=op.f("uq_naskah_tahunan_laporan_id_bagian_versi")
        ),
    )
    op.create_table(
        "draf_tahunan",
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("laporan_id", sa.Integer(), nullable=False),
        sa.Column("bagian", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_draf_tahunan_operator_id")
        ),
        sa.ForeignKeyConstraint(
            ["laporan_id"], ["laporan_tahunan.id"], name=op.f("fk_draf_tahunan_laporan_id")
        ),
        sa.PrimaryKeyConstraint(
            "operator_id", "laporan_id", "bagian", name=op.f("pk_draf_tahunan")
        ),
    )
    op.create_table(
        "ikm_lama",
        sa.Column("seri", sa.String(length=40), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("nilai", sa.String(length=6), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("sumber", sa.String(length=200), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah_oleh", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("seri", "tahun", name=op.f("pk_ikm_lama")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("ikm_lama")
    op.drop_table("draf_tahunan")
    op.drop_table("naskah_tahunan")
    op.drop_index(op.f("ix_laporan_tahunan_upp_id"), table_name="laporan_tahunan")
    op.drop_table("laporan_tahunan")
