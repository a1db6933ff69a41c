"""Another government under its own name: the first one's stands in none of its pages, documents and messages."""

import ast
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

import sekampadi
from sekampadi.api.routes import ROUTES
from sekampadi.domain import periode
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import ZONA, ZONA_KATA, local_date, set_zona
from sekampadi.domain.tahunan.usulan import _kepala
from sekampadi.services.sistem.pengaturan import save_identitas
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.laporan.figur import show_waktu
from tests.api.conftest import Client, Login
from tests.api.test_routes import EXAMPLES
from tests.factories import Cast

SULTENG = {
    "daerah": "Provinsi Sulawesi Tengah",
    "pemerintah": "Pemerintah Provinsi Sulawesi Tengah",
    "singkatan": "Pemprov. Sulteng",
    "pengelola": "Biro Organisasi Setda Prov. Sulteng",
    "aksen": "#7A1F5C",
    "lapor": "https://lapor.sulteng.example",
}
FIRST = re.compile(r"kalimantan|kalbar|pontianak|khatulistiwa", re.IGNORECASE)


@pytest.fixture
def other(rt: Runtime, cast: Cast) -> Cast:
    save_identitas(rt, cast.people[Role.ADMIN_PEMPROV], SULTENG)
    return cast


def words_of(body: bytes) -> str:
    """Return what a person reads in a document, and what else stands in it."""
    if body.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(body))
        pages = "\n".join(page.extract_text() for page in reader.pages)
        return f"{pages}\n{reader.metadata}"
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            return "\n".join(f"{name}\n{words_of(file.read(name))}" for name in file.namelist())
    return body.decode("utf-8", "replace")


async def test_no_document_and_no_page_has_the_first_name(login: Login, other: Cast) -> None:
    browser = await login(other.people[Role.ADMIN_PEMPROV])
    named = 0
    for route in ROUTES:
        if "GET" not in route.methods or route.name == "sesi.keluar":
            continue
        response = await browser.get(EXAMPLES[route.name][0])
        words = words_of(response.content)
        found = FIRST.search(words)
        assert found is None, (route.name, words[max(0, found.start() - 80) : found.end() + 80])
        named += "Sulawesi Tengah" in words or "Sulteng" in words
    assert named > 10, "the other one's name stands where it belongs"


async def test_the_plain_survey_is_theirs(client: Client, other: Cast) -> None:
    for address in ("/lembar", "/lembar?upp=upp-a", "/lembar/layanan-a1", "/privasi"):
        page = (await client.get(address)).text
        assert not FIRST.search(page), address
        assert "Sulawesi Tengah" in page or "Sulteng" in page


def _said() -> Iterator[tuple[str, str]]:
    """Yield every text of the program that is no comment, with where it stands.

    The demonstration is about offices of the first government, and the identity begins with its name
    until another is entered; lists of words and passwords are no sentences.
    """
    root = Path(sekampadi.__file__).parent
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        if place.startswith("demo/") or "/kata/" in place or place == "domain/identitas.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        skipped = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in skipped
                and node.value not in ZONA_KATA
            ):
                yield f"{place}:{node.lineno}", node.value
    for path in sorted((root.parent / "assets").glob("*.js")):
        yield path.name, path.read_text(encoding="utf-8")
    for path in sorted((root / "api").rglob("*.html")):
        yield path.name, path.read_text(encoding="utf-8")


def test_no_sentence_of_the_program_names_a_government() -> None:
    found = [(place, text) for place, text in _said() if FIRST.search(text)]
    assert found == []
    assert [
        (p, s)
        for p, s in _said()
        if re.search(r"\bWI(B|TA|T)\b", s) and s not in set(ZONA_KATA.values())
    ] == []


def test_who_leads_a_government() -> None:
    heads = {
        Identitas().pemerintah: "Gubernur Kalimantan Barat",
        SULTENG["pemerintah"]: "Gubernur Sulawesi Tengah",
        "Pemerintah Kabupaten Sigi": "Bupati Sigi",
        "Pemerintah Kota Palu": "Wali Kota Palu",
        "Pemerintah Aceh": "Kepala Daerah",
    }
    assert {name: _kepala(name) for name in heads} == heads


@pytest.fixture
def wita() -> Iterator[None]:
    set_zona("Asia/Makassar")
    yield
    set_zona("Asia/Pontianak")


def test_days_begin_where_the_government_lies(wita: None) -> None:
    moment = datetime(2023, 6, 7, 16, 30, tzinfo=UTC)
    assert local_date(moment).isoformat() == "2023-06-08"
    assert show_waktu(moment) == "8 Juni 2023 pukul 00.30.00 WITA"
    set_zona("Asia/Pontianak")
    assert show_waktu(moment) == "7 Juni 2023 pukul 23.30.00 WIB"
    with pytest.raises(KeyError):
        set_zona("Europe/Berlin")


def test_the_zone_is_one_also_where_it_is_read_again() -> None:
    import copy
    import pickle

    moment = datetime(2023, 6, 7, 12, tzinfo=ZONA)
    again = pickle.loads(pickle.dumps(moment))
    assert again == moment
    assert again.tzinfo is ZONA
    assert copy.deepcopy(moment).tzinfo is periode.ZONA
    assert moment.astimezone(UTC).hour == 5
    assert datetime(2023, 6, 7, 5, tzinfo=UTC).astimezone(ZONA).hour == 12
