"""Publishing a sheet: it is frozen, numbered, and can be replaced or withdrawn but never changed."""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from sekampadi.db.models import Publikasi, PublikasiLogo
from sekampadi.db.queries.publikasi import (
    find_publikasi,
    last_urut,
    list_of_seri_periode,
    lock_publikasi,
    publikasi_row,
)
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.notifikasi.webhook import Peristiwa
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import (
    KODE_ABJAD,
    KODE_PANJANG,
    PublikasiRow,
    StatusPublikasi,
    check_periode,
    make_nomor,
    parse_alasan,
)
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.notifikasi.tenggat_kabar import tell_nilai_berubah
from sekampadi.services.notifikasi.webhook.peristiwa import emit
from sekampadi.services.publik.publik import ensure_frozen, forget_frozen
from sekampadi.services.publikasi.isi import seri_of
from sekampadi.services.publikasi.rancangan import read_isi
from sekampadi.services.sistem.pengaturan import read_letterhead
from sekampadi.services.sistem.runtime import Runtime, record, require

_PUBLISH = Permission.LAPORAN_PUBLISH
PENERBIT_PROVINSI = "provinsi"
DAFTAR = "hasil-daftar"
"""Under this name each process keeps the public list."""
TERBUKA = tuple(
    f"data-{tabel}.{bentuk}" for tabel in ("ikm", "kelompok") for bentuk in ("csv", "json")
)
"""Under these names each process keeps the whole tables of the open data."""


def make_kode() -> str:
    """Draw a check code."""
    return "".join(secrets.choice(KODE_ABJAD) for _ in range(KODE_PANJANG))


def keep_logo(session: Session) -> str:
    """Keep the government's mark for sheets that bear it; return its name, empty for our own."""
    present = read_letterhead(session)
    sidik = present.identitas.logo
    if sidik and session.get(PublikasiLogo, sidik) is None:
        session.add(PublikasiLogo(sidik=sidik, isi=present.logo))
        session.flush()
    return sidik


def penerbit_of(cakupan: Cakupan) -> str:
    """Return under whose name a sheet is numbered."""
    return cakupan.upp.kode if cakupan.upp else PENERBIT_PROVINSI


def next_number(
    session: Session, cakupan: Cakupan, periode: Periode, earlier: Sequence[Publikasi]
) -> tuple[int, int]:
    """Return the running number and the revision of the next sheet after some of the same period."""
    if earlier:
        return earlier[0].urut, earlier[0].revisi + 1
    if periode.sampai is None:
        raise ValueError("a period that was checked has an end")
    return last_urut(session, penerbit_of(cakupan), periode.sampai.year) + 1, 1


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
        urut: running number of the issuer in the year.
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


def _emit(session: Session, rt: Runtime, terbit: PublikasiRow, cakupan: Cakupan) -> None:
    """Tell other systems, under the lock of all that are published."""
    dari, sampai = terbit.periode.dari, terbit.periode.sampai
    emit(
        session,
        rt,
        Peristiwa.LEMBAR,
        sebab=f"lembar/{terbit.id}",
        objek=f"lembar/{terbit.seri}/{dari}",
        upp_id=terbit.upp_id,
        data={
            "nomor": terbit.nomor,
            "kode": terbit.kode,
            "revisi": terbit.revisi,
            "layanan": cakupan.layanan.kode if cakupan.layanan else None,
            "dari": dari.isoformat() if dari else None,
            "sampai": sampai.isoformat() if sampai else None,
            "tautan": f"{rt.settings.base_url}/cek?kode={terbit.kode}",
        },
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
        periode: a triwulan, a semester or a year that is over.
        menggantikan: the number of the newest sheet of this part and period that the person has
            seen; empty when there was none. It keeps two people from publishing over each other.
        alasan: why there is a revision; needed with ``menggantikan``.

    Raises:
        ConflictError: ``publikasi.sudah_terbit`` when somebody has published meanwhile.
        DomainError: ``publikasi.*`` for a period that cannot be published.
        FieldErrors: ``alasan.*``.
    """
    person = require(principal, _PUBLISH)
    check_periode(periode, rt.today())
    if menggantikan:
        alasan = parse_alasan(alasan, t("Alasan revisi"))
    ensure_frozen(rt)
    with rt.writing() as session:
        lock_publikasi(session)
        cakupan = resolve_cakupan(session, person, kunci, layanan_kode)
        isi = read_isi(session, rt, cakupan, periode)
        earlier = list_of_seri_periode(session, seri_of(cakupan), periode)
        if (earlier[0].nomor if earlier else "") != menggantikan:
            raise ConflictError(
                "publikasi.sudah_terbit",
                t("Lembar periode ini baru saja diterbitkan orang lain. Periksa dahulu lembarnya."),
            )
        isi["identitas"]["logo"] = keep_logo(session)
        now = rt.now()
        for row in earlier:
            if publikasi_row(row).status is StatusPublikasi.BERLAKU:
                row.digantikan_pada = now
                session.add(row)
        session.flush()
        urut, revisi = next_number(session, cakupan, periode, earlier)
        row = new_publikasi(
            cakupan,
            periode,
            isi,
            urut=urut,
            revisi=revisi,
            alasan=alasan if earlier else "",
            waktu=now,
            oleh=person.username,
            operator_id=person.operator_id,
        )
        session.add(row)
        session.flush()
        record(
            session,
            person,
            "publikasi.terbit" if not earlier else "publikasi.revisi",
            row.nomor[:120],
            nilai=row.nilai,
            n=row.n,
            alasan=row.alasan,
            menggantikan=menggantikan,
        )
        terbit = publikasi_row(row)
        tell_nilai_berubah(session, rt, terbit.id, terbit.nomor)
        _emit(session, rt, terbit, cakupan)
    _forget(rt)
    forget_frozen(rt)
    return terbit


def _forget(rt: Runtime) -> None:
    """Drop what is kept of the lists that everyone reads, after the commit that changed them."""
    for name in (DAFTAR, *TERBUKA):
        rt.forget(name)


def withdraw(
    rt: Runtime, principal: Principal | None, *, publikasi_id: int, alasan: object
) -> PublikasiRow:
    """Withdraw a current sheet; it stays readable under its check code, marked as withdrawn.

    Raises:
        ConflictError: ``publikasi.tidak_berlaku`` when it is not current any more.
        FieldErrors: ``alasan.*``.
    """
    person = require(principal, _PUBLISH)
    reason = parse_alasan(alasan, t("Alasan penarikan"))
    with rt.writing() as session:
        lock_publikasi(session)
        row = owned(session, person, publikasi_id)
        if publikasi_row(row).status is not StatusPublikasi.BERLAKU:
            raise ConflictError(
                "publikasi.tidak_berlaku",
                t("Lembar ini sudah tidak berlaku. Muat ulang halaman ini."),
            )
        row.ditarik_pada, row.ditarik_oleh, row.alasan_tarik = rt.now(), person.username, reason
        session.add(row)
        record(session, person, "publikasi.tarik", row.nomor[:120], alasan=reason)
        session.flush()
        ditarik = publikasi_row(row)
    _forget(rt)
    return ditarik


def owned(session: Session, person: Principal, publikasi_id: int) -> Publikasi:
    """Return a sheet the person may act on."""
    row = find_publikasi(session, person.scope, publikasi_id)
    if row is None:
        raise NotFoundError("publikasi.unknown", t("Publikasi tidak ditemukan."))
    return row
