"""beruntun: bursts of answers, an index for equal suggestions, and when a layanan was closed."""

import hashlib
import re

import sqlalchemy as sa

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_SPOKEN = "saran_sidik IS NOT NULL"
_IN_BURST = "beruntun IS NOT NULL"
_BATCH = 5000


def _sidik(saran: str) -> int | None:
    # As the program did when this was written; an older migration must not change with it.
    words = " ".join(re.findall(r"\w+", saran.casefold()))
    if len(words) <= 12:
        return None
    digest = hashlib.blake2b(words.encode("utf-8", "ignore"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _fill() -> None:
    """Give the suggestions that are there their hash, a few thousand at a time."""
    connection = op.get_bind()
    jawaban = sa.table(
        "jawaban",
        sa.column("id", sa.Integer),
        sa.column("saran", sa.Text),
        sa.column("saran_sidik", sa.BigInteger),
    )
    write = (
        sa.update(jawaban)
        .where(jawaban.c.id == sa.bindparam("row"))
        .values(saran_sidik=sa.bindparam("sidik"))
    )
    last = 0
    while True:
        rows = connection.execute(
            sa.select(jawaban.c.id, jawaban.c.saran)
            .where(jawaban.c.id > last, jawaban.c.saran != "")
            .order_by(jawaban.c.id)
            .limit(_BATCH)
        ).all()
        if not rows:
            return
        last = rows[-1].id
        found = [{"row": r.id, "sidik": s} for r in rows if (s := _sidik(r.saran)) is not None]
        if found:
            connection.execute(write, found)


def upgrade() -> None:
    """Apply."""
    op.add_column("jawaban", sa.Column("saran_sidik", sa.BigInteger(), nullable=True))
    op.add_column("jawaban", sa.Column("beruntun", sa.Uuid(), nullable=True))
    for table in ("layanan", "upp"):
        op.add_column(table, sa.Column("ditutup_pada", sa.DateTime(timezone=True), nullable=True))
    _fill()
    op.create_index(
        "ix_jawaban_saran_sidik",
        "jawaban",
        ["layanan_id", "saran_sidik", "waktu"],
        sqlite_where=sa.text(_SPOKEN),
        postgresql_where=sa.text(_SPOKEN),
    )
    op.create_index(
        "ix_jawaban_beruntun",
        "jawaban",
        ["beruntun"],
        sqlite_where=sa.text(_IN_BURST),
        postgresql_where=sa.text(_IN_BURST),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_jawaban_beruntun", table_name="jawaban")
    op.drop_index("ix_jawaban_saran_sidik", table_name="jawaban")
    # The older program knows four marks; one it does not know it could not put into words.
    op.execute("UPDATE jawaban SET tanda = tanda & 15")
    for table in ("upp", "layanan"):
        op.drop_column(table, "ditutup_pada")
    op.drop_column("jawaban", "beruntun")
    op.drop_column("jawaban", "saran_sidik")
