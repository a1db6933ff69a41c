"""The command ``serve``, whose process stays beside the server as long as that lives."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _run(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SEKAMPADI_")}
    environment |= {"PYTHONPATH": str(ROOT), "SEKAMPADI_DATA_DIR": str(folder / "data")} | settings
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_process_beside_the_server_holds_nothing_of_what_the_server_does(
    tmp_path: Path,
) -> None:
    script = """if True:
        import runpy, sys
        sys.argv = ["sekampadi", "serve", "--help"]
        try:
            runpy.run_module("sekampadi", run_name="__main__")
        except SystemExit as ended:
            assert ended.code == 0
        print(*sorted({name.partition(".")[0] for name in sys.modules}))
    """
    result = _run(tmp_path, "-c", script)
    assert result.returncode == 0, result.stderr
    *told, modules = result.stdout.splitlines()
    assert told[0].startswith("usage: python -m sekampadi serve")
    assert "pydantic" in modules.split()
    assert not {"sqlalchemy", "alembic", "reflex", "openpyxl", "reportlab"} & set(modules.split())


def test_a_server_with_wrong_settings_says_which(tmp_path: Path) -> None:
    result = _run(
        tmp_path, "-m", "sekampadi", "serve", "--no-build", SEKAMPADI_BASE_URL="bukan alamat"
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert "SEKAMPADI_BASE_URL" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_server_is_told_how_by_words(tmp_path: Path) -> None:
    result = _run(tmp_path, "-m", "sekampadi", "serve", "--port", "pintu")
    assert result.returncode == 2
    assert "--port" in result.stderr
