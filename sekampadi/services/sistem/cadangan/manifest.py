"""The first thing in a backup: what made it, and everything that it holds."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from sekampadi.db.digests import TableDigest
from sekampadi.domain.audit.rantai import Kepala, parse_kepala
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SEAL: Final = "manifest.sha256"
"""The last thing in a backup: the fingerprint of the first. Without it the rest is missing."""
SETTINGS: Final = "settings.env"
MANIFEST_MAX: Final = 256 * 1024 * 1024

_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Head = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}:[0-9a-f]{64}$")]
# No name leads anywhere else than into the folder it is meant for.
_Name = Annotated[
    str,
    StringConstraints(
        pattern=r"^(?:database\.sqlite|database\.dump|settings\.env"
        r"|berkas/[0-9a-f]{2}/[0-9a-f]{64}|bukti/[0-9a-f]{32})$"
    ),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PackedTable(_Strict):
    """Rows and digest of a table."""

    rows: int = Field(ge=0)
    digest: _Hash


class PackedFile(_Strict):
    """Bytes and SHA-256 of a file."""

    size: int = Field(ge=0)
    sha256: _Hash


class Manifest(_Strict):
    """What a backup holds.

    Args:
        audit: the newest row of the audit trail, as ``number:mark``; None when there was none, or
            when the program that made it had no chain.
        missing: files that rows name and that were not there when it was made.
    """

    format: Literal[1]
    program: str = Field(max_length=40)
    revision: str = Field(max_length=40)
    database: Literal["sqlite", "postgresql"]
    made_at: AwareDatetime
    tables: dict[str, PackedTable]
    files: dict[_Name, PackedFile]
    missing: list[_Name]
    audit: _Head | None = None

    @property
    def kepala(self) -> Kepala | None:
        """The newest row of the audit trail when it was made."""
        return None if self.audit is None else parse_kepala(self.audit)

    @property
    def dump(self) -> str:
        """The name of the database's copy."""
        return dump_name(self.database)

    @property
    def digests(self) -> dict[str, TableDigest]:
        """Rows and digest of each table."""
        return {name: TableDigest(one.rows, one.digest) for name, one in self.tables.items()}

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(one.rows for one in self.tables.values())

    @property
    def evidence(self) -> list[str]:
        """The names of the files that people have handed in."""
        return [name for name in self.files if "/" in name]

    def to_bytes(self) -> bytes:
        """Write it as JSON."""
        text = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1)
        return text.encode() + b"\n"


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """What a database is: its kind, the migration it has come to, what its tables hold."""

    database: Literal["sqlite", "postgresql"]
    revision: str
    digests: Mapping[str, TableDigest]


def dump_name(database: str) -> str:
    """Return what the copy of such a database is called in a backup."""
    return "database.sqlite" if database == "sqlite" else "database.dump"


def make_manifest(
    state: DatabaseState,
    made_at: datetime,
    program: str,
    files: Mapping[str, PackedFile],
    missing: list[str],
    *,
    kepala: Kepala | None = None,
) -> Manifest:
    """Put a manifest together."""
    return Manifest(
        format=FORMAT,
        program=program,
        revision=state.revision,
        database=state.database,
        made_at=made_at,
        tables={name: PackedTable(**asdict(one)) for name, one in state.digests.items()},
        files=dict(files),
        missing=missing,
        audit=str(kepala) if kepala else None,
    )


def broken(reason: str) -> DomainError:
    """Return what is said of a file that is no whole backup: ``cadangan.broken``."""
    return DomainError(
        "cadangan.broken", t("Berkas cadangan rusak atau tidak lengkap: {reason}.", reason=reason)
    )


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest that anybody may have written.

    Raises:
        DomainError: ``cadangan.broken``.
    """
    try:
        manifest = Manifest.model_validate_json(data)
    except (ValidationError, ValueError):
        raise broken(t("daftar isinya tidak terbaca")) from None
    if {manifest.dump, SETTINGS} - manifest.files.keys():
        raise broken(t("basis data atau pengaturannya tidak ada"))
    return manifest
