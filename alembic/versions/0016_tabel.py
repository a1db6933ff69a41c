"""tabel: counters of an UPP by day, the words of suggestions for searching, orders of long tables."""

import sqlalchemy as sa

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_COUNTERS = (
    *("n", "total_kuadrat"),
    *(f"u{unsur}_{skor}" for unsur in range(1, 10) for skor in range(1, 5)),
    *("jenis_kelamin_1", "jenis_kelamin_2"),
    *(f"{name}_{cell}" for name in ("usia", "pendidikan", "pekerjaan") for cell in range(1, 7)),
    *("umum_4", "umum_3", "umum_2", "umum_1"),
)
_REMOVED = sa.text("dihapus_pada IS NOT NULL")
_MARKED = sa.text("tanda <> 0 AND NOT ditinjau AND dihapus_pada IS NULL")
_PARTIAL = (
    ("ix_jawaban_dihapus_tanggal", ["tanggal", "id"], _REMOVED),
    ("ix_jawaban_dihapus_layanan", ["layanan_id", "tanggal", "id"], _REMOVED),
    ("ix_jawaban_perlu_layanan", ["layanan_id", "tanggal", "id"], _MARKED),
)

# A row's place among the days and, within a day, among the ids, in one number: in its order the
# index gives rows as the tables show them.
_SHIFT = 8589934592  # 2 ** 33
# Beside the words stand the layanan and whether the answer was removed, behind a letter of the
# private area, which no words can have.
_SQLITE_KEY = f"CAST(strftime('%s', {{0}}.tanggal) AS INTEGER) / 86400 * {_SHIFT} + {{0}}.id"
_SQLITE_WORDS = (
    "replace({0}.saran, char(57344), ' ') || ' ' || char(57344) || {0}.layanan_id"
    " || CASE WHEN {0}.dihapus_pada IS NULL THEN '' ELSE ' ' || char(57344) || 'x' END"
)
_FOLLOWED = "id, saran, layanan_id, tanggal, dihapus_pada"

_PG_KEY = f"({{0}}.tanggal - DATE '1970-01-01')::bigint * {_SHIFT} + {{0}}.id"
# PostgreSQL's parser takes "1-2", "a.b" or "x/y" for one word: signs are blanks first.
_PG_WORDS = (
    "to_tsvector('simple', regexp_replace({0}.saran,"
    r" '[\u0001-/:-@\[-`{{-\u00BF\u2000-\u206F\u3000-\u303F\uE000]+', ' ', 'g'))"
    " || array_to_tsvector(ARRAY[chr(57344) || {0}.layanan_id])"
    " || CASE WHEN {0}.dihapus_pada IS NULL THEN ''::tsvector"
    " ELSE array_to_tsvector(ARRAY[chr(57344) || 'x']) END"
)


def _counters_of_upp_by_day() -> None:
    op.create_table(
        "rekap_upp_hari",
        sa.Column("upp_id", sa.Integer(), nullable=False),
        sa.Column("sumber", sa.String(length=10), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in _COUNTERS),
        sa.ForeignKeyConstraint(["upp_id"], ["upp.id"], name=op.f("fk_rekap_upp_hari_upp_id")),
        sa.PrimaryKeyConstraint("upp_id", "sumber", "tanggal", name=op.f("pk_rekap_upp_hari")),
    )
    names = ", ".join(_COUNTERS)
    sums = ", ".join(f"sum(h.{name})" for name in _COUNTERS)
    op.execute(
        f"INSERT INTO rekap_upp_hari (upp_id, sumber, tanggal, {names}) "  # noqa: S608
        f"SELECT l.upp_id, h.sumber, h.tanggal, {sums} "
        "FROM rekap_hari h JOIN layanan l ON l.id = h.layanan_id "
        "GROUP BY l.upp_id, h.sumber, h.tanggal"
    )
    op.create_index("ix_rekap_upp_hari_tanggal", "rekap_upp_hari", ["tanggal"])


