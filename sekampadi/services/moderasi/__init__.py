"""What moderators see of answers and do with them."""
