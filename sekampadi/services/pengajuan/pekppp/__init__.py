"""What the ministry scores of an UPP and a year, read from all that the system knows of it."""
