"""What is done about a deadline."""
