"""Metode and data kuesioner: whom the survey asked, how, and what came back (decree, L.3).

What nobody has told is no figure: a line of it is left out, and a sentence says so.
"""

from collections.abc import Iterable, Sequence

from sekampadi.domain.laporan.perbandingan import POIN_MIN
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import bulat, counted_cells, share
from sekampadi.reports.build.ketelitian import margin_small_print, sample_words
from sekampadi.reports.build.laporan import execution_table
from sekampadi.reports.build.small_cells import HIDDEN_MARK, SmallCells, hidden_notes, visible
from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.tulisan import join_words, list_names, own_words
from sekampadi.reports.model import Cell, Table
from sekampadi.services.laporan.pelaksanaan import RekapPelaksanaan
from sekampadi.services.moderasi.jawaban import SUMBER_KATA
from sekampadi.services.tahunan.bahan import BahanTahunan, TriwulanTahun


def begun(bahan: BahanTahunan) -> tuple[TriwulanTahun, ...]:
    """Return the triwulan of the year that have begun."""
    today = bahan.dibaca
    return tuple(x for x in bahan.triwulan if (dari := x.triwulan.periode.dari) and dari <= today)


def triwulan_words(triwulan: TriwulanTahun) -> str:
    """Name a triwulan in a line of a table; one that is not over says so."""
    nama = triwulan.triwulan.periode.nama
    return nama if triwulan.berakhir else t("{nama} (berjalan)", nama=nama)


def _population_words(bahan: BahanTahunan) -> str:
    objek = bahan.objek
    who = objek.nama if objek.upp else t("seluruh UPP {nama}", nama=objek.nama)
    found = [
        t(
            "Populasi survei adalah penerima layanan {siapa} selama tahun {tahun}. Setiap penerima "
            "layanan dapat menjawab, tanpa menyebut nama dan atas kemauan sendiri, sehingga "
            "respondennya bukan sampel acak.",
            siapa=who,
            tahun=objek.tahun,
        )
    ]
    if bahan.upt:
        upt = list_names([u.nama for u in bahan.upt])
        found.append(t("Layanan UPT tidak termasuk, karena dilaporkan tersendiri: {upt}.", upt=upt))
    return " ".join(found)


def _questions_words(bahan: BahanTahunan) -> str:
    words = t(
        "Kuesioner menanyakan sembilan unsur pelayanan, masing-masing dengan empat pilihan jawaban "
        "bernilai satu sampai empat, dan satu penilaian umum."
    )
    if len(bahan.perangkat) < 2:
        return words
    return " ".join(
        (
            words,
            t(
                "Pertanyaannya berganti dalam tahun ini. Unsur yang pertanyaannya berubah perlu "
                "dibandingkan dengan hati-hati, karena perbedaan nilainya dapat berasal dari "
                "pertanyaan yang lain."
            ),
        )
    )


def changed_method(bahan: BahanTahunan) -> bool:
    """Tell whether some triwulan that has begun was computed by another weight method than the year."""
    return any(x.hasil.metode is not bahan.hasil.metode for x in begun(bahan))


def _method_words(bahan: BahanTahunan) -> tuple[str, ...]:
    """Say that the weight method changed; of one that was set anew without change, nothing."""
    if not bahan.metode or not changed_method(bahan):
        return ()
    said = list_names(
        [
            t("“{metode}” mulai {hari}", metode=metode.value, hari=format_tanggal(day))
            for day, metode in bahan.metode
        ]
    )
    return (
        t(
            "Metode bobot berganti dalam tahun ini ({daftar}). Nilai IKM tahun ini seluruhnya dihitung "
            "dengan metode “{kini}”; nilai IKM triwulan dengan metode yang berlaku pada hari terakhir "
            "triwulan itu.",
            daftar=said,
            kini=bahan.hasil.metode.value,
        ),
    )


