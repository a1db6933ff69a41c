"""The demonstration's plans: as the services would have let people write them, each office its own way."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from sekampadi.db.models import (
    Audit,
    BuktiKegiatan,
    Jawaban,
    Kegiatan,
    Layanan,
    Petikan,
    Publikasi,
    SaranRilis,
    TindakLanjut,
    Upp,
)
from sekampadi.db.queries.master import UppRow
from sekampadi.demo import create_demo_accounts, plan_demo, publish_demo, seed_demo
from sekampadi.demo.katalog import RSUD_SOEDARSO
from sekampadi.demo.tindak_lanjut import store
from sekampadi.demo.tindak_lanjut.keepers import keeper_of
from sekampadi.demo.tindak_lanjut.plans import ContohLembar, throw_plans
from sekampadi.demo.tindak_lanjut.texts import KEGIATAN, PENANGGUNG_JAWAB
from sekampadi.demo.watak import TINDAK_LANJUT
from sekampadi.domain.izin import Permission, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode, local_date
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tindak_lanjut.bukti import JenisBukti, clean_nama, read_keterangan
from sekampadi.domain.tindak_lanjut.hasil import Realisasi, StatusKegiatan, parse_hasil
from sekampadi.domain.tindak_lanjut.petikan import POTONG, shorten_saran
from sekampadi.domain.tindak_lanjut.rencana import parse_kegiatan
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.laporan.figures import load_figures
from sekampadi.services.publik.beku import freezes_on
from sekampadi.services.sistem.audit.penjaga import lifted
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files
from sekampadi.services.tindak_lanjut.baca_bukti import read_bukti
from sekampadi.services.tindak_lanjut.rencana import load_rencana
from sekampadi.services.tindak_lanjut.riwayat import load_riwayat
from sekampadi.services.tindak_lanjut.tayang import TEKS_MAX, TEKS_MIN, load_tayang
from tests import factories
from tests.conftest import Content, SettableClock, make_clock

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
TODAY = date(2024, 5, 20)
GOLDEN_DAY = date(2023, 6, 7)
EMPTIED = (BuktiKegiatan, Kegiatan, Petikan, TindakLanjut, SaranRilis, Audit)


def fill_published(rt: Runtime) -> None:
    rt.clock = make_clock(TODAY, 15)
    seed_demo(rt)
    publish_demo(rt)


def fill_golden_published(rt: Runtime) -> None:
    rt.clock = make_clock(GOLDEN_DAY, 20)
    seed_demo(rt, golden_only=True)
    publish_demo(rt)


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    if "published" in request.fixturenames:
        return fill_published
    return fill_golden_published if "golden" in request.fixturenames else None


@pytest.fixture
def published(rt: Runtime, clock: SettableClock) -> Runtime:
    clock.set_local(TODAY, 15)
    return rt


@pytest.fixture
def golden(rt: Runtime, clock: SettableClock) -> Runtime:
    clock.set_local(GOLDEN_DAY, 20)
    return rt


def _all(session: Session, kind: type[Any]) -> list[Any]:
    """Return all rows of a table, which outlive their session."""
    rows = list(session.exec(select(kind)).all())
    session.expunge_all()
    return rows


def _form(row: SQLModel) -> dict[str, object]:
    """Return what a form would show of a stored action: days as people type them."""
    return {
        k: v.strftime("%d-%m-%Y") if isinstance(v, date) else "" if v is None else v
        for k, v in row.model_dump().items()
    }


def _differing(values: dict[str, object], parsed: object) -> list[str]:
    """Name the fields in which what was read differs from what is stored."""
    names = parsed.__dataclass_fields__  # type: ignore[attr-defined]
    return [name for name in names if values[name] != getattr(parsed, name)]


@SQLITE
def test_every_action_is_one_that_a_form_takes(published: Runtime) -> None:
    plan_demo(published)
    now, today = published.now(), published.today()
    with published.reading() as session:
        plans = {p.id: p for p in _all(session, TindakLanjut)}
        sheets = {s.id: s for s in _all(session, Publikasi)}
        rows = _all(session, Kegiatan)
        assert {StatusKegiatan(r.status) for r in rows} == set(StatusKegiatan)
        for row in rows:
            plan = plans[row.tindak_lanjut_id]
            triwulan = Triwulan(plan.tahun, plan.triwulan)
            dari = triwulan.periode.dari
            assert dari is not None
            assert _differing(row.model_dump(), parse_kegiatan(_form(row), triwulan)) == []
            told = parse_hasil(_form(row), mulai=min(dari, row.mulai or dari), today=today)
            assert _differing(row.model_dump(), told) == []
            assert plan.dibuat_pada <= row.diubah_pada <= plan.diubah_pada <= now
            assert row.selesai_pada is None or row.selesai_pada <= local_date(row.diubah_pada)
            if row.tayang_pada is not None:
                assert row.status == StatusKegiatan.SELESAI
                assert row.tayang_pada <= now
                assert TEKS_MIN <= len(row.tayang_teks) <= TEKS_MAX
        for plan in plans.values():
            sheet = sheets[plan.publikasi_id]
            assert sheet.seri == f"upp:{plan.upp_id}"
            assert sheet.dari == Periode.triwulan(plan.tahun, plan.triwulan).dari
            assert sheet.waktu < plan.dibuat_pada

        def about(row: Kegiatan) -> tuple[int, str]:
            return row.tindak_lanjut_id, row.unsur

        rows.sort(key=lambda r: (*about(r), r.urutan))
        for _, own in groupby(rows, about):
            assert [r.urutan for r in own] in ([1], [1, 2], [1, 2, 3])
        for _, of_plan in groupby(rows, lambda r: r.tindak_lanjut_id):
            assert 2 <= len({r.unsur for r in of_plan}) <= 5


@SQLITE
def test_offices_differ_in_how_they_keep_their_plans(published: Runtime) -> None:
    plan_demo(published)
    today = published.today()
    with published.reading() as session:
        kode = {u.id: u.kode for u in _all(session, Upp)}
        sheets = [s for s in _all(session, Publikasi) if s.seri.startswith("upp:")]
        plans = {p.id: p for p in _all(session, TindakLanjut)}
        by_office: dict[str, list[Kegiatan]] = {}
        for row in _all(session, Kegiatan):
            by_office.setdefault(kode[plans[row.tindak_lanjut_id].upp_id], []).append(row)
        proven = {b.kegiatan_id for b in _all(session, BuktiKegiatan)}
    assert sum(s.upp_id == u for s in sheets for u in kode if keeper_of(kode[u]).plans == 1) > 100
    for sheet in sheets:
        # Who plans at all has planned by now what was published months ago.
        if keeper_of(kode[sheet.upp_id]).plans == 1 and sheet.sampai < today - timedelta(days=60):
            assert any(p.publikasi_id == sheet.id for p in plans.values())
    done = {
        k: Realisasi.of(StatusKegiatan(r.status) for r in rows).persen
        for k, rows in by_office.items()
    }
    assert all(p is not None and 0 <= p <= 100 for p in done.values())
    assert min(done.values()) < 30 < 80 < max(done.values())
    late = {
        k: sum(r.target < today and not r.selesai_pada for r in v) for k, v in by_office.items()
    }
    assert late["sekretariat-dprd"] > late["biro-organisasi"]
    assert len({r.nama for r in by_office["sekretariat-dprd"]}) < len(
        {r.nama for r in by_office["biro-organisasi"]}
    )
    assert "taman-budaya" not in by_office
    assert set(kode.values()) - set(by_office) != {"taman-budaya"}, "others have none, too"
    finished = [r.id for r in by_office["biro-organisasi"] if r.selesai_pada]
    assert len(proven & set(finished)) > len(finished) * 0.7
    assert not proven & {r.id for r in by_office["sekretariat-dprd"]}


@SQLITE
def test_quotations_are_what_people_wrote_there_and_then(published: Runtime) -> None:
    plan_demo(published)
    with published.reading() as session:
        plans = {p.id: p for p in _all(session, TindakLanjut)}
        places = {x.id: x.upp_id for x in _all(session, Layanan)}
        quotes = {q.id: q for q in _all(session, Petikan)}
        answers = {a.id: a for a in _all(session, Jawaban)}
        released = {r.jawaban_id for r in _all(session, SaranRilis)}
        shown = [k for k in _all(session, Kegiatan) if k.tayang_petikan_id is not None]
    assert len(quotes) > 100
    for quote in quotes.values():
        answer, plan = answers[quote.jawaban_id], plans[quote.tindak_lanjut_id]
        assert shorten_saran(answer.saran, quote.teks) == quote.teks
        assert places[answer.layanan_id] == plan.upp_id
        assert Triwulan.of(answer.tanggal) == Triwulan(plan.tahun, plan.triwulan)
    assert any(POTONG in q.teks for q in quotes.values())
    assert shown
    for action in shown:
        quote = quotes[action.tayang_petikan_id]
        assert (quote.tindak_lanjut_id, quote.unsur) == (action.tindak_lanjut_id, action.unsur)
        assert action.tayang_pada is not None
    assert released == {quotes[k.tayang_petikan_id].jawaban_id for k in shown}


@SQLITE
def test_evidence_lies_in_the_store_under_its_own_fingerprint(published: Runtime) -> None:
    plan_demo(published)
    root = published.settings.data_dir / "berkas"
    found = {p.name: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    assert sum(map(len, found.values())) < 1_000_000
    with published.reading() as session:
        rows = _all(session, BuktiKegiatan)
        done = {k.id for k in _all(session, Kegiatan) if k.selesai_pada is not None}
    assert {r.sidik for r in rows} == set(found)
    assert len({r.kunci for r in rows}) == len(rows)
    assert len({(r.kegiatan_id, r.sidik) for r in rows}) == len(rows)
    for row in rows:
        data = found[row.sidik]
        assert row.ukuran == len(data)
        assert row.kegiatan_id in done
        assert row.diunggah_pada <= published.now()
        # As an upload would have taken it, under the name it would have been given.
        jenis, _ = read_bukti(data)
        assert (row.jenis, row.nama) == (jenis.value, clean_nama(row.nama, jenis))
        assert row.keterangan == read_keterangan(row.keterangan) != ""
    assert check_files(published).differences == ()
    assert {r.jenis for r in rows} == {j.value for j in JenisBukti}
    # Nobody guesses a key: these are thrown anew each time.
    first = {r.kunci for r in rows}
    _empty(published)
    plan_demo(published)
    with published.reading() as session:
        assert first.isdisjoint(r.kunci for r in _all(session, BuktiKegiatan))


@SQLITE
def test_a_failure_at_the_end_leaves_neither_plans_nor_files(
    published: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = published.settings.data_dir / "berkas"
    seen: list[int] = []

    def fail(*_: object, **__: object) -> None:
        seen.append(sum(p.is_file() for p in root.rglob("*")))
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "record", fail)
    with pytest.raises(KeyboardInterrupt):
        plan_demo(published)
    assert seen[0] > 10
    assert not [p for p in root.rglob("*") if p.is_file()]
    with published.reading() as session:
        assert not _all(session, TindakLanjut)


def _empty(rt: Runtime) -> None:
    with rt.writing() as session:
        session.connection().exec_driver_sql("UPDATE kegiatan SET tayang_petikan_id = NULL")
        with lifted(session.connection()):
            for kind in EMPTIED:
                session.connection().exec_driver_sql(f"DELETE FROM {kind.__tablename__}")


def _told(rt: Runtime) -> list[list[tuple[object, ...]]]:
    """Return everything in the plans' tables but keys and ids."""
    with rt.reading() as session:
        return [
            [
                tuple(
                    v
                    for k, v in row.model_dump().items()
                    if not (k in {"id", "kunci"} or k.endswith("_id"))
                )
                for row in session.exec(select(kind).order_by(kind.id))
            ]
            for kind in (BuktiKegiatan, Kegiatan, Petikan, TindakLanjut)
        ]


