"""Files that come in: Excel of answers and of layanan, opened as if hostile, stored as a whole."""
