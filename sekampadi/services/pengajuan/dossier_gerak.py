"""Moving the province's dossier: composed, handed over, closed with its letter; and its addenda (decree, H)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, delete, select

from sekampadi.db.models import Dossier, DossierPengajuan
from sekampadi.db.queries.dossier import find_dossier
from sekampadi.db.queries.pengajuan import LangkahRow, list_langkah
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, ForbiddenError
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.notifikasi.peringatan import Kabar
from sekampadi.domain.pengajuan.alur import (
    ALUR_DOSSIER,
    AksiDossier,
    StatusDossier,
    find_aturan,
    parse_aksi,
    read_catatan,
    waits_for,
)
from sekampadi.domain.pengajuan.delegasi import Sebagai
from sekampadi.domain.pengajuan.dossier import parse_surat
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.i18n import t
from sekampadi.services.pengajuan.beku import BerkasSiap, JenisBerkas, freeze, sidik_of
from sekampadi.services.pengajuan.dossier import (
    MOVE,
    READ,
    AturanProvinsi,
    address_of,
    objek_of,
    unknown_dossier,
)
from sekampadi.services.pengajuan.dossier_isi import (
    new_dossier,
    province_sheet,
    read_isi_dossier,
)
from sekampadi.services.pengajuan.kabar import tell
from sekampadi.services.pengajuan.langkah import add_langkah, is_own, told
from sekampadi.services.pengajuan.pengajuan import check_masa
from sekampadi.services.pengajuan.peran import list_peran, pick_peran
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.simpanan import storing_all

_PAPERS = frozenset({JenisBerkas.REKAP, JenisBerkas.LAPORAN})
_CHECKED = frozenset({AksiDossier.SERAHKAN, AksiDossier.SAMPAIKAN})
"""The moves before which the province's own sheet has to be there."""


@dataclass(frozen=True, slots=True)
class SerahanDossier:
    """What comes with a move of a dossier.

    Args:
        isian: ``catatan``; to close it ``surat_nomor`` and ``surat_tanggal``.
        tanda: to hand it to the Kabag, the hash of what :func:`read_isi_dossier` gave when
            ``berkas`` were made.
    """

    isian: Mapping[str, object] = field(default_factory=dict)
    tanda: str = ""
    berkas: Sequence[BerkasSiap] = ()


@dataclass(frozen=True, slots=True)
class GerakDossier:
    """A move of a dossier that is being made, by a person who holds it."""

    session: Session
    rt: Runtime
    person: Principal
    triwulan: Triwulan
    row: Dossier
    langkah: Sequence[LangkahRow]

    def rule(self, aksi: AksiDossier) -> tuple[AturanProvinsi, Sebagai]:
        """Find the rule by which a move is allowed, and as what the person makes it.

        Raises:
            ConflictError: ``alur.bukan_saatnya``.
            ForbiddenError: ``alur.bukan_peran``, ``alur.diri_sendiri``.
        """
        peran = list_peran(self.session, self.person, None, self.rt.today())
        status = StatusDossier(self.row.status)
        aturan = find_aturan(ALUR_DOSSIER, status, aksi, (s.peran for s in peran))
        if is_own(aturan, self.langkah, self.person):
            words = t("Langkah sebelumnya Anda lakukan sendiri. Mintalah pejabat lain.")
            raise ForbiddenError("alur.diri_sendiri", words)
        return aturan, pick_peran(peran, aturan.peran)

    def freeze(self, given: SerahanDossier, sidik: Sequence[str]) -> int:
        """Freeze what is handed to the Kabag, and note which papers it holds."""
        isi = read_isi_dossier(self.session, self.triwulan, self.row)
        if given.tanda != sidik_of(isi):
            raise ConflictError(
                "dossier.isi_berubah",
                t("Isi berkas baru saja berubah. Periksa lalu sampaikan sekali lagi."),
            )
        if _PAPERS - {b.jenis for b in given.berkas}:
            raise DomainError("berkas.kurang", t("Berkas yang disampaikan belum lengkap."))
        dossier_id, held = stored_id(self.row.id), col(DossierPengajuan.dossier_id)
        self.session.execute(delete(DossierPengajuan).where(held == dossier_id))
        for line in isi["upp"]:
            if line["pengajuan"] is not None:
                self.session.add(
                    DossierPengajuan(
                        dossier_id=dossier_id, pengajuan_id=line["pengajuan"], beku_id=line["beku"]
                    )
                )
        return freeze(self.session, self.rt, isi, given.berkas, sidik)

    def tell(self, aturan: AturanProvinsi) -> None:
        """Tell whose turn it is now; when it is closed, the Pimpinan who reads it."""
        tell(
            self.session,
            self.rt,
            waits_for(ALUR_DOSSIER, aturan.ke) or Role.PIMPINAN,
            None,
            kunci=f"dossier/{self.row.id}/{self.row.versi}",
            kabar=Kabar(
                f"{aturan.ke.label}: {self.triwulan.periode.label}",
                t("Berkas {nomor}", nomor=self.row.nomor),
            ),
            tautan=address_of(self.triwulan, self.row.urut),
            izin=READ,
            but=self.person,
        )


