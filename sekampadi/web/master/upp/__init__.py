"""The table of UPP."""
