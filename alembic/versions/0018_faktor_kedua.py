"""faktor kedua: the second factor of accounts, its recovery codes, and logins that wait for it."""

import sqlalchemy as sa

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _account(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_operator_id")
    return sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=name)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "faktor_kedua",
        sa.Column("operator_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("rahasia", sa.String(length=200), nullable=False),
        sa.Column("langkah", sa.BigInteger(), nullable=False),
        sa.Column("gagal", sa.Integer(), nullable=False),
        sa.Column("sejak", sa.DateTime(timezone=True), nullable=False),
        _account("faktor_kedua"),
        sa.PrimaryKeyConstraint("operator_id", name=op.f("pk_faktor_kedua")),
    )
    op.create_table(
        "calon_faktor",
        sa.Column("operator_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("rahasia", sa.String(length=200), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        _account("calon_faktor"),
        sa.PrimaryKeyConstraint("operator_id", name=op.f("pk_calon_faktor")),
    )
    op.create_table(
        "kode_pemulihan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("kode_hash", sa.String(length=100), nullable=False),
        _account("kode_pemulihan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kode_pemulihan")),
    )
    op.create_index(op.f("ix_kode_pemulihan_operator_id"), "kode_pemulihan", ["operator_id"])
    op.create_table(
        "masuk_tertunda",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("berlaku_sampai", sa.DateTime(timezone=True), nullable=False),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        _account("masuk_tertunda"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_masuk_tertunda")),
    )
    op.create_index(op.f("ix_masuk_tertunda_operator_id"), "masuk_tertunda", ["operator_id"])
    op.create_index(op.f("ix_masuk_tertunda_berlaku_sampai"), "masuk_tertunda", ["berlaku_sampai"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("masuk_tertunda")
    op.drop_table("kode_pemulihan")
    op.drop_table("calon_faktor")
    op.drop_table("faktor_kedua")
