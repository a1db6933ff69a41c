"""The province's years with its UPP as the units, worked out once more from the single answers."""

from decimal import Decimal

import pytest
from scipy.special import stdtr, stdtrit

from sekampadi.domain.izin import Role
from sekampadi.services.sistem.runtime import Runtime
from tests import recompute
from tests.conftest import Content, Copy
from tests.factories import make_layanan, make_operator, make_upp
from tests.recompute import Beda, comma, half_up
from tests.reports.tahunan.contoh import LEMAH, TAHUN, Kantor, Kasus, answers
from tests.reports.tahunan.contoh_tepi import SEMUA
from tests.reports.tahunan.test_tabel import Buku, buku, signed, texts, written
from tests.unit.domain.tahunan.jawaban import holm

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
Satuan = dict[str, list[float]]
"""By unit: what each of its answers says, in points."""


def case(nama: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kasus", [k for k in SEMUA if k.nama == nama])


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    """Fill the database of a case once."""
    kasus: Kasus = request.node.callspec.params["kasus"]
    return kasus.isi


def units(b: Buku, tahun: int, field: str = "") -> Satuan:
    """Return the units of ``provinsi_besar``: three answers hide Badan Kecil, and the least other with it."""
    weight = float(recompute.WEIGHTS[b.metode]) * 25
    found: Satuan = {}
    for row in b.rows(tahun):
        nama = b.jawaban.upp[row["upp_id"]]["nama"]
        at = "tersembunyi" if nama in {"Badan Kecil", "Dinas A"} else nama
        value = 25.0 * row[field] if field else sum(row[u] for u in recompute.NAMES) * weight
        found.setdefault(at, []).append(value)
    return found


def mean(satuan: Satuan, without: str = "") -> float:
    each = [x for k, values in satuan.items() if k != without for x in values]
    return sum(each) / len(each)


def weights(satuan: Satuan) -> dict[str, float]:
    whole = sum(map(len, satuan.values()))
    return {k: len(v) / (whole - len(v)) for k, v in satuan.items()}


def degrees(each: list[float]) -> float:
    return sum(each) ** 2 / sum(x * x for x in each) - 1


def margin(satuan: Satuan) -> Decimal:
    g, whole = len(satuan), mean(satuan)
    error = ((g - 1) / g * sum((mean(satuan, k) - whole) ** 2 for k in satuan)) ** 0.5
    return half_up(Decimal(float(stdtrit(degrees([*weights(satuan).values()]), 0.975)) * error))


def beda(now: Satuan, then: Satuan) -> Beda:
    assert now.keys() == then.keys()
    change, g = mean(now) - mean(then), len(now)
    apart = [mean(now, k) - mean(then, k) - change for k in now]
    error = ((g - 1) / g * sum(a * a for a in apart)) ** 0.5
    a, b = weights(now), weights(then)
    df = degrees([a[k] + b[k] for k in now])
    fell = float(stdtr(df, change / error))
    limit = half_up(Decimal(float(stdtrit(df, 0.975)) * error))
    return Beda(change, limit, fell, 2 * min(fell, 1 - fell))


@case("provinsi_besar")
def test_the_province_is_compared_by_its_upp(rt: Runtime, copied: Copy, kasus: Kasus) -> None:
    b = buku(rt, kasus, copied.made)
    now, then = units(b, TAHUN), units(b, TAHUN - 1)
    assert len(now) == 12
    assert texts(b.report.table("ikm").rows[5]) == [
        "Margin dengan UPP sebagai satuan (±, 95 %)",
        comma(margin(now)),
    ]
    before, this = b.report.table("banding_tahun").rows
    assert (before[3].text, this[3].text) == (comma(margin(then)), comma(margin(now)))
    change = (b.hitung(TAHUN).ikm or 0) - (b.hitung(TAHUN - 1).ikm or 0)
    tested = beda(now, then)
    ((word, p),) = recompute.simpulkan([(tested, Decimal(change))], dua_arah=True)
    assert texts(before[5:]) == [signed(Decimal(change)), comma(tested.margin), word]
    assert before[7].small in written(p)
    assert word == "belum dapat dibedakan"
    # Answer by answer it would have been a fall beyond all doubt.
    single = recompute.bandingkan(b.indices(TAHUN), b.indices(TAHUN - 1))
    assert single is not None
    assert single.p_dua < 0.001
    each = [beda(units(b, TAHUN, u), units(b, TAHUN - 1, u)) for u in recompute.NAMES]
    table = b.report.table("banding_unsur")
    pairs = [(x, Decimal(round(x.selisih * 100)) / 100) for x in each]
    assert [row[-1].text for row in table.rows] == [
        w for w, _ in recompute.simpulkan(pairs, dua_arah=True)
    ]


def apart(b: Buku, field: str) -> Satuan:
    """By unit: 25 times how far a score lies from the mean of the eight others of its answer."""
    own = units(b, TAHUN, field)
    others = [units(b, TAHUN, u) for u in recompute.NAMES if u != field]
    return {
        k: [x - sum(o[k][i] for o in others) / 8 for i, x in enumerate(values)]
        for k, values in own.items()
    }


@case("provinsi_besar")
def test_unsur_of_the_province_are_held_against_the_others_by_its_upp(
    rt: Runtime, copied: Copy, kasus: Kasus
) -> None:
    b = buku(rt, kasus, copied.made)
    each = [apart(b, u) for u in recompute.NAMES]
    g = len(each[0])
    errors = [((g - 1) / g * sum((mean(s, k) - mean(s)) ** 2 for k in s)) ** 0.5 for s in each]
    shared = (sum(e * e for e in errors) / 9) ** 0.5
    df = degrees([*weights(each[0]).values()])
    p = [
        2 * float(stdtr(df, -abs(mean(s)) / max(e, shared)))
        for s, e in zip(each, errors, strict=True)
    ]
    niks = [mean(units(b, TAHUN, u)) for u in recompute.NAMES]
    middle = sorted(niks)[4]
    words = []
    for s, nik, sure in zip(each, niks, holm(p), strict=True):
        far = nik - middle if mean(s) > 0 else middle - nik
        named = "di atas" if mean(s) > 0 else "di bawah"
        words.append(named if sure < 0.05 and far >= 2 else "belum dapat dibedakan")
    assert [row[3].text for row in b.report.table("kekuatan").rows] == words


@case("provinsi_besar")
def test_changes_of_triwulan_are_said_to_be_stricter_than_those_of_a_laporan(
    rt: Runtime, copied: Copy, kasus: Kasus
) -> None:
    notes = buku(rt, kasus, copied.made).report.table("triwulan").notes
    (how,) = [note for note in notes if note.startswith("Perubahan sejak triwulan sebelumnya")]
    assert how.endswith(
        "Karena itu lebih ketat daripada laporan satu triwulan, yang hanya membandingkan dua periode dan "
        "menguji penurunan satu arah."
    )


@case("provinsi")
def test_of_four_upp_no_unsur_is_named(rt: Runtime, copied: Copy, kasus: Kasus) -> None:
    rows = buku(rt, kasus, copied.made).report.table("kekuatan").rows
    assert {row[3].text for row in rows} == {"belum dapat dibandingkan"}
    notes = " ".join(buku(rt, kasus, copied.made).report.table("pelaksanaan").notes)
    assert "uji t dua arah dengan UPP sebagai satuan" in notes
    assert "satu arah" not in notes


@case("provinsi")
def test_four_upp_are_too_few_for_a_word_of_change(rt: Runtime, copied: Copy, kasus: Kasus) -> None:
    b = buku(rt, kasus, copied.made)
    before, this = b.report.table("banding_tahun").rows
    change = (b.hitung(TAHUN).ikm or 0) - (b.hitung(TAHUN - 1).ikm or 0)
    assert (before[3].text, this[3].text) == ("–", "–")
    assert texts(before[5:]) == [signed(Decimal(change)), "–", "belum diketahui"]
    assert b.find("banding_unsur") is None
    assert all(row[-1].text in {"–", "belum diketahui"} for row in b.report.table("triwulan").rows)


def ten(rt: Runtime) -> Kantor:
    """Ten UPP with answers in the first triwulan, and nine of them in the second."""
    pemprov = make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
    for at in range(1, 11):
        make_layanan(rt, make_upp(rt, f"upp-{at}", nama=f"Dinas {at}"), f"layanan-{at}")
        low = {"u3": LEMAH} if at < 4 else {}
        many = 10 + at
        answers(
            rt,
            TAHUN,
            many * (1 + (at > 1)),
            layanan=(f"layanan-{at}",),
            unsur=low,
            hari=85 + 80 * (at > 1),
        )
    return Kantor("", pemprov, pemprov)


@pytest.mark.parametrize("kasus", [Kasus("sepuluh", ten)])
def test_the_margin_of_a_triwulan_of_the_province_is_by_upp(
    rt: Runtime, copied: Copy, kasus: Kasus
) -> None:
    b = buku(rt, kasus, copied.made)
    table, weight = b.report.table("triwulan"), float(recompute.WEIGHTS[b.metode]) * 25
    found: list[Satuan] = [{}, {}]
    for row in b.rows(TAHUN):
        each = found[(row["tanggal"].month - 1) // 3]
        value = sum(row[u] for u in recompute.NAMES) * weight
        each.setdefault(b.jawaban.upp[row["upp_id"]]["nama"], []).append(value)
    assert [len(each) for each in found] == [10, 9]
    assert all(len(values) >= 5 for each in found for values in each.values())
    assert [row[3].text for row in table.rows] == [comma(margin(found[0])), "–", "–", "–"]
    assert table.notes[0].startswith("Margin dengan UPP sebagai satuan")
