"""The margin on a published sheet of the province: by its UPP, and of nothing but what everyone may read."""

import csv
import io
import random
from datetime import date
from decimal import Decimal

import pytest

from sekampadi.db.models import Publikasi
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.ketelitian import CaraMargin, margin_line
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.hasil import load_hasil, load_lembar_terbit
from sekampadi.services.publikasi.hasil_data import (
    MARGIN_JAWABAN,
    MARGIN_UPP,
    hasil_csv,
    lembar_document,
    metadata,
)
from sekampadi.services.publikasi.pratinjau import load_pratinjau
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.publikasi.rancangan import load_rancangan
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.recompute import comma
from tests.reports.tahunan.test_satuan_laporan import Satuan, margin

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
TW_I = Periode.triwulan(2023, 1)


def answer(rt: Runtime, sizes: list[int], *, induk: bool = False) -> Satuan:
    """Let so many people answer at each new UPP, where asked at one and its UPT."""
    rng = random.Random(7)
    found: Satuan = {}
    head = None
    for at, many in enumerate(sizes):
        kode = f"dinas-{at:02}"
        upp = factories.make_upp(rt, kode, jenis="UPT" if head else "Dinas", induk_id=head)
        head = (head or upp) if induk else None
        factories.make_layanan(rt, upp, f"loket-{at:02}")
        for _ in range(many):
            scores = [rng.randint(2, 4) for _ in range(9)]
            isian = factories.isian(**{f"u{k}": str(s) for k, s in enumerate(scores, start=1)})
            factories.submit(rt, f"loket-{at:02}", isian, day=date(2023, 2, 6))
            found.setdefault(kode, []).append(sum(scores) * 0.111 * 25)
    return found


