"""oidc: whom an account is at the provider of logins; pengaduan: which suggestions are complaints."""

import sqlalchemy as sa

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_COMPLAINT = sa.text("pengaduan AND dihapus_pada IS NULL")
_INDEXES = (
    ("ix_jawaban_pengaduan", ["tanggal", "id"]),
    ("ix_jawaban_pengaduan_layanan", ["layanan_id", "tanggal", "id"]),
)


def upgrade() -> None:
    """Apply."""
    op.add_column("operator", sa.Column("oidc_sub", sa.String(length=64), nullable=True))
    op.create_index("ix_operator_oidc_sub", "operator", ["oidc_sub"], unique=True)
    op.add_column(
        "jawaban",
        sa.Column("pengaduan", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    for name, columns in _INDEXES:
        where = {"sqlite_where": _COMPLAINT, "postgresql_where": _COMPLAINT}
        op.create_index(name, "jawaban", columns, **where)


def downgrade() -> None:
    """Undo."""
    for name, _ in reversed(_INDEXES):
        op.drop_index(name, table_name="jawaban")
    op.drop_column("jawaban", "pengaduan")
    op.drop_index("ix_operator_oidc_sub", table_name="operator")
    op.drop_column("operator", "oidc_sub")
