"""Reading a file of evidence that may be anything; runs in the process for files that came in."""

from sekampadi.domain.errors import DomainError
from sekampadi.domain.tindak_lanjut.bukti import JenisBukti, check_ukuran
from sekampadi.i18n import t
from sekampadi.services.sistem.foto import is_foto, read_foto


def read_bukti(data: bytes) -> tuple[JenisBukti, bytes]:
    """Return what kind of file it is, and the bytes to be stored.

    A photo is drawn anew. A PDF stays as it is, to the byte: it may be signed.

    Raises:
        DomainError: ``bukti.empty``, ``bukti.size``, ``bukti.kind``, ``bukti.format``,
            ``bukti.pixels``, ``bukti.pdf``, ``bukti.encrypted``, ``bukti.active``, ``bukti.pages``.
    """
    check_ukuran(len(data))
    if is_foto(data):
        return JenisBukti.FOTO, read_foto(data)
    if data.startswith(b"%PDF-"):
        # Late: the server only names this function, and another process runs it.
        from sekampadi.services.tindak_lanjut.baca_pdf import check_pdf

        check_pdf(data)
        return JenisBukti.PDF, data
    raise DomainError("bukti.kind", t("Bukti harus berupa foto (JPEG, PNG, WebP) atau PDF."))


def unreadable() -> DomainError:
    """Return what is said of a file that could not be read in its time and memory."""
    return DomainError(
        "bukti.unreadable", t("Berkas ini tidak dapat dibaca. Simpan ulang, lalu unggah lagi.")
    )
