"""The logins of an account, over the table of accounts."""
