"""What a production start refuses, all at once; ``check-config`` and the start say the same."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from sekampadi.settings import DEFAULT_SECRET, Settings
from sekampadi.start.production import find_advice, find_problems, is_foreign
from tests.unit.test_commands import _run
from tests.unit.test_deploy import COMPOSE

SECRET = "Vx1_9fQz-kq8TnW3bYd7rLm2sHc5Jg0p"
ORIGINS = "REFLEX_CORS_ALLOWED_ORIGINS"


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of the person who tests


def service(folder: Path, **more: Any) -> Settings:
    """Return settings with which a service starts, but for what a test changes."""
    data = folder / "data"
    data.mkdir(mode=0o700, exist_ok=True)
    given: dict[str, Any] = {
        "env": "production",
        "data_dir": data,
        "base_url": "https://sekampadi.contoh.go.id",
        "secret_key": SecretStr(SECRET),
        "trusted_proxies": 1,
    }
    return Settings(_env_file=None, **(given | more))


def codes(settings: Settings, **environ: str) -> list[str]:
    return [problem.code for problem in find_problems(settings, environ)]


def test_a_service_as_it_should_be_starts(tmp_path: Path) -> None:
    settings = service(tmp_path)
    (tmp_path / "data" / "sekampadi.db").touch(0o600)
    assert codes(settings) == []
    assert find_advice(settings) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"base_url": "http://sekampadi.contoh.go.id"}, "config.base_url.insecure"),
        ({"base_url": "http://localhost:3000"}, "config.base_url.insecure"),
        ({"secret_key": SecretStr("a" * 40)}, "config.secret.guessable"),
        ({"secret_key_old": SecretStr(f"{SECRET}x {'ab' * 20}")}, "config.secret.guessable"),
        (
            {"oidc_issuer": "http://localhost:9400", "oidc_client_id": "sekampadi"},
            "config.oidc.plain",
        ),
        ({"redis_url": "redis://10.0.0.7:6379/0"}, "config.redis.open"),
        ({"redis_url": "rediss://redis.contoh.go.id/0"}, "config.redis.open"),
        (
            {"database_url": "postgresql://u:p@db.contoh.go.id/x?sslmode=disable"},
            "config.database.plain",
        ),
        (
            {
                "smtp_host": "surel.contoh.go.id",
                "smtp_from": "a@contoh.go.id",
                "smtp_security": "none",
            },
            "config.smtp.plain",
        ),
    ],
)
def test_each_is_refused(tmp_path: Path, changed: dict[str, Any], code: str) -> None:
    assert codes(service(tmp_path, **changed)) == [code]
    # The demonstration on this machine goes on working.
    assert codes(service(tmp_path, env="development", **changed)) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"redis_url": "redis://127.0.0.1:6379/0"},
        {"redis_url": "redis://redis:6379/0"},  # the container beside
        {"redis_url": "unix:///run/redis.sock"},
        {"redis_url": "redis://:geheim@10.0.0.7:6379/0"},
        {"database_url": "postgresql://u:p@127.0.0.1/x?sslmode=disable"},
        {"database_url": "postgresql://u:p@db.contoh.go.id/x"},
        {"smtp_host": "localhost", "smtp_from": "a@contoh.go.id", "smtp_security": "none"},
    ],
)
def test_what_stays_on_this_machine_is_taken(tmp_path: Path, changed: dict[str, Any]) -> None:
    assert codes(service(tmp_path, **changed)) == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        (ORIGINS, "*", "config.origins.any"),
        (ORIGINS, "https://a.go.id:*", "config.origins.any"),
        ("REFLEX_STATE_MANAGER_MODE", "disk", "config.states.files"),
    ],
)
def test_what_the_framework_is_told_beside_us(
    tmp_path: Path, name: str, value: str, code: str
) -> None:
    assert codes(service(tmp_path), **{name: value}) == [code]
    assert codes(service(tmp_path), **{name: ""}) == []


@pytest.mark.parametrize(
    ("name", "mode", "code"),
    [
        ("data", 0o701, "config.data_dir.open"),
        ("data", 0o755, "config.data_dir.open"),
        ("data/sekampadi.db", 0o604, "config.database.open"),
        ("data/sekampadi.db-wal", 0o666, "config.database.open"),
        (".env", 0o644, "config.env_file.open"),
    ],
)
def test_what_others_may_read_is_refused(tmp_path: Path, name: str, mode: int, code: str) -> None:
    settings = service(tmp_path)
    path = tmp_path / name
    if not path.exists():
        path.touch()
    path.chmod(mode)
    (problem,) = find_problems(settings, {})
    assert problem.code == code
    assert str(path) in problem.sentence
    path.chmod(0o700 if path.is_dir() else 0o600)
    assert codes(settings) == []


def test_a_database_elsewhere_is_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / "lain.db"
    path.touch()
    path.chmod(0o644)
    assert codes(service(tmp_path, database_url=f"sqlite:///{path}")) == ["config.database.open"]


def test_an_https_address_with_the_key_everybody_knows_is_no_demonstration(tmp_path: Path) -> None:
    public = service(tmp_path, env="development", secret_key=SecretStr(DEFAULT_SECRET))
    assert codes(public) == ["config.secret.public"]
    assert (
        codes(public.model_copy(update={"base_url": "http://localhost:3000"})) == []
    )  # what make run serves


def test_the_demonstration_and_the_containers_start_as_they_are(tmp_path: Path) -> None:
    assert codes(Settings(_env_file=None)) == []
    given: dict[str, str] = COMPOSE["services"]["app"]["environment"]
    changed = {
        "redis_url": given["SEKAMPADI_REDIS_URL"],
        "database_url": given["SEKAMPADI_DATABASE_URL"].replace("${POSTGRES_PASSWORD}", "x"),
        "metrics_host": given["SEKAMPADI_METRICS_HOST"],
        "trusted_proxies": int(given["SEKAMPADI_TRUSTED_PROXIES"]),
    }
    settings = service(tmp_path, **changed)
    assert settings.database_url.startswith("postgresql+psycopg://sekampadi:x@postgres/")
    assert (codes(settings), find_advice(settings)) == ([], [])


@pytest.mark.parametrize(
    ("host", "foreign"),
    [
        ("", False),
        ("localhost", False),
        ("127.0.0.9", False),
        ("::1", False),
        ("redis", False),
        ("/run/x.sock", False),
        ("10.1.2.3", True),
        ("2001:db8::1", True),
        ("redis.contoh.go.id", True),
    ],
)
def test_which_hosts_are_other_machines(host: str, foreign: bool) -> None:
    assert is_foreign(host) is foreign


def test_advice_does_not_refuse(tmp_path: Path) -> None:
    settings = service(tmp_path, trusted_proxies=0, secret_key_old=SecretStr(SECRET[::-1]))
    assert codes(settings) == []
    assert [a.code for a in find_advice(settings)] == [
        "config.proxies.none",
        "config.secret_old.kept",
    ]


BAD = {
    "SEKAMPADI_ENV": "production",
    "SEKAMPADI_SECRET_KEY": "xq7-kunci",
    "SEKAMPADI_SECRET_KEY_OLD": "lama",
    "SEKAMPADI_WORKERS": "2",
    "SEKAMPADI_SESSION_HOURS": "0",
    "SEKAMPADI_LOG_LEVEL": "KERAS",
    "SEKAMPADI_SMTP_PORT": "pintu",
    "SEKAMPADI_WEBHOOK_PRIVATE": "mungkin",
    "SEKAMPADI_DATABASE_URL": "mysql://x",
    ORIGINS: "*",
}
EXPECTED = {
    "config.session_hours.invalid",
    "config.log_level.invalid",
    "config.smtp_port.invalid",
    "config.webhook_private.invalid",
    "config.database_url.invalid",
    "config.secret.short",
    "config.secret_old.short",
    "config.workers.alone",
    "config.base_url.insecure",
    "config.origins.any",
    "config.data_dir.open",
}
_CODE = re.compile(r"\[(config\.[a-z_.]+)\]$", re.MULTILINE)


def test_all_is_told_at_once_and_the_start_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o755)
    told = _run(tmp_path, "-m", "sekampadi", "check-config", **BAD)
    assert told.returncode == 1
    found = _CODE.findall(told.stdout)
    assert set(found) == EXPECTED
    assert len(found) == len(EXPECTED)
    assert "Traceback" not in told.stderr
    started = _run(tmp_path, "-m", "sekampadi", "serve", "--no-build", **BAD)
    assert started.returncode == 1
    assert _CODE.findall(started.stderr) == found
    assert "Traceback" not in started.stderr
    # A value that is wrong is not repeated: it may be a secret in the wrong place.
    assert "xq7" not in told.stdout + told.stderr + started.stderr


def test_a_demonstration_can_be_looked_at_as_a_service(tmp_path: Path) -> None:
    plain = _run(tmp_path, "-m", "sekampadi", "check-config")
    assert plain.returncode == 0, plain.stdout + plain.stderr
    assert "config.env.development" in plain.stderr
    strict = _run(tmp_path, "-m", "sekampadi", "check-config", "--production")
    assert strict.returncode == 1
    assert {"config.secret.default", "config.base_url.insecure"} <= set(
        _CODE.findall(strict.stdout)
    )


def test_good_settings_are_said_to_be_good(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    done = _run(
        tmp_path,
        "-m",
        "sekampadi",
        "check-config",
        SEKAMPADI_ENV="production",
        SEKAMPADI_BASE_URL="https://sekampadi.contoh.go.id",
        SEKAMPADI_SECRET_KEY=SECRET,
        SEKAMPADI_TRUSTED_PROXIES="1",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not list((tmp_path / "data").iterdir())  # it looks, and leaves nothing
