"""Pages: settings, and the one for unknown addresses."""
