"""What a report is drawn of: the figures of laporan, a recount by hand, and what is said of UPT, plans, methods."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from sekampadi.db.models import Jawaban, MetodeBobot, Upp
from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.ikm import Metode
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.periode import Periode
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan import simpanan
from sekampadi.services.tahunan.bahan import BahanTahunan, load_bahan
from sekampadi.services.tahunan.naskah import save_draf_tahunan, save_naskah_tahunan
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests import factories, recompute
from tests.conftest import Content
from tests.factories import Cast
from tests.services.tahunan.utuh import load_utuh
from tests.services.tindak_lanjut.conftest import KEGIATAN, SELESAI

SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
ENDS = ((1, 1), (3, 31), (4, 1), (6, 30), (7, 1), (9, 30), (10, 1), (12, 31))


@dataclass
class Terisi:
    """What the database holds: a cast, answers of three years and a half, of which some are removed."""

    cast: Cast


def fill(rt: Runtime) -> Terisi:
    """Answer about every layanan but upp-b's, on the ends of each triwulan and between."""
    cast, rng = factories.make_cast(rt), random.Random(2022)
    places = ["layanan-a1", "layanan-a2", "layanan-c1", "layanan-t1"]
    first, last = date(2020, 1, 1), date(2023, 5, 14)
    days = [date(y, m, d) for y in (2020, 2021, 2022, 2023) for m, d in ENDS]
    days += [first + timedelta(days=rng.randint(0, (last - first).days)) for _ in range(260)]
    for day in days:
        if day <= last:
            saran = rng.choice(
                ["", "", "Antreannya lama sekali.", "Petugas ramah.", "Terima kasih"]
            )
            fields = factories.random_isian(rng) | {"saran": saran}
            factories.submit(rt, rng.choice(places), fields, day=day)
    with rt.reading() as session:
        ids = session.exec(select(Jawaban.id).order_by(col(Jawaban.id))).all()
    remove(rt, cast.people[Role.ADMIN_PEMPROV], [i for i in ids[::7] if i is not None], "Uji coba")
    return Terisi(cast)


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    """Fill once for all tests that want it."""
    if "terisi" in request.fixturenames:
        return fill
    return factories.make_cast if "cast" in request.fixturenames else None


@pytest.fixture
def terisi(copied: object) -> None:
    """Begin with answers."""


def _banding(bahan: BahanTahunan) -> dict[int, tuple[int, Decimal | None]]:
    return {b.tahun: (b.hasil.n, b.hasil.nilai) if b.hasil else (0, None) for b in bahan.banding}


# --- figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upp", "parts"),
    [
        ("", None),
        ("upp-a", ["upp-a"]),
        ("upp-b", ["upp-b"]),
        ("upp-c", ["upp-c"]),
        ("upt-c1", ["upt-c1"]),
    ],
)
def test_every_figure_is_what_the_answers_say(
    terisi: None, rt: Runtime, cast: Cast, upp: str, parts: list[str] | None
) -> None:
    for tahun in (2021, 2022, 2023):
        _hold(rt, cast, upp, parts, tahun)


