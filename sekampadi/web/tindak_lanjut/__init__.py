"""Tindak lanjut: the list of the plans; the page of one plan has a folder of its own."""
