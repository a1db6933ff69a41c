"""What stands in ``deploy/`` fits the program: commands, settings, paths, ports and sizes that it names.

No machine that tests has systemd, a container engine and a certificate; so the files are read.
"""

import configparser
import re
import shlex
from pathlib import Path
from typing import Any

import crossplane
import pytest
import yaml
from reflex_base import constants

from sekampadi.api.routes import ROUTES
from sekampadi.building import SITE_DIR
from sekampadi.cli import make_parser
from sekampadi.settings import Settings
from tests.architecture.test_layers import ROOT

DEPLOY = ROOT / "deploy"
FILES = sorted(p for p in DEPLOY.iterdir() if p.is_file())
UNITS = sorted(p for p in FILES if p.suffix in {".service", ".timer"})
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
HOME = "/opt/sekampadi"
SETTINGS = {f"SEKAMPADI_{name.upper()}" for name in Settings.model_fields}
_UNITS = {"k": 10, "m": 20}


def _runs(words: list[str]) -> Any:
    """Parse the words of a command as the program does; what it does not know ends it."""
    return make_parser().parse_args(words)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_only_settings_that_exist_are_named(path: Path) -> None:
    named = set(re.findall(r"\bSEKAMPADI_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert named <= SETTINGS


def test_the_example_of_settings_is_one() -> None:
    lines = (DEPLOY / "sekampadi.env.example").read_text(encoding="utf-8").splitlines()
    given = [line.lstrip("#").partition("=") for line in lines if re.match(r"#?[A-Z_]+=", line)]
    assert {"SEKAMPADI_SECRET_KEY", "SEKAMPADI_BASE_URL", "POSTGRES_PASSWORD"} <= {
        name for name, _, _ in given
    }
    asked = set(re.findall(r"\$\{([A-Z_]+)", (DEPLOY / "compose.yaml").read_text("utf-8")))
    assert asked <= {name for name, _, _ in given}
    # Nobody starts with a key that is in the repository.
    assert ("SEKAMPADI_SECRET_KEY", "=", "") in given


# ---- systemd --------------------------------------------------------------------------


def _unit(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes="#")
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


@pytest.mark.parametrize("path", UNITS, ids=lambda p: p.name)
def test_a_unit_is_one(path: Path) -> None:
    unit = _unit(path)
    known = {"Unit", "Install", "Timer" if path.suffix == ".timer" else "Service"}
    assert set(unit.sections()) <= known
    assert unit["Unit"]["Description"]
    if path.suffix == ".timer":
        assert path.with_suffix(".service") in UNITS
        assert unit["Install"]["WantedBy"] == "timers.target"
        return
    service = unit["Service"]
    assert service["User"] == "sekampadi"
    assert service["WorkingDirectory"] == HOME
    assert service["EnvironmentFile"] == "/etc/sekampadi.env"
    for name in ("ExecStartPre", "ExecStart"):
        words = shlex.split(service.get(name, ""))
        if words:
            assert words[:3] == [f"{HOME}/.venv/bin/python", "-m", "sekampadi"]
            _runs(words[3:])


def test_the_program_may_write_what_it_writes_at_its_start() -> None:
    """Beside its data only Reflex's own list of pages; without it nothing is served."""
    service = _unit(DEPLOY / "sekampadi.service")["Service"]
    assert service["ProtectSystem"] == "strict"
    written = f"{HOME}/{constants.Dirs.WEB}/{constants.Dirs.BACKEND}"
    assert service["ReadWritePaths"] == written
    app = COMPOSE["services"]["app"]
    assert app["read_only"]
    assert f"{written}:uid=10001" in app["tmpfs"]
    assert "--uid 10001" in DOCKERFILE


def test_the_backup_writes_where_it_may() -> None:
    service = _unit(DEPLOY / "sekampadi-backup.service")["Service"]
    args = _runs(shlex.split(service["ExecStart"])[3:])
    assert str(args.folder) in service["ReadWritePaths"].split()
    assert args.keep is not None
    assert not args.no_verify


# ---- containers -----------------------------------------------------------------------


def _instructions() -> list[tuple[str, str]]:
    text = re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE).replace("\\\n", " ")
    return [
        (word, rest.strip())
        for word, _, rest in (line.strip().partition(" ") for line in text.splitlines() if line)
    ]


def test_the_images_are_made_of_what_is_there() -> None:
    stages: dict[str, str] = {}
    for word, rest in _instructions():
        assert word.isupper(), (word, rest)
        if word == "FROM":
            image, _, name = rest.partition(" AS ")
            assert re.fullmatch(r"[\w/-]+:[\w.-]+", image), "an image without a version"
            stages[name] = image
        elif word == "COPY":
            *sources, _target = [w for w in rest.split() if not w.startswith("--")]
            origin = re.search(r"--from=(\w+)", rest)
            assert origin is None or origin[1] in stages
            for source in sources:
                inside = source.removeprefix(f"{HOME}/")
                made = inside == ".venv" or inside.startswith(".web/build")
                assert made or (ROOT / inside).exists(), source
    assert list(stages) == ["build", "web", "app"]
    assert SITE_DIR.relative_to(ROOT).as_posix() in DOCKERFILE


def test_the_application_is_nobody_and_builds_nothing_at_its_start() -> None:
    app = _instructions()[_instructions().index(("FROM", "python:3.11-slim-bookworm AS app")) :]
    words = dict(app)
    assert words["USER"] == "sekampadi"
    names = [word for word, _ in app]
    assert names.index("USER") < names.index("CMD")
    command = yaml.safe_load(words["ENTRYPOINT"]) + yaml.safe_load(words["CMD"])
    assert command[:3] == [".venv/bin/python", "-m", "sekampadi"]
    args = _runs(command[3:])
    assert args.no_build
    assert str(args.port) == words["EXPOSE"]
    assert "SEKAMPADI_ENV=production" in words["ENV"]


def test_what_leaves_the_machine_for_an_image_holds_no_data() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert {"data", ".venv", ".git", "**/.env", "**/*.db"} <= set(ignored)
    copied = {"sekampadi", "alembic", "assets", "requirements.txt", "rxconfig.py", "reflex.lock"}
    assert not copied & set(ignored)


def test_the_services_fit_together() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"postgres", "redis", "migrate", "app", "nginx"}
    targets = {rest.partition(" AS ")[2] for word, rest in _instructions() if word == "FROM"}
    volumes = set(COMPOSE["volumes"])
    for service in services.values():
        if "build" in service:
            assert service["build"]["target"] in targets
            context = DEPLOY / service["build"]["context"]
            assert (context / service["build"]["dockerfile"]).is_file()
        else:
            assert re.fullmatch(r"\w+:[\w.-]+", service["image"])
        for volume in service.get("volumes", []):
            origin = re.sub(r"\$\{\w+:-(.*?)\}", r"\1", volume).partition(":")[0]
            assert origin.startswith("/") or origin in volumes
        needed = service.get("depends_on", [])
        assert set(needed) <= set(services)
    _runs(services["migrate"]["command"])
    redis = services["redis"]["command"]
    assert redis[redis.index("--save") + 1] == ""
    assert redis[redis.index("--appendonly") + 1] == "no"
    assert services["nginx"]["network_mode"] == "service:app"
    own = {v.partition(":")[0] for v in services["app"]["volumes"]}
    assert "data" in own


