"""What tests of invitations share: a service application with its key, and citizens with its links."""

import uuid
from dataclasses import replace

from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.undangan import BahasaUndangan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import Pengisian
from sekampadi.services.undangan.undangan import UndanganBaru, make_undangan
from tests.factories import Cast, isian, send


def key_of(cast: Cast) -> Principal:
    """Return the key of a service application of ``upp-a`` that may ask for invitations."""
    person = cast.people[Role.ADMIN_UPP]
    return replace(
        person,
        operator_id=0,
        username="Aplikasi perizinan",
        kunci_id=1,
        guna=frozenset({Permission.API_UNDANGAN}),
    )


def invite(
    rt: Runtime,
    cast: Cast,
    referensi: str,
    layanan: str = "layanan-a1",
    bahasa: BahasaUndangan = BahasaUndangan.BIASA,
) -> UndanganBaru:
    """Ask for an invitation as the service application does."""
    return make_undangan(rt, key_of(cast), layanan, referensi, bahasa)


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
