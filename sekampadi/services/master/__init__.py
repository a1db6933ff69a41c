"""The master data: UPP, layanan, operator, questions, weight methods, posters."""
