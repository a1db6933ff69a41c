"""Pages for those who are logged in."""