def _hold(rt: Runtime, cast: Cast, upp: str, parts: list[str] | None, tahun: int) -> None:
    person, answers = cast.people[Role.PIMPINAN], recompute.Jawaban(rt.engine)
    ids = None if parts is None else [cast.upp[k] for k in parts]

    def by_hand(periode: Periode) -> recompute.Hitungan:
        return recompute.hitung(answers.pick(periode.dari, periode.sampai, upp=ids))

    bahan = load_utuh(rt, person, upp, tahun)
    year = Periode.tahun(tahun)
    other = load_laporan_lengkap(rt, person, kunci=upp, periode=year)
    assert bahan.laporan == other
    whole = by_hand(year)
    assert (bahan.hasil.n, bahan.hasil.nilai) == (whole.n, whole.ikm)
    assert bahan.laporan.ketelitian.margin == whole.margin
    assert [(u.jumlah, u.nrr, u.nik) for u in bahan.hasil.unsur] == [
        (u.jumlah, u.nrr, u.nik) for u in whole.unsur
    ]
    for nomor, quarter in enumerate(bahan.triwulan, start=1):
        each = by_hand(Periode.triwulan(tahun, nomor))
        assert quarter.triwulan == Triwulan(tahun, nomor)
        assert (quarter.hasil.n, quarter.hasil.nilai) == (each.n, each.ikm)
        assert quarter.ketelitian.margin == each.margin
    assert sum(q.hasil.n for q in bahan.triwulan) == whole.n
    then = {y: by_hand(Periode.tahun(y)) for y in (tahun - 2, tahun - 1)}
    assert _banding(bahan) == {y: (h.n, h.ikm) for y, h in then.items()}
    for each_year in bahan.banding:
        before = then[each_year.tahun]
        if whole.ikm is None or before.ikm is None:
            assert (each_year.perubahan, each_year.unsur) == (None, ())
            continue
        assert each_year.perubahan is not None
        assert each_year.perubahan.ikm == whole.ikm - before.ikm
        assert [g.selisih for g in each_year.unsur] == [
            (a.nik or 0) - (b.nik or 0) for a, b in zip(whole.unsur, before.unsur, strict=True)
        ]
    # Single scores, those of removed answers left out.
    rows = answers.pick(year.dari, year.sampai, upp=ids)
    assert bahan.mentah is not None
    scores = {tuple(row[u] for u in recompute.NAMES) for row in rows}
    assert len(bahan.mentah.nilai) == len(rows) == len(bahan.mentah.umum)
    assert set(bahan.mentah.nilai) == scores
    rows.sort(key=lambda row: row["id"])
    assert list(bahan.mentah.nilai) == [tuple(row[u] for u in recompute.NAMES) for row in rows]
    # Each unsur beside the eight others, in eighths of a score.
    apart = [[8 * a[at] - (sum(a) - a[at]) for a in bahan.mentah.nilai] for at in range(9)]
    assert [(s.n, s.jumlah, s.kuadrat) for s in bahan.selisih] == [
        (len(d), sum(d), sum(x * x for x in d)) for d in apart if d
    ]
    for s, unsur in zip(bahan.selisih, bahan.hasil.unsur, strict=bool(rows)):
        beside = (sum(u.jumlah for u in bahan.hasil.unsur) - unsur.jumlah) / 8
        assert float(s.rata) == pytest.approx(25 * (unsur.jumlah - beside) / len(rows))
    assert load_bahan(rt, person, upp, tahun).selisih == bahan.selisih, "the page has it, too"
    assert list(bahan.mentah.umum) == [row["umum"] for row in rows]
    if bahan.objek.upp:
        for kelompok in ("jenis_kelamin", "pendidikan", "pekerjaan"):
            assert list(bahan.mentah.kelompok[kelompok]) == [row[kelompok] for row in rows]
        assert {c: bahan.mentah.kelompok["usia"].count(c) for c in whole.usia} == whole.usia
    else:
        assert bahan.mentah.kelompok == {}, "at the province groups are not compared"
    assert sum(bahan.sumber.values()) == whole.n
    assert bahan.saran is not None
    assert bahan.saran.jumlah == len(whole.saran)
    assert bahan.berjalan == (tahun == 2023)
    assert [q.berakhir for q in bahan.triwulan] == (
        [True, False, False, False] if tahun == 2023 else [True] * 4
    )
    if upp == "":
        assert bahan.rekap is not None
        rekap = load_rekap_pemprov(rt, person, periode=year)
        assert (bahan.rekap.baris, bahan.rekap.rata_rata) == (rekap.baris, rekap.rata_rata)
        assert bahan.rekap.tanpa_jawaban == rekap.tanpa_jawaban
        assert bahan.rekap.rata_rata == recompute.rata_rata(answers.by_upp(rows).values())
    else:
        assert bahan.rekap is None


def test_an_upt_is_not_in_its_parent_s_report_and_named_there(
    terisi: None, rt: Runtime, cast: Cast
) -> None:
    parent = load_bahan(rt, cast.admin_c, "", 2022)
    upt = load_bahan(rt, cast.admin_upt, "", 2022)
    assert parent.objek.kode == "upp-c"
    assert [u.kode for u in parent.upt] == ["upt-c1"]
    assert upt.upt == ()
    both = load_laporan_lengkap(rt, cast.admin_c, kunci="upp-c+upt", periode=Periode.tahun(2022))
    assert min(parent.hasil.n, upt.hasil.n) > 0
    assert parent.hasil.n + upt.hasil.n == both.figures.hasil.n
    assert load_bahan(rt, cast.people[Role.PIMPINAN], "", 2022).upt == ()


