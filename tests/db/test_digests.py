"""Digests of tables: the same on both databases, and another one for any other content."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Engine

from sekampadi.db.digests import TableDigest, digest_tables, tell_apart


def _digests(engine: Engine, *statements: str) -> dict[str, TableDigest]:
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        return digest_tables(connection)


def _sha(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def test_a_table_is_the_sum_of_its_rows(bare_engine: Engine) -> None:
    """Worked out from the text of the rows; keys of an object stand in their order."""
    found = _digests(
        bare_engine,
        "CREATE TABLE a (nama VARCHAR(9), id INTEGER PRIMARY KEY, aktif BOOLEAN, isi JSON)",
        "INSERT INTO a VALUES ('satu', 1, TRUE, '{\"b\": 2, \"a\": null}'), (NULL, 2, FALSE, '[1.5]')",
        "CREATE TABLE kosong (id INTEGER PRIMARY KEY)",
    )
    head = '["aktif", "id", "isi", "nama"]'
    total = _sha(head + '[1, 1, {"a": null, "b": 2}, "satu"]') + _sha(head + "[0, 2, [1.5], null]")
    assert found == {
        "a": TableDigest(2, f"{total % 2**256:064x}"),
        "kosong": TableDigest(0, "0" * 64),
    }


def test_moments_and_bytes_are_the_same_on_both(bare_engine: Engine) -> None:
    sqlite = bare_engine.dialect.name == "sqlite"
    moment, blob = ("DATETIME", "BLOB") if sqlite else ("TIMESTAMPTZ", "BYTEA")
    stored = ("2023-05-15 03:00:00.000000", "X'00ff'") if sqlite else (
        "2023-05-15 10:00:00+07", r"'\x00ff'"
    )  # fmt: skip
    found = _digests(
        bare_engine,
        f"CREATE TABLE a (waktu {moment}, hari DATE, isi {blob})",
        f"INSERT INTO a VALUES ('{stored[0]}', '2023-05-15', {stored[1]})",
    )
    told = datetime(2023, 5, 15, 3, tzinfo=UTC).isoformat()
    content = hashlib.sha256(b"\x00\xff").hexdigest()
    row = f'["hari", "isi", "waktu"]["2023-05-15", "{content}", "{told}"]'
    assert found == {"a": TableDigest(1, f"{_sha(row):064x}")}


def test_any_other_content_is_seen(bare_engine: Engine) -> None:
    first = _digests(
        bare_engine,
        "CREATE TABLE a (x INTEGER, y VARCHAR(9))",
        "INSERT INTO a VALUES (1, 'a'), (2, 'b'), (2, 'b')",
    )
    seen = {first["a"].digest}
    for statement in (
        "UPDATE a SET y = 'c' WHERE x = 1",
        "UPDATE a SET y = NULL WHERE x = 1",
        "UPDATE a SET y = '' WHERE x = 1",
        "INSERT INTO a VALUES (2, 'b')",
        "DELETE FROM a WHERE x = 1",
        "ALTER TABLE a ADD COLUMN z INTEGER",
    ):
        changed = _digests(bare_engine, statement)
        seen.add(changed["a"].digest)
        assert tell_apart(first, changed) == {"a": (3, changed["a"].rows)}
    assert len(seen) == 7
    assert tell_apart(first, {}) == {"a": (3, -1)}
    assert tell_apart(first, first) == {}


def test_what_a_database_derives_is_no_content(bare_engine: Engine) -> None:
    """A search index of either kind, and the version of the tables."""
    plain = _digests(
        bare_engine,
        "CREATE TABLE a (id INTEGER PRIMARY KEY, isi VARCHAR(99))",
        "INSERT INTO a VALUES (1, 'cepat dan ramah')",
    )
    if bare_engine.dialect.name == "sqlite":
        index = (
            "CREATE VIRTUAL TABLE cari USING fts5(isi, content='a', content_rowid='id')",
            "INSERT INTO cari(cari) VALUES ('rebuild')",
        )
    else:
        index = (
            "ALTER TABLE a ADD COLUMN cari tsvector GENERATED ALWAYS AS"
            " (to_tsvector('simple', isi)) STORED",
            "CREATE INDEX ix_cari ON a USING gin (cari)",
        )
    version = "CREATE TABLE alembic_version (version_num VARCHAR(32))"
    assert _digests(bare_engine, *index, version) == plain
