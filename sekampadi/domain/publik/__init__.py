"""Which public figures there may be, decided jointly over the province."""
