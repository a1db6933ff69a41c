"""The demonstration in the database: every golden figure, through the services people use."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pypdf import PdfReader
from sqlmodel import col, func, select

from sekampadi.db.models import Jawaban, Layanan, PelaksanaanSurvei, Upp
from sekampadi.demo import (
    create_demo_accounts,
    is_empty,
    publish_demo,
    seed_demo,
    tell_demo,
)
from sekampadi.demo.keputusan import (
    BARIS_LAPORAN,
    BARIS_PENILAIAN,
    PROVINSI_GROUPS,
    RESPONDEN_TERBARU,
)
from sekampadi.demo.riwayat import volume
from sekampadi.domain.errors import ConflictError, DomainError
from sekampadi.domain.ikm import Mutu
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.periode import Periode, local_date
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.render.pdf import render_laporan_pdf
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.laporan.figures import Figures, load_figures
from sekampadi.services.laporan.laporan import load_laporan
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.publik.publik import load_public_figures
from sekampadi.services.publikasi.hasil import load_hasil
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import Content, SettableClock, make_clock

TRIWULAN = Periode.triwulan(2023, 1)
SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def _admin(rt: Runtime) -> Principal:
    return factories.make_operator(rt, "demo-admin", Role.ADMIN_PEMPROV)


def _operator(rt: Runtime) -> Principal:
    with rt.reading() as session:
        upp_id = session.exec(select(Upp.id).where(col(Upp.kode) == "biro-organisasi")).one()
    return factories.make_operator(rt, "demo-operator", Role.ADMIN_UPP, upp_id=upp_id)


def _cells(figures: Figures, kelompok: Kelompok) -> tuple[int, ...]:
    return tuple(figures.rekap.groups[kelompok][c.value] for c in kelompok.cells)


EVENING = date(2023, 6, 7), 20
"""The day and the hour at which the decree's answers are looked at."""


def fill_golden(rt: Runtime) -> None:
    rt.clock = make_clock(*EVENING)
    seed_demo(rt, golden_only=True)


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    return fill_golden if "golden" in request.fixturenames else None


@pytest.fixture
def golden(rt: Runtime, clock: SettableClock) -> Runtime:
    clock.set_local(*EVENING)
    return rt


@SQLITE
def test_the_laporan_of_29_answers_takes_three_pages(golden: Runtime) -> None:
    laporan = load_laporan_lengkap(golden, _operator(golden), periode=TRIWULAN, saran=100)
    assert laporan.figures.hasil.n == 29
    assert laporan.saran
    report = build_laporan_upp(laporan, printed=EVENING[0], small_cells=SmallCells.SHOWN)
    assert len(PdfReader(io.BytesIO(render_laporan_pdf(report))).pages) == 3


def test_golden_figures_of_biro_organisasi(golden: Runtime) -> None:
    operator = _operator(golden)
    quarter = load_figures(golden, operator, periode=TRIWULAN)
    assert quarter.hasil.n == 29
    assert quarter.rekap.jumlah == (101, 97, 98, 109, 95, 98, 102, 96, 109)
    assert [str(u.nrr) for u in quarter.hasil.unsur] == (
        ["3.48", "3.34", "3.38", "3.76", "3.28", "3.38", "3.52", "3.31", "3.76"]
    )
    assert [str(u.nrr_tertimbang) for u in quarter.hasil.unsur] == (
        ["0.39", "0.37", "0.38", "0.42", "0.36", "0.38", "0.39", "0.37", "0.42"]
    )
    assert quarter.hasil.nilai == Decimal("86.60")
    assert quarter.hasil.mutu is Mutu.B
    assert quarter.jumlah_layanan == 4

    everything = load_figures(golden, operator, periode=Periode())
    assert everything.hasil.n == 84
    assert _cells(everything, Kelompok.JENIS_KELAMIN) == (43, 41)
    sd, *middle, sarjana, pasca = _cells(everything, Kelompok.PENDIDIKAN)
    assert (sarjana, sd, sum(middle) + pasca) == (59, 17, 8)
    asn, *others = _cells(everything, Kelompok.PEKERJAAN)
    assert (asn, sum(others)) == (70, 14)


