"""Reads: they take a session and a scope and return frozen rows, never ORM objects."""
