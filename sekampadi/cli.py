"""The command line: ``python -m sekampadi <command>``.

Results go to standard output, progress and errors to standard error. Exit status: 0 done,
1 failed or differences found, 2 wrong usage. A command is a subparser with
``set_defaults(run=...)``, a function that takes the parsed arguments and returns the status;
errors it raises are told here, in one sentence.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from sekampadi.commands import add_commands as add_serving
from sekampadi.console import PROG, CliError, Progress, alone, note, open_runtime, print_all
from sekampadi.demo import (
    DemoAccount,
    create_demo_accounts,
    hand_in_demo,
    is_empty,
    plan_demo,
    publish_demo,
    report_demo,
    seed_demo,
    tell_demo,
    watch_demo,
)
from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import Periode, parse_tanggal
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.safekeeping import add_safekeeping
from sekampadi.services.akun.perintah import add_accounts
from sekampadi.services.impor.impor_jawaban import (
    HasilImpor,
    ImporError,
    import_jawaban_as_system,
    preview_impor_as_system,
)
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.laporan.ikm_json import ikm_document
from sekampadi.services.sistem.audit.perintah import migrate, tell_marked
from sekampadi.services.sistem.identitas.perintah import add_identitas
from sekampadi.services.sistem.rekap import iter_differences, rebuild_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.tanda import mark_all
from sekampadi.settings import SettingsError

ACCOUNTS_FILE = "akun-demo.txt"


def _migrate(_args: argparse.Namespace) -> int:
    with open_runtime(migrated=False) as rt:
        changed = migrate(rt)
    print(t("Tabel diperbarui.") if changed else t("Tabel sudah terbaru."))
    return 0


def _ikm(args: argparse.Namespace) -> int:
    with open_runtime() as rt:
        figures = load_figures_as_system(
            rt,
            kunci=args.upp,
            layanan_kode=args.layanan,
            periode=Periode(args.dari, args.sampai),
        )
    groups = {k: dict(cells) for k, cells in figures.rekap.groups.items()}
    print(json.dumps(ikm_document(figures.hasil, groups), ensure_ascii=False, indent=2))
    return 0


def _seed(rt: Runtime, *, golden_only: bool) -> str:
    progress = Progress()
    try:
        result = seed_demo(rt, golden_only=golden_only, progress=progress)
        progress(t("Menerbitkan lembar triwulan"), 0, 0)
        tell_demo(rt)
        lembar = publish_demo(rt)
    finally:
        progress.end()
    return t(
        "Data contoh terisi: {upp} UPP, {layanan} layanan, {jawaban} jawaban, {lembar} lembar terbit.",
        upp=format_angka(result.upp),
        layanan=format_angka(result.layanan),
        jawaban=format_angka(result.jawaban),
        lembar=format_angka(lembar),
    )


def _plan(rt: Runtime) -> None:
    """Plan the demonstration's follow-up: after the accounts, in whose names it is written."""
    progress = Progress()
    try:
        progress(t("Menyusun rencana tindak lanjut"), 0, 0)
        plan_demo(rt)
        # Before the hand-ins: what is handed in for a year is its report.
        report_demo(rt)
        progress(t("Menyusun penyampaian dan berkas triwulan"), 0, 0)
        hand_in_demo(rt)
        watch_demo(rt)
    finally:
        progress.end()


def _account_lines(accounts: Sequence[DemoAccount]) -> str:
    return "\n".join(account.line for account in accounts)


def _seed_demo(args: argparse.Namespace) -> int:
    with open_runtime() as rt:
        print(_seed(rt, golden_only=args.golden_only))
        if args.accounts:
            print(_account_lines(create_demo_accounts(rt)))
        _plan(rt)
    return 0


