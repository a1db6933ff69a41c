"""Where an event comes from, as far as the server knows it itself."""

import reflex as rx

from sekampadi.services.akun import coba_masuk
from sekampadi.services.akun.cookies import UNDANGAN_COOKIE, read_cookie
from sekampadi.services.survei import beruntun
from sekampadi.web.context import runtime
from sekampadi.web.reflex_seam.states import connection_of


def _address_of(state: rx.State) -> str:
    """Return the address of the browser behind an event.

    Only what proxies of our own have written is believed; see ``api.ratelimit.client_address``.
    """
    connection = connection_of(state)
    hops = runtime().settings.trusted_proxies
    forwarded = [p.strip() for p in connection.headers.get("x-forwarded-for", "").split(",")]
    chain = [p for p in forwarded if p]
    return str(chain[-hops] if 0 < hops <= len(chain) else connection.address)


def asal_of(state: rx.State) -> beruntun.Asal:
    """Return the connection and the address behind an answer."""
    return beruntun.Asal(state.router.session.session_id, _address_of(state))


def undangan_of(state: rx.State) -> str:
    """Return the secret of the invitation that was opened in the browser behind an event; empty without one.

    It lies in a cookie that the page's own script cannot read, in no draft, and in no state.
    """
    header = str(connection_of(state).headers.get("cookie", ""))
    return read_cookie(header, UNDANGAN_COOKIE, secure=runtime().settings.secure_cookies)


def asal_masuk_of(state: rx.State) -> coba_masuk.AsalMasuk:
    """Return where a try to log in comes from: its cookies, and its address if that tells."""
    return coba_masuk.AsalMasuk(
        str(connection_of(state).headers.get("cookie", "")),
        coba_masuk.telling_address(_address_of(state), runtime().settings.trusted_proxies),
        str(state.router.session.client_token),
    )
