"""The audit trail, on both databases, with everything that somebody may do to it."""
