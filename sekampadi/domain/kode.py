"""Kode: the stable name of an UPP or a layanan, printed in QR codes and addresses."""

import re
import unicodedata
from collections.abc import Iterator

_KODE = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")
_RESERVED = frozenset({"provinsi", "upp"})
"""Words that stand at the place of a kode in addresses of the program itself."""


def is_kode(text: str) -> bool:
    """Tell whether a text can be a kode: small letters, digits and hyphens, at most 120.

    What cannot be one is not worth asking the database for, and some of it (NUL, lone surrogates)
    would make the database complain.
    """
    return _KODE.fullmatch(text) is not None


def make_kode(nama: str, *, longest: int) -> str:
    """Make a kode from a name: ``Biro Organisasi & Tata Laksana`` -> ``biro-organisasi-tata-laksana``.

    A name without a letter or digit becomes ``x``; words are not cut where it can be helped.
    """
    plain = unicodedata.normalize("NFKD", nama).encode("ascii", "ignore").decode().lower()
    kode = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
    if len(kode) <= longest:
        return kode
    cut = kode[: longest + 1].rpartition("-")[0]
    return cut if len(cut) > longest // 2 else kode[:longest].rstrip("-")


def kode_candidates(nama: str, *, longest: int, prefix: str = "") -> Iterator[str]:
    """Yield the kode a new thing may take, best first, without end; each begins with the prefix."""
    # Room for a number at the end, so that a number never cuts a word.
    room = longest - 5
    if prefix:
        head = prefix[: room // 2].rstrip("-")
        base = f"{head}-{make_kode(nama, longest=room - len(head) - 1)}"
    else:
        base = make_kode(nama, longest=room)
    if base not in _RESERVED:
        yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
