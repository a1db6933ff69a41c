"""What other systems have to do with this one: keys, and what comes and goes by them."""