def _words_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE jawaban_kata USING fts5(kata, content='', columnsize=0, detail=none,"
        " prefix='3 4 5 6 7 8 9',"
        ' tokenize="unicode61 remove_diacritics 0")'
    )

    def add(row: str) -> str:
        return (
            "INSERT INTO jawaban_kata (rowid, kata)"  # noqa: S608
            f" VALUES ({_SQLITE_KEY.format(row)}, {_SQLITE_WORDS.format(row)});"
        )

    def drop(row: str) -> str:
        # The index does not hold the text: what it shall forget it has to be told.
        return (
            "INSERT INTO jawaban_kata (jawaban_kata, rowid, kata)"  # noqa: S608
            f" VALUES ('delete', {_SQLITE_KEY.format(row)}, {_SQLITE_WORDS.format(row)});"
        )

    op.execute(
        "INSERT INTO jawaban_kata (rowid, kata)"  # noqa: S608
        f" SELECT {_SQLITE_KEY.format('j')}, {_SQLITE_WORDS.format('j')} FROM jawaban j ORDER BY 1"
    )
    for name, event, body in (
        ("tambah", "INSERT", add("NEW")),
        ("hapus", "DELETE", drop("OLD")),
        ("ubah", f"UPDATE OF {_FOLLOWED}", drop("OLD") + " " + add("NEW")),
    ):
        op.execute(f"CREATE TRIGGER jawaban_kata_{name} AFTER {event} ON jawaban BEGIN {body} END")


def _words_postgresql() -> None:
    op.execute("CREATE TABLE jawaban_kata (kunci bigint NOT NULL, kata tsvector NOT NULL)")
    op.execute(
        "INSERT INTO jawaban_kata (kunci, kata)"  # noqa: S608
        f" SELECT {_PG_KEY.format('j')}, {_PG_WORDS.format('j')} FROM jawaban j ORDER BY 1"
    )
    op.execute("ALTER TABLE jawaban_kata ADD CONSTRAINT pk_jawaban_kata PRIMARY KEY (kunci)")
    # What waits to be sorted in is looked through by every search, and sorted in by an answer.
    op.execute(
        "CREATE INDEX ix_jawaban_kata_kata ON jawaban_kata USING gin (kata)"
        " WITH (gin_pending_list_limit = 256)"
    )
    op.execute(
        "CREATE FUNCTION jawaban_kata_ikut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608
        "IF TG_OP <> 'INSERT' THEN "
        f"DELETE FROM jawaban_kata WHERE kunci = {_PG_KEY.format('OLD')}; END IF; "
        "IF TG_OP <> 'DELETE' THEN INSERT INTO jawaban_kata (kunci, kata) "
        f"VALUES ({_PG_KEY.format('NEW')}, {_PG_WORDS.format('NEW')}); END IF; "
        "RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER jawaban_kata_ikut AFTER INSERT OR DELETE OR UPDATE OF {_FOLLOWED}"
        " ON jawaban FOR EACH ROW EXECUTE FUNCTION jawaban_kata_ikut()"
    )


def upgrade() -> None:
    """Apply."""
    _counters_of_upp_by_day()
    if op.get_bind().dialect.name == "sqlite":
        _words_sqlite()
    else:
        _words_postgresql()
    for name, columns, where in _PARTIAL:
        op.create_index(name, "jawaban", columns, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_jawaban_usia", "jawaban", ["usia", "tanggal", "id"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_jawaban_usia", table_name="jawaban")
    for name, *_ in _PARTIAL:
        op.drop_index(name, table_name="jawaban")
    if op.get_bind().dialect.name == "sqlite":
        for name in ("tambah", "hapus", "ubah"):
            op.execute(f"DROP TRIGGER jawaban_kata_{name}")
    else:
        op.execute("DROP TRIGGER jawaban_kata_ikut ON jawaban")
        op.execute("DROP FUNCTION jawaban_kata_ikut()")
    op.execute("DROP TABLE jawaban_kata")
    op.drop_index("ix_rekap_upp_hari_tanggal", table_name="rekap_upp_hari")
    op.drop_table("rekap_upp_hari")
