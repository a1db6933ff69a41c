"""The four indicators: the level of each, why, and what is missing for the next."""

import calendar
from collections.abc import Iterable
from datetime import date

from sekampadi.domain.pengajuan.pekppp.fakta import (
    BATAS_BULAN,
    TINGKAT_MAX,
    FaktaTahun,
    Indikator,
    NilaiIndikator,
    Pekppp,
)
from sekampadi.domain.pengajuan.pekppp.skm import nilai_skm, of_words
from sekampadi.domain.publikasi import Media, count_jenis, skor_media
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import format_angka, format_tanggal, t


def assess(fakta: FaktaTahun) -> Pekppp:
    """Score a year."""
    return Pekppp(
        (nilai_skm(fakta), _media(fakta), _rtl(fakta), _kecepatan(fakta)), sementara=fakta.sementara
    )


def _media(f: FaktaTahun) -> NilaiIndikator:
    level = skor_media(count_jenis(f.media))
    kinds = [m for m in Media if any(x.jenis == m and x.terbukti for x in f.media)]
    unproved = sum(not x.terbukti for x in f.media)
    why = t("Belum ada media yang berbukti.")
    if kinds:
        names = ", ".join(m.label for m in kinds)
        why = t("{n} jenis media berbukti: {nama}.", n=len(kinds), nama=names)
    kurang = []
    if level < TINGKAT_MAX:
        other = next((m for m in Media if m not in kinds and m is not Media.LAINNYA), Media.LAINNYA)
        kurang.append(
            t("Catat satu jenis media lagi dengan buktinya, misalnya: {nama}.", nama=other.label)
        )
    note = t("{n} catatan media belum berbukti: tambahkan alamat atau foto.", n=unproved)
    return NilaiIndikator(
        Indikator.MEDIA, level, (why,), tuple(kurang), (note,) if unproved else ()
    )


def _rtl(f: FaktaTahun) -> NilaiIndikator:
    r = f.realisasi
    missing = sum(x.tanpa_bukti for x in f.triwulan)
    notes = []
    if missing:
        notes.append(t("{n} kegiatan selesai belum berbukti: unggah fotonya.", n=missing))
    if r.batal:
        notes.append(t("{n} kegiatan batal tetap dihitung sebagai rencana.", n=r.batal))
    if r.persen is None:
        lack = t("Susun RTL dengan sedikitnya satu kegiatan.")
        return NilaiIndikator(
            Indikator.RTL, 0, (t("Belum ada kegiatan yang direncanakan."),), (lack,), tuple(notes)
        )
    why = t(
        "{a} dari {b} kegiatan selesai ({p} %), {c} berjalan.",
        **of_words(r.selesai, r.rencana),
        p=format_angka(r.persen),
        c=format_angka(r.berjalan),
    )
    level = tingkat_rtl(r)
    return NilaiIndikator(Indikator.RTL, level, (why,), tuple(_lack_rtl(r, level)), tuple(notes))


def tingkat_rtl(r: Realisasi) -> int:
    """Return the level of what was carried out; both ends of 30 to 80 % belong to it."""
    if not r.rencana:
        return 0
    if r.selesai == r.rencana:
        return 5
    if not r.selesai and not r.berjalan:
        return 1
    if r.selesai * 100 < 30 * r.rencana:
        return 2
    return 3 if r.selesai * 100 <= 80 * r.rencana else 4


def _lack_rtl(r: Realisasi, level: int) -> Iterable[str]:
    if level == TINGKAT_MAX:
        return
    pending = r.belum + r.berjalan
    if level == 1 and pending:
        yield t("Mulai satu kegiatan RTL dan ubah statusnya.")
        return
    # The fewest finished actions that reach the next level.
    needed = {2: -(-30 * r.rencana // 100), 3: 80 * r.rencana // 100 + 1}.get(level, r.rencana)
    more = needed - r.selesai
    if level != 1 and more <= pending:
        yield t("Selesaikan {n} kegiatan lagi.", n=format_angka(more))
    elif level == 4:
        yield t("Tingkat berikutnya tidak tercapai lagi tahun ini karena ada kegiatan yang batal.")
    else:
        # What was called off stays planned; a new action makes the plan larger, and what is done.
        yield t(
            "Tambahkan {n} kegiatan ke RTL dan selesaikan semua yang belum batal.",
            n=format_angka(_added(r, pending, level)),
        )


def _added(r: Realisasi, pending: int, level: int) -> int:
    """Return the fewest new actions that reach the next level once all that is open is finished."""
    if level == 1:
        return 1
    done, share = r.selesai + pending, 30 if level == 2 else 80
    extra = 1
    # Of 30 % the border itself belongs to the next level, of 80 % only what lies above it.
    while 100 * (done + extra) < share * (r.rencana + extra) + (level == 3):
        extra += 1
    return extra


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; the last of a month that is too short."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def tingkat_kecepatan(laporan: date, selesai: date) -> int:
    """Return the level of a follow-up: 0 for more than twelve months behind the report."""
    return next((n for n, months in BATAS_BULAN if selesai <= add_months(laporan, months)), 0)


def _kecepatan(f: FaktaTahun) -> NilaiIndikator:
    found, waits, why = list[int](), list[str](), list[str]()
    slow, most = list[str](), TINGKAT_MAX
    for x in f.lembar:
        if x.terbit is None:
            continue
        level = tingkat_kecepatan(x.terbit, x.selesai or f.today)
        found.append(level)
        days = {"tw": x.nama, "a": format_tanggal(x.terbit)}
        if x.selesai:
            days["b"] = format_tanggal(x.selesai)
            why.append(t("{tw}: laporan {a}, kegiatan pertama selesai {b}.", **days))
            if level < TINGKAT_MAX:
                slow.append(x.nama)
                most = min(most, level)
            continue
        why.append(t("{tw}: laporan {a}, belum ada kegiatan selesai.", **days))
        waits.append(_wait(x.nama, x.terbit, level))
    if not f.lembar:
        why.append(t("Belum ada lembar yang terbit untuk ditindaklanjuti."))
        waits.append(t("Terbitkan lembar triwulan, lalu selesaikan satu kegiatan RTL-nya."))
    done = any(x.selesai for x in f.lembar)
    level = min(found) if done else 0
    if level == TINGKAT_MAX:
        return NilaiIndikator(Indikator.KECEPATAN, level, tuple(why), (), tuple(waits))
    if slow:
        # The slowest decides: what is late already holds the year where it is.
        waits.append(
            t(
                "Tanggal selesai {tw} tidak berubah lagi, jadi tahun ini paling tinggi tingkat {n}.",
                tw=", ".join(slow),
                n=most,
            )
        )
    return NilaiIndikator(Indikator.KECEPATAN, level, tuple(why), tuple(waits))


def _wait(nama: str, laporan: date, level: int) -> str:
    if not level:
        return t("{tw}: sudah lewat 12 bulan; laporkan segera kegiatan yang selesai.", tw=nama)
    last = add_months(laporan, dict(BATAS_BULAN)[level])
    return t(
        "{tw}: selesaikan satu kegiatan paling lambat {hari} untuk tingkat {n}.",
        tw=nama,
        hari=format_tanggal(last),
        n=level,
    )
