"""Writing the parts of an annual report: versions with names, nobody over another, drafts beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session

from sekampadi.db.models import NaskahTahunan
from sekampadi.db.queries.tahunan.naskah import (
    NaskahRow,
    VersiNaskah,
    count_versi_since,
    find_naskah,
    list_draf_tahunan,
    list_naskah,
    list_versi_naskah,
)
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Principal
from sekampadi.domain.periode import ZONA, local_date
from sekampadi.domain.tahunan.bagian import BagianTahunan, list_bagian, parse_bagian
from sekampadi.domain.tahunan.naskah import IsiNaskah, is_filled, parse_naskah
from sekampadi.domain.tahunan.usulan import propose_naskah
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.tahunan.draf import (
    DrafNaskahTahunan,
    TandaDraf,
    check_draf,
    find_draf,
    put_draf,
    remove_draf,
)
from sekampadi.services.tahunan.objek import (
    READ,
    ObjekTahunan,
    hold_laporan,
    laporan_id,
    may_write,
    open_objek,
    resolve_objek,
)

VERSI_TAMPIL = 30
"""Versions of a part that are listed: the newest ones."""
VERSI_SEHARI = 30
"""Versions that one person may write of a part on a day: each stays for good."""


@dataclass(frozen=True, slots=True)
class BagianTertulis:
    """A part as it stands.

    Args:
        naskah: the newest that somebody wrote, which may be nothing again; None when nobody has.
        usulan: what the program proposes, empty for parts it cannot begin.
        draf: whether the person has a draft of it.
    """

    bagian: BagianTahunan
    naskah: NaskahRow | None
    usulan: IsiNaskah
    draf: bool = False

    @property
    def isi(self) -> IsiNaskah:
        """What the report prints: what somebody wrote, or else the proposal."""
        own = self.naskah.isi if self.naskah else IsiNaskah()
        return self.usulan if own.kosong else own

    @property
    def hilang(self) -> bool:
        """Whether the report is not complete without it, and nothing stands there."""
        return self.bagian.wajib and self.isi.kosong

    @property
    def kurang(self) -> bool:
        """Whether the report is not complete without it, and it does not say what it has to."""
        return self.bagian.wajib and not is_filled(self.bagian, self.isi)


@dataclass(frozen=True, slots=True)
class HalamanBagian:
    """A part with its newest versions, newest first, and the person's draft.

    Args:
        dilihat: the version that was asked for, however old; None for none.
    """

    objek: ObjekTahunan
    tertulis: BagianTertulis
    versi: tuple[VersiNaskah, ...]
    dilihat: NaskahRow | None
    draf: DrafNaskahTahunan | None
    boleh: bool  # whether the person may write

    @property
    def versi_kini(self) -> int:
        """The newest version, 0 for none."""
        return self.tertulis.naskah.versi if self.tertulis.naskah else 0

    @property
    def versi_lama(self) -> int:
        """How many versions there are besides those that are listed."""
        # They are counted from 1, and none is ever taken away.
        return self.versi_kini - len(self.versi)


def read_tertulis(session: Session, objek: ObjekTahunan) -> tuple[BagianTertulis, ...]:
    """Read all parts of a report, for an already authorized use case; nobody's drafts are marked."""
    row_id = laporan_id(session, objek)
    written = list_naskah(session, row_id) if row_id is not None else {}
    return tuple(
        BagianTertulis(b, written.get(b.kunci), propose_naskah(b, objek.konteks))
        for b in list_bagian(provinsi=objek.konteks.provinsi)
    )


def read_kunci_draf(session: Session, objek: ObjekTahunan, operator_id: int) -> frozenset[str]:
    """Return of which parts a person has a draft, for an already authorized use case."""
    row_id = laporan_id(session, objek)
    if row_id is None:
        return frozenset()
    return frozenset(d.bagian for d in list_draf_tahunan(session, operator_id, row_id))


def load_bagian(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    kunci: object,
    *,
    dilihat: int = 0,
) -> HalamanBagian:
    """Read a part of a report.

    Args:
        dilihat: the version that is looked at, 0 for none.

    Raises:
        DomainError: ``tahun.unknown``.
        NotFoundError: ``upp.unknown``, ``bagian.unknown``.
    """
    person = require(principal, READ)
    with rt.reading() as session:
        objek = resolve_objek(session, rt, person, upp_kode, tahun)
        bagian = parse_bagian(kunci, provinsi=objek.konteks.provinsi)
        row_id = laporan_id(session, objek)
        versions, newest, old, draf = list[VersiNaskah](), None, None, None
        if row_id is not None:
            newest = find_naskah(session, row_id, bagian.kunci)
            versions = list_versi_naskah(session, row_id, bagian.kunci, limit=VERSI_TAMPIL)
            if newest and 0 < dilihat <= newest.versi:
                old = find_naskah(session, row_id, bagian.kunci, dilihat)
            draf = find_draf(session, person, row_id, bagian)
    tertulis = BagianTertulis(
        bagian,
        newest,
        propose_naskah(bagian, objek.konteks),
        draf is not None,
    )
    return HalamanBagian(objek, tertulis, tuple(versions), old, draf, may_write(person, objek))


