"""Tindak lanjut: what an UPP plans after a triwulan and what came of it (decree, L.2)."""