def test_golden_figures_of_the_province(golden: Runtime) -> None:
    admin = _admin(golden)
    quarter = load_figures(golden, admin, periode=TRIWULAN)
    assert quarter.hasil.n == 2349
    assert sum(quarter.rekap.jumlah) == 72_950
    assert quarter.hasil.nilai == Decimal("86.18")
    assert quarter.hasil.mutu is Mutu.B
    assert quarter.hasil.kinerja == "Baik"
    for kelompok in Kelompok:
        assert _cells(quarter, kelompok) == PROVINSI_GROUPS[kelompok]
        assert sum(_cells(quarter, kelompok)) == 2349
    until = load_figures(golden, admin, periode=Periode(None, date(2023, 6, 7)))
    assert until.hasil.n == 4563
    # Everyone reads the same: enough offices have answered for nothing of it to be hidden.
    sheet = publish(golden, admin, periode=TRIWULAN)
    assert (sheet.n, sheet.nilai) == (2349, "86.18")
    lembar = load_hasil(golden).lembar
    assert lembar is not None
    for kelompok in Kelompok:
        assert tuple(lembar.groups[kelompok].values()) == PROVINSI_GROUPS[kelompok]
    public = load_public_figures(golden, kunci="biro-organisasi", periode=TRIWULAN).hasil
    assert public is not None
    assert (public.n, public.nilai) == (29, Decimal("86.60"))
    assert check_rekap(golden) == []


def test_the_laporan_holds_every_printed_line(golden: Runtime) -> None:
    page = load_laporan(
        golden, _admin(golden), kunci="biro-organisasi", periode=TRIWULAN, ukuran=50
    )
    # "Tampilkan 1 sampai 29 dari 29 entri (disaring dari 4,563 entri keseluruhan)"
    assert (len(page.halaman.rows), page.halaman.overall) == (29, 4563)
    stored = [(b.tanggal, b.nilai) for b in page.halaman.rows]
    for baris in BARIS_LAPORAN:
        if baris.nilai is not None:
            stored.remove((baris.tanggal, baris.nilai))
    assert len(stored) == 12
    # By date, the first eight and the last two stand at their printed numbers.
    lines = [b.nilai for b in page.halaman.rows]
    assert lines[:8] == [b.nilai for b in BARIS_LAPORAN[:8]]
    assert lines[-2:] == [b.nilai for b in BARIS_LAPORAN[-2:]]


def test_the_last_rows_are_the_printed_ones(golden: Runtime) -> None:
    with golden.reading() as session:
        rows = session.exec(
            select(Jawaban, Layanan.nama)
            .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
            .join(Upp, col(Upp.id) == col(Layanan.upp_id))
            .where(col(Upp.kode) == "biro-organisasi")
            .order_by(col(Jawaban.tanggal).desc(), col(Jawaban.id).desc())
            .limit(4)
        ).all()
        for (row, layanan), printed in zip(rows, reversed(BARIS_PENILAIAN), strict=True):
            assert layanan == "Pelayanan Konsultasi"
            assert tuple(getattr(row, f"u{i}") for i in range(1, 10)) == printed.nilai
            assert (row.umum, row.saran) == (printed.umum, printed.saran)
        for (row, _), printed_person in zip(rows, RESPONDEN_TERBARU, strict=False):
            assert (row.usia, row.jenis_kelamin, row.pendidikan, row.pekerjaan) == printed_person
            assert row.tanggal == date(2023, 6, 7)


