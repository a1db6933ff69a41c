"""Pengajuan: who hands what to whom and until when, after a triwulan and after a year (decree, H, L.4, M)."""
