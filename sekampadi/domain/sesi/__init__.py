"""Logins and what is like one: devices in words, walls without a login."""
