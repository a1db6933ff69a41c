"""One judgement of the province: each screen and document gives its index the same margin and word of change.

The margin and the test are worked out once more from the single answers, by leaving out each UPP in turn.
"""

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.ketelitian import Ketelitian, margin_line
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.perbandingan import Putusan
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.reports.build.rekap_pemprov import build_rekap
from sekampadi.services.laporan.dashboard import load_dashboard
from sekampadi.services.laporan.laporan import load_laporan
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.layar.layar import load_layar
from sekampadi.services.notifikasi.notifikasi import load_notifikasi
from sekampadi.services.notifikasi.peringatan import save_aturan
from sekampadi.services.notifikasi.peringatan_kabar import check_ikm
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import load_bahan
from sekampadi.web.layar.tampilan import present
from tests import factories, recompute
from tests.factories import Cast
from tests.recompute import comma, half_up
from tests.reports.tahunan.test_satuan_laporan import Satuan, beda, margin
from tests.services.notifikasi.test_peringatan import IKM

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
TRIWULAN, TAHUN = Periode.triwulan(2023, 2), Periode.tahun(2023)
HARI = {
    "kini": (date(2023, 4, 3), date(2023, 5, 12)),
    "lalu": (date(2023, 1, 9), date(2023, 3, 20)),
    "setahun": (date(2022, 5, 10), date(2022, 6, 8)),
    "dahulu": (date(2021, 8, 2), date(2021, 9, 6)),
}
ORANG = 6
"""People who answer at each UPP in each period: none of them is too few to be shown."""
Jawaban = dict[str, Satuan]
"""By period and UPP: the points of each answer."""


def answer(rt: Runtime, many: int, shift: dict[str, float], own: float, seed: int) -> Jawaban:
    """Let people answer at new UPP, alike where they are at the same UPP in the same period.

    Args:
        shift: by period, by how much all UPP differ from the others, in scores.
        own: by how much one UPP differs from another in a period, likewise.
    """
    rng = random.Random(seed)
    found: Jawaban = {period: {} for period in HARI}
    for at in range(many):
        kode = f"dinas-{at:02}"
        factories.make_layanan(rt, factories.make_upp(rt, kode), f"loket-{at:02}")
        for period, days in HARI.items():
            mean = 3.0 + shift.get(period, 0.0) + rng.gauss(0, own)
            for i in range(ORANG):
                scores = [min(4, max(1, round(rng.gauss(mean, 0.4)))) for _ in range(9)]
                fields = {f"u{k}": str(s) for k, s in enumerate(scores, start=1)}
                isian = factories.isian(**fields)
                factories.submit(rt, f"loket-{at:02}", isian, day=days[i % 2])
                found[period].setdefault(kode, []).append(sum(scores) * 0.111 * 25)
    return found


def merged(*satuan: Satuan) -> Satuan:
    return {k: [x for s in satuan for x in s[k]] for k in satuan[0]}


def index(satuan: Satuan) -> Decimal:
    each = [x for values in satuan.values() for x in values]
    # A sum of whole scores times 2,775: no float of it lies on the edge by accident.
    return half_up(Decimal(str(round(sum(each), 6))) / len(each))


def judged(kini: Satuan, *dulu: Satuan, dua_arah: bool = False) -> tuple[str, Decimal | None]:
    """Return the word of the change since the first of the periods before, and its margin."""
    if len(kini) < 10:
        return "belum diketahui", None
    pairs = [(beda(kini, then), index(kini) - index(then)) for then in dulu]
    ((word, _), *_) = recompute.simpulkan(pairs, dua_arah=dua_arah)
    return word, pairs[0][0].margin


def by_answers(satuan: Satuan) -> Decimal:
    each = [x for values in satuan.values() for x in values]
    mean = sum(each) / len(each)
    error = (sum((x - mean) ** 2 for x in each) / (len(each) - 1) / len(each)) ** 0.5
    return half_up(Decimal(float(recompute.stdtrit(len(each) - 1, 0.975)) * error))


