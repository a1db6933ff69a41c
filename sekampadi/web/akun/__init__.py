"""Pages: login and the own account."""
