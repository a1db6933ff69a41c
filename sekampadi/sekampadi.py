"""The composition root: settings, runtime, guard, pages and HTTP routes become one app. No logic."""

import reflex as rx

from sekampadi.services.runtime import Runtime
from sekampadi.settings import get_settings
from sekampadi.theme import css_variables
from sekampadi.web.context import use_runtime
from sekampadi.web.guard import Guard, GuardedNamespace, report_failure, report_frontend
from sekampadi.web.live import Hub, use_hub
from sekampadi.web.pages import ROUTES
from sekampadi.web.routes import add_pages

settings = get_settings()
rt = Runtime.open(settings)
hub = Hub()
rt.listeners.append(hub.notify)
use_runtime(rt)
use_hub(hub)

app = rx.App(
    html_lang="id",
    stylesheets=["/sekampadi.css"],
    head_components=[
        rx.el.style(css_variables()),
        rx.el.script(src="/sekampadi.js"),
        rx.el.meta(name="theme-color", content="#113F27"),
        rx.el.meta(name="color-scheme", content="light"),
    ],
    toaster=None,
    app_wraps={},
    frontend_exception_handler=report_frontend,
    backend_exception_handler=report_failure,
)
app.add_middleware(Guard(hub), index=0)
add_pages(app, ROUTES)
GuardedNamespace.install(app, hub)
