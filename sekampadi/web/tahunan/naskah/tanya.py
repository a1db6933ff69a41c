"""The question before the words of a part are taken away, or an older version is used again."""

from sekampadi.i18n import t
from sekampadi.web.tahunan.bagian.tampilan import BagianBuka
from sekampadi.web.ui.states.formulir import Confirmation


def ask_about(part: BagianBuka, act: str, versi: int) -> Confirmation:
    """Make the question, which names the part and says what becomes of its words.

    Args:
        part: as it is shown.
        act: ``pakai`` for the version that is looked at, or ``hapus``.
        versi: its number.
    """
    words = t("Tulisan yang sekarang tetap ada di daftar versi.")
    old = part.isi_dilihat[:1] if act == "pakai" else []
    if part.perlu and not any(isi.alinea or isi.baris for isi in old):
        words = t("Bagian ini wajib, jadi laporan menjadi tidak lengkap.") + " " + words
    if part.draf:
        words += " " + t("Draf Anda yang belum disimpan akan dibuang.")
    judul, tombol = (
        (t("{bagian}: pakai lagi versi {n}?", bagian=part.judul, n=versi), t("Pakai lagi"))
        if act == "pakai"
        else (t("{bagian}: {apa}?", bagian=part.judul, apa=part.buang.lower()), part.buang)
    )
    return Confirmation(act, str(versi), judul, words, tombol, bahaya=act == "hapus")
