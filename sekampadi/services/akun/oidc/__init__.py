"""Logins by a provider of the government (OpenID Connect), for accounts that have linked themselves."""
