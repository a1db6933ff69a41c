"""saran_tanggal: the oldest suggestions are found without looking through all answers."""

import sqlalchemy as sa

from alembic import op

revision = "0021"
down_revision = "0017"
branch_labels = None
depends_on = None

_WORDED = sa.text("saran <> ''")


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_jawaban_saran_tanggal",
        "jawaban",
        ["tanggal", "id"],
        sqlite_where=_WORDED,
        postgresql_where=_WORDED,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_jawaban_saran_tanggal", table_name="jawaban")
