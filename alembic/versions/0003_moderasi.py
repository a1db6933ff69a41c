"""moderasi: removed answers, marks that ask for a look, and how long an answer took."""

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MARKED = "tanda <> 0 AND NOT ditinjau AND dihapus_pada IS NULL"


def upgrade() -> None:
    # Plain ADD COLUMN: rebuilding the table on SQLite would lose its checks.
    op.add_column("jawaban", sa.Column("durasi_detik", sa.Integer(), nullable=True))
    op.add_column("jawaban", sa.Column("tanda", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "jawaban", sa.Column("ditinjau", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("jawaban", sa.Column("dihapus_pada", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "jawaban", sa.Column("dihapus_oleh", sa.String(60), nullable=False, server_default="")
    )
    op.add_column(
        "jawaban", sa.Column("alasan_hapus", sa.String(500), nullable=False, server_default="")
    )
    op.create_index(
        "ix_jawaban_perlu_ditinjau",
        "jawaban",
        ["tanggal", "id"],
        sqlite_where=sa.text(_MARKED),
        postgresql_where=sa.text(_MARKED),
    )
    op.create_index(
        "ix_jawaban_dihapus",
        "jawaban",
        ["dihapus_pada", "id"],
        sqlite_where=sa.text("dihapus_pada IS NOT NULL"),
        postgresql_where=sa.text("dihapus_pada IS NOT NULL"),
    )


def downgrade() -> None:
    # Without its mark a removed answer would count again; the older program knows no removed ones.
    op.execute("DELETE FROM jawaban WHERE dihapus_pada IS NOT NULL")
    op.drop_index("ix_jawaban_dihapus", table_name="jawaban")
    op.drop_index("ix_jawaban_perlu_ditinjau", table_name="jawaban")
    for name in (
        "alasan_hapus",
        "dihapus_oleh",
        "dihapus_pada",
        "ditinjau",
        "tanda",
        "durasi_detik",
    ):
        op.drop_column("jawaban", name)
