"""Tugas: what waits for a person, read once for all who see the same part of the province."""

from collections.abc import Callable
from datetime import timedelta

from sqlmodel import Session

from sekampadi.db.counters import PROVINSI_KUNCI, upp_kunci
from sekampadi.db.queries.beruntun import list_waiting
from sekampadi.db.queries.master import UppRow, list_layanan, list_upp
from sekampadi.db.queries.tugas import (
    count_gagal,
    count_per_upp,
    count_satuan,
    list_answered,
    list_hidden,
    list_opened,
    list_seri_terbit,
)
from sekampadi.domain.izin import Permission, Principal, Scope
from sekampadi.domain.laporan.perhatian import DIAM_HARI
from sekampadi.domain.laporan.tren import list_triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import RESPONDEN_MIN
from sekampadi.domain.teks import write_address
from sekampadi.domain.tugas import (
    JUMLAH_MAX,
    JenisTugas,
    Sasaran,
    Tugas,
    in_order,
    tenggat_lembar,
)
from sekampadi.i18n import format_angka, t
from sekampadi.services.sistem.pengaturan import identitas_of
from sekampadi.services.sistem.runtime import Runtime, require


def _beruntun(session: Session, _: Runtime, scope: Scope) -> Tugas:
    found = list_waiting(session, scope)
    where = found[0].nama if len(found) == 1 else t("{n} layanan", n=format_angka(len(found)))
    return Tugas(
        JenisTugas.BERUNTUN,
        sum(w.jumlah for w in found),
        t("jawaban beruntun pada {layanan} perlu ditinjau", layanan=where),
        "/admin/penilaian?tinjau=beruntun",
    )


def _tinjau(session: Session, _: Runtime, scope: Scope) -> Tugas:
    return Tugas(
        JenisTugas.TINJAU,
        count_satuan(session, scope, JUMLAH_MAX),
        t("jawaban bertanda perlu ditinjau"),
        "/admin/penilaian?tinjau=satuan",
    )


def _unpublished(session: Session, scope: Scope, triwulan: Periode) -> list[UppRow]:
    """List the UPP that could publish a sheet of a triwulan and have not; an UPT may be part of its induk's."""
    answered = count_per_upp(session, scope, triwulan)
    keys = {i: upp_kunci(i) for i, n in answered.items() if n >= RESPONDEN_MIN}
    if triwulan.dari is None or not keys:
        return []
    hidden = list_hidden(session, triwulan.dari, keys.values())
    published = list_seri_terbit(session, triwulan)

    def is_published(upp: UppRow) -> bool:
        joint = upp.induk_id if upp.induk_id is not None else upp.id
        return keys[upp.id] in published or f"upt:{joint}" in published

    return [
        upp
        for upp in list_upp(session, scope)
        if upp.id in keys and keys[upp.id] not in hidden and not is_published(upp)
    ]


def _lembar(session: Session, rt: Runtime, scope: Scope) -> Tugas:
    lalu = list_triwulan(rt.today(), 2)[0]
    days = f"{lalu.dari}_{lalu.sampai}"

    def address(kunci: str) -> str:
        return write_address("/admin/publikasi", cakupan=kunci, periode=days)

    missing = [Sasaran(u.nama, address(u.kode)) for u in _unpublished(session, scope, lalu)]
    if scope.upp_ids is None:
        n = sum(count_per_upp(session, scope, lalu).values())
        if n >= RESPONDEN_MIN and PROVINSI_KUNCI not in list_seri_terbit(session, lalu):
            missing.insert(0, Sasaran(identitas_of(session).daerah, address("")))
    return Tugas(
        JenisTugas.LEMBAR,
        len(missing),
        t("lembar IKM {triwulan} belum terbit", triwulan=lalu.label),
        missing[0].tautan if missing else "",
        tenggat_lembar(lalu),
        tuple(missing),
    )


def _diam(session: Session, rt: Runtime, scope: Scope) -> Tugas:
    today, hari = rt.today(), DIAM_HARI
    since = today - timedelta(days=hari - 1)
    answered = list_answered(session, scope, since, today)
    # What has been open for less than these days cannot have been silent for all of them.
    opened = list_opened(session, rt.now() - timedelta(days=hari))
    silent = {
        row.upp.id: row.upp
        for row in list_layanan(session, scope)
        if row.upp.id not in answered and row.kode not in opened
    }
    if scope.upp_ids is None:
        links = [Sasaran(u.nama, write_address("/admin", cakupan=u.kode)) for u in silent.values()]
        tautan = write_address("/admin/rekap", dari=since, sampai=today)
    else:
        # Whoever is there himself hangs the code up again.
        links = [Sasaran(u.nama, f"/unduh/poster.pdf?upp={u.kode}") for u in silent.values()]
        tautan = links[0].tautan if links else ""
    words = t("UPP tanpa jawaban selama {n} hari terakhir", n=hari)
    if scope.upp_ids is not None:
        words = t("{upp}; cetak ulang posternya", upp=words)
    return Tugas(JenisTugas.DIAM, len(silent), words, tautan, sasaran=tuple(links))


_READERS: tuple[Callable[[Session, Runtime, Scope], Tugas], ...] = (
    _beruntun,
    _tinjau,
    _lembar,
    _diam,
)


def read_tugas(session: Session, rt: Runtime, scope: Scope) -> tuple[Tugas, ...]:
    """Read what is to be done inside a scope, for an already authorized use case."""
    return in_order(x for read in _READERS if (x := read(session, rt, scope)).jumlah)


def _name(scope: Scope) -> str:
    return f"tugas/{sorted(scope.upp_ids) if scope.upp_ids is not None else ''}"


def keep_tugas(rt: Runtime, scope: Scope) -> tuple[Tugas, ...]:
    """Return what is to be done, read at most a moment ago: for screens that watch it change."""
    return rt.keep(_name(scope), lambda session: read_tugas(session, rt, scope))


def visible(tugas: tuple[Tugas, ...], person: Principal) -> tuple[Tugas, ...]:
    """Return the lines that are a person's business."""
    return tuple(x for x in tugas if person.may(x.jenis.permission))


def load_tugas(rt: Runtime, principal: Principal | None) -> tuple[Tugas, ...]:
    """Read what a person has to do, as it stands now."""
    person = require(principal, Permission.BERANDA_READ)
    found: tuple[Tugas, ...] = ()
    if person.may(Permission.DASHBOARD_READ):
        rt.forget(_name(person.scope))
        found = keep_tugas(rt, person.scope)
    if person.may(JenisTugas.PESAN.permission):
        with rt.reading() as session:
            failed = count_gagal(session, JUMLAH_MAX)
        if failed:
            line = Tugas(
                JenisTugas.PESAN, failed, t("pesan gagal dikirim"), "/admin/notifikasi"
            )  # fmt: skip
            found = in_order((*found, line))
    return visible(found, person)
