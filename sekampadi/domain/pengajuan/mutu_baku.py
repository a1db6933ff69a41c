"""Mutu Baku: the rows of both SOP with what they ask for, and how long each has taken (decree, H)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, TypeVar

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.pengajuan.alur import StatusDossier, StatusPengajuan
from sekampadi.domain.periode import ZONA, Periode
from sekampadi.i18n import t


@dataclass(frozen=True, slots=True)
class BarisSop:
    """A row of an SOP, in the words of the decree made short."""

    nomor: int
    kegiatan: str
    pelaksana: str
    kelengkapan: str
    waktu: str


_OPERATOR, _KERTAS = t("Operator OPD"), t("Formulir kertas kuesioner")
_APLIKASI = t("Aplikasi, server, internet, data")
_LEMBAR_RTL = t("PDF lembar laporan IKM triwulan, lembar tindak lanjut")
_BERSAMA: Final = (
    BarisSop(
        4,
        t("Menyusun RTL, lalu menyampaikan lembar IKM dan RTL kepada Admin Pemprov"),
        t("Operator OPD melalui Pimpinan UPP"),
        _LEMBAR_RTL,
        t("120 menit"),
    ),
    BarisSop(
        5,
        t("Menerima dan menghimpun lembar IKM dan RTL setiap UPP"),
        t("Admin Pemprov"),
        f"{_APLIKASI}, {_LEMBAR_RTL}",
        t("60 menit"),
    ),
    BarisSop(
        6,
        t("Menyusun rekapitulasi IKM dan TL serta Laporan IKM Triwulan Pemprov"),
        t("Ketua Tim Kerja Pelayanan Publik"),
        t("Rekapitulasi IKM triwulan beserta TL"),
        t("3 hari"),
    ),
    BarisSop(
        7,
        t("Menerima dan mempelajari Laporan IKM Triwulan sebagai bahan laporan ke Pimpinan"),
        t("Kabag Tatalaksana"),
        t("Laporan IKM Triwulan"),
        t("60 menit"),
    ),
)

SOP_ELEKTRONIK: Final = (
    BarisSop(
        1,
        t("Mengajak pengguna layanan mengisi survei melalui tautan atau kode QR"),
        t("Petugas Layanan"),
        t("Tautan SEKAMPADI, cetakan kode QR"),
        t("1 menit"),
    ),
    BarisSop(
        2,
        t("Mengisi data responden, penilaian, dan saran"),
        t("Pengguna layanan"),
        t("Ponsel, laptop, atau tablet"),
        t("5 menit"),
    ),
    BarisSop(
        3,
        t("Memoderasi isian, lalu menyampaikan hasilnya kepada Pimpinan UPP"),
        _OPERATOR,
        _APLIKASI,
        t("90 menit"),
    ),
    *_BERSAMA,
)
"""Rows 1 to 7 where all answer on a device of their own."""

SOP_HYBRID: Final = (
    BarisSop(
        1,
        t("Mengajak pengguna layanan mengisi formulir kertas"),
        t("Petugas Layanan"),
        _KERTAS,
        t("1 menit"),
    ),
    BarisSop(
        2,
        t("Mengisi formulir kertas dan menyerahkannya kepada petugas"),
        t("Pengguna layanan"),
        _KERTAS,
        t("6 menit"),
    ),
    BarisSop(
        3,
        t("Memindahkan isian kertas ke sistem, lalu menyampaikan hasilnya kepada Pimpinan UPP"),
        _OPERATOR,
        t("Formulir kertas kuesioner, aplikasi, server, internet, data"),
        t("2 menit per lembar"),
    ),
    *_BERSAMA,
)
"""Rows 1 to 7 where some answer on paper."""

_P = StatusPengajuan
BARIS_PENGAJUAN: Final[Mapping[StatusPengajuan, int]] = {
    **dict.fromkeys((_P.BELUM, _P.HASIL_DIKIRIM, _P.HASIL_DIKEMBALIKAN), 3),
    **dict.fromkeys((_P.HASIL_DITERIMA, _P.TL_DIAJUKAN, _P.TL_DIKEMBALIKAN, _P.DIKEMBALIKAN), 4),
    _P.DISETUJUI: 5,
}
"""In which row the papers of an UPP are; in none once they are accepted."""
BARIS_DOSSIER: Final[Mapping[StatusDossier, int]] = {
    StatusDossier.DIHIMPUN: 5,
    StatusDossier.DISUSUN: 6,
    StatusDossier.DIPELAJARI: 7,
}
"""The same of the province's papers."""

S = TypeVar("S", bound=Labelled)


@dataclass(frozen=True, slots=True)
class Lama:
    """How long papers have been in a row: time that passed, nights and holidays included."""

    berlalu: timedelta
    berjalan: bool  # whether they are there now

    @property
    def label(self) -> str:
        """How a page says it, ``2 hari 3 jam``: no finer than anybody needs."""
        minutes = int(self.berlalu.total_seconds() // 60)
        days, hours = divmod(minutes // 60, 24)
        if days:
            return t("{h} hari {j} jam", h=days, j=hours) if hours else t("{h} hari", h=days)
        if hours:
            rest = minutes % 60
            return t("{j} jam {m} menit", j=hours, m=rest) if rest else t("{j} jam", j=hours)
        return t("{m} menit", m=minutes) if minutes else t("kurang dari 1 menit")


def begins(periode: Periode) -> datetime:
    """Return the moment from which the papers of a period can be handed in: midnight behind it."""
    if periode.sampai is None:
        raise ValueError("what is handed in has an end")
    return datetime.combine(periode.sampai + timedelta(days=1), time(), ZONA)


def measure(
    baris: Mapping[S, int],
    awal: S,
    mulai: datetime,
    langkah: Iterable[tuple[S, datetime]],
    now: datetime,
) -> dict[int, Lama]:
    """Add up how long papers lay in each row, however often they came back to it.

    All rows together are the time from the beginning to the last move, or to now while somebody's
    turn lasts.

    Args:
        baris: the row of each state.
        awal: the state at ``mulai``.
        langkah: the state after each move, and when it was made; the oldest first.
    """
    moves = list(langkah)
    states = [awal, *(ke for ke, _ in moves)]
    times = [mulai, *(waktu for _, waktu in moves), now]
    found: dict[int, Lama] = {}
    for at, status in enumerate(states):
        nomor = baris.get(status)
        if nomor is not None:
            before = found[nomor].berlalu if nomor in found else timedelta()
            passed = max(times[at + 1] - times[at], timedelta())
            found[nomor] = Lama(before + passed, at == len(moves))
    return found
