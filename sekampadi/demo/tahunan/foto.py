"""Photos in one of the demonstration's annual reports: drawings that say what they are."""

import secrets
from typing import Final

from sqlmodel import col, select

from sekampadi.db.models import FotoTahunan, LaporanTahunan, Upp
from sekampadi.db.types import stored_id
from sekampadi.demo.tindak_lanjut.pictures import draw_picture
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import storing_all

FOTO: Final = (
    (Unsur.BIAYA, "Kode QR survei di loket pembayaran (gambar contoh)"),
    (Unsur.KOMPETENSI, "Pelatihan petugas yang mendampingi pengisian survei (gambar contoh)"),
)
"""Which drawing it is, and its caption."""


def keep_photos(rt: Runtime, kode: str) -> None:
    """Put photos into the newest report that an office has written; none where it has written none.

    They are as old as its words.
    """
    query = (
        select(
            LaporanTahunan.id,
            LaporanTahunan.tahun,
            LaporanTahunan.dibuat_pada,
            LaporanTahunan.dibuat_oleh,
        )
        .join(Upp, col(Upp.id) == col(LaporanTahunan.upp_id))
        .where(col(Upp.kode) == kode, col(LaporanTahunan.versi) > 0)
        .order_by(col(LaporanTahunan.tahun).desc())
    )
    with rt.reading() as session:
        report = session.exec(query).first()
    if report is None:
        return
    row_id, tahun, moment, by = report
    data = [draw_picture(unsur, tahun, after=True) for unsur, _ in FOTO]
    with storing_all(rt, data) as (session, names):
        for at, (sidik, one, (_, keterangan)) in enumerate(zip(names, data, FOTO, strict=True)):
            session.add(
                FotoTahunan(
                    laporan_id=stored_id(row_id),
                    # Thrown anew each time: the code of the demonstration is public.
                    kunci=secrets.token_hex(16),
                    sidik=sidik,
                    keterangan=keterangan,
                    urutan=at + 1,
                    ukuran=len(one),
                    diunggah_pada=moment,
                    diunggah_oleh=by,
                )
            )
