"""Drafts of the parts of an annual report, for authorized use cases: one of each person and part.

A person may have two tabs open, and both write the one draft. Each says what it knows of it, so that
neither writes over what it has not seen.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, delete

from sekampadi.db.models import DrafTahunan
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.isian import clean_line
from sekampadi.domain.izin import Principal
from sekampadi.domain.tahunan.bagian import BagianTahunan
from sekampadi.domain.tahunan.naskah import IsiNaskah
from sekampadi.i18n import t

_TIKET_MAX = 40


def edisi_of(moment: datetime) -> str:
    """Return the edition of a draft that was last changed at a moment."""
    return moment.astimezone(UTC).isoformat()


@dataclass(frozen=True, slots=True)
class TandaDraf:
    """What a form knows of the draft that it writes.

    Args:
        edisi: of the draft as the form began with it, or wrote it last; empty for none.
        tiket: names the form.
    """

    edisi: str = ""
    tiket: str = ""


@dataclass(frozen=True, slots=True)
class DrafNaskahTahunan:
    """What a person typed: on which version of the part, what, when last, and in which form."""

    versi: int
    isi: IsiNaskah
    diubah_pada: datetime
    tiket: str = ""

    @property
    def edisi(self) -> str:
        """Names it as it is now: no two editions of a draft are of the same moment."""
        return edisi_of(self.diubah_pada)

    def is_known(self, tanda: TandaDraf, isi: IsiNaskah | None) -> bool:
        """Tell whether a form with these words has seen it, wrote it, or says the same."""
        wrote = bool(self.tiket) and tanda.tiket == self.tiket
        return wrote or tanda.edisi == self.edisi or isi == self.isi


def find_draf(
    session: Session, person: Principal, row_id: int, bagian: BagianTahunan
) -> DrafNaskahTahunan | None:
    """Find a person's draft of a part."""
    row = session.get(DrafTahunan, (person.operator_id, row_id, bagian.kunci))
    if row is None:
        return None
    tiket = str(row.isi.get("tiket", ""))
    return DrafNaskahTahunan(row.versi, IsiNaskah.restore(row.isi), row.diubah_pada, tiket)


def check_draf(draf: DrafNaskahTahunan | None, tanda: TandaDraf | None, isi: IsiNaskah) -> None:
    """Refuse what would be written over words that another tab has typed since.

    Raises:
        ConflictError: ``draf.tab_lain``.
    """
    if draf is not None and tanda is not None and not draf.is_known(tanda, isi):
        raise ConflictError("draf.tab_lain", t("Draf ini juga sedang diubah di tab lain."))


def put_draf(
    session: Session,
    person: Principal,
    row_id: int,
    bagian: BagianTahunan,
    draf: DrafNaskahTahunan,
) -> datetime:
    """Store a draft in place of the one before; return its moment, which is later than that one's."""
    before, moment = find_draf(session, person, row_id, bagian), draf.diubah_pada
    if before is not None:
        moment = max(moment, before.diubah_pada + timedelta(microseconds=1))
    session.merge(
        DrafTahunan(
            operator_id=person.operator_id,
            laporan_id=row_id,
            bagian=bagian.kunci,
            versi=draf.versi,
            isi=draf.isi.stored() | {"tiket": clean_line(draf.tiket)[:_TIKET_MAX]},
            diubah_pada=moment,
        )
    )
    return moment


def remove_draf(
    session: Session,
    person: Principal,
    row_id: int,
    bagian: BagianTahunan,
    *,
    tanda: TandaDraf | None = None,
    isi: IsiNaskah | None = None,
) -> bool:
    """Remove a draft; tell whether none is left.

    Args:
        tanda: of the form that no longer needs it: what another tab has typed since stays. None
            for whoever wants it gone whatever stands there.
        isi: what stands in that form.
    """
    draf = find_draf(session, person, row_id, bagian)
    if draf is not None and tanda is not None and not draf.is_known(tanda, isi):
        return False
    session.exec(
        delete(DrafTahunan).where(
            col(DrafTahunan.operator_id) == person.operator_id,
            col(DrafTahunan.laporan_id) == row_id,
            col(DrafTahunan.bagian) == bagian.kunci,
        )
    )
    return True
