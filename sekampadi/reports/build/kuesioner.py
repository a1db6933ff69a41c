"""The paper questionnaire of a layanan, from what the services know of it (SOP hybrid, step 1)."""

from sekampadi.reports.render.kuesioner import Kuesioner
from sekampadi.services.survei.kuesioner import BahanKuesioner


def build_kuesioner(bahan: BahanKuesioner) -> Kuesioner:
    """Build the questionnaire."""
    alamat = bahan.alamat
    return Kuesioner(
        upp=alamat.subjudul,
        layanan=alamat.judul,
        layanan_kode=alamat.kode,
        qr_text=alamat.url,
        perangkat=bahan.perangkat,
        versi=bahan.versi,
    )
