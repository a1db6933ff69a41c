"""Page: notices, rules, channels."""
