"""Which unsur seem important by the general rating, and how these stand."""

from decimal import Decimal

from sekampadi.domain.tahunan.statistik.hasil import (
    N_ANALISIS,
    PLACES,
    Alasan,
    Kepentingan,
    Kuadran,
    Statistik,
    rounded,
)
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.statistik.sel import (
    EMPTY,
    IN_WORDS,
    NAMES,
    NONE_YET,
    angka,
    bh_note,
    decimal_of,
    join_names,
    nama,
    nyata,
    p_cell,
)
from sekampadi.reports.model import Cell, Chart, ChartKind, Palette, Series, Table


def kepentingan_blok(statistik: Statistik) -> Blok:
    """Tell which unsur go with the general rating, and how they stand: importance as derived.

    Where none does by more than chance, no unsur is put into a quadrant.
    """
    words = tuple(kepentingan_words(statistik))
    found = statistik.kepentingan
    if found.alasan is not None:
        return Blok(words)
    placed = terbukti(statistik)
    means = {u.unsur: u.rata for u in statistik.univariat}
    rows = []
    for b in found.butir:
        cells = (angka(b.kepentingan), p_cell(b.p_bh), angka(means[b.unsur]))
        word = (Cell(b.kuadran.label if b.kuadran else None),) if placed else ()
        rows.append((Cell(nama(b.unsur)), *cells, *word))
    more = (EMPTY,) if placed else ()
    across, up = angka(found.kinerja), angka(found.kepentingan)
    table = Table(
        "statistik_kepentingan",
        t("Kepentingan tersirat dan kinerja per unsur"),
        (
            *(t("Unsur pelayanan"), t("Kepentingan tersirat (rho)"), t("p terkoreksi")),
            t("Kinerja (rata-rata nilai)"),
            *((t("Kuadran"),) if placed else ()),
        ),
        tuple(rows),
        (
            (Cell(t("Rata-rata unsur")), up, EMPTY, across, *more),
            (Cell(t("Jumlah penilaian umum")), bulat(found.n), EMPTY, EMPTY, *more),
        ),
        widths=(34, 15, 12, 14, 25) if placed else (46, 20, 14, 20),
        notes=_importance_notes(statistik, placed=placed),
    )
    if not placed:
        return Blok(words, (table,))
    return Blok(words, (_quadrants(statistik, across, up, words[0]), table))


def _importance_notes(statistik: Statistik, *, placed: bool) -> tuple[str, ...]:
    notes = [
        t(
            "Kepentingan tersirat: rho Spearman nilai unsur dengan penilaian umum, p dua arah menurut t "
            "Student."
        ),
        bh_note(t("tabel ini")),
    ]
    if placed:
        notes.append(
            t(
                "Kuadran membandingkan kepentingan dan kinerja setiap unsur dengan rata-rata unsur, sebelum "
                "dibulatkan; selalu ada yang di atas dan yang di bawah, juga bila semuanya baik."
            )
        )
    if any(b.kepentingan is None for b in statistik.kepentingan.butir):
        notes.append(
            t("Tanda –: tidak dihitung karena nilainya sama pada semua atau hampir semua responden.")
        )  # fmt: skip
    return tuple(notes)


def _quadrants(statistik: Statistik, across: Cell, up: Cell, kalimat: str) -> Chart:
    butir = statistik.kepentingan.butir
    mean = t("rata-rata")
    return Chart(
        "grafik_kepentingan",
        t("Kepentingan tersirat dan kinerja per unsur"),
        ChartKind.KUADRAN,
        NAMES,
        (
            Series(t("Kinerja (rata-rata nilai)"), tuple(decimal_of(angka(b.kinerja)) for b in butir)),
            Series(
                t("Kepentingan tersirat (rho dengan penilaian umum)"),
                tuple(decimal_of(angka(b.kepentingan)) for b in butir),
            ),
        ),
        Palette.AKSEN,
        bounds=((mean, decimal_of(across) or Decimal(0)), (mean, decimal_of(up) or Decimal(0))),
        areas=tuple(
            k.label for k in (Kuadran.PERBAIKI, Kuadran.PERTAHANKAN, Kuadran.RENDAH, Kuadran.LEBIH)
        ),
        alt=t("Sembilan unsur menurut kinerja (mendatar) dan kepentingan tersirat (tegak). {kalimat}", kalimat=kalimat),
    )  # fmt: skip


