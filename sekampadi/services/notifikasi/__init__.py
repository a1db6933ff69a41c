"""Telling people: rules, notices, the outbox, and the channels out of it."""
