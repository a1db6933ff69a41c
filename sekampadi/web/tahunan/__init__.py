"""The annual report: its parts, one by one, and what still lacks (decree, L.3)."""
