"""The commands that ``docs/`` tells whoever runs the service, and the one that runs them all."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from sekampadi.cli import make_parser
from tests.architecture.test_layers import ROOT
from tests.unit.test_deploy import COMPOSE, DEPLOY, HOME, _unit

WRAPPER = DEPLOY / "sekampadi"
DOCUMENTS = [ROOT / "docs" / f"{name}.md" for name in ("deploy", "backup", "processes")]
_OURS = re.compile(
    r"(?:^|&& )(?:\d [\d* ]+ )?(?:sekampadi|\$dc run --rm app|.*-m sekampadi) (?P<words>[a-z].*)$"
)


def _lines(text: str) -> list[str]:
    """Return the commands of all blocks for a shell, and those that stand in a sentence."""
    blocks = "".join(re.findall(r"^ *```sh\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL))
    lines = [line.strip() for line in re.sub(r"\\\n *", "", blocks).splitlines()]
    return lines + re.findall(r"`(sekampadi [a-z][^`]*)`", text)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_the_program_knows_the_commands_of_the_documents(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    given = [found["words"] for line in _lines(text) if (found := _OURS.search(line))]
    assert given
    for words in given:
        make_parser().parse_args(shlex.split(words, comments=True))
    # A shell would run what is written there, and a bare Debian has no sudo.
    assert not re.search(r"\bsudo\b|(\.|source) /etc/sekampadi\.env", text)


def test_commands_are_found_in_blocks_and_sentences() -> None:
    text = (
        "Say `sekampadi migrate`:\n```sh\n$dc run --rm app \\\n    check-rekap\ncd /x && y\n```\n"
    )
    assert [m["words"] for line in _lines(text) if (m := _OURS.search(line))] == [
        "check-rekap",
        "migrate",
    ]
    assert "app" in COMPOSE["services"]


def test_a_command_runs_as_the_service_does(tmp_path: Path) -> None:
    """Its user, settings and folder, and each word as it was given."""
    told = tmp_path / "systemd-run"
    told.write_text('#!/bin/sh\nprintf "%s\\0" "$@"\nexit 3\n', encoding="utf-8")
    told.chmod(0o755)
    assert os.access(WRAPPER, os.X_OK)
    done = subprocess.run(
        [str(WRAPPER), "restore", "/a folder/b.tar", "--replace"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    words = done.stdout.decode().split("\0")[:-1]
    begin = words.index(f"{HOME}/.venv/bin/python")
    assert words[begin + 1 :] == ["-m", "sekampadi", "restore", "/a folder/b.tar", "--replace"]
    # Waits for the end and hands its exit status on; input and output are the caller's.
    assert {"--wait", "--pipe"} <= set(words[:begin])
    given = dict(words[n + 1].split("=", 1) for n, word in enumerate(words[:begin]) if word == "-p")
    service = _unit(DEPLOY / "sekampadi.service")["Service"]
    assert given == {
        key: service[key] for key in ("User", "UMask", "EnvironmentFile", "WorkingDirectory")
    }
