"""UPP: adding, changing, closing and opening offices (decree, J.3)."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from sekampadi.db.models import JenisUpp, Operator, Upp
from sekampadi.db.queries.master import UppRow, get_upp, list_upp, upp_row
from sekampadi.db.queries.tata import lock_upp, what_uses_upp
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.kode import is_kode
from sekampadi.i18n import t
from sekampadi.services.akun.sesi import end_sessions
from sekampadi.services.master.kode import free_kode, with_new_kode
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula, status_words

KODE_MAX = 80
_P = Permission.UPP_MANAGE


def _load(session: Session, upp_id: int) -> Upp:
    upp = session.get(Upp, upp_id, populate_existing=True)
    if upp is None:
        raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
    return upp


def load_upp(rt: Runtime, principal: Principal | None, upp_id: int) -> tuple[UppRow, str]:
    """Read an UPP for its form, and the kode of its induk (empty without one)."""
    require(principal, _P)
    with rt.reading() as session:
        row = upp_row(_load(session, upp_id))
        return row, _kode_of(session, row.induk_id)


def _kode_of(session: Session, upp_id: int | None) -> str:
    upp = get_upp(session, upp_id) if upp_id is not None else None
    return upp.kode if upp else ""


def isian_upp(upp: Upp | UppRow, induk: str) -> dict[str, str]:
    """Return what the form of an UPP shows of it; ``induk`` is the kode of its induk, empty for none."""
    return {
        "nama": upp.nama,
        "jenis": upp.jenis,
        "induk": induk,
        "status": status_words(upp.aktif),
    }


def list_induk(rt: Runtime, principal: Principal | None) -> list[UppRow]:
    """List the UPP that may have UPT."""
    require(principal, _P)
    with rt.reading() as session:
        return [u for u in list_upp(session) if u.induk_id is None and u.jenis != JenisUpp.UPT]


def _parse(
    session: Session, isian: Mapping[str, object], upp_id: int | None
) -> tuple[str, JenisUpp, int | None]:
    """Read the form against what is stored; the rows it depends on are locked."""
    reader = FormReader(isian)
    nama = reader.text("nama", t("Nama UPP"), least=3, most=200)
    jenis = reader.choice("jenis", t("Jenis"), JenisUpp)
    kode = clean_line(isian.get("induk"))
    induk_id: int | None = None
    if jenis is JenisUpp.UPT:
        induk_id = _induk(session, reader, kode, upp_id)
    elif kode:
        reader.wrong("induk", "induk.not_upt", t("Hanya UPT yang mempunyai induk."))
    others = [u for u in list_upp(session, active_only=False) if u.id != upp_id]
    if nama.casefold() in {u.nama.casefold() for u in others}:
        reader.wrong("nama", "nama.taken", t("Sudah ada UPP dengan nama ini."))
    reader.check()
    if jenis is None:
        raise AssertionError("unreachable: the reader has refused it")
    return nama, jenis, induk_id


def _lock_with_induk(session: Session, isian: Mapping[str, object], upp_id: int | None) -> None:
    """Lock an UPP and the induk its form names, in one order for everybody: nobody waits in a ring."""
    kode = clean_line(isian.get("induk"))
    induk = (
        session.exec(select(Upp.id).where(col(Upp.kode) == kode)).first() if is_kode(kode) else None
    )
    if ids := {i for i in (upp_id, induk) if i is not None}:
        lock_upp(session, ids)


def _induk(session: Session, reader: FormReader, kode: str, upp_id: int | None) -> int | None:
    """Find the induk of an UPT: an active UPP, itself no UPT, so that there is one level only."""
    found = (
        session.exec(
            select(Upp).where(col(Upp.kode) == kode).execution_options(populate_existing=True)
        ).one_or_none()
        if is_kode(kode)
        else None
    )
    if found is None:
        reader.wrong("induk", "induk.missing", t("Pilih UPP induk dari UPT ini."))
        return None
    induk_id = stored_id(found.id)
    if induk_id == upp_id or found.induk_id is not None or found.jenis == JenisUpp.UPT:
        reader.wrong("induk", "induk.depth", t("Induk haruslah UPP yang bukan UPT."))
    elif not found.aktif:
        reader.wrong("induk", "induk.inactive", t("UPP induk tidak aktif."))
    if upp_id is not None and _has_upt(session, upp_id):
        reader.wrong(
            "jenis",
            "jenis.has_upt",
            t("UPP ini mempunyai UPT, jadi tidak dapat dijadikan UPT."),
        )
    return induk_id


def _has_upt(session: Session, upp_id: int, *, active_only: bool = False) -> bool:
    query = select(Upp.id).where(col(Upp.induk_id) == upp_id)
    if active_only:
        query = query.where(col(Upp.aktif))
    return session.exec(query.limit(1)).first() is not None


def _fields(upp: Upp) -> dict[str, object]:
    return {"nama": upp.nama, "jenis": upp.jenis, "induk_id": upp.induk_id}


def create_upp(rt: Runtime, principal: Principal | None, isian: Mapping[str, object]) -> UppRow:
    """Add an UPP; its kode is made from its name."""
    principal = require(principal, _P)

    def work() -> UppRow:
        with rt.writing() as session:
            _lock_with_induk(session, isian, None)
            nama, jenis, induk_id = _parse(session, isian, None)
            upp = Upp(
                kode=free_kode(session, nama, longest=KODE_MAX),
                nama=nama,
                jenis=jenis.value,
                induk_id=induk_id,
            )
            session.add(upp)
            session.flush()
            record(session, principal, "upp.buat", upp.kode, **_fields(upp))
            return upp_row(upp)

    row = with_new_kode(work)
    rt.figures_changed(row.id, row.induk_id)
    return row


def update_upp(
    rt: Runtime,
    principal: Principal | None,
    upp_id: int,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Change an UPP; its kode stays, because it is printed.

    Args:
        semula: as :func:`isian_upp` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: those of the form.
        NotFoundError: ``upp.unknown``.
    """
    principal = require(principal, _P)
    with rt.writing() as session:
        _lock_with_induk(session, isian, upp_id)
        upp = _load(session, upp_id)
        before, old_induk = _fields(upp), upp.induk_id
        seen = isian_upp(upp, _kode_of(session, old_induk))
        nama, jenis, induk_id = _parse(session, isian, upp_id)
        upp.nama, upp.jenis, upp.induk_id = nama, jenis.value, induk_id
        with session.no_autoflush:
            baru = isian_upp(upp, _kode_of(session, induk_id))
        check_semula(session, semula, seen, baru, aksi="upp.", objek=upp.kode)
        session.add(upp)
        record(session, principal, "upp.ubah", upp.kode, sebelum=before, sesudah=_fields(upp))
    rt.figures_changed(upp_id, induk_id, old_induk)


