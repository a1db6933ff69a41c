"""Reads for PEKPPP."""
