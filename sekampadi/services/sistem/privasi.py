"""Privasi: what is kept and for how long in this installation, for the public."""

from sekampadi.domain.privasi.data import DataTersimpan, MasaSimpan, list_data
from sekampadi.services.akun.coba_masuk import PERAMBAN_DAYS
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings

NOTIFIKASI_DAYS = 365
"""Days a notice is kept."""


def masa_simpan(settings: Settings) -> MasaSimpan:
    """Return for how long an installation keeps things."""
    return MasaSimpan(
        saran_bulan=settings.suggestion_months,
        sesi_jam=settings.session_hours,
        diam_menit=settings.session_idle_minutes,
        peramban_hari=PERAMBAN_DAYS,
        notifikasi_hari=NOTIFIKASI_DAYS,
        outbox_hari=settings.outbox_days,
    )


def list_data_tersimpan(rt: Runtime) -> tuple[DataTersimpan, ...]:
    """List what is kept of whom, for everyone."""
    return list_data(masa_simpan(rt.settings))
