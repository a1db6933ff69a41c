"""Checking the frozen public figures against the counters: frozen and waiting together are what is counted."""

from datetime import date

from sqlmodel import Session

from sekampadi.db.counters import PROVINSI_KUNCI, rekap_to_columns, upp_kunci, upsert_rows
from sekampadi.db.models import PublikTunda
from sekampadi.db.models.rekap import COUNTER_COLUMNS
from sekampadi.db.queries.publik import (
    SimpulRow,
    list_triwulan,
    list_tunda,
    read_pohon,
    upp_of_layanan,
    upwards,
)
from sekampadi.db.queries.rekap import Selection, read_rekap_per_layanan
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import Periode
from sekampadi.services.publik.beku import is_layanan

_CORRECTION = 0
"""No answer has this id: what a rebuild found missing waits under it."""

_Columns = dict[str, int]
_NONE: _Columns = dict.fromkeys(COUNTER_COLUMNS, 0)


def _add(into: dict[int, _Columns], layanan_id: int, rekap: Rekap, sign: int) -> None:
    have, more = into.get(layanan_id, _NONE), rekap_to_columns(rekap)
    into[layanan_id] = {c: have[c] + sign * more[c] for c in COUNTER_COLUMNS}


def _missing(session: Session, triwulan: date, pohon: dict[str, SimpulRow]) -> dict[int, _Columns]:
    """Return per layanan what the counters say beyond the frozen and waiting figures."""
    found: dict[int, _Columns] = {}
    owners = upp_of_layanan(session)
    selection = Selection(PROVINSI, Periode.triwulan_of(triwulan))
    for layanan_id, rekap in read_rekap_per_layanan(session, selection).items():
        # Before the province is frozen only UPP that have published are.
        if PROVINSI_KUNCI in pohon or upp_kunci(owners[layanan_id]) in pohon:
            _add(found, layanan_id, rekap, 1)
    for kunci, row in pohon.items():
        if is_layanan(kunci):
            _add(found, int(kunci.partition(":")[2]), row.rekap, -1)
    for tunda in list_tunda(session, triwulan):
        _add(found, tunda.layanan_id, tunda.rekap, -1)
    return {i: columns for i, columns in sorted(found.items()) if any(columns.values())}


def _wrong_sums(pohon: dict[str, SimpulRow]) -> list[str]:
    """Name the nodes that are not the sum of their layanan."""
    sums = {k: Rekap() for k in pohon}
    for kunci, row in pohon.items():
        for above in upwards(pohon, kunci) if is_layanan(kunci) else ():
            sums[above] += row.rekap
    return [k for k, row in sorted(pohon.items()) if not is_layanan(k) and row.rekap != sums[k]]


def check_publik(session: Session) -> list[str]:
    """Compare the frozen public figures with the counters: a line for each node that differs."""
    differences: list[str] = []
    for triwulan in list_triwulan(session):
        pohon = read_pohon(session, triwulan)
        for layanan_id, columns in _missing(session, triwulan, pohon).items():
            differences += [
                f"publik_simpul {triwulan} layanan:{layanan_id} {c}: counter differs by {v}"
                for c, v in columns.items()
                if v
            ]
        differences += [
            f"publik_simpul {triwulan} {kunci}: not the sum of its layanan"
            for kunci in _wrong_sums(pohon)
        ]
    return differences


def let_wait(session: Session) -> None:
    """Let wait what rebuilt counters say beyond the frozen figures, which stay as everyone has read them."""
    for triwulan in list_triwulan(session):
        pohon = read_pohon(session, triwulan)
        for layanan_id, columns in _missing(session, triwulan, pohon).items():
            key = {"triwulan": triwulan, "layanan_id": layanan_id, "jawaban_id": _CORRECTION}
            upsert_rows(session, PublikTunda, [key | columns])
