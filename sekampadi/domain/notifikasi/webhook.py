"""Webhooks of other systems: which events they are told of, and what the form of one holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.domain.notifikasi.outbox import WEBHOOK_MAKS, is_webhook_address
from sekampadi.i18n import t

NAMA_MAKS: Final = 60
BANYAK: Final = 10
"""Webhooks an UPP, or the province, may have."""

TUMPANG: Final = timedelta(days=7)
"""After a secret was replaced both sign for so long: whoever keeps the receiver works office hours."""

SABAR: Final = timedelta(days=3)
"""A webhook that has taken nothing for so long is switched off, and its people are told."""

HARI_JAWABAN: Final = 14
"""Days back in which a day with answers is still told of: sheets of paper are typed in later."""

UJI: Final = "uji"
"""The event of the test button."""


class Peristiwa(Labelled):
    """What another system can be told of; the names are a promise and are never used for something else."""

    JAWABAN = "jawaban.diterima", t("Ada jawaban: layanan dan harinya saja, keesokan harinya")
    LEMBAR = "lembar.terbit", t("Lembar publikasi terbit atau direvisi")
    DIAJUKAN = "tindak_lanjut.diajukan", t("Tindak lanjut diajukan ke Pimpinan UPP")
    DISETUJUI = "tindak_lanjut.disetujui", t("Tindak lanjut disetujui Pimpinan UPP")
    DITERIMA = "tindak_lanjut.diterima", t("Tindak lanjut diterima Admin Pemprov")

    @property
    def field(self) -> str:
        """The name of its box in the form."""
        return self.value.replace(".", "_")


@dataclass(frozen=True, slots=True)
class IsianWebhook:
    """What the form of a webhook holds."""

    nama: str
    alamat: str
    peristiwa: tuple[Peristiwa, ...]


def read_isian(isian: Mapping[str, object], *, plain: bool) -> IsianWebhook:
    """Read the form of a webhook: ``nama``, ``alamat``, and a box for each event, empty or not.

    Args:
        plain: whether an address without https is allowed.

    Raises:
        FieldErrors: ``nama.*``, ``alamat.*``, ``peristiwa.missing``.
    """
    reader = FormReader(isian)
    nama = reader.text("nama", t("Nama webhook"), least=3, most=NAMA_MAKS)
    alamat = reader.text("alamat", t("Alamat webhook"), least=1, most=WEBHOOK_MAKS)
    if alamat and not is_webhook_address(alamat, plain=plain):
        reader.wrong(
            "alamat",
            "alamat.format",
            t("Tulis alamat lengkap yang diawali https://, tanpa nama pengguna dan kata sandi."),
        )
    chosen = tuple(p for p in Peristiwa if isian.get(p.field))
    if not chosen:
        reader.wrong("peristiwa", "peristiwa.missing", t("Pilih paling sedikit satu peristiwa."))
    reader.check()
    return IsianWebhook(nama, alamat, chosen)


def isian_of(nama: str, alamat: str, peristiwa: Collection[str]) -> dict[str, str]:
    """Return what the form shows of a webhook."""
    boxes = {p.field: "ya" if p.value in peristiwa else "" for p in Peristiwa}
    return {"nama": nama, "alamat": alamat, **boxes}
