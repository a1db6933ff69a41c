"""The matrix of what is handed in, as Excel."""

from starlette.responses import Response

from sekampadi.api.http.call import ApiRoute, Call
from sekampadi.api.http.unduh import XLSX, download
from sekampadi.domain.izin import Permission
from sekampadi.reports.build.penyampaian_matriks import build_penyampaian_matriks
from sekampadi.reports.render.excel.laporan import render_laporan_xlsx
from sekampadi.services.pengajuan.tenggat import load_matriks
from sekampadi.services.sistem.pengaturan import load_letterhead


async def _matriks(call: Call) -> Response:
    """GET /unduh/matriks-penyampaian.xlsx: all that the person sees, from the first triwulan on."""
    matriks = await call.in_thread(load_matriks, call.principal)
    report = build_penyampaian_matriks(
        matriks, printed=call.rt.today(), letterhead=await call.in_thread(load_letterhead)
    )
    day = call.rt.today().isoformat()
    data = await call.render(render_laporan_xlsx, report)
    return download(
        data, f"matriks-penyampaian-{day}.xlsx", f"Matriks penyampaian {day}.xlsx", XLSX
    )


MATRIKS_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/unduh/matriks-penyampaian.xlsx",
        _matriks,
        Permission.PENGAJUAN_READ,
        "unduh.matriks_penyampaian",
    ),
)
"""The download of the matrix."""
