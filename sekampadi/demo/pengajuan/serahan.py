"""The demonstration's SOP: what each office handed in and when, and the province's dossiers (decree, H).

The journey through the system begins with 2024; what the newest triwulan leaves open is there to be
played with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from sqlmodel import Session, col, select

from sekampadi.db.models import (
    Dossier,
    DossierPengajuan,
    LangkahAlur,
    Pengajuan,
    Pengaturan,
    Upp,
)
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.tahunan.naskah import find_laporan_tahunan
from sekampadi.db.types import stored_id
from sekampadi.demo.katalog import BIRO_ORGANISASI
from sekampadi.demo.tindak_lanjut.fates import moment_on, workday
from sekampadi.demo.tindak_lanjut.keepers import Keeper, keeper_of
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.izin import PROVINSI, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import (
    ALUR_DOSSIER,
    AksiDossier,
    AksiPengajuan,
    StatusDossier,
    StatusPengajuan,
    alur_of,
)
from sekampadi.domain.pengajuan.tenggat import MasaLapor, list_masa
from sekampadi.domain.periode import local_date
from sekampadi.services.pengajuan.beku import freeze
from sekampadi.services.pengajuan.dossier_isi import (
    new_dossier,
    province_sheet,
    read_isi_dossier,
    without_papers,
)
from sekampadi.services.pengajuan.isi import find_rencana_masa, read_isi
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.services.tindak_lanjut.lembar import find_lembar

SEJAK: Final = MasaLapor(2024, 1)
_A, _D = AksiPengajuan, AksiDossier
_NAMES: Final[Mapping[Role, str]] = {
    Role.ADMIN_UPP: "contoh",
    Role.PIMPINAN_UPP: "contoh",
    Role.ADMIN_PEMPROV: "adminpemprov",
    Role.KETUA_TIM: "ketuatim",
    Role.KABAG_TATALAKSANA: "kabag",
}
_OWN: Final = {Role.ADMIN_UPP: "roorg", Role.PIMPINAN_UPP: "kabiro"}
_RETURNED: Final = (
    "Mohon rencana untuk unsur terendah dibuat lebih konkret.",
    "Penanggung jawab kegiatan 2.1 belum jelas, mohon diperbaiki.",
    "Target waktu melewati tahun berjalan, mohon disesuaikan.",
)


@dataclass(slots=True)
class _Jejak:
    """The papers of an office as they move."""

    rng: Random
    now: datetime
    at: datetime
    steps: list[tuple[AksiPengajuan, datetime, str]] = field(default_factory=list)

    def go(self, aksi: AksiPengajuan, days: tuple[int, int], catatan: str = "") -> bool:
        """Make a move some days later; tell whether that lies in the past."""
        day = workday(local_date(self.at) + timedelta(days=self.rng.randint(*days)))
        at = max(moment_on(self.rng, day), self.at + timedelta(minutes=self.rng.randint(9, 50)))
        if at > self.now:
            return False
        self.at = at
        self.steps.append((aksi, at, catatan))
        return True


def _throw(
    rng: Random, keeper: Keeper, terbit: datetime, rencana: datetime | None, now: datetime
) -> list[tuple[AksiPengajuan, datetime, str]]:
    """Throw how far an office brought its papers, and when."""
    days = {True: (0, 0), False: (0, 2)}[keeper.done > 0.9] if keeper.plans == 1 else (1, 12)
    jejak = _Jejak(rng, now, terbit)
    if not jejak.go(_A.KIRIM_HASIL, days) or not jejak.go(_A.TERIMA_HASIL, (0, days[1])):
        return jejak.steps
    if rencana is None:
        return jejak.steps
    jejak.at = max(jejak.at, rencana)
    first = rng.random()
    if not jejak.go(_A.AJUKAN, (0, 1)):
        return jejak.steps
    if first < 0.1 and not (
        jejak.go(_A.KEMBALIKAN_TL, (0, 2), rng.choice(_RETURNED)) and jejak.go(_A.AJUKAN, (1, 4))
    ):
        return jejak.steps
    if not jejak.go(_A.SETUJUI, days):
        return jejak.steps
    if keeper.copies and not (
        jejak.go(_A.KEMBALIKAN, (1, 3), _RETURNED[0])
        and jejak.go(_A.AJUKAN, (2, 9))
        and jejak.go(_A.SETUJUI, (0, 3))
    ):
        return jejak.steps
    jejak.go(_A.TERIMA, (1, 4))
    return jejak.steps


def _open_end(
    steps: list[tuple[AksiPengajuan, datetime, str]], rng: Random, kode: str
) -> list[tuple[AksiPengajuan, datetime, str]]:
    """Leave the newest triwulan on its way: somebody has to do the next step."""
    if kode == BIRO_ORGANISASI:
        return steps[:3]  # its Pimpinan has the RTL to approve
    return steps[: len(steps) - (0, 0, 0, 1, 1, 2)[rng.randrange(6)]]


class _Desk:
    """Writes what was handed in, triwulan after triwulan."""

    def __init__(self, session: Session, rt: Runtime) -> None:
        self.session, self.rt = session, rt
        self.accepted: dict[Triwulan, list[tuple[datetime, int, int]]] = {}

    def hand_in(self, upp: UppRow, triwulan: Triwulan, *, newest: bool) -> int:
        """Write the papers of an office after a triwulan; return how many moves that were."""
        keeper = keeper_of(upp.kode)
        lembar = find_lembar(self.session, upp, triwulan)
        if lembar is None or not keeper.plans:
            return 0
        rng = Random(f"sekampadi/pengajuan/{upp.kode}/{triwulan.kunci}")  # noqa: S311 - repeatable
        plan = find_rencana_masa(self.session, upp, triwulan)
        rencana = plan.dibuat_pada if plan and plan.kegiatan else None
        steps = _throw(rng, keeper, lembar.row.waktu, rencana, self.rt.now())
        if newest:
            steps = _open_end(steps, rng, upp.kode)
        self._write(upp, MasaLapor.of(triwulan), steps)
        return len(steps)

    def report_year(self, upp: UppRow, tahun: int) -> int:
        """Write what is handed in for a year, by who has plans to report on and a report written."""
        keeper, masa = keeper_of(upp.kode), MasaLapor(tahun, 0)
        rng = Random(f"sekampadi/pengajuan/{upp.kode}/{tahun}")  # noqa: S311 - repeatable
        try:
            isi = read_isi(self.session, upp, masa, _A.AJUKAN)
        except ConflictError:
            return 0
        if not isi["hasil_tl"]:
            return 0
        if rng.random() > keeper.tells:
            return 0
        new_year = moment_on(rng, workday(date(tahun + 1, 1, 2)))
        # Nobody hands in what is not written yet.
        report = find_laporan_tahunan(self.session, f"upp:{upp.id}", tahun)
        begun = max(new_year, report.dibuat_pada) if report else new_year
        jejak = _Jejak(rng, self.rt.now(), begun)
        slow = (0, 6) if keeper.plans == 1 else (6, 20)
        if jejak.go(_A.AJUKAN, slow) and jejak.go(_A.SETUJUI, (0, 3)):
            jejak.go(_A.TERIMA, (1, 6))
        self._write(upp, masa, jejak.steps)
        return len(jejak.steps)

    def _write(
        self, upp: UppRow, masa: MasaLapor, steps: list[tuple[AksiPengajuan, datetime, str]]
    ) -> None:
        if not steps:
            return
        rules = {(a.dari, a.aksi): a for a in alur_of(masa.nomor)}
        row = Pengajuan(
            upp_id=upp.id,
            tahun=masa.tahun,
            triwulan=masa.nomor,
            status=StatusPengajuan.BELUM.value,
            diubah_pada=steps[-1][1],
        )
        self.session.add(row)
        self.session.flush()
        status, beku_id = StatusPengajuan.BELUM, None
        for aksi, at, catatan in steps:
            rule = rules[status, aksi]
            if aksi in {_A.KIRIM_HASIL, _A.AJUKAN}:
                beku_id = self._freeze(upp, masa, aksi)
            own = _OWN if upp.kode == BIRO_ORGANISASI else {}
            self._step(rule, at, catatan, beku_id, own=own, pengajuan_id=row.id)
            status = rule.ke
            if aksi is _A.TERIMA and beku_id is not None and masa.triwulan:
                held = self.accepted.setdefault(masa.triwulan, [])
                held.append((at, stored_id(row.id), beku_id))
        row.status, row.versi = status.value, len(steps)
        self.session.add(row)

    def _freeze(self, upp: UppRow, masa: MasaLapor, aksi: AksiPengajuan) -> int:
        isi: Any = read_isi(self.session, upp, masa, aksi)
        # What came of a plan was not known when it was handed in.
        rtl = isi.get("rtl")
        if rtl:
            rtl["selesai"] = 0
            for baris in rtl["baris"]:
                for kegiatan in baris["kegiatan"]:
                    untold = {"status": "belum", "uraian": "", "hambatan": "", "alasan": ""}
                    kegiatan.update(untold, bukti=[])
        return freeze(self.session, self.rt, isi)

    def _step(
        self,
        rule: Any,
        at: datetime,
        catatan: str,
        beku_id: int | None,
        *,
        own: Mapping[Role, str],
        **about: Any,
    ) -> None:
        self.session.add(
            LangkahAlur(
                aksi=rule.aksi.value,
                dari=rule.dari.value,
                ke=rule.ke.value,
                waktu=at,
                oleh=own.get(rule.peran, _NAMES[rule.peran]),
                sebagai=rule.peran.value,
                catatan=catatan,
                beku_id=beku_id,
                **about,
            )
        )

    def close(self, triwulan: Triwulan, nomor: int) -> None:
        """Close the province's dossier of a triwulan five weeks after it."""
        end = triwulan.periode.sampai
        if end is None or province_sheet(self.session, triwulan) is None:
            return
        rng = Random(f"sekampadi/dossier/{triwulan.kunci}")  # noqa: S311 - repeatable
        rules = {(a.dari, a.aksi): a for a in ALUR_DOSSIER}
        row = new_dossier(self.rt, triwulan, 0)
        row.pengantar = _PENGANTAR.format(triwulan=triwulan.periode.label)
        row.simpulan = _SIMPULAN
        self.session.add(row)
        self.session.flush()
        status, at = StatusDossier.DIHIMPUN, end
        for aksi, days in ((_D.SERAHKAN, 30), (_D.SAMPAIKAN, 3), (_D.TUTUP, 1)):
            at = workday(at + timedelta(days=days))
            moment = moment_on(rng, at)
            if aksi is _D.SAMPAIKAN:
                row.beku_id = self._hold(row, triwulan, moment)
            if aksi is _D.TUTUP:
                row.surat_nomor = f"000.8.3.2/{100 + nomor}/ORG-C"
                row.surat_tanggal = at
            rule = rules[status, aksi]
            beku_id = None if aksi is _D.SERAHKAN else row.beku_id
            self._step(rule, moment, "", beku_id, own={}, dossier_id=row.id)
            status = rule.ke
            row.diubah_pada = moment
        row.status, row.versi = status.value, 3
        self.session.add(row)

    def _stood(self, triwulan: Triwulan, moment: datetime) -> dict[str, StatusPengajuan]:
        """Return by its kode how far each UPP had come at a moment."""
        rows = self.session.exec(
            select(Upp.kode, LangkahAlur.ke)
            .join_from(LangkahAlur, Pengajuan, col(Pengajuan.id) == col(LangkahAlur.pengajuan_id))
            .join(Upp, col(Upp.id) == col(Pengajuan.upp_id))
            .where(
                col(Pengajuan.tahun) == triwulan.tahun,
                col(Pengajuan.triwulan) == triwulan.nomor,
                col(LangkahAlur.waktu) < moment,
            )
            .order_by(col(LangkahAlur.waktu), col(LangkahAlur.id))
        )
        return {kode: StatusPengajuan(ke) for kode, ke in rows}

    def _hold(self, row: Dossier, triwulan: Triwulan, moment: datetime) -> int:
        held = [x for x in self.accepted.get(triwulan, ()) if x[0] < moment]
        isi = read_isi_dossier(self.session, triwulan, row)
        ids = {pengajuan_id for _, pengajuan_id, _ in held}
        # The others came later, and were on their way.
        stood = self._stood(triwulan, moment)
        isi["upp"] = [
            x
            if x["pengajuan"] in ids
            else without_papers(x, stood.get(x["kode"], StatusPengajuan.BELUM))
            for x in isi["upp"]
        ]
        for _, pengajuan_id, beku_id in held:
            self.session.add(
                DossierPengajuan(
                    dossier_id=stored_id(row.id), pengajuan_id=pengajuan_id, beku_id=beku_id
                )
            )
        return freeze(self.session, self.rt, isi)


