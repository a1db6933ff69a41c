"""The leaders' screen: every figure equals the one all other places show, inside the scope only."""

import random
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event, text

from sekampadi.domain.errors import ForbiddenError, NotFoundError, UnauthenticatedError
from sekampadi.domain.izin import Permission, Role
from sekampadi.domain.laporan.ketelitian import margin_words
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.periode import Periode
from sekampadi.i18n import format_angka
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.layar.layar import load_calon, load_layar, release
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.layar.tampilan import present
from tests import factories
from tests.conftest import Content
from tests.factories import Cast

TODAY = date(2023, 5, 15)  # where the clock stands
Q1, Q2 = Periode.triwulan(2023, 1), Periode.triwulan(2023, 2)


def make_history(rt: Runtime) -> Cast:
    """Leave answers on both sides of every edge."""
    cast, rng = factories.make_cast(rt), random.Random(3)
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 3, 31), date(2023, 4, 1), TODAY]
    days += [date(2023, 5, 1), date(2023, 5, 2), date(2023, 2, 14)]
    for kode in ("layanan-a1", "layanan-a2", "layanan-b1", "layanan-t1"):
        for _ in range(12):
            factories.submit(rt, kode, factories.random_isian(rng), day=rng.choice(days))
    return cast


@pytest.fixture
def content(content: Content | None, request: pytest.FixtureRequest) -> Content | None:
    return make_history if "history" in request.fixturenames else content


@pytest.fixture
def history(cast: Cast) -> Cast:
    return cast


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("kunci", "layanan"),
    [("", ""), ("upp-a", ""), ("upp-c+upt", ""), ("upp-a", "layanan-a1"), ("upp-c", "")],
)
def test_figures_are_those_of_all_other_places(
    rt: Runtime, cast: Cast, kunci: str, layanan: str
) -> None:
    def figures(periode: Periode) -> object:
        return load_figures_as_system(rt, kunci=kunci, layanan_kode=layanan, periode=periode).hasil

    shown = load_layar(rt, cast.people[Role.PIMPINAN], kunci, layanan).snapshot
    assert shown.kini == figures(Q2)
    assert shown.hasil_lalu == figures(Q1)
    assert shown.semua == figures(Periode())
    assert shown.hari_ini == figures(Periode(TODAY, TODAY)).n  # type: ignore[attr-defined]
    for point in shown.titik:
        last = Periode.parse(str(point.bulan), str(date(point.bulan.year, point.bulan.month, 28)))
        assert (
            point.hasil.n
            >= load_figures_as_system(rt, kunci=kunci, layanan_kode=layanan, periode=last).hasil.n
        )
    assert sum(p.hasil.n for p in shown.titik) == shown.semua.n
    view = present(shown)
    assert view.nilai.n == str(shown.kini.n)


@pytest.mark.usefixtures("history")
def test_parts_are_upp_then_layanan_then_none(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]

    def names(kunci: str = "", layanan: str = "") -> set[str]:
        found = load_layar(rt, leader, kunci, layanan).snapshot
        return {p.bagian.kode for p in found.peringkat}

    assert names() == {"upp-a", "upp-b", "upp-c", "upt-c1"}
    assert names("upp-a") == {"layanan-a1", "layanan-a2"}
    assert names("upp-c+upt") == {"layanan-c1", "layanan-t1"}
    assert names("upp-a", "layanan-a1") == set()
    rows = load_layar(rt, leader).snapshot.peringkat
    for row in rows:
        for result, periode in ((row.bagian.kini, Q2), (row.bagian.lalu, Q1)):
            figures = load_figures_as_system(rt, kunci=row.bagian.kode, periode=periode)
            assert result == figures.hasil


