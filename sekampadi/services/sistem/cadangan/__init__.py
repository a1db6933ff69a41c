"""Backups: what is running is copied, the copy is tried out, and it comes back whole or not at all."""
