"""Published sheets for the demonstration: every triwulan that is over, of the province and of each UPP."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, select

from sekampadi.db.models import Publikasi, PublikasiMedia
from sekampadi.db.queries.master import (
    UppRow,
    list_layanan,
    list_upp,
    metode_of,
)
from sekampadi.db.queries.publikasi import list_perangkat_used
from sekampadi.db.queries.rekap import read_rekap, read_rekap_per_upp
from sekampadi.db.types import stored_id
from sekampadi.domain.ikm import HasilIkm, compute_ikm_of_rekap, compute_rata_rata_upp
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.ketelitian import compute_ketelitian
from sekampadi.domain.periode import ZONA, Periode
from sekampadi.domain.publikasi import RESPONDEN_MIN, Media
from sekampadi.domain.rekap import Rekap
from sekampadi.services.cakupan import Cakupan
from sekampadi.services.figures import Figures
from sekampadi.services.laporan_lengkap import read_anggota, read_populasi
from sekampadi.services.pengaturan import identitas_of
from sekampadi.services.publikasi import DAFTAR, keep_logo, new_publikasi
from sekampadi.services.publikasi_isi import freeze
from sekampadi.services.runtime import Runtime, record

_FIRST_YEAR = 2023
_MEDIA_DAYS = 300
_PLACES = {
    Media.CETAK: "Papan pengumuman ruang pelayanan",
    Media.BALIHO: "Halaman depan kantor",
    Media.ELEKTRONIK: "Layar antrean ruang tunggu",
}
_MEDIA = (Media.CETAK, Media.SITUS, Media.MEDIA_SOSIAL, Media.ELEKTRONIK, Media.BALIHO)


def _quarters(today: date) -> list[Periode]:
    every = [
        Periode.triwulan(y, n) for y in range(_FIRST_YEAR, today.year + 1) for n in range(1, 5)
    ]
    return [p for p in every if p.sampai is not None and p.sampai < today]


class _Press:
    """Publishes sheet after sheet and counts their numbers."""

    def __init__(self, session: Session, rt: Runtime) -> None:
        self.session, self.rt = session, rt
        self.identitas = replace(identitas_of(session), logo=keep_logo(session))
        self.rows: list[Publikasi] = []
        self.perangkat: list[dict[str, Any]] = []
        self._layanan: dict[int, int] = {}
        self._last: dict[tuple[str, int], int] = {}

    def publish(
        self,
        cakupan: Cakupan,
        periode: Periode,
        rekap: Rekap,
        hasil: HasilIkm,
        populasi: int | None,
        **more: Decimal,
    ) -> None:
        """Publish a sheet in the first week after its triwulan."""
        if periode.sampai is None or hasil.n < RESPONDEN_MIN:
            return
        key = (cakupan.upp.kode if cakupan.upp else "", periode.sampai.year)
        urut = self._last[key] = self._last.get(key, 0) + 1
        day = periode.sampai + timedelta(days=1 + len(self.rows) % 5)
        moment = min(datetime.combine(day, time(9, len(self.rows) % 60), ZONA), self.rt.now())
        figures = Figures(
            cakupan=cakupan,
            periode=periode,
            rekap=rekap,
            hasil=hasil,
            jumlah_layanan=self.layanan(cakupan),
            dibaca=moment,
        )
        ketelitian = compute_ketelitian(rekap, hasil, populasi)
        isi = freeze(figures, ketelitian, self.identitas, self.perangkat, **more)
        self.rows.append(
            new_publikasi(cakupan, periode, isi, urut=urut, waktu=moment, oleh="contoh")
        )

    def layanan(self, cakupan: Cakupan) -> int:
        """Count the active layanan of an office, or of all."""
        if not self._layanan:
            for row in list_layanan(self.session, PROVINSI):
                self._layanan[row.upp.id] = self._layanan.get(row.upp.id, 0) + 1
        if cakupan.upp is None:
            return sum(self._layanan.values())
        return self._layanan.get(cakupan.upp.id, 0)


def _office(upp: UppRow) -> Cakupan:
    return Cakupan(upp.kode, upp.nama, upp, None, frozenset({upp.id}), PROVINSI)


def publish_demo(rt: Runtime) -> int:
    """Publish every triwulan since 2023 that is over; nothing when something is published already.

    Returns:
        How many sheets were published.
    """
    with rt.writing() as session:
        if session.exec(select(Publikasi.id).limit(1)).first() is not None:
            return 0
        press = _Press(session, rt)
        offices = list_upp(session, active_only=False)
        province = Cakupan("", press.identitas.daerah, None, None, None, PROVINSI)
        for periode in _quarters(rt.today()):
            selection = province.selection(periode)
            metode = metode_of(session, periode, rt.today())
            # One question set in the whole demonstration; nobody needs it asked for each office.
            press.perangkat = list_perangkat_used(session, periode, upp_ids=None, layanan_id=None)
            rekaps = read_rekap_per_upp(session, selection)
            hasil = {i: compute_ikm_of_rekap(r, metode) for i, r in rekaps.items()}
            whole = read_rekap(session, selection)
            rata_rata = compute_rata_rata_upp(hasil.values())
            more = {} if rata_rata is None else {"rata_rata": rata_rata}
            served, everyone, _ = read_populasi(
                session, province, periode, read_anggota(session, province)
            )
            all_of_it = compute_ikm_of_rekap(whole, metode)
            press.publish(province, periode, whole, all_of_it, everyone, **more)
            for upp in offices:
                if upp.id in rekaps:
                    press.publish(
                        _office(upp), periode, rekaps[upp.id], hasil[upp.id], served.get(upp.id)
                    )
        session.add_all(press.rows)
        session.flush()
        _show(session, press.rows)
        record(session, rt.now(), "demo.terbit", acting=None, lembar=len(press.rows))
    rt.forget(DAFTAR)
    return len(press.rows)


def _show(session: Session, rows: list[Publikasi]) -> None:
    """Write the media of the last year into the log: some offices many, some none."""
    newest = max((row.sampai for row in rows), default=date.min)
    recent = [row for row in rows if (newest - row.sampai).days < _MEDIA_DAYS]
    table = SQLModel.metadata.tables[str(PublikasiMedia.__tablename__)]
    lines = [
        {
            "publikasi_id": stored_id(row.id),
            "jenis": jenis.value,
            "tanggal": row.waktu.astimezone(ZONA).date(),
            "alamat": f"https://contoh.example/{row.nomor.lower().replace('/', '-')}/{jenis.value}",
            "keterangan": _PLACES.get(jenis, ""),
            "bukti": "",
            "dicatat_pada": row.waktu,
            "dicatat_oleh": "contoh",
        }
        for row in recent
        for jenis in _MEDIA[: ((row.upp_id or 5) + row.sampai.month // 6) % (len(_MEDIA) + 1)]
    ]
    if lines:
        session.connection().execute(insert(table), lines)
