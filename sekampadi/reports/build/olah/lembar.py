"""Names of the sheets of an annual report's appendix: titles of tables are too long for Excel."""

from collections.abc import Mapping
from typing import Final

from sekampadi.i18n import t

NAMA_LEMBAR: Final[Mapping[str, str]] = {
    "ikm": t("IKM setahun"),
    "satuan_kerja": t("Rekap satuan kerja"),
    "tanpa_jawaban": t("UPP tanpa jawaban"),
    "unit_unsur": t("NRR per unit dan unsur"),
    "saran_unsur": t("Unsur dalam saran"),
    "petikan": t("Petikan saran"),
    "tindak_lanjut": t("Rencana tindak lanjut"),
    "realisasi": t("Realisasi tindak lanjut"),
    "kekuatan": t("Kedudukan unsur"),
    "banding_tahun": t("IKM tiga tahun"),
    "banding_unsur": t("Unsur dua tahun"),
    "hasil_lalu": t("Tindak lanjut tahun lalu"),
    "statistik_univariat": t("Univariat"),
    "statistik_spearman": t("Korelasi antarunsur"),
    "statistik_keandalan": t("Keandalan"),
    "statistik_kepentingan": t("Kepentingan dan kinerja"),
}
"""By table; the others have titles that are short enough."""
