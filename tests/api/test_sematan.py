"""Card and badge over HTTP: what they say, who may show them, what is kept, and that nothing overflows."""

import re
from xml.etree import ElementTree

import httpx
import pytest

from sekampadi import theme
from sekampadi.api.terbuka.lebar import fit_text, text_width
from sekampadi.api.terbuka.lencana import draw_lencana
from sekampadi.api.terbuka.tampilan import Isi, Tema
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.publikasi.terbuka.pengaturan import save_keterbukaan
from sekampadi.services.publikasi.terbuka.sematan import LENCANA, load_pasang, make_pasang
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import BASE, Client
from tests.factories import Cast

TW_I = Periode.triwulan(2023, 1)
SVG = "{http://www.w3.org/2000/svg}"
LISENSI = {"lisensi": "CC BY 4.0", "lisensi_alamat": "https://contoh.go.id/lisensi"}


@pytest.fixture
def terbit(rt: Runtime, cast: Cast, quarter: None) -> PublikasiRow:
    """Publish the 29 answers of the decree."""
    return publish(rt, cast.people[Role.ADMIN_UPP], periode=TW_I)


def _texts(svg: bytes) -> list[str]:
    return [e.text or "" for e in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def _policy(response: httpx.Response) -> dict[str, str]:
    said = response.headers["content-security-policy"]
    return dict(part.strip().split(" ", 1) for part in said.split(";"))


@pytest.mark.usefixtures("terbit")
async def test_card_and_badge_say_what_is_published(client: Client) -> None:
    card = await client.get("/sematan/upp-a")
    for words in ("86,60", "Mutu B · Baik", "Triwulan I 2023 · 29 responden", "UPP-A"):
        assert words in card.text
    assert f'href="{BASE}/hasil?upp=upp-a"' in card.text
    assert "<script" not in card.text
    badge = await client.get("/sematan/UPP-A.svg?utm_source=situs")
    assert badge.headers["content-type"].startswith("image/svg+xml")
    root = ElementTree.fromstring(badge.content)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Indeks Kepuasan Masyarakat UPP-A"  # type: ignore[union-attr]
    said = root.find(f"{SVG}desc").text  # type: ignore[union-attr]
    assert said == (
        "Indeks Kepuasan Masyarakat UPP-A: 86,60, mutu B (Baik), Triwulan I 2023 · 29 responden."
    )
    assert _texts(badge.content) == [
        *("B", "IKM UPP-A", "86,60 · Baik", "Triwulan I 2023 · 29 responden"),
    ]


async def test_where_nothing_is_published_it_says_so(client: Client, cast: Cast) -> None:
    for kode in ("upp-a", "provinsi"):
        card = await client.get(f"/sematan/{kode}")
        assert card.status_code == 200
        assert "Belum ada hasil yang diterbitkan." in card.text
        badge = await client.get(f"/sematan/{kode}.svg")
        assert _texts(badge.content)[2:] == [
            "Belum ada hasil",
            "Belum ada hasil yang diterbitkan.",
        ]


async def test_a_sheet_that_is_replaced_or_withdrawn_is_not_shown_any_more(
    rt: Runtime, client: Client, cast: Cast, terbit: PublikasiRow
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    before = await client.get("/sematan/upp-a.svg")
    new = publish(rt, person, periode=TW_I, menggantikan=terbit.nomor, alasan="Nama dibetulkan")
    after = await client.get("/sematan/upp-a.svg")
    assert _texts(after.content) == _texts(before.content)
    withdraw(rt, person, publikasi_id=new.id, alasan="Diterbitkan terlalu dini")
    card = await client.get("/sematan/upp-a")
    assert "86,60" not in card.text
    assert "Hasil Triwulan I 2023 ditarik, belum ada gantinya." in card.text
    assert new.nomor not in card.text


@pytest.mark.usefixtures("terbit")
@pytest.mark.parametrize(
    "address",
    ["tidak-ada", "upp-a?layanan=tidak-ada", "upp-b?layanan=layanan-a1", "%00", "a" * 300],
)
async def test_what_is_unknown_says_so_where_it_is_shown(client: Client, address: str) -> None:
    kode, _, query = address.partition("?")
    for suffix in ("", ".svg"):
        response = await client.get(f"/sematan/{kode}{suffix}?{query}")
        assert response.status_code == 404
        assert "Tidak ditemukan" in response.text
        assert response.headers["cache-control"] == "public, max-age=60"
    assert _policy(await client.get(f"/sematan/{kode}?{query}"))["frame-ancestors"] == "*"


@pytest.mark.usefixtures("terbit")
async def test_every_site_may_show_it_until_a_list_says_which(
    rt: Runtime, client: Client, cast: Cast
) -> None:
    response = await client.get("/sematan/upp-a")
    assert _policy(response)["frame-ancestors"] == "*"
    assert "x-frame-options" not in response.headers
    mark = response.headers["etag"]
    admin = cast.people[Role.ADMIN_PEMPROV]
    isian = {"sasaran": "daftar", "situs": "dinas.contoh.go.id", **LISENSI}
    save_keterbukaan(rt, admin, isian)
    # What is kept is kept with who may show it: the same words under another list are another answer.
    response = await client.get("/sematan/upp-a", headers={"if-none-match": mark})
    assert response.status_code == 200
    assert _policy(response)["frame-ancestors"] == "'self' https://dinas.contoh.go.id"
    assert "x-frame-options" not in response.headers
    save_keterbukaan(rt, admin, {**isian, "situs": ""})
    response = await client.get("/sematan/upp-a")
    assert _policy(response)["frame-ancestors"] == "'self'"
    # Other pages stay shut.
    for path in ("/sematan", "/data", "/privasi", "/lembar"):
        other = await client.get(path)
        assert _policy(other)["frame-ancestors"] == "'none'", path
        assert other.headers["x-frame-options"] == "DENY"


@pytest.mark.usefixtures("terbit")
@pytest.mark.parametrize("address", ["/sematan/upp-a", "/sematan/upp-a.svg"])
async def test_it_is_kept_for_a_while_and_asked_about_by_its_mark(
    rt: Runtime, client: Client, cast: Cast, address: str
) -> None:
    first = await client.get(address)
    assert first.headers["cache-control"] == "public, max-age=300"
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in first.headers
    mark = first.headers["etag"]
    for told in (mark, f"W/{mark}", f'"x", {mark}', "*"):
        again = await client.get(address, headers={"if-none-match": told})
        assert (again.status_code, again.content) == (304, b"")
        for name in ("etag", "cache-control", "content-security-policy"):
            assert again.headers[name] == first.headers[name]
    assert (await client.get(address, headers={"if-none-match": '"x"'})).status_code == 200
    dark = await client.get(address + "?tema=gelap")
    assert dark.headers["etag"] != mark


async def test_nothing_is_taken_from_anywhere(client: Client, cast: Cast) -> None:
    card = await client.get("/sematan/upp-a")
    policy = _policy(card)
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in card.headers["content-security-policy"]
    assert card.headers["cross-origin-embedder-policy"] == "require-corp"
    badge = await client.get("/sematan/upp-a.svg")
    for text in (card.text, badge.text):
        assert not re.search(r"(?:src|xlink:href)=", text)
        assert "url(" not in text
        assert "@import" not in text


@pytest.mark.parametrize("tema", Tema)
@pytest.mark.parametrize(
    "isi",
    [
        Isi("Dinas", "100,00", "A", "Sangat Baik", "Triwulan III 2023 · 1.234.567 responden"),
        Isi("W" * 200, "65,00", "C", "Kurang Baik", "Semester II 2023 · 5 responden"),
        Isi("政府" * 40 + "é", pesan="Hasil Triwulan III 2023 ditarik, belum ada gantinya. " * 3),
        Isi("<script>&\"'", "1,00", "D", "Tidak Baik", "Tahun 2023"),
        Isi(""),
    ],
)
def test_no_text_of_the_badge_leaves_it(isi: Isi, tema: Tema) -> None:
    svg, _ = draw_lencana(isi, tema)
    root = ElementTree.fromstring(svg)
    lines = [e for e in root.iter(f"{SVG}text") if e.get("textLength")]
    assert len(lines) == 3
    for line in lines:
        assert float(line.get("x", "")) + float(line.get("textLength", "")) <= LENCANA[0] - 8
    assert root.get("width") == str(LENCANA[0])


def test_a_text_is_cut_where_it_has_to_be_and_only_there() -> None:
    assert fit_text("IKM Dinas", 12, 100) == "IKM Dinas"
    cut = fit_text("Dinas Pemberdayaan Perempuan", 12, 100)
    assert cut.endswith("…")
    assert cut[:-1] in "Dinas Pemberdayaan Perempuan"
    assert text_width(cut, 12) <= 100
    assert text_width("Mm", 10, bold=True) > text_width("Mm", 10) > text_width("il", 10)


def test_what_is_read_stands_out_in_the_light_and_in_the_dark() -> None:
    light = {name: getattr(theme, name) for name in theme.GELAP}
    for colours in (light, theme.GELAP):
        for name in ("TEKS", "TEKS_REDUP", "AKSEN"):
            assert theme.contrast(colours[name], colours["PERMUKAAN"]) >= 4.5, name
    for colour in theme.MUTU.values():
        assert theme.contrast(theme.PADA_AKSEN, colour) >= 4.5


@pytest.mark.parametrize(
    ("tema", "rules"),
    [
        *(("", ("light dark", 1)), ("otomatis", ("light dark", 1)), ("x", ("light dark", 1))),
        *(("terang", ("light", 0)), ("gelap", ("dark", 0))),
    ],
)
async def test_the_colours_are_those_asked_for(
    client: Client, cast: Cast, tema: str, rules: tuple[str, int]
) -> None:
    card = (await client.get(f"/sematan/upp-a?tema={tema}")).text
    badge = (await client.get(f"/sematan/upp-a.svg?tema={tema}")).text
    assert f"color-scheme:{rules[0]}" in card
    assert card.count("@media(prefers-color-scheme:dark)") == rules[1]
    assert badge.count("@media(prefers-color-scheme:dark)") == rules[1]
    assert (theme.GELAP["PERMUKAAN"] in badge) == (tema != "terang")


def test_the_code_names_no_figure_and_what_it_is_called_breaks_nothing() -> None:
    code = make_pasang(BASE, '"><script>', kunci="rsud+upt", layanan_kode="x", tema="gelap")
    assert code.kartu == "/sematan/rsud%2Bupt?layanan=x&tema=gelap"
    for text in (code.kode_kartu, code.kode_lencana):
        assert "<script" not in text
        assert "&amp;tema=gelap" in text
        assert re.search(r'width="\d+" height="\d+"', text)
        assert 'loading="lazy"' in text


@pytest.mark.usefixtures("terbit")
async def test_the_page_hands_out_the_code(client: Client) -> None:
    page = await client.get("/sematan?upp=upp-a&tema=gelap")
    assert f"&lt;iframe src=&#34;{BASE}/sematan/upp-a?tema=gelap&#34;" in page.text
    assert '<option value="upp-a" selected>' in page.text
    assert "unsafe" not in page.headers["content-security-policy"]
    whole = await client.get("/sematan")
    assert f"{BASE}/sematan/provinsi" in whole.text
    service = await client.get("/sematan?layanan=layanan-a1")
    assert f"{BASE}/sematan/upp-a?layanan=layanan-a1" in service.text
    assert (await client.get("/sematan?upp=tidak-ada")).status_code == 404
    assert "'unsafe" not in (await client.get("/sematan?upp=<script>")).text


def test_an_office_s_code_names_it(rt: Runtime, cast: Cast) -> None:
    own = load_pasang(rt, cast.people[Role.ADMIN_UPP])
    assert own.kartu == "/sematan/upp-a"
    province = load_pasang(rt, cast.people[Role.ADMIN_PEMPROV])
    assert province.kartu == "/sematan/provinsi"
    one = load_pasang(rt, cast.people[Role.ADMIN_UPP], layanan_kode="layanan-a1")
    assert one.lencana == "/sematan/upp-a.svg?layanan=layanan-a1"
