"""Storing the demonstration's annual reports: all at once, before what was handed in with them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any, Final

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, select

from sekampadi.db.models import LaporanTahunan, Operator
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.rekap import Selection, read_rekap_per_upp
from sekampadi.demo.katalog import (
    BAPENDA,
    BIRO_ORGANISASI,
    RSUD_SOEDARSO,
    ContohUpp,
    list_contoh_upp,
)
from sekampadi.demo.tahunan.foto import keep_photos
from sekampadi.demo.tahunan.teks import TahunKantor, write_parts
from sekampadi.demo.tindak_lanjut.fates import moment_on, workday
from sekampadi.demo.tindak_lanjut.keepers import keeper_of
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.rekap import Rekap, merge
from sekampadi.domain.periode import Periode, local_date
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tahunan.naskah import IsiNaskah
from sekampadi.services.sistem.runtime import Runtime, record

AWAL: Final = 2023
"""The first year with answers; the two before are told by hand."""
LENGKAP: Final = frozenset(
    {
        *(BIRO_ORGANISASI, BAPENDA, RSUD_SOEDARSO, "dinas-pmptsp", "dinas-kesehatan"),
        *("dinas-sosial", "dinas-dukcapil", "dinas-perpustakaan", "dinas-kominfo", "bkd"),
        *("labkes", "uppd-pontianak"),
    }
)
"""Offices that write more than what a report may not lack."""
_ACCOUNTS: Final = {BIRO_ORGANISASI: "roorg", BAPENDA: "bapenda", "uppd-pontianak": "bapenda"}
_PROVINSI: Final = "ketuatim"
_DRAF: Final = (
    "Pada awal bulan antrean di loket memanjang karena dua petugas mengikuti pelatihan. "
    "Sejak Oktober jadwal pelatihan diatur"
)
"""What the Biro has not finished typing."""


def _worst_first(rekap: Rekap) -> tuple[Unsur, ...]:
    if not rekap.n:
        return ()
    sums = dict(zip(URUTAN, rekap.jumlah, strict=True))
    return tuple(sorted(URUTAN, key=lambda u: (sums[u], URUTAN.index(u))))


@dataclass(slots=True)
class _Rak:
    """Collects reports with what stands in them, and indices of before."""

    now: datetime
    rng: Random
    laporan: list[dict[str, Any]] = field(default_factory=list)
    naskah: list[list[dict[str, Any]]] = field(default_factory=list)  # of each report
    draf: list[list[dict[str, Any]]] = field(default_factory=list)  # likewise
    lama: list[dict[str, Any]] = field(default_factory=list)

    def write(self, session: Session) -> None:
        """Write everything; the database numbers the reports."""
        if not self.laporan:
            return
        tables, connection = SQLModel.metadata.tables, session.connection()
        table = tables["laporan_tahunan"]
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        ids = list(connection.execute(statement, self.laporan).scalars())
        for name, each in (("naskah_tahunan", self.naskah), ("draf_tahunan", self.draf)):
            pairs = zip(ids, each, strict=True)
            rows = [{"laporan_id": i, **row} for i, found in pairs for row in found]
            if rows:
                connection.execute(insert(tables[name]), rows)
        if self.lama:
            connection.execute(insert(tables["ikm_lama"]), self.lama)

    def january(self, tahun: int) -> datetime | None:
        """Throw a moment at which the report of a year was written; None when it lies ahead."""
        moment = moment_on(self.rng, workday(date(tahun + 1, 1, self.rng.randint(2, 4))))
        return moment if moment <= self.now else None


def _laporan(rak: _Rak, upp: UppRow | None, year: TahunKantor) -> None:
    """Write the report of a year, when it is time for it."""
    moment = rak.january(year.tahun)
    if moment is None:
        return
    by = _ACCOUNTS.get(upp.kode, "contoh") if upp else _PROVINSI
    parts, fixed = write_parts(year), moment.replace(microsecond=0)
    versions = [(kunci, 1, isi, by) for kunci, isi in parts.items()]
    if upp and upp.kode == BIRO_ORGANISASI and "kelemahan" in parts:
        # One of them was written three times, by two people.
        text = parts["kelemahan"].teks
        versions = [v for v in versions if v[0] != "kelemahan"]
        versions += [
            ("kelemahan", 1, IsiNaskah(text.split("\n\n", maxsplit=1)[0]), by),
            ("kelemahan", 2, IsiNaskah(text.replace("\n\n", " ")), "adminpemprov"),
            ("kelemahan", 3, parts["kelemahan"], by),
        ]
    rak.laporan.append(
        {
            "seri": f"upp:{upp.id}" if upp else "provinsi",
            "upp_id": upp.id if upp else None,
            "tahun": year.tahun,
            "versi": len(versions),
            "dibuat_pada": fixed,
            "dibuat_oleh": by,
        }
    )
    rak.naskah.append(
        [
            {
                **{"bagian": kunci, "versi": versi, "isi": isi.stored()},
                **{"ditulis_pada": fixed, "ditulis_oleh": oleh},
            }
            for kunci, versi, isi, oleh in versions
        ]
    )
    rak.draf.append([])


def _before(rak: _Rak, upp: UppRow | None, rekap: Rekap) -> None:
    """Tell the indices of the two years before the first one, as an older survey might have had them."""
    moment = rak.january(AWAL)
    if not rekap.n or moment is None:
        return
    # Not far from what the answers say of the first year, and lower the older.
    cents = sum(rekap.jumlah) * 2500 // (9 * rekap.n)
    for back in (1, 2):
        cents -= rak.rng.randint(20, 180)
        n = rak.rng.randint(80, 400) if upp else None
        whose = upp.nama if upp else "Pemerintah Provinsi"
        rak.lama.append(
            {
                "seri": f"upp:{upp.id}" if upp else "provinsi",
                "tahun": AWAL - back,
                "nilai": f"{cents // 100}.{cents % 100:02d}",
                "n": n,
                "sumber": f"Laporan SKM {whose} Tahun {AWAL - back}"[:200],
                "versi": 1,
                "diubah_pada": moment,
                "diubah_oleh": _ACCOUNTS.get(upp.kode, "contoh") if upp else _PROVINSI,
            }
        )


def _drafts(session: Session, rak: _Rak, biro: UppRow) -> None:
    """Begin the report of the running year of the Biro, where somebody has an account to type in."""
    person = session.exec(select(Operator.id).where(col(Operator.username) == "roorg")).first()
    if person is None:
        return
    moment = rak.now.replace(microsecond=0)
    rak.laporan.append(
        {
            **{"seri": f"upp:{biro.id}", "upp_id": biro.id, "tahun": local_date(rak.now).year},
            **{"versi": 0, "dibuat_pada": moment, "dibuat_oleh": "roorg"},
        }
    )
    rak.naskah.append([])
    draf = {"operator_id": person, "bagian": "kelemahan", "versi": 0, "diubah_pada": moment}
    rak.draf.append([draf | {"isi": IsiNaskah(_DRAF).stored()}])


def report_demo(rt: Runtime) -> int:
    """Write the annual reports of the years that are over, in how many; once only."""
    offices = {c.kode: c for c in list_contoh_upp()}
    with rt.writing() as session:
        if session.exec(select(LaporanTahunan.id).limit(1)).first() is not None:
            return 0
        rak = _Rak(rt.now(), Random("tahunan"))  # noqa: S311 - an example, no secret
        rows = [u for u in list_upp(session, PROVINSI) if u.kode in offices]
        for tahun in range(AWAL, rt.today().year):
            rekaps = read_rekap_per_upp(session, Selection(PROVINSI, Periode.tahun(tahun)))
            whole = merge(rekaps.values())
            for upp in (None, *rows):
                rekap = rekaps.get(upp.id, Rekap()) if upp else whole
                contoh = offices[upp.kode] if upp else None
                if not _writes(contoh, rekap):
                    continue
                lengkap = contoh is None or contoh.kode in LENGKAP
                year = TahunKantor(contoh, tahun, _worst_first(rekap), lengkap)
                _laporan(rak, upp, year)
                if tahun == AWAL and lengkap:
                    _before(rak, upp, rekap)
        biro = next((u for u in rows if u.kode == BIRO_ORGANISASI), None)
        written = len(rak.laporan)
        if biro is not None and written:
            _drafts(session, rak, biro)
        rak.write(session)
        record(session, None, "demo.tahunan", laporan=written)
    keep_photos(rt, BIRO_ORGANISASI)
    return written


def _writes(contoh: ContohUpp | None, rekap: Rekap) -> bool:
    """Tell whether an office writes a report: who keeps plans does, of years with answers."""
    return bool(rekap.n) and (
        contoh is None or contoh.kode in LENGKAP or keeper_of(contoh.kode).done > 0.5
    )
