"""The commands about accounts: the first admin, a forgotten password, a lost second factor."""

import argparse
import sys
from typing import Any

from sekampadi.console import open_runtime
from sekampadi.domain.izin import Role
from sekampadi.i18n import t
from sekampadi.services.akun.faktor import reset_faktor_as_system
from sekampadi.services.akun.operator import create_operator, reset_password
from sekampadi.services.akun.passwords import make_password


def _read_password(args: argparse.Namespace) -> tuple[str, bool]:
    """Return the password for an account, and whether it was made here and so has to be shown."""
    if not args.password_stdin:
        return make_password(), True
    return sys.stdin.readline().rstrip("\r\n"), False


def _tell_password(message: str, password: str, made: bool) -> None:
    print(message)
    if made:
        print(t("Kata sandi (hanya ditampilkan sekali): {password}", password=password))


def _run_create(args: argparse.Namespace) -> int:
    role = Role(args.role)
    password, made = _read_password(args)
    with open_runtime() as rt:
        create_operator(
            rt, username=args.username, password=password, role=role, upp_kode=args.upp or None
        )
    message = t("Akun {username} ({role}) dibuat.", username=args.username, role=role.label)
    _tell_password(message, password, made)
    return 0


def _run_reset(args: argparse.Namespace) -> int:
    password, made = _read_password(args)
    with open_runtime() as rt:
        reset_password(rt, username=args.username, password=password)
    message = t("Kata sandi akun {username} diganti.", username=args.username)
    _tell_password(message, password, made)
    return 0


def _run_reset_totp(args: argparse.Namespace) -> int:
    with open_runtime() as rt:
        reset_faktor_as_system(rt, username=args.username)
    print(t("Verifikasi dua langkah akun {username} dihapus.", username=args.username))
    return 0


def _add_account_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--username", required=True, help=t("nama pengguna akun"))
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help=t("baca kata sandi dari masukan standar; tanpa ini kata sandi dibuatkan"),
    )


def add_accounts(subparsers: Any) -> None:
    """Add the commands of this module to what ``ArgumentParser.add_subparsers`` returned."""
    text = t("buat akun")
    admin = subparsers.add_parser("create-admin", help=text, description=text)
    _add_account_arguments(admin)
    admin.add_argument(
        "--role",
        choices=[r.value for r in Role],
        default=Role.ADMIN_PEMPROV.value,
        help=t("hak akses; bila tidak diisi admin_pemprov"),
    )
    admin.add_argument("--upp", default="", help=t("kode UPP, untuk hak akses di UPP"))
    admin.set_defaults(run=_run_create)
    text = t("ganti kata sandi akun")
    reset = subparsers.add_parser("reset-password", help=text, description=text)
    _add_account_arguments(reset)
    reset.set_defaults(run=_run_reset)
    text = t("hapus verifikasi dua langkah akun yang ponsel dan kode pemulihannya hilang")
    totp = subparsers.add_parser("reset-totp", help=text, description=text)
    totp.add_argument("username", metavar="USERNAME", help=t("nama pengguna akun"))
    totp.set_defaults(run=_run_reset_totp)
