"""Handing in: where the papers of an UPP are, and what may be done with them (decree, H, rows 3 to 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sekampadi.db.queries.master import UppRow, get_upp
from sekampadi.db.queries.pengajuan import (
    BekuBerkasRow,
    LangkahRow,
    find_pengajuan,
    get_beku,
    list_berkas,
    list_geser,
    list_langkah,
    list_pelaku,
)
from sekampadi.domain.akun import may_manage
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.pengajuan.alur import (
    AksiPengajuan,
    AturanAlur,
    StatusPengajuan,
    alur_of,
    waits_for,
)
from sekampadi.domain.pengajuan.delegasi import Sebagai
from sekampadi.domain.pengajuan.tenggat import (
    MasaLapor,
    StatusTenggat,
    is_since,
    status_tenggat,
    tenggat_of,
)
from sekampadi.domain.publikasi import PublikasiRow
from sekampadi.domain.teks import write_address
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp_of
from sekampadi.services.pengajuan.beku import is_whole, sidik_of
from sekampadi.services.pengajuan.isi import MENYERAHKAN, find_rencana_masa, isi_kini
from sekampadi.services.pengajuan.langkah import Tertahan, find_tertahan, list_boleh
from sekampadi.services.pengajuan.peran import list_peran
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tindak_lanjut.lembar import find_lembar
from sekampadi.services.tindak_lanjut.rencana import Rencana

READ, MOVE = Permission.PENGAJUAN_READ, Permission.PENGAJUAN_MOVE

_MENYERAHKAN = frozenset(aksi.value for aksi in MENYERAHKAN)

AturanUpp = AturanAlur[StatusPengajuan, AksiPengajuan]


@dataclass(frozen=True, slots=True)
class HalamanPengajuan:
    """All that is known of what an UPP hands in for a triwulan or a year."""

    upp: UppRow
    masa: MasaLapor
    status: StatusPengajuan
    versi: int  # 0 before anything was done
    tenggat: date
    keadaan: StatusTenggat
    langkah: tuple[LangkahRow, ...]  # the oldest first
    boleh: tuple[AturanUpp, ...]  # what the person may do now
    tertahan: Tertahan | None  # what he may not do because he has handed in himself
    sebagai: tuple[Sebagai, ...]  # as what the person may act here
    giliran: Role | None  # whose turn it is; None at the end
    ada_pelaku: bool  # whether there is an account that can take that turn
    buat_akun: bool  # whether the person may make one
    induk: str  # the name of the UPP that an UPT belongs to; empty for none
    berkas: Mapping[int, tuple[BekuBerkasRow, ...]]  # by the id of what was handed in
    lembar: PublikasiRow | None  # in force now; None for none, and for a year
    rencana: Rencana | None  # None before it is begun, and for a year


@dataclass(frozen=True, slots=True)
class Diserahkan:
    """What lies with the papers: as it was handed in last, before that as it would be now.

    Args:
        isi: in the form of ``services.pengajuan.isi``.
        langkah: the move that handed it in; None before any.
        utuh: whether it is still what its hash says, its files included.
        berubah: what of it is different by now: ``lembar``, ``rtl``, ``tahunan``, ``hasil_tl``.
        kini: what could be handed in now.
    """

    isi: Mapping[str, Any]
    langkah: LangkahRow | None = None
    sidik: str = ""
    utuh: bool = True
    berubah: frozenset[str] = frozenset()
    kini: Mapping[str, Any] = field(default_factory=dict)


def objek_of(upp: UppRow, masa: MasaLapor) -> str:
    """Return how the audit trail names a pengajuan."""
    return f"pengajuan/{upp.kode}/{masa.kunci}"


def address_of(upp_kode: str, masa: MasaLapor) -> str:
    """Return the page of a pengajuan."""
    return write_address("/admin/pengajuan/rinci", upp=upp_kode, masa=masa.kunci)


def check_masa(rt: Runtime, masa: MasaLapor) -> None:
    """Refuse what is not over yet, or lies before handing in through the system began.

    Raises:
        DomainError: ``masa.belum_berakhir``, ``masa.sebelum_mulai``.
    """
    end = masa.periode.sampai
    if end is None or end >= rt.today():
        raise DomainError("masa.belum_berakhir", t("{masa} belum berakhir.", masa=masa.label))
    if not is_since(load_sejak(rt), masa):
        raise DomainError(
            "masa.sebelum_mulai",
            t("{masa} belum disampaikan melalui sistem ini.", masa=masa.label),
        )


def load_pengajuan(
    rt: Runtime, principal: Principal | None, upp_kode: str, masa: MasaLapor
) -> HalamanPengajuan:
    """Read what an UPP, without a kode the own one, hands in for a triwulan or a year.

    Raises:
        DomainError: ``masa.*``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    check_masa(rt, masa)
    today, triwulan = rt.today(), masa.triwulan
    with rt.reading() as session:
        upp = require_upp_of(session, person, upp_kode)
        row = find_pengajuan(session, upp.id, masa)
        status = StatusPengajuan(row.status) if row else StatusPengajuan.BELUM
        langkah = list_langkah(session, pengajuan_id=row.id) if row else []
        peran = list_peran(session, person, upp.id, today) if person.may(MOVE) else ()
        if not person.role.of_upp and person.may(MOVE):
            peran += list_peran(session, person, None, today)
        alur = alur_of(masa.nomor)
        tenggat = tenggat_of(masa, upp.id, list_geser(session, [masa.tahun]))
        giliran = waits_for(alur, status)
        files: dict[int, list[BekuBerkasRow]] = {}
        for file in list_berkas(session, {s.beku_id for s in langkah if s.beku_id is not None}):
            files.setdefault(file.beku_id, []).append(file)
        lembar = find_lembar(session, upp, triwulan) if triwulan else None
        return HalamanPengajuan(
            upp,
            masa,
            status,
            row.versi if row else 0,
            tenggat,
            status_tenggat(masa, status, tenggat, today),
            tuple(langkah),
            list_boleh(alur, status, peran, langkah, person),
            find_tertahan(
                session, alur, status, peran, langkah, person=person, upp_id=upp.id, today=today
            ),
            tuple(dict.fromkeys(peran)),
            giliran,
            giliran is None
            or bool(list_pelaku(session, giliran, upp.id if giliran.of_upp else None, today)),
            giliran is not None and may_manage(person, giliran, upp.id),
            induk.nama if (induk := get_upp(session, upp.induk_id or 0)) else "",
            {beku_id: tuple(found) for beku_id, found in files.items()},
            lembar.row if lembar else None,
            find_rencana_masa(session, upp, triwulan) if triwulan else None,
        )


