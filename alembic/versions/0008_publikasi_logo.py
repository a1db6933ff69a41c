"""publikasi_logo: the marks that published sheets bear, so that a new mark changes none of them."""

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    table = op.create_table(
        "publikasi_logo",
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("isi", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sidik", name=op.f("pk_publikasi_logo")),
    )
    # A sheet has always named its mark; of the marks only the present one is still there.
    connection = op.get_bind()
    sheets = sa.table("publikasi", sa.column("isi", sa.JSON()))
    marks = sa.table("logo", sa.column("sidik", sa.String()), sa.column("isi", sa.LargeBinary()))
    present = {row.sidik: row.isi for row in connection.execute(sa.select(marks))}
    used = (
        {row.isi.get("identitas", {}).get("logo") for row in connection.execute(sa.select(sheets))}
        if present
        else set()
    )
    rows = [{"sidik": s, "isi": isi} for s, isi in present.items() if s in used]
    if rows:
        op.bulk_insert(table, rows)


def downgrade() -> None:
    """Undo."""
    op.drop_table("publikasi_logo")
