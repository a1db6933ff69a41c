"""What a production start refuses: all of it at once, each with a code and a sentence.

Production is ``SEKAMPADI_ENV=production``, and nothing else: the demonstration on ``http://localhost``
is none. An https address shows that people are meant to come, so there the default secret is refused,
too. ``check-config`` and the start ask the same function.
"""

import ipaddress
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlsplit

from sekampadi.i18n import t
from sekampadi.settings import (
    DEFAULT_SECRET,
    ENV_FILE,
    Problem,
    Settings,
    SettingsError,
    read_settings,
)
from sekampadi.web.reflex_seam import outside

_OTHERS: Final = stat.S_IRWXO
_FEW: Final = 10
"""A secret drawn by chance has more different characters."""


def find_problems(settings: Settings, environ: Mapping[str, str]) -> list[Problem]:
    """Return everything a start with these settings is refused for, beside what is wrong anyway.

    Args:
        environ: the environment, in which the framework's own settings win over ours.
    """
    if settings.env != "production":
        return list(_meant_for_people(settings))
    return [
        *_addresses(settings, environ),
        *_secrets(settings),
        *_ways(settings),
        *_files(settings),
    ]


def find_advice(settings: Settings) -> list[Problem]:
    """Return what a production start goes on with, though it is hardly meant."""
    if settings.env != "production":
        sentence = t(
            "bukan production: alamat, kunci, dan hak baca berkas tidak diperiksa. "
            "Periksa seperti untuk layanan sungguhan dengan --production."
        )
        return [Problem("config.env.development", "SEKAMPADI_ENV", sentence)]
    found = []
    if settings.trusted_proxies == 0:
        sentence = t(
            "0: di belakang nginx atau proksi lain semua pengunjung dihitung sebagai satu orang. "
            "Isi banyaknya proksi, biasanya 1."
        )
        found.append(Problem("config.proxies.none", "SEKAMPADI_TRUSTED_PROXIES", sentence))
    if settings.secret_key_old.get_secret_value():
        sentence = t("kunci lama masih berlaku. Hapus bila masa peralihan sudah lewat.")
        found.append(Problem("config.secret_old.kept", "SEKAMPADI_SECRET_KEY_OLD", sentence))
    return found


def check_config(**given: object) -> tuple[Settings, list[Problem]]:
    """Read the settings anew and return them with all that a start is refused for.

    Args:
        given: what counts instead of the environment, by the name of the field.
    """
    settings, found = read_settings(**given)
    told = {problem.setting for problem in found}
    more = [p for p in find_problems(settings, os.environ) if p.setting not in told]
    return settings, found + more


def refuse_unsafe() -> None:
    """Refuse a start with settings that a service for people must not have.

    Raises:
        SettingsError: with all of them at once.
    """
    _, problems = check_config()
    if problems:
        raise SettingsError(problems)


def _meant_for_people(settings: Settings) -> Iterator[Problem]:
    if settings.secure_cookies and settings.secret_key.get_secret_value() in {"", DEFAULT_SECRET}:
        yield Problem(
            "config.secret.public",
            "SEKAMPADI_ENV",
            t(
                "alamatnya https, tetapi kuncinya masih kunci bawaan yang diketahui umum. "
                "Isi SEKAMPADI_ENV=production dan SEKAMPADI_SECRET_KEY."
            ),
        )


def _addresses(settings: Settings, environ: Mapping[str, str]) -> Iterator[Problem]:
    if not settings.secure_cookies:
        yield Problem(
            "config.base_url.insecure",
            "SEKAMPADI_BASE_URL",
            t(
                "{url} tidak terenkripsi; kata sandi dan jawaban dapat dibaca di jalan. "
                "Isi alamat https yang dilihat warga.",
                url=settings.base_url,
            ),
        )
    if "*" in environ.get(outside.ORIGINS, ""):
        yield Problem(
            "config.origins.any",
            outside.ORIGINS,
            t(
                "* mengizinkan situs mana pun membaca halaman admin lewat peramban petugas. "
                "Hapus variabel ini."
            ),
        )
    if environ.get(outside.STATES, "").strip().lower() == outside.STATES_IN_FILES:
        yield Problem(
            "config.states.files",
            outside.STATES,
            t("alamat dan kuki pengunjung akan tersimpan dalam berkas. Hapus variabel ini."),
        )


