"""The zip of a year's evidence, written file by file; its index comes last and names what is missing."""

import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from sekampadi.db.queries.pekppp.tahun import KodeTahun
from sekampadi.db.queries.tindak_lanjut import BuktiRow
from sekampadi.domain.errors import DomainError
from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.izin import Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.pekppp.fakta import Indikator
from sekampadi.domain.periode import ZONA
from sekampadi.domain.publikasi import MediaRow, PublikasiRow
from sekampadi.domain.tindak_lanjut.bukti import JenisBukti
from sekampadi.i18n import t
from sekampadi.reports.build.lembar_terbit import build_lembar_terbit, describe_terbitan
from sekampadi.reports.build.pekppp.bukti import BuktiTahun, list_bukti
from sekampadi.reports.build.pekppp.indeks import INDEKS, LEMBAR, BerkasPaket, index_html
from sekampadi.reports.build.pekppp.lembar import build_pekppp
from sekampadi.reports.build.tindak_lanjut import build_hasil_tindak_lanjut, build_rtl
from sekampadi.reports.model import Report
from sekampadi.reports.render.pdf import render_laporan_pdf, render_lembar_pdf
from sekampadi.services.pengajuan.pekppp.pekppp import load_pekppp
from sekampadi.services.publikasi.hasil import load_lembar_terbit, load_letterhead_terbit
from sekampadi.services.sistem.foto import photo_folder
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import path_of
from sekampadi.services.tindak_lanjut.laporan import (
    BagianLaporan,
    LaporanTindakLanjut,
    load_laporan_tindak_lanjut,
)

FOLDER: Final = {
    Indikator.SKM: "1-skm",
    Indikator.MEDIA: "2-media",
    Indikator.RTL: "3-rtl",
    Indikator.KECEPATAN: "4-kecepatan",
}
_NAME_MAX: Final = 80
_CHUNK: Final = 1 << 16
HILANG: Final = t("Berkasnya tidak ditemukan saat paket dibuat.")


def write_paket_pekppp(
    rt: Runtime, person: Principal, upp_kode: str, tahun: int, begin: Callable[[], BinaryIO]
) -> None:
    """Write the zip to where ``begin`` says; nothing of it is kept here."""
    lembar = load_pekppp(rt, person, upp_kode, tahun, unduh=True)
    letterhead = load_letterhead(rt)
    with zipfile.ZipFile(begin(), "w", zipfile.ZIP_STORED) as archive:
        paket = _Paket(archive, rt, person, upp_kode)
        sheet = build_pekppp(lembar, printed=rt.today(), letterhead=letterhead)
        paket.put(LEMBAR, render_laporan_pdf(sheet))
        found = [paket.add(bukti, nomor) for nomor, bukti in _numbered(list_bukti(lembar.bahan))]
        paket.put(INDEKS, index_html(lembar, found, letterhead.identitas, rt.today()))


def _numbered(bukti: tuple[BuktiTahun, ...]) -> Iterator[tuple[int, BuktiTahun]]:
    """Count what is in each folder: no name comes twice, and files lie in their order."""
    counts = dict.fromkeys(Indikator, 0)
    for one in bukti:
        counts[one.indikator] += 1
        yield counts[one.indikator], one


def _name(bukti: BuktiTahun, nomor: int, ending: str) -> str:
    """Return the name of a file: plain letters, which every system takes."""
    text = unicodedata.normalize("NFKD", _words(bukti)).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:_NAME_MAX].rstrip("-")
    return f"{FOLDER[bukti.indikator]}/{nomor:03d}-{words or 'bukti'}{ending}"


def _words(bukti: BuktiTahun) -> str:
    match bukti.sumber:
        case BuktiRow():
            # The action it proves says more than what a telephone calls its photos.
            return bukti.tentang
        case KodeTahun():
            return f"{bukti.apa} {bukti.tentang}"
        case MediaRow():
            return f"{bukti.apa.partition('(')[0]} {bukti.tentang}"
    return bukti.apa


@dataclass(frozen=True, slots=True)
class _Paket:
    """The zip that is being written."""

    archive: zipfile.ZipFile
    rt: Runtime
    person: Principal
    kode: str

    def _info(self, name: str) -> zipfile.ZipInfo:
        """Return the head of a file; its time is that of the zip, for stored files are shared."""
        return zipfile.ZipInfo(name, self.rt.now().astimezone(ZONA).timetuple()[:6])

    def put(self, name: str, data: bytes) -> None:
        """Write a file that was made here."""
        self.archive.writestr(self._info(name), data, zipfile.ZIP_DEFLATED)

    def add(self, bukti: BuktiTahun, nomor: int) -> BerkasPaket:
        """Write the file of a piece of evidence, if it has one."""
        settings = self.rt.settings
        match bukti.sumber:
            case None:
                return BerkasPaket(bukti)
            case KodeTahun(sidik=sidik):
                return self._copy(bukti, path_of(settings, sidik), _name(bukti, nomor, ".jpg"))
            case BuktiRow(sidik=sidik, jenis=jenis):
                name = _name(bukti, nomor, JenisBukti(jenis).ending)
                return self._copy(bukti, path_of(settings, sidik), name)
            case MediaRow(bukti=photo):
                path = photo_folder(settings) / photo
                return self._copy(bukti, path, _name(bukti, nomor, ".jpg"))
            case sumber:
                name = _name(bukti, nomor, ".pdf")
                try:
                    self.put(name, self._document(sumber))
                except DomainError as error:
                    return BerkasPaket(bukti, galat=error.message)
                return BerkasPaket(bukti, name)

    def _copy(self, bukti: BuktiTahun, path: Path, name: str) -> BerkasPaket:
        """Copy a stored file, a piece at a time; one that is gone is named by the index."""
        try:
            file = path.open("rb")
        except OSError:
            return BerkasPaket(bukti, galat=HILANG)
        with file, self.archive.open(self._info(name), "w") as target:
            shutil.copyfileobj(file, target, _CHUNK)
        return BerkasPaket(bukti, name)

    def _document(self, sumber: PublikasiRow | Triwulan | int) -> bytes:
        rt = self.rt
        if isinstance(sumber, PublikasiRow):
            sheet = load_lembar_terbit(rt, sumber.nomor, sumber.kode)
            words = describe_terbitan(sheet, rt.settings.base_url)
            head = load_letterhead_terbit(rt, sheet)
            return render_lembar_pdf(build_lembar_terbit(sheet, words, head))
        laporan = load_laporan_tindak_lanjut(rt, self.person, self.kode, sumber, unduh=True)
        head = load_letterhead(rt)
        if isinstance(sumber, Triwulan):
            return render_laporan_pdf(_rtl(laporan, rt.today(), head))
        report = build_hasil_tindak_lanjut(laporan, printed=rt.today(), letterhead=head)
        return render_laporan_pdf(report)


def _rtl(laporan: LaporanTindakLanjut, printed: date, letterhead: Letterhead) -> Report:
    """Build a plan without what people have said: the zip leaves the house."""
    bare = replace(laporan, bagian=tuple(map(_without_saran, laporan.bagian)))
    report = build_rtl(bare, printed=printed, letterhead=letterhead)
    note = t("Kutipan saran masyarakat tidak dimuat dalam paket ini")
    return replace(report, notes=(*report.notes, note))


def _without_saran(bagian: BagianLaporan) -> BagianLaporan:
    rencana = bagian.rencana
    if rencana is None:
        return bagian
    lines = tuple(replace(baris, petikan=()) for baris in rencana.baris)
    return replace(bagian, rencana=replace(rencana, baris=lines))
