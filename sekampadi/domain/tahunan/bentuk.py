"""The two forms of an annual report."""

from sekampadi.domain.berlabel import Labelled
from sekampadi.i18n import t


class BentukTahunan(Labelled):
    """In whose form a report is written; both tell the same."""

    KEPUTUSAN = "keputusan", t("Format keputusan gubernur")
    """Chapter L.3 of the decree."""
    KEMENTERIAN = "kementerian", t("Format Kementerian PANRB")
    """The one that the ministry hands to units."""
