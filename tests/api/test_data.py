"""The open data over HTTP: the figures of the sheets, the catalogue as DCAT, Satu Data's metadata."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.publikasi.terbuka.data import KOLOM_IKM, KOLOM_KELOMPOK
from sekampadi.services.publikasi.terbuka.pengaturan import save_keterbukaan
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.api.conftest import BASE, Client
from tests.factories import Cast

TW_I = Periode.triwulan(2023, 1)
FILES = ("ikm.csv", "ikm.json", "kelompok.csv", "kelompok.json", "katalog.jsonld", "satu-data.json")


@pytest.fixture
def terbit(rt: Runtime, cast: Cast, quarter: None) -> PublikasiRow:
    """Publish the 29 answers of the decree, for the UPP and for the province."""
    row = publish(rt, cast.people[Role.ADMIN_UPP], periode=TW_I)
    publish(rt, cast.people[Role.ADMIN_PEMPROV], periode=TW_I)
    return row


async def _rows(client: Client, address: str) -> list[dict[str, str]]:
    response = await client.get(address)
    assert response.status_code == 200, response.text[:300]
    assert response.content.startswith(b"\xef\xbb\xbf"), "a spreadsheet reads it as UTF-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


async def test_a_sheet_is_a_line_with_the_figures_it_prints(
    client: Client, terbit: PublikasiRow
) -> None:
    province, own = sorted(await _rows(client, "/data/ikm.csv"), key=lambda r: r["upp"])
    assert tuple(own) == KOLOM_IKM
    assert (own["upp"], own["triwulan"], own["n"]) == ("upp-a", "2023-1", "29")
    assert (own["nilai_ikm"], own["mutu"], own["kinerja"]) == ("86.60", "B", "Baik")
    assert (own["nrr_u1"], own["nik_u1"], own["nomor"]) == ("3.48", "87.07", terbit.nomor)
    assert own["sumber"] == "Pemerintah Provinsi Kalimantan Barat"
    assert (province["upp"], province["cakupan"]) == ("", "Provinsi Kalimantan Barat")
    assert own["beserta_upt"] == "tidak"
    document = (await client.get("/data/ikm.json")).json()
    item = next(i for i in document["items"] if i["upp"] == "upp-a")
    assert [u["nrr"] for u in item["unsur"]] == [own[f"nrr_u{i}"] for i in range(1, 10)]
    # What the file of one office says, it says, too; who answered stands in the other table.
    [same] = (await client.get("/unduh/hasil.json?upp=upp-a")).json()["items"]
    assert {k: v for k, v in same.items() if k in item} == {
        k: v for k, v in item.items() if k in same
    }
    assert "responden" not in item


@pytest.mark.usefixtures("terbit")
async def test_a_group_is_a_line_and_what_is_hidden_is_empty(client: Client) -> None:
    rows = [r for r in await _rows(client, "/data/kelompok.csv") if r["upp"] == "upp-a"]
    assert tuple(rows[0]) == KOLOM_KELOMPOK
    told = {(r["kelompok"], r["sel"]): r["orang"] for r in rows}
    assert told["jenis_kelamin", "L"] == "17"
    # Twenty-six of twenty-nine would tell the three others.
    assert told["pekerjaan", "ASN"] == told["pekerjaan", "Masyarakat"] == ""
    items = (await client.get("/data/kelompok.json")).json()["items"]
    item = next(i for i in items if i["upp"] == "upp-a")
    assert item["responden"]["pekerjaan"]["ASN"] is None
    [sheet] = (await client.get("/unduh/hasil.json?upp=upp-a")).json()["items"]
    assert item["responden"] == sheet["responden"]


@pytest.mark.usefixtures("terbit")
@pytest.mark.parametrize(
    ("query", "upp"),
    [
        ("", ["", "upp-a"]),
        ("?upp=upp-a", ["upp-a"]),
        ("?upp=provinsi", [""]),
        ("?triwulan=2023-1", ["", "upp-a"]),
        ("?upp=upp-a&triwulan=2023-1", ["upp-a"]),
        ("?upp=upp-a&triwulan=2022-4", []),
        ("?upp=upp-b", []),
        ("?upp=upp-a%2Bupt", []),
    ],
)
async def test_a_part_is_asked_for(client: Client, query: str, upp: list[str]) -> None:
    assert sorted(r["upp"] for r in await _rows(client, f"/data/ikm.csv{query}")) == upp
    items = (await client.get(f"/data/ikm.json{query}")).json()["items"]
    assert sorted(i["upp"] or "" for i in items) == upp


@pytest.mark.parametrize(
    ("query", "status"),
    [
        *(("upp=tidak-ada", 404), ("upp=%00", 404), ("upp=<script>", 404)),
        *(("triwulan=2023-5", 422), ("triwulan=2023", 422), ("triwulan=x", 422)),
        *(("upp=upp-a&upp=upp-b", 422), ("bulan=1", 422), ("upp=" + "a" * 300, 422)),
    ],
)
async def test_what_is_wrongly_asked_is_refused(
    client: Client, cast: Cast, query: str, status: int
) -> None:
    for name in ("ikm.csv", "kelompok.json"):
        assert (await client.get(f"/data/{name}?{query}")).status_code == status


async def test_an_office_with_its_upt_is_told_apart_and_other_periods_are_left_out(
    rt: Runtime, client: Client, cast: Cast
) -> None:
    for kode, n in (("layanan-c1", 6), ("layanan-t1", 7)):
        for _ in range(n):
            factories.submit(rt, kode, day=date(2022, 2, 2))
    admin = cast.people[Role.ADMIN_PEMPROV]
    for periode in (Periode.triwulan(2022, 1), Periode.semester(2022, 1), Periode.tahun(2022)):
        publish(rt, admin, kunci="upp-c+upt", periode=periode)
    publish(rt, admin, kunci="upp-c", periode=Periode.triwulan(2022, 1))
    publish(rt, admin, layanan_kode="layanan-t1", periode=Periode.triwulan(2022, 1))
    rows = await _rows(client, "/data/ikm.csv")
    assert sorted((r["upp"], r["beserta_upt"], r["n"], r["triwulan"]) for r in rows) == [
        ("upp-c", "tidak", "6", "2022-1"),
        ("upp-c", "ya", "13", "2022-1"),
    ]
    assert len(await _rows(client, "/data/ikm.csv?upp=upp-c")) == 2
    [whole] = await _rows(client, "/data/ikm.csv?upp=upp-c%2Bupt")
    assert whole["n"] == "13"


async def test_what_is_withdrawn_is_gone_and_what_is_revised_stands_once(
    rt: Runtime, client: Client, cast: Cast, terbit: PublikasiRow
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    assert len(await _rows(client, "/data/ikm.csv?upp=upp-a")) == 1
    assert len(await _rows(client, "/data/ikm.csv")) == 2
    new = publish(rt, person, periode=TW_I, menggantikan=terbit.nomor, alasan="Nama dibetulkan")
    whole = await _rows(client, "/data/ikm.csv")
    assert [r["nomor"] for r in whole if r["upp"]] == [new.nomor]
    withdraw(rt, person, publikasi_id=new.id, alasan="Salah unggah")
    for address in ("/data/ikm.csv", "/data/ikm.csv?upp=upp-a", "/data/kelompok.csv"):
        assert "upp-a" not in {r["upp"] for r in await _rows(client, address)}


@pytest.mark.usefixtures("terbit")
@pytest.mark.parametrize("name", [*FILES, ""])
async def test_it_is_for_every_program_and_kept_for_a_while(client: Client, name: str) -> None:
    address = f"/data/{name}".rstrip("/")
    first = await client.get(address, headers={"origin": "https://peneliti.example"})
    assert first.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in first.headers
    if name:
        assert first.headers["access-control-allow-origin"] == "*"
        assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    again = await client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_nothing_published_is_an_empty_table(client: Client, cast: Cast) -> None:
    assert await _rows(client, "/data/ikm.csv") == []
    assert (await client.get("/data/kelompok.json")).json()["items"] == []
    assert "Belum ada hasil yang diterbitkan" in (await client.get("/data")).text
    catalogue = (await client.get("/data/katalog.jsonld")).json()
    assert "dct:temporal" not in catalogue


async def test_a_name_is_no_formula_in_a_spreadsheet(
    rt: Runtime, client: Client, cast: Cast
) -> None:
    upp = factories.make_upp(rt, "upp-x", nama='=HYPERLINK("http://jahat")')
    factories.make_layanan(rt, upp, "layanan-x1")
    for _ in range(5):
        factories.submit(rt, "layanan-x1", day=date(2023, 2, 1))
    publish(rt, cast.people[Role.ADMIN_PEMPROV], kunci="upp-x", periode=TW_I)
    for name in ("ikm", "kelompok"):
        rows = await _rows(client, f"/data/{name}.csv?upp=upp-x")
        assert all(r["cakupan"].startswith("'=") for r in rows)


_TYPES = {
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"},
    "dcat:Dataset": {
        *("dct:title", "dct:description", "dct:identifier", "dct:publisher", "dct:license"),
        *("dct:spatial", "dct:temporal", "dct:accrualPeriodicity", "dcat:keyword"),
        *("dcat:contactPoint", "dcat:distribution", "dcat:landingPage"),
    },
    "dcat:Distribution": {
        *("dct:title", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType", "dct:license"),
    },
    "dct:PeriodOfTime": {"dcat:startDate", "dcat:endDate"},
    "foaf:Organization": {"foaf:name"},
    "dct:Location": {"rdfs:label"},
    "vcard:Organization": {"vcard:fn"},
}
"""What DCAT 3 has of each class, and what harvesters need."""
_IRIS = {"dct:license", "dcat:accessURL", "dcat:downloadURL", "dcat:landingPage", "dcat:mediaType"}


def _nodes(value: Any) -> list[dict[str, Any]]:
    """Return all nodes of a document that have a class."""
    if isinstance(value, list):
        return [node for part in value for node in _nodes(part)]
    if not isinstance(value, dict):
        return []
    inner = [node for key, part in value.items() if key != "@context" for node in _nodes(part)]
    return [value, *inner] if "@type" in value and "@value" not in value else inner


@pytest.mark.usefixtures("terbit")
async def test_the_catalogue_is_dcat(client: Client) -> None:
    response = await client.get("/data/katalog.jsonld")
    assert response.headers["content-type"] == "application/ld+json"
    document = response.json()
    nodes = _nodes(document)
    assert {node["@type"] for node in nodes} == set(_TYPES)
    prefixes = set(document["@context"])
    for node in nodes:
        assert _TYPES[node["@type"]] <= set(node), node["@type"]
        for name, value in node.items():
            assert name.startswith("@") or name.partition(":")[0] in prefixes, name
            if name in _IRIS:
                assert value["@id"].startswith("http"), (name, value)
    span = document["dct:temporal"]
    assert span["dcat:startDate"] == {"@value": "2023-01-01", "@type": "xsd:date"}
    assert span["dcat:endDate"]["@value"] == "2023-03-31"
    # Every file that it names is there, and is of the kind it says.
    files = [node for node in nodes if node["@type"] == "dcat:Distribution"]
    assert len(files) == 4
    for node in files:
        found = await client.get(node["dcat:downloadURL"]["@id"].removeprefix(BASE))
        kind = found.headers["content-type"].partition(";")[0]
        assert node["dcat:mediaType"]["@id"].endswith(kind)


@pytest.mark.usefixtures("terbit")
async def test_the_metadata_have_the_parts_of_satu_data(client: Client) -> None:
    document = (await client.get("/data/satu-data.json")).json()
    for one in document["standar_data"]:
        assert list(one) == ["kode", "konsep", "definisi", "klasifikasi", "ukuran", "satuan"]
        assert all(one[k] for k in one if k != "klasifikasi"), one
    variables = {v["kode"] for v in document["metadata_variabel"]}
    assert {f"U{i}" for i in range(1, 10)} <= variables
    assert {"jenis_kelamin", "usia", "pendidikan", "pekerjaan"} <= variables
    fields = {
        *("nama", "konsep", "definisi", "interpretasi", "metode_penghitungan", "ukuran", "satuan"),
        *("klasifikasi_penyajian", "indikator_komposit", "level_estimasi", "dapat_diakses_umum"),
    }
    for one in document["metadata_indikator"]:
        assert fields <= set(one)
    assert document["metadata_kegiatan"]["penyelenggara"]["instansi"] == (
        "Pemerintah Provinsi Kalimantan Barat"
    )
    # What a column of the tables holds is explained, or is a name or a day.
    explained = {one["kode"] for one in document["standar_data"]}
    assert {"ikm", "mutu", "n", "nrr", "nik", "margin", "responden"} <= explained


@pytest.mark.usefixtures("terbit")
async def test_licence_and_names_are_the_government_s(
    rt: Runtime, client: Client, cast: Cast
) -> None:
    await client.get("/data/ikm.json")  # as it was, kept in the process
    isian = {"sasaran": "semua", "situs": "", "lisensi": "Lisensi Data Terbuka Sambas"}
    isian["lisensi_alamat"] = "https://sambas.example/lisensi"
    save_keterbukaan(rt, cast.people[Role.ADMIN_PEMPROV], isian)
    page = (await client.get("/data")).text
    assert "Lisensi Data Terbuka Sambas" in page
    assert 'href="https://sambas.example/lisensi"' in page
    assert "<script" not in page
    assert "noindex" not in page
    assert "Triwulan I 2023" in page
    catalogue = (await client.get("/data/katalog.jsonld")).json()
    assert catalogue["dct:license"] == {"@id": "https://sambas.example/lisensi"}
    for name in ("satu-data.json", "ikm.json", "ikm.json?upp=upp-a"):
        assert "Lisensi Data Terbuka Sambas" in (await client.get(f"/data/{name}")).text
