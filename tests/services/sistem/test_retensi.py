"""The text of old suggestions is deleted when a setting says so; everything else stays as it was."""

import hashlib
from datetime import date, timedelta

import pytest
from sqlalchemy import event, text
from sqlmodel import select

from sekampadi.db.models import Audit, Jawaban, Notifikasi, SaranRilis
from sekampadi.db.models.publik import PublikSimpul
from sekampadi.db.models.rekap import RekapBulan, RekapHari, RekapUppBulan, RekapUppHari
from sekampadi.domain.izin import Role
from sekampadi.domain.moderasi import Tanda
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.layar.saran import release
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN
from sekampadi.services.notifikasi import pekerja
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.sistem import retensi
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.retensi import batas_saran, purge_saran
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.tanda import mark_all
from sekampadi.services.tabel.tabel import load_table
from tests.conftest import SettableClock
from tests.db.test_kata import words_of_index
from tests.factories import Cast, isian, submit
from tests.notifikasi import with_settings

TODAY = date(2024, 5, 15)
"""With 12 months kept, texts of before May 2023 are deleted."""


@pytest.mark.parametrize(
    ("today", "months", "before"),
    [
        (date(2024, 5, 15), 0, None),
        (date(2024, 5, 15), 12, date(2023, 5, 1)),
        (date(2024, 5, 1), 12, date(2023, 5, 1)),
        (date(2024, 1, 31), 13, date(2022, 12, 1)),
        (date(2024, 2, 29), 26, date(2021, 12, 1)),
        (date(2024, 12, 31), 12, date(2023, 12, 1)),
        (date(2024, 5, 15), 1200, date(1924, 5, 1)),
    ],
)
def test_whole_months_are_kept(today: date, months: int, before: date | None) -> None:
    assert batas_saran(today, months) == before


@pytest.fixture
def filled(rt: Runtime, cast: Cast, clock: SettableClock) -> dict[str, int]:
    """Fill in answers of before and after the bound; return their ids by what they say."""
    clock.set_local(TODAY, 10)
    for day, words in (
        (date(2023, 3, 1), "antrean terlalu panjang"),
        (date(2023, 3, 1), ""),
        (date(2023, 4, 30), "petugas ramah sekali"),
        (date(2023, 5, 1), "ruang tunggu panas"),
        (date(2024, 5, 14), "loket kurang"),
    ):
        submit(rt, "layanan-a1", isian(saran=words), day=day)
    return ids(rt)


def ids(rt: Runtime) -> dict[str, int]:
    with rt.reading() as session:
        return {j.saran: j.id or 0 for j in session.exec(select(Jawaban))}


