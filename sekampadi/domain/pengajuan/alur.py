"""Both SOP as two state machines: what may become of a pengajuan and of a dossier, and by whom (decree, H).

The moves that are not written in a table do not exist.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.errors import ConflictError, DomainError, ForbiddenError
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import Role
from sekampadi.i18n import t


class StatusPengajuan(Labelled):
    """Where the papers of an UPP are."""

    BELUM = "belum", t("Belum disampaikan")
    HASIL_DIKIRIM = "hasil_dikirim", t("Hasil menunggu Pimpinan UPP")
    HASIL_DIKEMBALIKAN = "hasil_dikembalikan", t("Hasil dikembalikan Pimpinan UPP")
    HASIL_DITERIMA = "hasil_diterima", t("Hasil diterima Pimpinan UPP")
    TL_DIAJUKAN = "tl_diajukan", t("Menunggu persetujuan Pimpinan UPP")
    TL_DIKEMBALIKAN = "tl_dikembalikan", t("Dikembalikan Pimpinan UPP")
    DISETUJUI = "disetujui", t("Menunggu Admin Pemprov")
    DIKEMBALIKAN = "dikembalikan", t("Dikembalikan Admin Pemprov")
    DITERIMA = "diterima", t("Diterima Admin Pemprov")

    @property
    def disampaikan(self) -> bool:
        """Whether the UPP has done its part: what it hands in has left its house."""
        return self in {StatusPengajuan.DISETUJUI, StatusPengajuan.DITERIMA}

    @property
    def dikembalikan(self) -> bool:
        """Whether somebody wants something changed."""
        return self in {
            StatusPengajuan.HASIL_DIKEMBALIKAN,
            StatusPengajuan.TL_DIKEMBALIKAN,
            StatusPengajuan.DIKEMBALIKAN,
        }


class AksiPengajuan(Labelled):
    """What can be done with the papers of an UPP, in the words of the button."""

    KIRIM_HASIL = "kirim_hasil", t("Sampaikan hasil ke Pimpinan UPP")
    TERIMA_HASIL = "terima_hasil", t("Terima hasil")
    KEMBALIKAN_HASIL = "kembalikan_hasil", t("Kembalikan hasil")
    AJUKAN = "ajukan", t("Ajukan ke Pimpinan UPP")
    SETUJUI = "setujui", t("Setujui dan sampaikan ke Admin Pemprov")
    KEMBALIKAN_TL = "kembalikan_tl", t("Kembalikan ke Operator OPD")
    TARIK = "tarik", t("Tarik kembali")
    TERIMA = "terima", t("Terima")
    KEMBALIKAN = "kembalikan", t("Kembalikan ke UPP")
    BUKA = "buka", t("Buka kembali")

    @property
    def mundur(self) -> bool:
        """Whether it leads back: a return, what is taken back, what is opened again."""
        return self in {
            AksiPengajuan.KEMBALIKAN_HASIL,
            AksiPengajuan.KEMBALIKAN_TL,
            AksiPengajuan.TARIK,
            AksiPengajuan.KEMBALIKAN,
            AksiPengajuan.BUKA,
        }


class StatusDossier(Labelled):
    """Where the province's papers of a triwulan are."""

    DIHIMPUN = "dihimpun", t("Dihimpun Admin Pemprov")
    DISUSUN = "disusun", t("Disusun Ketua Tim Kerja Pelayanan Publik")
    DIPELAJARI = "dipelajari", t("Dipelajari Kabag Tatalaksana")
    DITUTUP = "ditutup", t("Ditutup")


class AksiDossier(Labelled):
    """What can be done with the province's papers, in the words of the button."""

    SERAHKAN = "serahkan", t("Serahkan ke Ketua Tim Kerja")
    KEMBALIKAN_HIMPUN = "kembalikan_himpun", t("Kembalikan ke Admin Pemprov")
    SAMPAIKAN = "sampaikan", t("Sampaikan ke Kabag Tatalaksana")
    KEMBALIKAN_SUSUN = "kembalikan_susun", t("Kembalikan ke Ketua Tim Kerja")
    TARIK = "tarik", t("Tarik kembali")
    TUTUP = "tutup", t("Tutup berkas")

    @property
    def mundur(self) -> bool:
        """Whether it leads back: a return, and what is taken back."""
        return self in {
            AksiDossier.KEMBALIKAN_HIMPUN,
            AksiDossier.KEMBALIKAN_SUSUN,
            AksiDossier.TARIK,
        }


