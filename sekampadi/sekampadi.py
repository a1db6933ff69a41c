"""The composition root: settings, runtime, guard, pages and HTTP routes become one app. No logic."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from functools import partial

import reflex as rx
from starlette.types import ASGIApp

from sekampadi import logs
from sekampadi.api.http.metrics_port import serving_metrics
from sekampadi.api.http.middleware import wrap
from sekampadi.api.http.ratelimit import RateLimiter
from sekampadi.api.http.soket import EventGate
from sekampadi.api.http.tidak_ada import UnknownAddresses
from sekampadi.api.lembar.depan import Front
from sekampadi.api.rest.bearer import KUNCI_PER_MINUTE
from sekampadi.api.routes import make_api
from sekampadi.api.site import KeptPages, Site
from sekampadi.children import end_with_server, ending
from sekampadi.db.kabar_redis import Ears
from sekampadi.db.shared import SharedStore
from sekampadi.pauses import short_pauses
from sekampadi.reports.worker import RenderPool
from sekampadi.reports.worker_process import BERKAS
from sekampadi.services.akun.coba_masuk import throttle
from sekampadi.services.notifikasi.pekerja import working
from sekampadi.services.sistem.bersama import take_request
from sekampadi.services.sistem.pantau import hear_others
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import get_settings
from sekampadi.theme import AKSEN_TUA, css_variables
from sekampadi.web.binding import Bindings, is_nobodys, use_bindings
from sekampadi.web.context import use_renderer, use_runtime
from sekampadi.web.guard import Guard, report_failure, report_frontend
from sekampadi.web.hemat import spare_the_log
from sekampadi.web.live import Hub
from sekampadi.web.reflex_seam.counting import kept_visitors
from sekampadi.web.reflex_seam.elements import Commands
from sekampadi.web.reflex_seam.ending import close_sockets
from sekampadi.web.reflex_seam.events import ask_before_events
from sekampadi.web.reflex_seam.lazy import make_states_late
from sekampadi.web.reflex_seam.lazy_redis import IN_REDIS
from sekampadi.web.reflex_seam.near import keep_near
from sekampadi.web.reflex_seam.outside import EVENT_LOGGER
from sekampadi.web.reflex_seam.prompt import prompt_events, socket_end
from sekampadi.web.reflex_seam.sockets import process_name
from sekampadi.web.route import add_pages, loading_events
from sekampadi.web.routes import ROUTES
from sekampadi.web.tabs import watch_tabs
from sekampadi.web.watching import Broadcaster, use_broadcaster

settings = get_settings()
logs.set_up(settings.log_level, settings.log_format)
logging.getLogger(EVENT_LOGGER).setLevel(logging.ERROR)
rt = Runtime.open(settings)
if settings.redis_url:
    rt.share(shared := SharedStore(settings.redis_url, *settings.secrets))
    # The oldest: processes that have not heard of the newest one yet count the same address with it.
    throttle.share(shared, settings.secrets[-1])
end_with_server()
renderer = RenderPool()
reader = RenderPool(BERKAS, max_waiting=4)
hub = Hub()
rt.listeners.append(hub.notify)
rt.gauges["live"] = hub.stats
rt.gauges["documents"] = lambda: {"pages": renderer.waiting, "files": reader.waiting}
use_runtime(rt)
use_renderer(renderer)


@contextlib.asynccontextmanager
async def close_renderer() -> AsyncIterator[None]:
    """End the processes for documents and files with the server."""
    yield
    await asyncio.to_thread(renderer.close)
    await asyncio.to_thread(reader.close)


@contextlib.asynccontextmanager
async def listen() -> AsyncIterator[None]:
    """Hear of changes other processes make, as long as the server lives."""
    ears = Ears(hub.notify, hub.notify_all, bindings.wake, rt.acted_elsewhere, rt.pengamat.hear)
    stop = hear_others(rt, ears, process_name(app))
    yield
    await asyncio.to_thread(stop)


app: rx.App = rx.App(
    html_lang="id",
    stylesheets=["/sekampadi.css"],
    head_components=[
        rx.el.style(css_variables()),
        # After the style of the application: what a government has set for itself wins.
        rx.el.link(rel="stylesheet", href="/identitas.css"),
        rx.el.script(src="/sekampadi.js"),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.meta(name="theme-color", content=AKSEN_TUA),
        rx.el.meta(name="color-scheme", content="light"),
    ],
    # Reflex's own toaster and connection notice are English, and load on every page.
    toaster=None,
    app_wraps={(0, "Commands"): lambda _: Commands.create()},
    frontend_exception_handler=report_frontend,
    backend_exception_handler=report_failure,
    api_transformer=[
        make_api(
            rt,
            renderer,
            reader=reader,
            limiter=RateLimiter(shared=partial(take_request, rt) if rt.shared else None),
            key_limiter=RateLimiter(
                KUNCI_PER_MINUTE, shared=partial(take_request, rt) if rt.shared else None
            ),
            trusted_proxy_hops=settings.trusted_proxies,
        ),
        lambda inner: KeptPages(inner, Site(settings.base_url)),
        lambda inner: UnknownAddresses(inner, rt),
        lambda inner: wrap(inner, settings),
    ],
)
bindings = Bindings(app, hub)
app.register_lifespan_task(prompt_events, app=app, waits=bindings.owns)
app.register_lifespan_task(close_renderer)
app.register_lifespan_task(listen)
app.register_lifespan_task(working, rt=rt)
app.register_lifespan_task(short_pauses)
app.register_lifespan_task(serving_metrics, rt=rt)
app.register_lifespan_task(ending, farewell=partial(close_sockets, app))
use_bindings(bindings)
rt.rights_listeners.append(bindings.wake)
guard = Guard(hub, bindings, loading_events(ROUTES))
ask_before_events(app, guard.ask, guard.opens)
add_pages(app, ROUTES)
make_states_late(app, IN_REDIS)
keep_near(app, is_nobodys)
watch_tabs(app, hub, bindings)
rt.gauges["visitors"] = lambda: {"kept": kept_visitors(app)}
use_broadcaster(Broadcaster(app, hub))
spare_the_log()
logs.mask_all()


def serve() -> ASGIApp:
    """Return what the server runs: the application, before it the forms without script and the socket."""
    front = Front(app(), rt, renderer)
    return EventGate(front, socket=socket_end(app), trusted_proxies=settings.trusted_proxies)
