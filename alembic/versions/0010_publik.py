"""publik: frozen public figures of closed triwulan, and the changes that wait; older sheets leave the list."""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_CELLS = {"jenis_kelamin": 2, "usia": 6, "pendidikan": 6, "pekerjaan": 6}


def _counters() -> list[sa.Column[int]]:
    names = ["n", "total_kuadrat"]
    names += [f"u{u}_{s}" for u in range(1, 10) for s in range(1, 5)]
    names += [f"{k}_{i}" for k, n in _CELLS.items() for i in range(1, n + 1)]
    names += [f"umum_{p}" for p in (4, 3, 2, 1)]
    return [sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in names]


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "publik_simpul",
        sa.Column("kunci", sa.String(length=40), nullable=False),
        sa.Column("triwulan", sa.Date(), nullable=False),
        sa.Column("induk", sa.String(length=40), nullable=True),
        sa.Column("tampil", sa.Boolean(), nullable=True),
        sa.Column("sel", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("dibekukan", sa.DateTime(timezone=True), nullable=False),
        *_counters(),
        sa.PrimaryKeyConstraint("kunci", "triwulan", name=op.f("pk_publik_simpul")),
    )
    op.create_index("ix_publik_simpul_triwulan", "publik_simpul", ["triwulan"])
    op.create_table(
        "publik_tunda",
        sa.Column("triwulan", sa.Date(), nullable=False),
        sa.Column("layanan_id", sa.Integer(), nullable=False),
        sa.Column("jawaban_id", sa.Integer(), nullable=False),
        *_counters(),
        sa.ForeignKeyConstraint(
            ["layanan_id"], ["layanan.id"], name=op.f("fk_publik_tunda_layanan_id")
        ),
        sa.PrimaryKeyConstraint(
            "triwulan", "layanan_id", "jawaban_id", name=op.f("pk_publik_tunda")
        ),
    )
    op.create_table(
        "publik_lepas",
        sa.Column("triwulan", sa.Date(), nullable=False),
        sa.Column("layanan_id", sa.Integer(), nullable=False),
        sa.Column("jawaban_id", sa.Integer(), nullable=False),
        sa.Column("awal", sa.Boolean(), nullable=False),
        sa.Column("di_dalam", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["layanan_id"], ["layanan.id"], name=op.f("fk_publik_lepas_layanan_id")
        ),
        sa.PrimaryKeyConstraint(
            "triwulan", "layanan_id", "jawaban_id", name=op.f("pk_publik_lepas")
        ),
    )
    op.create_index("ix_publik_lepas_jawaban_id", "publik_lepas", ["jawaban_id"])
    # Sheets so far were not decided jointly: together with others they may give single answers
    # away. Those whose figures turn out to be the public ones are listed again by the first freeze.
    op.add_column(
        "publikasi", sa.Column("terbuka", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    """Undo."""
    op.drop_column("publikasi", "terbuka")
    op.drop_index("ix_publik_lepas_jawaban_id", table_name="publik_lepas")
    op.drop_table("publik_lepas")
    op.drop_table("publik_tunda")
    op.drop_index("ix_publik_simpul_triwulan", table_name="publik_simpul")
    op.drop_table("publik_simpul")
