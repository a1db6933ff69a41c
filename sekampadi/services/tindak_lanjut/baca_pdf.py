"""Looking through a PDF of evidence, which may be anything; in the process for files that came in."""

import io
import logging
import re
from typing import Final

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

_PAGES_MAX: Final = 500
_ACTIONS_MAX: Final = 20
_ACTIVE: Final = frozenset(
    [
        *("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF"),
        *("/FileAttachment", "/RichMedia", "/Rendition", "/XFA", "/ImportData", "/SubmitForm"),
        *("/GoToE", "/GoToR", "/Thread", "/Movie", "/3DD", "/OnInstantiate"),
    ]
)
"""Names of what a PDF does beyond being read: programs, other files (a reader that opens one on
another machine tells it who is logged in), forms that send something."""

_UNASKED: Final = frozenset(["/OpenAction", "/AA"])
"""Names of what happens without a click."""
_WITHIN: Final = frozenset(["/GoTo", "/Named"])
"""Kinds of actions that stay in the document; a link that one has to click is none of this."""


def _written(word: str) -> bytes:
    """Return a pattern of a name, each letter as itself or as ``#4A``."""
    return b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (c, c) for c in word.encode())


_ENCRYPT_BYTES: Final = re.compile(_written("Encrypt"))
_PACKED_BYTES: Final = re.compile(_written("ObjStm"))
_ACTIVE_BYTES: Final = re.compile(
    b"|".join(map(_written, ("JavaScript", "Launch", "EmbeddedFile", "RichMedia")))
)
"""Those long enough never to stand by chance among compressed bytes. An older revision that no
list of objects names any more may hold them, and a reader that repairs the file would find them."""

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it tells of each oddity, at a stranger's word


def _broken() -> DomainError:
    return DomainError(
        "bukti.pdf",
        t("PDF ini tidak utuh atau bukan PDF. Simpan ulang sebagai PDF, lalu unggah lagi."),
    )


def _encrypted() -> DomainError:
    return DomainError(
        "bukti.encrypted", t("PDF ini dikunci. Unggah yang tanpa kata sandi dan tanpa batasan.")
    )


def _active() -> DomainError:
    return DomainError(
        "bukti.active",
        t(
            "PDF ini memuat program, formulir, atau lampiran. "
            "Cetak ke PDF, lalu unggah hasil cetaknya."
        ),
    )


def check_pdf(data: bytes) -> None:
    """Refuse a PDF that is broken, locked, too long, or does anything beyond being read.

    Raises:
        DomainError: ``bukti.pdf``, ``bukti.encrypted``, ``bukti.active``, ``bukti.pages``.
    """
    if _ENCRYPT_BYTES.search(data):
        raise _encrypted()
    if _ACTIVE_BYTES.search(data):
        raise _active()
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise _encrypted()
        packed = _look_through(reader)
        if len(_PACKED_BYTES.findall(data)) > packed:
            raise _broken()  # objects that only a reader finds that repairs the file
        pages = len(reader.pages)
        if not pages:
            raise _broken()
        if pages > _PAGES_MAX:
            raise DomainError("bukti.pages", t("PDF paling banyak {n} halaman.", n=_PAGES_MAX))
        for page in reader.pages:
            if not isinstance(page, DictionaryObject):
                raise _broken()
    except DomainError:
        raise
    except Exception:  # a broken PDF fails in whatever way it is broken; so does one without end
        raise _broken() from None


def _look_through(reader: PdfReader) -> int:
    """Look at every object that the file lists, not only at those that a page leads to.

    Returns how many of them hold other objects, packed.
    """
    packed = 0
    _look_at(reader.trailer)
    listed = {(number, generation) for generation, found in reader.xref.items() for number in found}
    listed |= {(number, 0) for number in reader.xref_objStm}
    for number, generation in sorted(listed):
        if reader.xref_free_entry.get(generation, {}).get(number):
            continue
        found = reader.get_object(IndirectObject(number, generation, reader))
        if found is None:
            raise _broken()  # what cannot be looked at is not believed
        _look_at(found)
        packed += isinstance(found, StreamObject) and found.get("/Type") == "/ObjStm"
    return packed


def _look_at(thing: PdfObject) -> None:
    """Refuse active names in an object; what it refers to is listed, too, and looked at by itself."""
    if isinstance(thing, NameObject):
        if thing in _ACTIVE:
            raise _active()
    elif isinstance(thing, DictionaryObject):
        if isinstance(thing, StreamObject) and "/F" in thing:
            raise _active()  # its data lie in another file
        for key, value in dict.items(thing):
            if key in _ACTIVE:
                raise _active()
            if key in _UNASKED:
                _look_at_unasked(value, _ACTIONS_MAX)
            _look_at(value)
    elif isinstance(thing, ArrayObject):
        for value in list.__iter__(thing):
            _look_at(value)


def _look_at_unasked(thing: PdfObject | None, left: int) -> None:
    """Refuse what would open an address by itself: it tells a stranger who reads the evidence."""
    thing = thing.get_object() if thing is not None else None
    if left <= 0:
        raise _active()  # actions that follow each other without end
    if isinstance(thing, DictionaryObject):
        if "/S" in thing and str(thing["/S"]) not in _WITHIN:
            raise _active()
        inside = [thing.get("/Next")] if "/S" in thing else list(dict.values(thing))
    else:
        # A destination within the document is an array, too: nothing in it is an action.
        inside = [v for v in thing if not _is_page(v)] if isinstance(thing, ArrayObject) else []
    for value in inside:
        _look_at_unasked(value, left - 1)


def _is_page(thing: PdfObject) -> bool:
    found = thing.get_object()
    return isinstance(found, DictionaryObject) and "/S" not in found
