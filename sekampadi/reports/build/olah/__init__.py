"""Sheets of what figures are worked out from (decree, L.3: lembar pengolahan data)."""
