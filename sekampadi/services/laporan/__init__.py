"""Figures and what is read of them: dashboard, laporan, rekap, pelaksanaan."""
