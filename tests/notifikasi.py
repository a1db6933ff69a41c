"""What the tests of notices share."""

from pathlib import Path
from typing import Any

import trustme
from sqlmodel import select

from sekampadi.db.models import Outbox
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.notifikasi.peringatan import Kabar
from sekampadi.services.notifikasi.notifikasi import (
    notify,
)
from sekampadi.services.sistem.runtime import Runtime


def tell(rt: Runtime, person: Principal, kunci: str = "uji/1", **more: Any) -> bool:
    with rt.writing() as session:
        values: dict[str, Any] = {
            "jenis": "coba",
            "kabar": Kabar("Judul", "Isi"),
            "izin": Permission.NOTIFIKASI_READ,
            "tautan": "/admin",
        }
        return notify(session, rt, person.operator_id, kunci=kunci, **(values | more))


def outbox_rows(rt: Runtime) -> list[Outbox]:
    with rt.reading() as session:
        found = list(session.exec(select(Outbox)))
        session.expunge_all()
        return found


def with_settings(rt: Runtime, **changes: Any) -> Runtime:
    return Runtime(rt.engine, rt.settings.model_copy(update=changes), rt.clock)


def make_authority(folder: Path) -> tuple[trustme.CA, Path]:
    """Make an authority for certificates, and a file that says to trust it."""
    ca = trustme.CA()
    path = folder / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    return ca, path
