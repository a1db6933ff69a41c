"""Paper entry: what the screen shows around the sheet. The sheet itself is typed, kept and sent by ``assets/entri*.js``."""

from dataclasses import dataclass
from itertools import groupby

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.periode import ZONA
from sekampadi.domain.survei.entri import hari_terawal
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.survei import parse_uuid
from sekampadi.i18n import format_angka, t
from sekampadi.services.publik.tunda import tell_tunda
from sekampadi.services.survei import entri
from sekampadi.services.survei.entri import LembarEntri, RuangEntri
from sekampadi.web.commands import Command, tell_page
from sekampadi.web.context import as_person, logged_in, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.reflex_seam.events import Event
from sekampadi.web.ui.states.tabel import KelompokPilih, Pilih


@dataclass(frozen=True)
class ButirEntri:
    """One of the nine questions, as short as a typist needs it."""

    field: str
    kode: str
    nama: str
    teks: str
    opsi: list[str]


@dataclass(frozen=True)
class BarisEntri:
    """A sheet that was typed in."""

    uuid: str
    jam: str
    tanggal: str
    layanan: str
    usia: str
    nilai: str
    dihapus: bool
    dapat_dibatalkan: bool


def _baris(lembar: LembarEntri) -> BarisEntri:
    return BarisEntri(
        uuid=str(lembar.uuid),
        jam=lembar.waktu.astimezone(ZONA).strftime("%H.%M"),
        tanggal=lembar.tanggal.strftime("%d-%m-%Y"),
        layanan=lembar.layanan,
        usia=str(lembar.usia),
        nilai=" ".join(map(str, lembar.nilai)),
        dihapus=lembar.dihapus,
        dapat_dibatalkan=lembar.dapat_dibatalkan,
    )


def _butir(perangkat: PerangkatPertanyaan | None) -> list[ButirEntri]:
    if perangkat is None:
        return []
    return [
        ButirEntri(q.unsur.field, q.unsur.kode, q.unsur.nama, q.teks, list(q.opsi))
        for q in perangkat.pertanyaan
    ]


@state_permission(Permission.JAWABAN_ENTER)
class EntriState(rx.State):
    """The place where paper is typed in."""

    siap: bool = False
    pengguna: str = ""
    layanan: list[KelompokPilih] = []

    butir: list[ButirEntri] = []
    hari_ini: str = "0"
    terakhir: list[BarisEntri] = []
    terawal: str = ""
    terbaru: str = ""
    galat: str = ""
    pesan: str = ""

    @rx.event
    async def muat(self) -> None:
        """Lay out an empty sheet with today's questions."""
        ruang = await self._load("")
        groups = groupby(ruang.layanan, key=lambda la: (la.upp.id, la.upp.nama))
        self.layanan = [
            KelompokPilih(
                nama,
                [
                    Pilih(la.kode, la.nama if la.is_open else t("{nama} (ditutup)", nama=la.nama))
                    for la in rows
                ],
            )
            for (_, nama), rows in groups
        ]
        today = runtime().today()
        self.terawal, self.terbaru = hari_terawal(today).isoformat(), today.isoformat()
        self.pengguna = logged_in().username
        self.pesan = ""
        self._show(ruang)
        self.siap = True

    async def _load(self, tanggal: object) -> RuangEntri:
        return await as_person(entri.load_entri, tanggal=tanggal)

    def _show(self, ruang: RuangEntri) -> None:
        butir = _butir(ruang.perangkat)
        self.galat = "" if butir else t("Belum ada kuesioner yang berlaku pada tanggal ini.")
        if butir:
            # Without questions the fields stay: what was typed into them must not be lost.
            self.butir = butir
        self.hari_ini = format_angka(ruang.hari_ini)
        self.terakhir = [_baris(lembar) for lembar in ruang.terakhir]

    @rx.event
    async def segarkan(self, tanggal: str) -> None:
        """Show the last sheets, and the questions of another day, as the browser has it."""
        self._show(await self._load(tanggal))

    @rx.event
    async def batalkan(self, uuid_text: str) -> Event | None:
        """Take back a sheet of one's own, and open it again to be corrected."""
        try:
            tertunda = await as_person(entri.undo_entri, uuid_text=uuid_text)
        except DomainError as error:
            self.pesan = error.message
            self._show(await self._load(""))
            return None
        self.pesan = f"{t('Lembar dibatalkan.')} {tell_tunda(tertunda)}".rstrip()
        self._show(await self._load(""))
        return tell_page(Command.SHEET_AGAIN, str(parse_uuid(uuid_text)))
