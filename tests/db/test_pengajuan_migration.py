"""The migration of pengajuan keeps what was there, takes papers and deadlines, and can be undone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, inspect
from sqlalchemy.exc import IntegrityError

from sekampadi.db.migrate import downgrade, upgrade

UPP = {"id": 1, "kode": "upp-a", "nama": "A", "jenis": "Dinas", "aktif": True}
OPERATOR: dict[str, Any] = {
    **{"id": 5, "username": "roorg", "password_hash": "x", "role": "admin_pemprov"},
    **{"aktif": True, "harus_ganti": False},
}
AUDIT = {"id": 1, "aksi": "publikasi.terbit", "objek": "0001/UPP-A/TW-I/2023", "rincian": {"n": 9}}
PENGAJUAN: dict[str, Any] = {
    **{"id": 2, "upp_id": 1, "tahun": 2023, "triwulan": 1, "status": "hasil_dikirim", "versi": 1},
}
BEKU: dict[str, Any] = {"id": 3, "sidik": "0" * 64, "isi": {"lembar": {"nilai": "86.60"}}}
LANGKAH: dict[str, Any] = {
    **{"id": 4, "pengajuan_id": 2, "aksi": "kirim_hasil", "dari": "belum", "ke": "hasil_dikirim"},
    **{"operator_id": 5, "oleh": "roorg", "sebagai": "admin_upp", "bentuk": "", "catatan": ""},
    **{"beku_id": 3},
}
GESER: dict[str, Any] = {
    **{"id": 6, "tahun": 2023, "triwulan": 0, "upp_id": 1, "tanggal": date(2024, 2, 29)},
    **{"alasan": "Libur bersama", "dibuat_oleh": "roorg"},
}
TABLES = {
    *("pengajuan", "dossier", "dossier_pengajuan", "beku", "beku_berkas", "langkah", "delegasi"),
    *("tenggat_geser", "kode_terpasang", "kunjungan", "temuan"),
}


def _table(engine: Engine, name: str) -> Any:
    tables = MetaData()
    tables.reflect(engine)
    return tables.tables[name]


def _insert(engine: Engine, name: str, row: dict[str, Any], *moments: str) -> None:
    moment = datetime(2023, 4, 1, tzinfo=UTC)
    stored = moment.replace(tzinfo=None) if engine.dialect.name == "sqlite" else moment
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(_table(engine, name).insert(), row | dict.fromkeys(moments, stored))


def _row(engine: Engine, name: str) -> dict[str, Any]:
    with engine.connect() as connection:
        return dict(connection.execute(_table(engine, name).select()).mappings().one())


def test_up_down_and_up_again_with_data(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0011")
    _insert(bare_engine, "upp", UPP)
    _insert(bare_engine, "operator", OPERATOR, "dibuat")
    _insert(bare_engine, "audit", AUDIT, "waktu")
    upgrade(bare_engine, "0012")
    _insert(bare_engine, "pengajuan", PENGAJUAN, "diubah_pada")
    _insert(bare_engine, "beku", BEKU, "dibuat_pada")
    _insert(bare_engine, "langkah", LANGKAH, "waktu")
    _insert(bare_engine, "tenggat_geser", GESER, "dibuat_pada")
    for name, given in (("langkah", LANGKAH), ("tenggat_geser", GESER), ("beku", BEKU)):
        stored = _row(bare_engine, name)
        assert {k: stored[k] for k in given} == given
    for name, wrong, moment in (
        # One of each: an UPP hands in once for a triwulan, and there is no fifth.
        ("pengajuan", PENGAJUAN | {"id": 9}, "diubah_pada"),
        ("pengajuan", PENGAJUAN | {"id": 9, "triwulan": 5}, "diubah_pada"),
        ("langkah", LANGKAH | {"id": 9, "pengajuan_id": None}, "waktu"),
        ("tenggat_geser", GESER | {"id": 9, "triwulan": -1}, "dibuat_pada"),
    ):
        with pytest.raises(IntegrityError):
            _insert(bare_engine, name, wrong, moment)
    downgrade(bare_engine, "0011")
    assert not TABLES & set(inspect(bare_engine).get_table_names())
    assert _row(bare_engine, "audit")["rincian"] == AUDIT["rincian"]
    assert _row(bare_engine, "operator")["username"] == "roorg"
    upgrade(bare_engine, "0012")
    assert set(inspect(bare_engine).get_table_names()) >= TABLES


def test_drafts_of_a_dossier_come_and_go_beside_it(bare_engine: Engine) -> None:
    dossier = {
        **{"id": 7, "tahun": 2023, "triwulan": 1, "urut": 0, "nomor": "BERKAS/TW-I/2023"},
        **{"status": "disusun", "versi": 2, "pengantar": "Puji syukur.", "simpulan": ""},
        **{"surat_nomor": "", "surat_tanggal": None, "beku_id": None},
    }
    draf = {"operator_id": 5, "dossier_id": 7, "versi": 2, "isi": {"simpulan": "Tambah loket."}}
    upgrade(bare_engine, "0012")
    _insert(bare_engine, "operator", OPERATOR, "dibuat")
    _insert(bare_engine, "dossier", dossier, "diubah_pada")
    upgrade(bare_engine, "0013")
    _insert(bare_engine, "draf_dossier", draf, "diubah_pada")
    stored = _row(bare_engine, "draf_dossier")
    assert {k: stored[k] for k in draf} == draf
    with pytest.raises(IntegrityError):  # a person has one draft of a dossier
        _insert(bare_engine, "draf_dossier", draf, "diubah_pada")
    downgrade(bare_engine, "0012")
    assert "draf_dossier" not in inspect(bare_engine).get_table_names()
    kept = _row(bare_engine, "dossier")
    assert {k: kept[k] for k in dossier} == dossier
