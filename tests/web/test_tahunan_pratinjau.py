"""What the program writes in a part of the annual report, as its page shows it before anything is made."""

from collections.abc import Callable

import pytest

from sekampadi.domain.tahunan.bagian import DOKUMENTASI, CaraIsi, list_bagian
from sekampadi.reports.build.tahunan.blok import Blok, join
from sekampadi.reports.build.tahunan.kelebihan import kelebihan_blok, kelemahan_blok
from sekampadi.reports.build.tahunan.metode import metode_blok
from sekampadi.reports.build.tahunan.rangkuman.penutup import kesimpulan_blok
from sekampadi.reports.build.tahunan.rangkuman.perbandingan import perbandingan_blok
from sekampadi.reports.build.tahunan.rangkuman.rekomendasi import rekomendasi_blok
from sekampadi.reports.build.tahunan.rangkuman.ringkasan import ringkasan_text
from sekampadi.reports.build.tahunan.saran import saran_blok
from sekampadi.reports.build.tahunan.tindak_lanjut import realisasi_blok, tindak_lanjut_blok
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.lindung import protect
from sekampadi.web.tahunan.state import _preview
from tests.conftest import Content, Copy
from tests.reports.tahunan.contoh import KASUS, Kasus, read

TERISI: dict[str, Callable[[BahanTahunan], Blok]] = {
    "ringkasan": lambda bahan: Blok(ringkasan_text(bahan)),
    "metode": metode_blok,
    "saran": saran_blok,
    "tindak_lanjut": lambda bahan: join((tindak_lanjut_blok(bahan), realisasi_blok(bahan))),
    "kelebihan": kelebihan_blok,
    "kelemahan": kelemahan_blok,
    "perbandingan": perbandingan_blok,
    "kesimpulan": kesimpulan_blok,
    "rekomendasi": rekomendasi_blok,
}
"""Each part beneath which a person adds words, and what the program says there."""


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    """Fill the database of a case once."""
    kasus: Kasus = request.node.callspec.params["kasus"]
    return kasus.isi


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "kasus",
    [k for k in KASUS if k.nama in {"satu_layanan", "provinsi"}],
    ids=lambda k: k.nama,
)
def test_each_part_that_the_program_fills_is_found_by_its_heading(
    rt: Runtime, copied: Copy, kasus: Kasus
) -> None:
    bahan, _ = read(rt, kasus, copied.made)
    provinsi = kasus.nama == "provinsi"
    assert bahan.objek.konteks.provinsi == provinsi
    filled = {CaraIsi.TAMBAH, CaraIsi.GANTI}
    listed = [b.kunci for b in list_bagian(provinsi=provinsi) if b.cara in filled]
    # The photos of the survey are what a person brings; the page shows them themselves.
    parts = [kunci for kunci in listed if kunci != DOKUMENTASI]
    assert parts == list(TERISI)
    for kunci in parts:
        blok, own = TERISI[kunci](protect(bahan)), bahan.tertulis(kunci).isi.alinea
        shown = _preview(rt, bahan, kunci)
        said = [text for text in (*blok.text, *blok.penutup) if text not in own]
        assert sorted(shown.alinea) == sorted(said), kunci
        assert shown.isi == [x.title for x in blok.isi], kunci
        assert shown.alinea or shown.isi, kunci
