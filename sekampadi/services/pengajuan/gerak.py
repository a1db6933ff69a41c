"""Moving the papers of an UPP: what is handed in is frozen, and whose turn it is then is told (decree, H)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from sekampadi.db.models import Pengajuan
from sekampadi.db.queries.master import UppRow, lock_upp
from sekampadi.db.queries.pengajuan import LangkahRow, find_pengajuan, list_langkah
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, DomainError, ForbiddenError
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.notifikasi.peringatan import Kabar
from sekampadi.domain.pengajuan.alur import (
    AksiPengajuan,
    StatusPengajuan,
    alur_of,
    find_aturan,
    parse_aksi,
    read_catatan,
    waits_for,
)
from sekampadi.domain.pengajuan.delegasi import Sebagai
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp_of
from sekampadi.services.notifikasi.webhook.peristiwa import emit_status
from sekampadi.services.pengajuan.beku import BerkasSiap, freeze, sidik_of
from sekampadi.services.pengajuan.isi import MENYERAHKAN, check_word, papers_of, read_isi
from sekampadi.services.pengajuan.kabar import tell
from sekampadi.services.pengajuan.langkah import add_langkah, is_own, told
from sekampadi.services.pengajuan.pengajuan import (
    MOVE,
    READ,
    AturanUpp,
    address_of,
    check_masa,
    objek_of,
)
from sekampadi.services.pengajuan.peran import list_peran, pick_peran
from sekampadi.services.pengajuan.sejak import settle
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.simpanan import storing_all


@dataclass(frozen=True, slots=True)
class Bahan:
    """What a move is about to hand in, read before its files are made."""

    upp: UppRow
    masa: MasaLapor
    aksi: AksiPengajuan
    isi: Mapping[str, Any]

    @property
    def tanda(self) -> str:
        """What changes as soon as something of it changes."""
        return sidik_of(self.isi)


@dataclass(frozen=True, slots=True)
class Serahan:
    """What comes with a move.

    Args:
        isian: ``catatan``.
        bahan: for a move that hands in, what :func:`prepare` has read; with ``berkas``, made of it.
    """

    isian: Mapping[str, object] = field(default_factory=dict)
    bahan: Bahan | None = None
    berkas: Sequence[BerkasSiap] = ()


def prepare(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    masa: MasaLapor,
    aksi: object,
    *,
    versi: int | None = None,
) -> Bahan:
    """Read what a move hands in, so that its files can be made of it.

    Args:
        versi: as :func:`move`; given, no files are made for a move that comes too late.

    Raises:
        ConflictError: ``alur.bukan_saatnya``, ``pengajuan.berubah``, ``pengajuan.tanpa_rtl``,
            ``pengajuan.tahunan_kurang``.
        DomainError: ``masa.*``, ``alur.unknown``.
        ForbiddenError: ``alur.bukan_peran``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, MOVE)
    act = parse_aksi(AksiPengajuan, aksi)
    check_masa(rt, masa)
    with rt.reading() as session:
        upp = require_upp_of(session, person, upp_kode)
        row = find_pengajuan(session, upp.id, masa)
        if row is not None and versi not in {None, row.versi}:
            raise _moved_meanwhile(row, list_langkah(session, pengajuan_id=row.id))
        status = StatusPengajuan(row.status) if row else StatusPengajuan.BELUM
        peran = list_peran(session, person, upp.id, rt.today())
        find_aturan(alur_of(masa.nomor), status, act, (s.peran for s in peran))
        isi = read_isi(session, upp, masa, act) if act in MENYERAHKAN else {}
    return Bahan(upp, masa, act, isi)


