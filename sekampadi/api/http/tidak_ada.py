"""The page of every unknown address: made here, so that it says the same without script.

The built pages have one for them too, but it is empty until its scripts have run, and weighs as
much as any other. It is left for a router that loses its way inside the browser.
"""

import base64
import hashlib
from html import escape
from string import Template

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sekampadi.api.http.errors import error_response
from sekampadi.domain.errors import DomainError
from sekampadi.domain.identitas import Identitas
from sekampadi.i18n import t
from sekampadi.services.sistem.antrean import LAMAN
from sekampadi.services.sistem.pengaturan import load_identitas
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.theme import AKSEN_TUA, css_variables

_STYLE = css_variables()
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_CSP = (
    f"default-src 'none'; style-src 'self' 'sha256-{_STYLE_HASH}'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The frame is that of the public pages (sekampadi.web.ui.publik), with their style sheet.
_PAGE = Template("""<!doctype html>
<html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="$warna"><meta name="color-scheme" content="light">
<title>$judul – SEKAMPADI</title>
<link rel="stylesheet" href="/sekampadi.css">
<style>$gaya</style>
<link rel="stylesheet" href="/identitas.css">
<link rel="icon" href="/favicon.svg" type="image/svg+xml"></head>
<body><div class="halaman">
<header class="kepala"><a class="merek" href="/">
<img class="merek-tanda" src="/identitas/logo" alt="" width="44" height="44">
<span class="merek-teks"><span class="merek-nama">SeKaM Padi</span>
<span class="merek-kepanjangan">$kepanjangan</span>
<span class="merek-daerah">$daerah</span></span></a></header>
<main class="isi-publik">
<h1>$judul</h1>
<p class="pengantar">$periksa</p>
<p>$lama</p>
<div class="baris-tombol"><a class="tombol tombol-utama" href="$alamat">$beranda</a>
<a class="tombol tombol-biasa" href="$alamat_lain">$lain</a></div>
</main>
<footer class="kaki">$pengelola</footer>
</div></body></html>
""")


def _is_admin(path: str) -> bool:
    return path == "/admin" or path.startswith("/admin/")


def unknown_page(identitas: Identitas, *, admin: bool = False) -> HTMLResponse:
    """Return the page, under the name of a government; ``admin`` leads an officer back to his pages."""
    words = {
        "judul": t("Halaman tidak ditemukan"),
        "kepanjangan": t("Survei Kepuasan Masyarakat Aplikasi Daring"),
        "daerah": identitas.daerah,
        "periksa": t("Periksa lagi alamatnya, atau pindai ulang kode QR di loket."),
        "lama": t("Alamat yang lama mungkin sudah dihapus atau dipindahkan."),
        "beranda": t("Kembali ke beranda"),
        "alamat": "/",
        "lain": t("Hasil survei"),
        "alamat_lain": "/hasil",
        "pengelola": identitas.pengelola,
        "warna": AKSEN_TUA,
    }
    if admin:
        words |= {
            "periksa": t("Halaman admin ini tidak ada. Periksa lagi alamatnya."),
            "beranda": t("Ke halaman awal admin"),
            "alamat": "/admin",
            "lain": t("Akun saya"),
            "alamat_lain": "/admin/akun",
        }
    page = _PAGE.substitute({k: escape(v) for k, v in words.items()}, gaya=_STYLE)
    return HTMLResponse(page, 404, headers={"Content-Security-Policy": _CSP})


class UnknownAddresses:
    """Puts the page in the place of the empty one that the built pages answer with."""

    def __init__(self, app: ASGIApp, rt: Runtime) -> None:
        self.app = app
        self._rt = rt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        unknown = False

        async def unless_unknown(message: Message) -> None:
            nonlocal unknown
            if message["type"] == "http.response.start" and message["status"] == 404:
                headers = Headers(raw=message["headers"])
                # What an endpoint of ours does not find is told by itself, with its own policy.
                as_page = headers.get("content-type", "").startswith("text/html")
                unknown = as_page and "content-security-policy" not in headers
            if not unknown:
                await send(message)

        await self.app(scope, receive, unless_unknown)
        if unknown:
            await (await self._page(_is_admin(scope["path"])))(scope, receive, send)

    async def _page(self, admin: bool) -> Response:
        try:
            return unknown_page(await LAMAN.run(load_identitas, self._rt), admin=admin)
        except DomainError as error:  # too many wait
            return error_response(error, as_json=False)
