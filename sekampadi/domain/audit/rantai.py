"""The chain of the audit trail: each row is bound to the one before it (decision 76).

A row's mark is an HMAC over the mark of the row before and its own content, with a key derived from
``SEKAMPADI_SECRET_KEY``: who can write to the database, and has no more, cannot make one. Rows from
before the chain have a plain SHA-256 instead, made when the tables were brought up to date: the
first row with a key binds them all.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

AWAL: Final = ""
"""What stands for the mark of the row before the first."""
TANPA_KUNCI: Final = ""
"""The key's name in a row from before the chain."""
_KEPALA = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class IsiAudit:
    """What a row says.

    Args:
        waktu: when, aware.
        operator_id: who; None for the command line, the program itself and failed logins.
        rincian: as JSON gives it back (:func:`plain`).
    """

    id: int
    waktu: datetime
    operator_id: int | None
    aksi: str
    objek: str
    rincian: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kepala:
    """The newest row of a chain at some moment: its number and its mark."""

    id: int
    jejak: str

    def __str__(self) -> str:
        """Write it as :func:`parse_kepala` reads it."""
        return f"{self.id}:{self.jejak}"


def parse_kepala(text: str) -> Kepala:
    """Read a head as a backup or a person gives it.

    Raises:
        DomainError: ``audit.kepala``.
    """
    match = _KEPALA.fullmatch(text.strip())
    if match is None:
        raise DomainError(
            "audit.kepala",
            t("Kepala rantai ditulis sebagai nomor baris, titik dua, dan 64 huruf jejaknya."),
        )
    return Kepala(int(match[1]), match[2])


def plain(rincian: Mapping[str, object]) -> dict[str, Any]:
    """Return details as JSON gives them back.

    Of what stood before and afterwards only what has changed is kept, when both are told.

    Raises:
        TypeError: for what JSON does not have.
    """
    found: dict[str, Any] = json.loads(json.dumps(rincian, ensure_ascii=False, allow_nan=False))
    before, after = found.get("sebelum"), found.get("sesudah")
    if isinstance(before, dict) and isinstance(after, dict) and before and after:
        changed = [k for k in {**before, **after} if before.get(k) != after.get(k)]
        found["sebelum"] = {k: before[k] for k in changed if k in before}
        found["sesudah"] = {k: after[k] for k in changed if k in after}
    return found


def make_jejak(lalu: str, isi: IsiAudit, kunci: bytes | None) -> str:
    """Return the mark of a row.

    Args:
        lalu: the mark of the row before; :data:`AWAL` for the first.
        kunci: of the purpose ``audit``; None for a row from before the chain.
    """
    told = [
        lalu,
        isi.id,
        isi.waktu.astimezone(UTC).isoformat(timespec="microseconds"),
        isi.operator_id,
        isi.aksi,
        isi.objek,
        isi.rincian,
    ]
    text = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    if kunci is None:
        return hashlib.sha256(text).hexdigest()
    return hmac.digest(kunci, text, hashlib.sha256).hex()


def objek_akun(operator_id: int) -> str:
    """Return how the trail names an account: by its number, as names are people's own."""
    return f"operator/{operator_id}"
