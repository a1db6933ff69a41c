"""Sematan: what a card or badge on another site says, and the line of HTML that puts it there."""

import html
from dataclasses import dataclass
from urllib.parse import quote

from sqlmodel import Session

from sekampadi.db.queries.publikasi import list_publikasi
from sekampadi.domain.izin import PROVINSI, Permission, Principal
from sekampadi.domain.publikasi import PublikasiRow, StatusPublikasi
from sekampadi.domain.teks import write_address
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.publikasi.hasil import load_hasil
from sekampadi.services.publikasi.isi import seri_of
from sekampadi.services.sistem.runtime import Runtime, require

SELURUHNYA = "provinsi"
"""How addresses of cards and data name the whole province; no UPP has this kode."""
KARTU = (340, 260)
LENCANA = (340, 64)
"""Width and height in pixels, said in the HTML so that nothing on the page moves."""


@dataclass(frozen=True, slots=True)
class Sematan:
    """What a card or badge says."""

    alamat: str  # of the part, ``/provinsi`` or ``/dinas-x?layanan=y`` behind ``/sematan``
    hasil: str  # address of its page of results
    nama: str
    lembar: PublikasiRow | None  # None while nothing is published
    berubah: bool = False  # whether the public figures have changed since
    ditarik: PublikasiRow | None = None  # a newer sheet that was withdrawn


@dataclass(frozen=True, slots=True)
class Pasang:
    """What a person takes along to put a card or badge on a site."""

    nama: str
    kartu: str  # address of the card, beginning with /
    lencana: str
    kode_kartu: str  # HTML
    kode_lencana: str
    hasil: str  # address of its page of results


def _place(kunci: str, layanan: str, suffix: str = "", **query: str) -> str:
    path = f"/sematan/{quote(kunci or SELURUHNYA)}{suffix}"
    return write_address(path, layanan=layanan, **query)


def load_sematan(rt: Runtime, *, kunci: str = "", layanan_kode: str = "") -> Sematan:
    """Read what a card says: the sheet that ``/hasil`` shows first; kept for some seconds.

    Args:
        kunci: ``""`` for the province, ``kode`` of an UPP or ``kode+upt``.

    Raises:
        NotFoundError: ``upp.unknown`` or ``layanan.unknown``.
    """

    def read(session: Session) -> Sematan:
        found = load_hasil(rt, kunci=kunci, layanan_kode=layanan_kode)
        lembar = found.lembar
        return Sematan(
            _place(kunci, layanan_kode),
            write_address("/hasil", upp=kunci, layanan=layanan_kode),
            lembar.row.nama if lembar else found.nama,
            lembar.row if lembar else None,
            bool(lembar and lembar.catatan),
            _find_withdrawn(session, kunci, layanan_kode, lembar.row if lembar else None),
        )

    # Whoever publishes or withdraws sees it at once; another process within half a minute.
    return rt.keep(f"sematan-{kunci}-{layanan_kode}", read, until_act=True)


def _find_withdrawn(
    session: Session, kunci: str, layanan_kode: str, shown: PublikasiRow | None
) -> PublikasiRow | None:
    """Return the newest sheet of a part if it was withdrawn and nothing newer is shown."""
    if shown is None:
        seri = seri_of(resolve_cakupan(session, None, kunci, layanan_kode))
    else:
        seri = shown.seri
    rows = list_publikasi(session, PROVINSI, seri)
    if not rows or rows[0].status is not StatusPublikasi.DITARIK or not rows[0].terbuka:
        return None
    newer = shown is None or str(rows[0].periode.sampai) > str(shown.periode.sampai)
    return rows[0] if newer else None


def _kunci_of(cakupan: Cakupan) -> str:
    """Name a part as an address for everyone does: a person of an UPP leaves his own unnamed."""
    if cakupan.upp is None:
        return ""
    return cakupan.upp.kode if cakupan.layanan else cakupan.kunci or cakupan.upp.kode


def make_pasang(
    base_url: str, nama: str, *, kunci: str = "", layanan_kode: str = "", tema: str = ""
) -> Pasang:
    """Write the HTML that shows a part on another site; the figures are not in it, as they change.

    Args:
        tema: ``terang`` or ``gelap``; empty follows the visitor.
    """
    kartu = _place(kunci, layanan_kode, tema=tema)
    lencana = _place(kunci, layanan_kode, ".svg", tema=tema)
    judul = t("Indeks Kepuasan Masyarakat – {nama}", nama=nama)
    alt = t("{judul}: buka hasil terbaru", judul=judul)
    hasil = write_address("/hasil", upp=kunci, layanan=layanan_kode)

    def attribute(text: str) -> str:
        return html.escape(text, quote=True)

    def size(of: tuple[int, int]) -> str:
        return f'width="{of[0]}" height="{of[1]}"'

    iframe = (
        f'<iframe src="{attribute(base_url + kartu)}" title="{attribute(judul)}" {size(KARTU)} '
        'loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
    image = (
        f'<a href="{attribute(base_url + hasil)}"><img src="{attribute(base_url + lencana)}" '
        f'alt="{attribute(alt)}" {size(LENCANA)} loading="lazy"></a>'
    )
    return Pasang(nama, kartu, lencana, iframe, image, hasil)


def load_pasang(
    rt: Runtime, principal: Principal | None, *, kunci: str = "", layanan_kode: str = ""
) -> Pasang:
    """Write the HTML for the part that a person looks at among the sheets."""
    person = require(principal, Permission.LAPORAN_READ)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci, layanan_kode)
    return make_pasang(
        rt.settings.base_url,
        cakupan.nama,
        kunci=_kunci_of(cakupan),
        layanan_kode=cakupan.layanan.kode if cakupan.layanan else "",
    )
