"""Kode: the stable name of an UPP or a layanan, printed in QR codes and addresses."""

import re

_KODE = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")


def is_kode(text: str) -> bool:
    """Tell whether a text can be a kode: small letters, digits and hyphens, at most 120.

    Args:
        text: client input; what cannot be a kode is not worth asking the database for, and
            some of it (NUL, lone surrogates) would make the database complain.
    """
    return _KODE.fullmatch(text) is not None
