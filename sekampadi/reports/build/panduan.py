"""The guide of a role: the Cara of its pages, in the order of the menu, with their pictures.

The pictures lie in ``reports/panduan`` and are made by ``tests/e2e/test_panduan.py``
(``make panduan``), so that they show what the pages are.
"""

import io
from importlib import resources
from typing import Final

from PIL import Image

from sekampadi.domain.cara import find_cara
from sekampadi.domain.cara.semua import JUDUL, SEMUA
from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.izin import Role
from sekampadi.reports.render.panduan import BabPanduan, CaraPanduan, Panduan

_FOLDER: Final = resources.files("sekampadi.reports") / "panduan"


def picture_name(path: str, role: Role) -> str:
    """Return the name of the picture of a page as a role sees it."""
    page = path.strip("/").replace("/", "-")
    return f"{page}-{'upp' if role.of_upp else 'provinsi'}.jpg"


def _picture(path: str, role: Role) -> tuple[bytes, tuple[int, int]]:
    found = _FOLDER / picture_name(path, role)
    if not found.is_file():
        return b"", (0, 0)
    data = found.read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        return data, image.size


def build_panduan(letterhead: Letterhead, role: Role) -> Panduan:
    """Gather the guide of a role."""
    chapters = []
    for path, title in JUDUL:
        cara = find_cara(SEMUA, path, role)
        if cara:
            data, size = _picture(path, role)
            parts = tuple(CaraPanduan(c.judul, c.langkah, c.sop) for c in cara)
            chapters.append(BabPanduan(title, path, data, size, parts))
    return Panduan(letterhead, role.label, tuple(chapters))