def test_what_is_not_shown_counts_as_one_unit(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    # Three people are hidden, and another UPP with them, or they were the province less the others.
    each = answer(rt, [*range(8, 18), 3, 9])
    row = publish(rt, admin, kunci="", periode=TW_I)
    shown = {}
    for at, kode in enumerate(each):
        upp = f"dinas-{at:02}"
        shown[kode] = not load_rancangan(rt, admin, kunci=upp, layanan_kode="", periode=TW_I).galat
    hidden = [kode for kode, there in shown.items() if not there]
    assert len(hidden) == 2
    assert "dinas-10" in hidden
    units = {k: v for k, v in each.items() if k not in hidden}
    units["lainnya"] = [x for k in hidden for x in each[k]]
    sure = load_lembar_terbit(rt, row.nomor).ketelitian
    assert sure is not None
    assert (sure.cara, sure.margin) == (CaraMargin.UPP, margin(units))
    assert sure.margin != margin(each), "nothing would be told apart here"
    assert margin_line(sure) == (
        f"Margin ± {comma(margin(units))} poin pada taraf 95 % dengan UPP sebagai satuan"
    )
    assert MARGIN_UPP in metadata(load_hasil(rt), "https://contoh.test")["definisi"]["margin"]


def test_a_sheet_of_before_keeps_the_margin_of_its_answers(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    answer(rt, [8] * 11)
    row = publish(rt, admin, kunci="", periode=TW_I)
    with rt.writing() as session:
        sheet = session.get(Publikasi, row.id)
        assert sheet is not None
        old = {"margin": "1.23", "margin_bebas": "1.23", "cara_margin": "student"}
        sheet.isi = {**sheet.isi, **old}
        session.add(sheet)
    sure = load_lembar_terbit(rt, row.nomor).ketelitian
    assert sure is not None
    assert (sure.cara, sure.margin) == (CaraMargin.STUDENT, Decimal("1.23"))
    assert margin_line(sure) == "Margin ± 1,23 poin pada taraf 95 %"
    # That it would have another margin now is no change of what it says.
    assert not load_rancangan(rt, admin, kunci="", layanan_kode="", periode=TW_I).berubah


@pytest.mark.parametrize(("many", "cara"), [(11, "upp"), (6, "jawaban")])
def test_open_data_say_how_a_margin_was_made(rt: Runtime, cast: Cast, many: int, cara: str) -> None:
    answer(rt, [8] * many)
    lembar = load_lembar_terbit(
        rt, publish(rt, cast.people[Role.ADMIN_PEMPROV], kunci="", periode=TW_I).nomor
    )
    assert lembar_document(lembar)["cara_margin"] == cara
    text = hasil_csv([lembar]).decode().removeprefix("\ufeff")
    lines = {line["indikator"]: line for line in csv.DictReader(io.StringIO(text))}
    assert lines["cara_margin"]["nilai"] == cara
    assert lines["margin"]["definisi"] == {"upp": MARGIN_UPP, "jawaban": MARGIN_JAWABAN}[cara]


def units_of(each: Satuan, *hidden: str) -> Satuan:
    shown = {k: v for k, v in each.items() if k not in hidden}
    return shown | {"lainnya": [x for k in hidden for x in each[k]]}


def test_a_preview_shows_the_margin_and_the_mean_of_the_sheet(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 4, 3))
    admin = cast.people[Role.ADMIN_PEMPROV]
    each = answer(rt, [*range(8, 18), 3, 9])
    before = load_pratinjau(rt, admin, kunci="", layanan_kode="", periode=TW_I)
    row = publish(rt, admin, kunci="", periode=TW_I)
    sheet = load_lembar_terbit(rt, row.nomor)
    assert before.ketelitian is not None
    assert before.ketelitian.margin == margin(units_of(each, "dinas-10", "dinas-00"))
    assert before.ketelitian == sheet.ketelitian
    assert before.rata_rata == sheet.rata_rata is not None


def test_an_early_sheet_of_an_induk_has_the_margin_that_the_freeze_leaves_it(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 4, 3))
    admin = cast.people[Role.ADMIN_PEMPROV]
    each = answer(rt, [7] * 11, induk=True)
    kunci = "dinas-00+upt"
    before = load_pratinjau(rt, admin, kunci=kunci, layanan_kode="", periode=TW_I)
    row = publish(rt, admin, kunci=kunci, periode=TW_I)
    for sure in (
        before.ketelitian,
        load_lembar_terbit(rt, row.nomor).ketelitian,
        load_laporan_lengkap(rt, admin, kunci=kunci, periode=TW_I).ketelitian,
    ):
        assert sure is not None
        assert (sure.cara, sure.margin) == (CaraMargin.UPP, margin(each))
    clock.set_local(date(2023, 4, 9))
    settle(rt)
    assert not load_rancangan(rt, admin, kunci=kunci, layanan_kode="", periode=TW_I).berubah
    # A sheet that was published with the margin of its answers is another one now.
    with rt.writing() as session:
        stored = session.get(Publikasi, row.id)
        assert stored is not None
        stored.isi = {**stored.isi, "cara_margin": "jawaban", "margin": "1.07"}
        session.add(stored)
    assert load_rancangan(rt, admin, kunci=kunci, layanan_kode="", periode=TW_I).berubah


def test_what_an_early_margin_counted_apart_is_not_hidden_by_another_early_sheet(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 4, 3))
    admin = cast.people[Role.ADMIN_PEMPROV]
    each = answer(rt, [*range(8, 18), 3, 9], induk=True)
    row = publish(rt, admin, kunci="dinas-00+upt", periode=TW_I)
    sure = load_lembar_terbit(rt, row.nomor).ketelitian
    assert sure is not None
    # Three people, and with them the smallest other UPP.
    assert sure.margin == margin(units_of(each, "dinas-10", "dinas-00"))
    # Shown alone, it would leave its place beside the three to one that the margin counted apart:
    # of an equation in twelve unknowns nothing but theirs would stay unknown.
    with pytest.raises(DomainError) as refused:
        publish(rt, admin, kunci="dinas-00", periode=TW_I)
    assert refused.value.code == "publikasi.disembunyikan"
    publish(rt, admin, kunci="dinas-01", periode=TW_I)
    clock.set_local(date(2023, 4, 9))
    settle(rt)
    hidden = {
        kode
        for kode in each
        if load_rancangan(rt, admin, kunci=kode, layanan_kode="", periode=TW_I).galat
    }
    assert hidden == {"dinas-00", "dinas-10"}
