"""Pages: dashboard, laporan, rekap."""
