"""With which triwulan handing in through the system began."""

from sqlmodel import Session

from sekampadi.db.models import Pengaturan
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN, Triwulan
from sekampadi.domain.laporan.tren import list_triwulan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.i18n import t
from sekampadi.services.sistem.pengaturan import hold_pengaturan
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula

_KUNCI = "pengajuan"


def _read(session: Session, rt: Runtime) -> MasaLapor:
    row = session.get(Pengaturan, _KUNCI)
    found = MasaLapor.parse(row.nilai.get("sejak")) if row else None
    if found is not None and found.nomor:
        return found
    # Nothing was handed in yet: what is over when somebody looks is the first that can be.
    last = list_triwulan(rt.today(), 2)[0].dari
    if last is None:
        raise AssertionError("unreachable: a triwulan has two ends")
    return MasaLapor.of(Triwulan.of(last))


def load_sejak(rt: Runtime) -> MasaLapor:
    """Return the first triwulan that is handed in through the system."""
    return rt.keep(_KUNCI, lambda session: _read(session, rt))


def settle(session: Session, rt: Runtime) -> None:
    """Write down, with the first move of all, with which triwulan handing in has begun."""
    if session.get(Pengaturan, _KUNCI) is None:
        began = _read(session, rt)
        session.add(Pengaturan(kunci=_KUNCI, nilai={"sejak": began.kunci}, diubah=rt.now()))
        session.flush()


def save_sejak(
    rt: Runtime, principal: Principal | None, kunci: object, *, semula: Semula | None = None
) -> MasaLapor:
    """Say with which triwulan handing in begins.

    Args:
        semula: ``sejak`` as its form was opened with; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        DomainError: ``masa.unknown``.
    """
    person = require(principal, Permission.TENGGAT_MANAGE)
    masa = MasaLapor.parse(kunci)
    if masa is None or not masa.nomor or not TAHUN_MIN <= masa.tahun <= rt.today().year:
        raise DomainError("masa.unknown", t("Pilih triwulan dari daftar."))
    with rt.writing() as session:
        row = hold_pengaturan(session, rt, _KUNCI)
        before, now = dict(row.nilai), _read(session, rt)

        def words(oleh: str) -> str:
            return t(
                "Belum disimpan: {oleh} baru saja menetapkan {masa}. Bila tetap ingin menggantinya, "
                "simpan lagi.",
                oleh=oleh,
                masa=now.label,
            )

        seen, baru = {"sejak": now.kunci}, {"sejak": masa.kunci}
        check_semula(session, semula, seen, baru, aksi="pengaturan.pengajuan", words=words)
        row.nilai, row.diubah = {"sejak": masa.kunci}, rt.now()
        session.add(row)
        record(session, person, "pengaturan.pengajuan", sebelum=before, sesudah=row.nilai)
    rt.forget(_KUNCI)
    return masa
