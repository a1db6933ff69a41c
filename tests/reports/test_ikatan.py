"""What no line may part: a number and its per cent, a sign and its number; and Lato inside of Word files."""

import io
import zipfile

import pytest
from lxml import etree

from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.fonts import BOLD, REGULAR, font_path, wrap_text
from sekampadi.reports.render.tabel.aksara import readable, tie, wrap
from sekampadi.reports.render.word.huruf import mix
from tests.reports.buku_contoh import book
from tests.reports.laporan_contoh import full
from tests.reports.ooxml import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("taraf 95 % dan", "taraf 95~% dan"),
        ("(66,7 %)", "(66,7~%)"),
        ("p < 0,001 atau ≥ 56 tahun", "p <~0,001 atau ≥~56 tahun"),
        ("± 1,66 poin, rho = −0,05", "±~1,66 poin, rho =~−0,05"),
        ("100 orang % lain", "100 orang % lain"),
        ("IKM = NRR × 25", "IKM = NRR × 25"),
    ],
)
def test_what_belongs_together_is_tied(text: str, tied: str) -> None:
    assert tie(text) == tied.replace("~", "\xa0")
    assert readable(text)[0] == tied.replace("~", "\xa0")


def test_no_line_ends_inside_of_what_is_tied() -> None:
    words, _ = readable("Margin pada taraf 95 % menurut p < 0,001 saja. " * 3)
    for width in range(60, 300, 3):
        for lines in (wrap(words, 9.5, width), wrap_text(words, REGULAR, 9.5, width)):
            assert "".join(lines).replace(" ", "") == words.replace(" ", "")
            assert not any(line.startswith(("%", "0,001")) for line in lines), width


@pytest.mark.parametrize("report", [full(), book()], ids=["report", "book"])
def test_a_word_file_has_its_typeface_with_it(report: object) -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(report))) as package:  # type: ignore[arg-type]
        parts = {name: package.read(name) for name in package.namelist()}
    table = etree.fromstring(parts["word/fontTable.xml"])
    (own,) = [f for f in table.iter(f"{W}font") if f.get(f"{W}name") == "Lato"]
    links = etree.fromstring(parts["word/_rels/fontTable.xml.rels"])
    targets = {link.get("Id"): link.get("Target") for link in links}
    for form, name in (("embedRegular", REGULAR), ("embedBold", BOLD)):
        entry = own.find(f"{W}{form}")
        target = targets[entry.get(f"{_R}id")]
        mixed = parts[f"word/{target}"]
        plain = font_path(name).read_bytes()
        assert mixed[32:] == plain[32:]
        assert mixed[:32] != plain[:32]
        # As the standard says it: byte i of the key from its end, twice over.
        key = bytes.fromhex(entry.get(f"{W}fontKey").strip("{}").replace("-", ""))
        undone = bytes(m ^ key[15 - at % 16] for at, m in enumerate(mixed[:32]))
        assert undone == plain[:32]
        assert mix(mixed, entry.get(f"{W}fontKey")) == plain
    settings = etree.fromstring(parts["word/settings.xml"])
    assert settings.find(f"{W}embedTrueTypeFonts") is not None
    styles = etree.fromstring(parts["word/styles.xml"])
    normal = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Lato"
