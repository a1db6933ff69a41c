"""Reading figures back out of documents as a person does, and holding them against a recomputation."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from tests import recompute

Rows = list[list[Any]]
USIA = {
    "<=19": "≤ 19 tahun",
    "20-25": "20–25 tahun",
    "26-35": "26–35 tahun",
    "36-45": "36–45 tahun",
    "46-55": "46–55 tahun",
    ">=56": "≥ 56 tahun",
}
UMUM = {4: "Sangat baik", 3: "Baik", 2: "Kurang baik", 1: "Buruk"}


def pdf_words(body: bytes) -> list[str]:
    """Return the words of a PDF in their order."""
    reader = PdfReader(io.BytesIO(body))
    return " ".join(p.extract_text() for p in reader.pages).replace("\xa0", " ").split()


def docx_tables(body: bytes) -> list[Rows]:
    """Return the tables of a Word file in their order, those side by side from left to right.

    The key figures, which stand two a line, come first, one a line.
    """
    document: Any = Document(io.BytesIO(body))
    found: list[Rows] = []
    for table in document.element.body.iter(qn("w:tbl")):
        if table.find(f".//{qn('w:tbl')}") is None:
            lines = table.findall(qn("w:tr"))
            found.append([[_words(cell) for cell in row.findall(qn("w:tc"))] for row in lines])
    pairs = [line[at : at + 2] for line in found[0] for at in (0, 2)]
    return [[pair for pair in pairs if len(pair) == 2], *found[1:]]


def _words(cell: Any) -> str:
    return "".join(text.text or "" for text in cell.iter(qn("w:t"))).replace("\xa0", " ")


def tables_of(ending: str, body: bytes) -> list[Rows]:
    """Return the tables of an Excel, Word or CSV file in their order, each with its heading."""
    if ending == "xlsx":
        book: Any = load_workbook(io.BytesIO(body), data_only=True)
        return [[list(r) for r in sheet.iter_rows(values_only=True)] for sheet in book]
    if ending == "docx":
        return docx_tables(body)
    blocks: list[Rows] = [[]]
    text = io.StringIO(body.decode("utf-8-sig"), newline="")
    for line in csv.reader(text, delimiter=";"):
        if line:
            blocks[-1].append(line)
        else:
            blocks.append([])
    return [block for block in blocks if block]


_HEADS: dict[tuple[str, ...], str] = {
    ("No.", "Unsur pelayanan", "Jumlah nilai"): "unsur",
    ("Unsur pelayanan", "Nilai 1", "%"): "sebaran",
    ("Nilai", "U1", "U2"): "total",
    ("Penilaian umum", "Orang", "Persen"): "umum",
    ("Jenis kelamin", "Orang", "Persen"): "jenis_kelamin",
    ("Usia", "Orang", "Persen"): "usia",
    ("Pendidikan", "Orang", "Persen"): "pendidikan",
    ("Pekerjaan", "Orang", "Persen"): "pekerjaan",
}


def named_tables(ending: str, body: bytes) -> dict[str, Rows]:
    """Return the tables of a laporan by what their headings say."""
    tables = tables_of(ending, body)
    angka = next(t for t in tables if any(str(r[0]) == "Nilai IKM" for r in t if r))
    found = {"angka": angka}
    for table in tables:
        for at, row in enumerate(table[:3]):
            name = _HEADS.get(tuple(str(cell) for cell in row[:3]))
            if name is not None:
                found.setdefault(name, table[at:])
    return found


def number_of(value: Any) -> Decimal | str | None:
    """Read a number however a form writes it."""
    if value is None or value in {"", "–", "-"}:
        return None
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)).normalize()
    text = (
        str(value).replace("\u2212", "-").replace("\xa0", " ").removeprefix("+").removesuffix(" %")
    )
    plain = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(plain).normalize()
    except ArithmeticError:
        return str(value).strip()


def same(expected: Iterable[Any], line: list[Any]) -> bool:
    """Tell whether a line begins with some values."""
    wanted = [number_of(v) for v in expected]
    return [number_of(v) for v in line[: len(wanted)]] == wanted


def line_of(table: list[list[Any]], column: int, name: str) -> list[Any]:
    """Return the line that has a name in a column."""
    return next(line for line in table if len(line) > column and str(line[column]) == name)


def check_tables(tables: dict[str, list[list[Any]]], hitung: recompute.Hitungan) -> None:
    """Hold what was read out of a form against the recomputation."""
    figures = tables["angka"]
    labels = {str(line[0]): line[1] for line in figures if len(line) > 1}
    ikm = number_of(labels["Nilai IKM"])
    assert ikm == (number_of(hitung.ikm) if hitung.n else "belum ada data")
    assert number_of(str(labels["Jumlah responden"]).split()[0]) == Decimal(hitung.n).normalize()
    if hitung.mutu:
        assert (labels["Mutu pelayanan"], labels["Kinerja pelayanan"]) == hitung.mutu
        none = "terlalu sedikit untuk margin" if hitung.n < 10 else "rata-rata tiap jawaban sama"
        # That of a province says by what it was made.
        kinds = ("", " menurut jawaban", " dengan UPP sebagai satuan")
        (said,) = {f"Margin{kind} (±, 95 %)" for kind in kinds} & labels.keys()
        assert number_of(labels[said]) == number_of(hitung.margin or none)
    for at, unsur in enumerate(hitung.unsur, start=1):
        line = next(r for r in tables["unsur"] if len(r) > 1 and str(r[1]).startswith(f"U{at} "))
        assert same((unsur.jumlah, unsur.nrr, unsur.nik), line[2:]), line
        assert (line[5], line[6]) == (unsur.mutu or ("–", "–"))
        line = next(r for r in tables["sebaran"] if str(r[0]).startswith(f"U{at} "))
        assert same(unsur.sebaran, line[1:9:2]), line
        for row, value in zip(
            tables["total"][1:4], (unsur.jumlah, unsur.nrr, unsur.tertimbang), strict=True
        ):
            assert number_of(row[at]) == number_of(value)
    total = line_of(tables["unsur"], 1, "Hasil SKM / Nilai IKM")
    assert same((sum(u.jumlah for u in hitung.unsur),), total[2:])
    assert number_of(total[4]) == number_of(hitung.ikm)
    for kunci, people in (
        ("jenis_kelamin", {"Laki-laki": hitung.jenis_kelamin.get("L", 0), "Perempuan": hitung.jenis_kelamin.get("P", 0)}),
        ("usia", {USIA[k]: count for k, count in hitung.usia.items()}),
        ("pendidikan", hitung.pendidikan),
        ("pekerjaan", hitung.pekerjaan),
        ("umum", {UMUM[int(k)]: count for k, count in hitung.umum.items()}),
    ):  # fmt: skip
        for name, count in people.items():
            assert number_of(line_of(tables[kunci], 0, name)[1]) == Decimal(count).normalize()
        whole = line_of(tables[kunci], 0, "Jumlah")
        assert number_of(whole[1]) == Decimal(hitung.n).normalize()


def check_pdf(words: list[str], hitung: recompute.Hitungan) -> None:
    """Hold the words of a laporan on paper against the recomputation."""
    text = " ".join(words)
    assert recompute.comma(hitung.ikm) in words if hitung.n else "belum ada data" in text
    assert f"{recompute.comma(hitung.n)} orang" in text
    for at, unsur in enumerate(hitung.unsur, start=1):
        if not hitung.n:
            continue
        mutu = unsur.mutu
        assert mutu is not None
        tail = f"{recompute.comma(unsur.jumlah)} {recompute.comma(unsur.nrr)} {recompute.comma(unsur.nik)} {mutu[0]} {mutu[1]}"
        assert tail in text, (at, tail)
    if hitung.n:
        weighted = " ".join(recompute.comma(u.tertimbang) for u in hitung.unsur)
        assert f"NRR tertimbang / unsur {weighted}" in text
