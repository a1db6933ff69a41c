"""The form of an answer in JSON, made of the fields of the survey: the same for who sends and who reads."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, create_model

from sekampadi.domain.moderasi import Tanda
from sekampadi.domain.survei.jawaban_api import HARI_MUNDUR, POLA_PERANGKAT
from sekampadi.domain.survei.responden import CHOSEN, USIA_MAX, USIA_MIN, Kelompok, PenilaianUmum
from sekampadi.domain.survei.survei import SARAN_MAX
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.i18n import t
from sekampadi.services.moderasi.jawaban import SUMBER_KATA


def _choice(words: str, values: list[str] | list[int]) -> Any:
    """Return a field that is chosen. Which values there are is told here, and asked by the domain."""
    return Field(description=words, json_schema_extra={"enum": list(values)})


_UMUM: Final = sorted(int(p.value) for p in PenilaianUmum)
_FIELDS: Final[dict[str, Any]] = {
    "layanan": (
        str,
        Field(
            description=t("Kode layanan dari UPP pemilik kunci."),
            examples=["layanan-a1"],
            json_schema_extra={"maxLength": 120},
        ),
    ),
    "usia": (
        int,
        Field(
            description=t(Kelompok.USIA.label),
            examples=[35],
            json_schema_extra={"minimum": USIA_MIN, "maximum": USIA_MAX},
        ),
    ),
    **{k.value: (str, _choice(t(k.asked_as), [c.value for c in k.choices])) for k in CHOSEN},
    "umum": (int, _choice(t("Penilaian umum: 1 Buruk sampai 4 Sangat baik."), _UMUM)),
    **{u.field: (int, _choice(f"{u.kode} {t(u.nama)}", list(SKOR))) for u in URUTAN},
    "saran": (
        Annotated[str, Field(max_length=SARAN_MAX)],
        Field(default="", description=t("Kritik atau saran; boleh kosong.")),
    ),
    "tanggal": (
        Annotated[str, Field(json_schema_extra={"format": "date"})] | None,
        Field(
            default=None,
            description=t(
                "Hari pengisian, YYYY-MM-DD, paling lama {n} hari yang lalu. Tanpa ini: hari ini.",
                n=HARI_MUNDUR,
            ),
        ),
    ),
    "perangkat": (
        Annotated[str, Field(json_schema_extra={"pattern": POLA_PERANGKAT})] | None,
        Field(
            default=None,
            description=t(
                "Perangkat pertanyaan yang ditanyakan, kode/versi. Bila bukan yang berlaku pada "
                "hari pengisian, jawaban ditolak."
            ),
            examples=["sekampadi/1"],
        ),
    ),
}

JawabanMasukan: type[BaseModel] = create_model(
    "JawabanMasukan", __config__=ConfigDict(extra="forbid", strict=True, frozen=True), **_FIELDS
)
"""What a key sends. Its kinds are held here; what the values may be, by the rules of the survey."""

_TEXT: Final = {"type": "string"}
_DAY: Final = {"type": "string", "format": "date"}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


SKEMA_JAWABAN: Final[dict[str, dict[str, Any]]] = {
    "JawabanTersimpan": _object(
        {
            "uuid": {"type": "string", "format": "uuid"},
            "layanan": _TEXT,
            "tanggal": _DAY,
            "terima_kasih": _object({"judul": _TEXT, "kalimat": _TEXT}),
        }
    ),
    "DaftarJawaban": _object(
        {
            "items": {
                "type": "array",
                "items": _object(
                    {
                        "tanggal": _DAY,
                        **dict.fromkeys(("upp", "layanan", "layanan_nama"), _TEXT),
                        "umum": {"enum": _UMUM},
                        **{u.field: {"enum": [*SKOR]} for u in URUTAN},
                        "saran": _TEXT,
                        "sumber": {"enum": [*SUMBER_KATA]},
                        "tanda": {
                            "type": "array",
                            "items": {"enum": [str(mark.name).lower() for mark in Tanda]},
                        },
                    }
                ),
            },
            "sesudah": {"type": ["string", "null"]},
        }
    ),
    "Berkas": {"type": "string", "format": "binary"},
}
"""The forms of what is answered."""
