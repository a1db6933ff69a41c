"""The keys of other systems."""
