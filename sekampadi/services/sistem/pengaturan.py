"""Pengaturan: the identity of the government, its mark, and the thresholds of the moderation marks.

They are read at nearly every page and change once a year: each process keeps them
(:meth:`~sekampadi.services.sistem.runtime.Runtime.keep`) and drops what it changes.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from sqlmodel import Session, col, delete, select

from sekampadi.db.models import Logo, Pengaturan
from sekampadi.domain.identitas import Identitas, Letterhead, parse_identitas
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.moderasi import Ambang
from sekampadi.i18n import t
from sekampadi.services.sistem.logo import normalise_logo
from sekampadi.services.sistem.runtime import Runtime, record, require, runtime_of

_P = Permission.PENGATURAN_MANAGE
_IDENTITAS, _AMBANG = "identitas", "ambang"


def _stored(session: Session, kunci: str) -> dict[str, object]:
    row = session.get(Pengaturan, kunci)
    return dict(row.nilai) if row else {}


def read_letterhead(session: Session) -> Letterhead:
    """Return under whose name documents go out, as it is stored now."""
    logo = session.exec(select(Logo).order_by(col(Logo.id).desc()).limit(1)).first()
    identitas = Identitas.restore(_stored(session, _IDENTITAS))
    return Letterhead(
        replace(identitas, logo=logo.sidik if logo else ""), logo.isi if logo else b""
    )


def _read_ambang(session: Session) -> Ambang:
    stored = _stored(session, _AMBANG)
    return Ambang(**{k: v for k in asdict(Ambang()) if isinstance(v := stored.get(k), int)})


def load_letterhead(rt: Runtime) -> Letterhead:
    """Return under whose name documents go out, for everyone: the one place they take it from."""
    return rt.keep(_IDENTITAS, read_letterhead)


def load_identitas(rt: Runtime) -> Identitas:
    """Return under whose name the application stands, for everyone."""
    return load_letterhead(rt).identitas


def peek_identitas(rt: Runtime) -> Identitas | None:
    """Return what :func:`load_identitas` does; None when it would ask the database now."""
    kept = rt.peek(_IDENTITAS, Letterhead)
    return kept.identitas if kept else None


def identitas_of(session: Session) -> Identitas:
    """Return the identity inside a use case; the application's own for a session of no runtime."""
    rt = runtime_of(session)
    return load_identitas(rt) if rt else Identitas()


def load_ambang(rt: Runtime) -> Ambang:
    """Return the thresholds of the moderation marks."""
    return rt.keep(_AMBANG, _read_ambang)


def _store(
    rt: Runtime, principal: Principal, kunci: str, nilai: dict[str, object], before: object
) -> None:
    with rt.writing() as session:
        row = session.get(Pengaturan, kunci) or Pengaturan(kunci=kunci, diubah=rt.now())
        row.nilai, row.diubah = nilai, rt.now()
        session.add(row)
        record(session, principal, f"pengaturan.{kunci}", sebelum=before, sesudah=nilai)
    rt.forget(kunci)


def save_identitas(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object]
) -> Identitas:
    """Change the identity."""
    person = require(principal, _P)
    identitas = parse_identitas(isian)
    _store(rt, person, _IDENTITAS, identitas.stored(), load_identitas(rt).stored())
    return load_identitas(rt)


def save_logo(rt: Runtime, principal: Principal | None, data: bytes) -> str:
    """Take a new mark, drawn anew so that only the picture is kept; return what names it."""
    person = require(principal, _P)
    sidik, isi = normalise_logo(data)
    with rt.writing() as session:
        session.exec(delete(Logo))
        session.add(Logo(sidik=sidik, isi=isi, diubah=rt.now()))
        record(session, person, "pengaturan.logo", sidik=sidik, bita=len(isi))
    rt.forget(_IDENTITAS)
    return sidik


def remove_logo(rt: Runtime, principal: Principal | None) -> None:
    """Go back to the application's own mark."""
    person = require(principal, _P)
    with rt.writing() as session:
        if session.exec(delete(Logo)).rowcount:
            record(session, person, "pengaturan.logo", sidik="")
    rt.forget(_IDENTITAS)


_AMBANG_FIELDS: dict[str, tuple[str, int, int]] = {
    "cepat_persen": (t("Batas kecepatan"), 1, 90),
    "cepat_sampel": (t("Jumlah isian pembanding"), 5, 500),
    "ulang_kali": (t("Banyak saran yang sama"), 2, 100),
    "ulang_menit": (t("Jangka waktu"), 1, 1440),
}
"""Field -> its label, least and most."""


def save_ambang(rt: Runtime, principal: Principal | None, isian: Mapping[str, object]) -> Ambang:
    """Change the thresholds of the moderation marks; answers marked before keep their marks.

    Raises:
        FieldErrors: ``<field>.number`` outside its bounds.
    """
    person = require(principal, _P)
    reader = FormReader(isian)
    values: dict[str, int] = {}
    for field, (label, least, most) in _AMBANG_FIELDS.items():
        text = reader.text(field, label, least=1, most=6)
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            values[field] = int(text)
        else:
            reader.wrong(
                field,
                f"{field}.number",
                t("{label}: angka {a} sampai {b}.", label=label, a=least, b=most),
            )
    reader.check()
    ambang = Ambang(**values)
    _store(rt, person, _AMBANG, asdict(ambang), asdict(load_ambang(rt)))
    return ambang


@dataclass(frozen=True, slots=True)
class SemuaPengaturan:
    """What the page of the settings shows."""

    identitas: Identitas
    ambang: Ambang


def load_pengaturan(rt: Runtime, principal: Principal | None) -> SemuaPengaturan:
    """Read the settings as they are stored now."""
    require(principal, _P)
    rt.forget(_IDENTITAS)
    rt.forget(_AMBANG)
    return SemuaPengaturan(load_identitas(rt), load_ambang(rt))