def _write_secret(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Made anew with its mode: nobody else may read it, not even for a moment.
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(text, encoding="utf-8")


def _ensure_demo(_args: argparse.Namespace) -> int:
    with open_runtime(migrated=False) as rt, alone(rt.settings.data_dir):
        path = rt.settings.data_dir / ACCOUNTS_FILE
        migrate(rt)
        if is_empty(rt):
            print(_seed(rt, golden_only=False))
            _write_secret(path, _account_lines(create_demo_accounts(rt)) + "\n")
            _plan(rt)
    if path.exists():
        print(t("Akun contoh, tersimpan di {path}:", path=path))
        print(path.read_text(encoding="utf-8"), end="")
    else:
        print(t("Basis data sudah berisi. Akun baru dibuat dengan: {prog} create-admin", prog=PROG))
    return 0


def _rebuild_rekap(_args: argparse.Namespace) -> int:
    with open_runtime() as rt:
        note(t("Menghitung ulang rekap dari semua jawaban …"))
        rows = rebuild_rekap(rt)
    print(t("Rekap disusun ulang: {n} baris.", n=format_angka(rows)))
    return 0


def _check_rekap(_args: argparse.Namespace) -> int:
    with open_runtime() as rt:
        note(t("Mencocokkan rekap dengan semua jawaban …"))
        found = print_all(iter_differences(rt))
    if not found:
        print(t("Rekap cocok dengan jawaban."))
        return 0
    note(t("{n} perbedaan. Perbaiki dengan: {prog} rebuild-rekap", n=found, prog=PROG))
    return 1


def _mark_answers(_args: argparse.Namespace) -> int:
    with open_runtime() as rt:
        note(t("Memeriksa semua jawaban …"))
        changed = mark_all(rt)
        tell_marked(rt, changed)
    print(t("{n} jawaban berubah tandanya.", n=format_angka(changed)))
    return 0


def _tell_impor(hasil: HasilImpor) -> None:
    print(
        t(
            "{layanan}: {lembar} lembar tanpa kesalahan, {baru} baru, {ada} sudah tersimpan sebelumnya.",
            layanan=hasil.layanan.nama,
            lembar=format_angka(hasil.lembar),
            baru=format_angka(hasil.baru),
            ada=format_angka(hasil.sudah_ada),
        )
    )
    if hasil.dari and hasil.sampai:
        dari, sampai = format_tanggal(hasil.dari), format_tanggal(hasil.sampai)
        print(t("Tanggal lembar: {dari} sampai {sampai}.", dari=dari, sampai=sampai))
    for galat in hasil.galat:
        note(galat.kalimat)
    if (more := hasil.jumlah_galat - len(hasil.galat)) > 0:
        note(t("… dan {n} kesalahan lain.", n=format_angka(more)))


def _import_answers(args: argparse.Namespace) -> int:
    progress = Progress()
    with open_runtime() as rt, args.file.open("rb") as file:
        try:
            if args.dry_run:
                hasil = preview_impor_as_system(rt, layanan_kode=args.layanan, file=file)
            else:
                hasil = import_jawaban_as_system(
                    rt, layanan_kode=args.layanan, file=file, progress=progress
                )
        except ImporError as error:
            hasil = error.hasil
        finally:
            progress.end()
    _tell_impor(hasil)
    if hasil.jumlah_galat:
        note(
            t(
                "Ada {n} isian yang perlu diperbaiki. Tidak ada yang disimpan.",
                n=format_angka(hasil.jumlah_galat),
            )
        )
        return 1
    print(t("Tersimpan.") if hasil.disimpan else t("Hanya diperiksa; tidak ada yang disimpan."))
    return 0


def _tanggal(text: str) -> date:
    try:
        return parse_tanggal(text)
    except DomainError as error:
        raise argparse.ArgumentTypeError(error.message) from None


def make_parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    parser = argparse.ArgumentParser(
        prog=PROG, description=t("SEKAMPADI – Survei Kepuasan Masyarakat Aplikasi Daring")
    )
    commands = parser.add_subparsers(title=t("perintah"), required=True, metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], int], help_text: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.set_defaults(run=run)
        return command

    add("migrate", _migrate, t("perbarui tabel basis data"))
    ikm = add("ikm", _ikm, t("tampilkan IKM sebagai JSON"))
    ikm.add_argument("--upp", default="", help=t("kode UPP; kode+upt beserta UPT-nya"))
    ikm.add_argument("--layanan", default="", help=t("kode layanan"))
    ikm.add_argument("--dari", type=_tanggal, help=t("hari pertama, tahun-bulan-hari"))
    ikm.add_argument("--sampai", type=_tanggal, help=t("hari terakhir, termasuk"))
    seed = add("seed-demo", _seed_demo, t("isi basis data kosong dengan data contoh"))
    seed.add_argument(
        "--golden-only",
        action="store_true",
        help=t("hanya 4.563 jawaban sampai 7 Juni 2023, tanpa riwayat sesudahnya"),
    )
    seed.add_argument(
        "--accounts", action="store_true", help=t("buat akun contoh dan tampilkan kata sandinya")
    )
    add(
        "ensure-demo",
        _ensure_demo,
        t("perbarui tabel, isi basis data kosong dengan data dan akun contoh, tampilkan akunnya"),
    )
    add_accounts(commands)
    add_identitas(commands)
    add("rebuild-rekap", _rebuild_rekap, t("susun ulang rekap dari semua jawaban"))
    add("check-rekap", _check_rekap, t("cocokkan rekap dengan semua jawaban"))
    add("mark-answers", _mark_answers, t("tandai jawaban yang perlu ditinjau"))
    impor = add("import-answers", _import_answers, t("simpan jawaban kertas dari templat Excel"))
    impor.add_argument("file", type=Path, metavar="FILE", help=t("berkas .xlsx dari templat"))
    impor.add_argument("--layanan", required=True, metavar="KODE", help=t("kode layanan"))
    impor.add_argument(
        "--dry-run", action="store_true", help=t("periksa saja, jangan menyimpan apa pun")
    )
    add_serving(commands)
    add_safekeeping(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command of these words, or of the process; return the exit status."""
    args = make_parser().parse_args(argv)
    try:
        status: int = args.run(args)
    except DomainError as error:
        note(error.message)
    except (CliError, SettingsError, CommandError, OSError) as error:
        note(str(error))
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()
        note(t("Basis data bermasalah: {reason}", reason=reason[0] if reason else ""))
    except SQLAlchemyError as error:
        note(t("Basis data bermasalah: {reason}", reason=str(error).splitlines()[0]))
    except KeyboardInterrupt:
        note(t("Dihentikan."))
    else:
        return status
    return 1
