"""The two forms of an annual report."""

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t


class BentukTahunan(Labelled):
    """In whose form a report is written; both tell the same."""

    KEPUTUSAN = "keputusan", t("Format keputusan gubernur")
    """Chapter L.3 of the decree."""
    KEMENTERIAN = "kementerian", t("Format Kementerian PANRB")
    """The one that the ministry hands to units."""


def parse_bentuk(bentuk: object) -> BentukTahunan:
    """Read how an address names a form; none is that of the decree.

    Raises:
        DomainError: ``bentuk.unknown``.
    """
    text = str(bentuk or BentukTahunan.KEPUTUSAN.value)
    found = next((b for b in BentukTahunan if b.value == text), None)
    if found is None:
        raise DomainError("bentuk.unknown", t("Pilih format laporan: keputusan atau kementerian."))
    return found
