"""Settings: the environment, or ``.env``, read once into one validated, frozen object."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from sekampadi.i18n import t

DEFAULT_SECRET = "only-for-development"  # noqa: S105 - refused by a production start
SECRET_MIN: Final = 32
"""Characters that a secret has at least."""
ENV_FILE: Final = ".env"
SARAN_BULAN_MIN: Final = 12
"""Months for which suggestions are kept at least."""


class Problem(NamedTuple):
    """What is wrong with the settings.

    Args:
        code: stays the same, whatever the sentence says.
        setting: the variable of the environment that is to be changed.
        sentence: what is wrong and what helps, for the person who starts the server.
    """

    code: str
    setting: str
    sentence: str

    def __str__(self) -> str:
        """Write it as one line: setting, sentence, code."""
        return f"{self.setting}: {self.sentence} [{self.code}]"


class SettingsError(Exception):
    """Settings are missing or wrong; the message names each and says what it takes.

    Args:
        problems: all of them.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(t("Pengaturan tidak dapat dipakai:") + lines)


class _TogetherError(ValueError):
    """Settings that are right each by itself do not fit together; it brings them along."""

    def __init__(self, settings: "Settings", problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.settings, self.problems = settings, problems


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
        raise ValueError(t("alamat basis data diawali sqlite:/// atau postgresql://"))
    return value


class Settings(BaseSettings):
    """All settings, each from ``SEKAMPADI_<NAME>``."""

    model_config = SettingsConfigDict(
        env_prefix="SEKAMPADI_", env_file=ENV_FILE, extra="ignore", frozen=True
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
    second_factor: Literal["auto", "required", "optional"] = Field(
        "auto",
        description="Second factor for Admin Pemprov and Pengelola Sistem; `auto` asks for it in "
        "production and on https.",
    )
    session_idle_minutes: int = Field(
        30, ge=5, le=720, description="How long a login lasts without typing or clicking."
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
    api_origins: str = Field(
        "",
        description="Origins whose pages read the public API by script, or `*`; empty: none.",
    )
    outbox_days: int = Field(
        30, ge=1, le=3650, description="Days a sent or failed message is kept."
    )
    suggestion_months: int = Field(
        0,
        ge=0,
        le=1200,
        description="Whole months a suggestion's text is kept; 0 keeps it. At least 12.",
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
            raise ValueError(t("harus berupa alamat, misalnya https://sekampadi.contoh.go.id"))
        return value.rstrip("/")

    @field_validator("api_origins")
    @classmethod
    def _check_api_origins(cls, value: str) -> str:
        for origin in value.split():
            parts = urlsplit(origin)
            right = (
                parts.scheme in {"http", "https"} and f"{parts.scheme}://{parts.netloc}" == origin
            )
            if origin != "*" and not (right and parts.netloc):
                raise ValueError(
                    t("harus berupa asal tanpa garis miring, misalnya https://dinas.contoh.go.id")
                )
        return " ".join(value.split())

    @field_validator("suggestion_months")
    @classmethod
    def _check_suggestion_months(cls, value: int) -> int:
        if 0 < value < SARAN_BULAN_MIN:
            raise ValueError(
                t(
                    "0 (tidak dihapus) atau paling sedikit {n}: rencana tindak lanjut dan laporan "
                    "tahunan membacanya",
                    n=SARAN_BULAN_MIN,
                )
            )
        return value

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: str) -> str:
        return read_database_url(value) if value else value

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if problems := _find_contradictions(self):
            raise _TogetherError(self, problems)
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
    def second_factor_required(self) -> bool:
        """Whether those who administer everything have to have a second factor."""
        if self.second_factor == "auto":
            return self.env == "production" or self.secure_cookies
        return self.second_factor == "required"

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies are sent over https only."""
        return self.base_url.startswith("https://")


def _find_contradictions(settings: Settings) -> list[Problem]:
    """Return what no command goes on with: it would store or sign what cannot be mended later."""
    found = []
    if settings.env == "production":
        found = [*_judge_secret(settings), *_judge_old_secrets(settings)]
    if settings.workers > 1 and not settings.redis_url:
        sentence = t(
            "{n} proses memerlukan Redis sebagai tempat bersama. Isi SEKAMPADI_REDIS_URL, "
            "misalnya redis://127.0.0.1:6379/0, atau pakai SEKAMPADI_WORKERS=1.",
            n=settings.workers,
        )
        found.append(Problem("config.workers.alone", "SEKAMPADI_WORKERS", sentence))
    if settings.smtp_host and "@" not in settings.smtp_from:
        sentence = t("harus berisi alamat surel pengirim bila SEKAMPADI_SMTP_HOST diisi.")
        found.append(Problem("config.smtp.sender", "SEKAMPADI_SMTP_FROM", sentence))
    return found


def _judge_secret(settings: Settings) -> list[Problem]:
    secret, name = settings.secret_key.get_secret_value(), "SEKAMPADI_SECRET_KEY"
    make = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
    if secret in {"", DEFAULT_SECRET}:
        sentence = t("kunci belum diganti. Buat kunci sendiri dengan: {make}", make=make)
        return [Problem("config.secret.default", name, sentence)]
    if len(secret) < SECRET_MIN:
        sentence = t("kurang dari {n} karakter. Buat kunci: {make}", n=SECRET_MIN, make=make)
        return [Problem("config.secret.short", name, sentence)]
    return []


def _judge_old_secrets(settings: Settings) -> list[Problem]:
    # Whoever knows a short one could still sign what is believed.
    if all(len(old) >= SECRET_MIN for old in settings.secret_key_old.get_secret_value().split()):
        return []
    sentence = t(
        "ada kunci lama yang kurang dari {n} karakter. Pisahkan kunci dengan spasi, dan hapus yang pendek.",
        n=SECRET_MIN,
    )
    return [Problem("config.secret_old.short", "SEKAMPADI_SECRET_KEY_OLD", sentence)]


def _say(error: Any) -> str:
    """Say in Indonesian what pydantic found wrong with one value."""
    given: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "value_error":
            return str(given["error"])
        case "literal_error":
            return t("harus salah satu dari {pilihan}", pilihan=given["expected"])
        case "greater_than_equal":
            return t("paling kecil {n}", n=given["ge"])
        case "less_than_equal":
            return t("paling besar {n}", n=given["le"])
        case "int_parsing" | "int_from_float" | "int_type":
            return t("harus bilangan bulat")
        case "bool_parsing" | "bool_type":
            return t("harus true atau false")
    return t("tidak dapat dibaca")


def read_settings(**given: Any) -> tuple[Settings, list[Problem]]:
    """Read the settings of this process anew, and find all that no command goes on with.

    Args:
        given: what counts instead of the environment, by the name of the field.

    Returns:
        The settings, with defaults in the place of what cannot be read, and the problems.
    """
    found: list[Problem] = []
    while True:
        try:
            return Settings(**given), found
        except ValidationError as error:
            for one in error.errors():
                cause = one.get("ctx", {}).get("error")
                if isinstance(cause, _TogetherError):
                    wrong = {problem.setting for problem in found}
                    return cause.settings, [
                        *found,
                        *(p for p in cause.problems if p.setting not in wrong),
                    ]
                name = str(one["loc"][0])
                setting, sentence = f"SEKAMPADI_{name.upper()}", f"{_say(one)}."
                found.append(Problem(f"config.{name}.invalid", setting, sentence))
                given[name] = Settings.model_fields[name].get_default()


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsError: with one line for each setting that is wrong.
    """
    settings, problems = read_settings()
    if problems:
        raise SettingsError(problems)
    return settings
