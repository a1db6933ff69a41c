"""pelaksanaan: people served and questionnaires of an UPP in a triwulan, and who carried it out."""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pelaksanaan",
        sa.Column("upp_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("triwulan", sa.Integer(), nullable=False),
        sa.Column("dilayani", sa.Integer(), nullable=True),
        sa.Column("dibagikan", sa.Integer(), nullable=True),
        sa.Column("kembali", sa.Integer(), nullable=True),
        sa.Column("pelaksana", sa.String(20), nullable=False),
        sa.Column("pihak_ketiga", sa.String(200), nullable=False),
        sa.Column("diubah", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah_oleh", sa.String(60), nullable=False),
        sa.CheckConstraint("triwulan BETWEEN 1 AND 4", name=op.f("ck_pelaksanaan_triwulan")),
        sa.CheckConstraint("dilayani >= 1", name=op.f("ck_pelaksanaan_dilayani")),
        sa.CheckConstraint(
            "dibagikan >= 0 AND kembali >= 0 AND kembali <= dibagikan",
            name=op.f("ck_pelaksanaan_kuesioner"),
        ),
        sa.ForeignKeyConstraint(["upp_id"], ["upp.id"], name=op.f("fk_pelaksanaan_upp_id")),
        sa.PrimaryKeyConstraint("upp_id", "tahun", "triwulan", name=op.f("pk_pelaksanaan")),
    )


def downgrade() -> None:
    op.drop_table("pelaksanaan")
