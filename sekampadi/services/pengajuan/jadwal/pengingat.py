"""Reminders of a deadline to those whose turn it is: by the worker each once, and by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.notifikasi import list_told
from sekampadi.db.queries.pengajuan import find_pengajuan, list_geser
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.izin import PROVINSI, Permission, Principal
from sekampadi.domain.pengajuan.alur import StatusPengajuan, alur_of, waits_for
from sekampadi.domain.pengajuan.pengingat import pengingat_due, tell_pengingat
from sekampadi.domain.pengajuan.tenggat import MasaLapor, tenggat_of
from sekampadi.domain.periode import local_date
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.pengajuan.kabar import tell
from sekampadi.services.pengajuan.pengajuan import address_of, check_masa, objek_of
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.pengajuan.tenggat import read_matriks
from sekampadi.services.sistem.runtime import Runtime, record, require

JENIS = "pengingat"
HALAMAN = "/admin/pengajuan"


@dataclass(frozen=True, slots=True)
class _Batas:
    """What an UPP is reminded of; ``kunci`` names the reminder, ``hari`` its day, None for by hand."""

    upp: UppRow
    masa: MasaLapor
    tenggat: date
    kunci: str
    hari: date | None = None


def _status(session: Session, upp: UppRow, masa: MasaLapor) -> tuple[StatusPengajuan, date | None]:
    """Return where the papers are, and since what day."""
    # Nobody hands in between the look and the reminder.
    row = find_pengajuan(session, upp.id, masa, lock=True)
    if row is None:
        return StatusPengajuan.BELUM, None
    return StatusPengajuan(row.status), local_date(row.diubah_pada)


def _remind(session: Session, rt: Runtime, batas: _Batas) -> int:
    """Tell whose turn it is, unless the UPP has done its part; return how many are told of it anew."""
    upp, masa, today = batas.upp, batas.masa, rt.today()
    status, since = _status(session, upp, masa)
    turn = waits_for(alur_of(masa.nomor), status)
    if status.disampaikan or turn is None:
        return 0
    if since and batas.hari and batas.hari < since:
        return 0  # whose turn it became later was told by the move
    end = masa.periode.sampai
    return tell(
        session,
        rt,
        turn,
        upp.id,
        kunci=batas.kunci,
        kabar=tell_pengingat(upp.nama, masa, status, batas.tenggat, today),
        # Of what is not over there is no page yet.
        tautan=address_of(upp.kode, masa) if end and end < today else HALAMAN,
        izin=Permission.PENGAJUAN_READ,
        jenis=JENIS,
    )


def check_pengingat(rt: Runtime) -> int:
    """Tell every reminder whose day has come, each once; return how many notices were written.

    A deadline that is moved to another day is another one. Who gets the turn later is told of it by
    the move, and by the next reminder, not by the one before.
    """
    today, sejak = rt.today(), load_sejak(rt)
    with rt.reading() as session:
        matriks = read_matriks(session, rt, PROVINSI, sejak, semua=True)
        due = [
            _Batas(
                b.upp,
                s.masa,
                s.tenggat,
                f"tenggat/{b.upp.id}/{s.masa.kunci}/{s.tenggat}/{hari}",
                s.tenggat + timedelta(days=hari),
            )
            for b in matriks.baris
            for s in b.sel
            if not s.status.disampaikan and (hari := pengingat_due(s.tenggat, today)) is not None
        ]
        told = list_told(session, [batas.kunci for batas in due])
    written = 0
    for batas in due:
        if batas.kunci not in told:
            with rt.writing() as session:
                written += _remind(session, rt, batas)
    return written


def ingatkan(
    rt: Runtime, principal: Principal | None, masa: MasaLapor, upp_kode: str = ""
) -> tuple[str, ...]:
    """Remind an UPP, or without a kode all that are late, at most once a day each.

    Returns:
        The kode of those that were reminded.

    Raises:
        ConflictError: ``pengingat.sudah`` when all were reminded today; ``pengingat.tanpa_penerima``
            when nobody can be; ``pengingat.tidak_perlu`` when nothing is waited for.
        DomainError: ``masa.*``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, Permission.TENGGAT_MANAGE)
    check_masa(rt, masa)
    sejak, today = load_sejak(rt), rt.today()
    with rt.writing() as session:
        if upp_kode:
            upp = require_upp(session, PROVINSI, upp_kode)
            tenggat = tenggat_of(masa, upp.id, list_geser(session, [masa.tahun]))
            open_now = not _status(session, upp, masa)[0].disampaikan
            asked = [(upp, tenggat)] if open_now else []
        else:
            asked = [
                (b.upp, s.tenggat)
                for b in read_matriks(session, rt, PROVINSI, sejak).baris
                for s in b.sel
                if s.masa == masa and not s.status.disampaikan and today > s.tenggat
            ]
        batas = [_Batas(u, masa, d, f"ingatkan/{u.id}/{masa.kunci}/{today}") for u, d in asked]
        told = tuple(b.upp.kode for b in batas if _remind(session, rt, b))
        if not told:
            raise _nobody(batas, bool(list_told(session, [b.kunci for b in batas])))
        record(
            session,
            person,
            "pengajuan.ingatkan",
            objek_of(batas[0].upp, masa) if upp_kode else f"tenggat/{masa.kunci}",
            upp=list(told),
        )
    return told


def _nobody(asked: Sequence[_Batas], already: bool) -> ConflictError:
    if not asked:
        return ConflictError(
            "pengingat.tidak_perlu",
            t("Tidak ada yang ditunggu: semuanya sudah disampaikan, atau batasnya belum lewat."),
        )
    if already:
        return ConflictError(
            "pengingat.sudah", t("Hari ini sudah diingatkan. Pengingat dikirim sekali sehari.")
        )
    return ConflictError(
        "pengingat.tanpa_penerima",
        t("Tidak ada akun aktif yang dapat diingatkan. Buat akunnya di menu Operator."),
    )