@dataclass(frozen=True, slots=True)
class _Gerak:
    """A move that is being made."""

    session: Session
    rt: Runtime
    person: Principal
    upp: UppRow
    masa: MasaLapor
    aksi: AksiPengajuan
    langkah: Sequence[LangkahRow]

    def rule(self, status: StatusPengajuan) -> tuple[AturanUpp, Sebagai]:
        """Find the rule by which it is allowed, and as what the person makes it."""
        peran = list_peran(self.session, self.person, self.upp.id, self.rt.today())
        aturan = find_aturan(alur_of(self.masa.nomor), status, self.aksi, (s.peran for s in peran))
        if is_own(aturan, self.langkah, self.person):
            raise ForbiddenError(
                "alur.diri_sendiri",
                t("Yang menyampaikan tidak dapat menyetujui. Mintalah pejabat lain."),
            )
        return aturan, pick_peran(peran, aturan.peran)

    def hand_in(self, serahan: Serahan, sidik: Sequence[str], catatan: str) -> int | None:
        """Freeze what it hands in; of another move return what it speaks of."""
        if self.aksi not in MENYERAHKAN:
            given = (s.beku_id for s in reversed(self.langkah))
            return next((beku_id for beku_id in given if beku_id is not None), None)
        isi = read_isi(self.session, self.upp, self.masa, self.aksi)
        if serahan.bahan is None or serahan.bahan.tanda != sidik_of(isi):
            raise ConflictError(
                "pengajuan.isi_berubah",
                t("Isi yang disampaikan baru saja berubah. Periksa lalu sampaikan sekali lagi."),
            )
        if papers_of(isi) - {b.jenis for b in serahan.berkas}:
            raise DomainError("berkas.kurang", t("Berkas yang disampaikan belum lengkap."))
        check_word(isi, catatan)
        return freeze(self.session, self.rt, isi, serahan.berkas, sidik)

    def tell(self, aturan: AturanUpp, versi: int, catatan: str) -> None:
        """Tell those whose turn it is now, and at the end the UPP."""
        about = f"{self.upp.nama}, {self.masa.label}"
        kabar = Kabar(f"{aturan.ke.label}: {about}", catatan[:500] or aturan.aksi.label)
        turn = waits_for(alur_of(self.masa.nomor), aturan.ke)
        for peran in [turn] if turn else [Role.ADMIN_UPP, Role.PIMPINAN_UPP]:
            tell(
                self.session,
                self.rt,
                peran,
                self.upp.id,
                kunci=f"pengajuan/{self.upp.id}/{self.masa.kunci}/{versi}",
                kabar=kabar,
                tautan=address_of(self.upp.kode, self.masa),
                izin=READ,
                but=self.person,
            )


def move(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    masa: MasaLapor,
    aksi: object,
    *,
    versi: int,
    serahan: Serahan | None = None,
) -> StatusPengajuan:
    """Make a move of the papers of an UPP; return where they are then.

    Args:
        versi: of the pengajuan as the person has seen it; 0 before anything was done.

    Raises:
        ConflictError: ``alur.bukan_saatnya``; ``pengajuan.berubah`` when somebody was quicker;
            ``pengajuan.isi_berubah`` when what is handed in has changed since it was read.
        DomainError: ``masa.*``, ``alur.unknown``, ``berkas.kurang``.
        FieldErrors: ``catatan.*``.
        ForbiddenError: ``alur.bukan_peran``, ``alur.diri_sendiri``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, MOVE)
    act = parse_aksi(AksiPengajuan, aksi)
    check_masa(rt, masa)
    given = serahan or Serahan()
    with storing_all(rt, [b.isi for b in given.berkas]) as (session, sidik):
        upp = require_upp_of(session, person, upp_kode)
        lock_upp(session, upp.id)
        settle(session, rt)
        row = find_pengajuan(session, upp.id, masa, lock=True) or Pengajuan(
            upp_id=upp.id,
            tahun=masa.tahun,
            triwulan=masa.nomor,
            status=StatusPengajuan.BELUM.value,
            diubah_pada=rt.now(),
        )
        langkah = list_langkah(session, pengajuan_id=row.id) if row.id is not None else []
        if row.versi != versi:
            raise _moved_meanwhile(row, langkah)
        gerak = _Gerak(session, rt, person, upp, masa, act, langkah)
        aturan, sebagai = gerak.rule(StatusPengajuan(row.status))
        catatan = read_catatan(aturan, given.isian)
        beku_id = gerak.hand_in(given, sidik, catatan)
        row.status, row.diubah_pada = aturan.ke.value, rt.now()
        row.versi += 1
        session.add(row)
        session.flush()
        add_langkah(
            session,
            rt,
            person,
            aturan,
            sebagai,
            pengajuan_id=stored_id(row.id),
            catatan=catatan,
            beku_id=beku_id,
        )
        record(
            session,
            person,
            "pengajuan.langkah",
            objek_of(upp, masa),
            **told(aturan, sebagai, catatan),
        )
        gerak.tell(aturan, row.versi, catatan)
        emit_status(
            session,
            rt,
            aturan.ke,
            pengajuan_id=stored_id(row.id),
            versi=row.versi,
            upp_id=upp.id,
            triwulan=masa.kunci if masa.triwulan else "",
        )
    return aturan.ke


def _moved_meanwhile(row: Pengajuan, langkah: Sequence[LangkahRow]) -> ConflictError:
    last = langkah[-1] if langkah else None
    return ConflictError(
        "pengajuan.berubah",
        t(
            "Baru saja ada langkah lain: “{aksi}” oleh {siapa}. Keadaannya sekarang: {status}.",
            aksi=AksiPengajuan(last.aksi).label if last else "–",
            siapa=last.oleh if last else "–",
            status=StatusPengajuan(row.status).label,
        ),
    )