def figures(rt: Runtime) -> str:
    """Return a digest of all counters."""
    with rt.reading() as session:
        rows = [
            sorted(map(repr, session.connection().execute(table.select()).all()))
            for table in (RekapHari, RekapBulan, RekapUppHari, RekapUppBulan, PublikSimpul)
        ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def lines(rt: Runtime) -> list[dict[str, object]]:
    with rt.reading() as session:
        found = session.exec(select(Audit).where(Audit.aksi == "saran.retensi"))
        return [a.rincian for a in found]


def test_off_by_default(rt: Runtime, filled: dict[str, int], clock: SettableClock) -> None:
    clock.advance(timedelta(days=36_500))
    assert rt.settings.suggestion_months == 0
    assert purge_saran(rt) == 0
    assert ids(rt) == filled


def test_old_texts_go_and_all_else_stays(rt: Runtime, cast: Cast, filled: dict[str, int]) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    with rt.writing() as session:
        session.connection().execute(
            text("UPDATE jawaban SET tanda = :t WHERE saran LIKE 'antrean%'"),
            {"t": int(Tanda.BERULANG | Tanda.BERUNTUN)},
        )
        session.add(
            SaranRilis(
                jawaban_id=filled["petugas ramah sekali"],
                dirilis_pada=rt.now(),
                dirilis_oleh="roorg",
            )
        )
    release(rt, admin, filled["loket kurang"], show=True)
    with rt.reading() as session:
        before = {
            j.id: j.model_dump(exclude={"saran", "saran_sidik"})
            for j in session.exec(select(Jawaban))
        }
        assert {"antrean", "ramah"} <= words_of_index(session)
    counted = figures(rt)
    kept = with_settings(rt, suggestion_months=12)
    assert purge_saran(kept) == 2
    assert purge_saran(kept) == 0

    assert set(ids(rt)) == {"", "ruang tunggu panas", "loket kurang"}
    with rt.reading() as session:
        after = {
            j.id: j.model_dump(exclude={"saran", "saran_sidik"})
            for j in session.exec(select(Jawaban))
        }
        assert after == before
        gone = [j for j in session.exec(select(Jawaban)) if not j.saran]
        assert len(gone) == 3
        assert {j.saran_sidik for j in gone} == {None}
        words = words_of_index(session)
        assert not {"antrean", "ramah"} & words
        assert {"panas", "loket"} <= words
        assert [r.jawaban_id for r in session.exec(select(SaranRilis))] == [filled["loket kurang"]]
    assert figures(rt) == counted
    assert check_rekap(rt) == []
    # Marks that came of the text outlive it, whoever counts them anew.
    mark_all(rt)
    with rt.reading() as session:
        marked = session.get(Jawaban, filled["antrean terlalu panjang"])
        assert marked is not None
        assert marked.tanda & (Tanda.BERULANG | Tanda.BERUNTUN) == Tanda.BERULANG | Tanda.BERUNTUN
    view = load_table(rt, admin, TABLE_PENILAIAN, {"cari": "antrean"})
    assert view.page.total == 0
    assert lines(rt) == [
        {"jumlah": 2, "dari": "2023-03-01", "sampai": "2023-04-30", "bulan": 12},
    ]


def test_removed_answers_lose_their_text_too(rt: Runtime, filled: dict[str, int]) -> None:
    with rt.writing() as session:
        session.connection().execute(
            text(
                "UPDATE jawaban SET dihapus_pada = waktu, dihapus_oleh = 'x' WHERE saran LIKE 'antrean%'"
            )
        )
    assert purge_saran(with_settings(rt, suggestion_months=12)) == 2
    assert "antrean terlalu panjang" not in ids(rt)


def test_what_comes_late_with_an_old_day_goes_too(rt: Runtime, filled: dict[str, int]) -> None:
    kept = with_settings(rt, suggestion_months=12)
    purge_saran(kept)
    submit(rt, "layanan-a1", isian(saran="lembar lama"), day=date(2023, 2, 1))
    assert purge_saran(kept) == 1
    assert "lembar lama" not in ids(rt)


def test_slices_are_small_and_the_oldest_come_first(rt: Runtime, filled: dict[str, int]) -> None:
    kept = with_settings(rt, suggestion_months=12)
    assert purge_saran(kept, most=1) == 1
    assert "antrean terlalu panjang" not in ids(rt)
    assert "petugas ramah sekali" in ids(rt)
    assert purge_saran(kept, most=1) == 1
    assert purge_saran(kept, most=1) == 0
    assert [line["jumlah"] for line in lines(rt)] == [1, 1]


def test_all_answers_are_not_looked_through(rt: Runtime, filled: dict[str, int]) -> None:
    asked: list[tuple[str, object]] = []

    def listen(_c: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        if statement.startswith("SELECT jawaban.id, jawaban.tanggal"):
            asked.append((statement, given))

    event.listen(rt.engine, "before_cursor_execute", listen)
    purge_saran(with_settings(rt, suggestion_months=12))
    event.remove(rt.engine, "before_cursor_execute", listen)
    assert asked
    prefix = "EXPLAIN QUERY PLAN " if rt.engine.dialect.name == "sqlite" else "EXPLAIN "
    with rt.reading() as session:
        connection = session.connection()
        if rt.engine.dialect.name == "postgresql":
            # Of five rows it would read the table, and sort them: what it does where that is dear.
            for dear in ("seqscan", "bitmapscan", "sort"):
                connection.exec_driver_sql(f"SET LOCAL enable_{dear} = off")
        for statement, given in asked:
            plan = str(connection.exec_driver_sql(prefix + statement, given).all())
            assert "ix_jawaban_saran_tanggal" in plan or "ix_jawaban_dihapus_tanggal" in plan, plan
            assert "TEMP B-TREE" not in plan
            assert "Sort" not in plan


def test_the_worker_deletes_slice_by_slice_and_tells(
    rt: Runtime, cast: Cast, filled: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retensi.purge_saran, "__defaults__", (1,))
    monkeypatch.setattr(pekerja, "SEPOTONG", 1)
    worker = PekerjaOutbox(with_settings(rt, suggestion_months=12))
    worker.step()
    assert sum(1 for words in ids(rt) if words) == 3
    worker.step()
    worker.step()
    assert set(ids(rt)) == {"", "ruang tunggu panas", "loket kurang"}
    with rt.reading() as session:
        told = session.exec(select(Notifikasi).where(Notifikasi.jenis == "retensi")).one()
        assert told.operator_id == cast.people[Role.PENGELOLA_SISTEM].operator_id
        assert "2 saran dari sebelum 1 Mei 2023" in told.isi
    assert len(lines(rt)) == 2
    worker.step()
    assert len(lines(rt)) == 2


def test_a_report_of_that_time_says_why_it_has_none(
    rt: Runtime, cast: Cast, filled: dict[str, int]
) -> None:
    kept = with_settings(rt, suggestion_months=12)
    purge_saran(kept)
    person = cast.people[Role.ADMIN_PEMPROV]
    for periode, expected in (
        (Periode.triwulan(2023, 1), date(2023, 5, 1)),
        (Periode.triwulan(2024, 2), None),
    ):
        found = load_laporan_lengkap(kept, person, periode=periode, saran=10)
        assert found.saran_sejak == expected
    assert load_laporan_lengkap(rt, person, periode=periode, saran=10).saran_sejak is None
