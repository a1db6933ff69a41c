"""What the form of a part begins with."""

from sekampadi.domain.tahunan.bagian import CaraIsi
from sekampadi.domain.tahunan.naskah import IsiNaskah
from sekampadi.reports.build.tahunan.rangkuman.rekomendasi import usul_rekomendasi
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan, load_bahan
from sekampadi.services.tahunan.naskah import HalamanBagian
from sekampadi.web.context import as_person, in_thread


def _propose(_: Runtime, bahan: BahanTahunan) -> IsiNaskah:
    return usul_rekomendasi(bahan)


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
