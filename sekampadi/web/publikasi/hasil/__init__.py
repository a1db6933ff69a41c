"""What is published, for everyone."""
