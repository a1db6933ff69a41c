"""Privasi: what is kept of whom, for how long, and what people may ask for."""
