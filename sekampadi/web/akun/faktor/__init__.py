"""The second factor of the own account."""
