"""The suggestions that a plan quotes."""
