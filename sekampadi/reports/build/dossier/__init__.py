"""The province's papers of a triwulan: rekapitulasi, Laporan IKM Triwulan, letter (decree, H, rows 5 to 7)."""
