"""Laporan tahunan: what people write into it, and all that it is drawn of (decree, L.3)."""
