"""webhook: addresses of other systems, what was sent there, and whose a message is."""

import sqlalchemy as sa

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upp_id", sa.Integer(), nullable=True),
        sa.Column("nama", sa.String(60), nullable=False),
        sa.Column("alamat", sa.String(500), nullable=False),
        sa.Column("peristiwa", sa.JSON(), nullable=False),
        sa.Column("rahasia", sa.String(300), nullable=False),
        sa.Column("rahasia_lama", sa.String(300), nullable=False),
        sa.Column("lama_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("gagal_sejak", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibuat_oleh", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upp_id"], ["upp.id"], name=op.f("fk_webhook_upp_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dibuat_oleh"], ["operator.id"], name=op.f("fk_webhook_dibuat_oleh")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    op.create_index("ix_webhook_upp_id", "webhook", ["upp_id"])
    op.create_table(
        "webhook_kirim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(120), nullable=False),
        sa.Column("peristiwa", sa.String(40), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("berhasil", sa.Boolean(), nullable=False),
        sa.Column("hasil", sa.String(300), nullable=False),
        sa.Column("lama_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhook.id"],
            name=op.f("fk_webhook_kirim_webhook_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_kirim")),
    )
    op.create_index("ix_webhook_kirim_webhook_id_id", "webhook_kirim", ["webhook_id", "id"])
    op.create_index("ix_webhook_kirim_waktu", "webhook_kirim", ["waktu"])
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("webhook_id", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column("objek", sa.String(80), nullable=False, server_default=sa.text("''"))
        )
        batch.create_foreign_key(
            op.f("fk_outbox_webhook_id"), "webhook", ["webhook_id"], ["id"], ondelete="CASCADE"
        )
    with op.batch_alter_table("outbox") as batch:
        batch.alter_column(
            "objek", existing_type=sa.String(80), existing_nullable=False, server_default=None
        )
    op.create_index("ix_outbox_webhook_id_objek_id", "outbox", ["webhook_id", "objek", "id"])


def downgrade() -> None:
    """Undo: what waits for a webhook goes with it."""
    outbox = sa.table("outbox", sa.column("webhook_id", sa.Integer()))
    op.execute(sa.delete(outbox).where(outbox.c.webhook_id.is_not(None)))
    op.drop_index("ix_outbox_webhook_id_objek_id", table_name="outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_constraint(op.f("fk_outbox_webhook_id"), type_="foreignkey")
        batch.drop_column("objek")
        batch.drop_column("webhook_id")
    op.drop_table("webhook_kirim")
    op.drop_table("webhook")
