"""Where an event comes from, as the connection's handshake says."""

import reflex as rx

from sekampadi.services.beruntun import Asal
from sekampadi.web.context import runtime


def asal_of(state: rx.State) -> Asal:
    """Return the connection and the address behind an event.

    Only what proxies of our own have written is believed; see ``api.ratelimit.client_address``.
    """
    session, headers = state.router.session, state.router_data.get("headers") or {}
    direct = headers.get("asgi-scope-client") or session.client_ip
    hops = runtime().settings.trusted_proxies
    forwarded = [p.strip() for p in headers.get("x-forwarded-for", "").split(",")]
    chain = [p for p in forwarded if p]
    address = chain[-hops] if 0 < hops <= len(chain) else direct
    return Asal(session.session_id, address)
