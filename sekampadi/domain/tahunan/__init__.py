"""The annual report (decree, L.3)."""