# ---- nginx ----------------------------------------------------------------------------


def _size(text: str) -> int:
    return int(text[:-1]) << _UNITS[text[-1]]


def test_nginx_lets_through_what_the_application_takes() -> None:
    general = _size(re.findall(r"^    client_max_body_size (\w+);", NGINX, re.MULTILINE)[0])
    blocks = re.findall(r"location (~ )?(\S+) \{([^}]*)\}", NGINX)
    for route in ROUTES:
        if "POST" not in route.methods:
            continue
        limit = general
        path = re.sub(r"\{.*?\}", "x", route.path)
        for regex, where, body in blocks:
            fits = re.match(where, path) if regex else path.startswith(where)
            if fits and (found := re.search(r"client_max_body_size (\w+);", body)):
                limit = _size(found[1])
        assert limit >= route.body_max, route.path


def test_nginx_stands_before_the_port_that_is_served() -> None:
    start = shlex.split(_unit(DEPLOY / "sekampadi.service")["Service"]["ExecStart"])
    args = _runs(start[3:])
    assert f"server {args.host}:{args.port};" in NGINX
    assert f"root {HOME}/{SITE_DIR.relative_to(ROOT).as_posix()};" in NGINX
    assert NGINX.count("{") == NGINX.count("}")


def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    """As its makers' parser reads it: each directive is known, where it stands, with its words."""
    config = tmp_path / "nginx.conf"
    # What stands in a map are values; that parser takes them for directives.
    text = re.sub(r"(map [^{]*\{)[^}]*\}", r"\1}", NGINX)
    config.write_text(f"events {{}}\nhttp {{\n{text}\n}}\n", encoding="utf-8")
    found = crossplane.parse(str(config), strict=True)
    assert found["errors"] == []
    assert found["status"] == "ok"
