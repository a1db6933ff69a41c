"""The laporan: what it says of any part and period is what the single answers say, by hand."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from sekampadi.db.models import Audit, MetodeBobot
from sekampadi.domain.errors import DomainError, FieldErrors, ForbiddenError, NotFoundError
from sekampadi.domain.ikm import Metode
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Pelaksana, Triwulan
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.services.laporan.cakupan import split_layanan
from sekampadi.services.laporan.laporan import load_laporan, load_saran
from sekampadi.services.laporan.laporan_lengkap import LaporanLengkap, load_laporan_lengkap
from sekampadi.services.laporan.pelaksanaan import load_pelaksanaan, save_pelaksanaan
from sekampadi.services.sistem.runtime import Runtime
from tests import factories, recompute

FIRST, LAST = date(2022, 1, 1), date(2023, 5, 15)
Q1 = Periode.triwulan(2023, 1)


def fill(rt: Runtime, cast: factories.Cast, count: int, seed: int = 5) -> None:
    rng = random.Random(seed)
    for at in range(count):
        factories.submit(
            rt,
            rng.choice([k for k in cast.layanan if k != "layanan-b1"]),
            factories.random_isian(rng) | {"saran": f"Saran {at}" if rng.random() < 0.3 else ""},
            day=FIRST + timedelta(days=rng.randint(0, (LAST - FIRST).days)),
        )


def same(laporan: LaporanLengkap, by_hand: recompute.Hitungan) -> None:
    """Hold all figures of a laporan against those by hand."""
    hasil, rekap = laporan.figures.hasil, laporan.figures.rekap
    assert hasil.n == by_hand.n
    assert hasil.nilai == by_hand.ikm
    assert laporan.ketelitian.margin == by_hand.margin
    assert (hasil.mutu and (hasil.mutu.value, hasil.mutu.kinerja)) == by_hand.mutu
    for mine, theirs, spread in zip(hasil.unsur, by_hand.unsur, rekap.sebaran, strict=True):
        assert (mine.jumlah, mine.nrr, mine.nrr_tertimbang, mine.nik) == (
            theirs.jumlah,
            theirs.nrr,
            theirs.tertimbang,
            theirs.nik,
        )
        assert (mine.mutu and (mine.mutu.value, mine.mutu.kinerja)) == theirs.mutu
        assert spread == theirs.sebaran
    assert {int(k): v for k, v in rekap.umum.items() if v} == by_hand.umum
    for kelompok in Kelompok:
        found = {k: v for k, v in rekap.groups[kelompok].items() if v}
        assert found == getattr(by_hand, kelompok.value)


def _random_periode(rng: random.Random) -> Periode:
    year, third = rng.choice((2022, 2023)), rng.random()
    if third < 0.3:
        return Periode.triwulan(year, rng.randint(1, 4))
    if third < 0.45:
        return Periode.semester(year, rng.randint(1, 2))
    if third < 0.6:
        return Periode.tahun(year)
    ends = sorted(FIRST + timedelta(days=rng.randint(0, 500)) for _ in range(2))
    return rng.choice([Periode(*ends), Periode(ends[0], None), Periode(None, ends[1]), Periode()])


def _kode_of(cast: factories.Cast) -> dict[int, str]:
    return {i: kode for kode, i in cast.upp.items()}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_twenty_random_parts_and_periods_are_what_the_answers_say(
    rt: Runtime, cast: factories.Cast
) -> None:
    fill(rt, cast, 260)
    answers = recompute.Jawaban(rt.engine)
    pimpinan, rng, seen = cast.people[Role.PIMPINAN], random.Random(11), 0
    parts: list[tuple[str, tuple[str, ...], Iterable[str] | None]] = [
        ("", (), None),
        ("upp-a", (), ["upp-a"]),
        ("upp-b", (), ["upp-b"]),
        ("upp-c", (), ["upp-c"]),
        ("upp-c+upt", (), ["upp-c", "upt-c1"]),
        ("", ("layanan-a2",), None),
        ("", ("layanan-a1", "layanan-a2"), None),
        ("", ("layanan-a1", "layanan-c1", "layanan-t1"), None),
    ]
    for at in range(24):
        kunci, layanan, upp = parts[at % len(parts)]
        periode = _random_periode(rng)
        found = load_laporan_lengkap(
            rt, pimpinan, kunci=kunci, layanan_kode=layanan, periode=periode, saran=500
        )

        def pick(
            p: Periode, upp: Iterable[str] | None = upp, layanan: tuple[str, ...] = layanan
        ) -> list[dict[str, object]]:
            return answers.pick(
                p.dari,
                p.sampai,
                upp=None if upp is None else [cast.upp[k] for k in upp],
                layanan=[cast.layanan[k] for k in layanan] if layanan else None,
            )

        rows = pick(periode)
        by_hand = recompute.hitung(rows)
        same(found, by_hand)
        seen += by_hand.n
        assert found.saran is not None
        assert sorted(s.saran for s in found.saran) == sorted(by_hand.saran)
        assert found.jumlah_saran == len(by_hand.saran)
        for row in found.per_upp:
            each = recompute.hitung([r for r in rows if r["upp_id"] == row.upp.id])
            assert (row.hasil.n, row.hasil.nilai, row.ketelitian.margin) == (
                each.n,
                each.ikm,
                each.margin,
            )
        for line in found.per_layanan:
            each = recompute.hitung([r for r in rows if r["layanan_id"] == line.layanan.id])
            assert (line.hasil.n, line.hasil.nilai) == (each.n, each.ikm)
        assert sum(line.hasil.n for line in found.per_layanan) == by_hand.n
        for other in found.pembanding:
            then = recompute.hitung(pick(other.periode))
            assert (other.hasil.n, other.hasil.nilai) == (then.n, then.ikm)
            if by_hand.ikm is not None and then.ikm is not None:
                assert other.perubahan.ikm == by_hand.ikm - then.ikm
        page = load_laporan(
            rt, pimpinan, kunci=kunci, layanan_kode=layanan, periode=periode, ukuran=100
        )
        assert page.figures.hasil == found.figures.hasil
        assert [list(r.nilai) for r in page.halaman.rows] == [
            [row[u] for u in recompute.NAMES] for row in rows[:100]
        ]
        # Every report can be built, whatever is missing.
        report = build_laporan_upp(found, printed=rt.today())
        assert report.figure("n").cell.value == by_hand.n
        assert report.table("unsur").totals[0][4].value == by_hand.ikm
    assert seen > 300


@pytest.mark.parametrize("metode", ["sekampadi", "tepat", "permen"])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_every_method_is_what_the_answers_say(
    rt: Runtime, cast: factories.Cast, metode: str
) -> None:
    fill(rt, cast, 60)
    with rt.writing() as session:
        session.add(MetodeBobot(berlaku_dari=date(2022, 6, 1), metode=metode))
    found = load_laporan_lengkap(rt, cast.people[Role.PIMPINAN], periode=Periode.tahun(2023))
    rows = recompute.Jawaban(rt.engine).pick(date(2023, 1, 1), date(2023, 12, 31))
    same(found, recompute.hitung(rows, metode))


def test_a_change_of_method_is_no_change_of_the_service(rt: Runtime, cast: factories.Cast) -> None:
    for day in (date(2022, 11, 1), date(2023, 2, 1)):
        for nilai in ("3", "4") * 5:
            scores = {f"u{i}": nilai for i in range(1, 10)}
            factories.submit(rt, "layanan-a1", factories.isian(**scores), day=day)
    with rt.writing() as session:
        session.add(MetodeBobot(berlaku_dari=date(2023, 1, 1), metode="tepat"))
    found = load_laporan_lengkap(rt, cast.people[Role.ADMIN_UPP], periode=Q1)
    before = found.pembanding[0]
    assert (before.kunci, before.metode_asli) == ("sebelumnya", Metode.SEKAMPADI)
    assert before.hasil.metode is Metode.TEPAT
    assert before.perubahan.ikm == Decimal("0.00")
    assert before.perubahan.arah is Arah.SETARA
    notes = " ".join(build_laporan_upp(found, printed=rt.today()).table("perbandingan").notes)
    assert "dihitung ulang dengan metode tepat" in notes


# --- edges ------------------------------------------------------------------------------------------


def test_an_empty_period_says_so_and_nothing_else(rt: Runtime, cast: factories.Cast) -> None:
    found = load_laporan_lengkap(rt, cast.people[Role.ADMIN_UPP], periode=Q1, saran=10)
    same(found, recompute.hitung([]))
    report = build_laporan_upp(found, printed=rt.today())
    assert report.figure("nilai_ikm").cell.text == "belum ada data"
    assert report.figure("mutu").cell.text == "–"
    texts = [c.text for table in report.tables for row in (*table.rows, *table.totals) for c in row]
    assert "D" not in texts
    assert all(not c.rumus for row in report.table("unsur").rows for c in row if c.value is None)


def test_an_upp_without_layanan_has_a_report(rt: Runtime, cast: factories.Cast) -> None:
    factories.make_upp(rt, "upp-kosong", nama="N" * 200)
    found = load_laporan_lengkap(rt, cast.people[Role.PIMPINAN], kunci="upp-kosong", periode=Q1)
    assert (found.figures.jumlah_layanan, found.per_layanan, found.per_upp) == (0, (), ())
    report = build_laporan_upp(found, printed=rt.today())
    assert report.subtitle == "N" * 200


def test_one_answer_has_an_index_and_no_margin(rt: Runtime, cast: factories.Cast) -> None:
    factories.submit(rt, "layanan-a1", factories.isian(saran="Baik"), day=date(2023, 2, 1))
    found = load_laporan_lengkap(rt, cast.people[Role.ADMIN_UPP], periode=Q1, saran=10)
    assert (str(found.figures.hasil.nilai), found.ketelitian.margin) == ("74.93", None)
    report = build_laporan_upp(found, printed=rt.today())
    assert report.figure("margin").cell.text == "terlalu sedikit untuk margin"
    assert "Terlalu sedikit untuk margin" in " ".join(report.sections[0].text)


def test_all_answers_four_reach_the_ceiling(rt: Runtime, cast: factories.Cast) -> None:
    scores = {f"u{i}": "4" for i in range(1, 10)}
    for _ in range(10):
        factories.submit(rt, "layanan-a1", factories.isian(**scores), day=date(2023, 2, 1))
    found = load_laporan_lengkap(rt, cast.people[Role.ADMIN_UPP], periode=Q1)
    assert (str(found.figures.hasil.nilai), found.ketelitian.margin) == ("99.90", None)
    report = build_laporan_upp(found, printed=rt.today())
    assert [c.text for c in report.table("unsur").rows[0]] == [
        *("1", "U1 Persyaratan", "40", "4,00", "100,00", "A", "Sangat Baik")
    ]
    assert report.figure("margin").cell.text == "rata-rata tiap jawaban sama"
    assert "Semua unsur bernilai sama" in " ".join(report.sections[0].text)


# --- rights and boundaries ---------------------------------------------------------------------------


def test_an_operator_reads_his_own_and_nobody_elses(rt: Runtime, cast: factories.Cast) -> None:
    fill(rt, cast, 20)
    admin = cast.people[Role.ADMIN_UPP]
    own = load_laporan_lengkap(rt, admin, periode=Periode())
    by_hand = recompute.hitung(recompute.Jawaban(rt.engine).pick(upp=[cast.upp["upp-a"]]))
    same(own, by_hand)
    for wrong in ({"kunci": "upp-b"}, {"layanan_kode": ("layanan-a1", "layanan-c1")}):
        with pytest.raises(NotFoundError):
            load_laporan_lengkap(rt, admin, periode=Periode(), **wrong)  # type: ignore[arg-type]
    with pytest.raises(ForbiddenError):
        load_laporan_lengkap(rt, cast.people[Role.PETUGAS_LAYANAN], periode=Periode())
    with pytest.raises(ForbiddenError):
        load_saran(rt, cast.people[Role.PENGELOLA_SISTEM], periode=Periode())


def test_too_many_layanan_are_refused(rt: Runtime, cast: factories.Cast) -> None:
    for at in range(51):
        factories.make_layanan(rt, cast.upp["upp-a"], f"l-{at}")
    with pytest.raises(DomainError, match="too_many"):
        load_laporan_lengkap(
            rt,
            cast.people[Role.ADMIN_UPP],
            layanan_kode=tuple(f"l-{at}" for at in range(51)),
            periode=Periode(),
        )


def test_several_layanan_are_read_from_an_address() -> None:
    assert split_layanan("a, b,,a ,c") == ("a", "b", "c")
    assert split_layanan("") == ()


def test_suggestions_page_by_page(rt: Runtime, cast: factories.Cast) -> None:
    for at in range(7):
        factories.submit(
            rt, "layanan-a1", factories.isian(saran=f"Saran {at}"), day=date(2023, 2, 1 + at)
        )
    admin = cast.people[Role.ADMIN_UPP]
    page = load_saran(rt, admin, periode=Q1, halaman=9, ukuran=3)
    assert (page.total, page.number, page.pages) == (7, 3, 3)
    assert [row.saran for row in page.rows] == ["Saran 0"]
    first = load_saran(rt, admin, periode=Q1, ukuran=3)
    assert [row.saran for row in first.rows] == ["Saran 6", "Saran 5", "Saran 4"]


# --- how the survey was carried out ---------------------------------------------------------------


TW1 = Triwulan(2023, 1)
TOLD = {"dilayani": "50", "dibagikan": "40", "kembali": "30", "pelaksana": "mandiri"}


def test_people_served_give_a_minimum_sample_and_a_smaller_margin(
    rt: Runtime, cast: factories.Cast
) -> None:
    rng = random.Random(3)
    for _ in range(30):
        factories.submit(rt, "layanan-a1", factories.random_isian(rng), day=date(2023, 2, 1))
    admin = cast.people[Role.ADMIN_UPP]
    before = load_laporan_lengkap(rt, admin, periode=Q1)
    assert before.pelaksanaan is not None
    assert (before.pelaksanaan.dilayani, before.ketelitian.sampel_minimum) == (None, None)
    save_pelaksanaan(rt, admin, "", TW1, TOLD)
    after = load_laporan_lengkap(rt, admin, periode=Q1)
    rows = recompute.Jawaban(rt.engine).pick(upp=[cast.upp["upp-a"]])
    assert after.ketelitian.margin == recompute.hitung(rows, populasi=50).margin
    assert (after.ketelitian.sampel_minimum, after.ketelitian.kurang) == (44, True)
    assert after.pelaksanaan is not None
    assert after.pelaksanaan.pelaksana == (Pelaksana.MANDIRI,)
    report = build_laporan_upp(after, printed=rt.today())
    assert [row[1].text for row in report.table("pelaksanaan").rows] == [
        *("50", "44", "30", "40", "30", "75,0 %", "Mandiri")
    ]
    assert "di bawah sampel minimum: 44 dari 50" in " ".join(report.sections[0].text)
    # A year is known only when all its quarters are, and single layanan never.
    year = load_laporan_lengkap(rt, admin, periode=Periode.tahun(2023))
    assert year.ketelitian.populasi is None
    one = load_laporan_lengkap(rt, admin, layanan_kode="layanan-a1", periode=Q1)
    assert (one.pelaksanaan, one.ketelitian.populasi) == (None, None)
    days = load_laporan_lengkap(rt, admin, periode=Periode(date(2023, 1, 1), date(2023, 3, 30)))
    assert days.pelaksanaan is None


def test_a_parent_knows_its_people_when_all_its_upt_have_told(
    rt: Runtime, cast: factories.Cast
) -> None:
    periode = Periode.semester(2022, 2)
    for admin, numbers in ((cast.admin_c, (100, 200)), (cast.admin_upt, (7, 8))):
        assert load_laporan_lengkap(rt, cast.admin_c, periode=periode).ketelitian.populasi is None
        for nomor, people in zip((3, 4), numbers, strict=True):
            form = {"dilayani": str(people), "pelaksana": "mandiri"}
            save_pelaksanaan(rt, admin, "", Triwulan(2022, nomor), form)
    assert load_laporan_lengkap(rt, cast.admin_c, periode=periode).ketelitian.populasi == 315
    alone = load_laporan_lengkap(rt, cast.admin_c, kunci="upp-c", periode=periode)
    assert alone.ketelitian.populasi == 300


def test_what_was_told_is_read_back_changed_and_written_down(
    rt: Runtime, cast: factories.Cast
) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    assert load_pelaksanaan(rt, admin, "", TW1).isi is None
    save_pelaksanaan(rt, admin, "", TW1, TOLD)
    other = TOLD | {"pelaksana": "pihak_ketiga", "pihak_ketiga": "PT Survei", "dilayani": ""}
    save_pelaksanaan(rt, cast.people[Role.ADMIN_PEMPROV], "upp-a", TW1, other)
    page = load_pelaksanaan(rt, admin, "upp-a", TW1)
    assert page.isi is not None
    assert (page.isi.dilayani, page.isi.kembali, page.isi.pihak_ketiga) == (None, 30, "PT Survei")
    assert (page.diubah_oleh, page.boleh) == ("admin_pemprov", True)
    assert not load_pelaksanaan(rt, cast.people[Role.PIMPINAN_UPP], "", TW1).boleh
    with rt.reading() as session:
        trail = session.exec(select(Audit).where(Audit.aksi == "pelaksanaan.simpan")).all()
        details = [row.rincian for row in trail]
    assert details[0]["sebelum"] is None
    assert details[1]["sebelum"]["dilayani"] == 50
    assert details[1]["sesudah"]["pelaksana"] == "pihak_ketiga"


def test_who_may_not_tell_and_of_what_nobody_can(rt: Runtime, cast: factories.Cast) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    for role in (Role.PIMPINAN_UPP, Role.PIMPINAN, Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM):
        with pytest.raises(ForbiddenError):
            save_pelaksanaan(rt, cast.people[role], "upp-a", TW1, TOLD)
    with pytest.raises(NotFoundError):
        save_pelaksanaan(rt, admin, "upp-b", TW1, TOLD)
    with pytest.raises(NotFoundError):
        load_pelaksanaan(rt, admin, "upp-b", TW1)
    for triwulan in (Triwulan(2023, 3), Triwulan(2019, 1)):
        with pytest.raises(DomainError, match=r"triwulan\.unknown"):
            save_pelaksanaan(rt, admin, "", triwulan, TOLD)
    with pytest.raises(FieldErrors):
        save_pelaksanaan(rt, admin, "", TW1, TOLD | {"kembali": "41"})
