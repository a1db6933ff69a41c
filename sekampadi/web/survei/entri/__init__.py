"""Paper entry."""
