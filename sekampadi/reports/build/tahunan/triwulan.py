"""The index of each triwulan of a year, and which of them can be told apart (decree, L.3 and L.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.perbandingan import Arah, Putusan, judge
from sekampadi.domain.laporan.satuan import N_SATUAN
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import BELUM, bulat, desimal, mutu, selisih
from sekampadi.reports.build.ketelitian import MARGIN_NOTE
from sekampadi.reports.build.small_cells import HIDDEN_MARK, hidden_notes
from sekampadi.reports.build.tahunan.alt import trend_words
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.metode import begun, changed_method, triwulan_words
from sekampadi.reports.build.tahunan.tulisan import join_words
from sekampadi.reports.build.tren import trend_chart
from sekampadi.reports.model import Cell, Chart, Table
from sekampadi.services.tahunan.bahan import BahanTahunan, TriwulanTahun


@dataclass(frozen=True, slots=True)
class _Titik:
    """A triwulan with answers, its index made with the weight method of the year."""

    triwulan: TriwulanTahun
    hasil: HasilIkm
    ketelitian: Ketelitian

    @property
    def nama(self) -> str:
        """Its name in a sentence."""
        return self.triwulan.triwulan.periode.nama


def _by(hasil: HasilIkm, metode: Metode) -> HasilIkm:
    return compute_ikm(hasil.n, [u.jumlah for u in hasil.unsur], metode)


def _recompute(triwulan: TriwulanTahun, metode: Metode) -> _Titik:
    sure, hasil = triwulan.ketelitian, _by(triwulan.hasil, metode)
    sampel = replace(sure.sampel, poin=metode.bobot * 25) if sure.sampel else None
    upp = sure.per_upp
    if upp is not None:
        upp = {k: _by(h, metode) for k, h in upp.items()}
    found = replace(sure, nilai=hasil.nilai, sampel=sampel, per_upp=upp)
    return _Titik(triwulan, hasil, found)


Pasangan = dict[tuple[int, int], Putusan]
"""By two places in the row of triwulan, the earlier first: what a test says of the change."""


def _judge(points: Sequence[_Titik]) -> Pasangan:
    """Judge each two triwulan, corrected for all of them: several sentences go by these tests."""
    pairs = list(combinations(range(len(points)), 2))
    found = judge([(points[b].ketelitian, points[a].ketelitian) for a, b in pairs], dua_arah=True)
    return dict(zip(pairs, found, strict=True))


def _beyond(verdicts: Pasangan, one: int, other: int) -> int:
    """Say which of two is higher by more than chance: 1 the one, -1 the other, 0 nobody can tell."""
    found = verdicts[min(one, other), max(one, other)]
    if not found.arah.nyata or found.beda is None:
        return 0
    later = 1 if found.beda.selisih > 0 else -1
    return later if one > other else -later


def _extreme(points: Sequence[_Titik], verdicts: Pasangan, sign: int) -> str:
    """Return the triwulan above (1) or below (-1) every other one; empty where none can be told."""
    for at, point in enumerate(points):
        others = [i for i in range(len(points)) if i != at]
        if others and all(_beyond(verdicts, at, i) == sign for i in others):
            return point.nama
    return ""


def _sentences(points: Sequence[_Titik], verdicts: Pasangan, *, every: bool) -> tuple[str, ...]:
    """Say what changed in the year; where not ``every`` triwulan is shown, nothing of all of them."""
    if len(points) < 2 or all(v.p is None for v in verdicts.values()):
        return ()
    if len({p.hasil.exact for p in points}) == 1:
        if not every:
            return ()
        recomputed = any(p.triwulan.hasil.metode is not p.hasil.metode for p in points)
        if recomputed:
            return (t("IKM setiap triwulan sama bila dihitung dengan satu metode bobot."),)
        return (t("IKM setiap triwulan sama."),)
    words = []
    steps = [(i, i + 1) for i in range(len(points) - 1)]
    # Small steps, none of which can be told apart, may have led far.
    if not any(verdicts[step].arah in {Arah.NAIK, Arah.TURUN} for step in steps):
        steps = [(0, len(points) - 1)]
    for arah in (Arah.NAIK, Arah.TURUN):
        moved = [
            t("dari {a} ke {b}", a=points[i].nama, b=points[j].nama)
            for i, j in steps
            if verdicts[i, j].arah is arah
        ]
        if moved:
            words.append(t("IKM {arah} {daftar}.", arah=arah.label, daftar=join_words(moved)))
    highest, lowest = (_extreme(points, verdicts, sign) for sign in (1, -1))
    if every and len(points) > 2 and highest:
        words.append(t("IKM {nama} lebih tinggi daripada semua triwulan lain.", nama=highest))
    if every and len(points) > 2 and lowest:
        words.append(t("IKM {nama} lebih rendah daripada semua triwulan lain.", nama=lowest))
    if every and not any(v.arah.nyata for v in verdicts.values()):
        words.append(
            t("IKM antartriwulan belum dapat dibedakan; selisihnya mungkin hanya kebetulan.")
        )
    return (" ".join(words),) if words else ()


def _sheet(triwulan: TriwulanTahun) -> Cell:
    """Name a triwulan's sheet; where its figure is another one by now, with that figure."""
    terbit = triwulan.terbit
    if terbit is None:
        return Cell(None)
    now = triwulan.hasil.nilai
    printed = format_angka(Decimal(terbit.nilai)) if terbit.nilai else ""
    other = printed and not triwulan.tersembunyi and (now is None or printed != format_angka(now))
    return Cell(terbit.nomor, small=t("pada lembar: {nilai}", nilai=printed) if other else "")


