"""Report to bytes, without queries."""
