"""The form of a dossier's words; what is typed is a draft until it is saved (``assets/tindak-lanjut.js``)."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import reflex as rx

from sekampadi.domain.errors import ConflictError
from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiDossier
from sekampadi.domain.pengajuan.dossier import (
    DRAF_FIELDS,
    NASKAH_FIELDS,
    TEKS_MAX,
    parse_triwulan,
    parse_urut,
)
from sekampadi.i18n import t
from sekampadi.services.pengajuan.dossier import load_dossier
from sekampadi.services.pengajuan.dossier_draf import (
    drop_draf_naskah,
    load_draf_naskah,
    save_draf_naskah,
)
from sekampadi.services.pengajuan.dossier_naskah import save_naskah
from sekampadi.web.context import as_person
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.pengajuan.dossier.state import DossierState
from sekampadi.web.pengajuan.dossier.tampilan import NaskahTampil
from sekampadi.web.ui.states.draf import DrafMixin, as_record
from sekampadi.web.ui.states.formulir import clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import parse_id

_MOVE = Permission.DOSSIER_MOVE
OBJEK = "naskah"
_MOST = TEKS_MAX + 1


def _at(berkas: str) -> tuple[Triwulan, int]:
    """Read which dossier a form is of, as ``DossierTampil.draf`` names it."""
    kunci, _, urut = berkas[:20].partition("/")
    return parse_triwulan(kunci), parse_urut(urut)


def mark_of(words: Mapping[str, str]) -> str:
    """Return what tells whether the saved words are still those the typing began with."""
    return sha256("\0".join(words[name] for name in NASKAH_FIELDS).encode()).hexdigest()[:16]


@state_permission(Permission.DOSSIER_READ)
class NaskahState(DrafMixin, rx.State):
    """The form; ``rencana`` names the dossier, and a dossier has no other form."""

    tersimpan: NaskahTampil = NaskahTampil()
    """The words of who was quicker, beside the form with one's own."""

    def _close_all(self) -> None:
        super()._close_all()
        self.rencana, self.tersimpan = "", NaskahTampil()

    @rx.event
    def tutup(self) -> Any:
        """Close the form; what is typed stays a draft."""
        self._close_all()
        return DossierState.segarkan  # which shows that there is one

    @rx.event
    @handler_permission(_MOVE)
    async def buka(self, berkas: str) -> Any:
        """Open the form with what is saved, or with the draft if there is one."""
        self._say("")
        return await self._try_open(OBJEK, berkas)

    @rx.event
    @handler_permission(_MOVE)
    async def buka_lagi(self, data: Any) -> Any:
        """Open the form that a browser had open when the server, or the page, went away."""
        return await self._try_open_again(data)

    async def _read(self, berkas: str) -> tuple[int, dict[str, str], bool]:
        """Return the version of a dossier, its saved words, and whether they may be written now."""
        page = await as_person(load_dossier, *_at(berkas))
        row = page.dossier
        words = {name: getattr(row, name) if row else "" for name in NASKAH_FIELDS}
        may = AksiDossier.SAMPAIKAN in {a.aksi for a in page.boleh}
        return (row.versi if row else 0), words, may

    async def _open(
        self,
        objek: str,  # noqa: ARG002 - a dossier has no other form
        rencana: str,
        *,
        fresh: bool = False,
    ) -> bool:
        versi, words, may = await self._read(rencana)
        if not may:
            return False
        page = await self.get_state(DossierState)
        page.lain = ""  # what was changed before is in the form
        dasar = mark_of(words)
        draf = None if fresh else await as_person(load_draf_naskah, *_at(rencana))
        if draf is not None:
            words |= draf.isi
            dasar, versi = words.pop("dasar", dasar), draf.versi
        self._close_all()
        self._open_form(OBJEK, t("Naskah Laporan IKM Triwulan"), words)
        self.objek, self.rencana, self.dasar = OBJEK, rencana, dasar
        self._on(versi)
        self._tell_draf(draf.diubah_pada if draf else None)
        return True

    @rx.event
    @handler_permission(_MOVE)
    async def buang(self) -> Any:
        """Throw the draft away and show what is saved."""
        if not self.rencana:
            return None
        rencana = self.rencana
        with refusals_shown(self):
            await as_person(drop_draf_naskah, *_at(rencana))
            await self._open(OBJEK, rencana, fresh=True)
        return DossierState.segarkan

    @rx.event
    @handler_permission(_MOVE)
    async def simpan_draf(self, data: Any) -> Any:
        """Keep what is typed, as the browser sends it a second after the last key."""
        record = as_record(data)
        if self._is_saved(record.get("tiket")):
            return None  # it came behind what was saved
        isi = {k: v for k, v in clean_form(record.get("isi"), _MOST).items() if k in DRAF_FIELDS}
        return await self._keep(record, OBJEK, self._save_draf(record, isi))

    async def _save_draf(self, record: dict[str, Any], isi: dict[str, object]) -> datetime:
        at, versi = _at(str(record.get("rencana", ""))), parse_id(record.get("versi")) or 0
        return await as_person(save_draf_naskah, *at, versi=versi, isi=isi)

    @rx.event
    @handler_permission(_MOVE)
    async def simpan(self, data: dict[str, Any]) -> Any:
        """Save the words; what somebody else has saved meanwhile is shown before it is replaced."""
        form = clean_form(data, _MOST)
        tiket, berkas = str(form.get("tiket", "")), str(form.get("rencana", ""))
        if not berkas or self._is_saved(tiket):
            return None
        typed = {name: str(form.get(name, "")) for name in NASKAH_FIELDS}
        self.objek, self.rencana = OBJEK, berkas
        self.tiket, self.dasar = tiket, str(form.get("dasar", ""))
        saved = False
        with refusals_shown(self, typed):
            saved = await self._store(typed, parse_id(form.get("versi")) or 0)
        if not saved:
            return None
        return self._end(t("Naskah disimpan."), DossierState.segarkan)

    async def _store(self, typed: Mapping[str, str], versi: int) -> bool:
        """Save what is typed, or show what somebody else has saved; tell whether it is saved."""
        at = _at(self.rencana)
        try:
            await as_person(save_naskah, *at, versi=versi, isian=typed)
        except ConflictError as error:
            now, stored, may = await self._read(self.rencana)
            if not may:
                # What was typed stays there to be taken away.
                self.galat_tindakan = error.message
                return False
            if mark_of(stored) != self.dasar:
                self.versi, self.dasar = now, mark_of(stored)
                self.tersimpan = NaskahTampil(**stored, ada=True)
                self.galat_tindakan = t(
                    "Orang lain baru saja menyimpan naskah ini. Isian Anda tetap; naskahnya ada di "
                    "bawah. Simpan lagi bila isian Anda yang dipakai."
                )
                return False
            # It was moved there and back meanwhile: no words are written over.
            await as_person(save_naskah, *at, versi=now, isian=typed)
        return True
