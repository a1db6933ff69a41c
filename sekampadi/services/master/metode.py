"""Metode bobot: which weight method holds from which day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from sekampadi.db.models import MetodeBobot
from sekampadi.db.queries.master import list_upp
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.ikm import Metode
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.izin import Permission, Principal
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula

_P = Permission.PENGATURAN_MANAGE
KALIMAT_YAKIN = "ubah nilai yang lalu"
"""What a person types who changes published figures."""


@dataclass(frozen=True, slots=True)
class BarisMetode:
    """A method and its first day."""

    berlaku_dari: date
    metode: Metode
    dasar: bool  # the first one, which cannot be removed


def _rows(session: Session) -> list[MetodeBobot]:
    return list(session.exec(select(MetodeBobot).order_by(col(MetodeBobot.berlaku_dari))))


def list_metode(rt: Runtime, principal: Principal | None) -> list[BarisMetode]:
    """List the methods, the newest first."""
    require(principal, _P)
    with rt.reading() as session:
        rows = [
            BarisMetode(row.berlaku_dari, Metode(row.metode), i == 0)
            for i, row in enumerate(_rows(session))
        ]
    return rows[::-1]


def _check_sure(isian: Mapping[str, object]) -> None:
    given = clean_line(isian.get("yakin")).casefold().strip(".\"'")
    if given != KALIMAT_YAKIN:
        raise DomainError(
            "metode.unsure",
            t(
                "Tanggal ini sudah lewat, jadi nilai IKM yang pernah ditampilkan akan berubah. "
                "Bila memang itu yang dimaksud, ketik: {kalimat}",
                kalimat=KALIMAT_YAKIN,
            ),
        )


def _record(session: Session, person: Principal, day: date, sebelum: str, sesudah: str) -> None:
    objek = day.isoformat()
    record(session, person, "pengaturan.metode", objek, sebelum=sebelum, sesudah=sesudah)


def _tell_all(rt: Runtime) -> None:
    with rt.reading() as session:
        offices = list_upp(session, active_only=False)
    rt.figures_changed(*(upp.id for upp in offices))


def _check(session: Session, semula: Semula | None, day: date, kini: str, baru: str) -> None:
    """Refuse to put a method in the place of one that the person has not seen."""
    kunci = day.isoformat()
    seen = {"metode": semula.get(kunci, "")} if semula is not None else None

    def words(oleh: str) -> str:
        label = Metode(kini).label if kini else t("tidak ada lagi")
        return t(
            "Belum disimpan: metode mulai {hari} baru saja diubah {oleh}; sekarang: {metode}. "
            "Bila tetap ingin menggantinya, simpan lagi.",
            hari=format_tanggal(day),
            oleh=oleh,
            metode=label,
        )

    check_semula(
        *(session, seen, {"metode": kini}, {"metode": baru}),
        aksi="pengaturan.metode",
        objek=kunci,
        words=words,
    )


def _hold(session: Session) -> list[MetodeBobot]:
    """Return the methods; who changes them meanwhile waits, as there is always a first one."""
    session.exec(
        select(col(MetodeBobot.berlaku_dari))
        .order_by(col(MetodeBobot.berlaku_dari))
        .with_for_update()
    ).all()
    return _rows(session)


def set_metode(
    rt: Runtime,
    principal: Principal | None,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Let a method hold from a day on; before today only with ``KALIMAT_YAKIN`` in ``yakin``.

    Args:
        semula: the methods that the person saw, by the first day of each (``2026-01-01``); None
            outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: when a field is wrong; ``metode.unsure`` beside ``yakin``.
    """
    person = require(principal, _P)
    reader = FormReader(isian)
    dari = reader.day("berlaku_dari", t("Tanggal mulai berlaku"))
    metode = reader.choice("metode", t("Metode"), Metode)
    if dari is not None and not 2017 <= dari.year <= 2100:
        reader.wrong("berlaku_dari", "berlaku_dari.range", t("Pilih tahun 2017 sampai 2100."))
    if dari is not None and dari < rt.today() and not reader.errors:
        try:
            _check_sure(isian)
        except DomainError as error:
            reader.wrong("yakin", error.code, error.message)
    reader.check()
    if dari is None or metode is None:
        raise AssertionError("unreachable: the reader has refused it")
    with rt.writing() as session:
        row = next((r for r in _hold(session) if r.berlaku_dari == dari), None)
        before = row.metode if row else ""
        _check(session, semula, dari, before, metode.value)
        row = row or MetodeBobot(berlaku_dari=dari, metode=metode.value)
        row.metode = metode.value
        session.add(row)
        _record(session, person, dari, before, metode.value)
    _tell_all(rt)


def remove_metode(
    rt: Runtime,
    principal: Principal | None,
    berlaku_dari: date,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Take a method away; the one before it goes on.

    Args:
        semula: as for :func:`set_metode`.

    Raises:
        ChangedError: ``isian.berubah``.
        ConflictError: ``metode.first`` for the first one.
        DomainError: ``metode.unsure``, see :func:`set_metode`.
    """
    person = require(principal, _P)
    if berlaku_dari < rt.today():
        _check_sure(isian)
    with rt.writing() as session:
        rows = _hold(session)
        row = next((r for r in rows if r.berlaku_dari == berlaku_dari), None)
        if row is None:
            raise NotFoundError("metode.unknown", t("Baris ini sudah tidak ada."))
        _check(session, semula, berlaku_dari, row.metode, "")
        if row is rows[0]:
            raise ConflictError("metode.first", t("Metode yang pertama tidak dapat dihapus."))
        _record(session, person, berlaku_dari, row.metode, "")
        session.delete(row)
    _tell_all(rt)
