"""saran: where the suggestions of a layanan lie, so that a late page of them reads few answers."""

import sqlalchemy as sa

from alembic import op

revision = "0023"
down_revision = "0017"
branch_labels = None
depends_on = None

_SAID = sa.text("saran <> '' AND dihapus_pada IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_jawaban_saran",
        "jawaban",
        ["layanan_id", "tanggal", "id"],
        sqlite_where=_SAID,
        postgresql_where=_SAID,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_jawaban_saran", table_name="jawaban")
