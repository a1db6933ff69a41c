"""The history of a plan, as its page tells it."""

from datetime import UTC, datetime

from sekampadi.services.tindak_lanjut.riwayat import RiwayatRow
from sekampadi.web.tindak_lanjut.rencana.tampilan import show_riwayat


def test_nothing_that_is_stored_as_nothing_else_is_no_change() -> None:
    changes: tuple[tuple[str, object, object], ...] = (
        ("nama", "Menambah loket", "Menambah kursi"),
        ("hambatan", None, ""),
        ("alasan", "", None),
        ("strategi", "", "Menata ulang"),
    )
    row = RiwayatRow(1, datetime(2026, 4, 1, tzinfo=UTC), "admin_upp", "mengubah", "", changes)
    shown = [(b.judul, b.isi) for b in show_riwayat(row).perubahan]
    assert shown == [
        ("Kegiatan", "Menambah loket → Menambah kursi"),
        ("Strategi penyelesaian", "kosong → Menata ulang"),
    ]
