"""The foreword of an annual report, with who signs it (decree, L.3)."""

from sekampadi.i18n import t
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.services.tahunan.bahan import BahanTahunan


def pengantar_blok(bahan: BahanTahunan) -> Blok:
    """Return the foreword; beneath it place and day, office, name and NIP of who signs it.

    Empty lines leave room for the signature. Of who is to sign, but is not named yet, one sentence.
    """
    text = bahan.tertulis("pengantar").isi.alinea
    rows = bahan.tertulis("penanda").isi.baris
    if not rows:
        return Blok((*text, t("Penanda tangan kata pengantar ini belum diisi.")))
    tempat, jabatan, nama, nip = rows[0]
    signed = [tempat, jabatan, "", "", nama, t("NIP {nip}", nip=nip) if nip else ""]
    while signed and not signed[-1]:
        signed.pop()
    return Blok(text, tanda=("", *signed))
