"""Pengaturan: the identity of the government, its mark, and the thresholds of the moderation marks.

They are read at nearly every page and change once a year: each process keeps them
(:meth:`~sekampadi.services.sistem.runtime.Runtime.keep`) and drops what it changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

from sqlmodel import Session, SQLModel, col, delete, select

from sekampadi.db.engine import insert_or_ignore
from sekampadi.db.models import Logo, Pengaturan
from sekampadi.domain.identitas import Identitas, Letterhead, parse_identitas
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.moderasi import Ambang
from sekampadi.i18n import t
from sekampadi.services.sistem.logo import normalise_logo
from sekampadi.services.sistem.runtime import Runtime, record, require, runtime_of
from sekampadi.services.sistem.semula import Semula, check_semula

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


def isian_identitas(identitas: Identitas) -> dict[str, str]:
    """Return what the form of the identity shows of it."""
    return {name: str(value) for name, value in identitas.stored().items()}


def isian_ambang(ambang: Ambang) -> dict[str, str]:
    """Return what the form of the thresholds shows of them."""
    return {name: str(value) for name, value in asdict(ambang).items()}


def hold_pengaturan(session: Session, rt: Runtime, kunci: str) -> Pengaturan:
    """Return the row of a setting, made where there is none; who changes it meanwhile waits."""
    values = {"kunci": kunci, "nilai": {}, "diubah": rt.now()}
    insert_or_ignore(session, SQLModel.metadata.tables["pengaturan"], values)
    return session.get_one(Pengaturan, kunci, with_for_update=True, populate_existing=True)


def _store(
    rt: Runtime,
    principal: Principal,
    kunci: str,
    nilai: dict[str, object],
    *,
    read: Callable[[Session], dict[str, object]],
    semula: Semula | None,
) -> None:
    """Store a setting, unless somebody else has changed it since its form was opened.

    Args:
        read: returns what is in force, with what was never stored as it is without.
    """
    with rt.writing() as session:
        row = hold_pengaturan(session, rt, kunci)
        before = read(session)
        seen, baru = ({k: str(v) for k, v in one.items()} for one in (before, nilai))
        check_semula(session, semula, seen, baru, aksi=f"pengaturan.{kunci}")
        row.nilai, row.diubah = nilai, rt.now()
        session.add(row)
        record(session, principal, f"pengaturan.{kunci}", sebelum=before, sesudah=nilai)
    rt.forget(kunci)


def save_identitas(
    rt: Runtime,
    principal: Principal | None,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> Identitas:
    """Change the identity; return what is stored.

    Args:
        semula: as :func:`isian_identitas` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: those of the form.
    """
    person = require(principal, _P)
    identitas = parse_identitas(isian)

    def read(session: Session) -> dict[str, object]:
        return Identitas.restore(_stored(session, _IDENTITAS)).stored()

    _store(rt, person, _IDENTITAS, identitas.stored(), read=read, semula=semula)
    return load_identitas(rt)


def save_identitas_as_system(rt: Runtime, isian: Mapping[str, object]) -> Identitas:
    """Change of the identity what is given, from the command line; return what is stored.

    Raises:
        FieldErrors: those of the form.
    """
    with rt.writing() as session:
        row = hold_pengaturan(session, rt, _IDENTITAS)
        before = Identitas.restore(row.nilai).stored()
        baru = parse_identitas(before | {k: v for k, v in isian.items() if v is not None}).stored()
        if baru != row.nilai:
            row.nilai, row.diubah = baru, rt.now()
            session.add(row)
            record(session, None, "pengaturan.identitas", sebelum=before, sesudah=baru)
    rt.forget(_IDENTITAS)
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


def save_ambang(
    rt: Runtime,
    principal: Principal | None,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> Ambang:
    """Change the thresholds of the moderation marks; answers marked before keep their marks.

    Args:
        semula: as :func:`isian_ambang` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
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

    def read(session: Session) -> dict[str, object]:
        return asdict(_read_ambang(session))

    _store(rt, person, _AMBANG, asdict(ambang), read=read, semula=semula)
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
