"""The calendar: the deadlines of what is handed in for a year, as they were moved (decree, L.4)."""

from dataclasses import dataclass
from datetime import date

from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.pengajuan import RiwayatGeser, list_riwayat_geser
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.pengajuan.tenggat import read_matriks
from sekampadi.services.sistem.runtime import Runtime, require


@dataclass(frozen=True, slots=True)
class Acara:
    """A last day, of all UPP that a person sees or of those for which it was moved."""

    masa: MasaLapor
    tanggal: date
    semua: bool  # whether it is the one that holds for all
    upp: tuple[UppRow, ...]
    belum: tuple[UppRow, ...]  # those of them that have not handed in


@dataclass(frozen=True, slots=True)
class Kalender:
    """The deadlines of a year."""

    tahun: int
    pilihan: tuple[int, ...]  # the years there are, the newest first
    acara: tuple[Acara, ...]  # by day
    geser: tuple[tuple[RiwayatGeser, UppRow | None], ...]  # the newest first; None for all UPP
    sejak: MasaLapor


def load_kalender(rt: Runtime, principal: Principal | None, tahun: int | None = None) -> Kalender:
    """Read the deadlines of a year, without one the running one.

    A year has those that fall into it and those of what is handed in for it: its last triwulan and
    its reports are due in the next January, when the page shows the new year already.
    """
    person, sejak = require(principal, Permission.PENGAJUAN_READ), load_sejak(rt)
    pilihan = tuple(range(rt.today().year, sejak.tahun - 1, -1))
    of = tahun if tahun in pilihan else pilihan[0]
    with rt.reading() as session:
        matriks = read_matriks(session, rt, person.scope, sejak, semua=True)
        names = {u.id: u for u in list_upp(session, person.scope, active_only=False)}
        moves = [
            (row, names.get(row.geser.upp_id) if row.geser.upp_id else None)
            for row in reversed(list_riwayat_geser(session, [of - 1, of]))
            if row.geser.upp_id is None or row.geser.upp_id in names
        ]
    # The oldest first again: the newest of a kind counts.
    for_all = {row.geser.masa: row.geser.tanggal for row, upp in reversed(moves) if upp is None}
    days: dict[tuple[date, MasaLapor], tuple[list[UppRow], list[UppRow]]] = {}
    for baris in matriks.baris:
        for sel in baris.sel:
            if of in {sel.masa.tahun, sel.tenggat.year}:
                upp, belum = days.setdefault((sel.tenggat, sel.masa), ([], []))
                upp.append(baris.upp)
                if not sel.status.disampaikan:
                    belum.append(baris.upp)
    acara = tuple(
        Acara(masa, day, day == for_all.get(masa, masa.tenggat), tuple(upp), tuple(belum))
        for (day, masa), (upp, belum) in sorted(days.items())
    )
    shown = {a.masa for a in acara}
    return Kalender(of, pilihan, acara, tuple(m for m in moves if m[0].geser.masa in shown), sejak)