def test_a_closed_upt_is_named_while_it_has_answers_of_the_year(
    terisi: None, rt: Runtime, cast: Cast
) -> None:
    with rt.writing() as session:
        for kode in ("upt-c1", "upp-c"):
            row = session.get_one(Upp, cast.upp[kode])
            row.aktif = False
            session.add(row)
    factories.make_upp(rt, "upt-c2", jenis="UPT", induk_id=cast.upp["upp-c"], aktif=False)
    pimpinan = cast.people[Role.PIMPINAN]
    found = load_bahan(rt, pimpinan, "upp-c", 2022)
    assert [u.kode for u in found.upt] == ["upt-c1"]
    assert found.hasil.n > 0, "the report of a closed UPP can be read"
    assert found.objek.upp is not None
    assert not found.objek.upp.aktif


def test_no_answers_at_all_is_no_figure_anywhere(rt: Runtime, cast: Cast) -> None:
    for person, upp in ((cast.admin_b, ""), (cast.people[Role.PIMPINAN], "")):
        bahan = load_utuh(rt, person, upp, 2022)
        assert (bahan.hasil.n, bahan.hasil.nilai, bahan.hasil.mutu) == (0, None, None)
        assert {(q.hasil.n, q.hasil.nilai) for q in bahan.triwulan} == {(0, None)}
        assert {(b.hasil, b.ketelitian, b.perubahan, b.lama) for b in bahan.banding} == {
            (None, None, None, None)
        }
        assert bahan.realisasi == Realisasi(0, 0, 0, 0) == bahan.tahun_lalu
        assert bahan.realisasi.persen is None
        assert (bahan.perangkat, bahan.metode, dict(bahan.sumber)) == ((), (), {})
        assert bahan.mentah is not None
        assert (bahan.mentah.nilai, bahan.mentah.umum) == ((), ())
        assert bahan.saran is not None
        assert (bahan.saran.jumlah, bahan.saran.tanpa) == (0, 0)


# --- methods and questions ------------------------------------------------------------------------


def test_a_change_of_method_within_the_year_is_told_and_moves_no_index(
    rt: Runtime, cast: Cast
) -> None:
    for year in (2021, 2022):
        for month in (2, 5, 8, 11):
            for scores in ("3", "4") * 5:
                fields = {f"u{i}": scores for i in range(1, 10)}
                isian = factories.isian(**fields)
                factories.submit(rt, "layanan-a1", isian, day=date(year, month, 3))
    with rt.writing() as session:
        for day, metode in (
            *((date(2021, 1, 1), "permen"), (date(2022, 1, 1), "sekampadi")),
            *((date(2022, 7, 1), "tepat"), (date(2023, 1, 1), "permen")),
        ):
            session.add(MetodeBobot(berlaku_dari=day, metode=metode))
    admin = cast.people[Role.ADMIN_UPP]
    bahan = load_bahan(rt, admin, "", 2022)
    # 3.5 * 9 weights * 25: of a ninth each 87.50, of 0.111 87.41, of 0.11 86.63 (half up).
    assert bahan.metode == ((date(2022, 7, 1), Metode.TEPAT),)
    assert bahan.hasil.metode is Metode.TEPAT
    assert str(bahan.hasil.nilai) == "87.50"
    assert [str(q.hasil.nilai) for q in bahan.triwulan] == ["87.41", "87.41", "87.50", "87.50"]
    (_, before) = bahan.banding
    assert before.metode_asli is Metode.PERMEN
    assert before.hasil is not None
    assert (before.hasil.metode, str(before.hasil.nilai)) == (Metode.TEPAT, "87.50")
    assert before.perubahan is not None
    assert (before.perubahan.ikm, before.perubahan.arah) == (Decimal("0.00"), Arah.SETARA)
    assert load_bahan(rt, admin, "", 2021).metode == ()
    assert str(load_bahan(rt, admin, "", 2021).hasil.nilai) == "86.63"


def test_the_question_sets_that_were_answered_are_named(rt: Runtime, cast: Cast) -> None:
    for day in (date(2022, 3, 3), date(2022, 9, 9)):
        factories.submit(rt, "layanan-a1", day=day)
    admin = cast.people[Role.ADMIN_UPP]
    (found,) = load_utuh(rt, admin, "", 2022).perangkat
    assert (found["kode"], found["versi"]) == ("sekampadi", 1)
    with rt.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql(
            "UPDATE jawaban SET perangkat_id = (SELECT id FROM perangkat WHERE kode = 'resmi') "
            "WHERE tanggal >= '2022-07-01'"
        )
    names = [p["kode"] for p in load_utuh(rt, admin, "", 2022).perangkat]
    assert names == ["resmi", "sekampadi"]
    assert load_bahan(rt, cast.admin_b, "", 2022).perangkat == ()


