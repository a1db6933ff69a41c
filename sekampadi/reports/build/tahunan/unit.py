"""IKM per unit: the layanan of an UPP, the UPP of the province, and their nine unsur."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from sekampadi.domain.ikm import HasilIkm, Mutu
from sekampadi.domain.laporan.lindung import hidden_parts
from sekampadi.domain.laporan.peringkat import group
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat, desimal
from sekampadi.reports.build.laporan import layanan_table, upp_table
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.hasil import hidden_words, place_words
from sekampadi.reports.build.tahunan.tulisan import list_names
from sekampadi.reports.model import Cell, Table
from sekampadi.services.laporan.rekap_pemprov import BarisRekap
from sekampadi.services.tahunan.bahan import BahanTahunan

_SEBUT_LEMAH = 8
"""UPP below class B that are named in a sentence, the lowest."""


@dataclass(frozen=True, slots=True)
class _Unit:
    kode: str
    nama: str
    hasil: HasilIkm


def _units(bahan: BahanTahunan) -> list[_Unit]:
    """Return the units with answers: UPP of the province, layanan of an UPP."""
    laporan = bahan.laporan
    if bahan.objek.upp is None:
        every = [_Unit(row.upp.kode, row.upp.nama, row.hasil) for row in laporan.per_upp]
    else:
        every = [_Unit(r.layanan.kode, r.layanan.nama, r.hasil) for r in laporan.per_layanan]
    return [u for u in every if u.hasil.n]


def _shown(units: Sequence[_Unit]) -> Set[str]:
    """Return the kode of the units whose figures do not give away what a handful of people answered.

    What is hidden must not follow from the whole: others go with it (``hidden_parts``).
    """
    parts = {u.kode: u.hasil.n for u in units}
    return parts.keys() - hidden_parts(parts)


def _layanan_blok(bahan: BahanTahunan) -> Blok:
    laporan = bahan.laporan
    units = _units(bahan)
    shown = _shown(units)
    rows = tuple(r for r in laporan.per_layanan if r.layanan.kode in shown)
    silent = [r.layanan.nama for r in laporan.per_layanan if not r.hasil.n]
    places = group([r.ketelitian for r in laporan.per_layanan])
    named = [
        (r.layanan.nama, place)
        for r, place in zip(laporan.per_layanan, places, strict=True)
        if r.layanan.kode in shown
    ]
    text = list(place_words(named, t("layanan"), equal=len({r.hasil.nilai for r in rows}) == 1))
    if len(shown) < len(units):
        text.append(hidden_words(t("layanan")))
    if silent:
        text.append(t("Belum ada jawaban tentang: {daftar}.", daftar=list_names(silent)))
    return Blok(tuple(text), (layanan_table(replace(laporan, per_layanan=rows)),) if rows else ())


def layanan_blok(bahan: BahanTahunan) -> Blok:
    """Return the units that a report is made of; without answers nothing.

    For an UPP its table is ``layanan``, of which one alone has a sentence instead; for the province it
    is ``upp``.
    """
    if not bahan.hasil.n:
        return Blok()
    laporan = bahan.laporan
    if bahan.objek.upp is None:
        rows = tuple(row for row in laporan.per_upp if row.hasil.n)
        text = (hidden_words(t("UPP")),) if bahan.upp_tersembunyi else ()
        return Blok(text, (upp_table(replace(laporan, per_upp=rows)),) if rows else ())
    if len(laporan.per_layanan) == 1:
        nama = laporan.per_layanan[0].layanan.nama
        return Blok((t("Survei ini menilai satu jenis layanan, yaitu {nama}.", nama=nama),))
    return _layanan_blok(bahan)


def list_upp_lemah(bahan: BahanTahunan) -> list[BarisRekap]:
    """Return the UPP of a province whose index lies below class B, the lowest first."""
    lines = bahan.rekap.baris if bahan.rekap else ()
    weak = [r for r in lines if r.hasil.n >= N_UJI and r.hasil.mutu in {Mutu.C, Mutu.D}]
    return sorted(weak, key=lambda r: r.hasil.nilai or Decimal(0))


def upp_lemah_words(bahan: BahanTahunan, lead: str = "") -> str:
    """Name the UPP of a province below class B with their index; empty where none is known.

    Where some are hidden, others may lie below it, too, and the words say of which they speak.

    Args:
        lead: what is to be done with them, a word before "UPP"; empty to tell only which they are.
    """
    weak = list_upp_lemah(bahan)
    if not weak:
        return ""
    named = [f"{r.upp.nama} ({format_angka(r.hasil.nilai)})" for r in weak]
    values = {"n": format_angka(len(weak)), "upp": list_names(named, _SEBUT_LEMAH)}
    if lead:
        words = (
            t("Di antara UPP yang dirinci, {lead} {n} UPP yang nilainya di bawah mutu B: {upp}.")
            if bahan.upp_tersembunyi
            else t("{Lead} {n} UPP yang nilainya di bawah mutu B: {upp}.")
        )
        return words.format(lead=lead, Lead=lead.capitalize(), **values)
    words = (
        t("Di antara UPP yang dirinci, ada {n} yang nilainya di bawah mutu B: {upp}.")
        if bahan.upp_tersembunyi
        else t("Ada {n} UPP yang nilainya di bawah mutu B: {upp}.")
    )
    return words.format(**values)


def lowest_layanan(bahan: BahanTahunan, unsur: Unsur) -> tuple[str, Decimal] | None:
    """Return the layanan of an UPP where an unsur is lowest, with its NIK there.

    Among those that are shown and have ten answers or more; None where fewer than two have, or all are
    alike. It is a place to begin, no verdict: the difference is not tested.
    """
    if bahan.objek.upp is None:
        return None
    units = _units(bahan)
    shown = _shown(units)
    known = [
        (u.nama, x)
        for u in units
        if u.kode in shown and u.hasil.n >= N_UJI
        for x in u.hasil.unsur
        if x.unsur is unsur and x.nik is not None
    ]
    if len({x.nik for _, x in known}) < 2:
        return None
    nama, low = min(known, key=lambda u: u[1].nik or 0)
    return None if low.nik is None else (nama, low.nik)


def unit_unsur_blok(bahan: BahanTahunan) -> Blok:
    """Return the nine unsur of each unit (the ministry's "IKM per unit dan unsur").

    Its table is ``unit_unsur``; of one unit alone it would only repeat the table of the unsur.
    """
    units = _units(bahan)
    if not bahan.hasil.n or len(units) + bahan.upp_tersembunyi < 2:
        return Blok()
    shown = _shown(units)
    province = bahan.objek.upp is None
    rows = tuple(
        (
            Cell(u.nama),
            bulat(u.hasil.n),
            *(desimal(x.nrr) for x in u.hasil.unsur),
            desimal(u.hasil.nilai),
        )
        for u in units
        if u.kode in shown
    )
    some = bahan.upp_tersembunyi or len(shown) < len(units)
    hidden = (hidden_words(t("UPP") if province else t("layanan")),) if some else ()
    if not rows:
        return Blok(hidden)
    table = Table(
        "unit_unsur",
        t("NRR per unsur tiap UPP") if province else t("NRR per unsur tiap layanan"),
        (t("UPP") if province else t("Layanan"), t("n"), *(u.kode for u in URUTAN), t("IKM")),
        rows,
        (
            (
                Cell(t("Seluruhnya")),
                bulat(bahan.hasil.n),
                *(desimal(x.nrr) for x in bahan.hasil.unsur),
                desimal(bahan.hasil.nilai),
            ),
        ),
        widths=(28, 8, *([7.5] * len(URUTAN)), 9),
        notes=("; ".join(f"{u.kode} {u.nama}" for u in URUTAN),),
    )
    return Blok(hidden, (table,))
