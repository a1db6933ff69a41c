"""Webhooks of other systems: who is told of which event, how it gets there, and what did not."""
