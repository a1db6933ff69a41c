"""A sheet as it would be published now, to be looked at before."""

from sekampadi.db.queries.publikasi import list_of_seri_periode, publikasi_row
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import check_periode
from sekampadi.services.laporan.cakupan import resolve_cakupan
from sekampadi.services.publik.publik import ensure_frozen
from sekampadi.services.publikasi.hasil import LembarTerbit, lembar_of
from sekampadi.services.publikasi.isi import seri_of
from sekampadi.services.publikasi.publikasi import new_publikasi, next_number
from sekampadi.services.publikasi.rancangan import read_isi
from sekampadi.services.sistem.runtime import Runtime, require


def load_pratinjau(
    rt: Runtime, principal: Principal | None, *, kunci: str, layanan_kode: str, periode: Periode
) -> LembarTerbit:
    """Read the sheet that publishing would make, under the number it would get; nothing is stored.

    Raises:
        DomainError: as :func:`~sekampadi.services.publikasi.publikasi.publish`.
    """
    person = require(principal, Permission.LAPORAN_PUBLISH)
    check_periode(periode, rt.today())
    ensure_frozen(rt)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci, layanan_kode)
        isi = read_isi(session, rt, cakupan, periode, frozen=False)
        earlier = list_of_seri_periode(session, seri_of(cakupan), periode)
        urut, revisi = next_number(session, cakupan, periode, earlier)
        row = new_publikasi(
            cakupan, periode, isi, urut=urut, revisi=revisi, id=0, waktu=rt.now(), oleh=""
        )
        return lembar_of(publikasi_row(row), isi)
