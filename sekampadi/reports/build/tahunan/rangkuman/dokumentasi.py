"""The appendix with photos of the survey, and how many there are that prove actions."""

from collections.abc import Mapping

from sekampadi.domain.tahunan.bagian import DOKUMENTASI
from sekampadi.domain.tindak_lanjut.bukti import JenisBukti
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import bulat
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.tulisan import own_words
from sekampadi.reports.model import Cell, Photo, Table
from sekampadi.services.sistem.foto import FotoKecil
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tindak_lanjut.rencana import Rencana


def foto_blok(bahan: BahanTahunan, foto: Mapping[int, FotoKecil] | None) -> Blok:
    """Return the photos of the survey, and what a person says of them; nothing where neither is.

    They are named ``foto_<nomor>`` in their order. One whose file is gone is told by its caption.

    Args:
        foto: drawn, by their id; None where nobody has drawn them, as for a preview.
    """
    text, shown = list[str](), list[Photo]()
    for number, row in enumerate(bahan.foto if foto is not None else (), start=1):
        found = (foto or {}).get(row.id)
        if found is None:
            text.append(t("[Berkas foto tidak ditemukan: {keterangan}]", keterangan=row.keterangan))
        else:
            size = (found.lebar, found.tinggi)
            shown.append(Photo(row.keterangan, found.isi, *size, f"foto_{number}"))
    if shown or (bahan.foto and foto is None):
        # Its colon keeps it on the page of the first of them.
        words = t("Foto pelaksanaan survei tahun {tahun}:", tahun=bahan.objek.tahun)
        text.append(words)
    return Blok(tuple(text), tuple(shown), own_words(bahan, DOKUMENTASI))


def dokumentasi_blok(bahan: BahanTahunan, foto: Mapping[int, FotoKecil] | None = None) -> Blok:
    """Return the photos of the survey, or say that people are to add them, and count those of actions.

    The table of the latter is ``foto``. Arguments as of :func:`foto_blok`.
    """
    own, proofs = foto_blok(bahan, foto), _proofs(bahan)
    if bahan.foto:
        # What announces the photos is said last: they come first.
        return Blok((*proofs.text, *own.text), (*own.isi, *proofs.isi), own.penutup)
    words = t(
        "Foto pelaksanaan survei tidak tersimpan pada SEKAMPADI dan dilampirkan oleh penyusun."
    )
    return Blok((words, *proofs.text), proofs.isi, own.penutup)


def _proofs(bahan: BahanTahunan) -> Blok:
    counts = [
        (tw.triwulan.periode.nama, _count_photos(tw.rencana)) for tw in bahan.triwulan if tw.rencana
    ]
    found = [(nama, n) for nama, n in counts if n]
    if not found:
        return Blok()
    table = Table(
        "foto",
        t("Foto bukti tindak lanjut"),
        (t("RTL dari hasil"), t("Foto")),
        tuple((Cell(nama), bulat(n)) for nama, n in found),
        ((Cell(t("Jumlah")), bulat(sum(n for _, n in found))),),
        widths=(60, 40),
    )
    words = t("Foto bukti tindak lanjut yang tersimpan pada SEKAMPADI dihitung pada tabel berikut.")
    return Blok((words,), (table,))


def _count_photos(rencana: Rencana) -> int:
    return sum(
        bukti.jenis == JenisBukti.FOTO.value for line in rencana.kegiatan for bukti in line.bukti
    )
