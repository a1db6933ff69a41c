"""Answers over the API: sent in by a key, and read by a key."""