def test_living_history_ends_at_the_clock(rt: Runtime, clock: SettableClock) -> None:
    clock.set_local(date(2023, 9, 14), 11)
    seen: list[tuple[str, int, int]] = []
    told: list[int] = []
    rt.listeners.append(told.append)
    result = seed_demo(rt, progress=lambda *step: seen.append(step))
    assert check_rekap(rt) == []
    with rt.reading() as session:
        count, newest, oldest = session.exec(
            select(func.count(), func.max(Jawaban.tanggal), func.min(Jawaban.tanggal)).select_from(
                Jawaban
            )
        ).one()
        latest = session.exec(select(func.max(Jawaban.waktu))).one()
        assert session.exec(select(func.count(func.distinct(Jawaban.uuid)))).one() == count
        moments = session.exec(select(Jawaban.waktu, Jawaban.tanggal)).all()
    assert result.jawaban == count > 4563
    assert (newest, oldest.year, oldest.month) == (date(2023, 9, 14), 2023, 1)
    assert latest <= rt.now()
    assert all(local_date(waktu) == tanggal for waktu, tanggal in moments)
    assert load_figures(rt, _admin(rt), periode=Periode(None, date(2023, 6, 7))).hasil.n == 4563
    assert seen[-1][1] == seen[-1][2] > 0
    assert len(told) == result.upp


def _snapshot(rt: Runtime, until: date) -> list[tuple[object, ...]]:
    columns = [c for name, c in Jawaban.__table__.c.items() if name != "id"]  # type: ignore[attr-defined]
    with rt.reading() as session:
        query = select(*columns).where(col(Jawaban.tanggal) <= until).order_by(col(Jawaban.id))
        return [tuple(row) for row in session.exec(query)]


def test_a_later_seed_keeps_the_common_days(rt: Runtime, clock: SettableClock) -> None:
    clock.set_local(date(2023, 7, 3), 9)
    seed_demo(rt)
    first, morning = _snapshot(rt, date(2023, 7, 2)), _snapshot(rt, date(2023, 7, 3))
    with rt.writing() as session:
        for table in (
            "jawaban",
            "rekap_hari",
            "rekap_bulan",
            "rekap_upp_bulan",
            "rekap_upp_hari",
            "layanan",
        ):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")
        session.connection().exec_driver_sql("UPDATE upp SET induk_id = NULL")
        session.connection().exec_driver_sql("DELETE FROM upp")
    first_ids = {row[0] for row in first}
    clock.advance(timedelta(days=1))
    seed_demo(rt)
    # The ids of layanan go on counting on PostgreSQL, so only what is ours is compared.
    again = _snapshot(rt, date(2023, 7, 2))
    assert [(r[0], r[5:]) for r in again] == [(r[0], r[5:]) for r in first]
    later = {row[0] for row in _snapshot(rt, date(2023, 7, 3))}
    assert {row[0] for row in morning} <= later
    assert first_ids < later


@SQLITE
def test_a_filled_database_is_refused(rt: Runtime, clock: SettableClock) -> None:
    clock.set_local(date(2023, 6, 8))
    factories.make_upp(rt, "sudah-ada")
    assert not is_empty(rt)
    with pytest.raises(ConflictError) as refused:
        seed_demo(rt)
    assert refused.value.code == "demo.not_empty"


@SQLITE
def test_a_clock_before_the_data_is_refused(rt: Runtime, clock: SettableClock) -> None:
    clock.set_local(date(2023, 6, 6))
    with pytest.raises(DomainError) as refused:
        seed_demo(rt)
    assert refused.value.code == "demo.clock"
    assert is_empty(rt)


def test_a_failure_in_the_middle_leaves_nothing(rt: Runtime, clock: SettableClock) -> None:
    clock.set_local(date(2023, 6, 8))

    def fail(label: str, done: int, _total: int) -> None:
        if label == "Menyimpan rekap" and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seed_demo(rt, progress=fail)
    assert is_empty(rt)


