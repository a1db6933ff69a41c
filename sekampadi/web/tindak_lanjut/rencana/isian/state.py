"""The forms of an action: what is planned, what came of it, what everyone is told; drafts and conflicts."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.domain.tindak_lanjut.rencana import default_prioritas
from sekampadi.i18n import t
from sekampadi.services.tindak_lanjut import kegiatan
from sekampadi.services.tindak_lanjut.draf import drop_draf, load_draf, save_draf
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.rencana import Rencana
from sekampadi.services.tindak_lanjut.tayang import save_tayang
from sekampadi.web.context import as_person
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.reflex_seam.states import unwrap
from sekampadi.web.tindak_lanjut.rencana.isian.banding import (
    FIELDS,
    RENCANA_FIELDS,
    Banding,
    compare_fields,
    mark_of_fields,
    merge_fields,
    stored_fields,
)
from sekampadi.web.tindak_lanjut.rencana.state import RencanaState
from sekampadi.web.ui.states.draf import DrafMixin, as_record
from sekampadi.web.ui.states.formulir import clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import Pilih, parse_id
from sekampadi.web.ui.states.tampilan import jam

_BASE = "dasar"
"""Goes with every form: what was stored when the typing began, as :func:`mark_of_fields` tells it."""
_SAVED = {
    "baru": t("Kegiatan ditambahkan."),
    "kegiatan": t("Perubahan kegiatan disimpan."),
    "hasil": t("Hasil kegiatan disimpan."),
    "tayang": t("Tampilan di halaman Hasil disimpan."),
}


def _kind(objek: str) -> tuple[str, str]:
    kind, _, about = objek.partition(":")
    return (kind, about) if kind in FIELDS and about else ("", "")


@state_permission(Permission.TINDAK_LANJUT_READ)
class KegiatanState(DrafMixin, rx.State):
    """The form that is open. Who saves after the server was away saves the same."""

    kepala: str = ""
    pilihan_petikan: list[Pilih] = []
    banding: list[Banding] = []
    banding_oleh: str = ""
    banding_versi: int = 0
    _isi_tersimpan: dict[str, str] = {}
    """What is stored of the fields of a conflict, as it has been shown."""

    def _close_all(self) -> None:
        super()._close_all()
        self.kepala, self.banding = "", []

    @rx.event
    def tutup(self) -> Any:
        """Close the form; what is typed stays a draft. Out of a conflict it goes back to the form."""
        if self.form == "banding":
            self._show(self.isian, self.versi)
            return None
        self._close_all()
        return RencanaState.segarkan  # which shows where drafts are

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def buka(self, objek: str, rencana: str) -> Any:
        """Open a form, with the draft of it if there is one."""
        self._say("")
        return await self._try_open(objek, rencana)

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def buka_lagi(self, data: Any) -> Any:
        """Open the form that a browser had open when the server, or the page, went away."""
        return await self._try_open_again(data)

    async def _open(self, objek: str, rencana: str, *, fresh: bool = False) -> bool:
        kind, about = _kind(objek)
        number = parse_id(rencana)
        if not kind or number is None:
            return True
        page = await self.get_state(RencanaState)
        page.diubah_orang = ""  # what was changed before is in the form
        plan = unwrap(page._rencana)
        drafts = {} if fresh else await as_person(load_draf, number)
        if kind == "baru":
            kegiatan.parse_unsur(about)
            versi, fields = 0, self._blank(plan, about)
        else:
            row = await as_person(kegiatan.load_kegiatan, parse_id(about) or 0)
            versi, fields = row.versi, stored_fields(kind, row)
        self.objek, self.rencana, self.dasar = objek, rencana, mark_of_fields(fields)
        self.kepala = self._heading(plan, kind, about)
        self.pilihan_petikan = self._quotable(plan, about) if kind == "tayang" else []
        if kind == "tayang":
            fields |= {"tampil": "1", "teks": fields["teks"] or self._uraian(plan, about)}
        draft = drafts.get(objek)
        if draft is not None:
            fields |= draft.isi
            self.dasar, versi = fields.pop(_BASE, self.dasar), draft.versi
        self._show(fields, versi)
        self._tell_draf(draft.diubah_pada if draft else None)
        return True

    def _show(self, fields: Mapping[str, str], versi: int) -> None:
        kind, _ = _kind(self.objek)
        titles = {
            "baru": t("Tambah kegiatan"),
            "kegiatan": t("Ubah kegiatan"),
            "hasil": t("Laporkan hasil"),
            "tayang": t("Tampilkan di halaman Hasil"),
        }
        self._open_form("rencana" if kind in {"baru", "kegiatan"} else kind, titles[kind], fields)
        self._on(versi)
        self.banding = []

    @staticmethod
    def _blank(plan: Rencana | None, about: str) -> dict[str, str]:
        place = next((b.nomor for b in plan.baris if b.nilai.unsur == about), 1) if plan else 1
        return dict.fromkeys(RENCANA_FIELDS, "") | {
            "prioritas": default_prioritas(place - 1).value,
            "jangka": "pendek",
        }

    @staticmethod
    def _heading(plan: Rencana | None, kind: str, about: str) -> str:
        if plan is None:
            return ""
        if kind == "baru":
            return next(
                (f"{b.nomor}. {b.nilai.unsur.nama}" for b in plan.baris if b.nilai.unsur == about),
                "",
            )
        return next(
            (f"{k.nomor} {k.row.isi.nama}" for k in plan.kegiatan if str(k.row.id) == about), ""
        )

    @staticmethod
    def _uraian(plan: Rencana | None, about: str) -> str:
        """Return what was told of an action: what everyone is told may begin with it."""
        lines = plan.kegiatan if plan else ()
        return next((k.row.hasil.uraian[:500] for k in lines if str(k.row.id) == about), "")

    @staticmethod
    def _quotable(plan: Rencana | None, about: str) -> list[Pilih]:
        """List the quotations of an action's unsur that a moderator has released."""
        for baris in plan.baris if plan else ():
            if any(str(k.row.id) == about for k in baris.kegiatan):
                return [Pilih(str(p.id), p.teks) for p in baris.petikan if p.dirilis]
        return []

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def buang(self) -> Any:
        """Throw the draft away and show what is stored."""
        number = parse_id(self.rencana)
        if not self.objek or number is None:
            return None
        objek = self.objek
        with refusals_shown(self):
            await as_person(drop_draf, number, objek)
            await self._open(objek, self.rencana, fresh=True)
        return RencanaState.segarkan

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def simpan_draf(self, data: Any) -> Any:
        """Keep what is typed, as the browser sends it a second after the last key."""
        record = as_record(data)
        objek, number = str(record.get("objek", "")), parse_id(record.get("rencana"))
        kind, _ = _kind(objek)
        if not kind or number is None or self._is_saved(record.get("tiket")):
            return None  # what was saved already comes first
        isi = {
            k: v for k, v in clean_form(record.get("isi")).items() if k in (*FIELDS[kind], _BASE)
        }
        versi = parse_id(record.get("versi")) or 0
        kept = as_person(save_draf, number, objek=objek, versi=versi, isi=isi)
        return await self._keep(record, objek, kept)

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def simpan(self, data: dict[str, Any]) -> Any:
        """Save the form; what somebody else has saved meanwhile is shown beside it first."""
        form = clean_form(data)
        objek, rencana = str(form.get("objek", "")), parse_id(form.get("rencana"))
        kind, _ = _kind(objek)
        tiket = str(form.get("tiket", ""))
        if not kind or rencana is None or self._is_saved(tiket):
            return None
        typed = {name: form.get(name, "") for name in FIELDS[kind]}
        self.objek, self.rencana, self.tiket = objek, str(rencana), tiket
        self.dasar = str(form.get(_BASE, ""))
        return await self._save(typed, parse_id(form.get("versi")) or 0)

    async def _save(self, typed: Mapping[str, object], versi: int) -> Any:
        (kind, about), rencana = _kind(self.objek), parse_id(self.rencana) or 0
        number, saved = parse_id(about) or 0, ""
        with refusals_shown(self, dict(typed)):
            try:
                saved = await self._store(kind, about, rencana, versi, typed)
            except ConflictError as error:
                if error.code != "kegiatan.berubah":
                    raise
                row = await as_person(kegiatan.load_kegiatan, number)
                if mark_of_fields(stored_fields(kind, row)) == self.dasar:
                    # What was changed is told by another form: nothing is written over.
                    saved = await self._store(kind, about, rencana, row.versi, typed)
                elif compare_fields(kind, typed, row):
                    self._show_conflict(kind, row, versi, typed)
                else:
                    saved = _SAVED[kind]
            except NotFoundError:
                self.galat_tindakan = t(
                    "Kegiatan ini sudah dihapus orang lain. Salin isian Anda bila masih diperlukan."
                )
        if not saved:
            where = "ringkasan-galat" if self.salah else "penolakan"
            return None if self.form == "banding" else rx.set_focus(where)
        return await self._done(rencana, saved)

    async def _store(
        self, kind: str, about: str, rencana: int, versi: int, typed: Mapping[str, object]
    ) -> str:
        """Store what is typed; return what is said of it."""
        if kind == "baru":
            await as_person(kegiatan.add_kegiatan, rencana, about, typed)
            return _SAVED[kind]
        number = parse_id(about) or 0
        if kind == "kegiatan":
            await as_person(kegiatan.change_kegiatan, number, versi, typed)
        elif kind == "tayang":
            await as_person(save_tayang, number, versi, typed)
        else:
            before = await as_person(kegiatan.load_kegiatan, number)
            after = await as_person(save_hasil, number, versi, typed)
            if before.tayang_pada and not after.tayang_pada:
                return t("Hasil kegiatan disimpan dan diturunkan dari halaman Hasil.")
        return _SAVED[kind]

    async def _done(self, rencana: int, words: str) -> Any:
        await as_person(drop_draf, rencana, self.objek)
        return self._end(words, RencanaState.segarkan)

    def _show_conflict(self, kind: str, row: Any, versi: int, typed: Mapping[str, object]) -> None:
        mine = {name: str(value) for name, value in typed.items()}
        self._open_form("banding", t("Kegiatan ini baru saja diubah"), mine)
        self.versi, self.banding_versi = versi, row.versi
        self.banding = compare_fields(kind, mine, row, self.dasar)
        self._isi_tersimpan = stored_fields(kind, row)
        self.banding_oleh = t(
            "Tersimpan oleh {siapa} {jam}", siapa=row.diubah_oleh, jam=jam(row.diubah_pada)[-5:]
        )

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def pakai_pilihan(self, data: dict[str, Any]) -> Any:
        """Save of each field what was chosen, as typed or as stored: both have been shown."""
        if self.form != "banding":
            return None
        stored = dict(self._isi_tersimpan)
        chosen = merge_fields(self.isian, stored, clean_form(data))
        # Back in the form, where what does not fit together is said beside its fields.
        self.dasar = mark_of_fields(stored)
        self._show(chosen, self.banding_versi)
        return await self._save(chosen, self.versi)

    @rx.event
    @handler_permission(Permission.TINDAK_LANJUT_WRITE)
    async def pakai_tersimpan(self) -> Any:
        """Let what somebody else has stored stand, and forget what is typed."""
        number = parse_id(self.rencana)
        if self.form != "banding" or number is None:
            return None
        return await self._done(number, t("Yang tersimpan dipakai. Isian Anda dibuang."))


STATUS = [(s.value, s.label) for s in StatusKegiatan]
