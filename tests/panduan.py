"""The pictures of the guide, taken of the demonstration in a real browser: ``make panduan``.

One picture of each page for who works in an UPP and for who works in the province; the guide of a
role takes those of its own pages. Mistakes of a page, and one that is not the person's, stop it.
"""

import io
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from sekampadi.building import ROOT
from sekampadi.domain.cara import find_cara
from sekampadi.domain.cara.semua import JUDUL, SEMUA
from sekampadi.domain.izin import Role
from sekampadi.reports.build.panduan import picture_name
from tests.e2e.browser import find_chromium
from tests.e2e.harness import AppServer

FOLDER: Final = ROOT / "sekampadi" / "reports" / "panduan"
WIDTH: Final = 1000
"""Pixels: sharp on paper over the width of a page, some 60 KB."""
QUERY: Final = {
    "/admin/tahunan": "?upp=biro-organisasi&tahun=2025",
    "/admin/tindak-lanjut/rencana": "?upp=biro-organisasi&triwulan=2026-3",
    "/admin/pengajuan/rinci": "?upp=biro-organisasi&masa=2026-3",
    "/admin/dossier": "?triwulan=2026-2",
    "/admin/pekppp": "?upp=biro-organisasi",
    "/admin/pemantauan/upp": "?upp=biro-organisasi",
}
PEOPLE: Final = (
    (Role.ADMIN_UPP, "roorg"),
    (Role.PIMPINAN_UPP, "kabiro"),
    (Role.ADMIN_PEMPROV, "adminpemprov"),
    (Role.PENGELOLA_SISTEM, "pengelola"),
)
"""Of two who see a page in the same way the first one is taken."""


def _password(server: AppServer, username: str) -> str:
    lines = (server.folder / "akun-demo.txt").read_text(encoding="utf-8").splitlines()
    return next(line.split()[1] for line in lines if line.split()[:1] == [username])


def _log_in(page: Page, server: AppServer, username: str) -> None:
    page.goto(f"{server.url}/login?next=/admin")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Kata sandi", exact=True).fill(_password(server, username))
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(lambda url: "/login" not in url)


def _take(page: Page, server: AppServer, path: str) -> bytes:
    page.goto(server.url + path + QUERY.get(path, ""))
    page.locator("main h1").wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)  # charts draw themselves
    if page.locator("[data-uji=tertutup], [role=alert]:not(:empty)").count():
        raise RuntimeError(f"{path} shows a mistake")
    with Image.open(io.BytesIO(page.screenshot())) as image:
        out = io.BytesIO()
        height = image.height * WIDTH // image.width
        image.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS).save(
            out, "JPEG", quality=72, optimize=True
        )
    return out.getvalue()


def main() -> int:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = AppServer(Path(folder))
        made = server.command("ensure-demo")
        if made.returncode:
            sys.stderr.write(made.stderr)
            return 1
        server.start()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        done: set[str] = set()
        try:
            for role, username in PEOPLE:
                page = browser.new_page(
                    viewport={"width": 1280, "height": 860}, locale="id-ID", color_scheme="light"
                )
                _log_in(page, server, username)
                for path, _ in JUDUL:
                    name = picture_name(path, role)
                    if name not in done and find_cara(SEMUA, path, role):
                        (FOLDER / name).write_bytes(_take(page, server, path))
                        done.add(name)
                page.context.close()
        finally:
            browser.close()
            server.stop()
    sys.stdout.write(f"{len(done)} pictures\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
