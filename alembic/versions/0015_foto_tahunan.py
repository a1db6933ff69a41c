"""foto_tahunan: photos of the survey in annual reports."""

import sqlalchemy as sa

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "foto_tahunan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("laporan_id", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(length=32), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("keterangan", sa.String(length=200), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("ukuran", sa.Integer(), nullable=False),
        sa.Column("diunggah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diunggah_oleh", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["laporan_id"], ["laporan_tahunan.id"], name=op.f("fk_foto_tahunan_laporan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foto_tahunan")),
        sa.UniqueConstraint("kunci", name=op.f("uq_foto_tahunan_kunci")),
        sa.UniqueConstraint("laporan_id", "sidik", name=op.f("uq_foto_tahunan_laporan_id_sidik")),
    )
    op.create_index(op.f("ix_foto_tahunan_sidik"), "foto_tahunan", ["sidik"])


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_foto_tahunan_sidik"), table_name="foto_tahunan")
    op.drop_table("foto_tahunan")
