"""layar: which suggestions a moderator has released for the leaders' wall."""

import sqlalchemy as sa

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saran_rilis",
        sa.Column("jawaban_id", sa.Integer(), nullable=False),
        sa.Column("dirilis_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dirilis_oleh", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(
            ["jawaban_id"],
            ["jawaban.id"],
            name=op.f("fk_saran_rilis_jawaban_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("jawaban_id", name=op.f("pk_saran_rilis")),
    )


def downgrade() -> None:
    op.drop_table("saran_rilis")
