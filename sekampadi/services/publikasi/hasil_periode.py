"""Which sheet an address with two days means; and why it is none."""

from datetime import date

from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.periode import Periode
from sekampadi.i18n import t
from sekampadi.services.publik.publik import check_public_periode
from sekampadi.services.publikasi.hasil import Hasil, LembarTerbit


def pick_periode(found: Hasil, dari: str, sampai: str, today: date) -> LembarTerbit:
    """Return the sheet of a period, as an address gives it, among what is published of a part.

    Raises:
        DomainError: ``tanggal.format``, ``tanggal.unknown``, ``periode.reversed``;
            ``periode.not_whole_triwulan`` and ``periode.not_frozen`` for the ranges for which the
            API refuses its figures under the same codes.
        NotFoundError: ``publikasi.periode`` when no sheet of the period is published.
    """
    periode = Periode.parse(dari, sampai)
    try:
        check_public_periode(periode, today)
    except ForbiddenError as error:
        # A login would not help here: the page shows everybody the same.
        raise DomainError(
            error.code,
            t("Hasil hanya terbit untuk triwulan penuh yang sudah ditutup, dan jumlahnya."),
        ) from None
    for lembar in found.terbitan:
        if lembar.row.periode == periode:
            return lembar
    raise NotFoundError(
        "publikasi.periode",
        t("Belum ada hasil yang terbit untuk periode ini: {periode}.", periode=periode.label),
    )
