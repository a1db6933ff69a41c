"""The migration of annual reports keeps what was there, holds its rules, and can be undone."""

from typing import Any

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError

from sekampadi.db.migrate import downgrade, upgrade
from tests.db.test_pengajuan_migration import OPERATOR, PENGAJUAN, UPP, _insert, _row

LAPORAN: dict[str, Any] = {
    **{"id": 2, "seri": "upp:1", "upp_id": 1, "tahun": 2022, "versi": 1, "dibuat_oleh": "roorg"},
}
NASKAH: dict[str, Any] = {
    **{"id": 3, "laporan_id": 2, "bagian": "tindak_lanjut", "versi": 1, "ditulis_oleh": "roorg"},
    **{"isi": {"baris": [["Ani, S.Sos.", "é\U0001f600"], ["", "x" * 200]]}},
}
DRAF: dict[str, Any] = {
    **{"operator_id": 5, "laporan_id": 2, "bagian": "latar", "versi": 0},
    **{"isi": {"teks": "x" * 20_000}},
}
LAMA: dict[str, Any] = {
    **{"seri": "provinsi", "tahun": 2019, "nilai": "100.00", "n": None, "sumber": "Laporan 2019"},
    **{"versi": 1, "diubah_oleh": "roorg"},
}
GIVEN = {
    "laporan_tahunan": (LAPORAN, "dibuat_pada"),
    "naskah_tahunan": (NASKAH, "ditulis_pada"),
    "draf_tahunan": (DRAF, "diubah_pada"),
    "ikm_lama": (LAMA, "diubah_pada"),
}


def test_up_down_and_up_again_with_data(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0013")
    _insert(bare_engine, "upp", UPP)
    _insert(bare_engine, "operator", OPERATOR, "dibuat")
    _insert(bare_engine, "pengajuan", PENGAJUAN, "diubah_pada")
    upgrade(bare_engine, "0014")
    for name, (row, moment) in GIVEN.items():
        _insert(bare_engine, name, row, moment)
        stored = _row(bare_engine, name)
        assert {k: stored[k] for k in row} == row
    for name, wrong in (
        # An UPP has one report of a year, a part one of each version, a person one draft.
        ("laporan_tahunan", LAPORAN | {"id": 9}),
        ("laporan_tahunan", LAPORAN | {"id": 9, "tahun": 2021, "upp_id": 77}),
        ("naskah_tahunan", NASKAH | {"id": 9}),
        ("naskah_tahunan", NASKAH | {"id": 9, "versi": 0}),
        ("naskah_tahunan", NASKAH | {"id": 9, "versi": 2, "laporan_id": 77}),
        ("draf_tahunan", DRAF),
        ("draf_tahunan", DRAF | {"bagian": "tim", "operator_id": 77}),
        ("ikm_lama", LAMA),
    ):
        with pytest.raises(IntegrityError):
            _insert(bare_engine, name, wrong, GIVEN[name][1])
    downgrade(bare_engine, "0013")
    assert not set(GIVEN) & set(inspect(bare_engine).get_table_names())
    for name, kept in (("upp", UPP), ("operator", OPERATOR), ("pengajuan", PENGAJUAN)):
        assert {k: _row(bare_engine, name)[k] for k in kept} == kept
    upgrade(bare_engine, "0014")
    assert set(inspect(bare_engine).get_table_names()) >= set(GIVEN)


FOTO: dict[str, Any] = {
    **{"id": 4, "laporan_id": 2, "kunci": "a" * 32, "sidik": "b" * 64, "keterangan": "é" * 200},
    **{"urutan": 1, "ukuran": 90_000, "diunggah_oleh": "roorg"},
}


def test_photos_come_to_reports_that_are_written_and_go_alone(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0014")
    _insert(bare_engine, "upp", UPP)
    _insert(bare_engine, "operator", OPERATOR, "dibuat")
    for name, (row, moment) in GIVEN.items():
        _insert(bare_engine, name, row, moment)
    upgrade(bare_engine, "0015")
    _insert(bare_engine, "foto_tahunan", FOTO, "diunggah_pada")
    stored = _row(bare_engine, "foto_tahunan")
    assert {k: stored[k] for k in FOTO} == FOTO
    for wrong in (
        # A key is one photo's, a report has the same photo once, and a photo has a report.
        FOTO | {"id": 9, "sidik": "c" * 64},
        FOTO | {"id": 9, "kunci": "c" * 32},
        FOTO | {"id": 9, "kunci": "c" * 32, "laporan_id": 77},
    ):
        with pytest.raises(IntegrityError):
            _insert(bare_engine, "foto_tahunan", wrong, "diunggah_pada")
    downgrade(bare_engine, "0014")
    assert "foto_tahunan" not in inspect(bare_engine).get_table_names()
    for name, (row, _) in GIVEN.items():
        assert {k: _row(bare_engine, name)[k] for k in row} == row
    upgrade(bare_engine, "0015")
    assert "foto_tahunan" in inspect(bare_engine).get_table_names()
