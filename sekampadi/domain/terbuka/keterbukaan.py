"""Keterbukaan: which sites may show the card, and the licence of the open data; a government's own choice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.errors import DomainError
from sekampadi.domain.isian import FormReader
from sekampadi.domain.teks import shorten
from sekampadi.i18n import t

SITUS_MAX: Final = 40
"""Sites in the list: all of them travel in a header of every card."""
_SITUS_LONGEST: Final = 120
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:\*\.{_LABEL}\.)?(?:{_LABEL}\.)*{_LABEL}")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?")


class SasaranSematan(Labelled):
    """Which sites may show the card."""

    SEMUA = "semua", t("Semua situs")
    DAFTAR = "daftar", t("Hanya situs dalam daftar")


@dataclass(frozen=True, slots=True)
class Keterbukaan:
    """What a government has chosen."""

    sasaran: SasaranSematan = SasaranSematan.SEMUA
    situs: tuple[str, ...] = ()  # origins, as a policy names them
    lisensi: str = "Creative Commons Atribusi 4.0 Internasional (CC BY 4.0)"
    lisensi_alamat: str = "https://creativecommons.org/licenses/by/4.0/"

    @classmethod
    def restore(cls, stored: Mapping[str, object]) -> "Keterbukaan":
        """Make it of what was stored; what is missing or of another kind has its default."""
        default, situs = cls(), stored.get("situs")
        words = {
            k: v for k in ("lisensi", "lisensi_alamat") if isinstance(v := stored.get(k), str) and v
        }
        sasaran = str(stored.get("sasaran"))
        return cls(
            SasaranSematan(sasaran) if sasaran in {*SasaranSematan} else default.sasaran,
            tuple(map(str, situs)) if isinstance(situs, list) else default.situs,
            **words,
        )

    def stored(self) -> dict[str, object]:
        """Return what is to be stored."""
        return {
            "sasaran": self.sasaran.value,
            "situs": list(self.situs),
            "lisensi": self.lisensi,
            "lisensi_alamat": self.lisensi_alamat,
        }

    @property
    def frame_ancestors(self) -> str:
        """Who may show the card inside a page, as a Content-Security-Policy says it; this site always."""
        if self.sasaran is SasaranSematan.SEMUA:
            return "*"
        return " ".join(("'self'", *self.situs))


def read_situs(text: str) -> str:
    """Read a site as a person writes it: ``dinas.contoh.go.id``, ``*.contoh.go.id``, ``http://localhost:8080``.

    Returns:
        Its origin, ``https://dinas.contoh.go.id``; without a scheme https is meant.

    Raises:
        DomainError: ``situs.halaman`` for an address of a page, ``situs.format`` for what is no site.
    """
    scheme, named, rest = text.strip().rpartition("://")
    scheme = scheme.lower() if named else "https"
    rest, _, path = rest.partition("/")
    if path:
        raise DomainError(
            "situs.halaman",
            t("Tulis alamat situsnya saja, tanpa halaman: {situs}", situs=shorten(rest, 80)),
        )
    host, with_port, port = rest.partition(":")
    host = _as_ascii(host.lower())
    known = scheme in {"http", "https"} and _HOST.fullmatch(host) and len(rest) <= _SITUS_LONGEST
    if not known or (with_port and not (_PORT.fullmatch(port) and int(port) < 65536)):
        raise DomainError(
            "situs.format",
            t(
                "Bukan alamat situs: {situs}. Contoh: dinas.contoh.go.id atau *.contoh.go.id.",
                situs=shorten(text.strip(), 80),
            ),
        )
    return f"{scheme}://{host}{with_port}{port}"


def _as_ascii(host: str) -> str:
    """Return a host as browsers send it; what is none comes back as it is, and is refused."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _read_list(reader: FormReader) -> tuple[str, ...]:
    lines = reader.paragraphs("situs", t("Daftar situs"), most=4000).splitlines()
    found: dict[str, None] = {}
    for line in filter(None, (part.strip(" ,;") for part in lines)):
        try:
            found[read_situs(line)] = None
        except DomainError as error:
            reader.wrong("situs", error.code, error.message)
    if len(found) > SITUS_MAX:
        words = t("Paling banyak {n} situs. Pakai *.contoh.go.id untuk banyak situs sekaligus.")
        reader.wrong("situs", "situs.too_many", words.format(n=SITUS_MAX))
    return tuple(found)


def parse_keterbukaan(isian: Mapping[str, object]) -> Keterbukaan:
    """Read the form.

    Args:
        isian: ``sasaran``, ``situs`` (one a line), ``lisensi``, ``lisensi_alamat``.

    Raises:
        FieldErrors: ``sasaran.*``, ``situs.format``, ``.halaman``, ``.too_many``, ``.too_long``,
            ``lisensi.*``, ``lisensi_alamat.*``.
    """
    reader = FormReader(isian)
    sasaran = reader.choice("sasaran", t("Siapa yang boleh memasang"), SasaranSematan)
    situs = _read_list(reader)
    lisensi = reader.text("lisensi", t("Lisensi data"), least=3, most=120)
    alamat = reader.text("lisensi_alamat", t("Alamat lisensi"), least=1, most=200)
    if "lisensi_alamat" not in reader.errors and not _ADDRESS.fullmatch(alamat):
        reader.wrong(
            "lisensi_alamat",
            "lisensi_alamat.format",
            t("Tulis alamat lengkap, diawali https:// atau http://."),
        )
    reader.check()
    if sasaran is None:
        raise RuntimeError("the reader accepted a field that it could not read")
    return Keterbukaan(sasaran, situs, lisensi, alamat)
