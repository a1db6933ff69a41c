"""Published sheets for the demonstration: every closed triwulan that is shown, of the province and of each UPP."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, select

from sekampadi.db.counters import PROVINSI_KUNCI, upp_kunci
from sekampadi.db.models import Publikasi, PublikasiMedia
from sekampadi.db.queries.master import UppRow, list_layanan, list_upp, metode_of
from sekampadi.db.queries.publik import SimpulRow, list_frozen, read_pohon
from sekampadi.db.queries.publikasi import list_perangkat_used
from sekampadi.db.types import stored_id
from sekampadi.domain.ikm import HasilIkm, compute_ikm_of_rekap, compute_rata_rata_upp
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.ketelitian import compute_ketelitian
from sekampadi.domain.periode import ZONA, Periode
from sekampadi.domain.publikasi import Media
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.figures import Figures
from sekampadi.services.laporan.laporan_lengkap import read_anggota, read_populasi
from sekampadi.services.publik.beku import freeze_due, last_day
from sekampadi.services.publik.publik import Publik, read_per_upp
from sekampadi.services.publikasi.isi import freeze
from sekampadi.services.publikasi.publikasi import DAFTAR, keep_logo, new_publikasi
from sekampadi.services.sistem.pengaturan import identitas_of
from sekampadi.services.sistem.runtime import Runtime, record

_MEDIA_DAYS = 300
_PLACES = {
    Media.CETAK: "Papan pengumuman ruang pelayanan",
    Media.BALIHO: "Halaman depan kantor",
    Media.ELEKTRONIK: "Layar antrean ruang tunggu",
}
_MEDIA = (Media.CETAK, Media.SITUS, Media.MEDIA_SOSIAL, Media.ELEKTRONIK, Media.BALIHO)


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
        row: SimpulRow,
        hasil: HasilIkm,
        *,
        populasi: int | None,
        rata_rata: Decimal | None,
    ) -> None:
        """Publish a sheet in the first week after its triwulan, in time for the decree (L.4)."""
        if periode.sampai is None:
            return
        key = (cakupan.upp.kode if cakupan.upp else "", periode.sampai.year)
        urut = self._last[key] = self._last.get(key, 0) + 1
        day = last_day(row.triwulan) + timedelta(days=1 + len(self.rows) % 4)
        moment = min(datetime.combine(day, time(9, len(self.rows) % 60), ZONA), self.rt.now())
        figures = Figures(
            cakupan=cakupan,
            periode=periode,
            rekap=row.rekap,
            hasil=hasil,
            jumlah_layanan=self.layanan(cakupan),
            dibaca=moment,
        )
        upp = None
        if cakupan.per_satuan:
            upp = read_per_upp(self.session, cakupan, periode, row.rekap, hasil.metode)
        ketelitian = compute_ketelitian(
            row.rekap,
            hasil,
            populasi,
            sendiri=cakupan.satu_upp,
            per_upp=upp,
            bagian=cakupan.bagian,
        )
        isi = freeze(
            figures,
            ketelitian,
            self.identitas,
            self.perangkat,
            rata_rata,
            groups=Publik.of([row]).groups,
        )
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
    """Publish every triwulan that is frozen, in how many sheets; once only."""
    freeze_due(rt)
    with rt.writing() as session:
        if session.exec(select(Publikasi.id).limit(1)).first() is not None:
            return 0
        press = _Press(session, rt)
        offices = list_upp(session, active_only=False)
        province = Cakupan("", press.identitas.daerah, None, None, None, PROVINSI)
        for triwulan in list_frozen(session):
            periode = Periode.triwulan_of(triwulan)
            metode = metode_of(session, periode, rt.today())
            # One question set in the whole demonstration; nobody needs it asked for each office.
            press.perangkat = list_perangkat_used(session, periode, upp_ids=None, layanan_id=None)
            shown = {k: row for k, row in read_pohon(session, triwulan).items() if row.tampil}
            hasil = {k: compute_ikm_of_rekap(row.rekap, metode) for k, row in shown.items()}
            served, everyone, _ = read_populasi(
                session, province, periode, read_anggota(session, province)
            )
            mean = compute_rata_rata_upp(h for k, h in hasil.items() if k.startswith("upp:"))
            sheets = [
                (PROVINSI_KUNCI, province, everyone, mean),
                *((upp_kunci(u.id), _office(u), served.get(u.id), None) for u in offices),
            ]
            for kunci, cakupan, populasi, rata_rata in sheets:
                if kunci in shown:
                    row, index = shown[kunci], hasil[kunci]
                    press.publish(
                        cakupan, periode, row, index, populasi=populasi, rata_rata=rata_rata
                    )
        session.add_all(press.rows)
        session.flush()
        _show(session, press.rows)
        record(session, None, "demo.terbit", lembar=len(press.rows))
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
