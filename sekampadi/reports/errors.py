"""What goes wrong where a report becomes a document."""

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t


class RenderError(DomainError):
    """A document could not be made of a report."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            "report.render", t("Dokumen tidak dapat dibuat. Coba lagi, atau hubungi Admin Pemprov.")
        )
        self.detail = detail
