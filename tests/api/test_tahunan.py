"""The downloads of annual reports over HTTP: rights, forms, content, and what making one costs."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader
from scipy import stats
from sqlmodel import select

from sekampadi.api.http import proses
from sekampadi.db.models import Audit
from sekampadi.domain import izin
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.reports.build.berkas import FileJob
from sekampadi.reports.build.olah.statistik import TEMPAT
from sekampadi.reports.build.tahunan import dokumen
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import BIRO_ORGANISASI, Login
from tests.factories import Cast, isian, make_operator, submit
from tests.load.filling import fill

ALAMAT = "/unduh/laporan-tahunan"
MOST_MB = 500
"""Memory that the process of a report of 5,000 answers may take (issue 13)."""


def _words(body: bytes, ending: str) -> str:
    if ending == "pdf":
        return " ".join(p.extract_text() for p in PdfReader(io.BytesIO(body)).pages)
    document: Any = Document(io.BytesIO(body))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return " ".join([*(p.text for p in document.paragraphs), *cells])


def _sheets(body: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book: Any = load_workbook(io.BytesIO(body), data_only=True)
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book}


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("bentuk", ["", "&bentuk=keputusan", "&bentuk=kementerian"])
@pytest.mark.parametrize("ending", ["pdf", "docx"])
async def test_both_forms_show_the_figure_of_the_year(
    cast: Cast, login: Login, ending: str, bentuk: str
) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    answer = await browser.get(f"{ALAMAT}.{ending}?tahun=2023{bentuk}")
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["cache-control"] == "private, no-store"
    name = bentuk.rpartition("=")[2] or "keputusan"
    told = answer.headers["content-disposition"]
    assert f'filename="laporan-tahunan-upp-a-2023-{name}.{ending}"' in told
    form = {"keputusan": "keputusan%20gubernur", "kementerian": "Kementerian%20PANRB"}[name]
    shown = f"Laporan%20SKM%20UPP-A%20%E2%80%93%202023%20%E2%80%93%20Format%20{form}.{ending}"
    assert shown in told
    words = _words(answer.content, ending)
    assert "86,60" in words
    assert "2023" in words


@pytest.mark.usefixtures("quarter")
async def test_excel_holds_tables_statistics_suggestions_and_answers_as_numbers(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    submit(rt, "layanan-a1", isian(u3="1", saran="=1+1 antrenya lama sekali"), day=date(2023, 4, 2))
    browser = await login(cast.people[Role.ADMIN_UPP])
    answer = await browser.get(f"{ALAMAT}.xlsx?tahun=2023")
    assert answer.status_code == 200, answer.text[:300]
    sheets = _sheets(answer.content)
    scores = [row for row in sheets["Jawaban"] if isinstance(row[0], int)]
    assert len(scores) == 30
    # Twenty-nine answers with the sums of the decree, and one with U3 1 and 3 for all else.
    sums = [s + (1 if at == 2 else 3) for at, s in enumerate(BIRO_ORGANISASI)]
    assert [sum(row[at] for row in scores) for at in range(1, 10)] == sums
    assert sheets["Jawaban"][31][1:10] == tuple(sums)
    univariat = sheets["Olah univariat"][1:10]
    for at, row in enumerate(univariat):
        own = [s[at + 1] for s in scores]
        assert list(row[1:5]) == [own.count(s) for s in (1, 2, 3, 4)]
        assert row[5:] == pytest.approx((np.mean(own), np.std(own, ddof=1)), abs=1e-6)
    pairs = sheets["Olah korelasi"][1:37]
    assert len({row[:2] for row in pairs}) == 36
    u1, u2 = ([s[at] for s in scores] for at in (1, 2))
    assert pairs[0][:2] == ("U1 Persyaratan", "U2 Prosedur")
    assert pairs[0][2:4] == pytest.approx(tuple(stats.spearmanr(u1, u2)), abs=10**-TEMPAT)
    saran = sheets["Olah kritik dan saran"]
    assert [(row[0], row[2], row[3]) for row in saran[1:2]] == [
        (1, "Waktu pelayanan (keluhan)", "=1+1 antrenya lama sekali")
    ]
    plain: Any = load_workbook(io.BytesIO(answer.content))["Olah kritik dan saran"]["D2"]
    assert plain.data_type == "s", "what a citizen wrote is never a formula"


@pytest.mark.usefixtures("quarter")
def test_single_answers_and_suggestions_only_for_who_may(
    rt: Runtime, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(rt, "layanan-a1", isian(saran="Antrenya lama"), day=date(2023, 4, 2))
    person = cast.people[Role.PIMPINAN_UPP]
    rights = izin._RIGHTS[Role.PIMPINAN_UPP]

    def names(*without: Permission) -> set[str]:
        # No role of today reads reports and may not read answers: another one need not.
        monkeypatch.setitem(izin._RIGHTS, Role.PIMPINAN_UPP, rights - {*without})
        path = tmp_path / "l.xlsx"
        dokumen.write_tahunan_excel(rt, person, "", 2023, bentuk=BentukTahunan.KEPUTUSAN, path=path)
        return {*load_workbook(path).sheetnames}

    both = {"Jawaban", "Olah kritik dan saran"}
    assert names() >= both
    assert names(Permission.SARAN_READ) & both == {"Jawaban"}
    assert names(Permission.JAWABAN_EXPORT) & both == {"Olah kritik dan saran"}
    assert names(Permission.SARAN_READ, Permission.JAWABAN_EXPORT) & both == set()


async def test_nothing_of_a_hidden_triwulan_can_be_joined_out_of_the_file(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    """Two UPP have the same answers, which other people gave at other times: their files are alike."""
    days = [date(2022, 2, 1)] * 20 + [date(2022, 4, 3)] * 3 + [date(2022, 8, 1)] * 12
    given = [
        *((str(1 + at % 4), "") for at in range(30)),
        *(("1", "antre lama"), ("1", "Cepat"), ("1", "Bagus"), ("2", "Zebra"), ("4", "Sabar")),
    ]
    # The three of the second triwulan, which is hidden, wrote at one of them, and not at the other.
    for layanan, order in (
        ("layanan-a1", [*given[5:25], *given[30:33], *given[:5], *given[25:30], *given[33:]]),
        ("layanan-b1", [*given[15:], *given[:15]]),
    ):
        for day, (score, saran) in zip(days, order, strict=True):
            submit(rt, layanan, isian(u1=score, u9=score, saran=saran), day=day)
    found = []
    for person in (cast.people[Role.ADMIN_UPP], cast.admin_b):
        answer = await (await login(person)).get(f"{ALAMAT}.xlsx?tahun=2022")
        assert answer.status_code == 200, answer.text[:300]
        sheets = _sheets(answer.content)
        assert [row[1] for row in sheets["IKM per triwulan"][1:4]] == [20, "*", "*"]
        told = [(row[0], *row[2:]) for row in sheets["Olah kritik dan saran"]]  # no layanan
        for name in ("Jawaban", "Olah kritik dan saran"):
            cells = [cell for row in sheets[name] for cell in row]
            assert not [c for c in cells if isinstance(c, date) or "Triwulan" in str(c)]
        found.append((sheets["Jawaban"], told))
    assert found[0] == found[1]
    lines, words = found[0]
    assert sorted(row[1] for row in lines[1:36]) == sorted(int(score) for score, _ in given)
    assert lines[36][1] == sum(int(score) for score, _ in given)
    assert [row[2] for row in words[1:6]] == ["antre lama", "Bagus", "Cepat", "Sabar", "Zebra"]


@pytest.mark.usefixtures("quarter")
async def test_suggestions_have_their_triwulan_where_none_is_hidden(
    rt: Runtime, cast: Cast, login: Login
) -> None:
    for _ in range(5):
        submit(rt, "layanan-a1", isian(saran="Cepat"), day=date(2023, 4, 9))
    answer = await (await login(cast.people[Role.ADMIN_UPP])).get(f"{ALAMAT}.xlsx?tahun=2023")
    head, row = _sheets(answer.content)["Olah kritik dan saran"][:2]
    assert (head[1], row[1], row[4]) == ("Triwulan", "Triwulan II 2023", "Cepat")


async def test_fewer_than_five_answers_have_no_sheet(rt: Runtime, cast: Cast, login: Login) -> None:
    for _ in range(4):
        submit(rt, "layanan-a1", isian(), day=date(2023, 4, 3))
    answer = await (await login(cast.people[Role.ADMIN_UPP])).get(f"{ALAMAT}.xlsx?tahun=2023")
    assert answer.status_code == 200, answer.text[:300]
    sheets = _sheets(answer.content)
    assert "Jawaban" not in sheets
    assert not [name for name in sheets if name.startswith("Olah") and "saran" not in name]
    numbers = [c for rows in sheets.values() for row in rows for c in row if isinstance(c, float)]
    assert [n for n in numbers if not n.is_integer()] == []


async def test_whose_report(cast: Cast, login: Login) -> None:
    browser = await login(cast.admin_b)
    for ending in ("pdf", "docx", "xlsx"):
        for kode in ("upp-a", "upt-c1", "tidak-ada", "upp-b+upt", "x" * 120):
            answer = await browser.get(f"{ALAMAT}.{ending}", params={"tahun": "2023", "upp": kode})
            assert answer.status_code == 404, (ending, kode)
    answer = await browser.get(f"{ALAMAT}.pdf?tahun=2023&upp=upp-b")
    assert "UPP-B" in _words(answer.content, "pdf")


async def test_the_province_has_a_report_of_its_own(cast: Cast, login: Login) -> None:
    browser = await login(cast.people[Role.KABAG_TATALAKSANA])
    answer = await browser.get(f"{ALAMAT}.pdf?tahun=2023")
    assert answer.status_code == 200, answer.text[:300]
    assert "laporan-tahunan-provinsi-2023-keputusan.pdf" in answer.headers["content-disposition"]
    assert "Kalimantan Barat" in _words(answer.content, "pdf")


@pytest.mark.parametrize(
    "query",
    [
        *(
            "",
            "tahun=",
            "tahun=2024",
            "tahun=0001",
            "tahun=2023a",
            "tahun=%D9%A2%D9%A0%D9%A2%D9%A3",
        ),
        *("tahun=2023&bentuk=lain", "tahun=2023&bentuk=KEPUTUSAN", "tahun=2023&tahun=2022"),
        *("tahun=2023&jenis=pdf", "tahun=2023&bentuk=%00"),
    ],
)
async def test_what_is_no_year_and_no_form_is_refused(
    rt: Runtime, cast: Cast, login: Login, query: str
) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    for ending in ("pdf", "docx", "xlsx"):
        assert (await browser.get(f"{ALAMAT}.{ending}?{query}")).status_code == 422
    with rt.reading() as session:
        assert not session.exec(select(Audit).where(Audit.aksi == "ekspor.tahunan")).all()


def _job(rt: Runtime, person: Principal, ending: str = "pdf", kode: str = "upp-a") -> FileJob:
    return FileJob(
        *("tahunan", rt.settings, person, kode, (), Periode.tahun(2023), rt.now()),
        bentuk=BentukTahunan.KEPUTUSAN,
        ending=ending,
    )


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_the_process_asks_for_the_rights_again(rt: Runtime, cast: Cast, ending: str) -> None:
    petugas = cast.people[Role.PETUGAS_LAYANAN]
    for person, code in ((petugas, "izin.denied"), (cast.admin_b, "upp.unknown")):
        making = proses.Making(_job(rt, person, ending))
        with pytest.raises(DomainError) as caught:
            making.begin()
        assert caught.value.code == code


def test_the_server_does_not_load_what_draws_annual_reports() -> None:
    """SciPy takes a second and a hundred megabytes of whichever process imports it."""
    code = (
        "import sys; import sekampadi.sekampadi; "
        "sys.exit('scipy' in sys.modules or 'sekampadi.reports.build.tahunan.dokumen' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def _peak(pid: int) -> int:
    """Return the most memory that a process has had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(x.split()[1]) for x in lines if x.startswith("VmHWM")) // 1024


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
@pytest.mark.usefixtures("cold_children")
def test_the_memory_of_a_report_of_5000_answers(rt: Runtime, ending: str) -> None:
    fill(rt, 5000, removed=False, many=1, days=365)
    person = make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
    making = proses.Making(_job(rt, person, ending, "upp-0"))
    try:
        making.begin()  # it says so when the file is made, and stands still in handing it on
        peak, size = _peak(making._child.pid), 0
        while piece := making.read():
            size += len(piece)
    finally:
        making.close()
    assert size > 1000
    assert peak < MOST_MB


@pytest.mark.parametrize(
    ("host", "path", "way"),
    [
        ("", "/admin/tahunan?upp=upp-a&tahun=2023", "/admin/tahunan?upp=upp-a&amp;tahun=2023"),
        ("", "/admin/%22%3E%3Cb%3E?a=%22", "/admin/%22%3E%3Cb%3E?a=%22"),
        ("", "/administrasi", "/"),
        ("", "/unduh/laporan-tahunan.pdf", "/"),
        ("http://[", "", "/"),
        ("http://lain.example", "/admin/tahunan", "/"),
    ],
)
async def test_what_a_download_refuses_leads_back_to_the_page(
    cast: Cast, login: Login, host: str, path: str, way: str
) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    here = host or str(browser.base_url).rstrip("/")
    answer = await browser.get(f"{ALAMAT}.pdf?tahun=x", headers={"Referer": here + path})
    assert answer.status_code == 422
    assert f'<a href="{way}">' in answer.text
