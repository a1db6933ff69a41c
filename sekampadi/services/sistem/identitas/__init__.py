"""Under whose name an installation stands, from the command line."""