# --- plans ----------------------------------------------------------------------------------------


def _plan(rt: Runtime, person: Principal, triwulan: Triwulan, states: str) -> None:
    """Plan an action for each letter: s finished, b begun, x given up, - not begun."""
    publish(rt, person, periode=triwulan.periode)
    plan = begin(rt, person, "", triwulan)
    change = {"target": "30-05-2023"}
    told = {
        "s": SELESAI,
        "b": {"status": "berjalan", "uraian": "Sedang dikerjakan."},
        "x": {"status": "batal", "alasan": "Anggaran dialihkan.", "strategi": "Tahun depan."},
    }
    for state in states:
        action = add_kegiatan(rt, person, plan, "waktu", KEGIATAN | change)
        if state in told:
            save_hasil(rt, person, action.id, action.versi, told[state])


def test_what_came_of_the_plans_is_added_up_over_year_and_province(rt: Runtime, cast: Cast) -> None:
    admin, pimpinan = cast.people[Role.ADMIN_UPP], cast.people[Role.PIMPINAN]
    for day in (date(2022, 8, 3), date(2022, 11, 3), date(2023, 2, 2)):
        for layanan in ("layanan-a1", "layanan-b1", "layanan-c1", "layanan-t1"):
            for _ in range(5):
                factories.submit(rt, layanan, day=day)
    _plan(rt, cast.admin_upt, Triwulan(2022, 3), "bb-")
    assert load_bahan(rt, cast.admin_upt, "", 2022).realisasi == Realisasi(3, 0, 2, 0)
    parent = load_bahan(rt, cast.admin_c, "", 2022)
    assert parent.realisasi == Realisasi(0, 0, 0, 0), "an UPT's plans are its own"
    assert {q.rencana for q in parent.triwulan} == {None}
    _plan(rt, admin, Triwulan(2022, 3), "sbx-")
    _plan(rt, admin, Triwulan(2022, 4), "ss")
    _plan(rt, cast.admin_b, Triwulan(2022, 4), "b-")
    _plan(rt, cast.admin_b, Triwulan(2023, 1), "s")
    own = load_bahan(rt, admin, "", 2022)
    # rencana, selesai, berjalan, batal
    assert [q.realisasi for q in own.triwulan] == [
        *(Realisasi(0, 0, 0, 0), Realisasi(0, 0, 0, 0)),
        *(Realisasi(4, 1, 1, 1), Realisasi(2, 2, 0, 0)),
    ]
    assert own.realisasi == Realisasi(6, 3, 1, 1)
    assert [bool(q.rencana) for q in own.triwulan] == [False, False, True, True]
    assert [q.berencana for q in own.triwulan] == [0, 0, 1, 1]
    assert [q.terbit is not None for q in own.triwulan] == [False, False, True, True]
    plan = own.triwulan[2].rencana
    assert plan is not None
    assert (plan.triwulan, plan.realisasi) == (Triwulan(2022, 3), own.triwulan[2].realisasi)
    whole = load_bahan(rt, pimpinan, "", 2022)
    assert [q.realisasi.rencana for q in whole.triwulan] == [0, 0, 4 + 3, 2 + 2]
    assert [q.berencana for q in whole.triwulan] == [0, 0, 2, 2]
    assert whole.realisasi == Realisasi(8 + 3, 3, 2 + 2, 1)
    assert {q.rencana for q in whole.triwulan} == {None}
    assert {q.terbit for q in whole.triwulan} == {None}, "of the province no sheet was published"
    after = load_bahan(rt, admin, "", 2023)
    assert after.tahun_lalu == own.realisasi
    assert [(k.triwulan.nomor, k.row.hasil.status.value, k.bukti) for k in after.lalu.kegiatan] == [
        *((3, "selesai", 0), (3, "berjalan", 0), (3, "batal", 0), (3, "belum", 0)),
        *((4, "selesai", 0), (4, "selesai", 0)),
    ]
    per_upp = load_bahan(rt, pimpinan, "", 2023).lalu.per_upp
    assert {upp.kode: r for upp, r in per_upp} == {
        "upp-a": own.realisasi,
        "upp-b": Realisasi(2, 0, 1, 0),
        "upt-c1": Realisasi(3, 0, 2, 0),
    }
    assert load_bahan(rt, cast.admin_b, "", 2023).tahun_lalu == Realisasi(2, 0, 1, 0)
    assert load_bahan(rt, pimpinan, "", 2023).tahun_lalu == whole.realisasi
    assert load_bahan(rt, admin, "", 2022).tahun_lalu == Realisasi(0, 0, 0, 0)


