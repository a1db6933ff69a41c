"""Downloads of annual reports: PDF and Word in either form, and the appendix as Excel (decree, L.3)."""

from starlette.responses import Response

from sekampadi.api.http.call import ApiRoute, Call, Endpoint, Param
from sekampadi.api.http.proses import hand_on
from sekampadi.api.http.unduh import DOCX, PDF, XLSX, slug
from sekampadi.domain.izin import Permission
from sekampadi.reports.build.berkas import FileJob
from sekampadi.services.sistem.runtime import require
from sekampadi.services.tahunan.unduh import check_unduh_tahunan, note_unduh_tahunan

_MEDIA = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}
_TITLES = {"pdf": "Laporan SKM", "docx": "Laporan SKM", "xlsx": "Lampiran Laporan SKM"}
_PARAMS = (
    Param("upp", "Kode UPP; tanpa kode, UPP sendiri atau provinsi.", "biro-organisasi"),
    Param("tahun", "Tahun yang sudah atau sedang berjalan.", "2023"),
    Param("bentuk", "Format: keputusan (juga bila tidak diisi) atau kementerian.", "keputusan"),
)


def _endpoint(ending: str) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        objek, bentuk = await call.in_thread(
            check_unduh_tahunan,
            call.principal,
            call.query.get("upp", ""),
            call.query.get("tahun", ""),
            bentuk=call.query.get("bentuk", ""),
        )
        person = require(call.principal, Permission.TAHUNAN_READ)
        job = FileJob(
            *("tahunan", call.rt.settings, person, objek.kode, (), objek.periode, call.rt.now()),
            bentuk=bentuk,
            ending=ending,
        )

        async def note() -> None:
            await call.in_thread(
                note_unduh_tahunan, call.principal, objek, bentuk=bentuk, berkas=ending
            )

        return await hand_on(
            job,
            f"laporan-tahunan-{slug(objek.kode)}-{objek.tahun}-{bentuk.value}.{ending}",
            _MEDIA[ending],
            # No system takes more than 255 bytes for a name.
            f"{_TITLES[ending]} {objek.nama[:90]} – {objek.tahun} – {bentuk.label}.{ending}",
            note=note,
        )

    return endpoint


TAHUNAN_ROUTES: tuple[ApiRoute, ...] = tuple(
    ApiRoute(
        f"/unduh/laporan-tahunan.{ending}",
        _endpoint(ending),
        Permission.TAHUNAN_READ,
        f"unduh.laporan-tahunan.{ending}",
        params=_PARAMS,
    )
    for ending in _MEDIA
)
"""The downloads of annual reports."""
