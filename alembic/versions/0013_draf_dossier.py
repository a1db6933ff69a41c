"""draf_dossier: what is typed as words of a dossier and not saved yet."""

import sqlalchemy as sa

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "draf_dossier",
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_draf_dossier_operator_id")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_draf_dossier_dossier_id")
        ),
        sa.PrimaryKeyConstraint("operator_id", "dossier_id", name=op.f("pk_draf_dossier")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("draf_dossier")
