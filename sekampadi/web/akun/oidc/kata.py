"""What is said when a login by the provider, or the link of an account, did not work."""

from typing import Final

from sekampadi.i18n import t

HASIL: Final = {
    "oidc.refused": t("Proses masuk tidak dapat diselesaikan. Silakan coba lagi."),
    "oidc.cancelled": t("Proses masuk dibatalkan di layanan itu."),
    "oidc.unknown": t(
        "Akun Anda di layanan itu belum dihubungkan dengan akun yang aktif di sini. Masuklah dengan "
        "kata sandi, lalu hubungkan di Akun saya."
    ),
    "oidc.unreachable": t(
        "Layanan masuk itu sedang tidak dapat dihubungi. Coba lagi, atau pakai kata sandi."
    ),
    "oidc.izin": t("Waktunya sudah habis. Tekan tombol Hubungkan sekali lagi."),
    "oidc.taken": t("Akun di layanan itu sudah terhubung dengan akun lain di sini."),
    "antrean.penuh": t("Layanan sedang sangat sibuk. Coba lagi sebentar lagi."),
}
"""By the code in the address; an address may hold any, so that only these are said."""


def words_of(code: object) -> str:
    """Return what a code in an address says; empty without one."""
    return HASIL.get(str(code), HASIL["oidc.refused"]) if code else ""