@SQLITE
def test_the_same_plans_fall_the_same_way_and_a_later_day_keeps_them(
    published: Runtime, clock: SettableClock
) -> None:
    assert plan_demo(published) > 100
    whole = _told(published)
    assert plan_demo(published) == 0, "once only"
    _empty(published)
    plan_demo(published)
    assert _told(published) == whole
    _empty(published)
    clock.set_local(date(2024, 1, 25))
    plan_demo(published)
    with published.reading() as session:
        early = {_planned(session, k) for k in _all(session, Kegiatan)}
    _empty(published)
    clock.set_local(TODAY, 15)
    plan_demo(published)
    with published.reading() as session:
        late = {_planned(session, k) for k in _all(session, Kegiatan)}
    assert len(early) > 300
    assert early < late


def _planned(session: Session, row: Kegiatan) -> tuple[object, ...]:
    plan = session.get_one(TindakLanjut, row.tindak_lanjut_id)
    place = (plan.upp_id, plan.tahun, plan.triwulan, row.unsur, row.urutan)
    return (*place, row.nama, row.mulai, row.target, row.penanggung_jawab, row.prioritas)


@SQLITE
def test_people_see_plans_histories_and_what_everyone_is_told(published: Runtime) -> None:
    account = next(a for a in create_demo_accounts(published) if a.username == "roorg")
    plan_demo(published)
    ticket = issue_ticket(published, account.username, account.password)
    roorg = find_principal(published, redeem_ticket(published, ticket)[0])
    page = load_rencana(published, roorg, "", Triwulan(2024, 1))
    assert page.rencana is not None
    assert page.rencana.lembar_baru is None
    places = [i for i, b in enumerate(page.rencana.baris) if b.kegiatan]
    assert places == list(range(len(places))), "the worst unsur first"
    riwayat = load_riwayat(published, roorg, page.rencana.id)
    assert {r.oleh for r in riwayat} == {"roorg"}
    assert riwayat[-1].aksi == "menyusun RTL"
    added = [r for r in riwayat if r.aksi == "menambah kegiatan"]
    assert len(added) == len(page.rencana.kegiatan)
    assert any(r.aksi == "melaporkan hasil kegiatan" and r.perubahan for r in riwayat)
    moments = [r.waktu for r in riwayat]
    assert moments == sorted(moments, reverse=True)
    with published.reading() as session:
        kode = [u.kode for u in _all(session, Upp)]
    told = [line for k in kode for line in load_tayang(published, k)]
    assert len(told) > 20
    assert any(line.kutipan for line in told)


