"""What stands on the paper questionnaire of a layanan: its names, its address, the questions in force."""

from dataclasses import dataclass

from sqlmodel import col, select

from sekampadi.db.models import Perangkat
from sekampadi.db.queries.master import perangkat_in_force
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.survei.poster import AlamatSurvei, load_poster


@dataclass(frozen=True, slots=True)
class BahanKuesioner:
    """The content of a paper questionnaire."""

    alamat: AlamatSurvei
    perangkat: PerangkatPertanyaan  # in force today
    versi: int


def load_kuesioner(
    rt: Runtime, principal: Principal | None, *, layanan_kode: str
) -> BahanKuesioner:
    """Read what is printed for a layanan."""
    principal = require(principal, Permission.QR_PRINT)
    if not layanan_kode:
        raise NotFoundError("layanan.unknown", t("Pilih layanan yang kuesionernya dicetak."))
    alamat = load_poster(rt, principal, layanan_kode=layanan_kode)
    with rt.reading() as session:
        found = perangkat_in_force(session, rt.today())
        if found is None:
            raise NotFoundError("perangkat.none", t("Survei belum tersedia."))
        versi = session.exec(select(Perangkat.versi).where(col(Perangkat.id) == found[0])).one()
    return BahanKuesioner(alamat, found[1], versi)
