"""The migration of tindak lanjut keeps what was there, takes a plan, and can be undone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, inspect
from sqlalchemy.exc import IntegrityError

from sekampadi.db.migrate import downgrade, upgrade

UPP = {"id": 1, "kode": "upp-a", "nama": "A", "jenis": "Dinas", "aktif": True}
AUDIT = {"id": 1, "aksi": "publikasi.terbit", "objek": "0001/UPP-A/TW-I/2023", "rincian": {"n": 9}}
LEMBAR: dict[str, Any] = {
    **{"id": 4, "nomor": "0001/UPP-A/TW-I/2023", "kode": "A" * 12, "seri": "upp:1", "upp_id": 1},
    **{"penerbit": "upp-a", "tahun": 2023, "urut": 1, "revisi": 1, "alasan": "", "n": 9},
    **{"dari": date(2023, 1, 1), "sampai": date(2023, 3, 31), "nilai": "86.60", "mutu": "B"},
    **{"isi": {}, "oleh": "roorg", "ditarik_oleh": "", "alasan_tarik": "", "terbuka": True},
}
RENCANA: dict[str, Any] = {
    **{"id": 2, "upp_id": 1, "tahun": 2023, "triwulan": 1, "publikasi_id": 4},
    **{"dibuat_oleh": "roorg", "diubah_oleh": "roorg"},
}
KEGIATAN: dict[str, Any] = {
    **{"id": 3, "tindak_lanjut_id": 2, "unsur": "waktu", "urutan": 1, "versi": 1},
    **{"nama": "Menambah loket", "target": date(2023, 6, 30), "penanggung_jawab": "Kasubbag"},
    **{"prioritas": "tinggi", "jangka": "pendek", "status": "belum", "uraian": "", "hambatan": ""},
    **{"alasan": "", "strategi": "", "strategi_penanggung_jawab": "", "stakeholder": ""},
    **{"tayang_teks": "", "diubah_oleh": "roorg"},
}
TABLES = {"tindak_lanjut", "kegiatan", "petikan", "bukti_kegiatan", "draf", "kehadiran"}


def _insert(engine: Engine, name: str, row: dict[str, Any], *moments: str) -> None:
    moment = datetime(2023, 4, 1, tzinfo=UTC)
    stored = moment.replace(tzinfo=None) if engine.dialect.name == "sqlite" else moment
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(_table(engine, name).insert(), row | dict.fromkeys(moments, stored))


def _table(engine: Engine, name: str) -> Any:
    tables = MetaData()
    tables.reflect(engine)
    return tables.tables[name]


def _row(engine: Engine, name: str) -> dict[str, Any]:
    with engine.connect() as connection:
        return dict(connection.execute(_table(engine, name).select()).mappings().one())


def test_up_down_and_up_again_with_data(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0010")
    _insert(bare_engine, "upp", UPP)
    _insert(bare_engine, "publikasi", LEMBAR, "waktu")
    _insert(bare_engine, "audit", AUDIT, "waktu")
    upgrade(bare_engine, "0011")
    _insert(bare_engine, "tindak_lanjut", RENCANA, "dibuat_pada", "diubah_pada")
    _insert(bare_engine, "kegiatan", KEGIATAN, "diubah_pada")
    stored = _row(bare_engine, "kegiatan")
    assert {k: stored[k] for k in KEGIATAN} == KEGIATAN
    for wrong in ({"id": 9}, {"id": 9, "triwulan": 5}):
        with pytest.raises(IntegrityError):
            _insert(bare_engine, "tindak_lanjut", RENCANA | wrong, "dibuat_pada", "diubah_pada")
    downgrade(bare_engine, "0010")
    assert not TABLES & set(inspect(bare_engine).get_table_names())
    assert _row(bare_engine, "audit")["rincian"] == AUDIT["rincian"]
    assert _row(bare_engine, "publikasi")["nomor"] == LEMBAR["nomor"]
    upgrade(bare_engine, "0011")
    assert set(inspect(bare_engine).get_table_names()) >= TABLES