@pytest.fixture
def apart(rt: Runtime, cast: Cast) -> None:
    """Two quarters in which one UPP is good, one bad, one fell from good to bad, one is small."""
    rng = random.Random(5)

    def fill(kode: str, day: date, count: int, low: int, high: int) -> None:
        for _ in range(count):
            level = rng.randint(low, high)
            scores = {f"u{i}": str(min(4, level + rng.randint(0, 1))) for i in range(1, 10)}
            factories.submit(rt, kode, factories.isian(**scores), day=day)

    for day, fallen in ((date(2023, 2, 1), 3), (date(2023, 5, 1), 1)):
        fill("layanan-a1", day, 14, 3, 4)
        fill("layanan-b1", day, 14, 1, 3)
        fill("layanan-c1", day, 14, fallen, fallen + 1)
        fill("layanan-t1", day, 6, 3, 4)


@pytest.mark.usefixtures("apart")
def test_groups_and_alarms_are_those_of_the_rekap(rt: Runtime, cast: Cast) -> None:
    """Two screens that say differently who can be told apart would be worse than none."""
    for number, served in ((1, "40"), (2, "60")):
        told = {"dilayani": served, "pelaksana": "mandiri"}
        save_pelaksanaan(rt, cast.people[Role.ADMIN_UPP], "", Triwulan(2023, number), told)
    leader = cast.people[Role.PIMPINAN]
    shown = load_layar(rt, leader).snapshot
    rows = {r.bagian.kode: r for r in shown.peringkat}
    assert rows["upp-a"].kedudukan is Kedudukan.ATAS
    assert {k for k, r in rows.items() if r.kedudukan is Kedudukan.BAWAH} == {"upp-b", "upp-c"}
    for periode in (Q1, Q2):
        for line in load_rekap_pemprov(rt, leader, periode).baris:
            row = rows[line.upp.kode]
            sure = row.bagian.teliti_kini if periode == Q2 else row.bagian.teliti_lalu
            assert sure.margin == line.ketelitian.margin
            assert not line.ketelitian.koreksi
            if periode == Q2:
                assert row.kedudukan is (line.kedudukan or Kedudukan.SEDIKIT)
                assert line.tren is not None
                assert row.putusan == line.tren.putusan
    fallen = [(p.jenis.value, p.bagian.kode) for p in shown.perhatian]
    assert ("turun", "upp-c") in fallen
    assert ("turun", "upp-a") not in fallen
    # The own report of an UPP shows the corrected margin, and says what the others show.
    own = load_laporan_lengkap(rt, leader, kunci="upp-a", periode=Q2).ketelitian
    assert own.koreksi
    assert own.margin_bebas == rows["upp-a"].bagian.teliti_kini.margin
    assert own.margin is not None
    assert own.margin < own.margin_bebas  # type: ignore[operator]
    assert margin_words(own).startswith(f"Margin ± {format_angka(own.margin_bebas)} poin")


