"""What would be published: the public figures of a part, or why there is no sheet of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from sekampadi.db.queries.master import count_layanan, metode_of
from sekampadi.db.queries.publik import SimpulRow
from sekampadi.db.queries.publikasi import list_of_seri_periode, list_perangkat_used, publikasi_row
from sekampadi.domain.errors import DomainError
from sekampadi.domain.ikm import compute_ikm_of_rekap
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.ketelitian import CaraMargin
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import RESPONDEN_MIN, PublikasiRow, StatusPublikasi, check_periode
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.laporan.figures import Figures, read_figures
from sekampadi.services.laporan.laporan_lengkap import read_ketelitian
from sekampadi.services.publik.beku import freezes_on
from sekampadi.services.publik.publik import (
    Publik,
    count_waiting,
    ensure_frozen,
    freeze_for_sheet,
    read_for_sheet,
    read_per_upp,
    read_rata_rata,
)
from sekampadi.services.publikasi.isi import BERSAMA, freeze, sampling, seri_of
from sekampadi.services.sistem.pengaturan import identitas_of
from sekampadi.services.sistem.runtime import Runtime, require

_PUBLISH = Permission.LAPORAN_PUBLISH
_PER_UPP = {c.value for c in (CaraMargin.UPP, CaraMargin.JAWABAN, CaraMargin.TERPUSAT)}


@dataclass(frozen=True, slots=True)
class Rancangan:
    """What would be published now."""

    figures: Figures  # the public ones, which the sheet prints
    berlaku: PublikasiRow | None  # the current sheet, which publishing replaces
    terakhir: PublikasiRow | None  # the newest revision, also a withdrawn one
    galat: str  # why it cannot be published; empty when it can
    berubah: bool  # whether the figures differ from those of ``berlaku``
    tertunda: int  # changes of answers that are not in the public figures yet
    membekukan: bool  # publishing freezes figures before the province's turn


def explain_rancangan(found: Rancangan) -> str:
    """Return what a person should know before publishing; empty for nothing."""
    parts = []
    if found.berlaku is not None:
        parts.append(
            t(
                "Sudah terbit dengan nomor {nomor}, dan angkanya sejak itu berubah. Revisi akan "
                "menggantikannya; lembar lama tetap dapat dibaca.",
                nomor=found.berlaku.nomor,
            )
            if found.berubah
            else t(
                "Sudah terbit dengan nomor {nomor} dengan angka yang sama. Revisi hanya perlu bila "
                "ada yang salah pada lembar itu.",
                nomor=found.berlaku.nomor,
            )
        )
    elif found.terakhir is not None:
        parts.append(
            t("Lembar sebelumnya, nomor {nomor}, sudah ditarik.", nomor=found.terakhir.nomor)
        )
    if found.tertunda:
        parts.append(
            t(
                "{n} perubahan jawaban pada periode ini belum ikut dalam angka untuk umum. Ikutnya "
                "sekaligus setelah sedikitnya {min} jawaban terkumpul pada satu bagian, dan hanya "
                "bila angka bagian lain tidak ikut terungkap karenanya.",
                n=found.tertunda,
                min=RESPONDEN_MIN,
            )
        )
    if found.membekukan:
        parts.append(
            t(
                "Menerbitkan sekarang membekukan angka triwulan ini untuk umum. Selesaikan dahulu "
                "moderasi dan entri lembar kertas."
            )
        )
    return " ".join(parts)


def _check(rows: Sequence[SimpulRow]) -> None:
    n = sum(row.rekap.n for row in rows)
    if not n:
        raise DomainError("publikasi.kosong", t("Belum ada responden pada periode ini."))
    if n < RESPONDEN_MIN:
        raise DomainError(
            "publikasi.terlalu_sedikit",
            t(
                "Lembar dengan kurang dari {n} responden tidak diterbitkan, karena dapat "
                "menunjukkan jawaban orang tertentu.",
                n=RESPONDEN_MIN,
            ),
        )
    if hidden := [row for row in rows if not row.tampil]:
        raise DomainError("publikasi.disembunyikan", _why_hidden(hidden))


def _why_hidden(rows: Sequence[SimpulRow]) -> str:
    """Say the one reason why figures are not shown, and what can be published instead."""
    few = [row for row in rows if row.rekap.n < RESPONDEN_MIN]
    periode = ", ".join(Periode.triwulan_of(row.triwulan).label for row in few or rows)
    if few:
        return t(
            "Responden pada {periode} kurang dari {n} orang, jadi angkanya tidak ditampilkan kepada "
            "umum, juga tidak sebagai bagian dari periode yang lebih panjang. Pilih triwulan lain, "
            "atau cakupan yang lebih luas.",
            periode=periode,
            n=RESPONDEN_MIN,
        )
    if any(row.kunci.startswith("grup:") for row in rows):
        return t(
            "Angka {periode} tidak ditampilkan kepada umum: UPP ini dan UPT-nya belum satu kelompok "
            "saat triwulan itu dibekukan, atau jawaban kurang dari {n} orang dapat dihitung darinya. "
            "Terbitkan lembar UPP dan UPT masing-masing.",
            periode=periode,
            n=RESPONDEN_MIN,
        )
    return t(
        "Angka {periode} tidak ditampilkan kepada umum, walaupun respondennya cukup: bersama angka "
        "lain yang sudah terbuka, jawaban kurang dari {n} orang di layanan atau unit lain dapat "
        "dihitung darinya. Pilih triwulan lain, atau cakupan yang lebih luas.",
        periode=periode,
        n=RESPONDEN_MIN,
    )


def _said(old: Any, new: Any) -> bool:
    """Whether all that an older sheet says is said again; what it does not know has not changed."""
    if isinstance(old, dict):
        return all(key in new and _said(value, new[key]) for key, value in old.items())
    return bool(old == new)


def _same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    figures = ("metode", "n", "nilai", "total_kuadrat", "umum")
    # What a sheet of an earlier form never said, or said in its own way, has not changed.
    (margin, minimum), (margin_now, minimum_now) = sampling(a), sampling(b)
    if "sampel_minimum" in a and minimum != minimum_now:
        return False
    cara, cara_now = a.get("cara_margin"), b.get("cara_margin")
    if cara == cara_now and margin != margin_now:
        return False
    if cara != cara_now and {cara, cara_now} <= _PER_UPP:
        return False
    said: list[str] = []
    if a["versi"] >= BERSAMA:
        said.append("responden")
    old, new = ({u["unsur"]: u for u in isi["unsur"]} for isi in (a, b))
    return _said(old, new) and all(_said(a[key], b[key]) for key in (*figures, *said))


def load_rancangan(
    rt: Runtime, principal: Principal | None, *, kunci: str, layanan_kode: str, periode: Periode
) -> Rancangan:
    """Read what would be published."""
    person = require(principal, _PUBLISH)
    ensure_frozen(rt)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, kunci, layanan_kode)
        earlier = list_of_seri_periode(session, seri_of(cakupan), periode)
        current = next(
            (r for r in earlier if publikasi_row(r).status is StatusPublikasi.BERLAKU), None
        )
        galat, changed, waiting, rows = "", False, 0, []
        figures = read_figures(session, rt, cakupan, periode)
        try:
            check_periode(periode, rt.today())
            rows = read_for_sheet(session, rt, cakupan, periode)
            if rows:
                figures = _figures(session, rt, cakupan, periode, rows)
            waiting = count_waiting(session, cakupan, periode)
            _check(rows)
        except DomainError as error:
            galat = error.message
        else:
            isi = _isi(session, figures, rows, [], None)
            changed = current is not None and not _same(current.isi, isi)
        return Rancangan(
            figures,
            publikasi_row(current) if current else None,
            publikasi_row(earlier[0]) if earlier else None,
            galat,
            changed,
            waiting,
            any(freezes_on(row.triwulan) > rt.today() for row in rows),
        )


def _figures(
    session: Session, rt: Runtime, cakupan: Cakupan, periode: Periode, rows: Sequence[SimpulRow]
) -> Figures:
    """Return the public figures as figures, so that everything that takes those can print them."""
    rekap = Publik.of(rows).rekap
    hasil = compute_ikm_of_rekap(rekap, metode_of(session, periode, rt.today()))
    jumlah = (
        1 if cakupan.layanan else count_layanan(session, cakupan.scope, upp_ids=cakupan.upp_ids)
    )
    return Figures(cakupan, periode, rekap, hasil, jumlah, rt.now())


def _isi(
    session: Session,
    figures: Figures,
    rows: Sequence[SimpulRow],
    perangkat: list[dict[str, Any]],
    rata_rata: Decimal | None,
) -> dict[str, Any]:
    cakupan, metode = figures.cakupan, figures.hasil.metode
    upp = None
    if cakupan.per_satuan:
        upp = read_per_upp(session, cakupan, figures.periode, figures.rekap, metode)
    return freeze(
        figures,
        read_ketelitian(session, figures, upp),
        identitas_of(session),
        perangkat,
        rata_rata,
        groups=Publik.of(rows).groups,
    )


def read_isi(
    session: Session, rt: Runtime, cakupan: Cakupan, periode: Periode, *, frozen: bool = True
) -> dict[str, Any]:
    """Read what a sheet prints, nothing but what everyone may read; freeze it before if it shall be.

    Raises:
        DomainError: ``publikasi.kosong``, ``publikasi.terlalu_sedikit`` or
            ``publikasi.disembunyikan``.
    """
    if frozen:
        freeze_for_sheet(session, rt, cakupan, periode)
    rows = read_for_sheet(session, rt, cakupan, periode)
    _check(rows)
    figures = _figures(session, rt, cakupan, periode, rows)
    rata_rata: Decimal | None = None
    if cakupan.upp is None:
        rata_rata = read_rata_rata(session, periode, figures.hasil.metode)
    perangkat = list_perangkat_used(
        session,
        periode,
        upp_ids=cakupan.upp_ids,
        layanan_id=cakupan.layanan.id if cakupan.layanan else None,
    )
    return _isi(session, figures, rows, perangkat, rata_rata)