def set_upp_active(rt: Runtime, principal: Principal | None, upp_id: int, active: bool) -> None:
    """Close an office, which ends its surveys and sessions at once, or open it again.

    Raises:
        ConflictError: ``upp.has_upt`` while UPT of it are active, ``induk.inactive`` for an UPT
            whose induk is closed.
    """
    principal = require(principal, _P)
    with rt.writing() as session:
        found = _load(session, upp_id)
        lock_upp(session, {upp_id} | ({found.induk_id} if found.induk_id else set()))
        upp = _load(session, upp_id)
        if upp.aktif == active:
            return
        if not active and _has_upt(session, upp_id, active_only=True):
            raise ConflictError(
                "upp.has_upt",
                t("UPP ini masih mempunyai UPT yang aktif. Nonaktifkan UPT-nya dulu."),
            )
        induk = session.get(Upp, upp.induk_id) if upp.induk_id is not None else None
        if active and induk is not None and not induk.aktif:
            raise ConflictError("induk.inactive", t("Aktifkan UPP induknya lebih dahulu."))
        upp.aktif = active
        upp.ditutup_pada = None if active else rt.now()
        session.add(upp)
        if not active:
            for operator_id in session.exec(
                select(Operator.id).where(col(Operator.upp_id) == upp_id)
            ):
                end_sessions(session, stored_id(operator_id))
        aksi = "upp.aktif" if active else "upp.nonaktif"
        record(session, principal, aksi, upp.kode)
        induk_id = upp.induk_id
    rt.figures_changed(upp_id, induk_id)


_USED_BY = {
    "jawaban": t("UPP ini sudah mempunyai jawaban survei, jadi hanya dapat dinonaktifkan."),
    "layanan": t(
        "UPP ini masih mempunyai layanan. Hapus layanannya dulu, atau nonaktifkan UPP ini."
    ),
    "upt": t("UPP ini masih mempunyai UPT. Hapus UPT-nya dulu, atau nonaktifkan UPP ini."),
    "operator": t("UPP ini masih mempunyai operator. Nonaktifkan UPP ini."),
    "kode": t("UPP ini punya kode QR yang tercatat. Nonaktifkan UPP ini."),
    "kunjungan": t("UPP ini pernah dikunjungi. Nonaktifkan UPP ini."),
    "tahunan": t("UPP ini punya naskah laporan tahunan. Nonaktifkan UPP ini."),
    "layar": t("UPP ini pernah punya layar terhubung. Nonaktifkan UPP ini."),
    "kunci": t("UPP ini pernah punya kunci API. Nonaktifkan UPP ini."),
}


def delete_upp(rt: Runtime, principal: Principal | None, upp_id: int) -> None:
    """Delete an UPP that was never used.

    Raises:
        ConflictError: ``upp.used`` when anything belongs to it.
    """
    principal = require(principal, _P)
    with rt.writing() as session:
        lock_upp(session, {upp_id})
        upp = _load(session, upp_id)
        if used := what_uses_upp(session, upp_id):
            raise ConflictError("upp.used", _USED_BY[used])
        record(session, principal, "upp.hapus", upp.kode, nama=upp.nama)
        session.delete(upp)