def test_what_was_told_of_a_survey_stands_with_its_triwulan(
    terisi: None, rt: Runtime, cast: Cast
) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    told = {"dilayani": "250", "dibagikan": "", "kembali": "", "pelaksana": "mandiri"}
    for nomor in (1, 2, 3, 4):
        save_pelaksanaan(rt, admin, "", Triwulan(2022, nomor), told)
        save_pelaksanaan(rt, admin, "", Triwulan(2021, nomor), told | {"dilayani": "100"})
    bahan = load_bahan(rt, admin, "", 2022)
    assert [[p.isi.dilayani for p in q.pelaksanaan] for q in bahan.triwulan] == [[250]] * 4
    assert [q.ketelitian.populasi for q in bahan.triwulan] == [250] * 4
    assert bahan.laporan.ketelitian.populasi == 1000
    assert [b.ketelitian.populasi if b.ketelitian else 0 for b in bahan.banding] == [None, 400]
    answers = recompute.Jawaban(rt.engine)
    rows = answers.pick(date(2022, 1, 1), date(2022, 12, 31), upp=[cast.upp["upp-a"]])
    assert bahan.laporan.ketelitian.margin == recompute.hitung(rows, populasi=1000).margin
    province = load_bahan(rt, cast.people[Role.PIMPINAN], "", 2022)
    assert [[p.isi.dilayani for p in q.pelaksanaan] for q in province.triwulan] == [[250]] * 4
    assert [q.ketelitian.populasi for q in province.triwulan] == [None] * 4


def test_a_joint_sheet_is_that_of_the_induk_and_of_its_upt_until_they_have_their_own(
    rt: Runtime, cast: Cast
) -> None:
    for layanan in ("layanan-c1", "layanan-t1"):
        for _ in range(5):
            factories.submit(rt, layanan, day=date(2022, 8, 3))
    people = (cast.admin_c, cast.admin_upt)

    def shown() -> list[list[tuple[str, bool]]]:
        found = [load_bahan(rt, p, "", 2022).triwulan for p in people]
        return [[(q.terbit.seri if q.terbit else "", q.gabungan) for q in each] for each in found]

    none = ("", False)
    assert shown() == [[none] * 4] * 2
    quarter = Periode.triwulan(2022, 3)
    publish(rt, cast.admin_c, kunci="upp-c+upt", periode=quarter)
    joint = (f"upt:{cast.upp['upp-c']}", True)
    assert shown() == [[none, none, joint, none]] * 2
    publish(rt, cast.admin_upt, periode=quarter)
    publish(rt, cast.admin_c, kunci="upp-c", periode=quarter)
    own = [(f"upp:{cast.upp[kode]}", False) for kode in ("upp-c", "upt-c1")]
    assert shown() == [[none, none, each, none] for each in own]


# --- who ------------------------------------------------------------------------------------------


@SQLITE
def test_who_reads_what_of_it(terisi: None, rt: Runtime, cast: Cast) -> None:
    for role in Role:
        person = cast.people[role]
        if role in {Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM}:
            with pytest.raises(ForbiddenError):
                load_bahan(rt, person, "upp-a", 2022)
            continue
        assert load_bahan(rt, person, "upp-a", 2022).objek.kode == "upp-a"
        if role.of_upp:
            for other in ("upp-b", "upp-c", "upt-c1", "x", "upp-a+upt", "'"):
                with pytest.raises(NotFoundError):
                    load_bahan(rt, person, other, 2022)
    with pytest.raises(DomainError):
        load_bahan(rt, cast.admin_b, "", 2024)


# --- cost -----------------------------------------------------------------------------------------