def load_diserahkan(
    rt: Runtime, principal: Principal | None, upp_kode: str, masa: MasaLapor
) -> Diserahkan:
    """Read what an UPP has handed in, and hold it against its hash and against what is there now.

    Raises:
        DomainError: ``masa.*``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    check_masa(rt, masa)
    with rt.reading() as session:
        upp = require_upp_of(session, person, upp_kode)
        row = find_pengajuan(session, upp.id, masa)
        langkah = list_langkah(session, pengajuan_id=row.id) if row else []
        last = _lies(langkah)
        beku = get_beku(session, last.beku_id) if last and last.beku_id is not None else None
        now = isi_kini(session, upp, masa)
        if last is None or beku is None or beku.id is None:
            return Diserahkan(now, kini=now)
        given = beku.isi
        changed = (
            name
            for name in ("lembar", "rtl", "tahunan", "hasil_tl")
            if name in given and sidik_of({name: given[name]}) != sidik_of({name: now[name]})
        )
        whole = is_whole(session, rt, beku.id)
        return Diserahkan(given, last, beku.sidik, whole, frozenset(changed), now)


def _lies(langkah: Sequence[LangkahRow]) -> LangkahRow | None:
    """Return the move that has handed in what lies there now: what was taken back does not."""
    handed = list[LangkahRow]()
    for one in langkah:
        if one.aksi in _MENYERAHKAN:
            handed.append(one)
        elif one.aksi == AksiPengajuan.TARIK.value and handed:
            handed.pop()
    return handed[-1] if handed else None
