"""The survey as plain pages: forms over HTTP, no script, for old phones and bad networks."""
