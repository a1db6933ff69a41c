"""Keys of other systems."""
