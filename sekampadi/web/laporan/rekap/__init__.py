"""The rekap of the province."""
