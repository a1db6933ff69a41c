"""Accounts and logins, and walls that need none."""
