"""The link of the own account to the provider of logins."""
