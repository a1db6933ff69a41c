"""Pengajuan: what is handed in, by whom, and who acts for whom; each page has a folder of its own."""
