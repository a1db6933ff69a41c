"""The commands ``backup``, ``restore``, ``move-data``, ``check-berkas`` and ``audit-check``."""

import argparse
import sys
from pathlib import Path
from typing import Any

from sekampadi.console import PROG, CliError, note, open_runtime
from sekampadi.db.engine import make_engine
from sekampadi.domain.audit.rantai import Kepala, parse_kepala
from sekampadi.domain.cadangan import Retensi, parse_retensi
from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import format_angka, format_jam, format_tanggal, t
from sekampadi.services.sistem.audit.kepala import list_kepala
from sekampadi.services.sistem.audit.periksa import check_audit
from sekampadi.services.sistem.audit.perintah import tell_moved
from sekampadi.services.sistem.cadangan.arsip import peek_manifest
from sekampadi.services.sistem.cadangan.cadangan import backup
from sekampadi.services.sistem.cadangan.manifest import Manifest
from sekampadi.services.sistem.cadangan.pindah import move_data
from sekampadi.services.sistem.cadangan.pulih import HasilPulih, restore
from sekampadi.services.sistem.cadangan.retensi import clear_old
from sekampadi.services.sistem.cadangan.uji import verify_backup
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files, clear_unnamed
from sekampadi.settings import Settings, get_settings, read_database_url

_WORD = "GANTI"
"""What has to be typed before data is replaced."""


def _told(text: str) -> None:
    note(f"{text} …")


def _contents(manifest: Manifest) -> str:
    return t(
        "{tables} tabel, {rows} baris, {files} berkas bukti.",
        tables=format_angka(len(manifest.tables)),
        rows=format_angka(manifest.rows),
        files=format_angka(len(manifest.evidence)),
    )


def _tell_missing(manifest: Manifest) -> None:
    if manifest.missing:
        names = "\n".join(manifest.missing)
        note(t("Berkas yang tercatat tetapi tidak ada saat dicadangkan:\n{names}", names=names))


def _run_backup(args: argparse.Namespace) -> int:
    if args.keep is not None and (args.no_verify or args.verify is not None):
        raise CliError(t("--keep hanya untuk cadangan baru yang diperiksa."))
    if args.verify is not None:
        with open_runtime(migrated=False) as rt:
            _told(t("Mencoba memulihkan cadangan"))
            manifest = verify_backup(rt, args.verify)
        print(t("Cadangan utuh: {contents}", contents=_contents(manifest)))
        _tell_missing(manifest)
        return 0
    with open_runtime() as rt:
        folder = args.folder or rt.settings.data_dir / "cadangan"
        made = backup(rt, folder.absolute(), verify=not args.no_verify, tell=_told)
    print(t("Cadangan: {path}", path=made.path))
    print(_contents(made.manifest))
    _tell_missing(made.manifest)
    if made.changed:
        names = "\n".join(made.changed)
        note(t("Isi berkas ini sudah berubah sebelum dicadangkan:\n{names}", names=names))
    if not made.tried:
        note(t("Belum diperiksa. Periksa dengan: {prog} backup --verify FILE", prog=PROG))
    if args.keep is not None:
        for name in clear_old(made.path.parent, args.keep):
            print(t("Dihapus karena lebih lama daripada aturan simpan: {name}", name=name))
    return 0


def _ask_for_the_word() -> None:
    note(
        t(
            "Data yang ada sekarang akan diganti dengan isi cadangan. Ketik {word} untuk melanjutkan:",
            word=_WORD,
        )
    )
    if sys.stdin.readline().strip() != _WORD:
        raise CliError(t("Tidak dilanjutkan. Tidak ada yang diubah."))


def _tell_restored(done: HasilPulih) -> None:
    made = done.manifest.made_at.astimezone(ZONA)
    print(
        t(
            "Dipulihkan keadaan {tanggal} pukul {jam}: {contents}",
            tanggal=format_tanggal(made.date()),
            jam=format_jam(made),
            contents=_contents(done.manifest),
        )
    )
    if done.kept is not None:
        print(t("Basis data sebelumnya tersimpan di {path}", path=done.kept))
    print(t("Pengaturan saat itu tersimpan di {path}", path=done.settings))
    note(
        t(
            "Semua orang masuk lagi, dan layar dihubungkan lagi. Kode pemulihan yang lama tidak"
            " berlaku: mintalah setiap pemilik verifikasi dua langkah membuat yang baru di Akun saya."
            " Kata sandi yang diganti sesudah cadangan dibuat kembali ke yang sebelumnya."
        )
    )
    if not done.same_key:
        note(
            t(
                "SEKAMPADI_SECRET_KEY di sini berbeda dari yang dicadangkan. Salin dari berkas"
                " pengaturan itu sebelum server dijalankan."
            )
        )
    _tell_missing(done.manifest)


def _run_restore(args: argparse.Namespace) -> int:
    if args.replace:
        _ask_for_the_word()
    with open_runtime(migrated=False) as rt:
        done = restore(rt, args.file.absolute(), replace_data=args.replace, tell=_told)
    _tell_restored(done)
    if done.differences:
        print("\n".join(done.differences))
        note(
            t(
                "{n} perbedaan rekap. Perbaiki dengan: {prog} rebuild-rekap",
                n=len(done.differences),
                prog=PROG,
            )
        )
        return 1
    print(t("Rekap cocok dengan jawaban."))
    return 0


