"""The command line as people run it: its output and exit status.

A process of its own costs more than nearly all that it is asked for; each kind of thing that only a
process shows has one: words, input, progress, refusal, wrong settings, no command.
"""

import io
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from sekampadi.cli import main, make_parser
from sekampadi.db.engine import make_engine
from sekampadi.db.models import FaktorKedua, Operator
from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import issue_ticket
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings, get_settings

ROOT = Path(__file__).resolve().parents[2]


class Cli:
    """Runs commands on one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.settings: dict[str, str] = {}

    def __call__(self, *args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run one command, outside the checkout, so that nobody's .env is read."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SEKAMPADI_")}
        environment |= {
            "SEKAMPADI_DATA_DIR": str(self.data_dir),
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            **self.settings,
        }
        result = subprocess.run(
            [sys.executable, "-m", "sekampadi", *args],
            cwd=self.data_dir.parent,
            env=environment,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=280,
            check=False,
        )
        assert "Traceback" not in result.stderr
        return result

    def runtime(self) -> Runtime:
        """Open the database the commands have written."""
        return Runtime.open(Settings(_env_file=None, data_dir=self.data_dir, database_url=""))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Return a command line on the decree's data."""
    cli = Cli(tmp_path_factory.mktemp("cli") / "data")
    migrated = cli("migrate")
    assert (migrated.returncode, migrated.stdout) == (0, "Tabel diperbarui.\n")
    seeded = cli("seed-demo", "--golden-only")
    assert seeded.returncode == 0, seeded.stderr
    assert "4.563 jawaban" in seeded.stdout
    assert "Menyimpan rekap" in seeded.stderr
    return cli