def said(putusan: Putusan) -> tuple[str, Decimal | None]:
    return putusan.arah.label, putusan.margin


@dataclass(frozen=True)
class Kasus:
    many: int
    shift: dict[str, float]
    own: float
    word: str


KASUS = [
    Kasus(13, {"kini": -0.4}, 0.05, "turun"),
    # Each UPP had its own luck: by single answers the two triwulan differ beyond all doubt.
    Kasus(12, {"kini": -0.1, "lalu": 0.1}, 0.4, "belum dapat dibedakan"),
    Kasus(11, {"lalu": -0.5, "setahun": -0.5}, 0.1, "naik"),
    Kasus(6, {"kini": -0.6}, 0.05, "belum diketahui"),
]


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: f"{k.many} UPP, {k.word}")
def test_every_screen_and_document_judges_the_province_alike(
    rt: Runtime, cast: Cast, kasus: Kasus
) -> None:
    each = answer(rt, kasus.many, kasus.shift, kasus.own, seed=kasus.many)
    enough = kasus.many >= 10
    leader, pemprov = cast.people[Role.PIMPINAN], cast.people[Role.ADMIN_PEMPROV]
    laporan = load_laporan_lengkap(rt, pemprov, periode=TRIWULAN)
    rekap = load_rekap_pemprov(rt, pemprov, TRIWULAN)
    dinding = load_layar(rt, leader).snapshot
    kini = load_dashboard(rt, pemprov).snapshot.ringkas.kini
    wanted = judged(each["kini"], each["lalu"], each["setahun"])
    assert wanted[0] == kasus.word
    assert dinding.gerak is not None
    assert {
        "laporan": said(laporan.pembanding[0].perubahan.putusan),
        "rekap": said(rekap.laporan.pembanding[0].perubahan.putusan),
        "dinding": said(dinding.gerak.putusan),
        "ringkas": said(kini.putusan),
    } == dict.fromkeys(("laporan", "rekap", "dinding", "ringkas"), wanted)
    if kasus.word == "turun":
        said_below = present(dinding).tanpa_perhatian
        assert said_below.endswith("Penurunan di atas dinilai dari semua UPP bersama-sama.")
    bahan = load_bahan(rt, pemprov, "", 2023)
    sure = [
        laporan.ketelitian,
        rekap.laporan.ketelitian,
        dinding.teliti,
        kini.ketelitian,
        load_laporan(rt, pemprov, periode=TRIWULAN).ketelitian,
        bahan.triwulan[1].ketelitian,
    ]
    limit = margin(each["kini"]) if enough else by_answers(each["kini"])
    assert [k.margin for k in sure] == [limit] * len(sure)
    assert {k.satuan for k in sure} == {True}

    # The year, which the annual report holds against two before it, either way.
    tahun = load_laporan_lengkap(rt, pemprov, periode=TAHUN)
    now = merged(each["kini"], each["lalu"])
    wanted = judged(now, each["setahun"], each["dahulu"], dua_arah=True)
    last = bahan.banding[-1].perubahan
    assert last is not None
    assert said(last.putusan) == wanted
    assert last.putusan.p == tahun.pembanding[0].perubahan.putusan.p
    assert said(tahun.pembanding[0].perubahan.putusan) == wanted
    year = load_rekap_pemprov(rt, pemprov, TAHUN).laporan
    assert said(year.pembanding[0].perubahan.putusan) == wanted
    for printed in (
        build_laporan_upp(tahun, printed=date(2023, 5, 15)),
        build_rekap(load_rekap_pemprov(rt, pemprov, TAHUN), printed=date(2023, 5, 15)),
    ):
        (how,) = [note for note in printed.notes if note.startswith("Perbandingan:")]
        assert "uji t dengan UPP sebagai satuan untuk gabungan" in how
        assert "satu arah (untuk gabungan setahun: dua arah)" in how
    limit = margin(now) if enough else by_answers(now)
    whole = [tahun.ketelitian, year.ketelitian, bahan.laporan.ketelitian]
    assert [k.margin for k in whole] == [limit] * 3


