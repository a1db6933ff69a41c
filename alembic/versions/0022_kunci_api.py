"""kunci_api: keys by which other systems act for an UPP."""

import sqlalchemy as sa

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "kunci_api",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upp_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(60), nullable=False),
        sa.Column("guna", sa.String(100), nullable=False),
        sa.Column("awalan", sa.String(12), nullable=False),
        sa.Column("sidik", sa.String(64), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh", sa.Integer(), nullable=False),
        sa.Column("berakhir", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicabut", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terakhir_dipakai", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["upp_id"], ["upp.id"], name=op.f("fk_kunci_api_upp_id")),
        sa.ForeignKeyConstraint(["oleh"], ["operator.id"], name=op.f("fk_kunci_api_oleh")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kunci_api")),
        sa.UniqueConstraint("sidik", name=op.f("uq_kunci_api_sidik")),
    )
    op.create_index("ix_kunci_api_upp_id", "kunci_api", ["upp_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("kunci_api")
