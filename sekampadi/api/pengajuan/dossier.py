"""Downloads of the province's papers of a triwulan (decree, H, rows 6 and 7)."""

from collections.abc import Callable

from starlette.responses import Response

from sekampadi.api.http.call import ApiRoute, Call, Endpoint, Param
from sekampadi.api.http.unduh import download, slug
from sekampadi.api.laporan import BENTUK, Bentuk
from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.izin import Permission
from sekampadi.domain.pengajuan.dossier import parse_triwulan, parse_urut
from sekampadi.i18n import t
from sekampadi.reports.build.dossier.laporan import build_laporan_dossier
from sekampadi.reports.build.dossier.rekap import build_rekap_dossier
from sekampadi.reports.build.dossier.surat import build_surat_dossier
from sekampadi.reports.model import Report
from sekampadi.services.pengajuan.dokumen.dossier import DokumenDossier, load_dokumen
from sekampadi.services.sistem.pengaturan import load_letterhead

_PARAMS = (
    Param("triwulan", "Triwulan yang sudah berakhir, tahun dan nomornya.", "2023-1"),
    Param("addendum", "Nomor addendum; tanpa nomor, berkas triwulan itu sendiri.", "1"),
)

Build = Callable[[DokumenDossier, Letterhead, Bentuk], Report]


def _laporan(dokumen: DokumenDossier, letterhead: Letterhead, bentuk: Bentuk) -> Report:
    if bentuk.ending in {"xlsx", "csv"}:  # a list of any length
        return build_laporan_dossier(dokumen, letterhead, kegiatan=None)
    return build_laporan_dossier(dokumen, letterhead)


def _endpoint(kind: str, title: str, build: Build, bentuk: Bentuk) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        triwulan = parse_triwulan(call.query.get("triwulan", ""))
        urut = parse_urut(call.query.get("addendum", ""))
        dokumen = await call.in_thread(load_dokumen, call.principal, triwulan, urut)
        report = build(dokumen, await call.in_thread(load_letterhead), bentuk)
        name = " – ".join(x for x in (triwulan.periode.label, dokumen.isi.addendum) if x)
        return download(
            await call.render(bentuk.render, report),
            f"{kind}-{slug(dokumen.isi.nomor)}.{bentuk.ending}",
            f"{title} {name}{t(' (rancangan)') if dokumen.rancangan else ''}.{bentuk.ending}",
            bentuk.media_type,
        )

    return endpoint


_DOCUMENTS: tuple[tuple[str, str, Build], ...] = (
    (
        "dossier-rekap",
        "Rekapitulasi IKM dan Tindak Lanjut",
        lambda dokumen, kop, _: build_rekap_dossier(dokumen, kop),
    ),
    ("dossier-laporan", "Laporan IKM Pemprov", _laporan),
    ("dossier-surat", "Surat Pengantar", lambda dokumen, kop, _: build_surat_dossier(dokumen, kop)),
)
DOSSIER_ROUTES: tuple[ApiRoute, ...] = tuple(
    ApiRoute(
        f"/unduh/{kind}.{bentuk.ending}",
        _endpoint(kind, title, build, bentuk),
        Permission.DOSSIER_READ,
        f"unduh.{kind}.{bentuk.ending}",
        params=_PARAMS,
    )
    for kind, title, build in _DOCUMENTS
    for bentuk in BENTUK
    # A letter is read and worked on, not reckoned with.
    if kind != "dossier-surat" or bentuk.ending in {"pdf", "docx"}
)
"""The downloads of dossiers: of those that are closed for the Pimpinan, of all for who moves them."""
