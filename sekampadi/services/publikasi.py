"""Publishing a sheet: it is frozen, numbered, and can be replaced or withdrawn but never changed."""

import secrets
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from sekampadi.db.models import Logo, Publikasi, PublikasiLogo
from sekampadi.db.queries.publikasi import (
    find_publikasi,
    last_urut,
    list_of_seri_periode,
    list_perangkat_used,
    lock_publikasi,
    publikasi_row,
)
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import (
    KODE_ABJAD,
    KODE_PANJANG,
    RESPONDEN_MIN,
    PublikasiRow,
    Status,
    check_periode,
    make_nomor,
    parse_alasan,
)
from sekampadi.i18n import t
from sekampadi.services.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.figures import Figures, read_capaian, read_figures
from sekampadi.services.laporan_lengkap import read_ketelitian
from sekampadi.services.pengaturan import identitas_of
from sekampadi.services.publikasi_isi import freeze, seri_of
from sekampadi.services.runtime import Runtime, record, require

_PUBLISH = Permission.LAPORAN_PUBLISH
PENERBIT_PROVINSI = "provinsi"
DAFTAR = "hasil-daftar"
"""Under this name each process keeps the public list."""


@dataclass(frozen=True, slots=True)
class Rancangan:
    """What would be published now.

    Args:
        figures: the figures as they are now.
        berlaku: the current sheet of this part and period; publishing replaces it.
        terakhir: the newest revision, also a withdrawn one; None for the first sheet.
        galat: why it cannot be published; empty when it can.
        berubah: whether the figures differ from those of ``berlaku``.
    """

    figures: Figures
    berlaku: PublikasiRow | None
    terakhir: PublikasiRow | None
    galat: str
    berubah: bool


def make_kode() -> str:
    """Draw a check code."""
    return "".join(secrets.choice(KODE_ABJAD) for _ in range(KODE_PANJANG))


def keep_logo(session: Session) -> str:
    """Keep the government's mark for the sheets that are published with it.

    Args:
        session: the transaction that publishes.

    Returns:
        What names the mark; empty for the application's own.
    """
    present = session.exec(select(Logo).order_by(col(Logo.id).desc()).limit(1)).first()
    if present is None:
        return ""
    if session.get(PublikasiLogo, present.sidik) is None:
        session.add(PublikasiLogo(sidik=present.sidik, isi=present.isi))
        session.flush()
    return present.sidik


def penerbit_of(cakupan: Cakupan) -> str:
    """Return under whose name a sheet is numbered."""
    return cakupan.upp.kode if cakupan.upp else PENERBIT_PROVINSI


def _check(figures: Figures) -> None:
    if not figures.hasil.n:
        raise DomainError("publikasi.kosong", t("Belum ada responden pada periode ini."))
    if figures.hasil.n < RESPONDEN_MIN:
        raise DomainError(
            "publikasi.terlalu_sedikit",
            t(
                "Lembar dengan kurang dari {n} responden tidak diterbitkan, karena dapat "
                "menunjukkan jawaban orang tertentu.",
                n=RESPONDEN_MIN,
            ),
        )


def _same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    figures = ("metode", "n", "nilai", "unsur", "total_kuadrat", "responden", "umum")
    # What a sheet of the first form never said has not changed.
    said = (key for key in ("margin", "sampel_minimum") if key in a)
    return all(a[key] == b[key] for key in (*figures, *said))


def load_rancangan(
    rt: Runtime, principal: Principal | None, *, kunci: str, layanan_kode: str, periode: Periode
) -> Rancangan:
    """Read what would be published.

    Raises:
        UnauthenticatedError, ForbiddenError: without the right to publish.
        NotFoundError: for a part outside the person's scope.
    """
    person = require(principal, _PUBLISH)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci, layanan_kode)
        figures = read_figures(session, rt, cakupan, periode)
        rows = list_of_seri_periode(session, seri_of(cakupan), periode)
        current = next((r for r in rows if publikasi_row(r).status is Status.BERLAKU), None)
        isi = freeze(figures, read_ketelitian(session, figures), identitas_of(session), [])
        changed = current is not None and not _same(current.isi, isi)
        galat = ""
        try:
            check_periode(periode, rt.today())
            _check(figures)
        except DomainError as error:
            galat = error.message
        return Rancangan(
            figures,
            publikasi_row(current) if current else None,
            publikasi_row(rows[0]) if rows else None,
            galat,
            changed,
        )


def _read(
    session: Session, rt: Runtime, cakupan: Cakupan, periode: Periode
) -> tuple[Figures, dict[str, Any]]:
    figures = read_figures(session, rt, cakupan, periode)
    _check(figures)
    rata_rata: Decimal | None = None
    if cakupan.upp is None:
        rata_rata = read_capaian(session, rt, cakupan, periode).rata_rata
    perangkat = list_perangkat_used(
        session,
        periode,
        upp_ids=cakupan.upp_ids,
        layanan_id=cakupan.layanan.id if cakupan.layanan else None,
    )
    isi = freeze(
        figures,
        read_ketelitian(session, figures),
        identitas_of(session),
        perangkat,
        rata_rata,
    )
    return figures, isi