def _untold_words(bahan: BahanTahunan) -> tuple[str, ...]:
    """Name what nobody told of the survey, and of an UPP what was not told of every triwulan."""
    # Of a triwulan that is not over nobody has to have told anything yet.
    quarters = [x for x in begun(bahan) if x.berakhir or x.pelaksanaan]
    told = [row.isi for x in quarters for row in x.pelaksanaan]
    counts = (
        (t("jumlah penerima layanan"), sum(p.dilayani is not None for p in told)),
        (t("jumlah kuesioner yang dibagikan"), sum(p.dibagikan is not None for p in told)),
        (t("jumlah kuesioner yang kembali"), sum(p.kembali is not None for p in told)),
        (t("pelaksana survei"), len(told)),
    )
    missing = [name for name, n in counts if not n]
    partly = [name for name, n in counts if n and n < len(quarters)]
    found = list[str]()
    if missing:
        words = t("Pada catatan pelaksanaan survei belum diisi: {daftar}.")
        found.append(words.format(daftar=join_words(missing)))
    if partly and bahan.objek.upp:
        words = t("Belum diisi untuk setiap triwulan: {daftar}.")
        found.append(words.format(daftar=join_words(partly)))
    return (" ".join(found),) if found else ()


def _question_sets(bahan: BahanTahunan) -> str:
    named = [(str(p["nama"]), str(p["versi"])) for p in bahan.perangkat]
    alone = len(named) == 1
    return "\n".join(n if alone else t("{nama}, versi {versi}", nama=n, versi=v) for n, v in named)


def _small_print(bahan: BahanTahunan) -> tuple[str, ...]:
    """Say how margins and changes were tested: by both sides, unlike on screens (decision 58)."""
    how = t(
        "Perbandingan antarwaktu: {uji}, dikoreksi Holm. Disebut naik atau turun hanya bila p di bawah "
        "0,05 dan perubahannya melebihi marginnya serta sedikitnya {poin} poin.",
        uji=t("uji t dua arah dengan UPP sebagai satuan")
        if bahan.objek.upp is None
        else t("uji Welch dua arah, tanpa koreksi populasi"),
        poin=format_angka(POIN_MIN),
    )
    return (*margin_small_print(bahan.laporan.ketelitian)[:-1], how)


def _method_table(bahan: BahanTahunan, told: RekapPelaksanaan) -> Table:
    table = execution_table(told, bahan.laporan.ketelitian)
    known = [row for row in table.rows if row[1].value is not None]
    if sets := _question_sets(bahan):
        known.append((Cell(t("Pertanyaan survei")), Cell(sets)))
    if bahan.hasil.n:
        known.append((Cell(t("Metode bobot")), Cell(bahan.hasil.metode.label)))
    return Table(
        table.kunci,
        table.title,
        (t("Uraian"), t("Keterangan")),
        tuple(known),
        widths=(45, 55),
        notes=_small_print(bahan) if bahan.hasil.n else (),
    )


def metode_blok(bahan: BahanTahunan) -> Blok:
    """Return whom the survey asked and how; its table is ``pelaksanaan``, what a person adds beneath."""
    told = bahan.laporan.pelaksanaan or RekapPelaksanaan()
    sample = sample_words(bahan.laporan.ketelitian) if bahan.hasil.n else ""
    return Blok(
        (
            _population_words(bahan),
            _questions_words(bahan),
            *_method_words(bahan),
            *((sample,) if sample else ()),
            *_untold_words(bahan),
        ),
        (_method_table(bahan, told),),
        own_words(bahan, "metode"),
    )


_FILLED, _DONE = t("UPP yang mengisi"), t("Jawaban diolah")
_OUT, _BACK = t("Kuesioner dibagikan"), t("Kuesioner kembali")
_COUNTS = {_DONE, _OUT, _BACK}
"""Columns that tell how many answered, or nearly: of a hidden triwulan they are hidden together."""
Column = tuple[str, list[int | None], int | None]
"""A heading, a number for each triwulan, and that of the year; None for one that is not known."""


