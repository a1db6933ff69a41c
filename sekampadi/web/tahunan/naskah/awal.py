"""What the form of a part begins with."""

from collections.abc import Mapping

from sekampadi.domain.tahunan.bagian import CaraIsi
from sekampadi.domain.tahunan.naskah import IsiNaskah, parse_naskah
from sekampadi.reports.build.tahunan.rangkuman.rekomendasi import usul_rekomendasi
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan, load_bahan
from sekampadi.services.tahunan.naskah import HalamanBagian
from sekampadi.web.context import as_person, in_thread


def _propose(_: Runtime, bahan: BahanTahunan) -> IsiNaskah:
    return usul_rekomendasi(bahan)


async def is_proposed(page: HalamanBagian, isian: Mapping[str, object]) -> bool:
    """Tell whether what is typed is only what is proposed, in a part of which nobody has own words.

    Args:
        isian: as ``domain.tahunan.naskah.parse_naskah`` reads it.

    Raises:
        FieldErrors: as ``parse_naskah``.
    """
    own = page.tertulis.naskah
    isi = parse_naskah(page.tertulis.bagian, isian)
    if isi.kosong or not page.boleh or (own and not own.isi.kosong):
        return False
    return isi == await begin_isi(page, page.objek.kode, str(page.objek.tahun))


async def begin_isi(page: HalamanBagian, kode: str, tahun: str) -> IsiNaskah:
    """Return what stands in a part of the report of an UPP and a year, or what is proposed for it.

    What the report proposes to be done is made of its figures; who writes his own begins with it, as
    his words stand in its place.
    """
    isi = page.tertulis.isi
    if page.tertulis.bagian.cara is not CaraIsi.GANTI or not isi.kosong:
        return isi
    bahan = await as_person(load_bahan, kode, tahun)
    return await in_thread(_propose, bahan)