def new_publikasi(
    cakupan: Cakupan,
    periode: Periode,
    isi: dict[str, Any],
    *,
    urut: int,
    revisi: int = 1,
    **values: Any,
) -> Publikasi:
    """Return the row of a sheet, not yet stored.

    Args:
        cakupan: what it speaks of.
        periode: whole months.
        isi: the frozen figures.
        urut: running number of the issuer in the year.
        revisi: 1 for the first.
        values: ``waktu``, ``oleh`` and what else the row has.
    """
    penerbit = penerbit_of(cakupan)
    if periode.dari is None or periode.sampai is None:
        raise ValueError("a sheet has both ends of its period")
    return Publikasi(
        nomor=make_nomor(urut, penerbit, periode, revisi),
        kode=make_kode(),
        seri=seri_of(cakupan),
        upp_id=cakupan.upp.id if cakupan.upp else None,
        layanan_id=cakupan.layanan.id if cakupan.layanan else None,
        penerbit=penerbit,
        tahun=periode.sampai.year,
        urut=urut,
        dari=periode.dari,
        sampai=periode.sampai,
        revisi=revisi,
        n=isi["n"],
        nilai=isi["nilai"],
        mutu=isi["mutu"],
        isi=isi,
        **values,
    )


def publish(
    rt: Runtime,
    principal: Principal | None,
    *,
    kunci: str = "",
    layanan_kode: str = "",
    periode: Periode,
    menggantikan: str = "",
    alasan: str = "",
) -> PublikasiRow:
    """Publish the sheet of a period, or a revision of it.

    Args:
        rt: the runtime.
        principal: who publishes.
        kunci: the part of the province, see :func:`resolve_cakupan`.
        layanan_kode: one layanan of it.
        periode: whole months that are over.
        menggantikan: the number of the newest sheet of this part and period that the person has
            seen; empty when there was none. It keeps two people from publishing over each other.
        alasan: why there is a revision; needed with ``menggantikan``.

    Raises:
        UnauthenticatedError, ForbiddenError: without the right to publish.
        NotFoundError: for a part outside the person's scope.
        ConflictError: ``publikasi.sudah_terbit`` when somebody has published meanwhile.
        DomainError: ``publikasi.*`` for a period that cannot be published.
        FieldErrors: ``alasan.*``.
    """
    person = require(principal, _PUBLISH)
    check_periode(periode, rt.today())
    if menggantikan:
        alasan = parse_alasan(alasan, t("Alasan revisi"))
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci, layanan_kode)
        _, isi = _read(session, rt, cakupan, periode)
    with rt.writing() as session:
        lock_publikasi(session)
        earlier = list_of_seri_periode(session, seri_of(cakupan), periode)
        if (earlier[0].nomor if earlier else "") != menggantikan:
            raise ConflictError(
                "publikasi.sudah_terbit",
                t("Lembar periode ini baru saja diterbitkan orang lain. Periksa dahulu lembarnya."),
            )
        isi["identitas"]["logo"] = keep_logo(session)
        now = rt.now()
        for row in earlier:
            if publikasi_row(row).status is Status.BERLAKU:
                row.digantikan_pada = now
                session.add(row)
        session.flush()
        if periode.sampai is None:
            raise RuntimeError("a period that was checked has an end")
        urut = (
            earlier[0].urut
            if earlier
            else last_urut(session, penerbit_of(cakupan), periode.sampai.year) + 1
        )
        row = new_publikasi(
            cakupan,
            periode,
            isi,
            urut=urut,
            revisi=earlier[0].revisi + 1 if earlier else 1,
            alasan=alasan if earlier else "",
            waktu=now,
            oleh=person.username,
            operator_id=person.operator_id,
        )
        session.add(row)
        session.flush()
        record(
            session,
            now,
            "publikasi.terbit" if not earlier else "publikasi.revisi",
            acting=person,
            objek=row.nomor[:120],
            nilai=row.nilai,
            n=row.n,
            alasan=row.alasan,
            menggantikan=menggantikan,
        )
        terbit = publikasi_row(row)
    rt.forget(DAFTAR)
    return terbit


def withdraw(
    rt: Runtime, principal: Principal | None, *, publikasi_id: int, alasan: object
) -> PublikasiRow:
    """Withdraw a current sheet; it stays readable under its check code, marked as withdrawn.

    Raises:
        UnauthenticatedError, ForbiddenError: without the right to publish.
        NotFoundError: ``publikasi.unknown`` outside the person's scope.
        ConflictError: ``publikasi.tidak_berlaku`` when it is not current any more.
        FieldErrors: ``alasan.*``.
    """
    person = require(principal, _PUBLISH)
    reason = parse_alasan(alasan, t("Alasan penarikan"))
    with rt.writing() as session:
        lock_publikasi(session)
        row = owned(session, person, publikasi_id)
        if publikasi_row(row).status is not Status.BERLAKU:
            raise ConflictError(
                "publikasi.tidak_berlaku",
                t("Lembar ini sudah tidak berlaku. Muat ulang halaman ini."),
            )
        row.ditarik_pada, row.ditarik_oleh, row.alasan_tarik = rt.now(), person.username, reason
        session.add(row)
        record(
            session,
            rt.now(),
            "publikasi.tarik",
            acting=person,
            objek=row.nomor[:120],
            alasan=reason,
        )
        session.flush()
        ditarik = publikasi_row(row)
    rt.forget(DAFTAR)
    return ditarik


def owned(session: Session, person: Principal, publikasi_id: int) -> Publikasi:
    """Return a sheet the person may act on.

    Raises:
        NotFoundError: ``publikasi.unknown``.
    """
    row = find_publikasi(session, person.scope, publikasi_id)
    if row is None:
        raise NotFoundError("publikasi.unknown", t("Publikasi tidak ditemukan."))
    return row
