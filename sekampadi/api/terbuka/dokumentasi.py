"""The REST API for people to read: one page, made of the document that programs read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sekampadi.api.http.call import MAX_BODY, JsonObject
from sekampadi.api.rest.urut import BATAS_MAX
from sekampadi.api.terbuka.halaman import plain_page
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.i18n import t

CODES: Final = (
    ("kunci.required", 401, t("Kunci API tidak disertakan.")),
    ("kunci.unknown", 401, t("Kunci tidak dikenal, sudah berakhir, atau sudah dicabut.")),
    ("upp.unknown", 404, t("Kode UPP tidak ada, atau bukan milik kunci ini.")),
    ("layanan.unknown", 404, t("Kode layanan tidak ada, atau bukan milik kunci ini.")),
    ("method.unknown", 405, t("Metode tidak diterima; yang diterima disebut header Allow.")),
    ("permintaan.terlalu_besar", 413, t("Kiriman melebihi batas.")),
    ("isi.media", 415, t("Kiriman bukan application/json.")),
    ("isi.json", 422, t("Isi bukan JSON yang benar; 400 bila sama sekali tidak terbaca.")),
    ("field.unknown", 422, t("Ada bidang yang tidak dikenal; lihat errors.")),
    ("param.unknown", 422, t("Ada parameter yang tidak dikenal.")),
    ("param.repeated", 422, t("Satu parameter diberikan lebih dari sekali.")),
    ("sesudah.unknown", 422, t("Isi sesudah bukan dari jawaban sebelumnya.")),
    ("batas.range", 422, t("Isi batas di luar yang diperbolehkan.")),
    ("rate.limited", 429, t("Terlalu banyak permintaan; tunggu selama Retry-After.")),
    ("antrean.penuh", 503, t("Sedang sibuk; coba lagi sesudah Retry-After.")),
)
"""The codes that programs meet most, with their status; each is one the program gives."""
_KINDS: Final = {
    "string": t("teks"),
    "integer": t("bilangan"),
    "number": t("angka"),
    "boolean": t("ya/tidak"),
    "array": t("daftar"),
    "object": t("objek"),
    "null": t("null"),
}
_EXAMPLES: Final = {"kode": "biro-organisasi", "layanan": "KODE"}
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Bidang:
    """A parameter, header, or field of what is sent."""

    nama: str
    letak: str
    wajib: bool
    bentuk: str
    uraian: str


@dataclass(frozen=True, slots=True)
class Operasi:
    """One operation as the page shows it."""

    id: str
    metode: str
    alamat: str
    judul: str
    uraian: str
    kunci: str
    bidang: tuple[Bidang, ...]
    contoh: str
    jawaban: str
    status: tuple[tuple[str, str], ...]


def _resolve(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Mapping[str, Any]:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return components[name] if name else schema


def _shape(schema: Mapping[str, Any], components: Mapping[str, Any]) -> str:
    """Say in words what a value may be."""
    schema = _resolve(schema, components)
    if "enum" in schema:
        return t("salah satu dari {isi}", isi=", ".join(str(v) for v in schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        return t(" atau ").join(_shape(one, components) for one in schema["anyOf"])
    kinds = schema.get("type", "string")
    words = t(" atau ").join(_KINDS[k] for k in ([kinds] if isinstance(kinds, str) else kinds))
    if "format" in schema:
        words += f" ({schema['format']})"
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        words += t(", {least} sampai {most}", least=least, most=most)
    if "maxLength" in schema:
        words += t(", paling panjang {n} karakter", n=schema["maxLength"])
    return words


def _sample(schema: Mapping[str, Any], components: Mapping[str, Any], depth: int = 0) -> Any:
    """Return how an answer looks: its fields, with what kind of value stands in each."""
    schema = _resolve(schema, components)
    inner = schema.get("additionalProperties")
    if depth > _DEEPEST:
        return "…"
    if "properties" in schema:
        return {k: _sample(v, components, depth + 1) for k, v in schema["properties"].items()}
    if schema.get("type") == "array" and "items" in schema:
        return [_sample(schema["items"], components, depth + 1)]
    if schema.get("type") == "object" and isinstance(inner, dict):
        return {"…": _sample(inner, components, depth + 1)}
    return _shape(schema, components)


def _fields(operation: JsonObject, components: Mapping[str, Any]) -> Iterator[Bidang]:
    places = {"path": t("alamat"), "query": t("parameter"), "header": t("header")}
    for one in operation["parameters"]:
        shape = _shape(one["schema"], components)
        wajib = one.get("required", False)
        yield Bidang(one["name"], places[one["in"]], wajib, shape, str(one.get("description", "")))
    body = operation.get("requestBody")
    if body:
        schema = _resolve(body["content"]["application/json"]["schema"], components)
        needed = schema.get("required", ())
        for name, field in schema["properties"].items():
            shape = _shape(field, components)
            yield Bidang(name, t("isi"), name in needed, shape, str(field.get("description", "")))


def _curl(method: str, path: str, operation: JsonObject, base: str, *, binary: bool) -> str:
    asked: list[str] = []
    lines = ["curl"] if method == "GET" else [f"curl -X {method}"]
    for one in operation["parameters"]:
        example = str(one.get("example") or _EXAMPLES.get(one["name"], one["name"].upper()))
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", example)
        elif one["in"] == "header" and one.get("required"):
            lines.append(f"-H '{one['name']}: {example}'")
        elif one["in"] == "query" and one.get("required"):
            asked.append(f"{one['name']}={example}")
    if {"kunci": []} in operation["security"] and {} not in operation["security"]:
        lines.insert(1, '-H "Authorization: Bearer $KUNCI"')
    if "requestBody" in operation:
        lines += ["-H 'Content-Type: application/json'", "--data @isi.json"]
    if binary:
        lines.append("-OJ")
    query = "?" + "&".join(asked) if asked else ""
    lines.append(f"'{base}{path}{query}'")
    return " ".join(lines) if len(lines) == 2 else " \\\n  ".join(lines)


def _key_words(operation: JsonObject) -> str:
    security = operation["security"]
    if not security:
        return t("Tanpa kunci.")
    if {} in security:
        return t("Tanpa kunci; dengan kunci UPP itu sendiri, angkanya selengkap yang dilihat UPP.")
    guna = operation.get("x-guna", "")
    known = next((t(g.label) for g in Guna if g.value == guna), "")
    return t("Perlu kunci dengan kegunaan: {guna}.", guna=known) if known else t("Perlu kunci.")


def _operation(method: str, path: str, operation: JsonObject, document: JsonObject) -> Operasi:
    components = document["components"]["schemas"]
    media, content = next(iter(operation["responses"]["200"]["content"].items()))
    binary = media != "application/json"
    answer = media
    if not binary:
        sample = _sample(content["schema"], components)
        answer = json.dumps(sample, ensure_ascii=False, indent=2)
    return Operasi(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", ""),
        _key_words(operation),
        tuple(_fields(operation, components)),
        _curl(method.upper(), path, operation, document["servers"][0]["url"], binary=binary),
        answer,
        tuple((code, one["description"]) for code, one in operation["responses"].items()),
    )


def documentation_page(
    document: JsonObject, identitas: Identitas, *, per_alamat: int, per_kunci: int
) -> tuple[bytes, str]:
    """Make the page of the API; return it with its policy.

    Args:
        document: what ``/api/v1/openapi.json`` says.
        per_alamat: requests that an address may make in a minute without a key.
        per_kunci: requests that a key may make in a minute.
    """
    parts: dict[str, list[Operasi]] = {tag["name"]: [] for tag in document["tags"]}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            made = _operation(method, path, operation, document)
            parts[operation["tags"][0]].append(made)
    values = {
        "dasar": document["servers"][0]["url"],
        "uraian": document["info"]["description"],
        "bagian": [(nama, isi) for nama, isi in parts.items() if isi],
        "kode": CODES,
        "guna": [(g.value, t(g.label)) for g in Guna],
        "per_alamat": per_alamat,
        "per_kunci": per_kunci,
        "batas": BATAS_MAX,
        "kib": MAX_BODY // 1024,
    }
    return plain_page(
        "dokumentasi.html", identitas, t("API untuk program"), values, "img-src data:"
    )
