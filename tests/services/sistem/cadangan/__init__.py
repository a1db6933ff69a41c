"""Backups, tried on both databases with real files and real processes."""
