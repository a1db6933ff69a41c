"""The commands ``build``, ``serve`` and ``check-berkas``; those for backups stand in ``safekeeping``."""

import argparse
import os
from typing import Any

from sekampadi.building import ROOT, BuildError, build_frontend
from sekampadi.console import PROG, note, open_runtime
from sekampadi.i18n import format_angka, t
from sekampadi.safekeeping import add_safekeeping
from sekampadi.services.sistem.simpanan import check_files, clear_unnamed
from sekampadi.serving import ServingError, serve
from sekampadi.settings import get_settings


def _run_build(args: argparse.Namespace) -> int:
    try:
        if not build_frontend(force=args.force, tell=note):
            note(t("Halaman sudah sesuai dengan kode."))
    except BuildError as error:
        note(str(error))
        return 1
    return 0


def _run_serve(args: argparse.Namespace) -> int:
    get_settings()  # wrong settings are told before a minute of building
    os.chdir(ROOT)
    try:
        if args.reload:
            from sekampadi.developing import serve_sources  # late: only who develops needs it

            return serve_sources(args.host, args.port, tell=note)
        if not args.no_build:
            build_frontend(tell=note)
        return serve(args.host, args.port, tell=note)
    except (BuildError, ServingError) as error:
        note(str(error))
        return 1


def _run_check_berkas(args: argparse.Namespace) -> int:
    with open_runtime() as rt:
        note(t("Mencocokkan berkas bukti dengan catatannya …"))
        found = check_files(rt)
        if args.clean and (found.unnamed or found.strange):
            gone = clear_unnamed(rt, found)
            print(t("{n} berkas tanpa catatan dihapus.", n=format_angka(gone)))
            found = check_files(rt)
    if not found.differences:
        print(t("Berkas bukti lengkap: {n} berkas.", n=format_angka(found.files)))
        return 0
    print("\n".join(found.differences))
    note(t("{n} perbedaan.", n=len(found.differences)))
    if found.unnamed:
        note(t("Hapus berkas tanpa catatan dengan: {prog} check-berkas --clean", prog=PROG))
    return 1


def add_commands(subparsers: Any) -> None:
    """Add the commands of this module, and those for backups, to what ``ArgumentParser.add_subparsers`` returned."""
    text = t("bangun halaman bila kode berubah")
    build = subparsers.add_parser("build", help=text, description=text)
    build.add_argument("--force", action="store_true", help=t("bangun walaupun tidak berubah"))
    build.set_defaults(run=_run_build)
    text = t("jalankan server")
    serving = subparsers.add_parser("serve", help=text, description=text)
    serving.add_argument("--host", default="127.0.0.1", help=t("alamat mesin ini; baku 127.0.0.1"))
    serving.add_argument("--port", type=int, default=3000, help=t("porta; baku 3000"))
    serving.add_argument(
        "--no-build", action="store_true", help=t("pakai halaman yang ada, jangan membangun")
    )
    serving.add_argument(
        "--reload",
        action="store_true",
        help=t("untuk pengembang: tanpa membangun, perubahan kode langsung terlihat"),
    )
    serving.set_defaults(run=_run_serve)
    text = t("cocokkan berkas bukti tindak lanjut dengan catatannya")
    check = subparsers.add_parser("check-berkas", help=text, description=text)
    check.add_argument(
        "--clean", action="store_true", help=t("hapus berkas yang tidak dicatat di mana pun")
    )
    check.set_defaults(run=_run_check_berkas)
    add_safekeeping(subparsers)
