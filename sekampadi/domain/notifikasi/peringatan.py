"""Peringatan: rules by which a person wants to be told, and the words in which it is told."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from typing import Final

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.ketelitian import Ketelitian, margin_words
from sekampadi.i18n import format_angka, format_tanggal, t

ATURAN_MAKS: Final = 20
"""Rules one person may have."""
KATA_MAKS: Final = 30
HARI_IKM: Final = 7
"""Days an IKM rule looks at, today included."""
_KATA_PANJANG: Final = 40
_MIN_N: Final = 1000


class JenisPeringatan(Labelled):
    """What a rule watches."""

    IKM = "ikm", t("Nilai IKM di bawah batas")
    BURUK = "buruk", t("Penilaian Buruk")
    KATA = "kata", t("Kata dalam saran")

    @property
    def permission(self) -> Permission:
        """What its owner needs, when the rule is made and again each time it is to be told."""
        return {
            "ikm": Permission.DASHBOARD_READ,
            "buruk": Permission.JAWABAN_READ,
            "kata": Permission.SARAN_READ,
        }[self.value]


@dataclass(frozen=True, slots=True)
class AturanBaru:
    """A rule as a form gives it."""

    jenis: JenisPeringatan
    cakupan: str  # as an address names it
    ambang: int | None = None  # the IKM below which it speaks, in hundredths
    min_n: int = 0  # answers an IKM needs before it is believed
    kata: tuple[str, ...] = ()
    email: bool = False  # as e-mail, too
    webhook: bool = False


def _read_ambang(reader: FormReader) -> int | None:
    text = reader.text("ambang", t("Batas nilai IKM"), least=1, most=6).replace(",", ".")
    try:
        value = Decimal(text) if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text) else None
    except InvalidOperation:
        value = None
    if value is None or not 25 <= value <= 100:
        reader.wrong("ambang", "ambang.range", t("Tulis batas antara 25 dan 100, misalnya 76,61."))
        return None
    return int(value * 100)


def _read_min_n(reader: FormReader) -> int:
    text = reader.text("min_n", t("Jumlah jawaban"), least=1, most=4)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MIN_N):
        reader.wrong(
            "min_n",
            "min_n.range",
            t("Tulis jumlah jawaban antara 1 dan {n}.", n=format_angka(_MIN_N)),
        )
        return 0
    return int(text)


def _read_kata(reader: FormReader, text: object) -> tuple[str, ...]:
    lines = re.split(r"[,;\n]", text if isinstance(text, str) else "")
    words = tuple(dict.fromkeys(w.casefold() for line in lines if (w := clean_line(line))))
    if not words:
        reader.wrong("kata", "kata.missing", t("Tulis paling sedikit satu kata."))
    elif len(words) > KATA_MAKS:
        reader.wrong("kata", "kata.many", t("Paling banyak {n} kata.", n=KATA_MAKS))
    elif any(not 2 <= len(w) <= _KATA_PANJANG or not re.search(r"\w", w) for w in words):
        reader.wrong(
            "kata",
            "kata.length",
            t("Setiap kata terdiri atas 2 sampai {n} huruf.", n=_KATA_PANJANG),
        )
    return words


def parse_aturan(isian: Mapping[str, object]) -> AturanBaru:
    """Read the form of a rule.

    Args:
        isian: ``jenis``, ``cakupan``, by kind ``ambang`` and ``min_n`` or ``kata``, and
            ``lewat_email`` and ``lewat_webhook``, there when they are ticked.
    """
    reader = FormReader(isian)
    jenis = reader.choice("jenis", t("Jenis"), JenisPeringatan)
    cakupan = reader.text("cakupan", t("Cakupan"), most=120)
    ambang = _read_ambang(reader) if jenis is JenisPeringatan.IKM else None
    min_n = _read_min_n(reader) if jenis is JenisPeringatan.IKM else 0
    kata = _read_kata(reader, isian.get("kata")) if jenis is JenisPeringatan.KATA else ()
    reader.check()
    if jenis is None:
        raise RuntimeError("a missing kind is an error of the form")
    return AturanBaru(
        jenis,
        cakupan,
        ambang,
        min_n,
        kata,
        bool(isian.get("lewat_email")),
        bool(isian.get("lewat_webhook")),
    )


@cache
def _pattern(kata: tuple[str, ...]) -> re.Pattern[str]:
    def one(word: str) -> str:
        return r"\s+".join(re.escape(part) for part in word.split())

    words = "|".join(one(w) for w in sorted(kata, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def find_kata(kata: Iterable[str], saran: str) -> str:
    """Return the first of some words that stands in a suggestion as a whole word, empty for none.

    "pungli" is found in "Ada PUNGLI!", not in "pungliwati".
    """
    words = tuple(kata)
    if not words or not saran:
        return ""
    found = _pattern(words).search(saran)
    return " ".join(found.group().casefold().split()) if found else ""


@dataclass(frozen=True, slots=True)
class Kabar:
    """What a person is told."""

    judul: str
    isi: str  # a sentence or two; never the text of a suggestion


def tell_ikm(nama: str, ketelitian: Ketelitian, *, ambang: int, dari: date, sampai: date) -> Kabar:
    """Say that the IKM of a part of the province is below a threshold, given in hundredths."""
    batas = format_angka(Decimal(ambang).scaleb(-2))
    said = t(
        "Nilai IKM {nilai} dari {n} jawaban, {dari} s.d. {sampai}.",
        nilai=format_angka(ketelitian.nilai),
        n=format_angka(ketelitian.n),
        dari=format_tanggal(dari),
        sampai=format_tanggal(sampai),
    )
    if ketelitian.satuan and ketelitian.against(Fraction(ambang, 100)) is None:
        said += " " + t("Selisihnya dengan batas tidak diuji.")
    elif not ketelitian.is_below(Fraction(ambang, 100)):
        said += " " + t("Selisihnya dengan batas mungkin hanya kebetulan.")
    return Kabar(
        t("IKM {nama} di bawah {batas}", nama=nama, batas=batas),
        f"{said} {margin_words(ketelitian)}",
    )


def tell_jawaban(
    *, buruk: bool, kata: Iterable[str], layanan: str, upp: str, tanggal: date
) -> Kabar:
    """Say that an answer came in that somebody wants to know of.

    Args:
        buruk: whether its general rating is "Buruk" and that was asked for.
        kata: the words found in its suggestion.
    """
    words = t(" dan ").join(f"“{k}”" for k in dict.fromkeys(kata))
    where = t("{layanan}, {upp}", layanan=layanan, upp=upp)
    if buruk and words:
        judul = t("Penilaian Buruk dengan saran yang memuat {kata}", kata=words)
    elif buruk:
        judul = t("Penilaian Buruk")
    else:
        judul = t("Saran memuat {kata}", kata=words)
    return Kabar(
        judul,
        t("1 jawaban untuk {where}, {tanggal}.", where=where, tanggal=format_tanggal(tanggal)),
    )


def tell_beruntun(jumlah: int, layanan: Sequence[str], tanggal: date) -> Kabar:
    """Say that a burst, of so many answers so far, came in that has to be looked at."""
    where = layanan[0] if len(layanan) == 1 else t("{n} layanan", n=format_angka(len(layanan)))
    return Kabar(
        t("Kiriman beruntun perlu ditinjau"),
        t(
            "{n} jawaban pada {layanan}, {tanggal}. Semuanya tetap dihitung sampai Anda "
            "menghapusnya.",
            n=format_angka(jumlah),
            layanan=where,
            tanggal=format_tanggal(tanggal),
        ),
    )


def tell_tenggat(kegiatan: str, jumlah: int, rencana: str, target: date, *, lewat: bool) -> Kabar:
    """Say that actions of a plan are due soon, or should have been finished.

    Args:
        kegiatan: the name of the action, when it is a single one.
        rencana: whose plan it is, and of which triwulan.
    """
    what = kegiatan if jumlah == 1 else t("{n} kegiatan", n=format_angka(jumlah))
    day = format_tanggal(target)
    judul = (
        t("Kegiatan RTL lewat jadwal")
        if lewat
        else t("Kegiatan RTL jatuh tempo {tanggal}", tanggal=day)
    )
    return Kabar(
        judul,
        t(
            "{rencana}, target {tanggal}: {kegiatan}",
            rencana=rencana,
            tanggal=day,
            kegiatan=what,
        ),
    )


def tell_revisi(rencana: str, nomor: str) -> Kabar:
    """Say that the values of a plan have changed, because its sheet was revised.

    Args:
        rencana: whose plan it is, and of which triwulan.
        nomor: of the sheet in force.
    """
    return Kabar(
        t("Nilai RTL berubah karena revisi lembar"),
        t(
            "{rencana}: lembar nomor {nomor} sudah berlaku. Buka RTL untuk memakai nilainya.",
            rencana=rencana,
            nomor=nomor,
        ),
    )


def tell_cadangan(jam: int) -> Kabar:
    """Say that no backup has been made for longer than so many hours."""
    return Kabar(
        t("Cadangan data terlalu lama"),
        t(
            "Cadangan terakhir yang diperiksa lebih lama dari {jam} jam, atau belum ada. Periksa "
            "jadwal pencadangan di server.",
            jam=jam,
        ),
    )


def tell_retensi(jumlah: int, sebelum: date) -> Kabar:
    """Say how many suggestions lost their text, because they were older than the settings keep them."""
    return Kabar(
        t("Teks saran lama dihapus"),
        t(
            "Teks {n} saran dari sebelum {tanggal} dihapus sesuai masa simpan. Penilaian dan semua "
            "angka tidak berubah.",
            n=format_angka(jumlah),
            tanggal=format_tanggal(sebelum),
        ),
    )


def tell_gagal(tanggal: date) -> Kabar:
    """Say that messages could not be sent."""
    return Kabar(
        t("Ada pesan yang gagal dikirim"),
        t(
            "Pada {tanggal} ada pesan yang tidak dapat dikirim; sebabnya ada di daftar.",
            tanggal=format_tanggal(tanggal),
        ),
    )
