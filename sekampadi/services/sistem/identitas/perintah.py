"""The command that gives an installation its name, before anybody can log in."""

import argparse
from typing import Any, Final

from sekampadi.console import open_runtime
from sekampadi.domain.errors import FieldErrors
from sekampadi.i18n import t
from sekampadi.services.sistem.pengaturan import save_identitas_as_system

_WORDS: Final = {
    "daerah": t("nama daerah, diawali Provinsi, Kabupaten, atau Kota"),
    "pemerintah": t("nama pemerintah daerah, tercetak pada dokumen"),
    "singkatan": t("nama singkat"),
    "pengelola": t("unit pengelola, di kaki setiap halaman"),
    "aksen": t("warna utama, misalnya #1B5E3B"),
    "lapor": t("alamat SP4N-LAPOR!; kosong bila tidak dipakai"),
}


def _run(args: argparse.Namespace) -> int:
    given = {name: getattr(args, name) for name in _WORDS}
    with open_runtime() as rt:
        try:
            found = save_identitas_as_system(rt, given)
        except FieldErrors as error:
            for name, one in error.errors.items():
                print(f"--{name}: {one.message}")
            return 1
    for name, value in found.stored().items():
        print(f"{name}: {value}")
    return 0


def add_identitas(subparsers: Any) -> None:
    """Add the command of this module to what ``ArgumentParser.add_subparsers`` returned."""
    text = t("atur atau tampilkan identitas pemerintah; yang tidak disebut tidak berubah")
    command = subparsers.add_parser("set-identity", help=text, description=text)
    for name, words in _WORDS.items():
        command.add_argument(f"--{name}", metavar=t("TEKS"), help=words)
    command.set_defaults(run=_run)
