"""Monitoring of all UPP."""
