"""The open doors: everything that a stranger can ask for, asked, and kept."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import Any
from urllib.parse import quote

import httpx

from tests.attack.kebenaran import CELLS, Alamat, ends
from tests.attack.provinsi import Bacaan


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


def _mean(jumlah: int, n: int) -> str:
    return str((Decimal(jumlah) / n).quantize(Decimal("0.01"), ROUND_HALF_UP))


def parse_ikm(kunci: str, document: dict[str, Any]) -> Bacaan | None:
    """Read the document of ``GET /api/v1/ikm``; None when it shows nothing.

    Raises:
        AssertionError: when it hides the answers and says something else of them.
    """
    groups = document["responden"]
    sel = {g: tuple(groups[g][c] for c in cells) for g, cells in CELLS.items()}
    if document["n"] is None:
        assert not any(v is not None for row in sel.values() for v in row), document
        assert not any(u["jumlah"] or u["nrr"] for u in document["unsur"]), document
        return None
    return Bacaan(kunci, document["n"], tuple(int(u["jumlah"]) for u in document["unsur"]), sel)


@dataclass
class Pembaca:
    """A stranger with patience.

    Args:
        client: a browser in which nobody is logged in.
        requests: how much was asked for.
        pernah: per part and period, the figures that were ever read.
    """

    client: httpx.AsyncClient
    requests: int = 0
    pernah: dict[tuple[str, str, str], list[Bacaan]] = field(default_factory=dict)

    async def get(self, path: str, **params: str) -> Any:
        """Ask for a JSON document."""
        self.requests += 1
        given = {k: v for k, v in params.items() if v}
        response = await self.client.get(path, params=given)
        assert response.status_code == 200, (path, given, response.text[:500])
        return response.json()

    async def text(self, path: str, **params: str) -> str:
        """Ask for a file."""
        self.requests += 1
        response = await self.client.get(path, params={k: v for k, v in params.items() if v})
        assert response.status_code == 200, (path, params, response.text[:500])
        return response.text

    async def sheets(self, places: Iterable[Alamat]) -> int:
        """Ask for all open data of sheets, in each of its forms.

        Returns:
            How many sheets were read.

        Raises:
            AssertionError: when one says anything that the API does not: then there are two
                different figures of one part, and their difference is somebody.
        """
        found = 0
        for place in places:
            if place.layanan:
                document = json.loads(await self.text("/unduh/hasil.json", layanan=place.layanan))
            else:
                document = await self.get(f"/api/v1/hasil/{place.upp or 'provinsi'}")
            asked = {"layanan": place.layanan} if place.layanan else {"upp": place.upp}
            table = await self.text("/unduh/hasil.csv", **asked)
            numbers = {
                (r["nomor"], r["kode"]): r["nilai"]
                for r in csv.DictReader(table.removeprefix("\ufeff").splitlines())
            }
            for item in document["items"]:
                found += 1
                self._compare(place, item)
                assert numbers[item["nomor"], "n"] == str(item["n"]), item["nomor"]
                one = json.loads(await self.text(f"/unduh/publikasi/{item['nomor']}.json"))
                assert {k: one[k] for k in item} == item
        return found

    async def data(self, places: Iterable[Alamat]) -> int:
        """Ask for the open data, whole and in parts, in both forms.

        Returns:
            How many sheets of these parts they told of.

        Raises:
            AssertionError: when they say anything that neither the API nor the sheets do.
        """
        by_name = {(p.upp or "provinsi"): p for p in places if not p.layanan}
        figures = (await self.get("/data/ikm.json"))["items"]
        groups = (await self.get("/data/kelompok.json"))["items"]
        assert [i["nomor"] for i in figures] == [i["nomor"] for i in groups]
        tables = {
            name: _table(await self.text(f"/data/{name}.csv")) for name in ("ikm", "kelompok")
        }
        told: dict[str, dict[tuple[str, str], str]] = {}
        for r in tables["kelompok"]:
            told.setdefault(r["nomor"], {})[r["kelompok"], r["sel"]] = r["orang"]
        found = 0
        for item, cells, line in zip(figures, groups, tables["ikm"], strict=True):
            assert (line["nomor"], line["n"]) == (item["nomor"], str(item["n"]))
            assert line["nilai_ikm"] == item["nilai_ikm"]
            assert [line[f"nrr_u{i}"] for i in range(1, 10)] == [u["nrr"] for u in item["unsur"]]
            assert told[item["nomor"]] == {
                (g, c): "" if v is None else str(v)
                for g, row in cells["responden"].items()
                for c, v in row.items()
            }
            name = f"{item['upp']}+upt" if item["beserta_upt"] else item["upp"] or "provinsi"
            if (place := by_name.get(name)) is not None:
                found += 1
                self._compare(place, {**item, "responden": cells["responden"]})
                card = await self.text(f"/sematan/{quote(name)}.svg")
                assert f'<desc id="isi">Indeks Kepuasan Masyarakat {item["nama"]}' in unescape(card)
        return found

    def _compare(self, place: Alamat, item: dict[str, Any]) -> None:
        """Hold a sheet against all that was ever read of its part."""
        sel = {g: tuple(item["responden"][g][c] for c in cells) for g, cells in CELLS.items()}
        nrr = [u["nrr"] for u in item["unsur"]]
        same = [
            baca
            for baca in self.pernah.get((place.kunci, item["dari"], item["sampai"]), ())
            if (baca.n, baca.sel) == (item["n"], sel)
            and nrr == [_mean(jumlah, baca.n) for jumlah in baca.jumlah]
        ]
        assert same, (place, item)

    async def ikm(
        self, place: Alamat, dari: str, sampai: str
    ) -> tuple[Bacaan | None, tuple[str, ...]]:
        """Ask for the index of a part in a period.

        Returns:
            What it says, and of which quarters it speaks.
        """
        document = await self.get(
            "/api/v1/ikm", upp=place.upp, layanan=place.layanan, dari=dari, sampai=sampai
        )
        found = parse_ikm(place.kunci, document)
        if found is not None:
            kept = self.pernah.setdefault((place.kunci, dari, sampai), [])
            if found not in kept:
                kept.append(found)
        return found, tuple(document["triwulan"])

    async def quarter(self, places: Iterable[Alamat], triwulan: str) -> list[Bacaan]:
        """Ask for some parts in one quarter; only what is shown is returned."""
        found = []
        for place in places:
            baca, of = await self.ikm(place, *ends(triwulan))
            if baca is not None:
                assert of == (triwulan,), (place, of)
                found.append(baca)
        return found
