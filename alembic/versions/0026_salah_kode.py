"""salah_kode: wrong codes of the second factor are counted over a window, and their owner is told of them."""

import sqlalchemy as sa

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply; wrong codes of before have no beginning: their window begins with the next one."""
    for name in ("dasar", "diberi_tahu"):
        op.add_column(
            "faktor_kedua", sa.Column(name, sa.Integer(), nullable=False, server_default="0")
        )
    for name in ("gagal_sejak", "pemulihan_pada"):
        op.add_column("faktor_kedua", sa.Column(name, _MOMENT, nullable=True))
    op.add_column(
        "masuk_tertunda", sa.Column("salah", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "masuk_tertunda",
        sa.Column("tab_hash", sa.String(64), nullable=False, server_default=sa.text("''")),
    )
    op.add_column(
        "tiket_masuk", sa.Column("kabar", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Undo."""
    for table, names in (
        ("tiket_masuk", ("kabar",)),
        ("masuk_tertunda", ("tab_hash", "salah")),
        ("faktor_kedua", ("pemulihan_pada", "gagal_sejak", "diberi_tahu", "dasar")),
    ):
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
