"""What is kept of whom is told of every table, and the document says what the page says."""

from sekampadi.db.models import metadata
from sekampadi.domain.privasi.data import TANPA_ORANG, list_data
from sekampadi.domain.privasi.hak import list_batas, list_hak, list_pembuka
from sekampadi.services.sistem.privasi import masa_simpan
from sekampadi.settings import Settings
from tests.architecture.test_layers import ROOT

DOCUMENT = ROOT / "docs" / "data-pribadi.md"
DATA = list_data(masa_simpan(Settings(_env_file=None)))
HEAD = ("Data", "Isi", "Milik siapa", "Untuk apa", "Berapa lama", "Siapa yang membaca", "Tabel")


def rows() -> list[str]:
    """Return the lines of the table as the document has to have them."""
    cells = [HEAD, tuple("---" for _ in HEAD)]
    for one in DATA:
        tables = ", ".join(f"`{name}`" for name in one.tabel) or "–"
        cells.append((one.nama, one.isi, one.siapa, one.untuk, one.lama, one.pembaca, tables))
    return ["| " + " | ".join(row) + " |" for row in cells]


def test_every_table_is_told_of_once() -> None:
    told = [name for one in DATA for name in one.tabel]
    assert len(told) == len(set(told))
    assert not set(told) & TANPA_ORANG
    # Of a new one somebody says in domain/privasi/data.py whose data lies in it, or that nobody's does.
    assert set(told) | TANPA_ORANG == set(metadata.tables)


def test_the_document_has_the_table_of_the_page() -> None:
    lines = [
        line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("|")
    ]
    assert lines == rows()


def test_no_cell_breaks_the_table_and_none_is_empty() -> None:
    for one in DATA:
        for cell in (one.nama, one.isi, one.siapa, one.untuk, one.lama, one.pembaca):
            assert cell.strip()
            assert "|" not in cell
            assert "\n" not in cell


def test_the_settings_are_what_is_told() -> None:
    kept = Settings(_env_file=None, suggestion_months=18, session_hours=4, outbox_days=7)
    told = {one.nama: one.lama for one in list_data(masa_simpan(kept))}
    assert told["Kritik dan saran"].startswith("18 bulan")
    assert told["Sesi masuk"].startswith("4 jam")
    assert "7 hari" in told["Notifikasi"]
    assert "tidak dihapus" in {one.nama: one.lama for one in DATA}["Kritik dan saran"]


def test_the_document_names_the_law_and_the_rights() -> None:
    assert all(sentence for sentence in (*list_pembuka(), *list_hak(), *list_batas()))
    assert "UU 27/2022" in DOCUMENT.read_text(encoding="utf-8")


if __name__ == "__main__":
    print("\n".join(rows()))  # noqa: T201 - for the document
