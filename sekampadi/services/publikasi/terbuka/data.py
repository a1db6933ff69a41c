"""The open data: published sheets of whole triwulan as two tables, one line a sheet and one line a cell.

They say what the sheets say, no more: the same figures and the same hidden cells as ``/hasil``.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlmodel import Session

from sekampadi.db.queries.publikasi import list_isi_semua
from sekampadi.domain.errors import DomainError
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.responden import words_of
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import WITH_UPT, resolve_cakupan
from sekampadi.services.publikasi.hasil import Hasil, LembarTerbit, lembar_of
from sekampadi.services.publikasi.hasil_data import lembar_document, metadata, write_csv
from sekampadi.services.publikasi.terbuka.pengaturan import load_keterbukaan
from sekampadi.services.publikasi.terbuka.sematan import SELURUHNYA
from sekampadi.services.sistem.pengaturan import load_identitas
from sekampadi.services.sistem.runtime import Runtime

_KEPT_SECONDS: Final = 300.0
"""Another process that publishes is heard of after so long; this one drops what it has at once."""
_KEPALA: Final = (
    *("nomor", "revisi", "upp", "cakupan", "beserta_upt", "triwulan", "periode_mulai"),
    "periode_selesai",
)
_ANGKA: Final = (
    *("n", "nilai_ikm", "mutu", "kinerja", "margin", "margin_tanpa_koreksi", "cara_margin"),
    *("rata_rata_upp", "metode"),
)
KOLOM_IKM: Final = (
    *_KEPALA,
    *_ANGKA,
    *(f"nrr_{u.kode.lower()}" for u in URUTAN),
    *(f"nik_{u.kode.lower()}" for u in URUTAN),
    *("sumber", "diterbitkan"),
)
"""Columns of ``/data/ikm.csv``: a sheet a line. A new one comes last."""
KOLOM_KELOMPOK: Final = (*_KEPALA, "kelompok", "kelompok_nama", "sel", "sel_nama", "orang")
"""Columns of ``/data/kelompok.csv``: a cell a line; ``orang`` is empty where it is hidden."""


def parse_triwulan(text: str) -> Triwulan | None:
    """Read which triwulan is asked for; None for all.

    Raises:
        DomainError: ``triwulan.format``.
    """
    if not text:
        return None
    found = Triwulan.parse(text)
    if found is None:
        raise DomainError("triwulan.format", t("Tulis triwulan seperti 2023-1."))
    return found


def _is_triwulan(periode: Periode) -> bool:
    return periode.dari is not None and Triwulan.of(periode.dari).periode == periode


def _seri_of(session: Session, kunci: str) -> tuple[str, ...] | None:
    if not kunci:
        return None
    if kunci == SELURUHNYA:
        return (SELURUHNYA,)
    upp = resolve_cakupan(session, None, kunci).upp
    if upp is None:
        raise AssertionError("unreachable: a kode names an UPP")
    with_upt = f"upt:{upp.id}"
    return (with_upt,) if kunci.endswith(WITH_UPT) else (f"upp:{upp.id}", with_upt)


def read_terbuka(
    session: Session, kunci: str = "", triwulan: Triwulan | None = None
) -> tuple[LembarTerbit, ...]:
    """Read the sheets of whole triwulan that everyone is shown, oldest first.

    Args:
        kunci: ``""`` for the province and every UPP, ``provinsi``, ``kode`` of an UPP (also
            together with its UPT) or ``kode+upt``.
    """
    periode = triwulan.periode if triwulan else None
    rows = list_isi_semua(session, _seri_of(session, kunci), periode)
    return tuple(lembar_of(row, isi) for row, isi in rows if _is_triwulan(row.periode))


def _document(lembar: LembarTerbit) -> dict[str, Any]:
    """Return a sheet as open data has it everywhere, with its place among all."""
    document = lembar_document(lembar)
    dari = lembar.row.periode.dari
    kunci = lembar.figures.cakupan.kunci
    return {
        **document,
        "beserta_upt": kunci.endswith(WITH_UPT) or lembar.row.seri.startswith("upt:"),
        "triwulan": Triwulan.of(dari).kunci if dari else "",
    }


def _head(document: dict[str, Any]) -> tuple[object, ...]:
    return (
        *(document["nomor"], document["revisi"], document["upp"], document["nama"]),
        t("ya") if document["beserta_upt"] else t("tidak"),
        *(document["triwulan"], document["dari"], document["sampai"]),
    )


def _ikm_lines(sheets: Sequence[LembarTerbit]) -> Iterator[tuple[object, ...]]:
    for lembar in sheets:
        d = _document(lembar)
        unsur = {u["kode"]: u for u in d["unsur"]}
        yield (
            *_head(d),
            *(d[name] for name in _ANGKA),
            *(unsur.get(u.kode, {}).get(form) for form in ("nrr", "nik") for u in URUTAN),
            lembar.identitas.pemerintah,
            d["diterbitkan"],
        )


def _kelompok_lines(sheets: Sequence[LembarTerbit]) -> Iterator[tuple[object, ...]]:
    for lembar in sheets:
        head = _head(_document(lembar))
        for k, cells in lembar.groups.items():
            for cell, people in cells.items():
                yield (*head, k, words_of(k), cell, words_of(k, cell), people)


_KELOMPOK_ITEM: Final = ("nomor", "upp", "nama", "beserta_upt", "triwulan", "dari", "sampai")


def _items(tabel: str, sheets: Sequence[LembarTerbit]) -> list[dict[str, Any]]:
    documents = [_document(lembar) for lembar in sheets]
    if tabel == "kelompok":
        return [{k: d[k] for k in (*_KELOMPOK_ITEM, "responden")} for d in documents]
    # What has changed since is said at the sheet's own address, where it is looked for each time.
    return [{k: v for k, v in d.items() if k not in {"responden", "catatan"}} for d in documents]


def _render(rt: Runtime, tabel: str, bentuk: str, sheets: tuple[LembarTerbit, ...]) -> bytes:
    if bentuk == "csv":
        if tabel == "kelompok":
            return write_csv(KOLOM_KELOMPOK, _kelompok_lines(sheets))
        return write_csv(KOLOM_IKM, _ikm_lines(sheets))
    base, chosen = rt.settings.base_url, load_keterbukaan(rt)
    about = metadata(Hasil("", load_identitas(rt).daerah, None, sheets, ()), base)
    about |= {
        "alamat": f"{base}/data",
        "lisensi": {"nama": chosen.lisensi, "alamat": chosen.lisensi_alamat},
    }
    document = {"metadata": about, "items": _items(tabel, sheets)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def load_data(
    rt: Runtime, *, tabel: str, bentuk: str, kunci: str = "", triwulan: Triwulan | None = None
) -> bytes:
    """Return a table of the open data as a file; a whole one is kept in the process.

    Args:
        tabel: ``ikm`` or ``kelompok``.
        bentuk: ``csv`` or ``json``.
        kunci: as :func:`read_terbuka`.

    Raises:
        NotFoundError: ``upp.unknown``.
    """

    def read(session: Session) -> bytes:
        return _render(rt, tabel, bentuk, read_terbuka(session, kunci, triwulan))

    if not kunci and triwulan is None:
        return rt.keep(f"data-{tabel}.{bentuk}", read, seconds=_KEPT_SECONDS)
    with rt.reading() as session:
        return read(session)
