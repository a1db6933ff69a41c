"""The own logins."""
