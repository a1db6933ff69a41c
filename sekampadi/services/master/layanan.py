"""Layanan: adding, changing, closing and opening services (decree, J.2 and K.2 d)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, select

from sekampadi.db.models import Layanan, Upp
from sekampadi.db.queries.master import (
    LayananRow,
    UppRow,
    find_upp,
    layanan_row,
    list_upp,
    lock_upp,
)
from sekampadi.db.queries.tata import used_layanan
from sekampadi.db.scope import within
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.izin import Permission, Principal
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import layanan_unknown
from sekampadi.services.master.kode import free_kode, with_new_kode
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula, status_words

KODE_MAX = 120
_P = Permission.LAYANAN_MANAGE


@dataclass(frozen=True, slots=True)
class IsianLayanan:
    """The fields of a layanan, read."""

    nama: str
    biaya: str
    standar_waktu: str


def read_isian(reader: FormReader) -> IsianLayanan:
    """Read the fields of a layanan; what is wrong is noted in the reader."""
    return IsianLayanan(
        reader.text("nama", t("Jenis layanan"), least=3, most=200),
        reader.text("biaya", t("Biaya"), most=100),
        reader.text("standar_waktu", t("Standar waktu"), most=100),
    )


def _load(session: Session, principal: Principal, layanan_id: int) -> Layanan:
    layanan = session.exec(
        select(Layanan)
        .where(col(Layanan.id) == layanan_id, within(principal.scope, col(Layanan.upp_id)))
        .with_for_update()
    ).one_or_none()
    if layanan is None:
        raise layanan_unknown()
    return layanan


def load_layanan(rt: Runtime, principal: Principal | None, layanan_id: int) -> LayananRow:
    """Read a layanan for its form."""
    principal = require(principal, _P)
    with rt.reading() as session:
        layanan = _load(session, principal, layanan_id)
        return layanan_row(layanan, session.get_one(Upp, layanan.upp_id))


def isian_layanan(layanan: Layanan | LayananRow) -> dict[str, str]:
    """Return what the form of a layanan shows of it."""
    return {
        "nama": layanan.nama,
        "biaya": layanan.biaya,
        "standar_waktu": layanan.standar_waktu,
        "status": status_words(layanan.aktif),
    }


def list_own_upp(rt: Runtime, principal: Principal | None) -> list[UppRow]:
    """List the active UPP for which a person may add layanan."""
    principal = require(principal, _P)
    with rt.reading() as session:
        return list_upp(session, principal.scope)


def names_of(session: Session, upp_id: int) -> dict[str, Layanan]:
    """Return the layanan of an UPP by their names in small letters."""
    rows = session.exec(select(Layanan).where(col(Layanan.upp_id) == upp_id))
    return {row.nama.casefold(): row for row in rows}


def store_layanan(
    session: Session, principal: Principal, upp: UppRow, isian: IsianLayanan
) -> Layanan:
    """Store a new layanan in a running transaction, with its kode and its line in the audit trail."""
    layanan = Layanan(
        upp_id=upp.id,
        kode=free_kode(session, isian.nama, longest=KODE_MAX, prefix=upp.kode),
        nama=isian.nama,
        biaya=isian.biaya,
        standar_waktu=isian.standar_waktu,
    )
    session.add(layanan)
    session.flush()
    record(session, principal, "layanan.buat", layanan.kode, upp=upp.kode, **fields_of(layanan))
    return layanan


def fields_of(layanan: Layanan) -> dict[str, object]:
    """Return what the audit trail says of a layanan."""
    return {
        "nama": layanan.nama,
        "biaya": layanan.biaya,
        "standar_waktu": layanan.standar_waktu,
    }


def create_layanan(rt: Runtime, principal: Principal | None, isian: Mapping[str, object]) -> str:
    """Add a layanan and return its kode, which is made from its name and its UPP's kode."""
    person = require(principal, _P)

    def work() -> tuple[int, str]:
        with rt.writing() as session:
            reader = FormReader(isian)
            upp = find_upp(session, person.scope, clean_line(isian.get("upp")))
            fields = read_isian(reader)
            if upp is None:
                reader.wrong("upp", "upp.missing", t("Pilih UPP."))
            elif not upp.aktif:
                reader.wrong("upp", "upp.inactive", t("UPP ini tidak aktif."))
            else:
                lock_upp(session, upp.id)
                if fields.nama.casefold() in names_of(session, upp.id):
                    reader.wrong("nama", "nama.taken", t("UPP ini sudah mempunyai layanan itu."))
            reader.check()
            if upp is None:
                raise AssertionError("unreachable: the reader has refused it")
            return upp.id, store_layanan(session, person, upp, fields).kode

    upp_id, kode = with_new_kode(work)
    rt.figures_changed(upp_id)
    return kode


