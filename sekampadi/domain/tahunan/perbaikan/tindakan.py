"""An act as the catalogue has it, and the roles that carry acts out."""

from dataclasses import dataclass
from typing import Final

from sekampadi.i18n import t


@dataclass(frozen=True, slots=True)
class TindakanBaku:
    """An act that is proposed for an unsur.

    Args:
        hal: what it is about, as it stands behind "menyebut".
        pelaksana: a role, never a name; each office knows who has it.
        ukuran: by what everybody sees whether it was done and has helped.
        bulan: how long it takes; from that its jangka follows.
        tema: words by which people ask for it; empty for what nobody asks for by itself.
        sama: words by which an activity of a plan is known as the same thing.
    """

    hal: str
    tindakan: str
    pelaksana: str
    ukuran: str
    bulan: int
    tema: str
    sama: str


LOKET: Final = t("Koordinator petugas loket")
LAYANAN: Final = t("Penanggung jawab layanan")
PIMPINAN: Final = t("Pimpinan unit pelayanan")
SARANA: Final = t("Pengelola sarana")
PEGAWAI: Final = t("Pengelola kepegawaian")
ADUAN: Final = t("Pengelola pengaduan")
INFO: Final = t("Pengelola informasi dan laman")
UANG: Final = t("Bendahara penerimaan")
