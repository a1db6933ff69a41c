"""The survey: four steps. The draft lives in the browser; here is only its working copy.

Every submit carries all answers so far, so it can be handled by a server that has never seen
this visitor, and twice without harm.
"""

import json
import logging
from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_base.event import EventSpec

from sekampadi.domain.errors import DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.moderasi import parse_durasi
from sekampadi.domain.survei import FIELDS, Langkah, reachable_step, step_errors
from sekampadi.services import survei
from sekampadi.web.context import in_thread
from sekampadi.web.declare import state_permission

logger = logging.getLogger(__name__)

_MAX_DRAFT = 32_000


@dataclass(frozen=True)
class Butir:
    """A question of step three."""

    field: str
    nomor: int
    teks: str
    opsi: list[str]


@dataclass(frozen=True)
class Galat:
    """An error of a field."""

    field: str
    pesan: str


@dataclass(frozen=True)
class Draf:
    """What the browser has kept of a survey; nothing in it is believed."""

    uuid: str
    layanan: str
    langkah: int
    isian: dict[str, object]
    durasi: int | None = None
    kirim: bool = False


def parse_draf(text: object) -> Draf:
    """Read a draft; whatever is not of its form is left out."""
    raw: Any = None
    if isinstance(text, str) and len(text) <= _MAX_DRAFT:
        try:
            raw = json.loads(text)
        except ValueError:
            logger.info("draft is not JSON")
    raw = raw if isinstance(raw, dict) else {}
    isian = raw.get("isian")
    langkah = raw.get("langkah")
    return Draf(
        uuid=str(raw.get("uuid") or "")[:64],
        layanan=str(raw.get("layanan") or "")[:120],
        langkah=langkah if type(langkah) is int else 1,
        isian={k: v for k, v in isian.items() if k in FIELDS} if isinstance(isian, dict) else {},
        durasi=parse_durasi(raw.get("mulai"), raw.get("waktu")),
        kirim=raw.get("kirim") is True,
    )


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
    daftar_butir: list[Butir] = []
    langkah: int = 1
    galat: dict[str, str] = {}
    ringkasan: list[Galat] = []
    dilanjutkan: bool = False
    selesai: str = ""
    _aktif: bool = False

    @rx.event
    async def muat(self) -> EventSpec | None:
        """Open the survey that the address names, and ask the browser for its draft."""
        kode = self.router.url.query_parameters.get("layanan", "")
        self._aktif = False
        if self.selesai and kode != self.layanan_kode:
            self.selesai = ""
        if not await self._open(kode):
            return None
        return rx.call_function(
            f"() => window.sekampadi?.draft({json.dumps(kode)}) ?? ''",
            callback=SurveiState.lanjutkan_draf,
        )

    async def _open(self, kode: str) -> bool:
        self.galat, self.ringkasan = {}, []
        try:
            found = await in_thread(survei.open_survei, kode)
        except NotFoundError as error:
            self.status, self.pesan = "tutup", error.message
            return False
        self.status, self.pesan = "buka", ""
        self.layanan_kode, self.layanan_nama = found.layanan.kode, found.layanan.nama
        self.upp_kode, self.upp_nama = found.layanan.upp.kode, found.layanan.upp.nama
        self.umum = found.perangkat.umum
        self.daftar_butir = [
            Butir(q.unsur.field, number, q.teks, list(q.opsi))
            for number, q in enumerate(found.perangkat.pertanyaan, start=1)
        ]
        return True

    @rx.event
    async def lanjutkan_draf(self, text: str) -> None:
        """Go to the step where the browser's draft stands, unless the person was quicker.

        A survey whose last click was lost on the way is stored now: the person has sent it.
        """
        draf = parse_draf(text)
        if self._aktif or draf.layanan != self.layanan_kode:
            return
        if self.selesai and draf.uuid == self.selesai:
            return
        self.selesai = ""
        self.langkah = int(reachable_step(draf.isian, draf.langkah))
        self.dilanjutkan = bool(draf.isian)
        if draf.kirim:
            await self._store(draf, draf.isian)

    @rx.event
    def kembali(self, dari: int) -> None:
        """Go one step back; what was filled in stays in the browser.

        Args:
            dari: the step the button stands on.
        """
        self._aktif = True
        self.galat, self.ringkasan = {}, []
        self.langkah = max(1, min(dari - 1, 3)) if type(dari) is int else 1

    @rx.event
    def mulai_ulang(self) -> EventSpec:
        """Throw the draft away and begin again."""
        self._aktif = True
        self.langkah, self.dilanjutkan = 1, False
        self.galat, self.ringkasan = {}, []
        return rx.call_function("() => window.sekampadi?.discard()")

    @rx.event
    async def lanjut(self, data: dict[str, Any]) -> None:
        """Take a step's form: show what is wrong, go on, or store the survey.

        Args:
            data: the fields of the step, ``langkah``, and under ``draf`` all that came before.
        """
        self._aktif = True
        data = data if isinstance(data, dict) else {}
        draf = parse_draf(data.get("draf"))
        if (
            draf.layanan
            and draf.layanan != self.layanan_kode
            and not await self._open(draf.layanan)
        ):
            return
        number = str(data.get("langkah"))
        langkah = Langkah(int(number)) if number in {"1", "2", "3", "4"} else Langkah.RESPONDEN
        isian = draf.isian | {f: data[f] for f in langkah.fields if f in data}
        if errors := step_errors(langkah, isian):
            self._show(langkah, errors)
            return
        if langkah is Langkah.SARAN:
            await self._store(draf, isian)
            return
        self._show(reachable_step(isian, langkah + 1), {})

    def _show(self, langkah: Langkah, errors: dict[str, DomainError]) -> None:
        self.langkah = int(langkah)
        self.galat = {field: error.message for field, error in errors.items()}
        self.ringkasan = [Galat(field, error.message) for field, error in errors.items()]

    async def _store(self, draf: Draf, isian: dict[str, object]) -> None:
        try:
            identity = await in_thread(
                survei.submit_jawaban,
                uuid_text=draf.uuid,
                layanan_kode=self.layanan_kode,
                isian=isian,
                durasi=draf.durasi,
            )
        except FieldErrors as error:
            step = next(
                (s for s in Langkah if any(f in error.errors for f in s.fields)), Langkah.RESPONDEN
            )
            self._show(step, {f: e for f, e in error.errors.items() if f in step.fields})
        except NotFoundError as error:
            self.status, self.pesan = "tutup", error.message
        except DomainError as error:
            self._show(Langkah.SARAN, {"saran": error})
        else:
            # Only now, after the commit, may the page say thank you.
            self.selesai, self.status = str(identity), "selesai"
            self.langkah, self.dilanjutkan = 1, False
            self.galat, self.ringkasan = {}, []
