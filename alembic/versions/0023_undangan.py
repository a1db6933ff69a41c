"""undangan: single-use links, what says that they were used, the box of their answers, how many."""

import sqlalchemy as sa

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_WAITS = sa.text("isi <> ''")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "undangan",
        sa.Column("kunci", sa.String(32), nullable=False),
        sa.Column("layanan_id", sa.Integer(), nullable=False),
        sa.Column("referensi", sa.String(64), nullable=False),
        sa.Column("minggu", sa.String(8), nullable=False),
        sa.Column("terpakai", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(
            ["layanan_id"], ["layanan.id"], name=op.f("fk_undangan_layanan_id")
        ),
        sa.PrimaryKeyConstraint("kunci", name=op.f("pk_undangan")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_undangan_layanan_id_referensi", "undangan", ["layanan_id", "referensi"], unique=True
    )
    op.create_index("ix_undangan_minggu", "undangan", ["minggu"])
    op.create_table(
        "undangan_terpakai",
        sa.Column("tanda", sa.String(32), nullable=False),
        sa.Column("minggu", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("tanda", name=op.f("pk_undangan_terpakai")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kotak_jawaban",
        sa.Column("kunci", sa.String(32), nullable=False),
        sa.Column("layanan_id", sa.Integer(), nullable=False),
        sa.Column("perangkat_id", sa.Integer(), nullable=False),
        sa.Column("minggu", sa.String(8), nullable=False),
        sa.Column("tanda", sa.Integer(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["layanan_id"], ["layanan.id"], name=op.f("fk_kotak_jawaban_layanan_id")
        ),
        sa.ForeignKeyConstraint(
            ["perangkat_id"], ["perangkat.id"], name=op.f("fk_kotak_jawaban_perangkat_id")
        ),
        sa.PrimaryKeyConstraint("kunci", name=op.f("pk_kotak_jawaban")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_kotak_jawaban_layanan_id",
        "kotak_jawaban",
        ["layanan_id"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )
    op.create_table(
        "undangan_bulan",
        sa.Column("layanan_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.String(7), nullable=False),
        sa.Column("dibuat", sa.Integer(), nullable=False),
        sa.Column("dijawab", sa.Integer(), nullable=False),
        sa.CheckConstraint("dibuat >= 0 AND dijawab >= 0", name=op.f("ck_undangan_bulan_jumlah")),
        sa.ForeignKeyConstraint(
            ["layanan_id"], ["layanan.id"], name=op.f("fk_undangan_bulan_layanan_id")
        ),
        sa.PrimaryKeyConstraint("layanan_id", "bulan", name=op.f("pk_undangan_bulan")),
    )


def downgrade() -> None:
    """Undo; an answer that still waits is lost with the box."""
    for name in ("undangan_bulan", "kotak_jawaban", "undangan_terpakai", "undangan"):
        op.drop_table(name)