def test_the_decrees_quarter_is_planned_and_its_figures_stay(golden: Runtime) -> None:
    assert 0 < plan_demo(golden) < 60
    with golden.reading() as session:
        plans = {p.id: p for p in _all(session, TindakLanjut)}
        quotes = {q.id: q for q in _all(session, Petikan)}
        actions = {k.id: k for k in _all(session, Kegiatan)}
        files = _all(session, BuktiKegiatan)
    assert {(p.tahun, p.triwulan) for p in plans.values()} == {(2023, 1)}
    # Rows of a batch came back with the ids of their parents, on both databases.
    assert {k.tindak_lanjut_id for k in actions.values()} == set(plans)
    for action in actions.values():
        if action.tayang_petikan_id is not None:
            quote = quotes[action.tayang_petikan_id]
            assert (quote.tindak_lanjut_id, quote.unsur) == (action.tindak_lanjut_id, action.unsur)
    assert files
    for file in files:
        assert f"{actions[file.kegiatan_id].unsur}-" in file.nama or file.jenis == "pdf"
    admin = factories.make_operator(golden, "demo-admin", Role.ADMIN_PEMPROV)
    assert admin.may(Permission.TINDAK_LANJUT_READ)
    quarter = load_figures(golden, admin, periode=Periode.triwulan(2023, 1))
    assert (quarter.hasil.n, str(quarter.hasil.nilai)) == (2349, "86.18")
    assert check_rekap(golden) == []


