"""The socket as pages use it: behind the filter, each connection is given the full name of its tab."""

import uuid
from functools import partial
from typing import Any, cast
from urllib.parse import parse_qs

from reflex.app import App
from socketio.exceptions import ConnectionRefusedError as Refused

from sekampadi.web.binding import bindings, cookies_of, is_tab_token, tab_name
from sekampadi.web.live import Hub
from sekampadi.web.namespace import GuardedNamespace
from sekampadi.web.pergi import GoneTabs
from sekampadi.web.reflex_seam import drop_state, drop_waiting

STILL_HANDLED = 8
"""Events of a tab that are handled after it has gone: the last steps of a survey among them."""


class TabNamespace(GuardedNamespace):
    """The filtered socket, with tabs that belong to a login or to nobody."""

    gone: GoneTabs

    @classmethod
    def install(cls, app: App, hub: Hub) -> None:
        """Put this class in front of an app's socket."""
        super().install(app, hub)
        cast(TabNamespace, app.event_namespace).gone = GoneTabs(partial(drop_state, app))

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Refuse what is no tab of a page, then connect."""
        tokens = parse_qs(environ.get("QUERY_STRING", "")).get("token", [])
        if len(tokens) != 1 or not is_tab_token(tokens[0]):
            raise Refused("token")
        await super().on_connect(sid, environ, auth)

    async def link_token_to_sid(self, sid: str, token: str, *, update_state: bool = True) -> None:
        """Give the connection the tab's full name.

        Reflex calls this between taking a connection and its first event. It, too, finds out when
        a tab was duplicated, but would hand the browser a name of one half; so that is done here.
        """
        sio = self.app.sio
        cookies = cookies_of(sio.get_environ(sid, self.namespace) or {}) if sio else ""
        found = await bindings().login_of(cookies)
        tab = tab_name(token, found)
        record = self._token_manager.token_to_socket.get(tab)
        if record is not None and record.sid != sid:
            token = str(uuid.uuid4())
            await self.emit("new_token", token, to=sid)
            tab = tab_name(token, found)
        self.gone.came_back(tab)
        bindings().bind(sid, tab, found)
        await super().link_token_to_sid(sid, tab, update_state=update_state)

    def on_disconnect(self, sid: str) -> Any:
        """Remember that the tab is not connected, and let go of a flood it has left."""
        tab = self.sid_to_token.get(sid)
        if tab is not None:
            bindings().left(tab, sid)
            drop_waiting(self.app, tab, STILL_HANDLED)
            if not bindings().owns(tab):
                self.gone.left(tab)
        return super().on_disconnect(sid)