def _table(bahan: BahanTahunan, points: Sequence[_Titik], verdicts: Pasangan) -> Table:
    quarters, changed, units = begun(bahan), changed_method(bahan), bahan.rekap is not None
    sheets = any(x.terbit for x in quarters)
    place = {p.triwulan.triwulan: at for at, p in enumerate(points)}
    rows = []
    for x in quarters:
        at = place.get(x.triwulan)
        cells = [
            Cell(triwulan_words(x)),
            bulat(x.hasil.n),
            desimal(x.hasil.nilai, empty=BELUM),
            desimal(x.ketelitian.margin_satuan),
            mutu(x.hasil)[0],
        ]
        if x.tersembunyi:
            cells[1:] = [replace(cell, value=None, empty=HIDDEN_MARK) for cell in cells[1:]]
        if changed:
            cells.append(Cell(x.hasil.metode.value))
            cells.append(desimal(points[at].hasil.nilai if at is not None else None))
        if len(points) > 1:
            cells += _change_cells(points, verdicts, at)
        if sheets:
            cells.append(_sheet(x))
        rows.append(tuple(cells))
    heads = [t("Triwulan"), t("n"), t("IKM"), t("Margin ±"), t("Mutu")]
    widths = [22, 8, 10, 10, 7]
    if changed:
        year = t("IKM, metode {metode}", metode=bahan.hasil.metode.value)
        heads += [t("Metode"), year]
        widths += [13, 13]
    if len(points) > 1:
        heads += [t("Perubahan"), t("Arah")]
        widths += [12, 17]
    if sheets:
        heads.append(t("Lembar IKM"))
        widths.append(24)
    return Table(
        "triwulan",
        t("IKM per triwulan"),
        tuple(heads),
        tuple(rows),
        widths=tuple(float(w) for w in widths),
        notes=(
            *_notes(changed=changed, sheets=sheets, compared=len(points) > 1, units=units),
            *hidden_notes({"n": {x.triwulan.kunci: None for x in quarters if x.tersembunyi}}),
        ),
    )


def _unit_margin_note() -> str:
    """Say what the margins of the province are in a table of many."""
    return t(
        "Margin dengan UPP sebagai satuan, karena jawaban dari UPP yang sama dapat saling mirip; tanda – "
        "berarti UPP yang dapat dihitung tersendiri kurang dari {n}, jawaban terpusat pada sedikit UPP, "
        "atau nilai semua UPP sama.",
        n=N_SATUAN,
    )


_STRICTER = t(
    "Karena itu lebih ketat daripada laporan satu triwulan, yang hanya membandingkan dua periode dan "
    "menguji penurunan satu arah."
)
"""Why a change that the laporan of a triwulan names may be none here."""


