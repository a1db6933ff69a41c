"""What a dossier holds, as its documents read it: made of the frozen data alone, nothing is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sekampadi.domain.ikm import Mutu
from sekampadi.domain.laporan.pelaksanaan import Pelaksana, Triwulan
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.pengajuan.alur import StatusPengajuan
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import t


@dataclass(frozen=True, slots=True)
class NilaiEkstrem:
    """The unsur that share the lowest or the highest mean of a sheet."""

    unsur: tuple[Unsur, ...]
    nrr: Decimal

    @classmethod
    def of(cls, stored: list[Mapping[str, str]]) -> "NilaiEkstrem | None":
        """Read them; None where a sheet names none."""
        known = [u for u in stored if u["unsur"] in URUTAN]
        if not known:
            return None
        return cls(tuple(Unsur(u["unsur"]) for u in known), Decimal(known[0]["nrr"]))


@dataclass(frozen=True, slots=True)
class LembarDossier:
    """The sheet that was accepted."""

    nomor: str
    n: int
    nilai: Decimal
    mutu: Mutu
    terendah: NilaiEkstrem | None
    tertinggi: NilaiEkstrem | None
    gabungan: bool  # of an induk together with its UPT
    catatan: str  # what has become of it by then: withdrawn, replaced; empty for nothing

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "LembarDossier":
        """Read a sheet."""
        return cls(
            stored["nomor"],
            stored["n"],
            Decimal(stored["nilai"]),
            Mutu(stored["mutu"]),
            NilaiEkstrem.of(stored["terendah"]),
            NilaiEkstrem.of(stored["tertinggi"]),
            str(stored["seri"]).startswith("upt:"),
            stored["catatan"],
        )


@dataclass(frozen=True, slots=True)
class KegiatanDossier:
    """An action that was planned."""

    unsur: Unsur
    nama: str
    jadwal: str
    penanggung_jawab: str


@dataclass(frozen=True, slots=True)
class UppDossier:
    """An UPP: what was accepted of it, or where its papers were instead."""

    kode: str
    nama: str
    termuat: bool
    status: StatusPengajuan
    disampaikan: date | None  # when it first left the UPP
    tenggat: date
    lembar: LembarDossier | None
    alasan: str  # why it was accepted without a sheet
    kedudukan: Kedudukan | None  # against the others of this dossier
    kegiatan: tuple[KegiatanDossier, ...]
    rtl_lalu: Realisasi | None  # what came of the plan of the triwulan before; None without one
    pelaksana: tuple[Pelaksana, ...]  # empty when nobody told
    pembaruan: bool  # whether an earlier dossier held it, and this one corrects it

    @property
    def terlambat(self) -> int:
        """By how many days it was handed in late; 0 for in time."""
        return max(0, (self.disampaikan - self.tenggat).days) if self.disampaikan else 0

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "UppDossier":
        """Read a line."""
        day = stored["disampaikan"]
        place = stored["kedudukan"]
        return cls(
            stored["kode"],
            stored["nama"],
            stored["pengajuan"] is not None,
            StatusPengajuan(stored["status"]),
            date.fromisoformat(day) if day else None,
            date.fromisoformat(stored["tenggat"]),
            LembarDossier.of(stored["lembar"]) if stored["lembar"] else None,
            stored["alasan"],
            Kedudukan(place) if place else None,
            tuple(
                KegiatanDossier(
                    Unsur(k["unsur"]),
                    k["nama"],
                    k["jadwal"],
                    k["penanggung_jawab"],
                )
                for k in stored["kegiatan"]
                if k["unsur"] in URUTAN
            ),
            # What was handed up before it was told has none.
            Realisasi(before["rencana"], before["selesai"])
            if (before := stored.get("rtl_lalu"))
            else None,
            tuple(Pelaksana(p) for p in stored["pelaksana"]),
            stored["pembaruan"],
        )


@dataclass(frozen=True, slots=True)
class IndukDossier:
    """The dossier that an addendum follows."""

    nomor: str
    surat_nomor: str
    surat_tanggal: date


@dataclass(frozen=True, slots=True)
class IsiDossier:
    """What a dossier holds."""

    nomor: str
    triwulan: Triwulan
    urut: int
    pengantar: str
    simpulan: str
    provinsi: Mapping[str, Any] | None  # the province's published sheet as it is stored
    provinsi_nomor: str
    induk: IndukDossier | None  # None for the dossier of the triwulan itself
    upp: tuple[UppDossier, ...]  # by name; of an addendum those that it holds

    @property
    def termuat(self) -> tuple[UppDossier, ...]:
        """Those whose papers it holds."""
        return tuple(u for u in self.upp if u.termuat)

    @property
    def belum(self) -> tuple[UppDossier, ...]:
        """Those that are missing; an addendum speaks of none."""
        return tuple(u for u in self.upp if not u.termuat)

    @property
    def addendum(self) -> str:
        """What an addendum is called; empty for the dossier of the triwulan itself."""
        return t("Addendum {n}", n=self.urut) if self.urut else ""

    @classmethod
    def restore(cls, stored: Mapping[str, Any]) -> "IsiDossier":
        """Read what was frozen.

        Raises:
            ValueError: for what names no triwulan (a fault of the program).
        """
        triwulan = Triwulan.parse(stored["triwulan"])
        if triwulan is None:
            raise ValueError(f"no triwulan: {stored['triwulan']!r}")
        sheet, induk = stored["provinsi"], stored["induk"]
        return cls(
            stored["nomor"],
            triwulan,
            stored["urut"],
            stored["pengantar"],
            stored["simpulan"],
            sheet["isi"] if sheet else None,
            sheet["nomor"] if sheet else "",
            IndukDossier(
                induk["nomor"], induk["surat_nomor"], date.fromisoformat(induk["surat_tanggal"])
            )
            if induk
            else None,
            tuple(UppDossier.of(u) for u in stored["upp"]),
        )
