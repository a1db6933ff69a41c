"""How far an index can be relied on, in the words that screens and documents share."""

from sekampadi.domain.laporan.ketelitian import (
    RATA_SAMA,
    CaraMargin,
    Ketelitian,
    chance_words,
    margin_words,
)
from sekampadi.domain.laporan.perbandingan import POIN_MIN
from sekampadi.domain.laporan.satuan import N_EFEKTIF, N_SATUAN
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.i18n import format_angka, t

MARGIN_NOTE = t(
    "Margin tanpa koreksi populasi; tanda – berarti terlalu sedikit untuk margin (kurang dari {n} "
    "jawaban) atau {sama}.",
    n=N_UJI,
    sama=RATA_SAMA,
)
"""What has to be known of the margins in a table of many."""


def _comparison_small_print(uji: str, satu_arah: str) -> str:
    return t(
        "Perbandingan: {uji}, tanpa koreksi populasi, dikoreksi Holm. Disebut turun hanya bila p "
        "{satu_arah} di bawah 0,05, naik atau bergeser bila p dua arah di bawah 0,05, selalu dengan "
        "sedikitnya {n} jawaban pada kedua periode dan perubahan yang melebihi marginnya; naik dan "
        "turun sedikitnya {poin} poin.",
        uji=uji,
        satu_arah=satu_arah,
        n=N_UJI,
        poin=format_angka(POIN_MIN),
    )


MARGIN_SMALL_PRINT = (
    t(
        "Margin: galat baku nilai responden × t Student (n − 1), taraf 95 %; tidak ada di bawah "
        "{n} jawaban atau bila {sama}.",
        n=N_UJI,
        sama=RATA_SAMA,
    ),
    _comparison_small_print(t("uji Welch"), t("satu arah")),
)
"""How margins and comparisons of a report are made."""
UNIT_SMALL_PRINT = t(
    "Gabungan semua UPP: margin dan perubahannya dihitung dengan UPP sebagai satuan (jackknife, t "
    "Student), karena jawaban dari UPP yang sama dapat saling mirip; UPP dengan sangat sedikit jawaban "
    "digabung menjadi satu satuan. Bila satuannya kurang dari {n}, atau jawabannya terpusat pada sedikit UPP "
    "(setara kurang dari {setara} UPP yang sama besar), marginnya menurut jawaban dan perubahannya "
    "tidak diuji.",
    n=N_SATUAN,
    setara=N_EFEKTIF,
)
"""How those of a part are made whose units are its UPP (decision 73)."""
_NAMES = {
    CaraMargin.UPP: t("Margin dengan UPP sebagai satuan (±, 95 %)"),
    CaraMargin.JAWABAN: t("Margin menurut jawaban (±, 95 %)"),
    CaraMargin.TERPUSAT: t("Margin menurut jawaban (±, 95 %)"),
}


def margin_name(ketelitian: Ketelitian) -> str:
    """Name the margin of an index, by what it is where that may be asked."""
    return _NAMES.get(ketelitian.cara, t("Margin (±, 95 %)"))


def margin_small_print(ketelitian: Ketelitian | None, *, dua_arah: bool = False) -> tuple[str, ...]:
    """Say how the margins and comparisons of a report are made.

    Args:
        dua_arah: whether a fall of the whole took a test of both sides, too; its parts never do.
    """
    if ketelitian is None or not ketelitian.satuan:
        return MARGIN_SMALL_PRINT
    how = _comparison_small_print(
        t("uji t dengan UPP sebagai satuan untuk gabungan, uji Welch untuk bagiannya"),
        t("satu arah (untuk gabungan setahun: dua arah)") if dua_arah else t("satu arah"),
    )
    return (UNIT_SMALL_PRINT, *MARGIN_SMALL_PRINT[:-1], how)


def confidence_words(ketelitian: Ketelitian) -> tuple[str, ...]:
    """Say in sentences how far an index can be relied on: margin, chance, sample."""
    words = [margin_words(ketelitian), chance_words(ketelitian)]
    if ketelitian.n:
        words.append(sample_words(ketelitian))
    return tuple(w for w in words if w)


def margin_sentences(ketelitian: Ketelitian) -> str:
    """Say on a screen how far an index can be relied on, apart from its sample."""
    return f"{margin_words(ketelitian)} {chance_words(ketelitian)}".rstrip()


def too_many_words(n: int, populasi: int | None) -> str:
    """Say that more people answered than were served."""
    return t(
        "Jumlah responden ({n}) lebih banyak daripada penerima layanan yang tercatat ({populasi}): "
        "periksa jumlah penerima layanan.",
        n=format_angka(n),
        populasi=format_angka(populasi),
    )


def sample_words(ketelitian: Ketelitian) -> str:
    """Say in a sentence whether there are enough answers; empty when people served are unknown.

    Where more answered than were served one of the numbers is wrong: no verdict then.
    """
    if ketelitian.mustahil:
        return too_many_words(ketelitian.n, ketelitian.populasi)
    if ketelitian.sampel_minimum is None or ketelitian.populasi is None:
        return ""
    values = {
        "n": format_angka(ketelitian.n),
        "minimum": format_angka(ketelitian.sampel_minimum),
        "populasi": format_angka(ketelitian.populasi),
    }
    if ketelitian.kurang:
        return t(
            "Jumlah responden ({n}) di bawah sampel minimum: {minimum} dari {populasi} penerima "
            "layanan (Krejcie & Morgan).",
            **values,
        )
    return t(
        "Jumlah responden ({n}) memenuhi sampel minimum: {minimum} dari {populasi} penerima "
        "layanan (Krejcie & Morgan).",
        **values,
    )
