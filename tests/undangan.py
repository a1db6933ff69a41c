"""What tests of invitations share: a service application with its key, and citizens with its links."""

import uuid

from sekampadi.domain.integrasi.undangan import BahasaUndangan
from sekampadi.domain.izin import Permission, Principal, Role, Scope
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import Pengisian
from sekampadi.services.undangan.undangan import UndanganBaru, make_undangan
from tests.factories import Cast, isian, send


def key_of(upp_id: int) -> Principal:
    """Return the key of a service application of an UPP that may ask for invitations."""
    return Principal(
        *(0, "Aplikasi perizinan", Role.ADMIN_UPP, upp_id, ""),
        Scope(frozenset({upp_id})),
        kunci_id=1,
        guna=frozenset({Permission.API, Permission.API_UNDANGAN}),
    )


def invite(
    rt: Runtime,
    cast: Cast | int,
    referensi: str,
    layanan: str = "layanan-a1",
    bahasa: BahasaUndangan = BahasaUndangan.BIASA,
) -> UndanganBaru:
    """Ask for an invitation as the service application of ``upp-a``, or of the UPP of an id, does."""
    upp_id = cast if isinstance(cast, int) else cast.upp["upp-a"]
    return make_undangan(rt, key_of(upp_id), layanan, referensi, bahasa)


def token_of(made: UndanganBaru) -> str:
    """Return the secret of a link."""
    return made.tautan.partition("?k=")[2]


def answer(
    rt: Runtime,
    token: str,
    fields: dict[str, object] | None = None,
    *,
    layanan: str = "layanan-a1",
    identity: uuid.UUID | None = None,
) -> uuid.UUID:
    """Send a survey from a browser in which a link was opened; return its identity there."""
    known = identity or uuid.uuid4()
    how = Pengisian(undangan=token)
    send(rt, layanan, fields or isian(), identity=known, pengisian=how)
    return known
