"""Tables of the admin pages, and their Excel files."""
