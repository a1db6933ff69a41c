"""Pemantauan: codes that hang, visits and findings, and how each UPP keeps its survey (decree, M.5 and M.6)."""
