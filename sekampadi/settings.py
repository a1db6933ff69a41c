"""Settings: the environment, or ``.env``, read once into one validated, frozen object."""

from functools import lru_cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from sekampadi.i18n import t

DEFAULT_SECRET = "only-for-development"  # noqa: S105 - refused by a production start


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it and says what it takes."""


def read_database_url(value: str) -> str:
    """Return a database's address as SQLAlchemy takes it.

    Raises:
        ValueError: for another database than SQLite and PostgreSQL.
    """
    if value.startswith("postgres://"):
        value = "postgresql://" + value.removeprefix("postgres://")
    if value.startswith("postgresql://"):
        value = "postgresql+psycopg://" + value.removeprefix("postgresql://")
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return value


class Settings(BaseSettings):
    """All settings, each from ``SEKAMPADI_<NAME>``."""

    model_config = SettingsConfigDict(
        env_prefix="SEKAMPADI_", env_file=".env", extra="ignore", frozen=True
    )

    env: Literal["development", "production"] = Field(
        "development", description="`production` refuses default secrets and sets Secure cookies."
    )
    data_dir: Path = Field(
        Path("data"),
        validate_default=True,
        description="Folder for the SQLite file and local state.",
    )
    database_url: str = Field(
        "", description="SQLAlchemy address; empty means SQLite in the data folder."
    )
    pg_bin: Path | None = Field(
        None, description="Folder of pg_dump, pg_restore and psql; empty means those of PATH."
    )
    redis_url: str = Field(
        "", description="Redis for several processes; empty keeps visitors' state in memory."
    )
    workers: int = Field(
        1, ge=1, le=64, description="Processes that serve; more than one needs Redis."
    )
    base_url: str = Field(
        "http://localhost:3000", description="Public address, printed in QR codes and documents."
    )
    secret_key: SecretStr = Field(
        SecretStr(DEFAULT_SECRET), description="Key of keyed hashes; 32 characters or more."
    )
    secret_key_old: SecretStr = Field(
        SecretStr(""),
        description="Keys of before, the newest first, with spaces between; still believed.",
    )
    session_hours: int = Field(
        10, ge=1, le=168, description="How long a login lasts without being renewed."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=9, description="Own proxies in front; tells visitors' addresses apart."
    )
    report_timeout: int = Field(
        30, ge=1, le=600, description="Seconds a document may take to render."
    )
    disk_min_mb: int = Field(
        100, ge=0, description="Megabytes free in the data folder below which health is degraded."
    )
    backup_max_hours: int = Field(
        0,
        ge=0,
        le=8760,
        description="Hours after which the last backup is too old; 0 asks for none.",
    )
    metrics_port: int = Field(
        0, ge=0, le=65535, description="Port of the metrics for Prometheus; 0 means: none."
    )
    metrics_host: str = Field(
        "127.0.0.1", description="Address of that port; whoever reaches it reads the metrics."
    )
    smtp_host: str = Field("", description="Server for e-mail; empty means: none is sent.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the way to it is encrypted; `none` only on this machine."
    )
    smtp_user: str = Field("", description="Name to log in with; empty for none.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password to log in with.")
    smtp_from: str = Field("", description="Sender of all e-mail; needed with a server.")
    webhook_private: bool = Field(
        False, description="Allow webhooks to private addresses and without https."
    )
    outbox_days: int = Field(
        30, ge=1, le=3650, description="Days a sent or failed message is kept."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Level of the log on standard error."
    )
    log_format: Literal["plain", "json"] = Field(
        "plain", description="`json` writes each line of the log as an object."
    )

    @field_validator("data_dir")
    @classmethod
    def _beside_the_program(cls, value: Path) -> Path:
        # The same folder for a command typed elsewhere and for the server.
        return Path(__file__).resolve().parents[1] / value

    @field_validator("base_url")
    @classmethod
    def _check_base_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("must be an address such as https://sekampadi.example.go.id")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: str) -> str:
        return read_database_url(value) if value else value

    @model_validator(mode="after")
    def _refuse_default_secret(self) -> Self:
        secret = self.secret_key.get_secret_value()
        if self.env == "production" and (secret == DEFAULT_SECRET or len(secret) < 32):
            raise ValueError("SEKAMPADI_SECRET_KEY must be set to 32 or more random characters")
        return self

    @model_validator(mode="after")
    def _check_workers(self) -> Self:
        if self.workers > 1 and not self.redis_url:
            raise ValueError(
                t(
                    "SEKAMPADI_WORKERS: {n} proses memerlukan Redis sebagai tempat bersama. "
                    "Isi SEKAMPADI_REDIS_URL, misalnya redis://127.0.0.1:6379/0, atau pakai "
                    "SEKAMPADI_WORKERS=1.",
                    n=self.workers,
                )
            )
        return self

    @model_validator(mode="after")
    def _check_smtp(self) -> Self:
        if self.smtp_host and "@" not in self.smtp_from:
            raise ValueError("SEKAMPADI_SMTP_FROM must be an e-mail address when a server is set")
        return self

    @property
    def effective_database_url(self) -> str:
        """The address of the database, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'sekampadi.db'}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The program's secrets: the one that signs, then those of before, which are still believed."""
        old = self.secret_key_old.get_secret_value().split()
        return tuple(dict.fromkeys((self.secret_key.get_secret_value(), *old)))

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies are sent over https only."""
        return self.base_url.startswith("https://")


def _words(message: str) -> str:
    return message.removeprefix("Value error, ")


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsError: with one line for each setting that is wrong.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"  SEKAMPADI_{str(e['loc'][0]).upper()}: {_words(e['msg'])}"
            if e["loc"]
            else f"  {_words(e['msg'])}"
            for e in error.errors()
        ]
        raise SettingsError("Settings are not usable:\n" + "\n".join(lines)) from None
