"""kata: the search index also knows how an answer came in, and whether it needs a review."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_SHIFT = 8589934592  # 2 ** 33, as in 0016
_FOLLOWED = "id, saran, layanan_id, tanggal, dihapus_pada"
_FOLLOWED_NOW = f"{_FOLLOWED}, sumber, tanda, ditinjau"

_SQLITE_KEY = f"CAST(strftime('%s', {{0}}.tanggal) AS INTEGER) / 86400 * {_SHIFT} + {{0}}.id"
_SQLITE_WORDS = (
    "replace({0}.saran, char(57344), ' ') || ' ' || char(57344) || {0}.layanan_id"
    " || CASE WHEN {0}.dihapus_pada IS NULL THEN '' ELSE ' ' || char(57344) || 'x' END"
)
_SQLITE_MORE = (
    " || ' ' || char(57344) || 's' || {0}.sumber"
    " || CASE WHEN {0}.tanda <> 0 AND NOT {0}.ditinjau THEN ' ' || char(57344) || 't' ELSE '' END"
)
_PG_KEY = f"({{0}}.tanggal - DATE '1970-01-01')::bigint * {_SHIFT} + {{0}}.id"
_PG_WORDS = (
    "to_tsvector('simple', regexp_replace({0}.saran,"
    r" '[\u0001-/:-@\[-`{{-\u00BF\u2000-\u206F\u3000-\u303F\uE000]+', ' ', 'g'))"
    " || array_to_tsvector(ARRAY[chr(57344) || {0}.layanan_id])"
    " || CASE WHEN {0}.dihapus_pada IS NULL THEN ''::tsvector"
    " ELSE array_to_tsvector(ARRAY[chr(57344) || 'x']) END"
)
_PG_MORE = (
    " || array_to_tsvector(ARRAY[chr(57344) || 's' || {0}.sumber])"
    " || CASE WHEN {0}.tanda <> 0 AND NOT {0}.ditinjau"
    " THEN array_to_tsvector(ARRAY[chr(57344) || 't']) ELSE ''::tsvector END"
)


def _sqlite(words: str, followed: str) -> None:
    key = _SQLITE_KEY

    def add(row: str) -> str:
        return (
            "INSERT INTO jawaban_kata (rowid, kata)"  # noqa: S608
            f" VALUES ({key.format(row)}, {words.format(row)});"
        )

    def drop(row: str) -> str:
        return (
            "INSERT INTO jawaban_kata (jawaban_kata, rowid, kata)"  # noqa: S608
            f" VALUES ('delete', {key.format(row)}, {words.format(row)});"
        )

    for name, event, body in (
        ("tambah", "INSERT", add("NEW")),
        ("hapus", "DELETE", drop("OLD")),
        ("ubah", f"UPDATE OF {followed}", drop("OLD") + " " + add("NEW")),
    ):
        op.execute(f"DROP TRIGGER jawaban_kata_{name}")
        op.execute(f"CREATE TRIGGER jawaban_kata_{name} AFTER {event} ON jawaban BEGIN {body} END")
    op.execute("INSERT INTO jawaban_kata (jawaban_kata) VALUES ('delete-all')")
    op.execute(
        "INSERT INTO jawaban_kata (rowid, kata)"  # noqa: S608
        f" SELECT {key.format('j')}, {words.format('j')} FROM jawaban j ORDER BY 1"
    )


def _postgresql(words: str, followed: str) -> None:
    # The table is made anew with its index at the end, which takes a fraction of filling that.
    op.execute("DROP TRIGGER jawaban_kata_ikut ON jawaban")
    op.execute("DROP INDEX ix_jawaban_kata_kata")
    op.execute("TRUNCATE jawaban_kata")
    op.execute(
        "INSERT INTO jawaban_kata (kunci, kata)"  # noqa: S608
        f" SELECT {_PG_KEY.format('j')}, {words.format('j')} FROM jawaban j ORDER BY 1"
    )
    op.execute(
        "CREATE INDEX ix_jawaban_kata_kata ON jawaban_kata USING gin (kata)"
        " WITH (gin_pending_list_limit = 256)"
    )
    op.execute(
        "CREATE OR REPLACE FUNCTION jawaban_kata_ikut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608
        "IF TG_OP <> 'INSERT' THEN "
        f"DELETE FROM jawaban_kata WHERE kunci = {_PG_KEY.format('OLD')}; END IF; "
        "IF TG_OP <> 'DELETE' THEN INSERT INTO jawaban_kata (kunci, kata) "
        f"VALUES ({_PG_KEY.format('NEW')}, {words.format('NEW')}); END IF; "
        "RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER jawaban_kata_ikut AFTER INSERT OR DELETE OR UPDATE OF {followed}"
        " ON jawaban FOR EACH ROW EXECUTE FUNCTION jawaban_kata_ikut()"
    )


def _make(*, more: bool) -> None:
    followed = _FOLLOWED_NOW if more else _FOLLOWED
    if op.get_bind().dialect.name == "sqlite":
        _sqlite(_SQLITE_WORDS + (_SQLITE_MORE if more else ""), followed)
    else:
        _postgresql(_PG_WORDS + (_PG_MORE if more else ""), followed)


def upgrade() -> None:
    """Apply."""
    _make(more=True)


def downgrade() -> None:
    """Undo."""
    _make(more=False)
