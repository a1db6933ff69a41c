"""Penyampaian: the matrix of all UPP, the own triwulan, and the calendar of deadlines."""
