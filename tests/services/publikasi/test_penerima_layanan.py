"""What a sheet and its open data say of the people served, whatever was typed."""

import csv
import io
import random
from datetime import date

import pytest

from sekampadi.db.models import Publikasi
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.ketelitian import margin_words
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.pelaksanaan import load_pelaksanaan, save_pelaksanaan
from sekampadi.services.publikasi.hasil import load_lembar_terbit
from sekampadi.services.publikasi.hasil_data import hasil_csv, lembar_document
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.publikasi.rancangan import load_rancangan
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.factories import Cast

TW_I, TRIWULAN = Periode.triwulan(2023, 1), Triwulan(2023, 1)


@pytest.fixture(autouse=True)
def _answered(rt: Runtime, cast: Cast) -> None:
    rng = random.Random(8)
    for _ in range(29):
        factories.submit(rt, "layanan-a1", factories.random_isian(rng), day=date(2023, 2, 1))


def told(rt: Runtime, cast: Cast, dilayani: str) -> None:
    isian = {"dilayani": dilayani, "pelaksana": "mandiri"}
    save_pelaksanaan(rt, cast.people[Role.ADMIN_UPP], "", TRIWULAN, isian)


@pytest.mark.parametrize(
    ("dilayani", "koreksi", "minimum"), [("60", True, 52), ("29", False, 27), ("10", False, None)]
)
def test_open_data_have_both_margins(
    rt: Runtime, cast: Cast, dilayani: str, koreksi: bool, minimum: int | None
) -> None:
    told(rt, cast, dilayani)
    row = publish(rt, cast.people[Role.ADMIN_UPP], periode=TW_I)
    lembar = load_lembar_terbit(rt, row.nomor)
    said = lembar_document(lembar)
    free = float(said["margin_tanpa_koreksi"])
    assert (said["koreksi_populasi"], said["sampel_minimum"]) == (koreksi, minimum)
    if dilayani == "29":
        assert said["margin"] is None
    else:
        assert float(said["margin"]) == pytest.approx(
            free * (1 - 29 / 60) ** 0.5 if koreksi else free, abs=0.01
        )
    text = hasil_csv([lembar]).decode().removeprefix("\ufeff")
    lines = {line["indikator"]: line["nilai"] for line in csv.DictReader(io.StringIO(text))}
    assert lines["margin_tanpa_koreksi"] == said["margin_tanpa_koreksi"]
    assert lines["koreksi_populasi"] == ("ya" if koreksi else "tidak")
    assert lines.get("margin") == said["margin"]


def test_a_sheet_that_bought_a_margin_of_zero_says_it_no_more(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    told(rt, cast, "29")
    row = publish(rt, admin, periode=TW_I)
    with rt.writing() as session:
        sheet = session.get(Publikasi, row.id)
        assert sheet is not None
        sheet.isi = {**sheet.isi, "margin": "0.00", "koreksi": True}
        session.add(sheet)
    lembar = load_lembar_terbit(rt, row.nomor)
    assert lembar.ketelitian is not None
    assert margin_words(lembar.ketelitian) == "Tanpa margin: semua penerima layanan menjawab."
    said = lembar_document(lembar)
    assert (said["margin"], said["koreksi_populasi"]) == (None, False)
    # That alone is no reason to publish it again.
    draft = load_rancangan(rt, admin, kunci="", layanan_kode="", periode=TW_I)
    assert (draft.galat, draft.berubah) == ("", False)


def test_the_form_knows_that_more_answered_than_were_served(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    assert not load_pelaksanaan(rt, admin, "", TRIWULAN).mustahil
    for dilayani, mustahil in (("10", True), ("28", True), ("29", False)):
        told(rt, cast, dilayani)
        page = load_pelaksanaan(rt, admin, "", TRIWULAN)
        assert page.isi is not None
        # Kept as it was typed: it may be the answers that are wrong.
        assert (page.isi.dilayani, page.n, page.mustahil) == (int(dilayani), 29, mustahil)
    assert not load_pelaksanaan(rt, admin, "", Triwulan(2023, 2)).mustahil
