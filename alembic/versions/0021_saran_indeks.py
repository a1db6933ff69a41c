"""saran: where the suggestions lie, of a layanan and of all, so that none are looked for among answers."""

import sqlalchemy as sa

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_SAID = sa.text("saran <> '' AND dihapus_pada IS NULL")
_INDEXES = (
    ("ix_jawaban_saran", ["layanan_id", "tanggal", "id"]),
    ("ix_jawaban_saran_tanggal", ["tanggal", "id"]),
)


def upgrade() -> None:
    """Apply."""
    for name, columns in _INDEXES:
        op.create_index(name, "jawaban", columns, sqlite_where=_SAID, postgresql_where=_SAID)


def downgrade() -> None:
    """Undo."""
    for name, _ in reversed(_INDEXES):
        op.drop_index(name, table_name="jawaban")