_PENGANTAR: Final = (
    "Laporan ini menghimpun hasil Survei Kepuasan Masyarakat {triwulan} dari seluruh unit pelayanan "
    "publik yang telah menyampaikan lembar IKM dan rencana tindak lanjutnya."
)
_SIMPULAN: Final = (
    "Unit pelayanan publik dengan nilai terendah agar mendahulukan unsur waktu pelayanan dan sarana. "
    "Unit yang belum menyampaikan diminta menyusul melalui addendum."
)


def hand_in_demo(rt: Runtime) -> int:
    """Hand in every published triwulan since 2024 as far as the clock says; once only.

    Returns the number of moves.
    """
    masa = list_masa(SEJAK, rt.today())
    if not masa:
        return 0
    moves = 0
    with rt.writing() as session:
        if session.exec(select(Pengajuan.id).limit(1)).first() is not None:
            return 0
        session.add(Pengaturan(kunci="pengajuan", nilai={"sejak": SEJAK.kunci}, diubah=rt.now()))
        desk = _Desk(session, rt)
        offices, newest = list_upp(session, PROVINSI), max(m for m in masa if m.nomor)
        for number, one in enumerate(masa, start=1):
            if one.triwulan is None:
                moves += sum(desk.report_year(upp, one.tahun) for upp in offices)
                continue
            for upp in offices:
                moves += desk.hand_in(upp, one.triwulan, newest=one == newest)
            if one != newest:
                desk.close(one.triwulan, number)
        record(session, None, "demo.pengajuan", langkah=moves)
    rt.forget("pengajuan")
    return moves