def texts_of(rt: Runtime, cast: Cast) -> tuple[str, list[str], list[str], str]:
    """Return what the wall says of the margin, the small print of both documents, and their names of it."""
    leader, pemprov = cast.people[Role.PIMPINAN], cast.people[Role.ADMIN_PEMPROV]
    laporan = build_laporan_upp(
        load_laporan_lengkap(rt, pemprov, periode=TRIWULAN), printed=date(2023, 5, 15)
    )
    rekap = build_rekap(load_rekap_pemprov(rt, pemprov, TRIWULAN), printed=date(2023, 5, 15))
    names = {next(f.label for f in r.figures if f.kunci == "margin") for r in (laporan, rekap)}
    (name,) = names
    rows = [r.table("perbandingan").rows[2] for r in (laporan, rekap)]
    wall = present(load_layar(rt, leader).snapshot)
    return (
        f"{wall.margin} {wall.banding}",
        [row[0].text for row in rows] + [row[1].text for row in rows],
        [*laporan.notes, *rekap.table("perbandingan").notes],
        name,
    )


def test_a_margin_of_the_province_says_by_what_it_is(rt: Runtime, cast: Cast) -> None:
    each = answer(rt, 11, {"kini": -0.4}, 0.05, seed=1)
    limit = comma(margin(each["kini"]))
    wall, row, notes, name = texts_of(rt, cast)
    assert wall.startswith(f"Margin ± {limit} poin pada taraf 95 % dengan UPP sebagai satuan.")
    assert row == ["Margin dengan UPP sebagai satuan (±, 95 %)"] * 2 + [limit] * 2
    assert any(n.startswith("Gabungan semua UPP: margin dan perubahannya dihitung") for n in notes)
    assert name == "Margin dengan UPP sebagai satuan (±, 95 %)"


def test_too_few_upp_are_said_wherever_nothing_is_tested(rt: Runtime, cast: Cast) -> None:
    each = answer(rt, 6, {"kini": -0.4}, 0.05, seed=1)
    limit = comma(by_answers(each["kini"]))
    wall, row, notes, name = texts_of(rt, cast)
    few = "UPP yang dapat dihitung tersendiri kurang dari 10"
    assert wall.startswith(f"Margin ± {limit} poin pada taraf 95 % menurut jawaban, karena {few}.")
    assert wall.endswith(few)
    assert row[2:] == ["–", "–"]
    assert sum(n.endswith(f"perubahannya tidak diuji; {few}.") for n in notes) == 2
    assert name == "Margin menurut jawaban (±, 95 %)"


def test_home_and_wall_agree_where_everyone_has_answered(rt: Runtime, cast: Cast) -> None:
    answer(rt, 11, {}, 0.2, seed=3)
    for kode in ("layanan-a1", "layanan-b1", "layanan-c1", "layanan-t1"):
        factories.submit(rt, kode, factories.isian(), day=date(2023, 5, 2))
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    served = dict.fromkeys(cast.upp, "1") | {f"dinas-{at:02}": str(ORANG) for at in range(11)}
    for kode, many in served.items():
        told = {"dilayani": many, "pelaksana": "mandiri"}
        save_pelaksanaan(rt, pemprov, kode, Triwulan(2023, 2), told)
    home = load_dashboard(rt, pemprov).snapshot.ringkas.kini.ketelitian
    wall = load_layar(rt, cast.people[Role.PIMPINAN]).snapshot
    assert margin_line(home) == "Tanpa margin: semua penerima layanan menjawab"
    assert margin_line(wall.teliti) == margin_line(home)
    # What other triwulan are compared by is no less for it.
    assert wall.teliti.margin_satuan == home.margin_satuan is not None


