"""PEKPPP over HTTP: the sheet, and all that proves it."""
