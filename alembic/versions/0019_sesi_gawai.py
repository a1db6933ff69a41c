"""sesi_gawai: when and in which device a login was last used, and walls that are connected without one."""

from datetime import UTC, datetime

import sqlalchemy as sa

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "sesi", sa.Column("gawai", sa.String(60), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("sesi", sa.Column("terakhir", sa.DateTime(timezone=True), nullable=True))
    # When those who are logged in last did something nobody knows: an update throws nobody out.
    moment = datetime.now(UTC)
    if op.get_bind().dialect.name == "sqlite":
        moment = moment.replace(tzinfo=None)
    sesi = sa.table("sesi", sa.column("terakhir", sa.DateTime(timezone=True)))
    op.execute(sa.update(sesi).values(terakhir=moment))
    with op.batch_alter_table("sesi") as batch:
        batch.alter_column("terakhir", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch.alter_column(
            "gawai", existing_type=sa.String(60), existing_nullable=False, server_default=None
        )
    op.create_table(
        "layar_terhubung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(60), nullable=False),
        sa.Column("upp_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(64), nullable=True),
        sa.Column("tautan_hash", sa.String(64), nullable=True),
        sa.Column("tautan_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tautan_oleh", sa.Integer(), nullable=False),
        sa.Column("gawai", sa.String(60), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.Integer(), nullable=False),
        sa.Column("berlaku_sampai", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terakhir", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dicabut_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["upp_id"], ["upp.id"], name=op.f("fk_layar_terhubung_upp_id")),
        sa.ForeignKeyConstraint(
            ["tautan_oleh"], ["operator.id"], name=op.f("fk_layar_terhubung_tautan_oleh")
        ),
        sa.ForeignKeyConstraint(
            ["dibuat_oleh"], ["operator.id"], name=op.f("fk_layar_terhubung_dibuat_oleh")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layar_terhubung")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_layar_terhubung_token_hash")),
        sa.UniqueConstraint("tautan_hash", name=op.f("uq_layar_terhubung_tautan_hash")),
    )
    op.create_index("ix_layar_terhubung_upp_id", "layar_terhubung", ["upp_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("layar_terhubung")
    with op.batch_alter_table("sesi") as batch:
        batch.drop_column("terakhir")
        batch.drop_column("gawai")
