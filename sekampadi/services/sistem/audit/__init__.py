"""The audit trail: adding to it, checking it, reading it."""
