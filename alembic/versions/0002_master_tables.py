"""settings of the province, its mark, and passwords that must be changed."""

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "pengaturan",
        sa.Column("kunci", sa.String(length=60), nullable=False),
        sa.Column("nilai", sa.JSON(), nullable=False),
        sa.Column("diubah", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kunci", name=op.f("pk_pengaturan")),
    )
    op.create_table(
        "logo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("isi", sa.LargeBinary(), nullable=False),
        sa.Column("diubah", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logo")),
    )
    # Accounts that exist have passwords their owners chose. No batch: SQLite would make the
    # table anew, which other tables point at.
    op.add_column(
        "operator",
        sa.Column("harus_ganti", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_column("operator", "harus_ganti")
    op.drop_table("logo")
    op.drop_table("pengaturan")