def update_layanan(
    rt: Runtime,
    principal: Principal | None,
    layanan_id: int,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Change a layanan; kode and UPP stay, because codes are printed and answers counted.

    Args:
        semula: as :func:`isian_layanan` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: those of the form.
        NotFoundError: ``layanan.unknown``.
    """
    principal = require(principal, _P)
    with rt.writing() as session:
        layanan = _load(session, principal, layanan_id)
        lock_upp(session, layanan.upp_id)
        reader = FormReader(isian)
        fields = read_isian(reader)
        same = names_of(session, layanan.upp_id).get(fields.nama.casefold())
        if same is not None and same.id != layanan_id:
            reader.wrong("nama", "nama.taken", t("UPP ini sudah mempunyai layanan itu."))
        reader.check()
        seen = isian_layanan(layanan)
        baru = seen | asdict(fields)
        check_semula(session, semula, seen, baru, aksi="layanan.", objek=layanan.kode)
        change_layanan(session, principal, layanan, fields)
        upp_id = layanan.upp_id
    rt.figures_changed(upp_id)


def change_layanan(
    session: Session, principal: Principal, layanan: Layanan, isian: IsianLayanan
) -> None:
    """Write the fields of a layanan in a running transaction, with a line in the audit trail."""
    before = fields_of(layanan)
    layanan.nama, layanan.biaya = isian.nama, isian.biaya
    layanan.standar_waktu = isian.standar_waktu
    session.add(layanan)
    record(
        session, principal, "layanan.ubah", layanan.kode, sebelum=before, sesudah=fields_of(layanan)
    )


def set_layanan_active(
    rt: Runtime, principal: Principal | None, layanan_id: int, active: bool
) -> None:
    """Close the survey of a layanan, or open it again; its figures stay."""
    principal = require(principal, _P)
    with rt.writing() as session:
        layanan = _load(session, principal, layanan_id)
        if layanan.aktif == active:
            return
        layanan.aktif = active
        layanan.ditutup_pada = None if active else rt.now()
        session.add(layanan)
        aksi = "layanan.aktif" if active else "layanan.nonaktif"
        record(session, principal, aksi, layanan.kode)
        upp_id = layanan.upp_id
    rt.figures_changed(upp_id)


def delete_layanan(rt: Runtime, principal: Principal | None, layanan_id: int) -> None:
    """Delete a layanan nobody has ever answered about.

    Raises:
        ConflictError: ``layanan.used``.
    """
    principal = require(principal, _P)
    with rt.writing() as session:
        layanan = _load(session, principal, layanan_id)
        if used_layanan(session, {layanan_id}):
            raise ConflictError(
                "layanan.used",
                t(
                    "Layanan ini sudah mempunyai jawaban survei atau kode QR yang tercatat, jadi "
                    "hanya dapat dinonaktifkan."
                ),
            )
        record(session, principal, "layanan.hapus", layanan.kode, **fields_of(layanan))
        upp_id = layanan.upp_id
        session.delete(layanan)
    rt.figures_changed(upp_id)
