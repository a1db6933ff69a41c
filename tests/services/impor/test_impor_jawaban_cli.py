"""``import-answers`` as people run it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sekampadi.cli import main
from sekampadi.db.migrate import upgrade
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings, get_settings
from tests import factories
from tests.impor import baris, berkas


@pytest.fixture
def rt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runtime]:
    monkeypatch.setenv("SEKAMPADI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SEKAMPADI_DATABASE_URL", "")
    get_settings.cache_clear()
    runtime = Runtime.open(Settings(_env_file=None, data_dir=tmp_path, database_url=""))
    upgrade(runtime.engine)
    factories.make_cast(runtime)
    yield runtime
    runtime.engine.dispose()
    get_settings.cache_clear()


def n_of(rt: Runtime) -> int:
    return load_figures_as_system(rt, kunci="", layanan_kode="", periode=Periode()).hasil.n


def test_dry_run_import_and_again(
    rt: Runtime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "jawaban.xlsx"
    file.write_bytes(berkas([baris(tanggal=rt.today(), nomor=i) for i in range(3)]).getvalue())
    words = ["import-answers", str(file), "--layanan", "layanan-a1"]
    assert main([*words, "--dry-run"]) == 0
    assert "3 lembar tanpa kesalahan, 3 baru" in capsys.readouterr().out
    assert n_of(rt) == 0
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.out.endswith("Tersimpan.\n")
    assert "Menyimpan jawaban" in said.err
    assert main(words) == 0
    assert "0 baru, 3 sudah tersimpan" in capsys.readouterr().out
    assert n_of(rt) == 3


def test_mistakes_are_told_by_cell_with_status_one(
    rt: Runtime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "jawaban.xlsx"
    rows = [baris(tanggal=rt.today()), baris(tanggal=rt.today(), usia=500)]
    file.write_bytes(berkas(rows).getvalue())
    for more in ([], ["--dry-run"]):
        assert main(["import-answers", str(file), "--layanan", "layanan-a1", *more]) == 1
        assert "Baris 3, kolom Usia: isi 10 sampai 110 (tahun)" in capsys.readouterr().err
    assert n_of(rt) == 0


@pytest.mark.parametrize(
    ("layanan", "content", "sentence"),
    [
        ("tidak-ada", None, "Layanan tidak ditemukan."),
        ("layanan-a1", b"x", "Berkas ini bukan buku kerja Excel"),
        ("layanan-b1", None, "dibuat untuk layanan lain"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    rt: Runtime,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    layanan: str,
    content: bytes | None,
    sentence: str,
) -> None:
    file = tmp_path / "jawaban.xlsx"
    file.write_bytes(content or berkas([baris(tanggal=rt.today())]).getvalue())
    assert main(["import-answers", str(file), "--layanan", layanan]) == 1
    assert sentence in capsys.readouterr().err
    missing = ["import-answers", str(tmp_path / "x.xlsx"), "--layanan", "layanan-a1"]
    assert main(missing) == 1
    with pytest.raises(SystemExit) as caught:
        main(["import-answers", str(file)])
    assert caught.value.code == 2
