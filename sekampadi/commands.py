"""The commands ``build``, ``serve`` and ``check-config``, which need neither database nor services.

The process that ``serve`` begins with stays beside the server for as long as that lives. It would keep
what all other commands import: a hundred megabytes.
"""

import argparse
import os
from collections.abc import Sequence
from typing import Any

from sekampadi.building import ROOT, BuildError, build_frontend
from sekampadi.console import PROG, note
from sekampadi.i18n import t
from sekampadi.serving import ServingError, serve
from sekampadi.settings import SettingsError
from sekampadi.start.production import check_config, find_advice, refuse_unsafe


def _run_build(args: argparse.Namespace) -> int:
    try:
        if not build_frontend(force=args.force, tell=note):
            note(t("Halaman sudah sesuai dengan kode."))
    except BuildError as error:
        note(str(error))
        return 1
    return 0


def _run_serve(args: argparse.Namespace) -> int:
    os.chdir(ROOT)  # where .env lies
    refuse_unsafe()  # before a minute of building
    try:
        if args.reload:
            from sekampadi.start.developing import serve_sources  # late: only who develops needs it

            return serve_sources(args.host, args.port, tell=note)
        if not args.no_build:
            build_frontend(tell=note)
        return serve(args.host, args.port, tell=note)
    except (BuildError, ServingError) as error:
        note(str(error))
        return 1


def _run_check_config(args: argparse.Namespace) -> int:
    os.chdir(ROOT)  # as serve does
    settings, problems = check_config(**({"env": "production"} if args.production else {}))
    for problem in problems:
        print(problem)
    for advice in find_advice(settings):
        note(t("Saran – {saran}", saran=advice))
    if problems:
        note(t("{n} hal perlu diperbaiki. Server tidak akan dijalankan.", n=len(problems)))
        return 1
    print(t("Pengaturan dapat dipakai ({env}).", env=settings.env))
    return 0


def add_commands(subparsers: Any) -> None:
    """Add the commands of this module to what ``ArgumentParser.add_subparsers`` returned."""
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
    text = t("periksa semua pengaturan sekaligus; status 1 bila server akan menolak dijalankan")
    check = subparsers.add_parser("check-config", help=text, description=text)
    check.add_argument(
        "--production",
        action="store_true",
        help=t("periksa seperti untuk SEKAMPADI_ENV=production"),
    )
    check.set_defaults(run=_run_check_config)


def main(words: Sequence[str]) -> int:
    """Run one of these commands, whose name is the first word; return the exit status."""
    parser = argparse.ArgumentParser(prog=PROG)
    add_commands(parser.add_subparsers(required=True))
    args = parser.parse_args(words)
    try:
        status: int = args.run(args)
    except (SettingsError, OSError) as error:
        note(str(error))
    except KeyboardInterrupt:
        note(t("Dihentikan."))
    else:
        return status
    return 1