def save_naskah_tahunan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    bagian: object,
    versi: int,
    isian: Mapping[str, object],
    tanda: TandaDraf | None = None,
) -> int:
    """Write a part; return its new version. The person's own draft goes with it.

    Args:
        versi: of the part as the person saw it, 0 for one that nobody had written.
        isian: ``teks`` or ``baris``, as ``domain.tahunan.naskah.parse_naskah`` reads them; nothing
            takes the words away, and what the program proposes stands there again.
        tanda: what the form knows of the draft: what another tab has typed since stays one. None
            takes it away whatever stands there.

    Raises:
        ConflictError: ``naskah.berubah`` when somebody else has written it meanwhile; what the
            person typed is kept as his draft. ``naskah.too_many`` when he has written
            :data:`VERSI_SEHARI` versions today; that is kept as his draft, too.
        DomainError: ``tahun.unknown``.
        FieldErrors: ``teks.too_long``, ``teks.too_many_lines``, ``baris.too_many``, ``baris.too_long``.
        ForbiddenError: ``tahunan.bukan_penulis``.
        NotFoundError: ``upp.unknown``, ``bagian.unknown``.
    """
    try:
        with rt.writing() as session:
            person, objek = open_objek(session, rt, principal, upp_kode, tahun)
            part = parse_bagian(bagian, provinsi=objek.konteks.provinsi)
            isi = parse_naskah(part, isian)
            row = hold_laporan(session, rt, person, objek)
            row_id = stored_id(row.id)
            before = find_naskah(session, row_id, part.kunci)
            now = before.versi if before else 0
            if isi == (before.isi if before else IsiNaskah()):
                # Who saves what stands there already, or presses twice, has written nothing.
                remove_draf(session, person, row_id, part, tanda=tanda, isi=isi)
                return now
            if now != versi:
                raise _written_meanwhile(before)
            _check_number(session, rt, person, row_id, part)
            remove_draf(session, person, row_id, part, tanda=tanda, isi=isi)
            session.add(
                NaskahTahunan(
                    laporan_id=row_id,
                    bagian=part.kunci,
                    versi=now + 1,
                    isi=isi.stored(),
                    ditulis_pada=rt.now(),
                    ditulis_oleh=person.username,
                )
            )
            row.versi += 1
            session.add(row)
            record(session, person, "tahunan.tulis", objek.objek, bagian=part.kunci, versi=now + 1)
        return now + 1
    except ConflictError:
        # That transaction is undone: the draft needs one of its own.
        report = (rt, principal, upp_kode, tahun)
        save_draf_tahunan(*report, bagian=bagian, versi=versi, isian=isian, tanda=tanda)
        raise


def _check_number(
    session: Session, rt: Runtime, person: Principal, row_id: int, bagian: BagianTahunan
) -> None:
    begin = datetime.combine(rt.today(), time(), ZONA)
    many = count_versi_since(session, row_id, bagian.kunci, person.username, begin)
    if many >= VERSI_SEHARI:
        words = t(
            "Anda sudah {n} kali menyimpan bagian ini hari ini. Isian Anda tersimpan sebagai draf; "
            "simpan lagi besok.",
            n=many,
        )
        raise ConflictError("naskah.too_many", words)


def _written_meanwhile(row: NaskahRow | None) -> ConflictError:
    if row is None:
        return ConflictError("naskah.berubah", t("Bagian ini berubah. Muat ulang laman ini."))
    return ConflictError(
        "naskah.berubah",
        t(
            "Bagian ini sudah ditulis {oleh} pada {tanggal}. Isian Anda tersimpan sebagai draf.",
            oleh=row.ditulis_oleh,
            tanggal=format_tanggal(local_date(row.ditulis_pada)),
        ),
    )


def save_draf_tahunan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    bagian: object,
    versi: int,
    isian: Mapping[str, object],
    tanda: TandaDraf | None = None,
) -> datetime:
    """Keep what a person has typed into a part; return when. Arguments and errors as for writing it.

    What stands there already is no draft: the last word typed may come in after it was saved.

    Args:
        tanda: what the form knows of the draft; None puts it in place of whatever stands there.

    Raises:
        ConflictError: ``draf.tab_lain`` when another tab has typed into it meanwhile.
    """
    with rt.writing() as session:
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        part = parse_bagian(bagian, provinsi=objek.konteks.provinsi)
        isi, now = parse_naskah(part, isian), rt.now()
        # Two tabs of one person wait for each other here.
        row_id = stored_id(hold_laporan(session, rt, person, objek).id)
        before = find_naskah(session, row_id, part.kunci)
        if isi == BagianTertulis(part, before, propose_naskah(part, objek.konteks)).isi:
            remove_draf(session, person, row_id, part, tanda=tanda, isi=isi)
            return now
        check_draf(find_draf(session, person, row_id, part), tanda, isi)
        # Nobody has seen a version that was never written.
        seen = min(max(versi, 0), before.versi if before else 0)
        draf = DrafNaskahTahunan(seen, isi, now, tanda.tiket if tanda else "")
        return put_draf(session, person, row_id, part, draf)


def drop_draf_tahunan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    bagian: object,
    *,
    tanda: TandaDraf | None = None,
) -> None:
    """Throw a person's own draft of a part away; no harm when there is none.

    Args:
        tanda: what the form knows of it: what another tab has typed since stays.
    """
    with rt.writing() as session:
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        part = parse_bagian(bagian, provinsi=objek.konteks.provinsi)
        row_id = laporan_id(session, objek)
        if row_id is not None:
            remove_draf(session, person, row_id, part, tanda=tanda)


def load_versi(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    bagian: object,
    versi: int,
) -> NaskahRow:
    """Read one version of a part, to look at it or to write it once more.

    Raises:
        NotFoundError: ``naskah.unknown``, and as :func:`load_bagian`.
    """
    found = load_bagian(rt, principal, upp_kode, tahun, bagian, dilihat=versi).dilihat
    if found is None:
        raise NotFoundError("naskah.unknown", t("Versi naskah ini tidak ada."))
    return found
