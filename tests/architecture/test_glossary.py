"""The glossary of the README: every Indonesian word the code uses is explained there."""

import re
from pathlib import Path

import pytest

from sekampadi.db.models import metadata

README = Path(__file__).resolve().parents[2] / "README.md"

DOMAIN_WORDS = (
    *("UPP", "UPT", "layanan", "unsur", "responden", "penilaian", "jawaban", "IKM", "NRR", "NIK"),
    *("mutu", "kinerja", "rekap", "moderasi", "tindak lanjut", "triwulan", "cakupan", "lembar"),
    *("perangkat", "butir", "sesi", "tiket", "saran"),
)


def _rows() -> list[list[str]]:
    """Return the cells of the glossary's table, line by line."""
    text = README.read_text(encoding="utf-8")
    match = re.search(r"^## Glossary\s*$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, "README.md has no section '## Glossary'"
    lines = [line.strip().strip("|") for line in match.group(1).splitlines() if line[:1] == "|"]
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


def _words() -> set[str]:
    """Return what the first column explains, in small letters; a cell may hold several words."""
    return {word.strip(" `*_").lower() for row in _rows() for word in row[0].split(",")}


@pytest.mark.parametrize("word", DOMAIN_WORDS)
def test_a_domain_word_is_explained(word: str) -> None:
    assert word.lower() in _words()


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_a_table_is_explained(table: str) -> None:
    """Either its name is a word of the glossary, or an explanation names it."""
    named = {name for row in _rows() for cell in row for name in re.findall(r"`([^`]+)`", cell)}
    assert table in _words() | named


def test_every_word_has_an_explanation_and_only_one() -> None:
    rows = _rows()
    assert all(len(row) == 2 and all(row) for row in rows)
    words = [word.strip().lower() for row in rows for word in row[0].split(",")]
    assert len(words) == len(set(words))
