"""Settings: validated at the start, with a message that names the setting."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from sekampadi.settings import DEFAULT_SECRET, Settings, SettingsError, get_settings


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of the person who tests
    get_settings.cache_clear()


@pytest.mark.parametrize("secret", [DEFAULT_SECRET, "too-short", ""])
def test_a_production_start_refuses_default_and_short_secrets(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv("SEKAMPADI_ENV", "production")
    monkeypatch.setenv("SEKAMPADI_SECRET_KEY", secret)
    with pytest.raises(SettingsError, match="SEKAMPADI_SECRET_KEY"):
        get_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEKAMPADI_BASE_URL", "sekampadi.example.go.id"),
        ("SEKAMPADI_DATABASE_URL", "mysql://x"),
        ("SEKAMPADI_SESSION_HOURS", "0"),
        ("SEKAMPADI_LOG_LEVEL", "LOUD"),
        ("SEKAMPADI_TIMEZONE", "Europe/Berlin"),
        ("SEKAMPADI_OIDC_ISSUER", "sso.contoh.go.id"),
        ("SEKAMPADI_OIDC_ISSUER", "http://sso.contoh.go.id"),
        ("SEKAMPADI_OIDC_ISSUER", "https://admin:rahasia@sso.contoh.go.id"),
        ("SEKAMPADI_OIDC_ISSUER", "https://sso.contoh.go.id/?a=b"),
        ("SEKAMPADI_OIDC_LABEL", "S" * 41),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        get_settings()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_taken(scheme: str) -> None:
    settings = Settings(_env_file=None, database_url=f"{scheme}://u@h/db")
    assert settings.effective_database_url == "postgresql+psycopg://u@h/db"


def test_without_an_address_sqlite_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    assert settings.effective_database_url == f"sqlite:///{tmp_path}/sekampadi.db"


@pytest.mark.parametrize(
    ("values", "required"),
    [
        ({}, False),
        ({"base_url": "https://skm.example.go.id"}, True),
        ({"env": "production", "secret_key": SecretStr("k" * 40)}, True),
        ({"base_url": "https://skm.example.go.id", "second_factor": "optional"}, False),
        ({"second_factor": "required"}, True),
    ],
)
def test_where_a_second_factor_is_needed(values: dict[str, Any], required: bool) -> None:
    assert Settings(_env_file=None, **values).second_factor_required is required


def test_settings_do_not_change() -> None:
    settings = Settings(_env_file=None)
    with pytest.raises(ValidationError):
        settings.session_hours = 3  # type: ignore[misc]


def test_several_processes_need_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEKAMPADI_WORKERS", "2")
    with pytest.raises(SettingsError, match="2 proses memerlukan Redis"):
        get_settings()
    monkeypatch.setenv("SEKAMPADI_REDIS_URL", "redis://127.0.0.1:6379/0")
    assert get_settings().workers == 2


def test_a_provider_of_logins_needs_a_client(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not get_settings().oidc_on
    get_settings.cache_clear()
    monkeypatch.setenv("SEKAMPADI_OIDC_ISSUER", "https://sso.contoh.go.id/realms/pemda")
    with pytest.raises(SettingsError, match="SEKAMPADI_OIDC_CLIENT_ID"):
        get_settings()
    monkeypatch.setenv("SEKAMPADI_OIDC_CLIENT_ID", "sekampadi")
    settings = get_settings()
    assert settings.oidc_on
    assert settings.oidc_name == "sso.contoh.go.id"
    assert "rahasia" not in repr(Settings(oidc_client_secret=SecretStr("rahasia")))


def test_a_provider_at_this_machine_is_for_trying_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEKAMPADI_OIDC_ISSUER", "http://localhost:9400")
    monkeypatch.setenv("SEKAMPADI_OIDC_CLIENT_ID", "sekampadi")
    assert get_settings().oidc_on
