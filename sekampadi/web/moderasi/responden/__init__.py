"""Who answered."""
