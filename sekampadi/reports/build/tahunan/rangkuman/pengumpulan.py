"""What the ministry's form asks of the collection of data, beside the decree's parts."""

from sekampadi.i18n import t
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.services.tahunan.bahan import BahanTahunan

_NAMED = 12
"""Layanan that a sentence names; more of them stand in a table."""


def lokasi_blok(bahan: BahanTahunan) -> Blok:
    """Return where people were asked: at the layanan of an UPP, at the UPP of the province."""
    objek = bahan.objek
    if not bahan.n:
        words = t("Belum ada data yang dikumpulkan pada tahun {tahun}.", tahun=objek.tahun)
        return Blok((words,))
    if objek.konteks.provinsi:
        return Blok((t("Data dikumpulkan pada UPP di lingkungan {nama}.", nama=objek.nama),))
    names = [row.layanan.nama for row in bahan.laporan.per_layanan]
    found = []
    if len(names) == 1:
        found.append(t("Data dikumpulkan pada layanan {nama}.", nama=names[0]))
    elif 1 < len(names) <= _NAMED:
        found.append(t("Data dikumpulkan pada layanan berikut: {nama}.", nama="; ".join(names)))
    elif names:
        found.append(t("Data dikumpulkan pada semua layanan {nama}.", nama=objek.nama))
    return Blok(tuple(found))
