"""One pengajuan: where its papers are, and the move that a person makes."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.errors import ConflictError, DomainError, ForbiddenError
from sekampadi.domain.izin import Permission, Principal, may
from sekampadi.domain.pengajuan.alur import AksiPengajuan, StatusPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.i18n import t
from sekampadi.reports.build.penyampaian import order_papers
from sekampadi.services.akun.sesi import find_principal
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.isi import (
    MENYERAHKAN,
    TahunanKurangError,
    check_word,
    needs_word,
)
from sekampadi.services.pengajuan.pengajuan import AturanUpp, load_diserahkan, load_pengajuan
from sekampadi.services.sistem.antrean import PENYAMPAIAN
from sekampadi.web.context import (
    as_person,
    current_principal,
    in_thread,
    is_connected,
    logged_in,
    runtime,
)
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.guard import session_token
from sekampadi.web.pengajuan.rinci.tampilan import RinciTampil, ask_for, explain, show_rinci
from sekampadi.web.reflex_seam.states import connection_of, unwrap
from sekampadi.web.ui.states.formulir import FormulirMixin, clean_form, refusals_shown

_MOVE = Permission.PENGAJUAN_MOVE


@dataclass(frozen=True, slots=True)
class _Tentang:
    """What a move is about, as the person has seen it."""

    upp: str
    masa: MasaLapor
    versi: int
    boleh: tuple[AturanUpp, ...]
    kosong: bool  # whether there is nothing to hand in, and a word has to say why


@state_permission(Permission.PENGAJUAN_READ)
class PengajuanRinciState(FormulirMixin, rx.State):
    """The pengajuan that the address names; ``sibuk`` says which move has its files made."""

    siap: bool = False
    galat: str = ""
    rinci: RinciTampil = RinciTampil()
    sibuk: str = ""
    gagal_alamat: str = ""  # where what is refused can be mended
    penjelasan: str = ""
    wajib: bool = False
    _tentang: _Tentang | None = None
    _catatan: str = ""

    @rx.event
    async def muat(self) -> None:
        """Read the pengajuan that the address names."""
        query = dict(self.router.url.query_parameters)
        masa = MasaLapor.parse(query.get("masa", ""))
        if masa is None:
            self._refuse(t("Alamat ini tidak lengkap. Pilih UPP dan triwulannya dari daftar."))
            return
        await self._read(logged_in(), query.get("upp", "")[:120], masa)

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")
        self._catatan = ""

    def _refuse(self, words: str) -> None:
        self.galat, self.rinci, self._tentang, self.siap = words, RinciTampil(), None, True

    async def _read(self, person: Principal | None, upp: str, masa: MasaLapor) -> None:
        try:
            page = await in_thread(load_pengajuan, person, upp, masa)
            given = await in_thread(load_diserahkan, person, page.upp.kode, masa)
        except DomainError as error:
            self._refuse(error.message)
            return
        writes = may(person, Permission.TINDAK_LANJUT_WRITE)
        self._tentang = _Tentang(
            *(page.upp.kode, masa, page.versi, page.boleh),
            kosong=needs_word(given.kini),
        )
        self.galat, self.siap = "", True
        self.rinci = show_rinci(page, given, runtime().now(), writes)

    async def _answer(
        self, person: Principal | None, status: StatusPengajuan | None, error: DomainError | None
    ) -> None:
        """Close the dialog, read the page anew, and say what has come of a move."""
        self._close()
        seen = unwrap(self._tentang)
        if seen is not None:
            await self._read(person, seen.upp, seen.masa)
        self.gagal_alamat = error.alamat if isinstance(error, TahunanKurangError) else ""
        if error is not None:
            self._say("", gagal=error.message)
        elif status is not None:
            self._catatan = ""
            self._say(t("Berhasil. Keadaannya sekarang: {status}.", status=status.label))

    @rx.event
    @handler_permission(_MOVE)
    def buka(self, aksi: str) -> None:
        """Ask before a move, with room for a note."""
        seen = unwrap(self._tentang)
        rule = next((a for a in seen.boleh if a.aksi.value == str(aksi)), None) if seen else None
        if seen is None or rule is None or self.sibuk:
            return
        self._say("")
        self._open_form("gerak", rule.aksi.label, {"catatan": self._catatan}, rule.aksi.value)
        self.penjelasan = explain(rule, seen.masa.nomor)
        self.wajib = ask_for(rule, seen.kosong)

    @rx.event
    @handler_permission(_MOVE)
    async def kirim(self, data: dict[str, Any]) -> Any:
        """Make the move that was asked about; one that hands in has its files made first."""
        seen, aksi = unwrap(self._tentang), self.form_id
        if seen is None or self.form != "gerak" or self.sibuk:
            return None
        catatan = str(clean_form(data).get("catatan", ""))
        about = (seen.upp, seen.masa, aksi)
        with refusals_shown(self, data):
            try:
                if aksi in {a.value for a in MENYERAHKAN}:
                    bahan = await as_person(prepare, *about, versi=seen.versi)
                    check_word(bahan.isi, catatan.strip())
                    self._close()
                    self.sibuk, self._catatan = AksiPengajuan(aksi).value, catatan
                    follow: Any = type(self).serahkan
                    return follow()
                given = Serahan({"catatan": catatan})
                status = await as_person(move, *about, versi=seen.versi, serahan=given)
            except (ConflictError, ForbiddenError) as error:
                await self._answer(current_principal(), None, error)
                return None
            await self._answer(current_principal(), status, None)
        return None

    @rx.event(background=True)
    @handler_permission(_MOVE)
    async def serahkan(self) -> None:
        """Have the files made, and hand in with them; the page stays usable meanwhile."""
        async with self:
            seen, aksi, catatan = unwrap(self._tentang), self.sibuk, self._catatan
            secret, sid = session_token(self), connection_of(self).sid
        if seen is None or not aksi:
            return
        about = (seen.upp, seen.masa, aksi)
        status, refused = None, None
        try:
            person = await in_thread(find_principal, secret)
            bahan = await in_thread(prepare, person, *about, versi=seen.versi)
            papers = await PENYAMPAIAN.run_while(
                lambda: is_connected(sid),
                lambda: order_papers(runtime(), person, bahan),
                whose=bahan.upp.id,
            )
            given = Serahan({"catatan": catatan}, bahan, papers)
            person = await in_thread(find_principal, secret)
            status = await in_thread(move, person, *about, versi=seen.versi, serahan=given)
        except DomainError as error:
            refused = error
        finally:
            async with self:
                self.sibuk = ""
        async with self:
            await self._answer(await in_thread(find_principal, secret), status, refused)