@SQLITE
def test_three_and_a_half_years_are_seeded(rt: Runtime, clock: SettableClock) -> None:
    clock.set_local(date(2026, 11, 20), 15)
    seed_demo(rt)
    admin = _admin(rt)
    quarter = load_figures(rt, admin, periode=Periode.triwulan(2026, 4))
    assert quarter.hasil.n > 1000
    today = load_figures(rt, admin, periode=Periode(rt.today(), rt.today()))
    assert 5 <= today.hasil.n <= volume(rt.today()) * 1.15
    offices = load_laporan_lengkap(rt, admin, periode=Periode.tahun(2025)).per_upp
    assert {Mutu.A, Mutu.B, Mutu.C} <= {b.hasil.mutu for b in offices}
    assert all(b.hasil.n > 0 for b in offices)
    silent = load_laporan_lengkap(rt, admin, periode=Periode.triwulan(2026, 4)).per_upp
    assert [b.upp.kode for b in silent if b.hasil.n == 0] == ["uppd-kapuas-hulu"]


@SQLITE
def test_offices_tell_how_they_surveyed(rt: Runtime, clock: SettableClock) -> None:
    clock.set_local(date(2024, 4, 20), 9)
    seed_demo(rt)
    told = tell_demo(rt)
    assert tell_demo(rt) == 0
    publish_demo(rt)
    with rt.reading() as session:
        rows = [r.model_copy() for r in session.exec(select(PelaksanaanSurvei))]
        offices = session.exec(select(func.count()).select_from(Upp)).one()
    assert len(rows) == told > 2 * offices
    assert min((r.tahun, r.triwulan) for r in rows) == (2023, 3)
    assert max((r.tahun, r.triwulan) for r in rows) == (2024, 1)
    assert all(
        r.kembali is not None
        and r.dibagikan is not None
        and r.dilayani is not None
        and r.kembali <= r.dibagikan <= r.dilayani
        for r in rows
    )
    assert {r.pelaksana for r in rows if r.triwulan == 4} == {"mandiri", "pihak_ketiga"}
    admin = _admin(rt)
    rekap = load_rekap_pemprov(rt, admin, Periode.triwulan(2024, 1))
    known = [b for b in rekap.baris if b.ketelitian.sampel_minimum is not None]
    assert 0 < len(known) < len(rekap.baris)
    below = [b for b in known if b.ketelitian.kurang]
    assert 0.1 < len(below) / len(known) < 0.9
    # Of the year before every office has told, so the province has a minimum sample, too.
    whole = load_rekap_pemprov(rt, admin, Periode.triwulan(2023, 4)).laporan.ketelitian
    assert whole.sampel_minimum is not None
    frozen = load_hasil(rt).terbitan[-2].ketelitian
    assert frozen is not None
    assert (frozen.margin, frozen.populasi) == (whole.margin, whole.populasi)
    # The decree's own quarter stays as it was printed.
    assert load_hasil(rt).terbitan[0].row.nilai == "86.18"
    first = load_hasil(rt, kunci="biro-organisasi").terbitan[0]
    assert (first.row.nilai, first.row.n) == ("86.60", 29)
    assert first.ketelitian is not None
    assert first.ketelitian.populasi is None


@SQLITE
def test_accounts_for_every_role(golden: Runtime) -> None:
    accounts = create_demo_accounts(golden)
    assert {a.role for a in accounts} == set(Role)
    assert len({a.password for a in accounts}) == len(accounts)
    by_name: dict[str, Principal] = {}
    for account in accounts:
        ticket = issue_ticket(golden, account.username, account.password)
        principal = find_principal(golden, redeem_ticket(golden, ticket)[0])
        assert principal is not None
        assert principal.role is account.role
        by_name[account.username] = principal
    assert by_name["roorg"].upp_nama == "Biro Organisasi"
    assert by_name["roorg"].scope.upp_ids == {by_name["roorg"].upp_id}
    # Nine Samsat and the Badan itself.
    assert len(by_name["bapenda"].scope.upp_ids or ()) == 10
    assert by_name["pimpinan"].may(Permission.CAPAIAN_READ)
