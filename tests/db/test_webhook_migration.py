"""The migration of webhooks keeps what waits in the outbox, and can be undone with some for webhooks."""

from datetime import UTC, datetime

from sqlalchemy import Engine, MetaData

from sekampadi.db.migrate import downgrade, upgrade

BEFORE, AFTER = "0021", "0024"
NOW = datetime(2026, 12, 1, tzinfo=UTC)
OPERATOR = 7


def _tables(engine: Engine) -> MetaData:
    found = MetaData()
    found.reflect(engine)
    return found


def _message(number: int) -> dict[str, object]:
    return {
        **{"id": number, "kunci": f"email/{number}", "jenis": "email", "isi": {"a": 1}},
        **{"status": "antri", "percobaan": 2, "dibuat": NOW, "berikut": NOW, "galat": "x"},
    }


def test_up_down_and_up_again_with_messages(bare_engine: Engine) -> None:
    upgrade(bare_engine, BEFORE)
    writes = bare_engine.execution_options(writes=True)
    with writes.begin() as connection:
        connection.execute(_tables(bare_engine).tables["outbox"].insert(), _message(1))
    for number in range(2):
        upgrade(bare_engine, AFTER)
        tables = _tables(bare_engine).tables
        outbox, webhook = tables["outbox"], tables["webhook"]
        with writes.begin() as connection:
            (row,) = connection.execute(outbox.select()).mappings().all()
            assert (row["kunci"], row["percobaan"], row["webhook_id"], row["objek"]) == (
                *("email/1", 2, None, ""),
            )
            connection.execute(
                tables["operator"].insert(),
                {
                    **{"id": OPERATOR + number, "username": f"admin{number}", "aktif": True},
                    **{"role": "admin_upp", "dibuat": NOW, "harus_ganti": False},
                    "password_hash": "x",
                },
            )
            connection.execute(
                webhook.insert(),
                {
                    **{"id": 3, "nama": "Dasbor", "alamat": "https://a.id/", "peristiwa": []},
                    **{"rahasia": "x", "rahasia_lama": "", "aktif": True, "dibuat": NOW},
                    "dibuat_oleh": OPERATOR + number,
                },
            )
            connection.execute(
                outbox.insert(),
                _message(2) | {"jenis": "peristiwa", "webhook_id": 3, "objek": "lembar/a"},
            )
            assert len(connection.execute(outbox.select()).all()) == 2
            assert {k.column.table.name for k in webhook.foreign_keys} == {"upp", "operator"}
        downgrade(bare_engine, BEFORE)
        tables = _tables(bare_engine).tables
        assert "webhook" not in tables
        assert "webhook_id" not in tables["outbox"].c
        with writes.begin() as connection:
            assert len(connection.execute(tables["outbox"].select()).all()) == 1
