"""All that is told of how one works, page by page."""

from typing import Final

from sekampadi.domain.cara import Cara
from sekampadi.domain.cara.provinsi import CARA_PROVINSI
from sekampadi.domain.cara.upp import CARA_UPP
from sekampadi.i18n import t

SEMUA: Final[tuple[Cara, ...]] = (*CARA_UPP, *CARA_PROVINSI)
HALAMAN: Final = frozenset(c.path for c in SEMUA)
"""The pages that have a Cara for somebody."""

JUDUL: Final[tuple[tuple[str, str], ...]] = (
    ("/admin", t("Dashboard")),
    ("/admin/laporan", t("Laporan")),
    ("/admin/tahunan", t("Laporan Tahunan")),
    ("/admin/publikasi", t("Publikasi")),
    ("/admin/tindak-lanjut", t("Tindak lanjut")),
    ("/admin/tindak-lanjut/rencana", t("Rencana tindak lanjut")),
    ("/admin/pengajuan", t("Penyampaian")),
    ("/admin/pengajuan/rinci", t("Penyampaian satu UPP")),
    ("/admin/dossier", t("Berkas triwulan")),
    ("/admin/rekap", t("Rekap")),
    ("/admin/pemantauan", t("Pemantauan")),
    ("/admin/pemantauan/upp", t("Pemantauan satu UPP")),
    ("/admin/pekppp", t("PEKPPP")),
    ("/admin/kode-qr", t("Kode QR terpasang")),
    ("/admin/entri", t("Entri")),
    ("/admin/penilaian", t("Penilaian")),
    ("/admin/responden", t("Responden")),
    ("/admin/upp", t("UPP")),
    ("/admin/layanan", t("Layanan")),
    ("/admin/operator", t("Operator")),
    ("/admin/layar-terhubung", t("Layar terhubung")),
    ("/admin/kunci-api", t("Kunci API")),
    ("/admin/delegasi", t("Delegasi")),
    ("/admin/notifikasi", t("Notifikasi")),
)
"""The pages as the guide names them, in the order of the menu."""
