"""Reads of what other systems have to do with."""