def _upp(kode: str, jenis: str) -> UppRow:
    return UppRow(1, kode, kode, jenis, None, aktif=True)


def _published(triwulan: Triwulan) -> datetime:
    first = triwulan.periode.dari
    assert first is not None
    return datetime.combine(freezes_on(first), time(9), UTC)


def test_the_follow_up_that_the_answers_show_was_planned() -> None:
    kode, unsur, day = TINDAK_LANJUT
    assert kode == RSUD_SOEDARSO
    worst_first = (unsur, *(u for u in URUTAN if u is not unsur))
    numbers = [Triwulan(n // 4, n % 4 + 1) for n in range(2023 * 4, 2026 * 4)]
    sheets = [
        ContohLembar(1, triwulan.kunci, triwulan, _published(triwulan), worst_first, ())
        for triwulan in numbers
    ]
    now = _published(Triwulan(2026, 3))
    plans = throw_plans(_upp(kode, "Rumah Sakit"), "kesehatan", sheets, now)
    named = [
        (plan.sheet.triwulan, action.values["selesai_pada"])
        for plan in plans
        for action in plan.actions
        if action.rencana["nama"].startswith("Menambah loket apotek")
    ]
    assert named == [(Triwulan(2025, 4), day)]


def test_the_catalogue_has_something_for_every_office() -> None:
    names = [teks.nama for texts in KEGIATAN.values() for teks in texts]
    assert len(set(names)) == len(names)
    for unsur, texts in KEGIATAN.items():
        assert len(texts) >= 10, unsur
        for teks in texts:
            assert all(teks.oleh in jobs for jobs in PENANGGUNG_JAWAB.values())
            for text in (teks.hasil, teks.hambatan, teks.alasan, teks.strategi, teks.pihak):
                assert text == text.strip() != ""
