"""Plans and results made by hand: empty, of nine unsur, of forty actions with odd texts."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from PIL import Image, ImageDraw

from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.tindak_lanjut import BuktiRow, KegiatanRow, PetikanRow
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.publikasi import PublikasiRow, StatusPublikasi
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tindak_lanjut.hasil import IsianHasil, Realisasi, StatusKegiatan
from sekampadi.domain.tindak_lanjut.rencana import IsianKegiatan, Jangka, NilaiLembar, Prioritas
from sekampadi.services.sistem.foto import FotoKecil
from sekampadi.services.tindak_lanjut.laporan import (
    BagianLaporan,
    LaporanTindakLanjut,
)
from sekampadi.services.tindak_lanjut.rencana import BarisRtl, KegiatanLine, Rencana

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
UPP = UppRow(1, "biro-organisasi", "Biro Organisasi", "biro", None, True)
TW_III = Triwulan(2026, 3)
NILAI = (
    *(("waktu", "2.78", "69.50", "C", 278), ("sarana", "2.91", "72.75", "C", 291)),
    *(("pengaduan", "3.02", "75.50", "C", 302), ("prosedur", "3.10", "77.50", "B", 310)),
    *(("kompetensi", "3.22", "80.50", "B", 322), ("persyaratan", "3.30", "82.50", "B", 330)),
    *(("produk", "3.41", "85.25", "B", 341), ("perilaku", "3.56", "89.00", "A", 356)),
    ("biaya", "3.76", "94.00", "A", 376),
)
LEMBAR = PublikasiRow(
    *(7, "0012/BIRO-ORGANISASI/TW-III/2026", "K7QMR2WX9HBT", "upp:1", 1, None, TW_III.periode),
    *(0, "", 120, "80.40", "B", "Biro Organisasi", NOW, "budi", StatusPublikasi.BERLAKU),
    *(None, None, "", True),
)
SARAN = (
    "Antrean loket terlalu lama, tidak ada nomor urut",
    "petugasnya ramah tapi … nunggu 2 jam baru dipanggil 😡",
    "جزاكم الله خيرا، نرجو تسريع الخدمة",
    "Mohon ditambah kursi & kipas di ruang tunggu <lantai 2> 🙏",
    "Pertanggungjawabanpenyelenggaraanpelayananadministrasikependudukan lambat",
)
_JENIS = {"jpg": "foto", "pdf": "pdf"}


def kegiatan(
    i: int,
    unsur: Unsur,
    nama: str,
    status: StatusKegiatan = StatusKegiatan.BELUM,
    *,
    uraian: str = "",
    hambatan: str = "",
    alasan: str = "",
    strategi: str = "",
) -> KegiatanRow:
    """Return an action."""
    terbuka = status.terbuka and bool(strategi)
    return KegiatanRow(
        *(i, 1, unsur, i, 1),
        IsianKegiatan(
            *(nama, date(2026, 10, 1) if i % 2 else None, date(2026, 12, 18)),
            *("Kepala Bagian Tata Laksana", Prioritas.TINGGI, Jangka.PENDEK),
        ),
        IsianHasil(
            *(status, uraian, hambatan, alasan),
            date(2026, 11, 12) if status is StatusKegiatan.SELESAI else None,
            *(strategi, date(2027, 1, 29) if terbuka else None),
            *("Sekretaris" if terbuka else "", "Diskominfo" if terbuka else ""),
        ),
        *("", None, None, NOW, "budi"),
    )


def petikan(i: int, unsur: Unsur, teks: str, *, dihapus: bool = False) -> PetikanRow:
    """Return a quotation."""
    text = "" if dihapus else teks
    return PetikanRow(
        *(i, 1, unsur, i, text, text, date(2026, 8, 3), "Konsultasi"),
        dihapus=dihapus,
        dirilis=False,
    )


def bukti(i: int, kegiatan_id: int, nama: str) -> BuktiRow:
    """Return a file of evidence, a photo or a PDF by its name."""
    jenis = _JENIS[nama.rsplit(".", 1)[1]]
    return BuktiRow(i, kegiatan_id, f"{i:032x}", f"{i:064x}", jenis, nama, "", 1000, NOW, "budi")


def jpeg(words: str, size: tuple[int, int] = (320, 240)) -> FotoKecil:
    """Draw a small photo that can be told from others."""
    picture = Image.new("RGB", size, (40 + 37 * sum(map(ord, words)) % 160, 110, 120))
    ImageDraw.Draw(picture).text((20, 20), words, fill="white")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return FotoKecil(out.getvalue(), *size)


def rencana(
    actions: Sequence[tuple[KegiatanRow, tuple[BuktiRow, ...]]] = (),
    quoted: Sequence[PetikanRow] = (),
    triwulan: Triwulan = TW_III,
) -> Rencana:
    """Return a plan with all nine unsur from the worst on."""
    lines = []
    for nomor, (name, nrr, nik, mutu, rata) in enumerate(NILAI, start=1):
        unsur = Unsur(name)
        own = [(row, files) for row, files in actions if row.unsur is unsur]
        lines.append(
            BarisRtl(
                nomor,
                NilaiLembar(unsur, nrr, nik, mutu, Fraction(rata, 100)),
                None,
                tuple(p for p in quoted if p.unsur is unsur),
                tuple(
                    KegiatanLine(f"{nomor}.{at}", row, files)
                    for at, (row, files) in enumerate(own, start=1)
                ),
            )
        )
    realisasi = Realisasi.of(row.hasil.status for row, _ in actions)
    lembar = replace(LEMBAR, periode=triwulan.periode)
    about = (NOW, "budi", NOW, "budi")
    return Rencana(1, UPP, triwulan, lembar, None, tuple(lines), realisasi, *about)


def laporan(
    *plans: Rencana | None, foto: dict[int, FotoKecil] | None = None
) -> LaporanTindakLanjut:
    """Return a report of one plan; or of a year, which has four."""
    parts = tuple(
        BagianLaporan(p.triwulan if p else Triwulan(2026, at), at < 4 or p is not None, p)
        for at, p in enumerate(plans, start=1)
    )
    return LaporanTindakLanjut(UPP, parts, {}, foto or {})


def nine() -> tuple[Rencana, dict[int, FotoKecil]]:
    """Return a plan with an action or two for each unsur, some with photos, in every status."""
    actions, foto, i = [], dict[int, FotoKecil](), 0
    statuses = tuple(StatusKegiatan)
    for place, (name, *_) in enumerate(NILAI):
        for _ in range(1 + place % 2):
            i += 1
            status = statuses[(i + 1) % 4]
            files = tuple(bukti(100 * i + n, i, f"foto {i}-{n}.jpg") for n in range(i % 7))
            foto |= {f.id: jpeg(f.nama, (240, 320) if f.id % 2 else (320, 240)) for f in files}
            if i % 3 == 0:
                files += (bukti(100 * i + 50, i, f"Notulen rapat {i}.pdf"),)
            done = status is not StatusKegiatan.BELUM
            row = kegiatan(
                *(i, Unsur(name), f"Menata ulang alur dan menambah petugas pada loket nomor {i}"),
                status,
                uraian="Rapat tim 5 Oktober.\nLoket dibuka 12 Oktober, diuji dua minggu."
                if done
                else "",
                hambatan="Anggaran perubahan baru cair November" if i % 2 else "",
                alasan="Menunggu anggaran perubahan" if status is StatusKegiatan.BATAL else "",
                strategi="Memakai petugas dari bidang lain sampai anggaran cair" if i % 2 else "",
            )
            actions.append((row, files))
    quoted = [petikan(n, Unsur(NILAI[n % 6][0]), SARAN[n % 5], dihapus=n == 4) for n in range(9)]
    return rencana(actions, quoted), foto


def forty() -> tuple[Rencana, dict[int, FotoKecil]]:
    """Return a plan with forty actions, long words, long texts, and many quotations of one unsur."""
    actions, foto = [], dict[int, FotoKecil]()
    long = "Menyelenggarakan pendampingan " + "penyelenggaraanketatalaksanaan" * 3
    for i in range(1, 41):
        unsur = Unsur(NILAI[(i - 1) * (i - 1) // 200][0])
        files = tuple(bukti(100 * i + n, i, f"foto {i}-{n}.jpg") for n in range(i % 6))
        foto |= {f.id: jpeg(f.nama) for f in files}
        status = tuple(StatusKegiatan)[i % 4]
        row = kegiatan(
            *(
                i,
                unsur,
                f"{long if i % 9 == 0 else 'Melatih petugas loket'} angkatan ke-{i}",
                status,
            ),
            uraian=" ".join(f"Uraian{i}x{n}" for n in range(180 if i == 20 else 8)),
            hambatan="Tidak ada hambatan berarti" if i % 2 else "",
            alasan="Menunggu keputusan pimpinan" if i % 5 else "",
            strategi="Dijadwalkan ulang bersama bidang lain" if i % 3 else "",
        )
        actions.append((row, files))
    words = " ".join(f"saran{n}" for n in range(250))
    quoted = [petikan(n, URUTAN[2], f"{SARAN[n % 5]} nomor {n}") for n in range(20)]
    quoted.append(petikan(21, Unsur("sarana"), words))
    return rencana(actions, quoted), foto
