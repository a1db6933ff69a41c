"""One voice: no chapter of an annual report calls first what another says cannot be put first."""

import re

import pytest

from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.reports.build.tahunan.laporan import build_tahunan
from sekampadi.reports.build.tahunan.rangkuman.rekomendasi import rekomendasi_blok
from sekampadi.reports.model import Table
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import Content, Copy
from tests.reports.tahunan.contoh import Kasus, read_once
from tests.reports.tahunan.contoh_tepi import SEMUA

ADVICE = re.compile(r"prioritas|dahulukan|utamakan|perlu diperbaiki", re.IGNORECASE)
"""Words that put something first."""
DENIED = "tidak ada yang dapat didahulukan"
KODE = re.compile(r"\bU[1-9]\b")


def named_first(text: str) -> set[str]:
    """Return the unsur that a text puts first, by code: of each sentence that has a word of advice."""
    sentences = (s for s in re.split(r"(?<=[.\n]) ?", text) if ADVICE.search(s))
    return {kode for s in sentences for kode in KODE.findall(s)}


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    """Fill the database of a case once."""
    kasus: Kasus = request.node.callspec.params["kasus"]
    return kasus.isi


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("bentuk", list(BentukTahunan), ids=lambda b: b.value)
@pytest.mark.parametrize("kasus", SEMUA, ids=lambda k: k.nama)
def test_no_unsur_comes_first_in_one_chapter_and_not_in_another(
    rt: Runtime, copied: Copy, kasus: Kasus, bentuk: BentukTahunan
) -> None:
    bahan, statistik = read_once(rt, kasus, copied.made)
    report = build_tahunan(bahan, statistik, bentuk)
    advised = {
        kode
        for table in rekomendasi_blok(bahan).isi
        if isinstance(table, Table)
        for row in table.rows
        for kode in KODE.findall(row[1].text)
    }
    said = [*report.text, *(text for section in report.sections for text in section.text)]
    assert named_first("\n".join(said)) <= advised
    assert not advised or not any(DENIED in text for text in said)
    # The map names a place in its table and its picture, whatever is advised.
    maps = [x for x in (*report.tables, *report.charts) if "kepentingan" in x.kunci]
    assert bool(maps) == (statistik.kepentingan.alasan is None)
    for item in maps:
        told = (
            [item.title, *(c.text for row in item.rows for c in row)]
            if isinstance(item, Table)
            else [item.title, item.alt, *item.areas]
        )
        assert not any(ADVICE.search(words) for words in told)


def test_an_advice_is_seen() -> None:
    names = [u.kode for u in URUTAN]
    assert named_first(f"Prioritas perbaikan: {names[0]} Persyaratan; {names[4]}.") == {"U1", "U5"}
    assert named_first("Rata-rata U3 rendah. Tidak ada yang dapat didahulukan.") == set()
