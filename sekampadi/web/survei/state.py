"""The survey: four steps. The draft lives in the browser; here is only its working copy.

Every submit carries all answers so far, so it can be handled by a server that has never seen
this visitor, and twice without harm.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.survei.draf import Draf, name_error, parse_draf, parse_langkah
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.survei import Langkah, parse_uuid, reachable_step, step_errors
from sekampadi.services.survei import survei
from sekampadi.services.survei.awal import begin_survei
from sekampadi.services.survei.lembar import load_lembar, peek_lembar, stands_as
from sekampadi.web.asal import asal_of, undangan_of
from sekampadi.web.commands import Command, tell_page
from sekampadi.web.context import in_thread, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.reflex_seam.events import Event
from sekampadi.web.ui.states.formulir import GalatIsian


@dataclass(frozen=True)
class ButirView:
    """A question of step three."""

    field: str
    nomor: int
    teks: str
    opsi: list[str]


def show_butir(perangkat: PerangkatPertanyaan) -> list[ButirView]:
    """Write the nine questions of a question set."""
    return [
        ButirView(q.unsur.field, number, q.teks, list(q.opsi))
        for number, q in enumerate(perangkat.pertanyaan, start=1)
    ]


def _read(data: object) -> tuple[Draf, Langkah]:
    """Read the draft and the step of a form."""
    data = data if isinstance(data, dict) else {}
    return parse_draf(data.get("draf")), parse_langkah(data.get("langkah"))


@state_permission(Permission.PUBLIC)
class SurveiState(rx.State):
    """The step a visitor is at."""

    status: str = "buka"
    pesan: str = ""
    layanan_kode: str = ""
    layanan_nama: str = ""
    upp_kode: str = ""
    upp_nama: str = ""
    umum: str = ""
    daftar_butir: list[ButirView] = []
    langkah: int = 1
    galat: dict[str, str] = {}
    ringkasan: list[GalatIsian] = []
    dilanjutkan: bool = False
    selesai: str = ""
    berbeda: bool = False
    """Under the identity of what was sent stands another answer, which came first."""
    titipan_terkirim: bool = False
    """A survey of whoever was here before has just been stored."""
    kode_dikenal: bool = False
    """There is such a layanan, though it is closed."""
    giliran: int = 0
    """Counts what was handled, so that the browser knows that its click has arrived."""
    _aktif: bool = False
    _mungkin_tenggang: bool = False
    _dimulai: tuple[str, str, str] = ("", "", "")
    """Draft, layanan and signed start that were found right."""

    @rx.event
    async def muat(self) -> Event | None:
        """Open the survey that the address names, and ask the browser for its draft.

        One that is only beginning is given its identity with its signed start, and says nothing.
        """
        kode = self.router.url.query_parameters.get("layanan", "").lower()
        # From now on the browser knows that the server answers.
        self.giliran = max(1, self.giliran)
        self._aktif = False
        # Under the thanks the browser says first whether this is their survey or another.
        thanked = bool(self.selesai) and kode == self.layanan_kode
        if self.layanan_kode and kode != self.layanan_kode:
            self._forget()
        opened = not thanked and await self._open(kode)
        if not thanked and not opened and not self._mungkin_tenggang:
            return None
        words = [kode]
        if opened:
            identity = str(uuid.uuid4())
            begun = begin_survei(runtime(), identity, kode)
            self._dimulai = (identity, kode, begun)
            words += [identity, begun]
        return tell_page(Command.DRAFT, *words, answer=SurveiState.lanjutkan_draf)

    def _forget(self) -> None:
        """Leave nothing of the last survey of this tab."""
        self.selesai, self.langkah, self.dilanjutkan = "", 1, False
        self.titipan_terkirim = False
        self.layanan_kode = self.layanan_nama = self.upp_kode = self.upp_nama = ""

    async def _open(self, kode: str, draf: Draf | None = None) -> bool:
        self.galat, self.ringkasan = {}, []
        begun = {"uuid_text": draf.uuid, "awal": draf.awal} if draf else {}
        try:
            # What somebody else has just opened needs neither a thread nor the database.
            bahan = peek_lembar(runtime(), kode)
            if bahan is None:
                bahan = await in_thread(load_lembar, kode, **begun)
        except NotFoundError as error:
            self.status, self.pesan = "tutup", error.message
            # Only the draft can tell whether it was begun before the closing.
            self._mungkin_tenggang = error.code == "layanan.inactive"
            self.kode_dikenal = self._mungkin_tenggang
            return False
        self.status, self.pesan = "buka", ""
        found = bahan.survei
        if draf is None:
            self._mungkin_tenggang = self.kode_dikenal = False
        self.layanan_kode, self.layanan_nama = found.layanan.kode, found.layanan.nama
        self.upp_kode, self.upp_nama = found.layanan.upp.kode, found.layanan.upp.nama
        self.umum = found.perangkat.umum
        self.daftar_butir = show_butir(found.perangkat)
        return True

    @rx.event
    async def lanjutkan_draf(self, text: str) -> Event | None:
        """Go to the step where the browser's draft stands, unless the person was quicker.

        A survey whose last click was lost on the way is stored now: the person has sent it.
        """
        self.giliran += 1
        draf = parse_draf(text)
        if self.status == "tutup" and not (draf.awal and await self._open(draf.layanan, draf)):
            return None
        if self._aktif or draf.layanan != self.layanan_kode or draf.uuid == self.selesai:
            return None
        if not await self._belongs(draf):
            return None
        if draf.lembar and await in_thread(survei.is_stored, draf.uuid, self.layanan_kode):
            return self._delivered(draf, kept=True)
        if draf.titipan:
            return await self._deliver(draf)
        self.langkah = int(reachable_step(draf.isian, draf.langkah))
        self.dilanjutkan = draf.lama and bool(draf.isian)
        if draf.kirim:
            await self._store(draf, draf.isian)
            return None
        return self._begin(draf)

    async def _deliver(self, draf: Draf) -> Event:
        """Store what was sent before, and begin at step one for whoever is here now."""
        await self._store(draf, draf.isian)
        return self._delivered(draf, kept=bool(self.selesai))

    def _delivered(self, draf: Draf, *, kept: bool) -> Event:
        """Begin at step one, and tell the browser whether the survey before is stored."""
        self._show(Langkah.RESPONDEN, {})
        self.selesai, self.titipan_terkirim = "", kept
        if kept:
            self.status = "buka"
        return tell_page(Command.DELIVERED, draf.uuid, kept)

    def _begin(self, draf: Draf) -> Event | None:
        """Hand the browser the signed start of its draft, unless it has it."""
        begun = (draf.uuid, self.layanan_kode, draf.awal)
        if begun == self._dimulai:
            return None
        token = begin_survei(runtime(), *begun)
        self._dimulai = begun if not token else (*begun[:2], token)
        return tell_page(Command.BEGUN, draf.uuid, token) if token else None

    @rx.event
    async def buka(self, data: dict[str, Any]) -> Event | None:
        """Show a step: one back, one forth again, where another tab stands, or the first anew."""
        self._aktif = True
        self.giliran += 1
        draf, wanted = _read(data)
        if not await self._belongs(draf):
            return None
        # Nobody begins anew what was only open for a survey begun before the closing.
        if self._mungkin_tenggang and not draf.awal and not await self._open(self.layanan_kode):
            return None
        self.dilanjutkan = self.dilanjutkan and bool(draf.isian)
        self._show(reachable_step(draf.isian, wanted), {})
        return self._begin(draf)

    async def _belongs(self, draf: Draf) -> bool:
        """Tell whether the survey of a draft is open here, or could be opened."""
        if self.selesai and draf.uuid != self.selesai:
            self._forget()
        if draf.layanan in {"", self.layanan_kode}:
            return bool(self.layanan_kode)
        return await self._open(draf.layanan, draf)

    @rx.event
    async def lanjut(self, data: dict[str, Any]) -> Event | None:
        """Take a step's form: show what is wrong, go on, or store the survey.

        Under ``draf`` it carries all that came before.
        """
        self._aktif = True
        self.giliran += 1
        data = data if isinstance(data, dict) else {}
        draf, langkah = _read(data)
        if not await self._belongs(draf):
            return None
        isian = draf.isian | {f: data[f] for f in langkah.fields if f in data}
        if errors := step_errors(langkah, isian):
            self._show(langkah, errors)
            return self._begin(draf)
        if langkah is Langkah.SARAN:
            await self._store(draf, isian)
            return None
        self._show(reachable_step(isian, langkah + 1), {})
        return self._begin(draf)

    def _show(self, langkah: Langkah, errors: dict[str, DomainError]) -> None:
        self.langkah = int(langkah)
        self.galat = {field: error.message for field, error in errors.items()}
        self.ringkasan = [
            GalatIsian(field, name_error(field, error.message)) for field, error in errors.items()
        ]

    async def _store(self, draf: Draf, isian: dict[str, object]) -> None:
        try:
            identity = parse_uuid(draf.uuid)
            how = survei.Pengisian(draf.awal, asal_of(self), undangan_of(self))
            again = await survei.submit_daring(
                runtime(), identity, self.layanan_kode, isian, durasi=draf.durasi, pengisian=how
            )
            # Nobody is told that his answers are stored where somebody else's are.
            self.berbeda = again is not None and not await in_thread(stands_as, identity, again)
        except FieldErrors as error:
            step = next(
                (s for s in Langkah if any(f in error.errors for f in s.fields)), Langkah.RESPONDEN
            )
            self._show(step, {f: e for f, e in error.errors.items() if f in step.fields})
        except NotFoundError as error:
            self.status, self.pesan, self.kode_dikenal = "tutup", error.message, True
        except DomainError as error:
            self._show(Langkah.SARAN, {"saran": error})
        else:
            # Only now, after the commit, may the page say thank you.
            self.selesai, self.status = str(identity), "selesai"
            self.langkah, self.dilanjutkan = 1, False
            self.galat, self.ringkasan = {}, []
