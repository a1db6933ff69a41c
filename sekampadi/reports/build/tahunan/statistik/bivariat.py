"""Which unsur go together (decree, L.3: analisa bivariat)."""

from decimal import Decimal
from typing import Final

from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.statistik.hasil import (
    BERSAMA_MIN,
    N_KELOMPOK,
    PLACES,
    Kekuatan,
    Korelasi,
    Statistik,
    rounded,
)
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.statistik.sel import (
    EMPTY,
    IN_WORDS,
    NAMES,
    angka,
    bh_note,
    join_names,
    nama,
    nyata,
    p_cell,
    size_cell,
    why_not,
)
from sekampadi.reports.model import Cell, Chart, ChartKind, Palette, Series, Table

_MOST_NAMED: Final = 2


def bivariat_blok(statistik: Statistik) -> Blok:
    """Tell which unsur go together: Spearman's rho of all pairs."""
    words = tuple(bivariat_words(statistik))
    known = [k for k in statistik.korelasi if k.rho is not None]
    if not known:
        return Blok(words)
    # The closest pair first; those that cannot be computed last.
    order = sorted(statistik.korelasi, key=lambda k: -1 if k.rho is None else abs(k.rho))
    rows = tuple(
        (
            bulat(at),
            Cell(nama(k.a)),
            Cell(nama(k.b)),
            angka(k.rho),
            size_cell(k.kekuatan, k.p_bh),
            p_cell(k.p),
            p_cell(k.p_bh),
        )
        for at, k in enumerate(reversed(order), start=1)
    )
    counts = (
        (t("Pasangan yang dihitung"), len(known)),
        (t("Pasangan yang terbukti berhubungan"), sum(nyata(k.p_bh) for k in known)),
    )
    table = Table(
        "statistik_spearman",
        t("Korelasi antarunsur (rho Spearman)"),
        (
            *(t("No."), t("Unsur"), t("Unsur"), t("Rho"), t("Kekuatan")),
            *(t("p"), t("p terkoreksi")),
        ),
        rows,
        tuple((EMPTY, Cell(name), EMPTY, bulat(n), EMPTY, EMPTY, EMPTY) for name, n in counts),
        widths=(6, 30, 30, 9, 14, 10, 11),
        notes=_spearman_notes(len(known) < len(statistik.korelasi)),
    )
    return Blok(words, (_matrix(statistik, words[0]), table))


def _spearman_notes(some_missing: bool) -> tuple[str, ...]:
    bounds = zip(("0,10", "0,30", "0,50"), tuple(Kekuatan)[1:], strict=True)
    notes = [
        t(
            "Rho Spearman dengan peringkat rata-rata untuk nilai yang sama; p dua arah menurut t Student "
            "dengan n − 2 derajat bebas."
        ),
        bh_note(t("tabel ini")),
        t(
            "Kekuatan menurut besarnya rho, tanpa melihat tandanya: {batas} (Cohen 1988). Pada ribuan "
            "jawaban hampir semua hubungan terbukti, maka lihat kekuatannya.",
            batas=", ".join(t("mulai {n} {kata}", n=n, kata=k.label) for n, k in bounds),
        ),
    ]
    if some_missing:
        notes.append(
            t(
                "Tanda –: tidak dihitung karena terlalu sedikit responden menilai lain daripada yang "
                "terbanyak: kurang dari {satu} untuk salah satu unsur, atau menurut kebetulan kurang dari "
                "{dua} untuk kedua unsur sekaligus.",
                satu=IN_WORDS[N_KELOMPOK],
                dua=IN_WORDS[BERSAMA_MIN],
            )
        )
    return tuple(notes)


def _matrix(statistik: Statistik, kalimat: str) -> Chart:
    found: dict[frozenset[str], Korelasi] = {frozenset((k.a, k.b)): k for k in statistik.korelasi}

    def value(a: str, b: str) -> Decimal | None:
        pair = found.get(frozenset((a, b)))
        return None if pair is None or pair.rho is None else rounded(pair.rho, 2)

    return Chart(
        "grafik_spearman",
        t("Peta korelasi antarunsur (rho Spearman)"),
        ChartKind.PETA,
        NAMES,
        tuple(Series(nama(b), tuple(value(a, b) for a in URUTAN)) for b in URUTAN),
        Palette.AKSEN,
        high=Decimal(1),
        alt=t("Rho setiap pasangan unsur; makin gelap makin kuat. {kalimat}", kalimat=kalimat),
    )


def bivariat_words(statistik: Statistik) -> list[str]:
    """Say how many unsur go together, and which most."""
    known = [k for k in statistik.korelasi if k.rho is not None]
    if not known:
        alike = t(
            "pada setiap pasangan unsur terlalu sedikit responden yang menilai lain daripada yang terbanyak"
        )
        if not any(u.simpangan for u in statistik.univariat):
            alike = t("setiap unsur dinilai sama oleh semua responden")
        sebab = why_not(statistik, alike)
        return [t("Hubungan antarunsur tidak dapat dihitung: {sebab}.", sebab=sebab)]
    sure = [k for k in known if nyata(k.p_bh)]
    if not sure:
        return [t("Tidak ada pasangan unsur yang terbukti berhubungan.")]
    top = max(sure, key=_strength)
    same = [k for k in sure if angka(k.rho) == angka(top.rho)]
    names = join_names(t("{a} dengan {b}", a=nama(k.a), b=nama(k.b)) for k in same)
    if len(same) > _MOST_NAMED:
        names = t("beberapa pasangan sekaligus")
    about = {
        "nyata": format_angka(len(sure)),
        "n": format_angka(len(known)),
        "nama": names if len(sure) == 1 else t("paling erat {nama}", nama=names),
        "rho": angka(top.rho).text,
        "kata": top.kekuatan.label if top.kekuatan else "",
    }
    if top.kekuatan is Kekuatan.ABAI:
        return [
            t(
                "Dari {n} pasangan unsur, {nyata} terbukti berhubungan, tetapi begitu lemah sehingga "
                "dapat diabaikan: {nama} (rho {rho}).",
                **about,
            )
        ]
    words = t(
        "Dari {n} pasangan unsur, {nyata} terbukti berhubungan: {nama} (rho {rho}, {kata}).",
        **about,
    )
    if (top.rho or 0) < 0:
        meaning = t(
            "Responden yang menilai tinggi yang satu cenderung menilai rendah yang lain; hubungan "
            "bukan bukti bahwa yang satu menyebabkan yang lain."
        )
    else:
        meaning = t(
            "Responden yang menilai tinggi yang satu cenderung menilai tinggi pula yang lain; hubungan "
            "bukan bukti bahwa yang satu menyebabkan yang lain."
        )
    return [words, meaning]


def _strength(k: Korelasi) -> tuple[Decimal, bool]:
    shown = rounded(k.rho or 0.0, PLACES)
    return abs(shown), shown > 0
