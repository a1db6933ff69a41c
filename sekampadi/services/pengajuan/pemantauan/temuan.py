"""Findings: written by the province, answered by the UPP, checked by who wrote them (decree, M.6)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlmodel import Session, col, select

from sekampadi.db.models import Kunjungan, Temuan
from sekampadi.db.queries.master import UppRow, get_upp
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.notifikasi.peringatan import Kabar
from sekampadi.domain.pengajuan.kunjungan import parse_catatan, parse_temuan, parse_tindakan
from sekampadi.domain.teks import shorten, write_address
from sekampadi.i18n import format_hari, t
from sekampadi.services.pengajuan.kabar import tell, tell_people
from sekampadi.services.pengajuan.pemantauan.kunjungan import (
    READ,
    WRITE,
    TemuanRow,
    held_kunjungan,
)
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import changed_meanwhile

ANSWER = Permission.PEMANTAUAN_ANSWER


def address_of(upp_kode: str) -> str:
    """Return the address of the page where an UPP's findings stand."""
    return write_address("/admin/pemantauan/upp", upp=upp_kode)


def add_temuan(
    rt: Runtime, principal: Principal | None, kunjungan_id: int, isian: Mapping[str, object]
) -> int:
    """Write down what was found on a visit, and tell the UPP; return its id.

    Raises:
        FieldErrors: those of the form.
        NotFoundError: ``kunjungan.unknown``.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        visit, upp = held_kunjungan(session, person, kunjungan_id)
        isi = parse_temuan(isian, visit.tanggal)
        row = Temuan(
            kunjungan_id=kunjungan_id,
            penulis_id=person.operator_id,
            uraian=isi.uraian,
            rekomendasi=isi.rekomendasi,
            penanggung_jawab=isi.penanggung_jawab,
            target=isi.target,
            diubah_pada=rt.now(),
            diubah_oleh=person.username,
        )
        session.add(row)
        session.flush()
        objek = f"temuan/{row.id}"
        record(
            session, person, "temuan.tambah", objek, upp=upp.kode, sebelum={}, sesudah=_told(row)
        )
        kabar = Kabar(t("Temuan pemantauan untuk {upp}", upp=upp.nama), _words(row.uraian))
        _tell_upp(session, rt, person, upp, kunci=objek, kabar=kabar)
        return stored_id(row.id)


def change_temuan(
    rt: Runtime,
    principal: Principal | None,
    temuan_id: int,
    versi: int,
    isian: Mapping[str, object],
) -> None:
    """Correct a finding, until it is closed.

    Raises:
        ChangedError: ``isian.berubah``.
        ConflictError: ``temuan.selesai``.
        FieldErrors: those of the form.
        NotFoundError: ``temuan.unknown``.
    """
    person = require(principal, WRITE)
    with _changing(rt, person, temuan_id, versi, "temuan.ubah") as (session, row, _):
        visit, _ = held_kunjungan(session, person, row.kunjungan_id)
        isi = parse_temuan(isian, visit.tanggal)
        row.uraian, row.rekomendasi = isi.uraian, isi.rekomendasi
        row.penanggung_jawab, row.target = isi.penanggung_jawab, isi.target


def remove_temuan(rt: Runtime, principal: Principal | None, temuan_id: int) -> None:
    """Take away a finding that nobody has answered.

    Raises:
        ConflictError: ``temuan.dijawab``.
        NotFoundError: ``temuan.unknown``.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        row, upp = _held(session, person, temuan_id)
        if row.tindakan or row.selesai_pada is not None:
            raise ConflictError(
                "temuan.dijawab", t("Temuan ini sudah ditindaklanjuti, jadi tidak dapat dihapus.")
            )
        objek = f"temuan/{row.id}"
        record(session, person, "temuan.hapus", objek, upp=upp.kode, sebelum=_told(row), sesudah={})
        session.delete(row)


def answer_temuan(
    rt: Runtime,
    principal: Principal | None,
    temuan_id: int,
    versi: int,
    isian: Mapping[str, object],
) -> None:
    """Say what was done about a finding (``tindakan``), and tell who wrote it.

    Raises:
        ChangedError: ``isian.berubah``.
        ConflictError: ``temuan.selesai``.
        FieldErrors: ``tindakan.*``.
        NotFoundError: ``temuan.unknown``.
    """
    person = require(principal, ANSWER)
    tindakan = parse_tindakan(isian)
    with _changing(rt, person, temuan_id, versi, "temuan.jawab") as (session, row, upp):
        row.tindakan, row.catatan = tindakan, ""
        tell_people(
            session,
            rt,
            [row.penulis_id],
            upp.id,
            kunci=f"temuan/{row.id}/{row.versi}",
            kabar=Kabar(t("Temuan ditindaklanjuti {upp}", upp=upp.nama), _words(row.tindakan)),
            tautan=address_of(upp.kode),
            izin=READ,
            but=person,
            jenis="temuan",
        )


