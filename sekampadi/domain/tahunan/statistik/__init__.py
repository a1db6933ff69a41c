"""Statistics of the annual report: what they find (hasil), and how it is worked out (hitung)."""
