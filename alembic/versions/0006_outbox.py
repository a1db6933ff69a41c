"""outbox: messages to be sent, rules when to be told, notices, and where people are reached."""

import sqlalchemy as sa

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(120), nullable=False),
        sa.Column("jenis", sa.String(20), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("berikut", sa.DateTime(timezone=True), nullable=False),
        sa.Column("selesai", sa.DateTime(timezone=True), nullable=True),
        sa.Column("galat", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_outbox_operator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("kunci", name=op.f("uq_outbox_kunci")),
    )
    op.create_index("ix_outbox_status_berikut", "outbox", ["status", "berikut"])
    op.create_index("ix_outbox_status_selesai", "outbox", ["status", "selesai"])
    op.create_table(
        "pekerja",
        sa.Column("nama", sa.String(40), nullable=False),
        sa.Column("pemegang", sa.String(60), nullable=False),
        sa.Column("sampai", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nama", name=op.f("pk_pekerja")),
    )
    op.create_table(
        "peringatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(10), nullable=False),
        sa.Column("cakupan", sa.String(120), nullable=False),
        sa.Column("ambang", sa.Integer(), nullable=True),
        sa.Column("min_n", sa.Integer(), nullable=False),
        sa.Column("kata", sa.JSON(), nullable=False),
        sa.Column("email", sa.Boolean(), nullable=False),
        sa.Column("webhook", sa.Boolean(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terakhir", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["operator_id"],
            ["operator.id"],
            name=op.f("fk_peringatan_operator_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peringatan")),
    )
    op.create_index("ix_peringatan_operator_id", "peringatan", ["operator_id"])
    op.create_table(
        "notifikasi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(120), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("jenis", sa.String(10), nullable=False),
        sa.Column("judul", sa.String(300), nullable=False),
        sa.Column("isi", sa.String(600), nullable=False),
        sa.Column("tautan", sa.String(300), nullable=False),
        sa.Column("izin", sa.String(60), nullable=False),
        sa.Column("upp_id", sa.Integer(), nullable=True),
        sa.Column("jawaban_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.Boolean(), nullable=False),
        sa.Column("dibaca", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["operator_id"],
            ["operator.id"],
            name=op.f("fk_notifikasi_operator_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["upp_id"], ["upp.id"], name=op.f("fk_notifikasi_upp_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["jawaban_id"],
            ["jawaban.id"],
            name=op.f("fk_notifikasi_jawaban_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifikasi")),
        sa.UniqueConstraint("operator_id", "kunci", name=op.f("uq_notifikasi_operator_id_kunci")),
    )
    op.create_index("ix_notifikasi_operator_id_id", "notifikasi", ["operator_id", "id"])
    op.create_index("ix_notifikasi_waktu", "notifikasi", ["waktu"])
    op.create_index(
        "ix_notifikasi_belum_dibaca",
        "notifikasi",
        ["operator_id"],
        sqlite_where=sa.text("dibaca IS NULL"),
        postgresql_where=sa.text("dibaca IS NULL"),
    )
    op.create_table(
        "saluran",
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("webhook", sa.String(500), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("diubah", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"],
            ["operator.id"],
            name=op.f("fk_saluran_operator_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("operator_id", name=op.f("pk_saluran")),
    )


def downgrade() -> None:
    for table in ("saluran", "notifikasi", "peringatan", "pekerja", "outbox"):
        op.drop_table(table)
