"""Which acts are proposed for an unsur: what is planned goes on, what is missing comes from the catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tahunan.perbaikan.katalog import KATALOG
from sekampadi.domain.tahunan.perbaikan.tindakan import TindakanBaku
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.domain.tindak_lanjut.kata.umum import KELOMPOK
from sekampadi.domain.tindak_lanjut.pola import Kumpulan, read_words
from sekampadi.domain.tindak_lanjut.rencana import Jangka
from sekampadi.domain.tindak_lanjut.usulan import Nada, read_unsur
from sekampadi.i18n import format_angka, format_tanggal, t

SEBUT: Final = 3
"""Activities that a proposal names; a table beside it has all of them."""
_PENDEK, _MENENGAH = 12, 24
"""Months below which an act is of a short term, and up to which of a middle one (PermenPANRB 14/2017)."""
_SEGERA: Final = 3
"""Months for what needs no preparation: finishing, planning anew."""
_AMATI: Final = 6
"""Months for seeing what an activity has brought: two triwulan of answers."""


@dataclass(frozen=True, slots=True)
class KegiatanAda:
    """An activity that a plan of the year has for an unsur."""

    nama: str
    penanggung_jawab: str
    target: date
    status: StatusKegiatan


@dataclass(frozen=True, slots=True)
class UsulPerbaikan:
    """What is proposed: an act, by whom, how it is seen, and until when.

    Args:
        alasan: why just this act; empty where nothing but the unsur speaks for it.
        baru: whether it is an act of the catalogue, and not of a plan.
    """

    tindakan: str
    pelaksana: str
    ukuran: str
    tenggat: date
    jangka: Jangka
    alasan: str = ""
    baru: bool = False


def jangka_of(bulan: int) -> Jangka:
    """Return the term of what takes so many months: below 12, up to 24, more (PermenPANRB 14/2017)."""
    if bulan < _PENDEK:
        return Jangka.PENDEK
    return Jangka.MENENGAH if bulan <= _MENENGAH else Jangka.PANJANG


def tenggat_of(mulai: date, bulan: int) -> date:
    """Return the last day of the triwulan in which so many months from a day have passed."""
    months = mulai.year * 12 + mulai.month - 1 + bulan
    sampai = Triwulan(months // 12, months % 12 // 3 + 1).periode.sampai
    if sampai is None:
        raise AssertionError("unreachable: a triwulan has a last day")
    return sampai


@lru_cache(maxsize=1)
def _tema() -> Mapping[Unsur, Kumpulan[TindakanBaku]]:
    return _patterns("tema")


@lru_cache(maxsize=1)
def _sama() -> Mapping[Unsur, Kumpulan[TindakanBaku]]:
    return _patterns("sama")


def _patterns(field: str) -> dict[Unsur, Kumpulan[TindakanBaku]]:
    found: dict[Unsur, Kumpulan[TindakanBaku]] = {}
    for unsur, acts in KATALOG.items():
        found[unsur] = Kumpulan()
        for act in acts:
            found[unsur].add(getattr(act, field), KELOMPOK, act)
    return found


@lru_cache(maxsize=10_000)
def read_tema(saran: str) -> frozenset[TindakanBaku]:
    """Return the acts that a suggestion asks for: of each unsur that it complains of or wishes for.

    Praise asks for nothing. What has been read is remembered, as of which unsur it speaks is.
    """
    asked = [u for u, sebutan in read_unsur(saran).items() if sebutan.nada is not Nada.PUJIAN]
    words = read_words(saran) if asked else []
    return frozenset(act for unsur in asked for act, _, _ in _tema()[unsur].find(words))


def is_planned(unsur: Unsur, act: TindakanBaku, nama: Iterable[str]) -> bool:
    """Tell whether one of some activities of an unsur is known by its name as the act."""
    return any(found is act for n in nama for found, _, _ in _sama()[unsur].find(read_words(n)))


def _named(lines: Sequence[KegiatanAda], *, target: bool = False) -> str:
    names = [f"{k.nama} ({format_tanggal(k.target)})" if target else k.nama for k in lines[:SEBUT]]
    if more := len(lines) - len(names):
        names.append(t("dan {n} kegiatan lain", n=more))
    return "; ".join(names)


def _by(lines: Sequence[KegiatanAda]) -> str:
    return "; ".join(list(dict.fromkeys(k.penanggung_jawab for k in lines))[:SEBUT])


def _open(lines: Sequence[KegiatanAda], hari: date, mulai: date) -> list[UsulPerbaikan]:
    late = [k for k in lines if k.target < hari]
    going = [k for k in lines if k.target >= hari]
    found = []
    if late:
        found.append(
            UsulPerbaikan(
                t(
                    "Selesaikan kegiatan yang lewat batas waktu: {nama}.",
                    nama=_named(late, target=True),
                ),
                _by(late),
                t("Kegiatan selesai, dengan bukti."),
                tenggat_of(mulai, _SEGERA),
                jangka_of(_SEGERA),
            )
        )
    if going:
        found.append(
            UsulPerbaikan(
                t("Lanjutkan kegiatan yang sudah direncanakan: {nama}.", nama=_named(going)),
                _by(going),
                t("Kegiatan selesai pada batas waktunya, dengan bukti."),
                last := max(k.target for k in going),
                jangka_of((last.year - mulai.year) * 12 + last.month - mulai.month),
            )
        )
    return found


def _closed(lines: Sequence[KegiatanAda], mulai: date) -> list[UsulPerbaikan]:
    done = [k for k in lines if k.status is StatusKegiatan.SELESAI]
    off = [k for k in lines if k.status is StatusKegiatan.BATAL]
    found = []
    if off:
        found.append(
            UsulPerbaikan(
                t(
                    "Rencanakan kembali kegiatan yang dibatalkan, atau gantinya: {nama}.",
                    nama=_named(off),
                ),
                _by(off),
                t("Kegiatan tercantum pada RTL berikutnya, dengan batas waktu baru."),
                tenggat_of(mulai, _SEGERA),
                jangka_of(_SEGERA),
            )
        )
    if done:
        found.append(
            UsulPerbaikan(
                t("Amati hasil kegiatan yang sudah selesai: {nama}.", nama=_named(done)),
                _by(done),
                t(
                    "Nilai unsur ini naik pada dua triwulan berikutnya; bila tidak, tambah kegiatan."
                ),
                tenggat_of(mulai, _AMATI),
                jangka_of(_AMATI),
            )
        )
    return found


def choose_tindakan(
    unsur: Unsur, tema: Mapping[TindakanBaku, int], rencana: Iterable[str] = ()
) -> TindakanBaku | None:
    """Choose the act that most suggestions ask for, else the first of the unsur; None when all are planned.

    Args:
        tema: how many suggestions ask for an act.
        rencana: names of activities that are planned or done: no act is proposed twice.
    """
    names = tuple(rencana)
    left = [act for act in KATALOG[unsur] if not is_planned(unsur, act, names)]
    return max(left, key=lambda act: tema.get(act, 0), default=None)


def propose_perbaikan(
    unsur: Unsur,
    tema: Mapping[TindakanBaku, int],
    kegiatan: Sequence[KegiatanAda],
    *,
    hari: date,
    mulai: date,
) -> tuple[UsulPerbaikan, ...]:
    """Propose what is to be done for an unsur that comes first.

    What is planned and not done goes on, and nothing new stands beside it. What was called off is to be
    planned anew; what is done is to be watched, and as the unsur is still weak an act is added that no
    activity has been.

    Args:
        tema: how many suggestions ask for an act.
        kegiatan: the activities that plans of the year have for the unsur.
        hari: the day on which an activity is late or not.
        mulai: the day from which months are counted.
    """
    going = [k for k in kegiatan if k.status.terbuka]
    found = [*_open(going, hari, mulai), *_closed(kegiatan, mulai)]
    if going:
        return tuple(found)
    act = choose_tindakan(unsur, tema, (k.nama for k in kegiatan))
    if act is None:
        return tuple(found)
    why = ""
    if asked := tema.get(act, 0):
        why = t("{n} saran responden menyebut {hal}.", n=format_angka(asked), hal=act.hal)
    new = UsulPerbaikan(
        *(act.tindakan, act.pelaksana, act.ukuran),
        *(tenggat_of(mulai, act.bulan), jangka_of(act.bulan), why),
        baru=True,
    )
    return (*found, new)
