"""The page of the API for people: all of the document is on it, and nothing comes from elsewhere."""

import re
from pathlib import Path

from sekampadi.api.terbuka.dokumentasi import CODES
from tests.api.conftest import BASE, Client, Document
from tests.factories import Cast

PAGE = "/api/v1/dokumentasi"
SOURCE = Path(__file__).parents[2] / "sekampadi"


async def test_every_operation_is_on_the_page(client: Client, cast: Cast) -> None:
    text = (await client.get(PAGE)).text
    for path, item in Document["paths"].items():
        for method, operation in item.items():
            begin = text.index(f'id="{operation["operationId"]}"')
            section = text[begin : text.index("</section>", begin)]
            assert f"{method.upper()} {path}" in section
            assert operation["summary"] in section
            assert "curl" in section
            for parameter in operation["parameters"]:
                assert f"<code>{parameter['name']}</code>" in section
            for status in operation["responses"]:
                assert f"<code>{status}</code>" in section
    send = text[text.index('id="v1_jawaban_kirim"') :]
    for name in Document["components"]["schemas"]["JawabanMasukan"]["properties"]:
        assert f"<code>{name}</code>" in send[: send.index("</section>")]


async def test_it_needs_no_script_and_nothing_from_elsewhere(client: Client, cast: Cast) -> None:
    response = await client.get(PAGE)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "<script" not in response.text
    assert " style=" not in response.text
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', response.text)
    assert [a for a in addresses if not a.startswith(("/", "#", "data:"))] == []
    assert set(re.findall(r"https?://[^/'\"<\s]+", response.text)) <= {BASE}


async def test_links_inside_the_page_lead_somewhere(client: Client, cast: Cast) -> None:
    text = (await client.get(PAGE)).text
    for name in re.findall(r'href="#([^"]+)"', text):
        assert text.count(f'id="{name}"') == 1
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


async def test_who_has_it_is_told_so(client: Client, cast: Cast) -> None:
    tag = (await client.get(PAGE)).headers["etag"]
    again = await client.get(PAGE, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


async def test_it_is_linked_where_people_look(client: Client, cast: Cast) -> None:
    for address in ("/data", "/sematan"):
        assert f'href="{PAGE}"' in (await client.get(address)).text


def test_every_code_it_names_is_one_the_program_gives() -> None:
    code = "".join(
        path.read_text()
        for folder in ("api", "services", "domain")
        for path in (SOURCE / folder).rglob("*.py")
        if path.name != "dokumentasi.py"
    )
    assert [name for name, *_ in CODES if f'"{name}"' not in code] == []