S = TypeVar("S", StatusPengajuan, StatusDossier)
A = TypeVar("A", AksiPengajuan, AksiDossier)


@dataclass(frozen=True, slots=True)
class AturanAlur(Generic[S, A]):
    """An allowed move.

    Args:
        peran: the one role that may make it.
        catatan: whether it takes a note that says why.
        orang_lain: whether it cannot be made by the person who made the move before in another
            office, as an acting official: nobody approves what he has handed in himself.
    """

    dari: S
    aksi: A
    ke: S
    peran: Role
    catatan: bool = False
    orang_lain: bool = False


_SP, _AP, _SD, _AD = StatusPengajuan, AksiPengajuan, StatusDossier, AksiDossier
_UPP, _KEPALA, _PEMPROV = Role.ADMIN_UPP, Role.PIMPINAN_UPP, Role.ADMIN_PEMPROV
_KETUA, _KABAG = Role.KETUA_TIM, Role.KABAG_TATALAKSANA

_BERSAMA = (
    AturanAlur(_SP.TL_DIAJUKAN, _AP.SETUJUI, _SP.DISETUJUI, _KEPALA, orang_lain=True),
    AturanAlur(_SP.TL_DIAJUKAN, _AP.KEMBALIKAN_TL, _SP.TL_DIKEMBALIKAN, _KEPALA, catatan=True),
    AturanAlur(_SP.TL_DIKEMBALIKAN, _AP.AJUKAN, _SP.TL_DIAJUKAN, _UPP),
    AturanAlur(_SP.DISETUJUI, _AP.TERIMA, _SP.DITERIMA, _PEMPROV),
    AturanAlur(_SP.DISETUJUI, _AP.KEMBALIKAN, _SP.DIKEMBALIKAN, _PEMPROV, catatan=True),
    AturanAlur(_SP.DIKEMBALIKAN, _AP.AJUKAN, _SP.TL_DIAJUKAN, _UPP),
    # A sheet that is revised after it was accepted: the dossier keeps what was in it.
    AturanAlur(_SP.DITERIMA, _AP.BUKA, _SP.DIKEMBALIKAN, _PEMPROV, catatan=True),
)

ALUR_TRIWULAN: tuple[AturanAlur[StatusPengajuan, AksiPengajuan], ...] = (
    # Row 3: the sheet and the two Excel files go to the Pimpinan UPP.
    AturanAlur(_SP.BELUM, _AP.KIRIM_HASIL, _SP.HASIL_DIKIRIM, _UPP),
    AturanAlur(_SP.HASIL_DIKIRIM, _AP.TARIK, _SP.BELUM, _UPP),
    AturanAlur(_SP.HASIL_DIKIRIM, _AP.TERIMA_HASIL, _SP.HASIL_DITERIMA, _KEPALA, orang_lain=True),
    AturanAlur(
        _SP.HASIL_DIKIRIM, _AP.KEMBALIKAN_HASIL, _SP.HASIL_DIKEMBALIKAN, _KEPALA, catatan=True
    ),
    AturanAlur(_SP.HASIL_DIKEMBALIKAN, _AP.KIRIM_HASIL, _SP.HASIL_DIKIRIM, _UPP),
    # Row 4: the RTL is composed, and goes with the sheet through the Pimpinan UPP to Admin Pemprov.
    AturanAlur(_SP.HASIL_DITERIMA, _AP.AJUKAN, _SP.TL_DIAJUKAN, _UPP),
    AturanAlur(_SP.TL_DIAJUKAN, _AP.TARIK, _SP.HASIL_DITERIMA, _UPP),
    *_BERSAMA,
)
"""Rows 3 to 5 of both SOP, for a triwulan."""

ALUR_TAHUNAN: tuple[AturanAlur[StatusPengajuan, AksiPengajuan], ...] = (
    AturanAlur(_SP.BELUM, _AP.AJUKAN, _SP.TL_DIAJUKAN, _UPP),
    AturanAlur(_SP.TL_DIAJUKAN, _AP.TARIK, _SP.BELUM, _UPP),
    *_BERSAMA,
)
"""The reports of a year go the same way (decree, L.4)."""

