"""The demonstration's annual reports: words that a form takes, of invented people, the same every time."""

import re
from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from sekampadi.db.models import (
    DrafTahunan,
    FotoTahunan,
    IkmLama,
    LangkahAlur,
    LaporanTahunan,
    NaskahTahunan,
    Pengajuan,
    Upp,
)
from sekampadi.demo import (
    create_demo_accounts,
    hand_in_demo,
    plan_demo,
    publish_demo,
    report_demo,
    seed_demo,
)
from sekampadi.demo.katalog import BIRO_ORGANISASI, list_contoh_upp
from sekampadi.demo.tahunan.foto import keep_photos
from sekampadi.demo.tahunan.simpan import LENGKAP
from sekampadi.demo.tahunan.teks import TahunKantor, write_parts
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import local_date
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.bagian import list_bagian, parse_bagian
from sekampadi.domain.tahunan.foto import parse_keterangan_foto
from sekampadi.domain.tahunan.ikm_lama import parse_ikm_lama
from sekampadi.domain.tahunan.naskah import IsiNaskah, parse_naskah
from sekampadi.services.sistem.foto import read_foto
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files
from sekampadi.services.tahunan.bahan import load_bahan
from sekampadi.services.tahunan.foto import load_foto_tahunan
from sekampadi.services.tahunan.naskah import load_bagian, load_versi, save_naskah_tahunan
from tests import factories
from tests.conftest import Content, SettableClock, make_clock

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
TODAY = date(2025, 2, 3)


def fill(rt: Runtime) -> None:
    rt.clock = make_clock(TODAY, 15)
    seed_demo(rt)
    create_demo_accounts(rt)
    assert report_demo(rt) > 40


def fill_handed(rt: Runtime) -> None:
    rt.clock = make_clock(TODAY, 15)
    seed_demo(rt)
    publish_demo(rt)
    plan_demo(rt)
    create_demo_accounts(rt)
    report_demo(rt)
    hand_in_demo(rt)


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    """Fill once for all tests that want it."""
    if "handed" in request.fixturenames:
        return fill_handed
    return fill if "reported" in request.fixturenames else None


@pytest.fixture
def handed(rt: Runtime) -> Runtime:
    """Begin with the reports of 2024 handed in."""
    rt.clock = make_clock(TODAY, 15)
    return rt


@pytest.fixture
def reported(rt: Runtime) -> Runtime:
    """Begin with the reports of 2023 and 2024."""
    rt.clock = make_clock(TODAY, 15)
    return rt


def _all(session: Session, kind: type[Any]) -> list[Any]:
    rows = list(session.exec(select(kind)))
    for row in rows:
        session.expunge(row)
    return rows


def _as_typed(isi: IsiNaskah) -> dict[str, object]:
    return {"teks": isi.teks, "baris": [list(row) for row in isi.baris]}


@SQLITE
def test_every_part_is_one_that_a_form_takes_and_every_report_is_whole(reported: Runtime) -> None:
    admin = factories.make_operator(reported, "baca", Role.PIMPINAN)
    with reported.reading() as session:
        reports = {r.id: r for r in _all(session, LaporanTahunan)}
        kode = {u.id: u.kode for u in _all(session, Upp)}
        words = _all(session, NaskahTahunan)
        names = {(kode.get(r.upp_id, ""), r.tahun) for r in reports.values() if r.versi}
    assert {t for _, t in names} == {2023, 2024}
    assert {u for u, _ in names} >= LENGKAP | {""}
    assert len(LENGKAP) == 12
    for row in words:
        report = reports[row.laporan_id]
        part = parse_bagian(row.bagian, provinsi=report.upp_id is None)
        isi = IsiNaskah.restore(row.isi)
        assert not isi.kosong
        assert parse_naskah(part, _as_typed(isi)) == isi
        assert "{" not in isi.teks + str(isi.baris)
        assert report.dibuat_pada == row.ditulis_pada <= reported.now()
        assert local_date(row.ditulis_pada) >= date(report.tahun + 1, 1, 1)
    for upp, tahun in (("", 2024), (BIRO_ORGANISASI, 2023), ("labkes", 2024)):
        assert load_bahan(reported, admin, upp, tahun).kurang == ()
    counts = Counter(row.laporan_id for row in words)
    assert all(counts[i] == r.versi for i, r in reports.items())
    assert report_demo(reported) == 0, "once only"


@SQLITE
def test_no_report_is_handed_in_before_it_is_written(handed: Runtime) -> None:
    with handed.reading() as session:
        written = {(r.upp_id, r.tahun): r.dibuat_pada for r in _all(session, LaporanTahunan)}
        years = [p for p in _all(session, Pengajuan) if not p.triwulan]
        begun = {
            (p.upp_id, p.tahun): min(
                s.waktu for s in _all(session, LangkahAlur) if s.pengajuan_id == p.id
            )
            for p in years
        }
    assert len(begun) > 5
    assert all(begun[key] >= written[key] for key in begun if key in written)


@SQLITE
def test_one_report_has_versions_of_two_people_and_one_a_draft(reported: Runtime) -> None:
    with reported.reading() as session:
        (draf,) = _all(session, DrafTahunan)
        (running,) = (r for r in _all(session, LaporanTahunan) if r.id == draf.laporan_id)
        roorg = draf.operator_id
        assert (running.tahun, running.versi) == (2025, 0)
    person = factories.make_operator(reported, "pemprov", Role.ADMIN_PEMPROV)
    page = load_bagian(reported, person, BIRO_ORGANISASI, 2024, "kelemahan")
    by = [(v.versi, v.ditulis_oleh) for v in page.versi]
    assert by == [(3, "roorg"), (2, "adminpemprov"), (1, "roorg")]
    at = (reported, person, BIRO_ORGANISASI, 2024)
    assert len({load_versi(*at, bagian="kelemahan", versi=v).isi for v in (1, 2, 3)}) == 3
    assert roorg != person.operator_id
    assert page.draf is None


