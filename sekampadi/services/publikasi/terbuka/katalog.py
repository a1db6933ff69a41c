"""The catalogue of the open data: what data sets there are, for people and as DCAT 3 (W3C) in JSON-LD."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sekampadi.db.queries.publikasi import span_of_listed
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.periode import local_date
from sekampadi.domain.terbuka.keterbukaan import Keterbukaan
from sekampadi.i18n import t
from sekampadi.services.publikasi.terbuka.pengaturan import load_keterbukaan
from sekampadi.services.sistem.pengaturan import load_identitas
from sekampadi.services.sistem.runtime import Runtime

_IANA: Final = "https://www.iana.org/assignments/media-types/"
_EU: Final = "http://publications.europa.eu/resource/authority/"
CONTEXT: Final[dict[str, Any]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The words of the document, in it: nothing has to be fetched to read it."""


@dataclass(frozen=True, slots=True)
class BerkasData:
    """A form in which a data set is taken away."""

    nama: str  # behind /data/
    jenis: str  # media type
    judul: str


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set."""

    kode: str
    judul: str
    uraian: str
    kata_kunci: tuple[str, ...]
    berkas: tuple[BerkasData, ...]


@dataclass(frozen=True, slots=True)
class Katalog:
    """What is open, whose it is, of which days; without days nothing is published yet."""

    identitas: Identitas
    terbuka: Keterbukaan
    dari: date | None
    sampai: date | None
    diperbarui: datetime | None
    data: tuple[DataSet, ...]


def _forms(tabel: str) -> tuple[BerkasData, ...]:
    return (
        BerkasData(f"{tabel}.csv", "text/csv", "CSV"),
        BerkasData(f"{tabel}.json", "application/json", "JSON"),
    )


def list_data_set() -> tuple[DataSet, ...]:
    """List the data sets, in the order of the catalogue."""
    return (
        DataSet(
            "ikm",
            t("Indeks Kepuasan Masyarakat (IKM) tiap UPP dan triwulan"),
            t(
                "Satu baris tiap lembar publikasi yang berlaku: nilai IKM, mutu, jumlah responden, margin, "
                "serta nilai sembilan unsur, untuk provinsi dan setiap unit pelayanan publik (UPP)."
            ),
            ("IKM", t("kepuasan masyarakat"), "SKM", t("pelayanan publik"), t("unsur pelayanan")),
            _forms("ikm"),
        ),
        DataSet(
            "kelompok",
            t("Responden survei kepuasan menurut kelompok, tiap UPP dan triwulan"),
            t(
                "Satu baris tiap kelompok responden pada lembar yang sama: jenis kelamin, usia, pendidikan, "
                "dan pekerjaan. Kosong bila akan menunjukkan jawaban beberapa orang saja."
            ),
            (t("responden"), t("jenis kelamin"), t("usia"), t("pendidikan"), t("pekerjaan")),
            _forms("kelompok"),
        ),
    )


def load_katalog(rt: Runtime) -> Katalog:
    """Read what the catalogue says."""
    with rt.reading() as session:
        span = span_of_listed(session)
    dari, sampai, waktu = span or (None, None, None)
    return Katalog(load_identitas(rt), load_keterbukaan(rt), dari, sampai, waktu, list_data_set())


def _text(words: str) -> dict[str, str]:
    return {"@value": words, "@language": "id"}


def _day(value: date) -> dict[str, str]:
    return {"@value": value.isoformat(), "@type": "xsd:date"}


def _iri(address: str) -> dict[str, str]:
    return {"@id": address}


def _about(katalog: Katalog, base: str) -> dict[str, Any]:
    """Return what the catalogue and each of its data sets say alike."""
    who = katalog.identitas
    said: dict[str, Any] = {
        "dct:publisher": {
            "@id": f"{base}/data#penerbit",
            "@type": "foaf:Organization",
            "foaf:name": _text(who.pemerintah),
        },
        "dct:license": _iri(katalog.terbuka.lisensi_alamat),
        "dct:language": _iri(f"{_EU}language/IND"),
        "dct:spatial": {"@type": "dct:Location", "rdfs:label": _text(who.daerah)},
    }
    if katalog.dari and katalog.sampai and katalog.diperbarui:
        said["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(katalog.dari),
            "dcat:endDate": _day(katalog.sampai),
        }
        said["dct:modified"] = _day(local_date(katalog.diperbarui))
    return said


def _data_set(found: DataSet, katalog: Katalog, base: str) -> dict[str, Any]:
    return {
        "@id": f"{base}/data#{found.kode}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{base}/data#{found.kode}",
        "dct:title": _text(found.judul),
        "dct:description": _text(found.uraian),
        "dcat:keyword": [_text(word) for word in found.kata_kunci],
        "dcat:landingPage": _iri(f"{base}/data"),
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": _text(katalog.identitas.pengelola),
        },
        "dct:accrualPeriodicity": _iri(f"{_EU}frequency/QUARTERLY"),
        "dct:accessRights": _iri(f"{_EU}access-right/PUBLIC"),
        "dct:conformsTo": _iri(f"{base}/data/satu-data.json"),
        **_about(katalog, base),
        "dcat:distribution": [_distribution(found, one, katalog, base) for one in found.berkas],
    }


def _distribution(found: DataSet, one: BerkasData, katalog: Katalog, base: str) -> dict[str, Any]:
    address = f"{base}/data/{one.nama}"
    return {
        "@id": f"{base}/data#{one.nama}",
        "@type": "dcat:Distribution",
        "dct:title": _text(f"{found.judul} ({one.judul})"),
        "dcat:accessURL": _iri(f"{base}/data"),
        "dcat:downloadURL": _iri(address),
        "dcat:mediaType": _iri(_IANA + one.jenis),
        "dct:format": _iri(f"{_EU}file-type/{one.judul}"),
        "dct:license": _iri(katalog.terbuka.lisensi_alamat),
    }


def dcat_document(katalog: Katalog, base: str) -> dict[str, Any]:
    """Return the catalogue as DCAT 3 in JSON-LD."""
    who = katalog.identitas
    return {
        "@context": CONTEXT,
        "@id": f"{base}/data",
        "@type": "dcat:Catalog",
        "dct:title": _text(t("Data terbuka kepuasan masyarakat – {daerah}", daerah=who.daerah)),
        "dct:description": _text(
            t(
                "Hasil survei kepuasan masyarakat {pemerintah} yang sudah diterbitkan, tiap unit "
                "pelayanan dan triwulan.",
                pemerintah=who.pemerintah,
            )
        ),
        "foaf:homepage": _iri(f"{base}/data"),
        **_about(katalog, base),
        "dcat:dataset": [_data_set(one, katalog, base) for one in katalog.data],
    }
