"""What waits for somebody to do it, from wherever in the system it comes."""