@pytest.mark.usefixtures("apart")
def test_the_headline_is_the_comparison_of_the_laporan(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    shown = load_layar(rt, leader, "upp-c+upt").snapshot
    laporan = load_laporan_lengkap(rt, leader, kunci="upp-c+upt", periode=Q2)
    before = laporan.pembanding[0].perubahan
    assert shown.gerak is not None
    assert (shown.gerak.selisih, shown.gerak.putusan) == (before.ikm, before.putusan)
    assert before.arah is Arah.TURUN
    view = present(shown)
    assert before.putusan.margin is not None
    assert view.selisih.endswith(f" ± {format_angka(before.putusan.margin)}")
    assert "layanan Layanan c1, UPP-C (14 jawaban)" in view.kalimat[1]
    # Of a head's own UPP the name would say nothing new.
    own = present(load_layar(rt, leader, "upp-c").snapshot)
    assert "layanan Layanan c1 (14 jawaban)" in own.kalimat[1]


@pytest.mark.usefixtures("apart")
def test_the_wall_says_among_how_many_it_judges(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    whole = load_layar(rt, leader).snapshot
    judged = sum(r.bagian.kini.n >= 10 for r in whole.peringkat)
    view = present(whole)
    assert view.dinilai == f"Dinilai di antara {judged} UPP."
    assert view.kedudukan == "dibanding semua jawaban UPP lain"
    assert not view.banding.endswith("dinilai sendiri"), "a province is nobody's part"
    own = present(load_layar(rt, leader, "upp-c").snapshot)
    assert own.banding.endswith("; dinilai sendiri")


def test_card_and_headline_of_an_upp_agree(rt: Runtime, cast: Cast) -> None:
    """The UPP has fallen, and none of its layanan has answers enough to be looked at by itself."""
    upp = factories.make_upp(rt, "kantor")
    kodes = [f"loket-{i}" for i in range(4)]
    for kode in kodes:
        factories.make_layanan(rt, upp, kode)
        for at in range(6):
            for day, low in ((date(2023, 2, 14), "3"), (date(2023, 5, 2), "1")):
                isian = {f"u{u}": "4" if at % 2 else low for u in range(1, 10)}
                factories.submit(rt, kode, factories.isian(**isian), day=day)
    leader = cast.people[Role.PIMPINAN]
    view = present(load_layar(rt, leader, "kantor").snapshot)
    assert view.arah == "turun"
    assert view.perhatian == []
    assert view.tanpa_perhatian == (
        "Belum dapat dinilai: belum ada layanan dengan 10 jawaban pada triwulan ini. "
        "Penurunan di atas dinilai dari semua jawaban bersama-sama."
    )
    # Ten answers of each: a single layanan is judged by itself, as a part of nothing.
    for at in range(10):
        isian = {f"u{u}": "4" if at % 2 else "3" for u in range(1, 10)}
        factories.submit(rt, kodes[0], factories.isian(**isian), day=date(2023, 2, 14))
        factories.submit(
            rt, kodes[0], factories.isian(**dict.fromkeys(isian, "1")), day=date(2023, 5, 2)
        )
    single = present(load_layar(rt, leader, "kantor", kodes[0]).snapshot)
    assert single.arah == "turun"
    assert "turun" in [p.jenis for p in single.perhatian]
    assert single.peringkat == []


def test_a_wall_of_sixty_upp_has_eight_pages(rt: Runtime, cast: Cast) -> None:
    rng = random.Random(8)
    kodes = [f"kantor-{i:02d}" for i in range(60)]
    for kode in kodes:
        factories.make_layanan(rt, factories.make_upp(rt, kode), f"l-{kode}")
    for kode in kodes[:20]:
        factories.submit(rt, f"l-{kode}", factories.random_isian(rng))
    for day in (date(2023, 3, 1), date(2023, 2, 1)):
        factories.submit(rt, "l-kantor-00", factories.random_isian(rng), day=day)
    view = present(load_layar(rt, cast.people[Role.PIMPINAN]).snapshot)
    columns = [k for h in view.peringkat for k in h.kolom]
    assert sum(len(b.baris) for k in columns for b in k.blok) == 64
    assert all(sum(len(b.baris) + 1 for b in k.blok) <= 12 for k in columns)
    assert all(b.baris for k in columns for b in k.blok), "no heading without a line"
    on_the_wall = [h for h in view.panas if not h.kelas]
    # Summary, attention, unsur, months; there is no suggestion.
    assert 4 + len(view.peringkat) + len(on_the_wall) <= 8
    assert sum(len(h.baris) for h in view.panas) == 20, "on a desk all are shown"


@pytest.mark.usefixtures("history")
def test_a_head_sees_its_own_upp_only(rt: Runtime, cast: Cast) -> None:
    head = cast.people[Role.PIMPINAN_UPP]
    shown = load_layar(rt, head).snapshot
    assert {p.bagian.kode for p in shown.peringkat} == {"layanan-a1", "layanan-a2"}
    assert shown.semua == load_figures_as_system(rt, kunci="upp-a", periode=Periode()).hasil
    for kunci, layanan in (("upp-b", ""), ("", "layanan-b1"), ("upp-a", "layanan-b1")):
        with pytest.raises(NotFoundError):
            load_layar(rt, head, kunci, layanan)


def test_who_may_look(rt: Runtime, cast: Cast) -> None:
    for role, person in cast.people.items():
        if Permission.LAYAR_READ in role.permissions:
            load_layar(rt, person)
        else:
            with pytest.raises(ForbiddenError):
                load_layar(rt, person)
    with pytest.raises(UnauthenticatedError):
        load_layar(rt, None)


def test_an_empty_province_has_no_figures_and_no_faults(rt: Runtime, cast: Cast) -> None:
    view = present(load_layar(rt, cast.people[Role.PIMPINAN]).snapshot)
    assert (view.nilai.ikm, view.nilai.n, view.unsur, view.panas) == ("belum ada data", "0", [], [])
    assert (view.perhatian, view.selisih, view.margin) == ([], "", "")
    assert [p.kalimat for p in view.pengumpulan] == [
        "Tidak ada jawaban selama 14 hari terakhir (4): "
    ]


@pytest.mark.usefixtures("history")
def test_the_cost_does_not_grow_with_answers_or_parts(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    statements: list[str] = []

    def count(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(rt.engine, "before_cursor_execute", count)
    from sekampadi.services.layar.layar import read_layar

    cakupan = load_layar(rt, leader).snapshot.cakupan
    statements.clear()
    read_layar(rt, cakupan)
    asked = [s for s in statements if s.startswith("SELECT")]
    # One by UPP, of the triwulan of a year ago: together with it the last one is judged. One for the
    # scores of today, and one for how many answered lately: scores of two weeks take ten times longer.
    assert len(asked) <= 11, asked
    assert not any("FROM jawaban" in s and "saran_rilis" not in s for s in asked)


@pytest.fixture
def say(rt: Runtime, cast: Cast) -> Callable[[str, str], int]:
    def submit(layanan: str, saran: str) -> int:
        uuid = factories.submit(rt, layanan, factories.isian(saran=saran))
        with rt.reading() as session:
            query = text("SELECT id FROM jawaban WHERE saran = :s")
            assert uuid
            return int(session.connection().execute(query, {"s": saran}).scalar_one())

    return submit


def test_suggestions_are_off_until_released(
    rt: Runtime, cast: Cast, say: Callable[[str, str], int]
) -> None:
    admin, leader = cast.people[Role.ADMIN_PEMPROV], cast.people[Role.PIMPINAN]
    first, _ = say("layanan-a1", "ruang tunggu panas"), say("layanan-b1", "parkir sempit")

    def wall(kunci: str = "") -> list[str]:
        return [r.saran for r in load_layar(rt, leader, kunci).snapshot.saran]

    assert wall() == []
    assert [r.dirilis for r in load_calon(rt, admin)] == [False, False]
    told: list[int] = []
    rt.listeners.append(told.append)
    release(rt, admin, first, show=True)
    release(rt, admin, first, show=True)
    assert wall() == wall("upp-a") == ["ruang tunggu panas"]
    assert wall("upp-b") == []
    assert told == [cast.upp["upp-a"]] * 2
    release(rt, admin, first, show=False)
    assert wall() == []
    release(rt, admin, first, show=True)
    remove(rt, admin, [first], "menyebut nama")
    assert wall() == [], "what a moderator removes leaves the wall, too"
    with pytest.raises(NotFoundError):
        release(rt, admin, first, show=True)
    with rt.reading() as session:
        audit = text("SELECT aksi FROM audit WHERE aksi LIKE 'saran.%' ORDER BY id")
        acts = list(session.connection().execute(audit).scalars())
    assert acts == ["saran.rilis", "saran.tarik", "saran.rilis"]


def test_only_a_moderator_releases_and_only_his_own(
    rt: Runtime, cast: Cast, say: Callable[[str, str], int]
) -> None:
    other = say("layanan-b1", "antre lama sekali")
    for role in (Role.PIMPINAN, Role.PIMPINAN_UPP, Role.PENGELOLA_SISTEM):
        with pytest.raises(ForbiddenError):
            release(rt, cast.people[role], other, show=True)
    with pytest.raises(NotFoundError):
        release(rt, cast.people[Role.ADMIN_UPP], other, show=True)
    release(rt, cast.admin_b, other, show=True)
    assert load_layar(rt, cast.people[Role.PIMPINAN]).calon == ()