def terbukti(statistik: Statistik) -> bool:
    """Whether any unsur goes with the general rating by more than chance; else none is important."""
    return any(nyata(b.p_bh) for b in statistik.kepentingan.butir)


def kepentingan_words(statistik: Statistik) -> list[str]:
    """Say which unsur seem important and lie low in the map, which is no advice.

    Performance is held against the printed mean without a test: what comes first is said where
    ``tahunan/kekuatan`` has tested it.
    """
    found = statistik.kepentingan
    if found.alasan is not None:
        reasons = {
            Alasan.SEDIKIT: NONE_YET
            if not statistik.n
            else t("penilaian umum terlalu sedikit (kurang dari {n})", n=IN_WORDS[N_ANALISIS]),
            Alasan.TANPA_PENILAIAN: t("tidak ada responden yang memberi penilaian umum"),
            Alasan.PENILAIAN_SAMA: t("penilaian umum semua atau hampir semua responden sama"),
            Alasan.TANPA_RAGAM: t(
                "terlalu sedikit responden yang nilai unsurnya dan penilaian umumnya lain daripada yang "
                "terbanyak"
            ),
        }
        return [t("Kepentingan tersirat tidak dapat dihitung: {sebab}.", sebab=reasons[found.alasan])]  # fmt: skip
    if not terbukti(statistik):
        return [
            t(
                "Hubungan nilai unsur dengan penilaian umum belum dapat dibedakan dari kebetulan, "
                "sehingga unsur belum dapat dikelompokkan menurut kepentingannya."
            )
        ]
    low = [b for b in found.butir if _lies_low(b, found.kepentingan, found.kinerja)]
    if low:
        names = join_names(
            t(
                "{unsur} (kepentingan tersirat {rho}, kinerja {kinerja})",
                unsur=nama(b.unsur),
                rho=angka(b.kepentingan).text,
                kinerja=angka(b.kinerja).text,
            )
            for b in low
        )
        words = t(
            "Pada peta, kepentingan tersiratnya di atas dan kinerjanya di bawah rata-rata unsur: {unsur}. "
            "Selisih kinerja itu tidak diuji di sini.",
            unsur=names,
        )
    elif any(b.kuadran is Kuadran.PERBAIKI for b in found.butir):
        words = t(
            "Unsur yang pada peta kepentingan tersiratnya di atas dan kinerjanya di bawah rata-rata unsur "
            "terlalu dekat dengan rata-rata itu, atau kepentingannya belum terbukti, untuk disebut."
        )
    else:
        words = t(
            "Tidak ada unsur yang pada peta kepentingan tersiratnya di atas dan kinerjanya di bawah "
            "rata-rata unsur."
        )
    return [
        words,
        t(
            "Kepentingan ini tersirat dari hubungan nilai unsur dengan penilaian umum; responden "
            "tidak ditanya, dan hubungan bukan bukti sebab akibat."
        ),
    ]


def _lies_low(b: Kepentingan, kepentingan: float | None, kinerja: float | None) -> bool:
    if b.kuadran is not Kuadran.PERBAIKI or not nyata(b.p_bh):
        return False
    # By a hair beside a mean that is printed alike: the figures would not show it.
    pairs = ((b.kepentingan, kepentingan), (kinerja, b.kinerja))
    return all(
        more is not None and less is not None and rounded(more, PLACES) > rounded(less, PLACES)
        for more, less in pairs
    )