def _notes(*, changed: bool, sheets: bool, compared: bool, units: bool) -> tuple[str, ...]:
    found = [_unit_margin_note() if units else MARGIN_NOTE]
    if compared and units:
        found.append(
            t(
                "Perubahan sejak triwulan sebelumnya yang nilainya ada di tabel; arahnya menurut uji t dua "
                "arah dengan UPP sebagai satuan (sedikitnya {n} UPP), dikoreksi Holm untuk semua pasangan "
                "triwulan. {ketat}",
                n=N_SATUAN,
                ketat=_STRICTER,
            )
        )
    elif compared:
        found.append(
            t(
                "Perubahan sejak triwulan sebelumnya yang nilainya ada di tabel; arahnya menurut uji "
                "Welch, dikoreksi Holm untuk semua pasangan triwulan. {ketat}",
                ketat=_STRICTER,
            )
        )
    if changed:
        found.append(
            t(
                "Margin menurut metode triwulan itu. Perubahan menurut IKM yang dihitung dengan satu "
                "metode, agar pergantian metode tidak tampak sebagai perubahan pelayanan."
            )
        )
    if sheets:
        found.append(t("Lembar IKM: tanda – berarti belum ada lembar yang berlaku."))
    return tuple(found)


def _change_cells(points: Sequence[_Titik], verdicts: Pasangan, at: int | None) -> list[Cell]:
    """Return the change since the triwulan before that has answers, and which way it goes."""
    if not at:  # the first of them, or one without answers
        return [selisih(None), Cell(None)]
    then, now = points[at - 1].hasil.nilai, points[at].hasil.nilai
    change = None if then is None or now is None else now - then
    return [selisih(change), Cell(verdicts[at - 1, at].arah.label)]


def _chart(bahan: BahanTahunan, points: Sequence[_Titik]) -> Chart:
    known = {p.triwulan.triwulan: p.hasil.nilai for p in points}
    quarters = begun(bahan)
    title = t("IKM per triwulan tahun {tahun}", tahun=bahan.objek.tahun)
    if changed_method(bahan):
        title = t("{judul}, metode {metode}", judul=title, metode=bahan.hasil.metode.value)
    chart = trend_chart(
        title,
        [x.triwulan.periode.nama for x in quarters],
        [known.get(x.triwulan) for x in quarters],
        least=Decimal(2),
    )
    return replace(
        chart,
        kunci="grafik_triwulan",
        axis=True,
        gap=_gap_words(quarters),
        alt=trend_words(chart),
    )


def _gap_words(quarters: Sequence[TriwulanTahun]) -> str:
    """Say why a triwulan has no point: nobody has answered, or its figure is not shown."""
    reasons = (
        (t("belum ada jawaban"), any(not (x.hasil.n or x.tersembunyi) for x in quarters)),
        (t("tidak ditampilkan"), any(x.tersembunyi for x in quarters)),
    )
    return t(" atau ").join(words for words, on in reasons if on)


def triwulan_blok(bahan: BahanTahunan) -> Blok:
    """Return the index of each triwulan that has begun.

    Its table is ``triwulan``, its chart ``grafik_triwulan``. Where the weight method changed, the
    table has both the index of that time and the one that can be compared. Without answers in the
    year it says nothing.
    """
    if not bahan.hasil.n:
        return Blok()
    points = [_recompute(x, bahan.hasil.metode) for x in begun(bahan) if x.hasil.n]
    verdicts = _judge(points)
    every = not any(x.tersembunyi for x in bahan.triwulan)
    text = list(_sentences(points, verdicts, every=every))
    if bahan.rekap and len(points) > 1 and all(v.p is None for v in verdicts.values()):
        why = join_words(list(dict.fromkeys(v.sebab for v in verdicts.values())))
        text.append(t("Perubahan antartriwulan tidak diuji, karena {sebab}.", sebab=why))
    if not any(x.terbit for x in bahan.triwulan):
        text.append(t("Belum ada lembar IKM triwulan yang berlaku untuk tahun ini."))
    isi: list[Table | Chart] = [_table(bahan, points, verdicts)]
    if len(points) > 1:
        isi.append(_chart(bahan, points))
    return Blok(tuple(text), tuple(isi))
