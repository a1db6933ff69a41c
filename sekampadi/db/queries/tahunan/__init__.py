"""Reads for annual reports."""
