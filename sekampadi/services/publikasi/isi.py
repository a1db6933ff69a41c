"""What a published sheet holds: figures frozen into plain data, and made figures again.

Nothing is computed when a sheet is read: a later change of the arithmetic, of a name or of the
answers leaves it as it was. Groupings, cells and unsur are read as they stand there, in their order:
what a sheet does not know is absent, and what is unknown to this program is shown by its name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from sekampadi.db.queries.master import LayananRow, UppRow
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.ikm import HasilIkm, Metode, NilaiUnsur, two_places
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.ketelitian import CaraMargin, Ketelitian
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.figures import Figures

VERSI = 4
"""Of the form of the stored data.

The first had no margin, and its sheets show none. Up to the second each sheet decided by itself
which of its cells are hidden; since the third the cells are those that everyone may read. The
second and third made their margins of 1.96 standard errors, with the finite population correction
wherever people served were known; since the fourth a sheet says how its margin was made.
"""
BERSAMA = 3
"""The first form whose cells were decided jointly."""


_Row = TypeVar("_Row", UppRow, LayananRow)


@dataclass(frozen=True, slots=True)
class UnsurTerbit:
    """A line of a published sheet: decimals as text with two places; None where it says nothing."""

    kode: str
    nama: str
    nrr: str | None
    nrr_tertimbang: str | None
    nik: str | None
    mutu: str | None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "UnsurTerbit":
        """Read a line."""
        name = stored["unsur"]
        names = (name, name.capitalize())
        if name in URUTAN:
            names = (Unsur(name).kode, Unsur(name).nama)
        return cls(*names, *(stored.get(k) for k in ("nrr", "nrr_tertimbang", "nik", "mutu")))


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def freeze(
    figures: Figures,
    ketelitian: Ketelitian,
    identitas: Identitas,
    perangkat: Sequence[Mapping[str, Any]],
    rata_rata: Decimal | None = None,
    *,
    groups: Mapping[str, Mapping[str, int | None]],
) -> dict[str, Any]:
    """Return figures as plain data that can be stored.

    Args:
        figures: the public figures, of an index with answers.
        rata_rata: the province's second figure, the mean of its UPP that are shown.
        groups: people per cell as everyone may read them; a hidden cell is None.
    """
    cakupan, hasil, rekap = figures.cakupan, figures.hasil, figures.rekap
    return {
        "versi": VERSI,
        "cakupan": {
            "kunci": cakupan.kunci,
            "nama": cakupan.nama,
            "upp": cakupan.upp and asdict(cakupan.upp),
            "layanan": cakupan.layanan and asdict(cakupan.layanan),
            "upp_ids": None if cakupan.upp_ids is None else sorted(cakupan.upp_ids),
        },
        "periode": {"dari": str(figures.periode.dari), "sampai": str(figures.periode.sampai)},
        "dibaca": figures.dibaca.isoformat(),
        "jumlah_layanan": figures.jumlah_layanan,
        "identitas": asdict(identitas),
        "perangkat": [dict(p) for p in perangkat],
        "metode": hasil.metode.value,
        "n": hasil.n,
        "nilai": two_places(hasil.nilai),
        "mutu": hasil.mutu.value if hasil.mutu else None,
        "kinerja": hasil.kinerja,
        "margin": two_places(ketelitian.margin),
        "margin_bebas": two_places(ketelitian.margin_bebas),
        "koreksi": ketelitian.koreksi,
        "cara_margin": ketelitian.cara.value,
        "populasi": ketelitian.populasi,
        "sampel_minimum": ketelitian.sampel_minimum,
        "rata_rata_upp": two_places(rata_rata),
        "unsur": [
            {
                "unsur": u.unsur.value,
                "jumlah": u.jumlah,
                "sebaran": list(sebaran),
                "nrr": two_places(u.nrr),
                "nrr_tertimbang": two_places(u.nrr_tertimbang),
                "nik": two_places(u.nik),
                "mutu": u.mutu.value if u.mutu else None,
            }
            for u, sebaran in zip(hasil.unsur, rekap.sebaran, strict=True)
        ],
        "total_kuadrat": rekap.total_kuadrat,
        "responden": {str(k): dict(cells) for k, cells in groups.items()},
        "umum": dict(rekap.umum),
    }


def _row(kind: type[_Row], stored: Mapping[str, Any]) -> _Row:
    """Make a row of what is stored; what it lacks is None."""
    values: dict[str, Any] = {f.name: stored.get(f.name) for f in fields(kind)}
    return kind(**values)


def thaw_cakupan(isi: Mapping[str, Any]) -> Cakupan:
    """Return the part of the province a stored sheet speaks of, with the names of its day."""
    stored = isi["cakupan"]
    upp = _row(UppRow, stored["upp"]) if stored["upp"] else None
    layanan = None
    if found := stored["layanan"]:
        layanan = _row(LayananRow, {**found, "upp": _row(UppRow, found["upp"])})
    ids = stored["upp_ids"]
    return Cakupan(
        kunci=stored["kunci"],
        nama=stored["nama"],
        upp=upp,
        layanan=layanan,
        upp_ids=None if ids is None else frozenset(ids),
        scope=PROVINSI,
    )


def thaw_hasil(isi: Mapping[str, Any]) -> HasilIkm:
    """Return the index of a stored sheet, to the hundredths that were published."""
    unsur = tuple(
        NilaiUnsur(
            Unsur(u["unsur"]),
            u["jumlah"],
            _decimal(u.get("nrr")),
            _decimal(u.get("nrr_tertimbang")),
            _decimal(u.get("nik")),
        )
        for u in isi["unsur"]
        if u["unsur"] in URUTAN
    )
    return HasilIkm(isi["n"], Metode.of_sheet(isi["metode"]), _decimal(isi["nilai"]), None, unsur)


def thaw(isi: Mapping[str, Any]) -> Figures:
    """Return the figures of a stored sheet, in the unsur of today; it has no groups but its own."""
    said = {u["unsur"]: u["sebaran"] for u in isi["unsur"]}
    periode = Periode.parse(isi["periode"]["dari"], isi["periode"]["sampai"])
    rekap = Rekap(
        n=isi["n"],
        sebaran=tuple((a, b, c, d) for a, b, c, d in (said.get(u, (0, 0, 0, 0)) for u in URUTAN)),
        total_kuadrat=isi["total_kuadrat"],
        umum=dict(isi["umum"]),
    )
    return Figures(
        cakupan=thaw_cakupan(isi),
        periode=periode,
        rekap=rekap,
        hasil=thaw_hasil(isi),
        jumlah_layanan=isi["jumlah_layanan"],
        dibaca=datetime.fromisoformat(isi["dibaca"]),
    )


def thaw_identitas(isi: Mapping[str, Any]) -> Identitas:
    """Return whose sheet it was; its ``logo`` names the mark that is kept for published sheets."""
    return Identitas.restore(isi["identitas"])


def thaw_ketelitian(isi: Mapping[str, Any]) -> Ketelitian | None:
    """Return how far the index could be relied on; None for a sheet that never said so."""
    if "margin" not in isi:
        return None
    populasi, margin, minimum = isi["populasi"], isi["margin"], isi["sampel_minimum"]
    koreksi = isi.get("koreksi", populasi is not None and populasi >= isi["n"])
    bebas = isi.get("margin_bebas", None if koreksi else margin)
    cara = CaraMargin(isi.get("cara_margin", CaraMargin.NORMAL))
    if cara is not CaraMargin.NORMAL:
        koreksi = koreksi and populasi != isi["n"]
        margin, minimum = sampling(isi)
    return Ketelitian(
        isi["n"],
        _decimal(isi["nilai"]),
        _decimal(margin),
        populasi,
        minimum,
        _decimal(bebas),
        koreksi,
        cara=cara,
    )


def sampling(isi: Mapping[str, Any]) -> tuple[str | None, int | None]:
    """Return the margin and the minimum sample of a sheet as one of now would say them.

    A sheet may be older than the rules that nothing is corrected down to 0 where everyone answered,
    and that no sample is judged by fewer people than answered.
    """
    n, populasi = isi["n"], isi.get("populasi")
    margin = None if populasi == n else isi.get("margin")
    return margin, None if populasi is not None and populasi < n else isi.get("sampel_minimum")


def public_groups(isi: Mapping[str, Any]) -> dict[str, dict[str, int | None]]:
    """Return people per cell as everyone may see them; none of a sheet that decided it by itself."""
    jointly = isi["versi"] >= BERSAMA
    return {
        k: {c: v if jointly else None for c, v in cells.items()}
        for k, cells in isi["responden"].items()
    }


def seri_of(cakupan: Cakupan) -> str:
    """Return what names the sheets of a part of the province over all periods."""
    if cakupan.layanan is not None:
        return f"layanan:{cakupan.layanan.id}"
    if cakupan.upp is None:
        return "provinsi"
    with_upt = cakupan.upp_ids is not None and len(cakupan.upp_ids) > 1
    return f"{'upt' if with_upt else 'upp'}:{cakupan.upp.id}"