@SQLITE
def test_one_report_has_drawings_in_the_place_of_photos(reported: Runtime) -> None:
    person = factories.make_operator(reported, "pemprov", Role.ADMIN_PEMPROV)
    with reported.writing() as session:
        # The copy of the database comes without its files.
        session.connection().exec_driver_sql("DELETE FROM foto_tahunan")
    keep_photos(reported, BIRO_ORGANISASI)
    photos = load_bahan(reported, person, BIRO_ORGANISASI, 2024).foto
    assert [parse_keterangan_foto({"keterangan": f.keterangan}) for f in photos] == [
        "Kode QR survei di loket pembayaran (gambar contoh)",
        "Pelatihan petugas yang mendampingi pengisian survei (gambar contoh)",
    ]
    for foto in photos:
        assert foto.diunggah_pada < reported.now()
        data = load_foto_tahunan(reported, person, foto.kunci).path.read_bytes()
        assert read_foto(data)
    assert check_files(reported).differences == ()
    with reported.reading() as session:
        assert len(_all(session, FotoTahunan)) == 2


def test_whoever_writes_next_is_numbered_after_the_demonstration(reported: Runtime) -> None:
    person = factories.make_operator(reported, "pemprov", Role.ADMIN_PEMPROV)
    at: dict[str, Any] = {"bagian": "latar", "versi": 0, "isian": {"teks": "Satu."}}
    assert save_naskah_tahunan(reported, person, "", 2022, **at) == 1
    assert save_naskah_tahunan(reported, person, BIRO_ORGANISASI, 2025, **at) == 1


@SQLITE
def test_indices_of_before_are_such_as_a_form_takes_where_no_answers_are(
    reported: Runtime,
) -> None:
    person = factories.make_operator(reported, "pemprov", Role.ADMIN_PEMPROV)
    with reported.reading() as session:
        rows = _all(session, IkmLama)
        kode = {f"upp:{u.id}": u.kode for u in _all(session, Upp)} | {"provinsi": ""}
    assert {(kode[r.seri], r.tahun) for r in rows} == {
        (k, tahun) for k in LENGKAP | {""} for tahun in (2021, 2022)
    }
    for row in rows:
        typed = {"nilai": row.nilai, "n": str(row.n or ""), "sumber": row.sumber}
        parsed = parse_ikm_lama(row.tahun, typed)
        assert (str(parsed.nilai), parsed.n, parsed.sumber) == (row.nilai, row.n, row.sumber)
    for upp in ("", BIRO_ORGANISASI, "labkes"):
        shown = load_bahan(reported, person, upp, 2023).banding
        assert [b.hasil for b in shown] == [None, None]
        assert all(b.lama is not None for b in shown)


def _told(rt: Runtime) -> list[tuple[object, ...]]:
    with rt.reading() as session:
        reports = {r.id: (r.seri, r.tahun) for r in _all(session, LaporanTahunan)}
        words: list[tuple[object, ...]] = [
            (*reports[w.laporan_id], w.bagian, w.versi, str(w.isi), w.ditulis_pada, w.ditulis_oleh)
            for w in _all(session, NaskahTahunan)
        ]
        return [*words, *((r.seri, r.tahun, r.nilai, r.n) for r in _all(session, IkmLama))]


@SQLITE
def test_the_same_words_come_again(reported: Runtime) -> None:
    first = _told(reported)
    with reported.writing() as session:
        for name in (
            "foto_tahunan",
            "draf_tahunan",
            "naskah_tahunan",
            "ikm_lama",
            "laporan_tahunan",
        ):
            session.connection().exec_driver_sql(f"DELETE FROM {name}")
    report_demo(reported)
    assert _told(reported) == first


@SQLITE
def test_before_the_first_year_is_over_nobody_reports(rt: Runtime, clock: SettableClock) -> None:
    rt.clock = make_clock(date(2023, 6, 7), 20)
    seed_demo(rt, golden_only=True)
    assert report_demo(rt) == 0
    with rt.reading() as session:
        assert _all(session, LaporanTahunan) == _all(session, IkmLama) == []


def test_people_are_invented_and_nobody_has_such_a_nip() -> None:
    for upp in (None, *list_contoh_upp()):
        year = TahunKantor(upp, 2024, URUTAN, lengkap=True)
        parts = write_parts(year)
        assert parts == write_parts(year)
        ((_, jabatan, nama, nip),) = parts["penanda"].baris
        assert jabatan
        assert nama
        found = re.fullmatch(r"(\d{4})(\d\d)(\d\d) \d{6} [12] \d{3}", nip)
        assert found is not None
        with pytest.raises(ValueError, match="day is out of range"):
            datetime(*map(int, found.groups()))  # noqa: DTZ001 - no such day anywhere
        kinds = {b.kunci for b in list_bagian(provinsi=upp is None)}
        assert set(parts) <= kinds
        assert {b.kunci for b in list_bagian(provinsi=upp is None) if b.wajib} <= set(parts)
    head = {
        write_parts(TahunKantor(None, y, (), lengkap=False))["penanda"].baris[0][2]
        for y in (2023, 2024)
    }
    assert len(head) == 1, "who signs stays"
