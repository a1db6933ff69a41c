"""Where an event comes from, as far as the server knows it itself."""

from reflex.state import BaseState

from sekampadi.services.akun import coba_masuk
from sekampadi.services.survei import beruntun
from sekampadi.web.context import runtime


def _address_of(state: BaseState) -> str:
    """Return the address of the browser behind an event.

    Only what proxies of our own have written is believed; see ``api.ratelimit.client_address``.
    """
    headers = state.router_data.get("headers") or {}
    direct = headers.get("asgi-scope-client") or state.router_data.get("ip", "")
    hops = runtime().settings.trusted_proxies
    forwarded = [p.strip() for p in headers.get("x-forwarded-for", "").split(",")]
    chain = [p for p in forwarded if p]
    return str(chain[-hops] if 0 < hops <= len(chain) else direct)


def asal_of(state: BaseState) -> beruntun.Asal:
    """Return the connection and the address behind an answer."""
    return beruntun.Asal(state.router.session.session_id, _address_of(state))


def asal_masuk_of(state: BaseState) -> coba_masuk.AsalMasuk:
    """Return where a try to log in comes from: its cookies, and its address if that tells."""
    headers = state.router_data.get("headers") or {}
    return coba_masuk.AsalMasuk(
        str(headers.get("cookie", "")),
        coba_masuk.telling_address(_address_of(state), runtime().settings.trusted_proxies),
    )
