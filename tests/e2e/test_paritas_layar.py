"""What screen, PDF, Excel, Word and CSV say of random parts and periods is what the answers say, by hand."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from sekampadi.domain.izin import Role
from tests import recompute
from tests.e2e import steps
from tests.e2e.conftest import OpenTab
from tests.e2e.harness import AppServer
from tests.factories import make_operator
from tests.reports.baca import check_pdf, check_tables, named_tables, pdf_words
from tests.reports.tahunan.test_satuan_laporan import degrees, margin, weights

FIRST, LAST = date(2021, 1, 1), date(2023, 6, 7)


@dataclass(frozen=True)
class Bagian:
    """A part of the province in some days: the address, and what it holds."""

    query: dict[str, str]
    dari: date | None
    sampai: date | None
    upp: list[int] | None
    layanan: list[int] | None


@pytest.fixture(scope="module")
def answers(shared_server: AppServer) -> Iterator[recompute.Jawaban]:
    with shared_server.runtime() as rt:
        make_operator(rt, "paritas", Role.KETUA_TIM)
        yield recompute.Jawaban(rt.engine)


def _days(rng: random.Random) -> tuple[date | None, date | None]:
    ends = sorted(FIRST + timedelta(days=rng.randint(0, (LAST - FIRST).days)) for _ in range(2))
    quarter = rng.choice([(1, 3, 31), (4, 6, 30)])
    return rng.choice(
        [
            (ends[0], ends[1]),
            (ends[0], None),
            (None, ends[1]),
            (None, None),
            (date(2023, quarter[0], 1), date(2023, quarter[1], quarter[2])),
            (date(2023, 1, 1), date(2023, 12, 31)),
        ]
    )


def _draw(rng: random.Random, answers: recompute.Jawaban) -> Bagian:
    dari, sampai = _days(rng)
    query = {k: str(v) for k, v in (("dari", dari), ("sampai", sampai)) if v}
    kind = rng.choice(["provinsi", "upp", "upt", "layanan", "layanan"])
    used = sorted({row["layanan_id"] for row in answers.rows})
    if kind == "provinsi":
        return Bagian(query, dari, sampai, None, None)
    if kind == "layanan":
        some = rng.sample(used, rng.randint(1, 3))
        query["layanan"] = ",".join(answers.layanan[i]["kode"] for i in some)
        return Bagian(query, dari, sampai, None, some)
    parents = sorted({u["induk_id"] for u in answers.upp.values() if u["induk_id"]})
    if kind == "upt":
        upp_id = rng.choice(parents)
        query["cakupan"] = answers.upp[upp_id]["kode"] + "+upt"
        members = [i for i, u in answers.upp.items() if u["induk_id"] == upp_id]
        return Bagian(query, dari, sampai, [upp_id, *members], None)
    upp_id = answers.layanan[rng.choice(used)]["upp_id"]
    query["cakupan"] = answers.upp[upp_id]["kode"]
    return Bagian(query, dari, sampai, [upp_id], None)


def _margin_of_units(rows: list[dict[str, Any]]) -> Decimal | None:
    """Return the margin of the province with its UPP as the units, None where these are too few.

    UPP of fewer than five answers are one unit together, with the least other while that is too small.
    """
    weight = float(recompute.WEIGHTS["sekampadi"]) * 25
    each: dict[str, list[float]] = {}
    for row in rows:
        value = sum(row[name] for name in recompute.NAMES) * weight
        each.setdefault(str(row["upp_id"]), []).append(value)
    by_size = sorted(each, key=lambda k: len(each[k]))
    few = [k for k in by_size if len(each[k]) < 5]
    for k in by_size[len(few) :]:
        if not few or (len(few) > 1 and sum(len(each[f]) for f in few) >= 5):
            break
        few.append(k)
    together = [x for k in few for x in each.pop(k)]
    units = each | ({"others": together} if together else {})
    if len(units) < 10 or degrees([*weights(units).values()]) + 1 < 5:
        return None
    return margin(units)


def _table(page: Page, name: str) -> list[list[str]]:
    rows = page.get_by_role("region", name=name).locator("tr")
    return [
        [" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()]
        for row in rows.all()[1:]
    ]


def _hold(page: Page, by_hand: recompute.Hitungan) -> None:
    ikm = "belum ada data" if by_hand.ikm is None else recompute.comma(by_hand.ikm)
    assert page.locator('[data-uji="ikm-atas"]').inner_text() == ikm
    if not by_hand.n:
        return
    assert page.get_by_text(f"{recompute.comma(by_hand.n)} responden", exact=True).is_visible()
    said: Any = page.locator('[data-uji="margin"]').inner_text()
    if by_hand.margin is None:
        assert re.match(
            "Terlalu sedikit untuk margin|Tidak ada margin: rata-rata tiap jawaban sama", said
        )
    else:
        assert f"± {recompute.comma(by_hand.margin)} poin" in said
    lines = _table(page, "Nilai per unsur pelayanan")
    for line, u in zip(lines[:9], by_hand.unsur, strict=True):
        assert u.mutu is not None
        assert line[2:] == [
            *(recompute.comma(u.jumlah), recompute.comma(u.nrr), recompute.comma(u.nik)),
            *u.mutu,
        ]
    assert by_hand.mutu is not None
    assert lines[9][4:] == [ikm, *by_hand.mutu]
    for line, u in zip(_table(page, "Sebaran jawaban per unsur"), by_hand.unsur, strict=True):
        assert line[1::2] == [recompute.comma(count) for count in u.sebaran]


def _hold_documents(
    page: Page, server: AppServer, part: Bagian, by_hand: recompute.Hitungan
) -> None:
    given = {("upp" if k == "cakupan" else k): v for k, v in part.query.items()}
    for ending in ("pdf", "xlsx", "docx", "csv"):
        response = page.request.get(
            f"{server.url}/unduh/laporan.{ending}?{urlencode(given)}", timeout=120_000
        )
        assert response.ok, (ending, given, response.status)
        if ending == "pdf":
            check_pdf(pdf_words(response.body()), by_hand)
        else:
            check_tables(named_tables(ending, response.body()), by_hand)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("parts", [6, pytest.param(20, marks=pytest.mark.long)])
def test_random_parts_and_periods(
    shared_server: AppServer, page_1280: OpenTab, answers: recompute.Jawaban, parts: int
) -> None:
    tab = page_1280()
    steps.log_in(tab, shared_server, "paritas", "/admin/laporan")
    rng, seen = random.Random(2023), 0
    for _ in range(parts):
        part = _draw(rng, answers)
        rows = answers.pick(part.dari, part.sampai, upp=part.upp, layanan=part.layanan)
        by_hand = recompute.hitung(rows)
        if part.upp is None and part.layanan is None:
            by_hand = replace(by_hand, margin=_margin_of_units(rows) or by_hand.margin)
        query = urlencode(part.query | {"bagian": "analisis"})
        tab.open(f"{shared_server.url}/admin/laporan?{query}")
        _hold(tab.page, by_hand)
        _hold_documents(tab.page, shared_server, part, by_hand)
        seen += by_hand.n
    assert seen > 1000


def test_the_rekap_of_the_province(
    shared_server: AppServer, page_1280: OpenTab, answers: recompute.Jawaban
) -> None:
    tab = page_1280()
    steps.log_in(tab, shared_server, "paritas", "/admin/rekap")
    tab.open(f"{shared_server.url}/admin/rekap?dari=2023-01-01&sampai=2023-03-31")
    rows = answers.pick(date(2023, 1, 1), date(2023, 3, 31))
    each = answers.by_upp(rows)
    page = tab.page
    assert page.locator('[data-uji="ikm"]').inner_text() == "86,18"
    mean = recompute.comma(recompute.rata_rata(each.values()))
    assert page.locator('[data-uji="rata-rata"]').inner_text() == mean
    assert page.locator('[data-uji="n"]').inner_text() == "2.349"
    lines = {line[1]: line for line in _table(page, "Nilai IKM per UPP")}
    for upp_id, by_hand in each.items():
        line = lines[answers.upp[upp_id]["nama"]]
        assert line[2:5] == [
            recompute.comma(by_hand.n),
            recompute.comma(by_hand.ikm),
            recompute.comma(by_hand.margin),
        ]
    assert lines["Rata-rata UPP"][3] == mean
