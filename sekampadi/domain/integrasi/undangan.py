"""Undangan: a single-use survey link that a service application asks for when a layanan is done.

What is remembered of it tells no more than two weeks: the one in which it was made, and the one in which
answers that came by such links entered the statistics, together with this one (decision 85).
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import quote
from uuid import UUID

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import format_tanggal, t

TERBUKA: Final = 5
"""Answers that leave the box together at the least, and from which on a rate is shown."""
MINGGU_BERLAKU: Final = 2
"""Whole weeks, after that of its making, in which a link is good."""
MINGGU_SIMPAN: Final = 8
"""Weeks after which an invitation is deleted, with the reference in it."""
MINGGU_TUNGGU: Final = 13
"""Weeks that answers of a layanan with too few of them wait. Then they enter all the same: of the
invitations they may have come by none is kept any more."""
REFERENSI_MAX: Final = 64
SMS_MAX: Final = 160
"""Letters of a message by the GSM alphabet."""
REFERENSI_POLA: Final = r"^[A-Za-z0-9][A-Za-z0-9._:/-]*$"
"""What a reference is made of, as the document of the API tells it."""
_REFERENSI = re.compile(REFERENSI_POLA)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


class BahasaUndangan(StrEnum):
    """In which words a message is written."""

    BIASA = "id"
    SEDERHANA = "simple"


@dataclass(frozen=True, slots=True)
class TeksUndangan:
    """The messages that bring a link.

    Args:
        whatsapp: for a messenger.
        sms: at most 160 letters of the GSM alphabet, unless the link alone is longer.
        subjek: of an e-mail.
        isi: likewise.
    """

    whatsapp: str
    sms: str
    subjek: str
    isi: str

    @property
    def wa_me(self) -> str:
        """Where WhatsApp opens with the message: the application adds whom it goes to."""
        return f"https://wa.me/?text={quote(self.whatsapp, safe='')}"


def _digest(key: bytes, purpose: str, *parts: str) -> bytes:
    return hmac.digest(key, "\n".join((purpose, *parts)).encode(), hashlib.sha256)


def make_token(key: bytes, layanan_id: int, referensi: str, minggu: str) -> str:
    """Make the secret of a link: 22 letters, the same again for the same invitation, so none is kept."""
    raw = _digest(key, "tautan", str(layanan_id), referensi, minggu)
    return urlsafe_b64encode(raw[:16]).rstrip(b"=").decode()


def name_undangan(key: bytes, token: str) -> str:
    """Return under which name an invitation is kept."""
    return _digest(key, "undangan", token).hex()[:32]


def name_terpakai(key: bytes, undangan: str) -> str:
    """Return the name of what says that an invitation was used: nobody finds one by the other without the key."""
    return _digest(key, "terpakai", undangan).hex()[:32]


def name_survei(key: bytes, identity: UUID) -> str:
    """Return under which name an answer lies in the box."""
    return _digest(key, "kotak", identity.hex).hex()[:32]


def identity_of(key: bytes, survei: str) -> UUID:
    """Return the identity that an answer of the box gets: always the same, and not the browser's own."""
    return UUID(bytes=_digest(key, "jawaban", survei)[:16], version=4)


