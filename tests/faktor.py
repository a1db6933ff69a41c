"""Second factors, as the tests set them up: by the use cases, with the code that an application would show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from sekampadi.domain.faktor import STEP, code_at
from sekampadi.domain.izin import Principal
from sekampadi.services.akun.faktor import begin_faktor, confirm_faktor
from sekampadi.services.akun.sesi import NeedsFaktorError, issue_ticket
from sekampadi.services.sistem.runtime import Runtime
from tests.factories import PASSWORD

NEXT = timedelta(seconds=STEP)


@dataclass(frozen=True)
class Ponsel:
    """A phone with an authenticator application, and the paper with the recovery codes."""

    secret: str
    pemulihan: tuple[str, ...]

    def code(self, moment: datetime) -> str:
        """Return what the application shows at a moment."""
        return code_at(self.secret, moment)


def secret_in(address: str) -> str:
    """Return the secret that an application reads in the address of a QR code."""
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    [secret] = parse_qs(parts.query)["secret"]
    return secret


def set_up(rt: Runtime, person: Principal, *, token: str | None = None) -> Ponsel:
    """Set a second factor up; the code of this moment is used then."""
    secret = secret_in(begin_faktor(rt, person, {"sandi": PASSWORD}).alamat)
    codes = confirm_faktor(rt, person, {"kode": code_at(secret, rt.now())}, token=token)
    return Ponsel(secret, codes)


def begin(rt: Runtime, username: str) -> str:
    """Log in as far as the second step; return what waits."""
    try:
        issue_ticket(rt, username, PASSWORD)
    except NeedsFaktorError as waiting:
        return waiting.tertunda
    raise AssertionError("there was no second step")
