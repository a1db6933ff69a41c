"""The question set in force, as everyone may read it: another system asks by it."""

from dataclasses import dataclass
from datetime import date

from sekampadi.db.models import Perangkat
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import Survei, open_survei


@dataclass(frozen=True, slots=True)
class PertanyaanKini:
    """The open survey of a layanan, and the version of its questions."""

    survei: Survei
    versi: int
    berlaku_dari: date | None


def load_pertanyaan_kini(rt: Runtime, layanan_kode: str) -> PertanyaanKini:
    """Read what is asked about a layanan today.

    Raises:
        NotFoundError: ``layanan.unknown``, ``layanan.inactive``, ``perangkat.none``.
    """
    survei = open_survei(rt, layanan_kode)
    with rt.reading() as session:
        row = session.get_one(Perangkat, survei.perangkat_id)
        return PertanyaanKini(survei, row.versi, row.berlaku_dari)
