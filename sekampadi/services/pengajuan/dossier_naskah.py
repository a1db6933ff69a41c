"""The words of the Laporan IKM Triwulan, and the addendum that is begun for those who come late."""

from collections.abc import Mapping

from sekampadi.db.queries.dossier import find_dossier, list_dossier
from sekampadi.db.queries.pengajuan import list_langkah
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, ForbiddenError
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiDossier, StatusDossier
from sekampadi.domain.pengajuan.dossier import parse_naskah
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.i18n import t
from sekampadi.services.pengajuan.dossier import MOVE, list_waiting, objek_of, unknown_dossier
from sekampadi.services.pengajuan.dossier_draf import remove_draf
from sekampadi.services.pengajuan.dossier_gerak import GerakDossier, moved_meanwhile
from sekampadi.services.pengajuan.dossier_isi import new_dossier
from sekampadi.services.pengajuan.pengajuan import check_masa
from sekampadi.services.pengajuan.peran import list_peran
from sekampadi.services.sistem.runtime import Runtime, record, require


def save_naskah(
    rt: Runtime,
    principal: Principal | None,
    triwulan: Triwulan,
    urut: int,
    *,
    versi: int,
    isian: Mapping[str, object],
) -> int:
    """Write the words of the Laporan IKM Triwulan while it is composed; return the new ``versi``.

    The person's own draft goes with it.

    Raises:
        ConflictError: ``dossier.berubah``, ``alur.bukan_saatnya``.
        FieldErrors: ``pengantar.too_long``, ``simpulan.too_long``.
        ForbiddenError: ``alur.bukan_peran``.
        NotFoundError: ``dossier.unknown``.
    """
    person = require(principal, MOVE)
    naskah = parse_naskah(isian)
    with rt.writing() as session:
        row = find_dossier(session, triwulan, urut, lock=True)
        if row is None:
            raise unknown_dossier()
        langkah = list_langkah(session, dossier_id=row.id)
        if row.versi != versi:
            raise moved_meanwhile(row, langkah)
        # Whoever may hand it over now writes it.
        GerakDossier(session, rt, person, triwulan, row, langkah).rule(AksiDossier.SAMPAIKAN)
        before = {"pengantar": row.pengantar, "simpulan": row.simpulan}
        row.pengantar, row.simpulan = naskah.pengantar, naskah.simpulan
        row.versi += 1
        row.diubah_pada = rt.now()
        session.add(row)
        remove_draf(session, person, stored_id(row.id))
        record(
            session,
            person,
            "dossier.naskah",
            objek_of(row.nomor),
            sebelum=before,
            sesudah={"pengantar": naskah.pengantar, "simpulan": naskah.simpulan},
        )
        return row.versi


def begin_addendum(rt: Runtime, principal: Principal | None, triwulan: Triwulan) -> int:
    """Begin an addendum for those accepted after the dossier was closed; return its ``urut``.

    Raises:
        ConflictError: ``dossier.belum_ditutup``, ``dossier.tanpa_susulan``.
        ForbiddenError: ``alur.bukan_peran``.
    """
    person = require(principal, MOVE)
    check_masa(rt, MasaLapor.of(triwulan))
    with rt.writing() as session:
        peran = {s.peran for s in list_peran(session, person, None, rt.today())}
        if Role.ADMIN_PEMPROV not in peran:
            raise ForbiddenError("alur.bukan_peran", t("Addendum dibuka oleh Admin Pemprov."))
        # Who begins one at the same moment waits here, and finds the one that was begun.
        find_dossier(session, triwulan, 0, lock=True)
        semua = list_dossier(session, triwulan)
        if not semua or semua[-1].status is not StatusDossier.DITUTUP:
            raise ConflictError("dossier.belum_ditutup", t("Berkas triwulan ini belum ditutup."))
        if not list_waiting(session, triwulan):
            raise ConflictError(
                "dossier.tanpa_susulan", t("Belum ada UPP yang diterima sesudah berkas ditutup.")
            )
        row = new_dossier(rt, triwulan, semua[-1].urut + 1)
        session.add(row)
        session.flush()
        record(session, person, "dossier.addendum", objek_of(row.nomor))
        return row.urut
