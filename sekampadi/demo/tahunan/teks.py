"""What the demonstration's offices write into annual reports, read from ``catalogue/tahunan.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from sekampadi.demo.katalog import ContohUpp
from sekampadi.demo.watak import orang_of
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tahunan.naskah import IsiNaskah

_FILE: Final = Path(__file__).parent.parent / "catalogue" / "tahunan.toml"
_TEXTS: Final[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
LAYANAN: Final = 5
"""So many layanan are named in a profile."""


@dataclass(frozen=True, slots=True)
class TahunKantor:
    """A year of an office, or of the province.

    Args:
        upp: None for the province.
        urutan: the nine unsur of the year, the worst first; empty without answers.
        lengkap: whether it writes more than what a report may not lack.
    """

    upp: ContohUpp | None
    tahun: int
    urutan: Sequence[Unsur]
    lengkap: bool


def _name(rng: Random) -> str:
    person = f"{rng.choice(_TEXTS['depan'])} {rng.choice(_TEXTS['belakang'])}"
    return f"{person}, {rng.choice(_TEXTS['gelar'])}"


def _nip(rng: Random) -> str:
    # Nobody was born on a 31 February.
    born, since = rng.randint(1968, 1982), rng.randint(1995, 2008)
    return f"{born}0231 {since}03 {rng.randint(1, 2)} {rng.randint(1, 9):03d}"


def _head(upp: ContohUpp | None) -> str:
    heads: Mapping[str, str] = _TEXTS["kepala"]
    if upp is None:
        return heads["provinsi"]
    kind = "rumah_sakit" if upp.jenis.name == "RUMAH_SAKIT" else "dinas"
    special = {"sekretariat-dprd": "sekretariat", "inspektorat": "inspektorat"}
    return heads[special.get(upp.kode, kind)].format(upp=upp.nama)


def _team(rng: Random, *, provinsi: bool) -> IsiNaskah:
    rows = _TEXTS["tim"]["provinsi" if provinsi else "upp"]
    return IsiNaskah(baris=tuple((_name(rng), jabatan, tugas) for jabatan, tugas in rows))


def _profile(upp: ContohUpp) -> IsiNaskah:
    orang = orang_of(upp)
    kind = orang if orang in _TEXTS["profil"] else "umum"
    names = [row.nama for row in upp.layanan[:LAYANAN]]
    return IsiNaskah(_TEXTS["profil"][kind].format(upp=upp.nama, layanan="; ".join(names)).strip())


def write_parts(year: TahunKantor) -> dict[str, IsiNaskah]:
    """Return what an office writes of a year, by the part: the same on every machine."""
    kode = year.upp.kode if year.upp else "provinsi"
    # Who signs stays; who is in the team changes from year to year.
    head = Random(f"kepala/{kode}")  # noqa: S311 - an example, no secret
    team = Random(f"tim/{kode}/{year.tahun}")  # noqa: S311
    place = f"{_TEXTS['kota']}, {team.randint(6, 13)} Januari {year.tahun + 1}"
    sign = (place, _head(year.upp), _name(head), _nip(head))
    found = {
        "penanda": IsiNaskah(baris=(sign,)),
        "tim": _team(team, provinsi=year.upp is None),
    }
    texts: Mapping[str, str] = _TEXTS["bagian"]
    if year.upp is None:
        found["wilayah"] = IsiNaskah(texts["wilayah"].strip())
    else:
        found["profil"] = _profile(year.upp)
    if year.lengkap:
        for kunci in ("metode", "tindak_lanjut", "perbandingan", "kesimpulan"):
            found[kunci] = IsiNaskah(texts[kunci].format(tahun=year.tahun).strip())
        found |= _of_unsur(year)
    return found


def _of_unsur(year: TahunKantor) -> dict[str, IsiNaskah]:
    """Say why the two best are good, why the two worst are not, and what is to be done."""
    if not year.urutan:
        return {}
    low, high = year.urutan[:2], tuple(reversed(year.urutan[-2:]))

    def say(kunci: str, unsur: Sequence[Unsur]) -> IsiNaskah:
        texts = [_TEXTS[kunci][u.value].format(lanjut=year.tahun + 1) for u in unsur]
        return IsiNaskah("\n\n".join(texts))

    return {
        "kelebihan": say("kelebihan", high),
        "kelemahan": say("kelemahan", low),
        "rekomendasi": say("rekomendasi", low),
    }