def minggu_of(day: date) -> str:
    """Return the week of a day in the form of ISO 8601, which sorts as text: ``2026-W05``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def week_before(day: date, weeks: int) -> str:
    """Return the week that lies so many weeks before that of a day."""
    return minggu_of(day - timedelta(weeks=weeks))


def last_day(minggu: str) -> date:
    """Return the last day on which a link made in a week is good: a Sunday, whatever day it was made on."""
    monday = date.fromisoformat(f"{minggu}-1")
    return monday + timedelta(weeks=MINGGU_BERLAKU, days=6)


def parse_referensi(value: object) -> str:
    """Read the reference of a service application, which means nothing here.

    Raises:
        DomainError: ``undangan.referensi`` for what has other letters or is too long.
    """
    text = value if isinstance(value, str) else ""
    if len(text) > REFERENSI_MAX or not _REFERENSI.fullmatch(text):
        raise DomainError(
            "undangan.referensi",
            t(
                "Referensi berisi 1 sampai {n} huruf, angka, atau tanda . _ : / -, dan bukan nama, NIK, "
                "atau nomor telepon.",
                n=REFERENSI_MAX,
            ),
        )
    if re.fullmatch(r"\d{16}|(?:62|0)8\d{7,12}", text):
        raise DomainError(
            "undangan.referensi",
            t("Referensi ini tampak seperti NIK atau nomor telepon. Pakai nomor acak."),
        )
    return text


def is_token(text: str) -> bool:
    """Tell whether a text can be the secret of a link."""
    return _TOKEN.fullmatch(text) is not None


def may_enter(minggu: Collection[str], today: date) -> bool:
    """Tell whether the answers of a layanan that wait may enter the statistics.

    Args:
        minggu: the weeks in which they were given, all over by now.
    """
    if len(minggu) >= TERBUKA:
        return True
    return bool(minggu) and min(minggu) <= week_before(today, MINGGU_TUNGGU)


def _plain(text: str) -> str:
    """Leave what every phone shows in one letter of the GSM alphabet."""
    return "".join(
        c if c.isascii() and c.isprintable() and c not in "`[]{}\\|^~" else " " for c in text
    )


def _sms(before: str, nama: str, link: str) -> str:
    words = " ".join(_plain(before + nama).split())
    room = SMS_MAX - len(link) - 1
    return f"{words[: max(0, room)].rstrip()} {link}".strip()


def write_teks(
    link: str, layanan: str, upp: str, sampai: date, bahasa: BahasaUndangan = BahasaUndangan.BIASA
) -> TeksUndangan:
    """Write the messages that bring a link; a person's name is in none of them.

    Args:
        layanan: its name.
        upp: the name of its UPP.
        sampai: the last day on which the link is good.
    """
    akhir = format_tanggal(sampai)
    if bahasa is BahasaUndangan.SEDERHANA:
        whatsapp = t(
            "Layanan {layanan} di {upp} sudah selesai.\nBagaimana pelayanannya? Jawab di sini, "
            "sebentar saja:\n{link}\n\nNama Anda tidak ditanya. Satu tautan untuk satu jawaban, sampai {akhir}.",
            layanan=layanan, upp=upp, link=link, akhir=akhir,
        )  # fmt: skip
        return TeksUndangan(
            whatsapp,
            _sms(t("Bagaimana pelayanan kami? Jawab tanpa nama: "), layanan, link),
            t("Bagaimana pelayanan kami?"),
            whatsapp + "\n\n" + t("Terima kasih."),
        )
    whatsapp = t(
        "Layanan {layanan} di {upp} telah selesai.\nMohon kesediaan Anda menilai pelayanan kami "
        "(sekitar 2 menit):\n{link}\n\nSurvei ini anonim. Tautan berlaku untuk satu jawaban sampai {akhir}.",
        layanan=layanan, upp=upp, link=link, akhir=akhir,
    )  # fmt: skip
    isi = t(
        "Bapak/Ibu yang kami hormati,\n\nLayanan {layanan} di {upp} telah selesai. Kami mohon kesediaan "
        "Bapak/Ibu menilai pelayanan kami melalui tautan berikut:\n\n{link}\n\nPengisian memerlukan sekitar "
        "2 menit. Survei ini anonim: nama, NIK, dan nomor telepon tidak ditanyakan, dan jawaban tidak "
        "dapat dihubungkan dengan permohonan. Tautan berlaku untuk satu jawaban sampai {akhir}.\n\n"
        "Terima kasih.\n{upp}",
        layanan=layanan, upp=upp, link=link, akhir=akhir,
    )  # fmt: skip
    return TeksUndangan(
        whatsapp,
        _sms(t("Mohon nilai pelayanan kami (anonim): "), layanan, link),
        t("Penilaian Anda atas layanan {layanan}", layanan=layanan),
        isi,
    )
