"""Where a survey is reached: the address in a QR code, and the words around it on a poster."""

from dataclasses import dataclass

from sekampadi.db.queries.master import LayananRow, UppRow
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import PROVINSI, Permission, Principal
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_layanan, require_upp, resolve_cakupan
from sekampadi.services.sistem.pengaturan import load_identitas
from sekampadi.services.sistem.runtime import Runtime, require


@dataclass(frozen=True, slots=True)
class AlamatSurvei:
    """The way into the survey of the province, an UPP or a layanan."""

    kode: str  # empty for the province
    judul: str  # what it is about
    subjudul: str  # what that belongs to
    url: str  # as short as it can be, because a QR code grows with it

    @property
    def tercetak(self) -> str:
        """The address as people type it."""
        return self.url.removeprefix("https://").removeprefix("http://").rstrip("/")


def _of(rt: Runtime, upp: UppRow | None, layanan: LayananRow | None) -> AlamatSurvei:
    base, daerah = rt.settings.base_url, load_identitas(rt).daerah
    if layanan is not None:
        if not layanan.is_open:
            raise NotFoundError("layanan.inactive", t("Survei untuk layanan ini sudah ditutup."))
        url = f"{base}/s/{layanan.kode}"
        return AlamatSurvei(layanan.kode, layanan.nama, layanan.upp.nama, url)
    if upp is not None:
        if not upp.aktif:
            raise NotFoundError("upp.inactive", t("Survei untuk UPP ini sudah ditutup."))
        return AlamatSurvei(upp.kode, upp.nama, daerah, f"{base}/?upp={upp.kode}")
    return AlamatSurvei("", daerah, "", f"{base}/")


def find_alamat(rt: Runtime, *, upp_kode: str = "", layanan_kode: str = "") -> AlamatSurvei:
    """Find the way into an open survey, for everyone; without a kode, the province's."""
    with rt.reading() as session:
        layanan = require_layanan(session, PROVINSI, layanan_kode) if layanan_kode else None
        upp = require_upp(session, PROVINSI, upp_kode) if upp_kode and layanan is None else None
    return _of(rt, upp, layanan)


def load_poster(
    rt: Runtime, principal: Principal | None, *, kunci: str = "", layanan_kode: str = ""
) -> AlamatSurvei:
    """Find what a person prints on a poster; for a role of an UPP no ``kunci`` means that UPP."""
    principal = require(principal, Permission.QR_PRINT)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
    return _of(rt, cakupan.upp, cakupan.layanan)
