"""Which sites may show the card, and under which licence the data are open."""

from collections.abc import Mapping

from sqlmodel import Session

from sekampadi.db.models import Pengaturan
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.terbuka.keterbukaan import Keterbukaan, parse_keterbukaan
from sekampadi.services.publikasi.publikasi import TERBUKA
from sekampadi.services.sistem.pengaturan import hold_pengaturan
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula

_P = Permission.PENGATURAN_MANAGE
_KUNCI = "keterbukaan"
_AKSI = "pengaturan.keterbukaan"


def _read(session: Session) -> Keterbukaan:
    row = session.get(Pengaturan, _KUNCI)
    return Keterbukaan.restore(row.nilai if row else {})


def load_keterbukaan(rt: Runtime) -> Keterbukaan:
    """Return what is in force, for everyone; each process keeps it for some seconds."""
    return rt.keep(_KUNCI, _read)


def read_keterbukaan(rt: Runtime, principal: Principal | None) -> Keterbukaan:
    """Return what is stored now, for who may change it."""
    require(principal, _P)
    rt.forget(_KUNCI)
    return load_keterbukaan(rt)


def isian_keterbukaan(chosen: Keterbukaan) -> dict[str, str]:
    """Return what the form shows: the sites one a line."""
    return {
        "sasaran": chosen.sasaran.value,
        "situs": "\n".join(chosen.situs),
        "lisensi": chosen.lisensi,
        "lisensi_alamat": chosen.lisensi_alamat,
    }


def save_keterbukaan(
    rt: Runtime,
    principal: Principal | None,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> Keterbukaan:
    """Change it; return what is stored. A card that is kept in a browser follows after its cache time.

    Args:
        semula: as :func:`isian_keterbukaan` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: those of the form.
    """
    person = require(principal, _P)
    chosen = parse_keterbukaan(isian)
    with rt.writing() as session:
        row = hold_pengaturan(session, rt, _KUNCI)
        before = Keterbukaan.restore(row.nilai)
        seen, baru = isian_keterbukaan(before), isian_keterbukaan(chosen)
        check_semula(session, semula, seen, baru, aksi=_AKSI)
        row.nilai, row.diubah = chosen.stored(), rt.now()
        session.add(row)
        record(session, person, _AKSI, sebelum=before.stored(), sesudah=row.nilai)
    for name in (_KUNCI, *TERBUKA):
        rt.forget(name)
    return chosen