ALUR_DOSSIER: tuple[AturanAlur[StatusDossier, AksiDossier], ...] = (
    # Row 5: gathered and handed to the Ketua Tim.
    AturanAlur(_SD.DIHIMPUN, _AD.SERAHKAN, _SD.DISUSUN, _PEMPROV),
    AturanAlur(_SD.DISUSUN, _AD.TARIK, _SD.DIHIMPUN, _PEMPROV),
    AturanAlur(_SD.DISUSUN, _AD.KEMBALIKAN_HIMPUN, _SD.DIHIMPUN, _KETUA, catatan=True),
    # Row 6: rekapitulasi and Laporan IKM Triwulan are composed and handed to the Kabag.
    AturanAlur(_SD.DISUSUN, _AD.SAMPAIKAN, _SD.DIPELAJARI, _KETUA, orang_lain=True),
    AturanAlur(_SD.DIPELAJARI, _AD.TARIK, _SD.DISUSUN, _KETUA),
    # Row 7: studied, and closed with the letter to the Sekretaris Daerah.
    AturanAlur(_SD.DIPELAJARI, _AD.KEMBALIKAN_SUSUN, _SD.DISUSUN, _KABAG, catatan=True),
    AturanAlur(_SD.DIPELAJARI, _AD.TUTUP, _SD.DITUTUP, _KABAG, orang_lain=True),
)
"""Rows 5 to 7 of both SOP."""

CATATAN_MIN, CATATAN_MAX = 5, 1000


def alur_of(triwulan: int) -> tuple[AturanAlur[StatusPengajuan, AksiPengajuan], ...]:
    """Return the moves of a pengajuan: of a triwulan 1 to 4, or with 0 of a year."""
    return ALUR_TRIWULAN if triwulan else ALUR_TAHUNAN


def moves_from(
    alur: Iterable[AturanAlur[S, A]], status: S, peran: Iterable[Role]
) -> tuple[AturanAlur[S, A], ...]:
    """Return what some roles may do now."""
    own = frozenset(peran)
    return tuple(a for a in alur if a.dari is status and a.peran in own)


def waits_for(alur: Iterable[AturanAlur[S, A]], status: S) -> Role | None:
    """Return whose turn it is: who has the move that leads on; None at the end."""
    return next((a.peran for a in alur if a.dari is status and not a.aksi.mundur), None)


def find_aturan(
    alur: Iterable[AturanAlur[S, A]], status: S, aksi: A, peran: Iterable[Role]
) -> AturanAlur[S, A]:
    """Return the rule by which a move is allowed.

    Raises:
        ConflictError: ``alur.bukan_saatnya`` when nobody may do it now.
        ForbiddenError: ``alur.bukan_peran`` when somebody else may.
    """
    found = [a for a in alur if a.dari is status and a.aksi is aksi]
    if not found:
        raise ConflictError(
            "alur.bukan_saatnya",
            t(
                "“{aksi}” tidak dapat dilakukan saat ini. Keadaannya sekarang: {status}.",
                aksi=aksi.label,
                status=status.label,
            ),
        )
    own = frozenset(peran)
    for aturan in found:
        if aturan.peran in own:
            return aturan
    raise ForbiddenError(
        "alur.bukan_peran",
        t(
            "“{aksi}” adalah tugas {peran}.",
            aksi=aksi.label,
            peran=t(" atau ").join(a.peran.label for a in found),
        ),
    )


def parse_aksi(kind: type[A], value: object) -> A:
    """Read the name of a move.

    Raises:
        DomainError: ``alur.unknown``.
    """
    try:
        return kind(str(value))
    except ValueError:
        raise DomainError("alur.unknown", t("Langkah ini tidak dikenal.")) from None


def read_catatan(aturan: AturanAlur[S, A], isian: Mapping[str, object]) -> str:
    """Read the note of a move, which may be empty unless the rule asks for one.

    Raises:
        FieldErrors: ``catatan.missing``, ``.too_short``, ``.too_long``.
    """
    reader = FormReader(isian)
    least = CATATAN_MIN if aturan.catatan else 0
    catatan = reader.paragraphs("catatan", t("Catatan"), least=least, most=CATATAN_MAX)
    reader.check()
    return catatan