def _run_move(args: argparse.Namespace) -> int:
    settings = get_settings()  # wrong settings are told before anything is moved
    if args.source == args.target:
        raise CliError(t("Asal dan tujuan sama."))
    _told(t("Memindahkan data"))
    moved = move_data(args.source, args.target)
    rows = sum(table.rows for table in moved.values())
    target = Runtime(make_engine(args.target), settings)
    try:
        tell_moved(target, rows)
    finally:
        target.engine.dispose()
    print(
        t(
            "Disalin dan dicocokkan: {tables} tabel, {rows} baris.",
            tables=format_angka(len(moved)),
            rows=format_angka(rows),
        )
    )
    print(t("Isi SEKAMPADI_DATABASE_URL dengan alamat tujuan, lalu jalankan server."))
    return 0


def _rule(text: str) -> Retensi:
    try:
        return parse_retensi(text)
    except DomainError as error:
        raise argparse.ArgumentTypeError(error.message) from None


def _address(text: str) -> str:
    try:
        return read_database_url(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            t("alamat basis data diawali sqlite:/// atau postgresql://")
        ) from None


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


def _heads(args: argparse.Namespace, settings: Settings) -> list[Kepala]:
    """Return the heads to look for: those that were named, or those that are remembered here."""
    named = [parse_kepala(text) for text in args.head]
    for file in args.backup:
        if (kepala := peek_manifest(file).kepala) is None:
            raise CliError(t("Cadangan {path} tidak menyimpan kepala rantai.", path=file))
        named.append(kepala)
    return named or list_kepala(settings)


def _run_audit_check(args: argparse.Namespace) -> int:
    with open_runtime() as rt:
        heads = _heads(args, rt.settings)
        note(t("Memeriksa jejak audit …"))
        hasil = check_audit(rt, heads)
    for temuan in hasil.temuan:
        print(temuan.kalimat)
    if (more := hasil.jumlah - len(hasil.temuan)) > 0:
        note(t("… dan {n} temuan lain.", n=format_angka(more)))
    print(t("Baris diperiksa: {n}.", n=format_angka(hasil.baris)))
    if hasil.kepala is not None:
        print(t("Kepala rantai: {kepala}", kepala=hasil.kepala))
    if not hasil.utuh:
        note(t("{n} temuan pada jejak audit.", n=format_angka(hasil.jumlah)))
        return 1
    if heads:
        print(
            t(
                "Jejak audit utuh, sesuai dengan {n} kepala cadangan.",
                n=format_angka(hasil.kepala_cocok),
            )
        )
    else:
        print(t("Jejak audit utuh."))
        note(
            t(
                "Belum ada kepala cadangan, jadi baris yang dipotong di ujung tidak dapat diketahui."
                " Buat cadangan, atau sebutkan dengan --head atau --backup."
            )
        )
    return 0


def add_safekeeping(subparsers: Any) -> None:
    """Add the commands of this module to what ``ArgumentParser.add_subparsers`` returned."""
    text = t("cadangkan basis data, berkas bukti dan pengaturan selagi server berjalan")
    saving = subparsers.add_parser("backup", help=text, description=text)
    saving.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help=t("folder cadangan; baku folder cadangan di dalam folder data"),
    )
    saving.add_argument(
        "--keep",
        type=_rule,
        metavar="7d4w12m",
        help=t("sesudahnya hapus cadangan lama, kecuali sekian hari, minggu dan bulan terakhir"),
    )
    which = saving.add_mutually_exclusive_group()
    which.add_argument(
        "--no-verify", action="store_true", help=t("jangan mencoba memulihkan hasilnya")
    )
    which.add_argument(
        "--verify",
        type=lambda text: Path(text).absolute(),
        metavar="FILE",
        help=t("periksa cadangan ini saja dengan memulihkannya di tempat sementara"),
    )
    saving.set_defaults(run=_run_backup)
    text = t("pulihkan cadangan ke basis data dan folder data yang kosong")
    back = subparsers.add_parser("restore", help=text, description=text)
    back.add_argument("file", type=Path, metavar="FILE", help=t("berkas cadangan .tar"))
    back.add_argument(
        "--replace",
        action="store_true",
        help=t("ganti data yang ada; {word} harus diketik lebih dahulu", word=_WORD),
    )
    back.set_defaults(run=_run_restore)
    text = t("salin semua data ke basis data lain yang kosong, SQLite atau PostgreSQL")
    moving = subparsers.add_parser("move-data", help=text, description=text)
    for name, dest, said in (
        ("--from", "source", t("alamat basis data asal")),
        ("--to", "target", t("alamat basis data tujuan, yang kosong")),
    ):
        moving.add_argument(name, dest=dest, type=_address, required=True, metavar="URL", help=said)
    moving.set_defaults(run=_run_move)
    text = t("cocokkan berkas bukti tindak lanjut dengan catatannya")
    check = subparsers.add_parser("check-berkas", help=text, description=text)
    check.add_argument(
        "--clean", action="store_true", help=t("hapus berkas yang tidak dicatat di mana pun")
    )
    check.set_defaults(run=_run_check_berkas)
    text = t("periksa apakah ada baris jejak audit yang diubah, dihapus, atau disisipkan")
    audit = subparsers.add_parser("audit-check", help=text, description=text)
    audit.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="NO:JEJAK",
        help=t("kepala rantai yang harus ada; boleh beberapa kali"),
    )
    audit.add_argument(
        "--backup",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help=t("cadangan yang kepala rantainya harus ada; boleh beberapa kali"),
    )
    audit.set_defaults(run=_run_audit_check)
