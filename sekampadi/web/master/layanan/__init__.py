"""The table of layanan."""
