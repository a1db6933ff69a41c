"""Groups of settings, of which :class:`sekampadi.settings.Settings` is made: one module for all grew too long."""
