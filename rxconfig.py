"""Reflex configuration: build options only; everything the server needs is in ``sekampadi.settings``."""

import reflex as rx

from sekampadi.web.reflex_seam.lean import LeanBuild

config = rx.Config(
    app_name="sekampadi",
    # Pages, events and files come from one address; other sites get no access to them.
    cors_allowed_origins=[],
    telemetry_enabled=False,
    show_built_with_reflex=False,
    # The first that a browser takes is sent: brotli is an eighth smaller.
    frontend_compression_formats=["brotli", "gzip"],
    frontend_lazy_bundled_libraries=True,
    react_strict_mode=False,
    default_color_mode="light",
    plugins=[LeanBuild()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
