"""PEKPPP: the sheet of an UPP and a year, and the levels of all UPP that a person sees."""

from dataclasses import dataclass

from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN
from sekampadi.domain.pengajuan.pekppp.fakta import Pekppp
from sekampadi.domain.pengajuan.pekppp.nilai import assess
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp_of
from sekampadi.services.pengajuan.pekppp.bahan import BahanPekppp, read_bahan, read_bahan_rinci
from sekampadi.services.sistem.runtime import Runtime, authorize, record, require

READ = Permission.LAPORAN_READ


@dataclass(frozen=True, slots=True)
class LembarPekppp:
    """The sheet of an UPP and a year; ``pilihan`` are the active UPP that the person sees."""

    bahan: BahanPekppp
    nilai: Pekppp
    pilihan: tuple[UppRow, ...]

    @property
    def upp(self) -> UppRow:
        """Whose it is."""
        return self.bahan.upp

    @property
    def tahun(self) -> int:
        """Of which year it is."""
        return self.bahan.fakta.tahun


@dataclass(frozen=True, slots=True)
class BarisPekppp:
    """An UPP in the list of a year."""

    upp: UppRow
    nilai: Pekppp


@dataclass(frozen=True, slots=True)
class DaftarPekppp:
    """All UPP that a person sees, by name."""

    tahun: int
    baris: tuple[BarisPekppp, ...]


def _check_tahun(rt: Runtime, tahun: int) -> None:
    if not TAHUN_MIN <= tahun <= rt.today().year:
        raise DomainError("tahun.unknown", t("Pilih tahun yang sudah berjalan."))


def load_pekppp(
    rt: Runtime, principal: Principal | None, upp_kode: str, tahun: int, *, unduh: bool = False
) -> LembarPekppp:
    """Score the year of an UPP, without a kode the own one.

    Args:
        unduh: for a document, which takes the right to export.

    Raises:
        DomainError: ``tahun.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    if unduh:
        authorize(person, Permission.LAPORAN_EXPORT)
    _check_tahun(rt, tahun)
    with rt.reading() as session:
        upp = require_upp_of(session, person, upp_kode)
        bahan = read_bahan_rinci(session, person, upp, tahun, rt.today())
        pilihan = tuple(list_upp(session, person.scope))
    return LembarPekppp(bahan, assess(bahan.fakta), pilihan)


def load_daftar_pekppp(rt: Runtime, principal: Principal | None, tahun: int) -> DaftarPekppp:
    """Score a year of all active UPP that a person sees.

    Raises:
        DomainError: ``tahun.unknown``.
    """
    person = require(principal, READ)
    _check_tahun(rt, tahun)
    with rt.reading() as session:
        upp = list_upp(session, person.scope)
        found = read_bahan(session, person.scope, upp, tahun, rt.today())
    return DaftarPekppp(tahun, tuple(BarisPekppp(b.upp, assess(b.fakta)) for b in found))


def check_paket_pekppp(
    rt: Runtime, principal: Principal | None, upp_kode: str, tahun: int
) -> LembarPekppp:
    """Check a wish for the zip of a year's evidence.

    Raises:
        DomainError: ``tahun.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, Permission.LAPORAN_EXPORT)
    return load_pekppp(rt, person, upp_kode, tahun, unduh=True)


def note_paket_pekppp(rt: Runtime, principal: Principal | None, lembar: LembarPekppp) -> None:
    """Write down that such a zip is taken away: it can be made, and nothing of it is sent yet.

    Args:
        lembar: as checked by :func:`check_paket_pekppp`.
    """
    person = require(principal, Permission.LAPORAN_EXPORT)
    with rt.writing() as session:
        record(session, person, "ekspor.pekppp", f"pekppp/{lembar.upp.kode}/{lembar.tahun}")