def prepare_dossier(
    rt: Runtime, principal: Principal | None, triwulan: Triwulan, urut: int
) -> tuple[dict[str, Any], str]:
    """Read what is about to be handed to the Kabag, and its hash, so that its files can be made of it.

    Raises:
        ConflictError: ``alur.bukan_saatnya``.
        ForbiddenError: ``alur.bukan_peran``, ``alur.diri_sendiri``: no files are made in vain.
        NotFoundError: ``dossier.unknown``.
    """
    person = require(principal, MOVE)
    check_masa(rt, MasaLapor.of(triwulan))
    with rt.reading() as session:
        row = find_dossier(session, triwulan, urut)
        if row is None:
            raise unknown_dossier()
        langkah = list_langkah(session, dossier_id=row.id)
        GerakDossier(session, rt, person, triwulan, row, langkah).rule(AksiDossier.SAMPAIKAN)
        isi = read_isi_dossier(session, triwulan, row)
    return isi, sidik_of(isi)


def move_dossier(
    rt: Runtime,
    principal: Principal | None,
    triwulan: Triwulan,
    urut: int,
    aksi: object,
    *,
    versi: int,
    serahan: SerahanDossier | None = None,
) -> StatusDossier:
    """Make a move of the province's papers; return where they are then.

    Args:
        versi: of the dossier as the person has seen it; 0 before it has begun.

    Raises:
        ConflictError: ``alur.bukan_saatnya``; ``dossier.berubah`` when somebody was quicker;
            ``dossier.isi_berubah``; ``dossier.tanpa_lembar`` while the province has no sheet.
        DomainError: ``masa.*``, ``alur.unknown``, ``berkas.kurang``.
        FieldErrors: ``catatan.*``, ``surat_nomor.*``, ``surat_tanggal.*``.
        ForbiddenError: ``alur.bukan_peran``, ``alur.diri_sendiri``.
        NotFoundError: ``dossier.unknown`` for an addendum that was not begun.
    """
    person = require(principal, MOVE)
    act = parse_aksi(AksiDossier, aksi)
    check_masa(rt, MasaLapor.of(triwulan))
    given = serahan or SerahanDossier()
    with storing_all(rt, [b.isi for b in given.berkas]) as (session, sidik):
        row = _held(session, rt, triwulan, urut)
        langkah = list_langkah(session, dossier_id=row.id)
        if row.versi != versi:
            raise moved_meanwhile(row, langkah)
        gerak = GerakDossier(session, rt, person, triwulan, row, langkah)
        aturan, sebagai = gerak.rule(act)
        catatan = read_catatan(aturan, given.isian)
        if act in _CHECKED and province_sheet(session, triwulan) is None:
            raise ConflictError(
                "dossier.tanpa_lembar",
                t(
                    "Lembar IKM Pemprov {triwulan} belum terbit. Terbitkan dahulu.",
                    triwulan=triwulan.periode.label,
                ),
            )
        if act is AksiDossier.SAMPAIKAN:
            row.beku_id = gerak.freeze(given, sidik)
        elif act is AksiDossier.TUTUP:
            surat = parse_surat(given.isian, triwulan, rt.today())
            _check_surat(session, surat.nomor, row)
            row.surat_nomor, row.surat_tanggal = surat.nomor, surat.tanggal
        row.status, row.diubah_pada = aturan.ke.value, rt.now()
        row.versi += 1
        session.add(row)
        add_langkah(
            session,
            rt,
            person,
            aturan,
            sebagai,
            dossier_id=stored_id(row.id),
            catatan=catatan,
            beku_id=row.beku_id if aturan.dari is not StatusDossier.DIHIMPUN else None,
        )
        record(
            session,
            person,
            "dossier.langkah",
            objek_of(row.nomor),
            **told(aturan, sebagai, catatan),
            surat=row.surat_nomor,
        )
        gerak.tell(aturan)
    return aturan.ke


def _held(session: Session, rt: Runtime, triwulan: Triwulan, urut: int) -> Dossier:
    """Return a dossier and hold it; the first one of a triwulan begins with its first move."""
    row = find_dossier(session, triwulan, urut, lock=True)
    if row is None and urut:
        raise unknown_dossier()
    if row is None:
        row = new_dossier(rt, triwulan, 0)
        session.add(row)
        session.flush()
    return row


def _check_surat(session: Session, nomor: str, row: Dossier) -> None:
    """Refuse the number of a letter that another dossier went with."""
    query = select(Dossier.nomor).where(
        col(Dossier.surat_nomor) == nomor, col(Dossier.id) != row.id
    )
    other = session.exec(query).first()
    if other is not None:
        words = t("Nomor surat ini sudah dipakai untuk {nomor}.", nomor=other)
        raise FieldErrors({"surat_nomor": DomainError("surat_nomor.taken", words)})


def moved_meanwhile(row: Dossier, langkah: Sequence[LangkahRow]) -> ConflictError:
    """Return what is said to who was slower than somebody else."""
    last = langkah[-1] if langkah else None
    return ConflictError(
        "dossier.berubah",
        t(
            "Baru saja ada langkah lain: “{aksi}” oleh {siapa}. Keadaannya sekarang: {status}.",
            aksi=AksiDossier(last.aksi).label if last else t("Naskah diubah"),
            siapa=last.oleh if last else "–",
            status=StatusDossier(row.status).label,
        ),
    )
