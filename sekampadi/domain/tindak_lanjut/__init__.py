"""Tindak lanjut: from figures to a plan, from the plan to its result (decree, L.2)."""
