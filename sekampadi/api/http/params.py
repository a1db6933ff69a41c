"""Reading query parameters: each known, each once, each in its form."""

from collections.abc import Sequence

from starlette.datastructures import QueryParams

from sekampadi.api.http.call import Call, Param
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.kode import is_kode
from sekampadi.domain.periode import Periode
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import WITH_UPT

MAX_LENGTH = 200

_TEXT = {"type": "string"}
# A day of the calendar, which no pattern can tell; an empty one counts as not given.
_DAY = {"anyOf": [_TEXT | {"format": "date"}, {"const": ""}]}
UPP = Param(
    "upp",
    "Kode UPP; kode+upt untuk UPP beserta UPT-nya.",
    "biro-organisasi",
    # A plus sign that was not encoded arrives as a space; an empty one counts as not given.
    _TEXT | {"pattern": "^([a-z0-9][a-z0-9-]{0,119}([+ ]upt)?)?$"},
)
LAYANAN = Param(
    "layanan", "Kode layanan.", schema=_TEXT | {"pattern": "^([a-z0-9][a-z0-9-]{0,119})?$"}
)
DARI = Param("dari", "Hari pertama, YYYY-MM-DD.", "2023-01-01", _DAY)
SAMPAI = Param("sampai", "Hari terakhir, YYYY-MM-DD.", "2023-03-31", _DAY)
KODE = Param("kode", "Kode periksa lembar yang tidak terbuka untuk umum.")
FIGURE_PARAMS = (UPP, LAYANAN, DARI, SAMPAI)


def read_params(
    params: Sequence[Param], given: QueryParams, *, exact: bool = False
) -> dict[str, str]:
    """Read the declared parameters; an empty one counts as not given.

    Args:
        params: the declared ones.
        given: what was sent.
        exact: refuse what has blanks around it, as programs should hear of it.

    Silently leaving out a misspelt ``sampay`` would answer with figures nobody asked for.

    Raises:
        DomainError: ``param.unknown``, ``param.repeated``, ``param.length`` or ``param.blank``.
    """
    known = {p.name for p in params}
    result: dict[str, str] = {}
    seen: set[str] = set()
    for name, value in given.multi_items():
        if name not in known:
            # The name is not repeated to the person: it is client input of any length.
            raise DomainError(
                "param.unknown",
                t("Parameter tidak dikenal. Yang dikenal: {nama}.", nama=", ".join(sorted(known)))
                if known
                else t("Alamat ini tidak menerima parameter."),
            )
        if name in seen:
            raise DomainError(
                "param.repeated", t("Parameter {nama} diberikan lebih dari sekali.", nama=name)
            )
        seen.add(name)
        if len(value) > MAX_LENGTH:
            raise DomainError("param.length", t("Isi parameter {nama} terlalu panjang.", nama=name))
        if exact and value != value.strip():
            raise DomainError("param.blank", t("Isi parameter {nama} berspasi di tepi.", nama=name))
        if value.strip():
            result[name] = value.strip()
    return result


def read_kunci(value: str) -> str:
    """Read what names a part of the province: ``kode`` or ``kode+upt``.

    A plus sign in an address that was not encoded arrives as a space.
    """
    kunci = value.replace(" ", "+")
    if kunci and not is_kode(kunci.removesuffix(WITH_UPT)):
        raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
    return kunci


def read_layanan(value: str) -> str:
    """Read the kode of a layanan."""
    if value and not is_kode(value):
        raise NotFoundError("layanan.unknown", t("Layanan tidak ditemukan."))
    return value


def asked_kunci(call: Call) -> str:
    """Return which part of the province a request is about; empty for all of it."""
    return read_kunci(call.query.get("upp", ""))


def asked_layanan(call: Call) -> str:
    """Return which layanan a request is about; empty for all."""
    return read_layanan(call.query.get("layanan", ""))


def asked_periode(call: Call) -> Periode:
    """Return which period a request is about."""
    return Periode.parse(call.query.get("dari"), call.query.get("sampai"))
