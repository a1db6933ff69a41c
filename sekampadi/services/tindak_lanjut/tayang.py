"""What an UPP tells everyone of its finished actions: "Anda menyampaikan, kami melakukan"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from sekampadi.db.counters import upp_kunci
from sekampadi.db.queries.master import UppRow, find_upp
from sekampadi.db.queries.rekap import Selection, read_rekap
from sekampadi.db.queries.tindak_lanjut import (
    KegiatanRow,
    kegiatan_row,
    list_petikan,
    list_tayang,
)
from sekampadi.db.queries.tugas import list_hidden
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import PROVINSI, Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.publikasi import RESPONDEN_MIN
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.domain.tindak_lanjut.petikan import repeats
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tindak_lanjut.kegiatan import held_kegiatan, store
from sekampadi.services.tindak_lanjut.petikan import read_saran
from sekampadi.services.tindak_lanjut.rencana import WRITE

TEKS_MIN, TEKS_MAX = 10, 500
TAYANG_MAX = 50
"""Actions on the public page of an UPP, the newest first."""


@dataclass(frozen=True, slots=True)
class TayangRow:
    """A line of the public page."""

    unsur: Unsur
    triwulan: Triwulan  # in which it was said
    kutipan: str  # what was said; empty when nobody may be quoted
    teks: str  # what was done
    selesai: date


def save_tayang(
    rt: Runtime,
    principal: Principal | None,
    kegiatan_id: int,
    versi: int,
    isian: Mapping[str, object],
) -> KegiatanRow:
    """Show a finished action to everyone, or take it off again.

    Args:
        versi: of the action as the person has seen it.
        isian: ``tampil`` (anything but ``"1"`` takes it off), ``teks`` in plain words, and
            ``petikan`` (the id of a quotation of its unsur that a moderator has released, or empty).

    Raises:
        ConflictError: ``kegiatan.berubah``; ``tayang.belum_selesai`` for what is not finished.
        FieldErrors: ``teks.*`` (``teks.saran`` for what repeats a suggestion), ``petikan.unknown``, ``petikan.belum_dirilis``.
        NotFoundError: ``kegiatan.unknown``.
    """
    person = require(principal, WRITE)
    show = isian.get("tampil") == "1"
    with rt.writing() as session:
        held = held_kegiatan(session, person, kegiatan_id, versi)
        row = held[0]
        if not show:
            values: dict[str, object] = {"tayang_pada": None, "tayang_petikan_id": None}
            return store(session, person, held, values, "tindak_lanjut.turun")
        if row.status != StatusKegiatan.SELESAI:
            raise ConflictError(
                "tayang.belum_selesai", t("Hanya kegiatan yang sudah selesai dapat ditampilkan.")
            )
        reader = FormReader(isian)
        teks = reader.text("teks", t("Yang kami lakukan"), least=TEKS_MIN, most=TEKS_MAX)
        if any(repeats(teks, s.saran) for s in read_saran(session, held[1])):
            # What is quoted stands beside it, as long as it may; a copy would stay.
            reader.wrong(
                "teks",
                "teks.saran",
                t("Tulis dengan kata-kata sendiri: kalimat ini mengulang saran seseorang."),
            )
        petikan_id = _petikan(session, reader, isian.get("petikan"), kegiatan_row(row))
        reader.check()
        values = {"tayang_teks": teks, "tayang_petikan_id": petikan_id}
        if row.tayang_pada is None:
            values["tayang_pada"] = rt.now()
        return store(session, person, held, values, "tindak_lanjut.tayang")


def _petikan(session: Session, reader: FormReader, value: object, row: KegiatanRow) -> int | None:
    if not value:
        return None
    found = {
        str(p.id): p
        for p in list_petikan(session, [row.tindak_lanjut_id])
        if p.unsur is row.unsur and not p.dihapus
    }
    petikan = found.get(str(value))
    if petikan is None:
        reader.wrong("petikan", "petikan.unknown", t("Pilih petikan dari daftar."))
    elif not petikan.dirilis:
        reader.wrong(
            "petikan",
            "petikan.belum_dirilis",
            t("Saran ini belum dirilis oleh moderator, jadi belum boleh tampil untuk umum."),
        )
    return petikan.id if petikan else None


def _may_quote(session: Session, upp_id: int, triwulan: Triwulan) -> bool:
    """Tell whether so many were asked that a quotation names nobody, and the triwulan is shown."""
    periode = triwulan.periode
    n = read_rekap(session, Selection(PROVINSI, periode, frozenset({upp_id}))).n
    dari = periode.dari or date.min
    return n >= RESPONDEN_MIN and not list_hidden(session, dari, [upp_kunci(upp_id)])


def read_tayang(session: Session, upp: UppRow) -> tuple[TayangRow, ...]:
    """Read what everyone is told of the actions of an UPP, the newest first.

    What was said of an UPT is quoted by its induk only where the figures of both are shown.
    """
    asked: dict[tuple[int, Triwulan], bool] = {}

    def may_quote(upp_id: int, triwulan: Triwulan) -> bool:
        key = upp_id, triwulan
        if key not in asked:
            asked[key] = _may_quote(session, upp_id, triwulan)
        return asked[key]

    lines = []
    for x in list_tayang(session, upp.id, TAYANG_MAX):
        both = {upp.id, x.kutipan_upp_id or upp.id}
        quoted = x.kutipan and all(may_quote(i, x.triwulan) for i in both)
        kutipan = x.kutipan if quoted else ""
        lines.append(TayangRow(x.unsur, x.triwulan, kutipan, x.teks, x.selesai))
    return tuple(lines)


def load_tayang(rt: Runtime, upp_kode: str) -> tuple[TayangRow, ...]:
    """Read what everyone is told of the actions of an UPP, the newest first; public.

    Raises:
        NotFoundError: ``upp.unknown``.
    """
    with rt.reading() as session:
        upp = find_upp(session, PROVINSI, upp_kode)
        if upp is None:
            raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
        return read_tayang(session, upp)