def _secrets(settings: Settings) -> Iterator[Problem]:
    for name, secrets in (
        ("SECRET_KEY", [settings.secret_key.get_secret_value()]),
        ("SECRET_KEY_OLD", settings.secret_key_old.get_secret_value().split()),
    ):
        if any(len(set(secret)) < _FEW for secret in secrets):
            yield Problem(
                "config.secret.guessable",
                f"SEKAMPADI_{name}",
                t("kunci mudah ditebak: karakternya hampir sama semua. Pakai kunci acak."),
            )


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # who connects with it says what is wrong
        return urlsplit("")


def _ways(settings: Settings) -> Iterator[Problem]:
    redis = _split(settings.redis_url)
    if redis.scheme != "unix" and is_foreign(redis.hostname or "") and not redis.password:
        yield Problem(
            "config.redis.open",
            "SEKAMPADI_REDIS_URL",
            t(
                "Redis di {host} tanpa kata sandi dapat dibaca mesin lain di jaringan itu. "
                "Beri kata sandi (requirepass), lalu tulis redis://:KATA_SANDI@{host}/0.",
                host=redis.hostname,
            ),
        )
    database = _split(settings.database_url)
    plain = {"disable", "allow"}.intersection(parse_qs(database.query).get("sslmode", ()))
    if plain and is_foreign(database.hostname or ""):
        yield Problem(
            "config.database.plain",
            "SEKAMPADI_DATABASE_URL",
            t(
                "sambungan ke {host} tidak terenkripsi. Pakai sslmode=require.",
                host=database.hostname,
            ),
        )
    if settings.oidc_issuer.startswith("http://"):
        yield Problem(
            "config.oidc.plain",
            "SEKAMPADI_OIDC_ISSUER",
            t("tanpa https siapa pun di jalan dapat masuk sebagai orang lain. Isi alamat https."),
        )
    if settings.smtp_security == "none" and is_foreign(settings.smtp_host):
        yield Problem(
            "config.smtp.plain",
            "SEKAMPADI_SMTP_SECURITY",
            t(
                "none hanya untuk server e-mail di mesin ini; {host} bukan. Pakai starttls atau tls.",
                host=settings.smtp_host,
            ),
        )


def is_foreign(host: str) -> bool:
    """Tell whether a host is another machine.

    A name of one word is none: so the services of one machine's containers call each other.
    """
    if not host or host == "localhost" or host.startswith("/"):
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return "." in host


def _files(settings: Settings) -> Iterator[Problem]:
    if _open_to_others(settings.data_dir):
        yield Problem(
            "config.data_dir.open",
            "SEKAMPADI_DATA_DIR",
            t(
                "pengguna lain di mesin ini dapat membuka {path}. Jalankan: chmod 700 {path}",
                path=settings.data_dir,
            ),
        )
    for path in _database_files(settings.effective_database_url):
        if _open_to_others(path):
            yield Problem(
                "config.database.open",
                "SEKAMPADI_DATABASE_URL",
                t(
                    "pengguna lain di mesin ini dapat membaca {path}. Jalankan: chmod 600 {path}",
                    path=path,
                ),
            )
    env_file = Path(ENV_FILE).absolute()
    if _open_to_others(env_file):
        yield Problem(
            "config.env_file.open",
            "SEKAMPADI_SECRET_KEY",
            t(
                "pengguna lain di mesin ini dapat membaca {path}. Jalankan: chmod 600 {path}",
                path=env_file,
            ),
        )


def _database_files(url: str) -> list[Path]:
    if not url.startswith("sqlite:///"):
        return []
    path = Path(url.removeprefix("sqlite:///").partition("?")[0])
    return [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]


def _open_to_others(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & _OTHERS)
    except OSError:  # not there yet, or nothing that this user may see: it is made private
        return False
