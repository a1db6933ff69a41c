"""Making an invitation, and what its link leads to. Who asks again for a reference gets the same link.

Nothing here, and no page or address, tells of a single invitation whether it was answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import RowMapping, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from sekampadi.db.models import metadata
from sekampadi.db.queries.integrasi.undangan import count_undangan, find_undangan
from sekampadi.db.queries.master import LayananRow
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.integrasi.undangan import (
    BahasaUndangan,
    TeksUndangan,
    is_token,
    last_day,
    make_token,
    minggu_of,
    name_undangan,
    parse_referensi,
    write_teks,
)
from sekampadi.domain.izin import PROVINSI, Permission, Principal
from sekampadi.i18n import format_tanggal, t
from sekampadi.keys import derive_all
from sekampadi.services.laporan.cakupan import require_layanan
from sekampadi.services.sistem.runtime import Runtime, require

_UNDANGAN = metadata.tables["undangan"]


@dataclass(frozen=True, slots=True)
class UndanganBaru:
    """An invitation as the service application gets it.

    Args:
        tautan: its link, a secret.
        sampai: the last day on which it is good.
        teks: the messages that bring it.
        baru: whether it was made now; False for one that had been made for the same reference.
    """

    tautan: str = field(repr=False)
    sampai: date
    teks: TeksUndangan = field(repr=False)
    baru: bool


def _keys(rt: Runtime) -> list[bytes]:
    return [key.value for key in derive_all(rt.settings, "undangan")]


def make_undangan(
    rt: Runtime,
    principal: Principal | None,
    layanan_kode: str,
    referensi: object,
    bahasa: BahasaUndangan = BahasaUndangan.BIASA,
) -> UndanganBaru:
    """Make the invitation of a reference, or find it again; one that has expired is made anew.

    Leaves no row in the audit trail, which holds moments.

    Raises:
        ForbiddenError: ``izin.denied`` for who has no key for invitations.
        NotFoundError: ``layanan.unknown`` outside the scope of the key; ``layanan.inactive``.
        DomainError: ``undangan.referensi`` for a reference that is none.
    """
    person = require(principal, Permission.API_UNDANGAN)
    given = parse_referensi(referensi)
    try:
        token, layanan, minggu, baru = _make(rt, person, layanan_kode, given)
    except IntegrityError:
        # Asked for twice at once: the other one was quicker.
        token, layanan, minggu, baru = _make(rt, person, layanan_kode, given)
    link, sampai = f"{rt.settings.base_url}/u?k={token}", last_day(minggu)
    teks = write_teks(link, layanan.nama, layanan.upp.nama, sampai, bahasa)
    return UndanganBaru(link, sampai, teks, baru)


def _make(
    rt: Runtime, person: Principal, layanan_kode: str, referensi: str
) -> tuple[str, LayananRow, str, bool]:
    today, keys = rt.today(), _keys(rt)
    with rt.writing() as session:
        layanan = require_layanan(session, person.scope, layanan_kode)
        if not layanan.is_open:
            raise NotFoundError("layanan.inactive", t("Survei untuk layanan ini sudah ditutup."))
        connection = session.connection()
        same = (_UNDANGAN.c.layanan_id == layanan.id) & (_UNDANGAN.c.referensi == referensi)
        row = connection.execute(select(_UNDANGAN).where(same)).mappings().first()
        if row is not None and today <= last_day(row["minggu"]):
            token = _token_of(keys, row)
            if token:
                return token, layanan, row["minggu"], False
        connection.execute(delete(_UNDANGAN).where(same))
        minggu = minggu_of(today)
        token = make_token(keys[0], layanan.id, referensi, minggu)
        connection.execute(
            insert(_UNDANGAN).values(
                kunci=name_undangan(keys[0], token),
                layanan_id=layanan.id,
                referensi=referensi,
                minggu=minggu,
                terpakai="",
            )
        )
        count_undangan(session, layanan.id, today.isoformat()[:7], dibuat=1)
    return token, layanan, minggu, True


def _token_of(keys: Sequence[bytes], row: RowMapping) -> str:
    """Make the secret of an invitation again; empty when the secret it was made of is gone."""
    for key in keys:
        token = make_token(key, row["layanan_id"], row["referensi"], row["minggu"])
        if name_undangan(key, token) == row["kunci"]:
            return token
    return ""


def open_undangan(rt: Runtime, token: str) -> str:
    """Find the layanan that a link leads to. Opening it changes nothing: previews of messengers do so, too.

    Returns:
        The kode of the layanan.

    Raises:
        NotFoundError: ``undangan.unknown``; ``layanan.inactive``.
        ConflictError: ``undangan.terpakai``; ``undangan.kedaluwarsa``.
    """
    unknown = NotFoundError(
        "undangan.unknown", t("Tautan undangan ini tidak dikenal. Periksa apakah tersalin lengkap.")
    )
    if not is_token(token):
        raise unknown
    with rt.reading() as session:
        row = find_undangan(session, _keys(rt), token)
        if row is None:
            raise unknown
        _check_open(session, row.layanan_kode)
    if row.terpakai:
        raise ConflictError(
            "undangan.terpakai",
            t("Tautan undangan ini sudah dipakai. Terima kasih atas jawaban Anda."),
        )
    if rt.today() > (sampai := last_day(row.minggu)):
        raise ConflictError(
            "undangan.kedaluwarsa",
            t("Tautan undangan ini berlaku sampai {hari}.", hari=format_tanggal(sampai)),
        )
    return row.layanan_kode


def layanan_of(rt: Runtime, token: str) -> str:
    """Return the kode of the layanan of a link that is no longer good; empty if there is none."""
    if not is_token(token):
        return ""
    with rt.reading() as session:
        row = find_undangan(session, _keys(rt), token)
    return row.layanan_kode if row else ""


def _check_open(session: Session, layanan_kode: str) -> None:
    if not require_layanan(session, PROVINSI, layanan_kode).is_open:
        raise NotFoundError("layanan.inactive", t("Survei untuk layanan ini sudah ditutup."))
