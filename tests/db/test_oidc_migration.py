"""The migration of links and complaints: accounts and answers from before have none."""

import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, MetaData, insert, select
from sqlalchemy.exc import IntegrityError

from sekampadi.db.engine import write_session
from sekampadi.db.migrate import downgrade, upgrade

BEFORE = "0021"


def _tables(engine: Engine) -> MetaData:
    found = MetaData()
    found.reflect(engine)
    return found


def _account(number: int) -> dict[str, object]:
    return {
        **{"id": number, "username": f"admin-{number}", "password_hash": "x", "aktif": True},
        **{"role": "pimpinan", "dibuat": datetime.now(UTC), "harus_ganti": False},
    }


def _fill(engine: Engine) -> None:
    tables = _tables(engine).tables
    with write_session(engine) as session:
        connection = session.connection()
        connection.execute(insert(tables["operator"]), [_account(7), _account(8)])
        upp = {"id": 1, "kode": "a", "nama": "A", "jenis": "Dinas", "aktif": True}
        connection.execute(insert(tables["upp"]), upp)
        layanan = {"id": 1, "upp_id": 1, "kode": "a", "nama": "A", "biaya": "0", "aktif": True}
        connection.execute(insert(tables["layanan"]), layanan | {"standar_waktu": "1 Jam"})
        perangkat = connection.execute(select(tables["perangkat"].c.id)).scalars().first()
        answer = {
            **{"id": 3, "uuid": uuid.uuid4().hex, "layanan_id": 1, "perangkat_id": perangkat},
            **{"tempat_id": 0, "sumber": "daring", "waktu": datetime.now(UTC), "usia": 35},
            **{"tanggal": date(2023, 5, 15), "jenis_kelamin": "P", "pendidikan": "SD"},
            **{"pekerjaan": "ASN", "umum": 3, "saran": "Bagus", "tanda": 0, "ditinjau": False},
            **{f"u{i}": 3 for i in range(1, 10)},
            **{"dihapus_oleh": "", "alasan_hapus": ""},
        }
        connection.execute(insert(tables["jawaban"]), answer)


def test_nobody_is_linked_and_nothing_a_complaint(bare_engine: Engine) -> None:
    upgrade(bare_engine, BEFORE)
    _fill(bare_engine)
    upgrade(bare_engine)
    tables = _tables(bare_engine).tables
    operator, jawaban = tables["operator"], tables["jawaban"]
    with write_session(bare_engine) as session:
        connection = session.connection()
        assert connection.execute(select(operator.c.oidc_sub)).scalars().all() == [None, None]
        assert connection.execute(select(jawaban.c.pengaduan)).scalars().all() == [False]
        connection.execute(operator.update().where(operator.c.id == 7).values(oidc_sub="a" * 64))
        connection.execute(jawaban.update().values(pengaduan=True))
    with pytest.raises(IntegrityError), write_session(bare_engine) as session:
        session.connection().execute(operator.update().values(oidc_sub="a" * 64))
    assert {"ix_jawaban_pengaduan", "ix_jawaban_pengaduan_layanan"} <= {
        index.name for index in jawaban.indexes
    }
    downgrade(bare_engine, BEFORE)
    tables = _tables(bare_engine).tables
    assert "oidc_sub" not in tables["operator"].c
    assert "pengaduan" not in tables["jawaban"].c
    with write_session(bare_engine) as session:
        assert session.connection().execute(select(tables["jawaban"].c.saran)).scalars().all() == [
            "Bagus"
        ]
    upgrade(bare_engine)
