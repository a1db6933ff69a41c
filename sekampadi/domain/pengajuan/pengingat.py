"""Reminders of a deadline: on which days, and in which words (decree, L.4)."""

from datetime import date
from typing import Final

from sekampadi.domain.notifikasi.peringatan import Kabar
from sekampadi.domain.pengajuan.alur import StatusPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.i18n import format_tanggal, t

PENGINGAT: Final = (-14, -7, -1, 1, 7, 14)
"""Days from a deadline on which those whose turn it is are reminded; below zero before it."""
SUSULAN: Final = 7
"""So many days a reminder that was missed is still told of; a newer one takes its place."""


def pengingat_due(tenggat: date, today: date) -> int | None:
    """Return which reminder of a deadline is to be told of by a day, as an item of :data:`PENGINGAT`.

    It is the last one whose day has come, so that who was away for days tells one and not all.
    """
    distance = (today - tenggat).days
    due = [hari for hari in PENGINGAT if distance - SUSULAN < hari <= distance]
    return due[-1] if due else None


def what_is_due(masa: MasaLapor) -> str:
    """Say what is handed in."""
    if masa.nomor:
        return t("Lembar IKM dan RTL")
    return t("Laporan SKM Tahunan dan Laporan Hasil Tindak Lanjut")


def _when(tenggat: date, today: date) -> str:
    left = (tenggat - today).days
    if left < 0:
        return t("Terlambat {n} hari: penyampaian", n=-left)
    if left == 0:
        return t("Hari ini batas penyampaian")
    return t("Besok batas penyampaian") if left == 1 else t("{n} hari lagi: penyampaian", n=left)


def tell_pengingat(
    upp: str, masa: MasaLapor, status: StatusPengajuan, tenggat: date, today: date
) -> Kabar:
    """Say how far away a deadline is, what is waited for, and where it is now."""
    about = t("{masa}, {upp}", masa=masa.label, upp=upp)
    due = t(
        "{apa} ditunggu paling lambat {tanggal}.",
        apa=what_is_due(masa),
        tanggal=format_tanggal(tenggat),
    )
    end = masa.periode.sampai
    if end is not None and end >= today:
        # It cannot be handed in yet, and not begun: the survey goes on.
        more = t("{masa} berakhir {tanggal}.", masa=masa.label, tanggal=format_tanggal(end))
    else:
        more = t("Keadaannya sekarang: {status}.", status=status.label)
    return Kabar(f"{_when(tenggat, today)} {about}", f"{due} {more}")