def close_temuan(rt: Runtime, principal: Principal | None, temuan_id: int, versi: int) -> None:
    """Say that what was found is put right.

    Raises:
        ChangedError: ``isian.berubah``.
        ConflictError: ``temuan.selesai``.
        NotFoundError: ``temuan.unknown``.
    """
    person = require(principal, WRITE)
    with _changing(rt, person, temuan_id, versi, "temuan.tutup") as (_, row, _):
        row.selesai_pada, row.catatan = rt.today(), ""


def return_temuan(
    rt: Runtime,
    principal: Principal | None,
    temuan_id: int,
    versi: int,
    isian: Mapping[str, object],
) -> None:
    """Say what is still lacking (``catatan``), also of what was closed, and tell the UPP.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: ``catatan.*``.
        NotFoundError: ``temuan.unknown``.
    """
    person = require(principal, WRITE)
    catatan = parse_catatan(isian)
    with _changing(rt, person, temuan_id, versi, "temuan.buka", closed=True) as (session, row, upp):
        row.catatan, row.selesai_pada = catatan, None
        kabar = Kabar(t("Temuan {upp} perlu dilengkapi", upp=upp.nama), _words(catatan))
        _tell_upp(session, rt, person, upp, kunci=f"temuan/{row.id}/{row.versi}", kabar=kabar)


def _words(text: str) -> str:
    return shorten(" ".join(text.split()), 200)


def _tell_upp(
    session: Session, rt: Runtime, person: Principal, upp: UppRow, *, kunci: str, kabar: Kabar
) -> None:
    for peran in (Role.ADMIN_UPP, Role.PIMPINAN_UPP):
        tell(
            session,
            rt,
            peran,
            upp.id,
            kunci=kunci,
            kabar=kabar,
            tautan=address_of(upp.kode),
            izin=READ,
            but=person,
            jenis="temuan",
        )


def _held(session: Session, person: Principal, temuan_id: int) -> tuple[Temuan, UppRow]:
    found = session.exec(
        select(Temuan, Kunjungan.upp_id)
        .join(Kunjungan, col(Kunjungan.id) == col(Temuan.kunjungan_id))
        .where(col(Temuan.id) == temuan_id, within(person.scope, col(Kunjungan.upp_id)))
        .with_for_update()
    ).one_or_none()
    upp = get_upp(session, found[1]) if found else None
    if found is None or upp is None:
        raise NotFoundError("temuan.unknown", t("Temuan tidak ditemukan."))
    return found[0], upp


@contextmanager
def _changing(
    rt: Runtime,
    person: Principal,
    temuan_id: int,
    versi: int,
    aksi: str,
    *,
    closed: bool = False,
) -> Iterator[tuple[Session, Temuan, UppRow]]:
    """Hold a finding while it is changed, and write down what it was and what it is then.

    Args:
        closed: whether one that is closed may be changed, too.
    """
    with rt.writing() as session:
        row, upp = _held(session, person, temuan_id)
        if row.versi != versi:
            shown = isian_temuan(row) | {"versi": str(row.versi)}
            raise changed_meanwhile(session, shown, aksi="temuan.", objek=f"temuan/{row.id}")
        if row.selesai_pada is not None and not closed:
            raise ConflictError("temuan.selesai", t("Temuan ini sudah dinyatakan selesai."))
        before = _told(row)
        row.versi, row.diubah_pada, row.diubah_oleh = row.versi + 1, rt.now(), person.username
        session.add(row)
        yield session, row, upp
        objek = f"temuan/{row.id}"
        record(session, person, aksi, objek, upp=upp.kode, sebelum=before, sesudah=_told(row))


def isian_temuan(row: Temuan | TemuanRow) -> dict[str, str]:
    """Return what the forms of a finding show of it."""
    return {
        "uraian": row.uraian,
        "rekomendasi": row.rekomendasi,
        "penanggung_jawab": row.penanggung_jawab,
        "target": format_hari(row.target) if row.target else "",
        "tindakan": row.tindakan,
        "catatan": row.catatan,
    }


def _told(row: Temuan) -> dict[str, object]:
    return {
        "uraian": row.uraian,
        "rekomendasi": row.rekomendasi,
        "penanggung_jawab": row.penanggung_jawab,
        "target": row.target.isoformat() if row.target else "",
        "tindakan": row.tindakan,
        "catatan": row.catatan,
        "selesai": row.selesai_pada.isoformat() if row.selesai_pada else "",
    }