Inside = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def at(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[[Cli], Inside]]:
    """Return a maker of command lines inside this process."""

    def run(cli: Cli, *args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(cli.data_dir.parent)
        for name in [n for n in os.environ if n.startswith("SEKAMPADI_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("SEKAMPADI_DATA_DIR", str(cli.data_dir))
        for name, value in cli.settings.items():
            monkeypatch.setenv(name, value)
        get_settings.cache_clear()
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            status = main(args)
        except SystemExit as stopped:
            status = int(str(stopped.code))
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(args, status, out, err)

    yield lambda cli: partial(run, cli)
    get_settings.cache_clear()


@pytest.fixture
def inside(demo: Cli, at: Callable[[Cli], Inside]) -> Inside:
    """Return the command line on the decree's data inside this process."""
    return at(demo)


@pytest.fixture
def empty(tmp_path: Path) -> Cli:
    """Return a command line on a folder that does not exist yet."""
    return Cli(tmp_path / "data")


def _sentences(result: subprocess.CompletedProcess[str]) -> list[str]:
    return result.stderr.strip().splitlines()


def test_ikm_of_biro_organisasi(demo: Cli) -> None:
    result = demo(
        "ikm", "--upp", "biro-organisasi", "--dari", "2023-01-01", "--sampai", "2023-03-31"
    )
    assert (result.returncode, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert list(document) == [
        "n", "nilai_ikm", "mutu", "kinerja", "metode", "unsur", "responden"
    ]  # fmt: skip
    assert [document[k] for k in ("n", "nilai_ikm", "mutu", "kinerja", "metode")] == [
        29, "86.60", "B", "Baik", "sekampadi"
    ]  # fmt: skip
    assert [u["jumlah"] for u in document["unsur"]] == [101, 97, 98, 109, 95, 98, 102, 96, 109]
    assert document["unsur"][0] == {
        "kode": "U1",
        "nama": "Persyaratan",
        "jumlah": 101,
        "nrr": "3.48",
        "nrr_tertimbang": "0.39",
    }


def test_ikm_of_the_province(inside: Inside) -> None:
    quarter = json.loads(inside("ikm", "--dari", "2023-01-01", "--sampai", "2023-03-31").stdout)
    assert (quarter["n"], quarter["nilai_ikm"], quarter["mutu"]) == (2349, "86.18", "B")
    assert quarter["responden"] == {
        "jenis_kelamin": {"L": 1399, "P": 950},
        "usia": {
            "<=19": 238, "20-25": 453, "26-35": 587, "36-45": 647, "46-55": 351, ">=56": 73
        },
        "pendidikan": {
            "SD/MI": 77, "SMP/MTs": 127, "SMA/K/MA": 792, "D1-D3": 399, "D4/S-1": 813, "S2/S3": 141
        },
        "pekerjaan": {
            "ASN": 650,
            "TNI/POLRI": 25,
            "Pegawai Swasta": 449,
            "Wiraswasta/Usahawan": 244,
            "Pelajar/Mahasiswa": 516,
            "Masyarakat": 465,
        },
    }  # fmt: skip
    assert json.loads(inside("ikm", "--sampai", "2023-06-07").stdout)["n"] == 4563
    biro = inside("ikm", "--upp", "biro-organisasi", "--sampai", "2023-06-07")
    assert json.loads(biro.stdout)["n"] == 84
    services = [
        json.loads(inside("ikm", "--layanan", f"biro-organisasi-{slug}").stdout)["n"]
        for slug in ("konsultasi", "data", "audiensi", "narasumber")
    ]
    assert sum(services) == 84


def test_ikm_without_answers(inside: Inside) -> None:
    document = json.loads(inside("ikm", "--dari", "2020-01-01", "--sampai", "2020-12-31").stdout)
    assert (document["n"], document["nilai_ikm"], document["mutu"], document["kinerja"]) == (
        0, None, None, None
    )  # fmt: skip
    assert document["unsur"][8]["nrr"] is None
    assert document["responden"]["jenis_kelamin"] == {"L": 0, "P": 0}


@pytest.mark.parametrize(
    ("args", "status", "sentence"),
    [
        (["--upp", "tidak-ada"], 1, "UPP tidak ditemukan."),
        (["--layanan", "tidak-ada"], 1, "Layanan tidak ditemukan."),
        (["--dari", "2023-02-01", "--sampai", "2023-01-01"], 1, "Tanggal mulai harus sebelum"),
        (["--sampai", "2023-06-31"], 2, "Tanggal 2023-06-31 tidak ada di kalender."),
        (["--dari", "kemarin"], 2, "Tulis tanggal sebagai"),
        (["--tahun", "2023"], 2, "--tahun"),
    ],
)
def test_ikm_with_wrong_words(inside: Inside, args: list[str], status: int, sentence: str) -> None:
    result = inside("ikm", *args)
    assert (result.returncode, result.stdout) == (status, "")
    assert sentence in _sentences(result)[-1]


def test_seeding_a_filled_database_is_refused(demo: Cli) -> None:
    result = demo("seed-demo")
    assert (result.returncode, result.stdout) == (1, "")
    assert len(_sentences(result)) == 1
    assert "basis data yang kosong" in result.stderr


def test_check_and_rebuild_rekap(demo: Cli, inside: Inside) -> None:
    assert inside("check-rekap").returncode == 0
    engine = make_engine(f"sqlite:///{demo.data_dir / 'sekampadi.db'}")
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE rekap_upp_bulan SET n = n + 1, u3_4 = u3_4 + 1 WHERE bulan = '2023-03-01'")
        )
    engine.dispose()
    broken = inside("check-rekap")
    assert broken.returncode == 1
    assert "rekap_upp_bulan" in broken.stdout
    assert "u3_4" in broken.stdout
    assert "rebuild-rekap" in broken.stderr
    rebuilt = inside("rebuild-rekap")
    assert rebuilt.returncode == 0
    assert re.search(r"\d baris", rebuilt.stdout)
    assert inside("check-rekap").returncode == 0


def test_create_admin_with_a_password_made_here(demo: Cli, inside: Inside) -> None:
    result = inside("create-admin", "--username", "admin.baru")
    assert (result.returncode, result.stderr) == (0, "")
    match = re.search(r"Kata sandi .*: (\S+)", result.stdout)
    assert match is not None
    assert issue_ticket(demo.runtime(), "admin.baru", match.group(1))
    again = inside("create-admin", "--username", "admin.baru")
    assert (again.returncode, again.stderr) == (1, "Username ini sudah dipakai.\n")


def test_another_government_has_its_name_from_the_start(
    empty: Cli, at: Callable[[Cli], Inside]
) -> None:
    inside = at(empty)
    assert inside("migrate").returncode == 0
    names = ("--daerah", "Kota Palu", "--pemerintah", "Pemerintah Kota Palu", "--lapor", "")
    result = inside("set-identity", *names)
    assert (result.returncode, result.stderr) == (0, "")
    assert "daerah: Kota Palu" in result.stdout
    assert "singkatan: Pemprov. Kalbar" in result.stdout, "what is not given stays"
    wrong = inside("set-identity", "--aksen", "#FFFF00", "--lapor", "lapor")
    assert wrong.returncode == 1
    assert "--aksen: Warna ini terlalu terang" in wrong.stdout
    assert "--lapor: Tulis alamat lengkap" in wrong.stdout
    shown = inside("set-identity")
    assert "pemerintah: Pemerintah Kota Palu" in shown.stdout
    assert "lapor: \n" in shown.stdout


def test_create_operator_and_reset_password_from_stdin(demo: Cli, inside: Inside) -> None:
    words = ("--username", "operator1", "--password-stdin")
    created = demo(
        "create-admin", *words, "--role", "admin_upp", "--upp", "bapenda",
        stdin="padi menguning di sawah\n",
    )  # fmt: skip
    assert created.returncode == 0
    assert "padi menguning di sawah" not in created.stdout
    assert issue_ticket(demo.runtime(), "operator1", "padi menguning di sawah")
    reset = inside("reset-password", *words, stdin="perahu hilir di kapuas\n")
    assert reset.returncode == 0
    assert issue_ticket(demo.runtime(), "operator1", "perahu hilir di kapuas")


@pytest.mark.parametrize(
    ("args", "stdin", "status", "sentence"),
    [
        (["--username", "x"], "", 1, "Username terdiri atas"),
        (["--username", "abc", "--role", "admin_upp"], "", 1, "UPP diisi"),
        (["--username", "abc", "--role", "admin_upp", "--upp", "tak-ada"], "", 1, "UPP tidak"),
        (["--username", "abc", "--role", "raja"], "", 2, "raja"),
        (["--username", "abc", "--password-stdin"], "pendek\n", 1, "Kata sandi harus"),
        (["--username", "abc", "--password-stdin"], "", 1, "Kata sandi harus"),
        ([], "", 2, "--username"),
    ],
)
def test_create_admin_refusals(
    inside: Inside, args: list[str], stdin: str, status: int, sentence: str
) -> None:
    result = inside("create-admin", *args, stdin=stdin)
    assert (result.returncode, result.stdout) == (status, "")
    assert sentence in _sentences(result)[-1]


def test_reset_password_of_nobody(inside: Inside) -> None:
    result = inside("reset-password", "--username", "siapa")
    assert (result.returncode, result.stderr) == (1, "Operator tidak ditemukan.\n")


def test_reset_totp(demo: Cli, inside: Inside) -> None:
    assert inside("create-admin", "--username", "admin.totp", "--role", "pimpinan").returncode == 0
    none = inside("reset-totp", "admin.totp")
    assert (none.returncode, none.stdout) == (1, "")
    assert none.stderr == "Verifikasi dua langkah akun ini tidak aktif.\n"
    with demo.runtime().writing() as session:
        operator = session.exec(select(Operator).where(Operator.username == "admin.totp")).one()
        session.add(
            FaktorKedua(operator_id=operator.id or 0, rahasia="x", langkah=0, sejak=operator.dibuat)
        )
    done = inside("reset-totp", "admin.totp")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Verifikasi dua langkah akun admin.totp dihapus.\n"
    nobody = inside("reset-totp", "siapa")
    assert (nobody.returncode, nobody.stderr) == (1, "Operator tidak ditemukan.\n")


def test_a_database_without_tables(empty: Cli, at: Callable[[Cli], Inside]) -> None:
    for command in (["ikm"], ["check-rekap"], ["seed-demo"], ["create-admin", "--username", "abc"]):
        result = at(empty)(*command)
        assert (result.returncode, result.stdout) == (1, "")
        assert len(_sentences(result)) == 1
        assert "python -m sekampadi migrate" in result.stderr


def test_bad_settings(empty: Cli) -> None:
    empty.settings = {"SEKAMPADI_BASE_URL": "bukan alamat"}
    result = empty("ikm")
    assert (result.returncode, result.stdout) == (1, "")
    assert "SEKAMPADI_BASE_URL" in result.stderr


def test_a_database_that_does_not_answer(empty: Cli, at: Callable[[Cli], Inside]) -> None:
    empty.settings = {"SEKAMPADI_DATABASE_URL": "postgresql://127.0.0.1:1/sekampadi"}
    result = at(empty)("migrate")
    assert (result.returncode, result.stdout) == (1, "")
    assert len(_sentences(result)) == 1
    assert result.stderr.startswith("Basis data bermasalah:")


def test_a_database_of_a_newer_program(empty: Cli, at: Callable[[Cli], Inside]) -> None:
    assert empty("migrate").returncode == 0
    assert at(empty)("migrate").stdout == "Tabel sudah terbaru.\n"
    engine = make_engine(f"sqlite:///{empty.data_dir / 'sekampadi.db'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    result = at(empty)("migrate")
    assert (result.returncode, len(_sentences(result))) == (1, 1)


def test_ensure_demo_seeds_once_and_prints_the_accounts_again(
    empty: Cli, at: Callable[[Cli], Inside]
) -> None:
    first = empty("ensure-demo")
    assert first.returncode == 0, first.stderr
    accounts = re.findall(r"^(\S+) +((?:\w{4}-){2}\w{4}) ", first.stdout, re.MULTILINE)
    assert len(accounts) >= len(Role)
    assert issue_ticket(empty.runtime(), "roorg", dict(accounts)["roorg"])
    path = empty.data_dir / "akun-demo.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_text(encoding="utf-8")
    again = at(empty)("ensure-demo")
    assert (again.returncode, again.stderr) == (0, "")
    assert before in again.stdout
    assert str(path) in again.stdout
    path.unlink()
    without = at(empty)("ensure-demo")
    assert without.returncode == 0
    assert "create-admin" in without.stdout
    assert not path.exists()


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    parser = make_parser()
    commands = re.search(r"\{(.+?)\}", parser.format_usage())
    assert commands is None, "the usage names the commands one by one below, not in a line"
    names = set(re.findall(r"^ {4}([a-z-]+)", parser.format_help(), re.MULTILINE))
    assert {
        "migrate", "ikm", "seed-demo", "ensure-demo", "create-admin", "reset-password", "reset-totp",
        "rebuild-rekap", "check-rekap", "build", "serve",
    } <= names  # fmt: skip
    for name in names:
        with pytest.raises(SystemExit) as stopped:
            parser.parse_args([name, "--help"])
        assert stopped.value.code == 0
        assert "usage" in capsys.readouterr().out


def test_no_command_is_wrong_usage(empty: Cli, at: Callable[[Cli], Inside]) -> None:
    assert at(empty)().returncode == 2
    assert empty("terbang").returncode == 2