def test_an_induk_with_fewer_than_ten_upp_is_judged_by_its_answers(rt: Runtime, cast: Cast) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    for day, score in ((date(2023, 2, 1), "4"), (date(2023, 4, 10), "2")):
        for i in range(12):
            scores = factories.isian(**{f"u{k}": score if i else "3" for k in range(1, 10)})
            factories.submit(rt, ("layanan-c1", "layanan-t1")[i % 2], scores, day=day)
    found = load_laporan_lengkap(rt, pemprov, kunci="upp-c+upt", periode=TRIWULAN)
    assert not found.ketelitian.satuan
    assert found.pembanding[0].perubahan.arah.label == "turun"


def test_an_induk_with_ten_upp_is_judged_by_them(rt: Runtime, cast: Cast) -> None:
    induk = factories.make_upp(rt, "induk")
    factories.make_layanan(rt, induk, "loket-induk")
    kodes = ["loket-induk"]
    for at in range(9):
        upt = factories.make_upp(rt, f"upt-{at}", jenis="UPT", induk_id=induk)
        factories.make_layanan(rt, upt, f"loket-{at}")
        kodes.append(f"loket-{at}")
    found: Satuan = {}
    rng = random.Random(5)
    for kode in kodes:
        for _ in range(5):
            scores = [rng.randint(2, 4) for _ in range(9)]
            fields = {f"u{k}": str(s) for k, s in enumerate(scores, start=1)}
            factories.submit(rt, kode, factories.isian(**fields), day=date(2023, 5, 12))
            found.setdefault(kode, []).append(sum(scores) * 0.111 * 25)
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    sure: list[Ketelitian] = [
        load_laporan_lengkap(rt, pemprov, kunci="induk+upt", periode=TRIWULAN).ketelitian,
        load_layar(rt, cast.people[Role.PIMPINAN], "induk+upt").snapshot.teliti,
        load_dashboard(rt, pemprov, "induk+upt").snapshot.ringkas.kini.ketelitian,
    ]
    assert [k.margin for k in sure] == [margin(found)] * 3
    # So does an e-mail rule, of the last seven days.
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, {**IKM, "cakupan": "induk+upt", "ambang": "99"})
    assert check_ikm(rt) == 1
    (row,) = load_notifikasi(rt, leader).baris
    words = f"Margin ± {comma(margin(found))} poin pada taraf 95 % dengan UPP sebagai satuan."
    assert row.isi.endswith(words)


def test_an_upt_without_answers_does_not_silence_its_induk(rt: Runtime, cast: Cast) -> None:
    induk = factories.make_upp(rt, "induk")
    factories.make_layanan(rt, induk, "loket-induk")
    kodes = ["loket-induk"]
    for at in range(9):
        upt = factories.make_upp(rt, f"upt-{at}", jenis="UPT", induk_id=induk)
        factories.make_layanan(rt, upt, f"loket-{at}")
        kodes.append(f"loket-{at}")
    for day, scores in ((date(2023, 2, 1), "34"), (date(2023, 5, 12), "23")):
        for kode in kodes[:-1]:  # nothing of the last one, which has been closed
            for i in range(6):
                isian = factories.isian(**{f"u{k}": scores[i % 2] for k in range(1, 10)})
                factories.submit(rt, kode, isian, day=day)
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    found = load_laporan_lengkap(rt, pemprov, kunci="induk+upt", periode=TRIWULAN)
    wall = load_layar(rt, cast.people[Role.PIMPINAN], "induk+upt").snapshot
    assert wall.gerak is not None
    home = load_dashboard(rt, pemprov, "induk+upt").snapshot.ringkas.kini
    for sure in (found.ketelitian, wall.teliti, home.ketelitian):
        assert not sure.satuan
        assert sure.margin == found.ketelitian.margin is not None
    words = {said(p)[0] for p in (found.pembanding[0].perubahan.putusan, wall.gerak.putusan)}
    assert words | {said(home.putusan)[0]} == {"turun"}
