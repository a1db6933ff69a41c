"""The JSON that a request brings: read strictly, and refused field by field in the words of this program."""

import json
from collections.abc import Iterable
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from sekampadi.api.http.errors import FormError, MediaError
from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.i18n import t

_NAMA_MAX: Final = 60
"""Letters of a field's name that are said again: it may be anything that the client has sent."""
_JENIS: Final = {
    "string": t("teks"),
    "int": t("bilangan bulat"),
    "bool": t("true atau false"),
    "list": t("daftar"),
    "dict": t("objek"),
    "model": t("objek"),
}


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of which every field is said once: of two, nobody knows which is meant."""
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise ValueError("a field twice")
        made[name] = value
    return made


def _no_number(_text: str) -> Any:
    raise ValueError("NaN and the infinities are no JSON")


def _number(text: str) -> int | float:
    """Read a number with a point or an exponent: ``53.0`` is the same whole number as ``53``.

    So it is for JSON Schema, and so some languages write each number. Beyond 2**53 it is no longer sure.
    """
    value = float(text)
    return int(value) if value.is_integer() and abs(value) <= 2**53 else value


async def read_body(request: Request, kind: type[BaseModel]) -> BaseModel:
    """Read what a request brings, as a model says.

    Raises:
        MediaError: ``isi.media`` when it does not say that it is JSON.
        FormError: ``isi.json`` when it is none, or says a field twice.
        FieldErrors: ``<field>.missing``, ``<field>.type``, ``<field>.too_long``, ``<field>.invalid``, and
            ``field.unknown`` for one that is not asked for.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise MediaError("isi.media", t("Kirim isinya sebagai application/json."))
    raw = await request.body()
    try:
        text = raw.decode()
        read = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_number
        )
    except (ValueError, RecursionError):
        raise FormError(
            "isi.json", t("Isi kiriman bukan JSON yang benar, atau satu bidang ditulis dua kali.")
        ) from None
    try:
        # As text again: what is strict about JSON differs from what is strict about Python.
        return kind.model_validate_json(json.dumps(read))
    except ValidationError as error:
        raise _refusal(error) from None


def _refusal(error: ValidationError) -> DomainError:
    wrong: dict[str, DomainError] = {}
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        field = ".".join(str(part) for part in one["loc"])[:_NAMA_MAX]
        wrong.setdefault(field or "isi", _field_error(field or "isi", str(one["type"])))
    return FieldErrors(wrong)


def _field_error(field: str, kind: str) -> DomainError:
    if kind == "extra_forbidden":
        return DomainError("field.unknown", t("Bidang ini tidak dikenal."))
    if kind == "json_invalid":  # lone halves of letters, for one
        return DomainError("isi.json", t("Isi kiriman bukan JSON yang benar."))
    if kind == "missing":
        return DomainError(f"{field}.missing", t("Bidang {nama} wajib diisi.", nama=field))
    if kind.endswith("_too_long"):
        return DomainError(f"{field}.too_long", t("Isi bidang {nama} terlalu panjang.", nama=field))
    if (jenis := _JENIS.get(kind.removesuffix("_type"))) is not None and kind.endswith("_type"):
        return DomainError(
            f"{field}.type",
            t("Bidang {nama} harus berupa {jenis}.", **{"nama": field, "jenis": jenis}),
        )
    return DomainError(f"{field}.invalid", t("Isi bidang {nama} tidak dapat dipakai.", nama=field))
