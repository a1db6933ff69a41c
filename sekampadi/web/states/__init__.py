"""Thin states: what a page shows, and one use case a handler."""
