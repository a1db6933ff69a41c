"""Pages: UPP, layanan, operator, questions."""
