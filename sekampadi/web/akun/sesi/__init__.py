"""Login, and who is logged in."""