@contextmanager
def _counted(rt: Runtime) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(rt.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(rt.engine, "before_cursor_execute", note)


@SQLITE
def test_what_is_kept_of_a_report_is_given_only_to_who_may_see_it(
    terisi: None, rt: Runtime, cast: Cast
) -> None:
    admin, pemprov = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    draf = {"bagian": "latar", "versi": 0, "isian": {"teks": "Draf"}}
    save_draf_tahunan(rt, admin, "", 2022, **draf)
    # Each reads what another has read just before, with the rights and the drafts that are his own.
    for person in (admin, pemprov, cast.people[Role.PIMPINAN_UPP], admin):
        for saran in (True, False, True):
            bahan = load_bahan(rt, person, "upp-a", 2022, saran=saran)
            assert (bahan.saran is not None) == saran
            assert bahan.tertulis("latar").draf == (person is admin)
            assert not bahan.tertulis("maksud").draf
    kept, whole = load_bahan(rt, admin, "upp-a", 2022), load_utuh(rt, admin, "upp-a", 2022)
    assert replace(kept, bagian=()) == replace(whole, bagian=(), mentah=None)
    assert [replace(b, draf=False) for b in kept.bagian] == list(whole.bagian)
    with pytest.raises(NotFoundError):
        load_bahan(rt, cast.admin_b, "upp-a", 2022)
    for role in (Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM):
        with pytest.raises(ForbiddenError):
            load_bahan(rt, cast.people[role], "upp-a", 2022)


@SQLITE
def test_a_report_is_kept_until_somebody_does_something(
    terisi: None, rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simpanan, "SEGAR_DETIK", 3600.0)
    admin, pimpinan = cast.people[Role.ADMIN_UPP], cast.people[Role.PIMPINAN]

    def count(tahun: int = 2022) -> int:
        with _counted(rt) as statements:
            assert load_bahan(rt, pimpinan, "upp-a", tahun).objek.tahun == tahun
        return len(statements)

    save_naskah_tahunan(rt, admin, "", 2022, bagian="latar", versi=0, isian={"teks": "Satu."})
    first = count()
    assert count() <= 6 < 30 < first, "the way to the report and the drafts"
    save_naskah_tahunan(rt, admin, "", 2022, bagian="latar", versi=1, isian={"teks": "Dua."})
    assert load_bahan(rt, pimpinan, "upp-a", 2022).tertulis("latar").isi.teks == "Dua."
    # Of another year it is another report, and of a series only one is kept.
    assert count(2021) > 30
    assert load_bahan(rt, pimpinan, "upp-a", 2021).tertulis("latar").naskah is None
    assert count() > 30


@SQLITE
def test_a_report_takes_as_many_statements_however_much_there_is(
    terisi: None, rt: Runtime, cast: Cast
) -> None:
    pimpinan, found = cast.people[Role.PIMPINAN], {}
    for many in (False, True):
        if many:
            for i in range(12):
                upp = factories.make_upp(rt, f"upp-{i}x")
                factories.make_layanan(rt, upp, f"layanan-{i}x")
                for month in (2, 8, 11):
                    factories.submit(rt, f"layanan-{i}x", day=date(2022, month, 4))
            for versi in range(5):
                isian = {"teks": f"Naskah {versi}"}
                for bagian in ("latar", "profil", "maksud"):
                    save_naskah_tahunan(
                        *(rt, cast.people[Role.ADMIN_UPP], "", 2022),
                        bagian=bagian,
                        versi=versi,
                        isian=isian,
                    )
        else:
            draf = {"bagian": "latar", "versi": 0, "isian": {"teks": "Draf"}}
            save_draf_tahunan(rt, cast.people[Role.ADMIN_UPP], "", 2022, **draf)
        for upp in ("", "upp-a"):
            load_bahan(rt, pimpinan, upp, 2022)
            with _counted(rt) as statements:
                load_utuh(rt, pimpinan, upp, 2022)
            found[upp, many] = len(statements)
    assert found["", False] == found["", True] <= 57
    assert found["upp-a", False] == found["upp-a", True] <= 57


@SQLITE
def test_a_plan_of_a_triwulan_takes_as_many_statements_however_full_it_is(
    rt: Runtime, cast: Cast
) -> None:
    admin, found = cast.people[Role.ADMIN_UPP], []
    for day in (date(2022, 8, 3), date(2022, 11, 3)):
        for _ in range(5):
            factories.submit(rt, "layanan-a1", day=day)
    for triwulan, states in ((Triwulan(2022, 3), "s"), (Triwulan(2022, 4), "sbx-sbx-ssss")):
        _plan(rt, admin, triwulan, states)
        load_utuh(rt, admin, "", 2022)
        with _counted(rt) as statements:
            load_utuh(rt, admin, "", 2022)
        found.append(len(statements))
    # A plan is read with its sheet, actions, quotations and files.
    assert found[1] - found[0] <= 6