def _sum(values: Iterable[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known else None


def _told_column(name: str, each: list[list[int | None]]) -> list[Column]:
    """Return a column of what was told; none where nobody told anything."""
    sums = [_sum(values) for values in each]
    if _sum(sums) is None:
        return []
    return [(name, sums, None if None in sums else _sum(sums))]


def _columns(bahan: BahanTahunan, quarters: Sequence[TriwulanTahun]) -> list[Column]:
    told = [[row.isi for row in x.pelaksanaan] for x in quarters]
    found = list[Column]()
    if bahan.objek.upp is None and any(told):
        found.append((_FILLED, [len(isi) for isi in told], None))
    found += _told_column(t("Penerima layanan"), [[p.dilayani for p in isi] for isi in told])
    if any(x.ketelitian.sampel_minimum is not None for x in quarters):
        least = [x.ketelitian.sampel_minimum for x in quarters]
        found.append((t("Sampel minimum"), least, bahan.laporan.ketelitian.sampel_minimum))
    found += _told_column(_OUT, [[p.dibagikan for p in isi] for isi in told])
    found += _told_column(_BACK, [[p.kembali for p in isi] for isi in told])
    return [*found, (_DONE, [x.hasil.n for x in quarters], bahan.n)]


def _kuesioner_table(bahan: BahanTahunan) -> Table:
    quarters = begun(bahan)
    columns = _columns(bahan, quarters)
    notes = []
    if any(
        None in (*values, whole) for name, values, whole in columns if name not in {_FILLED, _DONE}
    ):
        notes.append(t("Tanda – : belum diisi, atau belum semua bagiannya diisi."))
    if any(x.tersembunyi for x in quarters):
        notes += hidden_notes({"n": {x.triwulan.kunci: None for x in quarters if x.tersembunyi}})
    if bahan.objek.upp is None and len(columns) > 1:
        notes.append(
            t("Angka penerima layanan dan kuesioner hanya dari UPP yang mengisi pada triwulan itu.")
        )
    return Table(
        "kuesioner",
        t("Data kuesioner per triwulan"),
        (t("Triwulan"), *(name for name, _, _ in columns)),
        tuple(
            (
                Cell(triwulan_words(x)),
                *(
                    Cell(None, empty=HIDDEN_MARK)
                    if x.tersembunyi and name in _COUNTS and values[at] is not None
                    else bulat(values[at])
                    for name, values, _ in columns
                ),
            )
            for at, x in enumerate(quarters)
        ),
        (
            (
                Cell(t("Tahun {tahun}", tahun=bahan.objek.tahun)),
                *(
                    Cell(None, empty="") if name == _FILLED else bulat(whole)
                    for name, _, whole in columns
                ),
            ),
        ),
        widths=(24, *([15] * len(columns))),
        notes=tuple(notes),
    )


def _sumber_table(bahan: BahanTahunan) -> Table:
    found = {k: bahan.sumber[k] for k in SUMBER_KATA if bahan.sumber.get(k)}
    whole = sum(found.values())
    shown = visible({"sumber": found}, SmallCells.HIDDEN)["sumber"]
    return Table(
        "sumber",
        t("Cara jawaban masuk"),
        (t("Cara"), t("Jawaban"), t("Persen")),
        tuple((Cell(SUMBER_KATA[k]), *counted_cells(n, whole)) for k, n in shown.items()),
        ((Cell(t("Jumlah")), bulat(whole), share(whole, whole)),),
        widths=(50, 20, 20),
        notes=hidden_notes({"sumber": shown}),
    )


def kuesioner_blok(bahan: BahanTahunan) -> Blok:
    """Return what came back; its tables are ``kuesioner`` and, with answers, ``sumber``."""
    n = bahan.n
    if not n:
        words = t("Belum ada jawaban pada tahun {tahun}.", tahun=bahan.objek.tahun)
        told = any(x.pelaksanaan for x in begun(bahan))
        return Blok((words,), (_kuesioner_table(bahan),) if told else ())
    words = t(
        "Jawaban yang diolah berjumlah {n}. Jawaban hanya tersimpan bila lengkap; yang dihapus "
        "moderator tidak dihitung.",
        n=format_angka(n),
    )
    told_year = bahan.laporan.pelaksanaan or RekapPelaksanaan()
    out, back = told_year.dibagikan, told_year.kembali
    if out and back is not None:
        returned = t(
            "Dari {a} kuesioner yang dibagikan, {b} kembali ({persen}).",
            a=format_angka(out),
            b=format_angka(back),
            persen=share(back, out).text,
        )
        words = f"{words} {returned}"
    if bahan.sedikit:
        return Blok((words,), (_kuesioner_table(bahan),))
    return Blok((words,), (_kuesioner_table(bahan), _sumber_table(bahan)))
